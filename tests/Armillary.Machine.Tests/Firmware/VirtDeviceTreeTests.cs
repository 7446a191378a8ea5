using System.Text.RegularExpressions;
using Armillary.Core.Interrupts;
using Armillary.Core.Time;
using Armillary.Machine.Boards;
using Armillary.Machine.Firmware.Fdt;
using Xunit;

namespace Armillary.Machine.Tests.Firmware;

public class VirtDeviceTreeTests
{
    private static string Tree(MachineConfig config)
    {
        using var clock = new MachineClock();
        using var board = new Virt(config, [.. Enumerable.Range(0, config.Cpus).Select(_ => new VcpuInputs())], clock);
        return FdtText.Write(board.DeviceTree());
    }

    /// <summary>The block of a node, without its children's.</summary>
    private static string Node(string tree, string name)
        => Regex.Match(tree, @"^ *" + Regex.Escape(name) + @" \{\n(.*?)^ *(\}|[^ =;]+ \{)", RegexOptions.Multiline | RegexOptions.Singleline).Groups[1].Value;

    [Theory]
    [InlineData("pl011@9000000", "\"arm,pl011\", \"arm,primecell\"", "<0x0 0x9000000 0x0 0x1000>", "<0x0 0x1 0x4>")]
    [InlineData("pl031@9010000", "\"arm,pl031\", \"arm,primecell\"", "<0x0 0x9010000 0x0 0x1000>", "<0x0 0x2 0x4>")]
    [InlineData("pl061@9030000", "\"arm,pl061\", \"arm,primecell\"", "<0x0 0x9030000 0x0 0x1000>", "<0x0 0x7 0x4>")]
    [InlineData("virtio_mmio@a000000", "\"virtio,mmio\"", "<0x0 0xa000000 0x0 0x200>", "<0x0 0x10 0x4>")]
    [InlineData("virtio_mmio@a003e00", "\"virtio,mmio\"", "<0x0 0xa003e00 0x0 0x200>", "<0x0 0x2f 0x4>")]
    public void A_row_is_its_node(string name, string compatible, string reg, string interrupts)
    {
        string node = Node(Tree(new MachineConfig()), name);
        Assert.Contains($"compatible = {compatible};", node, StringComparison.Ordinal);
        Assert.Contains($"reg = {reg};", node, StringComparison.Ordinal);
        Assert.Contains($"interrupts = {interrupts};", node, StringComparison.Ordinal);
    }

    [Fact]
    public void The_interrupt_controller_is_where_the_memory_map_has_it()
    {
        string node = Node(Tree(new MachineConfig { Cpus = 4 }), "intc@8000000");
        Assert.Contains("compatible = \"arm,gic-v3\";", node, StringComparison.Ordinal);
        Assert.Contains("reg = <0x0 0x8000000 0x0 0x10000 0x0 0x80a0000 0x0 0xf60000>;", node, StringComparison.Ordinal);
    }

    [Fact]
    public void A_GICv2_tells_which_vCPUs_a_private_interrupt_goes_to()
    {
        string tree = Tree(new MachineConfig { Cpus = 4, Gic = 2 });
        Assert.Contains("reg = <0x0 0x8000000 0x0 0x10000 0x0 0x8010000 0x0 0x10000>;", Node(tree, "intc@8000000"), StringComparison.Ordinal);
        Assert.Contains("interrupts = <0x1 0xd 0xf04 0x1 0xe 0xf04 0x1 0xb 0xf04 0x1 0xa 0xf04>;", Node(tree, "timer"), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_vCPU_has_a_node_that_PSCI_turns_on()
    {
        string tree = Tree(new MachineConfig { Cpus = 16, Cpu = "neoverse-n1" });
        Assert.Equal(16, Regex.Count(tree, "device_type = \"cpu\""));
        string last = Node(tree, "cpu@f");
        Assert.Contains("compatible = \"arm,neoverse-n1\";", last, StringComparison.Ordinal);
        Assert.Contains("enable-method = \"psci\";", last, StringComparison.Ordinal);
    }

    [Fact]
    public void Memory_is_as_large_as_asked()
        => Assert.Contains("reg = <0x0 0x40000000 0x1 0x0>;", Node(Tree(new MachineConfig { Memory = 4UL << 30 }), "memory@40000000"), StringComparison.Ordinal);

    [Fact]
    public void The_PCI_host_bridge_tells_its_windows_its_pins_and_who_takes_its_messages()
    {
        string tree = Tree(new MachineConfig());
        string node = Node(tree, "pcie@4010000000");
        Assert.Contains("compatible = \"pci-host-ecam-generic\";", node, StringComparison.Ordinal);
        Assert.Contains("reg = <0x40 0x10000000 0x0 0x10000000>;", node, StringComparison.Ordinal);
        Assert.Contains("bus-range = <0x0 0xff>;", node, StringComparison.Ordinal);
        Assert.Contains(
            "ranges = <0x1000000 0x0 0x0 0x0 0x3eff0000 0x0 0x10000 0x2000000 0x0 0x10000000 0x0 0x10000000 0x0 0x2eff0000 0x3000000 0x80 0x0 0x80 0x0 0x80 0x0>;",
            node, StringComparison.Ordinal);
        Assert.Contains("interrupt-map = <0x0 0x0 0x0 0x1 0x1 0x0 0x0 0x0 0x3 0x4 0x0 0x0 0x0 0x2 0x1 0x0 0x0 0x0 0x4 0x4", node, StringComparison.Ordinal);
        Assert.Contains("msi-map = ", node, StringComparison.Ordinal);
    }

    [Fact]
    public void A_device_of_ones_own_must_not_overlap_the_board()
    {
        var config = new MachineConfig { Devices = [new CustomDevice("mine", new(0x0900_0800), 0x1000, Interrupt.None, _ => new GuestlessDevice())] };
        string message = Assert.Throws<ConfigurationException>(() => Tree(config)).Message;
        Assert.Contains("overlaps pl011", message, StringComparison.Ordinal);
    }

    private sealed class GuestlessDevice : Core.Memory.MmioDevice
    {
    }
}
