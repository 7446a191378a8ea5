using Armillary.Core.Interrupts;
using Armillary.Core.State;
using Armillary.Devices.Gic;

namespace Armillary.Devices.Tests.Gic;

/// <summary>A GICv3 with two security states: 32 is Group 0, 33 Secure Group 1, 34 Non-secure Group 1.</summary>
public sealed class GicV3SecurityTests
{
    private const uint Spurious = 1023;
    private const ulong SgiBase = 0x1_0000;

    private static readonly VcpuState EL3 = new(3, true, true, false, false, false, false, false);
    private static readonly VcpuState EL3ForNonSecure = EL3 with { SecureBelowEL3 = false };
    private static readonly VcpuState SecureEL1 = EL3 with { EL = 1 };
    private static readonly VcpuState EL1 = EL3ForNonSecure with { EL = 1, Secure = false };

    private readonly VcpuInputs[] vcpus = [new(), new()];
    private readonly GicV3 gic;

    public GicV3SecurityTests()
    {
        gic = new GicV3(vcpus, new GicOptions { El3 = true });
        gic.SecureDistributor.Write32(0, 0x37);
        gic.SecureDistributor.Write32(0x84, 0b100);
        gic.SecureDistributor.Write32(0xD04, 0b010);
        gic.SecureDistributor.Write32(0x420, 0x00C0_4040);
        gic.SecureDistributor.Write32(0x104, 0xF);
        for (int cpu = 0; cpu < vcpus.Length; cpu++)
        {
            gic.SecureRedistributors.Write32(((ulong)cpu * GicV3.RedistributorStride) + 0x14, 0);
            Write(cpu, EL3, PMR, 0xF8);
            Write(cpu, EL3, IGRPEN0, 1);
            Write(cpu, EL3, IGRPEN1_EL3, 3);
        }
    }

    private static uint PMR => SystemRegister.Encode(3, 0, 4, 6, 0);
    private static uint IAR0 => SystemRegister.Encode(3, 0, 12, 8, 0);
    private static uint EOIR0 => SystemRegister.Encode(3, 0, 12, 8, 1);
    private static uint HPPIR0 => SystemRegister.Encode(3, 0, 12, 8, 2);
    private static uint DIR => SystemRegister.Encode(3, 0, 12, 11, 1);
    private static uint RPR => SystemRegister.Encode(3, 0, 12, 11, 3);
    private static uint SGI1R => SystemRegister.Encode(3, 0, 12, 11, 5);
    private static uint ASGI1R => SystemRegister.Encode(3, 0, 12, 11, 6);
    private static uint SGI0R => SystemRegister.Encode(3, 0, 12, 11, 7);
    private static uint IAR1 => SystemRegister.Encode(3, 0, 12, 12, 0);
    private static uint EOIR1 => SystemRegister.Encode(3, 0, 12, 12, 1);
    private static uint HPPIR1 => SystemRegister.Encode(3, 0, 12, 12, 2);
    private static uint BPR1 => SystemRegister.Encode(3, 0, 12, 12, 3);
    private static uint CTLR => SystemRegister.Encode(3, 0, 12, 12, 4);
    private static uint IGRPEN0 => SystemRegister.Encode(3, 0, 12, 12, 6);
    private static uint IGRPEN1 => SystemRegister.Encode(3, 0, 12, 12, 7);
    private static uint CTLR_EL3 => SystemRegister.Encode(3, 6, 12, 12, 4);
    private static uint SRE_EL3 => SystemRegister.Encode(3, 6, 12, 12, 5);
    private static uint IGRPEN1_EL3 => SystemRegister.Encode(3, 6, 12, 12, 7);

    private uint Read(int cpu, in VcpuState state, uint register)
    {
        Assert.Equal(BankOutcome.Done, gic.CpuInterface(cpu).Read(register, in state, out ulong value));
        return (uint)value;
    }

    private void Write(int cpu, in VcpuState state, uint register, ulong value)
        => Assert.Equal(BankOutcome.Done, gic.CpuInterface(cpu).Write(register, in state, value));

    private void Enter(VcpuState state) => gic.CpuInterface(0).StateChanged(in state);

    [Theory]
    [InlineData(0, false, false)]
    [InlineData(1, true, false)]
    [InlineData(2, false, true)]
    public void Each_group_is_IRQ_only_in_its_own_state_below_EL3(int spi, bool secureIrq, bool nonSecureIrq)
    {
        gic.Spi(spi).Set(true);
        Enter(EL3);
        Assert.Equal((false, true), (vcpus[0].Irq, vcpus[0].Fiq));
        Enter(SecureEL1);
        Assert.Equal((secureIrq, !secureIrq), (vcpus[0].Irq, vcpus[0].Fiq));
        Enter(EL1);
        Assert.Equal((nonSecureIrq, !nonSecureIrq), (vcpus[0].Irq, vcpus[0].Fiq));
    }

    [Fact]
    public void Each_state_acknowledges_its_own_group_and_EL3_is_told_whose_another_is()
    {
        gic.Spi(2).Set(true);
        Assert.Equal(1021U, Read(0, EL3, IAR0));
        Assert.Equal(1021U, Read(0, EL3, HPPIR0));
        Assert.Equal(Spurious, Read(0, SecureEL1, IAR0));
        Assert.Equal(Spurious, Read(0, SecureEL1, IAR1));
        Assert.Equal(34U, Read(0, EL1, HPPIR1));
        Assert.Equal(34U, Read(0, EL3ForNonSecure, HPPIR1));
        InterruptLine line = gic.Spi(1);
        line.Set(true);
        Assert.Equal(1020U, Read(0, EL3, IAR0));
        Assert.Equal(Spurious, Read(0, EL1, IAR1));
        Assert.Equal(33U, Read(0, SecureEL1, IAR1));
        Write(0, EL1, EOIR1, 33);
        Assert.Equal(0x40U, Read(0, EL3, RPR));
        Write(0, SecureEL1, EOIR1, 33);
        line.Set(false);
        gic.Spi(0).Set(true);
        Assert.Equal(Spurious, Read(0, EL1, IAR0));
        Assert.Equal(32U, Read(0, EL3, IAR0));
        Write(0, EL1, EOIR0, 32);
        Assert.Equal(0x40U, Read(0, EL3, RPR));
        Write(0, EL3, EOIR0, 32);
        Assert.Equal(0xFFU, Read(0, EL3, RPR));
    }

    [Fact]
    public void Non_secure_accesses_see_their_interrupts_alone()
    {
        Assert.Equal(0xFU, gic.SecureDistributor.Read32(0x104));
        Assert.Equal(0b100U, gic.Distributor.Read32(0x104));
        Assert.Equal(0U, gic.Distributor.Read32(0x84));
        gic.Distributor.Write32(0x84, uint.MaxValue);
        gic.Distributor.Write32(0xD04, uint.MaxValue);
        gic.Distributor.Write32(0x184, uint.MaxValue);
        Assert.Equal(0b100U, gic.SecureDistributor.Read32(0x84));
        Assert.Equal(0b010U, gic.SecureDistributor.Read32(0xD04));
        Assert.Equal(0b1011U, gic.SecureDistributor.Read32(0x104));
        gic.Distributor.Write32(0x204, uint.MaxValue);
        Assert.Equal(0b100U, gic.SecureDistributor.Read32(0x204));
        Assert.Equal(0UL, gic.Distributor.Read(0x6000 + (8 * 33), 8));
        Assert.True(gic.Distributor.TryWrite(0x6000 + (8 * 33), 8, 1));
        Assert.Equal(0UL, gic.SecureDistributor.Read(0x6000 + (8 * 33), 8));
        Assert.True(gic.Distributor.TryWrite(0x6000 + (8 * 34), 8, 1));
        Assert.Equal(1UL, gic.SecureDistributor.Read(0x6000 + (8 * 34), 8));
    }

    [Fact]
    public void Non_secure_priorities_are_the_lower_half_shown_as_all()
    {
        Assert.True(gic.Distributor.TryWrite(0x422, 1, 0x40));
        Assert.True(gic.Distributor.TryWrite(0x421, 1, 0x00));
        Assert.Equal(0x40UL, gic.Distributor.Read(0x422, 1));
        Assert.Equal(0xA0UL, gic.SecureDistributor.Read(0x422, 1));
        Assert.Equal(0x40UL, gic.SecureDistributor.Read(0x421, 1));
        VcpuState fiqToEL3 = EL1 with { FiqToEL3 = true };
        Assert.Equal(0xF0U, Read(0, fiqToEL3, PMR));
        Write(0, fiqToEL3, PMR, 0x20);
        Assert.Equal(0x90U, Read(0, EL3, PMR));
        Write(0, EL3, PMR, 0x70);
        Write(0, fiqToEL3, PMR, 0xF0);
        Assert.Equal(0x70U, Read(0, EL3, PMR));
        Assert.Equal(0U, Read(0, fiqToEL3, PMR));
        Assert.Equal(0x70U, Read(0, EL1, PMR));
        Write(0, EL3, PMR, 0xF8);
        gic.Spi(2).Set(true);
        Assert.Equal(34U, Read(0, EL1, IAR1));
        Assert.Equal(0xA0U, Read(0, EL3, RPR));
        Assert.Equal(0x40U, Read(0, fiqToEL3, RPR));
    }

    [Fact]
    public void NSACR_opens_Secure_interrupts_step_by_step()
    {
        gic.SecureDistributor.Write32(0xE08, 0b01 << 2);
        gic.Distributor.Write32(0x204, 0b11);
        Assert.Equal(0b10U, gic.SecureDistributor.Read32(0x204));
        gic.Distributor.Write32(0x284, 0b11);
        Assert.Equal(0b10U, gic.SecureDistributor.Read32(0x204));
        gic.SecureDistributor.Write32(0xE08, 0b10 << 2);
        gic.Distributor.Write32(0x284, 0b11);
        Assert.Equal(0U, gic.SecureDistributor.Read32(0x204));
        Assert.True(gic.Distributor.TryWrite(0x6000 + (8 * 33), 8, 1));
        Assert.Equal(0UL, gic.SecureDistributor.Read(0x6000 + (8 * 33), 8));
        gic.SecureDistributor.Write32(0xE08, 0b11 << 2);
        Assert.True(gic.Distributor.TryWrite(0x6000 + (8 * 33), 8, 1));
        Assert.Equal(1UL, gic.SecureDistributor.Read(0x6000 + (8 * 33), 8));
        Assert.Equal(0U, gic.Distributor.Read32(0xE08));
    }

    [Fact]
    public void Each_state_has_its_view_of_GICD_CTLR()
    {
        Assert.Equal(0x37U, gic.SecureDistributor.Read32(0));
        Assert.Equal(0x12U, gic.Distributor.Read32(0));
        gic.Distributor.Write32(0, 0x40);
        Assert.Equal(0x35U, gic.SecureDistributor.Read32(0));
        Assert.Equal(1U << 10, gic.Distributor.Read32(4) & (1U << 10));
        gic.SecureDistributor.Write32(0, 0x40);
        Assert.Equal(0x50U, gic.SecureDistributor.Read32(0));
        Assert.Equal(0x50U, gic.Distributor.Read32(0));
        gic.SecureDistributor.Write32(0, 0);
        Assert.Equal(0x50U, gic.Distributor.Read32(0));
        Assert.Equal(0b100U, gic.Distributor.Read32(0x84));
    }

    [Fact]
    public void Power_is_Secure_softwares_affair()
    {
        var fresh = new GicV3([new VcpuInputs()], new GicOptions { El3 = true });
        Assert.Equal(6U, fresh.SecureRedistributors.Read32(0x14));
        Assert.Equal(0U, fresh.Redistributors.Read32(0x14));
        fresh.Redistributors.Write32(0x14, 0);
        Assert.Equal(6U, fresh.SecureRedistributors.Read32(0x14));
    }

    [Fact]
    public void Without_firmware_all_interrupts_start_as_Non_secure()
    {
        var fresh = new GicV3([new VcpuInputs()], new GicOptions { El3 = true, NonSecureAtReset = true });
        Assert.Equal(uint.MaxValue, fresh.SecureRedistributors.Read32(SgiBase + 0x80));
        Assert.Equal(uint.MaxValue, fresh.SecureDistributor.Read32(0x84));
        Assert.Equal(0U, fresh.SecureRedistributors.Read32(0x14));
    }

    [Fact]
    public void SGIs_reach_the_group_that_they_name_if_their_sender_may()
    {
        gic.SecureRedistributors.Write32(GicV3.RedistributorStride + SgiBase + 0x80, 0b001);
        gic.SecureRedistributors.Write32(GicV3.RedistributorStride + SgiBase + 0xD00, 0b010);
        gic.SecureRedistributors.Write32(GicV3.RedistributorStride + SgiBase + 0x100, 0b111);
        uint Pending() => gic.SecureRedistributors.Read32(GicV3.RedistributorStride + SgiBase + 0x200);
        ulong Sgi(int number) => ((ulong)number << 24) | 2;

        for (int i = 0; i < 3; i++)
        {
            Write(0, EL1, SGI1R, Sgi(i));
        }

        Assert.Equal(0b001U, Pending());
        for (int i = 0; i < 3; i++)
        {
            Write(0, EL1, ASGI1R, Sgi(i));
            Write(0, EL1, SGI0R, Sgi(i));
        }

        Assert.Equal(0b001U, Pending());
        Write(0, SecureEL1, SGI1R, Sgi(1));
        Assert.Equal(0b011U, Pending());
        Write(0, SecureEL1, SGI0R, Sgi(2));
        Assert.Equal(0b111U, Pending());
        gic.SecureRedistributors.Write32(GicV3.RedistributorStride + SgiBase + 0x280, uint.MaxValue);
        Assert.Equal(0U, Pending());
        gic.SecureRedistributors.Write32(GicV3.RedistributorStride + SgiBase + 0xE00, 0b10_10_00);
        Write(0, EL1, ASGI1R, Sgi(1));
        Write(0, EL1, SGI0R, Sgi(2));
        Assert.Equal(0b110U, Pending());
        gic.SecureRedistributors.Write32(GicV3.RedistributorStride + SgiBase + 0x280, uint.MaxValue);
        Write(0, SecureEL1, ASGI1R, Sgi(0));
        Assert.Equal(0b001U, Pending());
    }

    [Fact]
    public void Controls_are_banked_and_EL3_has_both()
    {
        Write(0, EL3, CTLR_EL3, 0b01010);
        Assert.Equal(1U, Read(0, EL1, CTLR) & 3);
        Assert.Equal(2U, Read(0, SecureEL1, CTLR) & 3);
        Write(0, EL1, CTLR, 2);
        Assert.Equal(3U, Read(0, EL1, CTLR) & 3);
        Assert.Equal(0b11010U, Read(0, EL3, CTLR_EL3) & 0x1F);
        Write(0, EL3ForNonSecure, BPR1, 6);
        Assert.Equal(3U, Read(0, EL1, BPR1));
        Assert.Equal(6U, Read(0, EL3ForNonSecure, BPR1));
        Assert.Equal(2U, Read(0, EL3, BPR1));
        Write(0, EL3, IGRPEN1_EL3, 1);
        Assert.Equal(1U, Read(0, EL1, IGRPEN1));
        Assert.Equal(0U, Read(0, SecureEL1, IGRPEN1));
        Assert.Equal(15U, Read(0, EL3, SRE_EL3));
    }

    [Fact]
    public void Without_EL2_its_registers_are_RES0_for_EL3_and_UNDEFINED_below()
    {
        uint[] registers = [SystemRegister.Encode(3, 4, 12, 9, 5), SystemRegister.Encode(3, 4, 12, 11, 0), SystemRegister.Encode(3, 4, 12, 11, 1), SystemRegister.Encode(3, 4, 12, 12, 0)];
        foreach (uint register in registers)
        {
            foreach (VcpuState state in (VcpuState[])[EL3, EL3ForNonSecure])
            {
                Write(0, state, register, ulong.MaxValue);
                Assert.Equal(0U, Read(0, state, register));
            }

            foreach (VcpuState state in (VcpuState[])[EL1, SecureEL1])
            {
                Assert.Equal(BankOutcome.Undefined, gic.CpuInterface(0).Read(register, in state, out _));
                Assert.Equal(BankOutcome.Undefined, gic.CpuInterface(0).Write(register, in state, 0));
            }
        }
    }

    [Fact]
    public void With_EL2_ICC_SRE_EL2_is_there_for_EL3_where_EL2_is_enabled()
    {
        uint sre = SystemRegister.Encode(3, 4, 12, 9, 5);
        ISystemRegisterBank both = new GicV3([new VcpuInputs()], new GicOptions { El2 = true, El3 = true }).CpuInterface(0);
        Assert.Equal(BankOutcome.Undefined, both.Read(sre, EL3, out _));
        Assert.Equal(BankOutcome.Undefined, both.Write(sre, EL3, 0));
        VcpuState enabled = EL3ForNonSecure with { EL2Enabled = true };
        Assert.Equal(BankOutcome.Done, both.Write(sre, in enabled, 0));
        Assert.Equal(BankOutcome.Done, both.Read(sre, in enabled, out ulong value));
        Assert.Equal(15UL, value);
    }

    [Fact]
    public void DIR_deactivates_only_what_its_state_may()
    {
        Write(0, EL3, CTLR_EL3, 0b11100);
        gic.Spi(1).Set(true);
        Assert.Equal(33U, Read(0, SecureEL1, IAR1));
        Write(0, SecureEL1, EOIR1, 33);
        Write(0, EL1, DIR, 33);
        Assert.Equal(0b10U, gic.SecureDistributor.Read32(0x304));
        Write(0, SecureEL1, DIR, 33);
        Assert.Equal(0U, gic.SecureDistributor.Read32(0x304));
    }

    [Fact]
    public void An_interrupt_for_any_CPU_goes_to_one_that_is_awake_and_takes_it()
    {
        Assert.True(gic.Distributor.TryWrite(0x6000 + (8 * 34), 8, 1UL << 31));
        gic.Spi(2).Set(true);
        Enter(EL1);
        Assert.True(vcpus[0].Irq);
        gic.SecureRedistributors.Write32(0x14, 2);
        Assert.False(vcpus[0].Irq);
        Assert.Equal(34U, Read(1, EL1, IAR1));
        Assert.Equal(Spurious, Read(0, EL1, IAR1));
    }

    [Fact]
    public void A_message_to_the_distributor_raises_an_SPI()
    {
        gic.Distributor.Write32(0x40, 34);
        Assert.Equal(0b100U, gic.Distributor.Read32(0x204));
        gic.Distributor.Write32(0x48, 34);
        Assert.Equal(0U, gic.Distributor.Read32(0x204));
        gic.Distributor.Write32(0x40, 33);
        gic.Distributor.Write32(0x50, 33);
        Assert.Equal(0U, gic.SecureDistributor.Read32(0x204));
        gic.SecureDistributor.Write32(0x50, 33);
        Assert.Equal(0b010U, gic.SecureDistributor.Read32(0x204));
    }
}
