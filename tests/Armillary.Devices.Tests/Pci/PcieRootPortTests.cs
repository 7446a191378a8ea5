using Armillary.Devices.Pci;
using Armillary.Devices.Tests.Virtio;

namespace Armillary.Devices.Tests.Pci;

public sealed class PcieRootPortTests : IDisposable
{
    private const uint AttentionButton = 1, PresenceChanged = 8, Present = 0x40, LinkChanged = 0x100, LinkActive = 0x2000;

    private readonly PciMachine machine = new();
    private readonly PcieRootPort port = new(7);
    private readonly int pcie;

    public PcieRootPortTests()
    {
        machine.Host.Add(port);
        pcie = machine.Capability(0, 1, 0x10);
        machine.Write(0, 1, 0x18, 0x0002_0100);             // buses 1 to 2 are below
        machine.Write(0, 1, 0x20, 0x1010_1010);             // memory 0x10100000 to 0x101FFFFF
        machine.Write(0, 1, 4, 6, 2);
    }

    private uint SlotStatus => machine.Read(0, 1, pcie + 0x1A, 2);

    public void Dispose() => machine.Dispose();

    private void Control(uint value) => machine.Write(0, 1, pcie + 0x18, value, 2);

    [Fact]
    public void It_is_a_root_port_with_a_slot_for_hot_plug()
    {
        Assert.Equal(0x0604_0000U, machine.Read(0, 1, 8));
        Assert.Equal(1U, machine.Read(0, 1, 0xE, 1));
        Assert.Equal(0x142U, machine.Read(0, 1, pcie + 2, 2));
        uint slot = machine.Read(0, 1, pcie + 0x14);
        Assert.Equal(7U, slot >> 19);
        Assert.Equal(0x7BU & 0x40, slot & 0x40);
        Assert.Equal(0U, SlotStatus & Present);
    }

    [Fact]
    public void What_is_put_in_is_on_the_bus_below_and_is_told()
    {
        Assert.Equal(uint.MaxValue, machine.Read(1, 0, 0));
        TestFunction function = new();
        port.Insert(function);
        Assert.Equal(Present | PresenceChanged | LinkChanged | AttentionButton, SlotStatus);
        Assert.Equal(LinkActive, machine.Read(0, 1, pcie + 0x12, 2) & LinkActive);
        Assert.Equal(0x5678_1234U, machine.Read(1, 0, 0));
        Assert.Equal(uint.MaxValue, machine.Read(1, 1, 0));
        Assert.Equal(uint.MaxValue, machine.Read(2, 0, 0));
        Assert.Equal(0x100U, function.RequesterId);
        machine.Write(0, 1, pcie + 0x1A, PresenceChanged | LinkChanged | AttentionButton, 2);
        Assert.Equal(Present, SlotStatus);
        Assert.Throws<InvalidOperationException>(() => port.Insert(new TestFunction()));
    }

    [Fact]
    public void A_range_below_answers_only_inside_the_ports_window()
    {
        port.Insert(new TestFunction());
        machine.Write(1, 0, 0x10, 0x1010_0000);
        machine.Write(1, 0, 4, 6, 2);
        Assert.Equal(0x10U, machine.Low.Read32(0x10_0010));
        machine.Write(1, 0, 0x10, 0x1030_0000);
        Assert.Equal(uint.MaxValue, machine.Low.Read32(0x30_0010));
        machine.Write(1, 0, 0x10, 0x1010_0000);
        machine.Write(0, 1, 4, 0, 2);
        Assert.Equal(uint.MaxValue, machine.Low.Read32(0x10_0010));
        machine.Write(0, 1, 4, 6, 2);
        machine.Write(0, 1, 0x20, 0x1000_1010);             // a limit below the base: no window
        Assert.Equal(uint.MaxValue, machine.Low.Read32(0x10_0010));
    }

    [Fact]
    public void The_guest_lets_go_of_a_device_by_turning_the_slot_off()
    {
        TestFunction function = new();
        PciFunction? gone = null;
        port.Removed += f => gone = f;
        port.Insert(function);
        port.RequestRemoval();
        Assert.Equal(AttentionButton, SlotStatus & AttentionButton);
        Assert.Same(function, port.Occupant);
        Control(0x400);
        Assert.Null(port.Occupant);
        Assert.Equal(0U, SlotStatus & Present);
        Assert.Equal(uint.MaxValue, machine.Read(1, 0, 0));
        GuestDriver.Eventually(() => gone is not null);
        Assert.Same(function, gone);
        Assert.True(function.Disposed);
    }

    [Fact]
    public void A_slot_that_is_off_keeps_what_no_one_asked_to_remove()
    {
        port.Insert(new TestFunction());
        machine.Write(1, 0, 0x10, 0x1010_0000);
        machine.Write(1, 0, 4, 6, 2);
        Control(0x400);
        Assert.Equal(Present, SlotStatus & Present);
        Assert.Equal(uint.MaxValue, machine.Read(1, 0, 0));
        Assert.Equal(uint.MaxValue, machine.Low.Read32(0x10_0010));
        Control(0);
        Assert.Equal(0x5678_1234U, machine.Read(1, 0, 0));
        Assert.Equal(0U, machine.Read(1, 0, 0x10));
    }

    [Fact]
    public void A_device_can_be_taken_by_surprise()
    {
        TestFunction function = new();
        port.Insert(function);
        function.Pull(true);
        Assert.True(machine.Pins[1].Level);
        port.Remove();
        Assert.False(machine.Pins[1].Level);
        Assert.Null(port.Occupant);
        Assert.Equal(uint.MaxValue, machine.Read(1, 0, 0));
        port.Remove();
        port.RequestRemoval();
        port.Insert(new TestFunction());
        Assert.Equal(0x5678_1234U, machine.Read(1, 0, 0));
    }

    [Fact]
    public void A_device_that_raises_its_interrupt_while_it_is_taken_out_leaves_no_pin_behind()
    {
        port.Insert(new InsistentFunction());
        Assert.True(machine.Pins[1].Level);
        port.Remove();
        Assert.False(machine.Pins[1].Level);
    }

    [Fact]
    public async Task The_end_waits_for_a_device_that_leaves()
    {
        using SlowFunction function = new();
        port.Insert(function);
        port.Remove();
        Task end = Task.Run(port.Dispose);
        await Task.Delay(100);
        Assert.False(end.IsCompleted);
        function.Go.Set();
        await end.WaitAsync(TimeSpan.FromSeconds(10));
    }

    [Fact]
    public void Who_is_told_that_a_device_left_may_end_everything()
    {
        using ManualResetEventSlim ended = new();
        port.Removed += _ =>
        {
            port.Dispose();
            ended.Set();
        };
        port.Insert(new TestFunction());
        port.Remove();
        Assert.True(ended.Wait(10_000));
    }

    [Fact]
    public void Events_pull_the_pin_while_they_are_enabled_and_there()
    {
        port.Insert(new TestFunction());
        Assert.False(machine.Pins[1].Level);
        Control(0x28);
        Assert.True(machine.Pins[1].Level);
        machine.Write(0, 1, pcie + 0x1A, PresenceChanged, 2);
        Assert.False(machine.Pins[1].Level);
        Control(0x1020);
        Assert.True(machine.Pins[1].Level);
    }

    [Fact]
    public void Events_are_one_message_each_time_that_there_are_any()
    {
        int msi = machine.Capability(0, 1, 5);
        machine.Write(0, 1, msi + 4, 0x0802_0040);
        machine.Write(0, 1, msi + 12, 90, 2);
        machine.Write(0, 1, msi + 2, 1, 2);
        Control(0x1029);
        port.Insert(new TestFunction());
        Assert.Equal([(0x0802_0040UL, 90U, 8U)], machine.Messages);
        Assert.False(machine.Pins[1].Level);
        machine.Write(0, 1, pcie + 0x1A, PresenceChanged | LinkChanged | AttentionButton, 2);
        port.RequestRemoval();
        Assert.Equal(2, machine.Messages.Count);
    }

    [Fact]
    public void A_reset_of_the_bus_below_resets_the_device()
    {
        port.Insert(new TestFunction());
        machine.Write(1, 0, 0x10, 0x1010_0000);
        machine.Write(0, 1, 0x3E, 0x40, 2);
        Assert.Equal(0U, machine.Read(1, 0, 0x10));
    }

    [Fact]
    public void A_reset_leaves_a_device_in_its_slot_unless_the_guest_was_asked_to_let_go_of_it()
    {
        port.Insert(new TestFunction());
        machine.Host.Reset();
        Assert.Equal(Present, SlotStatus);
        Assert.Equal(LinkActive, machine.Read(0, 1, pcie + 0x12, 2) & LinkActive);
        machine.Write(0, 1, 0x18, 0x0001_0100);
        Assert.Equal(0x5678_1234U, machine.Read(1, 0, 0));
        port.RequestRemoval();
        machine.Host.Reset();
        Assert.Null(port.Occupant);
        Assert.Equal(0U, SlotStatus & Present);
    }

    [Fact]
    public void Ports_that_claim_the_same_buses_break_nothing()
    {
        var other = new PcieRootPort(8);
        machine.Host.Add(other);
        other.Insert(new TestFunction());
        port.Insert(new TestFunction());
        machine.Write(0, 2, 0x18, 0x00FF_0000);
        Assert.Equal(0x5678_1234U, machine.Read(1, 0, 0));
        machine.Write(0, 2, 0x18, 0x00FF_0100);
        Assert.Equal(0x5678_1234U, machine.Read(1, 0, 0));
        Assert.Equal(uint.MaxValue, machine.Read(200, 0, 0));
    }

    private sealed class InsistentFunction : PciFunction
    {
        public InsistentFunction()
            : base(new PciIdentity(0x1234, 0x5678, ClassCode: 0xFF_0000))
        {
        }

        protected override void OnReset() => SetPin(true);
    }

    private sealed class SlowFunction : PciFunction
    {
        public SlowFunction()
            : base(new PciIdentity(0x1234, 0x5678, ClassCode: 0xFF_0000))
        {
        }

        public ManualResetEventSlim Go { get; } = new();

        protected override void Dispose(bool disposing) => Go.Wait(10_000);
    }
}
