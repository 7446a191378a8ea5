using Armillary.Arm;
using Armillary.Core.Memory;
using Armillary.Devices.Gic;
using Armillary.Machine.Firmware.Fdt;
using Armillary.Machine.Psci;

namespace Armillary.Machine.Boards;

public sealed partial class Virt
{
    internal const uint GicPhandle = 1;
    internal const uint MessagesPhandle = 4;
    private const uint ClockPhandle = 2, GpioPhandle = 3, FirstCpuPhandle = 0x100;
    internal const uint LevelHigh = 4;
    internal const uint MaintenancePpi = 9;
    private const uint KEY_POWER = 116;

    /// <inheritdoc/>
    public override FdtNode DeviceTree()
    {
        var root = new FdtNode("");
        root.Set("compatible", "linux,dummy-virt").Set("model", "linux,dummy-virt")
            .Set("#address-cells", 2u).Set("#size-cells", 2u).Set("interrupt-parent", GicPhandle);
        root.Child("chosen");
        root.Child($"memory@{Ram.Start.Value:x}").Set("device_type", "memory").Set64("reg", Ram.Start.Value, Ram.Size);
        DescribeCpus(root.Child("cpus"));
        if (config.BoardHasFirmware)
        {
            root.Child("psci").Set("compatible", "arm,psci-1.0", "arm,psci-0.2", "arm,psci").Set("method", config.El2 || config.El3 ? "smc" : "hvc")
                .Set("cpu_suspend", PsciFirmware.CPU_SUSPEND64).Set("cpu_off", PsciFirmware.CPU_OFF32).Set("cpu_on", PsciFirmware.CPU_ON64);
        }

        // Secure physical, physical, virtual, EL2 physical: the order that the binding gives them.
        root.Child("timer").Set("compatible", "arm,armv8-timer", "arm,armv7-timer").Set("always-on")
            .Set("interrupts", [.. Private(13), .. Private(14), .. Private(11), .. Private(10)]);
        if (model.Has(Features.PMUv3))
        {
            root.Child("pmu").Set("compatible", "arm,armv8-pmuv3").Set("interrupts", Private(7));
        }

        root.Child("apb-pclk").Set("compatible", "fixed-clock").Set("#clock-cells", 0u).Set("clock-frequency", 24_000_000u)
            .Set("clock-output-names", "clk24mhz").Set("phandle", ClockPhandle);
        gic.Describe(root.Child("intc@8000000"));
        foreach (BoardRow row in Rows)
        {
            DescribeRow(root, row);
        }

        root.Child("gpio-keys").Set("compatible", "gpio-keys")
            .Child("poweroff").Set("label", "GPIO Key Poweroff").Set("linux,code", KEY_POWER).Set("gpios", GpioPhandle, PowerButtonPin, 0u);
        return root;
    }

    private static void DescribeRow(FdtNode root, BoardRow row)
    {
        if (row.Device is not MmioDevice device || device.Firmware.Compatible.Count == 0)
        {
            return;
        }

        FdtNode node = root.Child(row.NodeName);
        node.Set("compatible", [.. device.Firmware.Compatible]).Set64("reg", row.Address, row.Size);
        if (row.Interrupt.Kind != InterruptKind.None)
        {
            node.Set("interrupts", (uint)row.Interrupt.Kind, (uint)row.Interrupt.Number, LevelHigh);
        }

        if (row.Start.IsSecure)
        {
            node.Set("status", "disabled").Set("secure-status", "okay");
        }

        row.Describe?.Invoke(node);
    }

    /// <summary>PrimeCells are driven by the board's one clock, under the names that their bindings give its uses.</summary>
    private static Action<FdtNode> Clocked(params string[] names)
        => node => node.Set("clocks", [.. names.Select(_ => ClockPhandle)]).Set("clock-names", names);

    private static void DescribeGpio(FdtNode node)
    {
        Clocked("apb_pclk")(node);
        node.Set("gpio-controller").Set("#gpio-cells", 2u).Set("phandle", GpioPhandle);
    }

    private uint[] Private(int number) => [(uint)InterruptKind.Ppi, (uint)number, LevelHigh | gic.PrivateInterruptFlags];

    private void DescribeCpus(FdtNode cpus)
    {
        cpus.Set("#address-cells", 1u).Set("#size-cells", 0u);
        FdtNode cluster = cpus.Child("cpu-map").Child("socket0").Child("cluster0");
        for (int cpu = 0; cpu < config.Cpus; cpu++)
        {
            uint phandle = FirstCpuPhandle + (uint)cpu;
            ulong affinity = GicV3.Affinity(cpu);
            FdtNode node = cpus.Child($"cpu@{affinity:x}").Set("device_type", "cpu").Set("compatible", Compatible(model)).Set("reg", (uint)affinity).Set("phandle", phandle);
            if (config.BoardHasFirmware)
            {
                node.Set("enable-method", "psci");
            }


            cluster.Child($"core{cpu}").Set("cpu", phandle);
        }
    }

    private static string Compatible(CpuModel model) => model.Name switch
    {
        "max" => "arm,armv8",
        _ => "arm," + model.Name,
    };
}
