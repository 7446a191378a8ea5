using Armillary.Core.Memory;
using Armillary.Devices.Gic;

namespace Armillary.Devices.Tests.Gic;

/// <summary>The virtual interface of a GICv2, and its frame for messages.</summary>
public sealed class GicV2VirtualTests
{
    private const uint Pending = 1U << 28, Active = 2U << 28, Group1 = 1U << 30, Hardware = 1U << 31, TellEoi = 1U << 19;

    private readonly VcpuInputs vcpu = new();
    private readonly GicV2 gic;
    private readonly IMmioTarget control;
    private readonly IMmioTarget guest;

    public GicV2VirtualTests()
    {
        gic = new GicV2([vcpu], new GicOptions { El2 = true });
        control = gic.HypervisorInterface!;
        guest = gic.VirtualCpuInterface!;
        gic.Distributor.Write32(0, 1);
        gic.Distributor.Write32(0x100, 1U << 25);
        gic.CpuInterface.Write32(4, 0xF8);
        gic.CpuInterface.Write32(0, 1);
        control.Write32(0, 1);
        guest.Write32(4, 0xF8);
        guest.Write32(0, 1);
    }

    private static uint Entry(uint state, uint intid, uint priority, uint physical = 0) => state | intid | (priority >> 3 << 23) | (physical << 10);

    [Fact]
    public void A_list_register_reads_as_written_and_there_are_four()
    {
        Assert.Equal(3U, control.Read32(4) & 0x3F);
        control.Write32(0x104, 0xFABC_DEF5);
        Assert.Equal(0xFA8C_DEF5U | (0xFABC_DEF5U & 0x0F80_0000), control.Read32(0x104));
        control.Write32(0x110, 0xFABC_DEF5);
        Assert.Equal(0U, control.Read32(0x110));
    }

    [Fact]
    public void A_Group_0_entry_is_the_virtual_IRQ_unless_FIQEn_is_set()
    {
        control.Write32(0x100, Entry(Pending, 27, 0xA0));
        Assert.True(vcpu.VirtualIrq);
        guest.Write32(0, 1 | (1 << 3));
        Assert.False(vcpu.VirtualIrq);
        Assert.True(vcpu.VirtualFiq);
        Assert.Equal(27U, guest.Read32(0xC));
        Assert.Equal(0xA0U, guest.Read32(0x14));
        Assert.Equal(1U << 20, control.Read32(0xF0));
        guest.Write32(0x10, 27);
        Assert.Equal(0xFU, control.Read32(0x30));
    }

    [Fact]
    public void The_sender_of_an_SGI_is_the_one_that_the_list_register_names()
    {
        control.Write32(0x100, Entry(Pending, 4, 0xA0, physical: 5));
        Assert.Equal(4U | (5 << 10), guest.Read32(0x18));
        Assert.Equal(4U | (5 << 10), guest.Read32(0xC));
    }

    [Fact]
    public void Group_1_is_taken_by_its_alias_or_with_AckCtl()
    {
        control.Write32(0x100, Entry(Pending | Group1, 27, 0xA0));
        Assert.False(vcpu.VirtualIrq);
        guest.Write32(0, 3);
        Assert.True(vcpu.VirtualIrq);
        Assert.Equal(1022U, guest.Read32(0xC));
        Assert.Equal(27U, guest.Read32(0x20));
        guest.Write32(0x24, 27);
        control.Write32(0x100, Entry(Pending | Group1, 28, 0xA0));
        guest.Write32(0, 7);
        Assert.Equal(28U, guest.Read32(0xC));
        Assert.Equal(Entry(Active | Group1, 28, 0xA0), control.Read32(0x100));
        guest.Write32(0x10, 28);
        Assert.Equal(Entry(Group1, 28, 0xA0), control.Read32(0x100));
    }

    [Fact]
    public void An_EOI_of_a_hardware_interrupt_deactivates_the_physical_one()
    {
        gic.CpuInterface.Write32(0, 1 | (1 << 9));
        gic.Distributor.Write32(0x100, 1U << 27);
        gic.Ppi(0, 27).Set(true);
        Assert.Equal(27U, gic.CpuInterface.Read32(0xC));
        gic.CpuInterface.Write32(0x10, 27);
        control.Write32(0x100, Entry(Pending | Hardware, 30, 0xA0, physical: 27));
        Assert.Equal(30U, guest.Read32(0xC));
        guest.Write32(0x10, 30);
        Assert.Equal(0U, gic.Distributor.Read32(0x300));
    }

    [Fact]
    public void An_EOI_that_wants_to_be_told_is_the_maintenance_interrupt()
    {
        control.Write32(0x100, Entry(Pending, 27, 0xA0) | TellEoi);
        Assert.Equal(27U, guest.Read32(0xC));
        guest.Write32(0x10, 27);
        Assert.True(vcpu.Irq);
        Assert.Equal(25U, gic.CpuInterface.Read32(0xC));
        Assert.Equal(1U, control.Read32(0x20));
        Assert.Equal(1U, control.Read32(0x10));
    }

    [Fact]
    public void The_virtual_control_register_and_the_guests_are_one()
    {
        control.Write32(8, 0x9A4C_021F);
        Assert.Equal(0x21FU, guest.Read32(0));
        Assert.Equal(0x98U, guest.Read32(4));
        Assert.Equal(2U, guest.Read32(8));
        guest.Write32(4, 0x50);
        Assert.Equal(0x50U, control.Read32(8) >> 24);
    }

    [Fact]
    public void A_message_raises_the_SPI_that_it_names_once()
    {
        var frame = new GicV2m(new PhysicalAddress(0x0802_0000), 48, Enumerable.Range(48, 64).Select(gic.Spi));
        Assert.Equal((80U << 16) | 64, frame.Read32(8));
        gic.Distributor.Write32(0x800 + 81, 0x01);
        gic.Distributor.Write32(0xC00 + 20, 2U << 2);
        gic.Distributor.Write32(0x108, 1U << 17);
        frame.Write(new PhysicalAddress(0x0802_0044), 81, 0);
        frame.Write(new PhysicalAddress(0x0802_0040), 79, 0);
        frame.Write(new PhysicalAddress(0x0802_0040), 144, 0);
        Assert.False(vcpu.Irq);
        frame.Write(new PhysicalAddress(0x0802_0040), 81, 0);
        Assert.Equal(81U, gic.CpuInterface.Read32(0xC));
        gic.CpuInterface.Write32(0x10, 81);
        Assert.False(vcpu.Irq);
    }

    [Fact]
    public void Group_1s_binary_point_is_its_own_with_a_common_one_too()
    {
        guest.Write32(0, 3 | (1 << 4)); // CBPR
        guest.Write32(8, 3);
        guest.Write32(0x1C, 5);
        Assert.Equal((5U, 3U), (guest.Read32(0x1C), guest.Read32(8)));
        Assert.Equal((3U << 21) | (5U << 18), control.Read32(8) & 0x00FC_0000);
    }

    [Fact]
    public void An_EOI_ends_the_interrupt_that_it_names_though_the_binary_point_changed()
    {
        control.Write32(0x100, Entry(Pending, 27, 0xA8));
        Assert.Equal(27U, guest.Read32(0xC));
        guest.Write32(8, 6);
        guest.Write32(0x10, 27);
        Assert.Equal(0U, control.Read32(0x100) & (Pending | Active));
        Assert.Equal(0U, control.Read32(0xF0));
    }
}
