using Armillary.Core.Interrupts;
using Armillary.Core.State;
using Armillary.Devices.Gic;

namespace Armillary.Devices.Tests.Gic;

public sealed class GicV3Tests
{
    private const uint Spurious = 1023;
    private static readonly VcpuState EL1 = new(1, false, false, false, false, false, false, false);

    private const ulong SgiBase = 0x1_0000;

    private readonly VcpuInputs[] vcpus = [new(), new(), new(), new()];
    private readonly GicV3 gic;

    public GicV3Tests()
    {
        gic = new GicV3(vcpus);
        gic.Distributor.Write32(0, 0x13);
        for (int cpu = 0; cpu < vcpus.Length; cpu++)
        {
            gic.Redistributors.Write32(Frame(cpu) + SgiBase + 0x80, uint.MaxValue);
            Write(cpu, PMR, 0xF0);
            Write(cpu, IGRPEN1, 1);
        }

        for (ulong word = 1; word < 9; word++)
        {
            gic.Distributor.Write32(0x80 + (4 * word), uint.MaxValue);
        }
    }

    private static uint PMR => SystemRegister.Encode(3, 0, 4, 6, 0);
    private static uint IAR1 => SystemRegister.Encode(3, 0, 12, 12, 0);
    private static uint EOIR1 => SystemRegister.Encode(3, 0, 12, 12, 1);
    private static uint HPPIR1 => SystemRegister.Encode(3, 0, 12, 12, 2);
    private static uint BPR1 => SystemRegister.Encode(3, 0, 12, 12, 3);
    private static uint CTLR => SystemRegister.Encode(3, 0, 12, 12, 4);
    private static uint IGRPEN0 => SystemRegister.Encode(3, 0, 12, 12, 6);
    private static uint IGRPEN1 => SystemRegister.Encode(3, 0, 12, 12, 7);
    private static uint IAR0 => SystemRegister.Encode(3, 0, 12, 8, 0);
    private static uint EOIR0 => SystemRegister.Encode(3, 0, 12, 8, 1);
    private static uint DIR => SystemRegister.Encode(3, 0, 12, 11, 1);
    private static uint RPR => SystemRegister.Encode(3, 0, 12, 11, 3);
    private static uint SGI1R => SystemRegister.Encode(3, 0, 12, 11, 5);

    private static ulong Frame(int cpu) => (ulong)cpu * GicV3.RedistributorStride;

    private uint Read(int cpu, uint register)
    {
        Assert.True(gic.CpuInterface(cpu).Read(register, in EL1, out ulong value) == BankOutcome.Done);
        return (uint)value;
    }

    private void Write(int cpu, uint register, ulong value) => Assert.Equal(BankOutcome.Done, gic.CpuInterface(cpu).Write(register, in EL1, value));

    private InterruptLine EnableSpi(int number, byte priority = 0xA0, int cpu = 0, bool edge = false)
    {
        int intid = 32 + number;
        Assert.True(gic.Distributor.TryWrite(0x400 + (ulong)intid, 1, priority));
        Assert.True(gic.Distributor.TryWrite(0x6000 + (8 * (ulong)intid), 8, GicV3.Affinity(cpu)));
        if (edge)
        {
            ulong icfgr = 0xC00 + (4 * (ulong)(intid / 16));
            gic.Distributor.Write32(icfgr, gic.Distributor.Read32(icfgr) | (2U << (intid % 16 * 2)));
        }

        gic.Distributor.Write32(0x100 + (4 * (ulong)(intid / 32)), 1U << (intid % 32));
        return gic.Spi(number);
    }

    [Fact]
    public void An_enabled_SPI_reaches_the_CPU_that_its_route_names()
    {
        InterruptLine line = EnableSpi(1, cpu: 2);
        line.Set(true);
        Assert.True(vcpus[2].Irq);
        Assert.False(vcpus[0].Irq);
        Assert.Equal(33U, Read(2, IAR1));
        Assert.False(vcpus[2].Irq);
    }

    [Fact]
    public void A_level_interrupt_is_pending_again_after_EOI_while_its_wire_is_up()
    {
        InterruptLine line = EnableSpi(1);
        line.Set(true);
        Assert.Equal(33U, Read(0, IAR1));
        Assert.Equal(Spurious, Read(0, IAR1));
        Write(0, EOIR1, 33);
        Assert.True(vcpus[0].Irq);
        Assert.Equal(33U, Read(0, IAR1));
        line.Set(false);
        Write(0, EOIR1, 33);
        Assert.False(vcpus[0].Irq);
        Assert.Equal(Spurious, Read(0, IAR1));
    }

    [Fact]
    public void An_edge_during_handling_is_taken_after_EOI_and_only_once()
    {
        InterruptLine line = EnableSpi(4, edge: true);
        line.Set(true);
        line.Set(false);
        Assert.Equal(36U, Read(0, IAR1));
        line.Set(true);
        line.Set(false);
        Assert.False(vcpus[0].Irq);
        Write(0, EOIR1, 36);
        Assert.Equal(36U, Read(0, IAR1));
        Write(0, EOIR1, 36);
        Assert.Equal(Spurious, Read(0, IAR1));
    }

    [Fact]
    public void The_lowest_priority_value_then_the_lowest_INTID_comes_first()
    {
        EnableSpi(3, 0x80).Set(true);
        EnableSpi(2, 0x80).Set(true);
        EnableSpi(9, 0x40).Set(true);
        Assert.Equal(41U, Read(0, HPPIR1));
        Assert.Equal(41U, Read(0, IAR1));
        Assert.Equal(0x40U, Read(0, RPR));
        Assert.False(vcpus[0].Irq);
    }

    [Fact]
    public void A_higher_group_priority_preempts_and_EOI_returns_to_the_one_below()
    {
        InterruptLine low = EnableSpi(1, 0xA0), high = EnableSpi(2, 0x20);
        low.Set(true);
        Assert.Equal(33U, Read(0, IAR1));
        high.Set(true);
        Assert.True(vcpus[0].Irq);
        Assert.Equal(34U, Read(0, IAR1));
        Assert.Equal(0x20U, Read(0, RPR));
        high.Set(false);
        Write(0, EOIR1, 34);
        Assert.Equal(0xA0U, Read(0, RPR));
        low.Set(false);
        Write(0, EOIR1, 33);
        Assert.Equal(0xFFU, Read(0, RPR));
    }

    [Fact]
    public void A_subpriority_does_not_preempt()
    {
        Write(0, BPR1, 6);
        InterruptLine low = EnableSpi(1, 0xB0), high = EnableSpi(2, 0xA0);
        low.Set(true);
        Assert.Equal(33U, Read(0, IAR1));
        high.Set(true);
        Assert.False(vcpus[0].Irq);
        Assert.Equal(34U, Read(0, HPPIR1));
        Assert.Equal(Spurious, Read(0, IAR1));
    }

    [Fact]
    public void The_priority_mask_holds_back_equal_and_lower_priorities()
    {
        EnableSpi(1, 0xA0).Set(true);
        Write(0, PMR, 0xA0);
        Assert.False(vcpus[0].Irq);
        Write(0, PMR, 0xA8);
        Assert.True(vcpus[0].Irq);
    }

    [Fact]
    public void With_EOImode_only_DIR_deactivates()
    {
        Write(0, CTLR, 2);
        InterruptLine line = EnableSpi(1);
        line.Set(true);
        Assert.Equal(33U, Read(0, IAR1));
        Write(0, EOIR1, 33);
        Assert.Equal(0xFFU, Read(0, RPR));
        Assert.False(vcpus[0].Irq);
        Write(0, DIR, 33);
        Assert.True(vcpus[0].Irq);
    }

    [Fact]
    public void EOIR_of_an_interrupt_that_is_not_active_changes_nothing()
    {
        EnableSpi(1).Set(true);
        Write(0, EOIR1, 33);
        Write(0, EOIR1, 1023);
        Write(0, EOIR1, 5000);
        Assert.Equal(33U, Read(0, IAR1));
    }

    [Fact]
    public void SGI1R_reaches_the_listed_CPUs_and_with_IRM_all_others()
    {
        for (int cpu = 0; cpu < 4; cpu++)
        {
            gic.Redistributors.Write32(Frame(cpu) + SgiBase + 0x100, 0xFFFF);
        }

        Write(0, SGI1R, (5UL << 24) | 0b1010);
        Assert.Equal([false, true, false, true], vcpus.Select(v => v.Irq));
        Assert.Equal(5U, Read(1, IAR1));
        Write(1, EOIR1, 5);
        Assert.Equal(5U, Read(3, IAR1));
        Write(3, EOIR1, 5);
        Write(2, SGI1R, (1UL << 40) | (7UL << 24));
        Assert.Equal([true, true, false, true], vcpus.Select(v => v.Irq));
    }

    [Fact]
    public void SGI1R_with_any_value_reaches_no_one_it_does_not_name()
    {
        gic.Redistributors.Write32(Frame(1) + SgiBase + 0x100, 0xFFFF);
        Write(0, SGI1R, ulong.MaxValue & ~(1UL << 40));
        Assert.DoesNotContain(vcpus, v => v.Irq);
    }

    [Fact]
    public void PPIs_are_private()
    {
        gic.Redistributors.Write32(Frame(1) + SgiBase + 0x100, 1U << 27);
        gic.Redistributors.Write32(Frame(2) + SgiBase + 0x100, 1U << 27);
        gic.Ppi(1, 27).Set(true);
        Assert.Equal([false, true, false, false], vcpus.Select(v => v.Irq));
        Assert.Equal(27U, Read(1, IAR1));
    }

    [Fact]
    public void Group_0_is_signalled_as_FIQ_and_acknowledged_through_IAR0()
    {
        Write(0, IGRPEN0, 1);
        gic.Distributor.Write32(0x84, ~2U);
        EnableSpi(1).Set(true);
        Assert.True(vcpus[0].Fiq);
        Assert.False(vcpus[0].Irq);
        Assert.Equal(Spurious, Read(0, IAR1));
        Assert.Equal(33U, Read(0, IAR0));
        Write(0, EOIR0, 33);
        Assert.True(vcpus[0].Fiq);
    }

    [Fact]
    public void A_pending_interrupt_moves_with_its_route()
    {
        EnableSpi(1).Set(true);
        Assert.True(vcpus[0].Irq);
        Assert.True(gic.Distributor.TryWrite(0x6000 + (8 * 33), 8, GicV3.Affinity(3)));
        Assert.Equal([false, false, false, true], vcpus.Select(v => v.Irq));
        Assert.True(gic.Distributor.TryWrite(0x6000 + (8 * 33), 8, 0x00FF_00FF));
        Assert.DoesNotContain(vcpus, v => v.Irq);
    }

    [Fact]
    public void A_sleeping_redistributor_forwards_nothing()
    {
        EnableSpi(1).Set(true);
        gic.Redistributors.Write32(0x14, 2);
        Assert.Equal(6U, gic.Redistributors.Read32(0x14));
        Assert.False(vcpus[0].Irq);
        gic.Redistributors.Write32(0x14, 0);
        Assert.True(vcpus[0].Irq);
    }

    [Fact]
    public void Set_and_clear_registers_change_only_the_bits_written()
    {
        gic.Distributor.Write32(0x104, 0xF0);
        gic.Distributor.Write32(0x184, 0x30);
        Assert.Equal(0xC0U, gic.Distributor.Read32(0x104));
        Assert.Equal(0xC0U, gic.Distributor.Read32(0x184));
        gic.Distributor.Write32(0x204, 0x3);
        gic.Distributor.Write32(0x284, 0x1);
        Assert.Equal(0x2U, gic.Distributor.Read32(0x204));
    }

    [Fact]
    public void The_type_registers_tell_what_there_is()
    {
        Assert.Equal(8U, gic.Distributor.Read32(4) & 31);
        Assert.Equal(0x3BU, gic.Distributor.Read32(0xFFE8));
        Assert.Equal(0x52U, gic.Distributor.Read32(0) & 0x52);
        ulong last = gic.Redistributors.Read(Frame(3) + 8, 8);
        Assert.Equal(3UL << 32 | 3UL << 8 | 0x10, last);
        Assert.Equal(0UL, gic.Redistributors.Read(Frame(2) + 8, 8) & 0x10);
        Assert.Equal(0xAAAA_AAAAU, gic.Redistributors.Read32(SgiBase + 0xC00));
        Assert.Equal(7U, Read(0, SystemRegister.Encode(3, 0, 12, 12, 5)));
    }

    [Fact]
    public void Private_interrupts_are_RES0_in_the_distributor()
    {
        gic.Distributor.Write32(0x100, uint.MaxValue);
        Assert.Equal(0U, gic.Distributor.Read32(0x100));
        Assert.Equal(0U, gic.Distributor.Read32(0x400));
    }

    [Fact]
    public void Any_access_of_any_size_is_survived()
    {
        var random = new Random(1);
        for (int i = 0; i < 200_000; i++)
        {
            int size = 1 << random.Next(4);
            ulong value = (ulong)random.NextInt64(long.MinValue, long.MaxValue);
            Armillary.Core.Memory.IMmioTarget target = random.Next(2) == 0 ? gic.Distributor : gic.Redistributors;
            ulong offset = (ulong)random.Next(target == gic.Distributor ? 0x1_0000 : 0x8_0000);
            target.TryWrite(offset, size, value);
            target.TryRead(offset, size, out _);
            uint register = (uint)random.Next(0x10000);
            gic.CpuInterface(random.Next(4)).Write(register, in EL1, value);
            gic.CpuInterface(random.Next(4)).Read(register, in EL1, out _);
        }
    }
}
