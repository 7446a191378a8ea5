using Armillary.Core.State;
using Armillary.Devices.Gic;

namespace Armillary.Devices.Tests.Gic;

/// <summary>The virtual CPU interface of a GICv3: a hypervisor at EL2, its guest at EL1.</summary>
public sealed class VirtualCpuInterfaceTests
{
    private const ulong Spurious = 1023;
    private const ulong SgiBase = 0x1_0000;
    private const ulong Pending = 1UL << 62, Active = 1UL << 63, Hardware = 1UL << 61, Group1 = 1UL << 60, TellEoi = 1UL << 41;

    private static readonly VcpuState EL2 = new(2, false, false, true, true, true, false, false);
    private static readonly VcpuState EL1 = EL2 with { EL = 1 };

    private readonly VcpuInputs vcpu = new();
    private readonly GicV3 gic;

    public VirtualCpuInterfaceTests()
    {
        gic = new GicV3([vcpu], new GicOptions { El2 = true });
        gic.Distributor.Write32(0, 0x13);
        gic.Redistributors.Write32(SgiBase + 0x80, uint.MaxValue);
        gic.Redistributors.Write32(SgiBase + 0x100, 1U << 25);
        Write(EL2, PMR, 0xFF);
        Write(EL2, IGRPEN1, 1);
        Write(EL2, HCR, 1);
        Write(EL1, PMR, 0xFF);
        Write(EL1, IGRPEN1, 1);
        Write(EL1, IGRPEN0, 1);
    }

    private static uint PMR => SystemRegister.Encode(3, 0, 4, 6, 0);
    private static uint IAR0 => SystemRegister.Encode(3, 0, 12, 8, 0);
    private static uint EOIR0 => SystemRegister.Encode(3, 0, 12, 8, 1);
    private static uint BPR0 => SystemRegister.Encode(3, 0, 12, 8, 3);
    private static uint AP1R0 => SystemRegister.Encode(3, 0, 12, 9, 0);
    private static uint DIR => SystemRegister.Encode(3, 0, 12, 11, 1);
    private static uint RPR => SystemRegister.Encode(3, 0, 12, 11, 3);
    private static uint SGI1R => SystemRegister.Encode(3, 0, 12, 11, 5);
    private static uint IAR1 => SystemRegister.Encode(3, 0, 12, 12, 0);
    private static uint EOIR1 => SystemRegister.Encode(3, 0, 12, 12, 1);
    private static uint HPPIR1 => SystemRegister.Encode(3, 0, 12, 12, 2);
    private static uint BPR1 => SystemRegister.Encode(3, 0, 12, 12, 3);
    private static uint CTLR => SystemRegister.Encode(3, 0, 12, 12, 4);
    private static uint SRE => SystemRegister.Encode(3, 0, 12, 12, 5);
    private static uint IGRPEN0 => SystemRegister.Encode(3, 0, 12, 12, 6);
    private static uint IGRPEN1 => SystemRegister.Encode(3, 0, 12, 12, 7);
    private static uint HCR => SystemRegister.Encode(3, 4, 12, 11, 0);
    private static uint VTR => SystemRegister.Encode(3, 4, 12, 11, 1);
    private static uint MISR => SystemRegister.Encode(3, 4, 12, 11, 2);
    private static uint EISR => SystemRegister.Encode(3, 4, 12, 11, 3);
    private static uint ELRSR => SystemRegister.Encode(3, 4, 12, 11, 5);
    private static uint VMCR => SystemRegister.Encode(3, 4, 12, 11, 7);

    private static uint LR(uint n) => SystemRegister.Encode(3, 4, 12, 12 + (n >> 3), n & 7);

    private static ulong Entry(ulong state, uint intid, uint priority, ulong pINTID = 0) => state | intid | ((ulong)priority << 48) | (pINTID << 32);

    private ulong Read(in VcpuState state, uint register)
    {
        Assert.Equal(BankOutcome.Done, gic.CpuInterface(0).Read(register, in state, out ulong value));
        return value;
    }

    private void Write(in VcpuState state, uint register, ulong value) => Assert.Equal(BankOutcome.Done, gic.CpuInterface(0).Write(register, in state, value));

    private BankOutcome TryRead(in VcpuState state, uint register) => gic.CpuInterface(0).Read(register, in state, out _);

    [Fact]
    public void A_pending_list_register_raises_the_virtual_IRQ_until_it_is_acknowledged()
    {
        Write(EL2, LR(3), Entry(Pending | Group1, 27, 0xA0));
        Assert.True(vcpu.VirtualIrq);
        Assert.False(vcpu.Irq);
        Assert.Equal(27UL, Read(EL1, HPPIR1));
        Assert.Equal(27UL, Read(EL1, IAR1));
        Assert.False(vcpu.VirtualIrq);
        Assert.Equal(0xA0UL, Read(EL1, RPR));
        Assert.Equal(Entry(Active | Group1, 27, 0xA0), Read(EL2, LR(3)));
        Assert.Equal(Spurious, Read(EL1, IAR1));
        Write(EL1, EOIR1, 27);
        Assert.Equal(Entry(Group1, 27, 0xA0), Read(EL2, LR(3)));
        Assert.Equal(0xFFUL, Read(EL1, RPR));
        Assert.Equal(0xFFFFUL, Read(EL2, ELRSR));
    }

    [Fact]
    public void Group_0_is_the_virtual_FIQ_and_only_its_registers_take_it()
    {
        Write(EL2, LR(0), Entry(Pending, 40, 0x10));
        Assert.True(vcpu.VirtualFiq);
        Assert.Equal(Spurious, Read(EL1, IAR1));
        Assert.Equal(40UL, Read(EL1, IAR0));
        Write(EL1, EOIR0, 40);
        Assert.Equal(0UL, Read(EL2, LR(0)) >> 62);
    }

    [Fact]
    public void A_list_register_that_is_active_and_pending_is_not_signalled_before_its_EOI()
    {
        Write(EL2, LR(0), Entry(Pending | Group1, 27, 0xA0));
        Assert.Equal(27UL, Read(EL1, IAR1));
        Write(EL2, LR(0), Entry(Pending | Active | Group1, 27, 0xA0));
        Assert.False(vcpu.VirtualIrq);
        Write(EL1, EOIR1, 27);
        Assert.True(vcpu.VirtualIrq);
    }

    [Fact]
    public void An_EOI_of_a_hardware_interrupt_deactivates_the_physical_one()
    {
        gic.Redistributors.Write32(SgiBase + 0x100, 1U << 27);
        gic.Ppi(0, 27).Set(true);
        Write(EL2, CTLR, 2);
        Assert.Equal(27UL, Read(EL2, IAR1));
        Write(EL2, EOIR1, 27);
        Assert.Equal(1U << 27, gic.Redistributors.Read32(SgiBase + 0x300));
        Write(EL2, LR(0), Entry(Pending | Group1 | Hardware, 50, 0xA0, 27));
        Assert.Equal(50UL, Read(EL1, IAR1));
        Write(EL1, EOIR1, 50);
        Assert.Equal(0U, gic.Redistributors.Read32(SgiBase + 0x300));
        Assert.Equal(0UL, Read(EL2, EISR));
    }

    [Fact]
    public void With_EOImode_EOIR_drops_the_priority_and_DIR_deactivates()
    {
        Write(EL1, CTLR, 2);
        Write(EL2, LR(0), Entry(Pending | Group1, 27, 0xA0));
        Assert.Equal(27UL, Read(EL1, IAR1));
        Write(EL1, EOIR1, 27);
        Assert.Equal(0xFFUL, Read(EL1, RPR));
        Assert.Equal(2UL, Read(EL2, LR(0)) >> 62);
        Write(EL1, DIR, 27);
        Assert.Equal(0UL, Read(EL2, LR(0)) >> 62);
    }

    [Fact]
    public void An_LPI_is_deactivated_by_EOIR_even_with_EOImode()
    {
        Write(EL1, CTLR, 2);
        Write(EL2, LR(0), Entry(Pending | Group1, 8192, 0xA0));
        Assert.Equal(8192UL, Read(EL1, IAR1));
        Write(EL1, EOIR1, 8192);
        Assert.Equal(0UL, Read(EL2, LR(0)) >> 62);
    }

    [Fact]
    public void Only_a_higher_group_priority_preempts()
    {
        Write(EL1, BPR1, 5);
        Write(EL2, LR(0), Entry(Pending | Group1, 32, 0x90));
        Assert.Equal(32UL, Read(EL1, IAR1));
        Write(EL2, LR(1), Entry(Pending | Group1, 33, 0x80));
        Assert.False(vcpu.VirtualIrq);
        Write(EL2, LR(2), Entry(Pending | Group1, 34, 0x60));
        Assert.True(vcpu.VirtualIrq);
        Assert.Equal(34UL, Read(EL1, IAR1));
        Assert.Equal(0x60UL, Read(EL1, RPR));
        Write(EL1, EOIR1, 34);
        Assert.Equal(0x80UL, Read(EL1, RPR));
        Write(EL1, EOIR1, 32);
        Assert.Equal(33UL, Read(EL1, IAR1));
    }

    [Fact]
    public void The_virtual_mask_holds_back_what_is_not_above_it()
    {
        Write(EL1, PMR, 0x80);
        Write(EL2, LR(0), Entry(Pending | Group1, 32, 0x80));
        Assert.False(vcpu.VirtualIrq);
        Assert.Equal(Spurious, Read(EL1, IAR1));
        Assert.Equal(32UL, Read(EL1, HPPIR1));
        Write(EL2, LR(0), Entry(Pending | Group1, 32, 0x78));
        Assert.True(vcpu.VirtualIrq);
        Assert.Equal(0x80UL << 24, Read(EL2, VMCR) & 0xFF00_0000);
    }

    [Fact]
    public void A_disabled_interface_signals_nothing()
    {
        Write(EL2, LR(0), Entry(Pending | Group1, 32, 0x80));
        Write(EL2, HCR, 0);
        Assert.False(vcpu.VirtualIrq);
        Assert.Equal(Spurious, Read(EL1, IAR1));
    }

    [Fact]
    public void The_binary_points_have_a_minimum_and_the_common_one_serves_both()
    {
        Write(EL1, BPR0, 0);
        Write(EL1, BPR1, 0);
        Assert.Equal(2UL, Read(EL1, BPR0));
        Assert.Equal(3UL, Read(EL1, BPR1));
        Write(EL1, BPR0, 4);
        Write(EL1, CTLR, 1);
        Assert.Equal(5UL, Read(EL1, BPR1));
        Write(EL1, BPR1, 7);
        Assert.Equal(5UL, Read(EL1, BPR1));
        Write(EL1, CTLR, 0);
        Assert.Equal(3UL, Read(EL1, BPR1));
    }

    [Fact]
    public void An_EOI_without_its_list_register_is_counted_and_told_if_asked()
    {
        Write(EL1, AP1R0, 1U << 20);
        Write(EL2, HCR, 1 | (1 << 2));
        Assert.False(vcpu.Irq);
        Write(EL1, EOIR1, 77);
        Assert.Equal(1UL, Read(EL2, HCR) >> 27);
        Assert.Equal(1UL << 2, Read(EL2, MISR));
        Assert.True(vcpu.Irq);
        Write(EL2, HCR, 1 | (1 << 2));
        Assert.False(vcpu.Irq);
    }

    [Theory]
    [InlineData(1 << 1, 1 << 1)] // UIE: at most one valid
    [InlineData(1 << 3, 1 << 3)] // NPIE: none pending
    [InlineData(1 << 4, 1 << 4)] // VGrp0EIE
    [InlineData(1 << 5, 0)]
    [InlineData(1 << 6, 1 << 6)]
    [InlineData(1 << 7, 0)]
    public void Each_condition_of_the_maintenance_interrupt_has_its_enable(int enable, int misr)
    {
        Assert.Equal(0UL, Read(EL2, MISR));
        Write(EL2, HCR, (ulong)(1 | enable));
        Assert.Equal((ulong)misr, Read(EL2, MISR));
        Assert.Equal(misr != 0, vcpu.Irq);
        Write(EL2, HCR, (ulong)enable);
        Assert.False(vcpu.Irq);
    }

    [Fact]
    public void Underflow_ends_with_the_second_valid_list_register_and_NP_with_a_pending_one()
    {
        Write(EL2, HCR, 1 | (1 << 1) | (1 << 3));
        Assert.Equal(0b1010UL, Read(EL2, MISR));
        Write(EL2, LR(0), Entry(Active | Group1, 32, 0x80));
        Assert.Equal(0b1010UL, Read(EL2, MISR));
        Write(EL2, LR(15), Entry(Pending | Group1, 33, 0x80));
        Assert.Equal(0UL, Read(EL2, MISR));
        Assert.Equal(0x7FFEUL, Read(EL2, ELRSR));
    }

    [Fact]
    public void A_list_register_that_wants_its_EOI_told_raises_the_maintenance_interrupt()
    {
        Write(EL2, LR(2), Entry(Pending | Group1 | TellEoi, 27, 0xA0));
        Assert.Equal(27UL, Read(EL1, IAR1));
        Assert.False(vcpu.Irq);
        Write(EL1, EOIR1, 27);
        Assert.Equal(1UL << 2, Read(EL2, EISR));
        Assert.Equal(0UL, Read(EL2, ELRSR) & (1 << 2));
        Assert.Equal(1UL, Read(EL2, MISR));
        Assert.True(vcpu.Irq);
        Assert.Equal(25UL, Read(EL2, IAR1));
        Write(EL2, LR(2), 0);
        Write(EL2, EOIR1, 25);
        Assert.False(vcpu.Irq);
    }

    [Fact]
    public void Each_trap_covers_its_registers_alone()
    {
        (int Bit, uint[] Registers)[] rows =
        [
            (10, [PMR, RPR, CTLR]),
            (11, [IAR0, BPR0, IGRPEN0]),
            (12, [IAR1, BPR1, HPPIR1, IGRPEN1, AP1R0]),
        ];
        uint[] all = [.. rows.SelectMany(row => row.Registers)];
        foreach ((int bit, uint[] registers) in rows)
        {
            Write(EL2, HCR, 1UL | (1UL << bit));
            foreach (uint register in all)
            {
                Assert.Equal(registers.Contains(register) ? BankOutcome.TrapEL2 : BankOutcome.Done, TryRead(EL1, register));
                Assert.Equal(BankOutcome.Done, TryRead(EL2, register));
            }
        }

        Write(EL2, HCR, 1UL | (1UL << 14));
        Assert.Equal(BankOutcome.TrapEL2, gic.CpuInterface(0).Write(DIR, in EL1, 0));
        Assert.Equal(BankOutcome.Done, gic.CpuInterface(0).Write(DIR, in EL2, 0));
    }

    [Fact]
    public void What_a_guest_sees_follows_IMO_and_FMO()
    {
        VcpuState irqOnly = EL1 with { VirtualFiq = false }, none = irqOnly with { VirtualIrq = false };
        Write(EL1, PMR, 0x40);
        Assert.Equal(0x40UL, Read(irqOnly, PMR));
        Assert.Equal(0xF8UL, Read(none, PMR));
        Assert.Equal(1UL, Read(irqOnly, IGRPEN1));
        Assert.Equal(0UL, Read(irqOnly, IGRPEN0));
        Assert.Equal(BankOutcome.TrapEL2, gic.CpuInterface(0).Write(SGI1R, in irqOnly, 0));
        Assert.Equal(BankOutcome.Done, gic.CpuInterface(0).Write(SGI1R, in none, 0));
        Assert.Equal(7UL, Read(EL1, SRE));
    }

    [Fact]
    public void EL3_traps_what_it_takes()
    {
        VcpuState irq = EL2 with { IrqToEL3 = true }, both = irq with { FiqToEL3 = true };
        Assert.Equal(BankOutcome.TrapEL3, TryRead(irq, IAR1));
        Assert.Equal(BankOutcome.Done, TryRead(irq, IAR0));
        Assert.Equal(BankOutcome.Done, TryRead(irq, PMR));
        Assert.Equal(BankOutcome.TrapEL3, TryRead(both, PMR));
        Assert.Equal(BankOutcome.Done, TryRead(both, LR(0)));
        Assert.Equal(BankOutcome.Done, TryRead(both with { EL = 1 }, IAR1));
    }

    [Fact]
    public void Registers_tell_what_there_is_and_bits_that_are_not_read_as_zero()
    {
        Assert.Equal(15UL, Read(EL2, VTR) & 31);
        Assert.Equal((4UL << 29) | (4UL << 26), Read(EL2, VTR) & 0xFF80_0000);
        for (uint n = 0; n < 16; n++)
        {
            Write(EL2, LR(n), ulong.MaxValue);
            Assert.Equal(0xF0F8_1FFF_0000_FFFFUL, Read(EL2, LR(n)));
        }

        Write(EL2, VMCR, ulong.MaxValue);
        Assert.Equal(0xF8FC_021BUL, Read(EL2, VMCR));
        Assert.Equal(BankOutcome.Undefined, TryRead(EL2, SystemRegister.Encode(3, 4, 12, 8, 1)));
        Assert.Equal(BankOutcome.Undefined, gic.CpuInterface(0).Write(MISR, in EL2, 0));
    }

    [Fact]
    public void Without_EL2_there_are_no_hypervisor_registers()
    {
        var plain = new GicV3([new VcpuInputs()]);
        Assert.Equal(BankOutcome.Undefined, plain.CpuInterface(0).Read(HCR, in EL2, out _));
    }

    [Fact]
    public void A_special_INTID_in_a_list_register_is_returned_and_dropped()
    {
        Write(EL2, LR(0), Entry(Pending | Group1, 1021, 0x80));
        Assert.Equal(1021UL, Read(EL1, IAR1));
        Assert.Equal(0UL, Read(EL2, LR(0)) >> 62);
        Assert.Equal(0xFFUL, Read(EL1, RPR));
    }

    [Fact]
    public void Random_accesses_neither_fault_nor_leave_the_inputs_behind_the_registers()
    {
        var random = new Random(4);
        uint[] registers =
        [
            PMR, IAR0, EOIR0, BPR0, AP1R0, DIR, RPR, SGI1R, IAR1, EOIR1, HPPIR1, BPR1, CTLR, SRE, IGRPEN0, IGRPEN1, HCR, MISR, EISR, ELRSR, VMCR,
            LR(0), LR(1), LR(2), LR(7), LR(8), LR(15),
        ];
        for (int i = 0; i < 200_000; i++)
        {
            VcpuState state = random.Next(2) == 0 ? EL1 : EL2;
            uint register = registers[random.Next(registers.Length)];
            if ((register >> 11 & 7) == 4)
            {
                state = EL2;
            }

            if (random.Next(3) == 0)
            {
                _ = gic.CpuInterface(0).Read(register, in state, out _);
            }
            else
            {
                ulong value = (ulong)random.NextInt64(long.MinValue, long.MaxValue);
                value = random.Next(2) == 0 ? value : value & 0xF0F8_0000_0000_001F;
                _ = gic.CpuInterface(0).Write(register, in state, value);
            }

            bool wanted = (Read(EL2, HCR) & 1) != 0 && Read(EL2, MISR) != 0;
            Assert.Equal(wanted, (gic.Redistributors.Read32(SgiBase + 0x200) & (1U << 25)) != 0);
        }
    }

    [Fact]
    public void A_Secure_EL2_has_a_virtual_interface_for_Secure_EL1()
    {
        var secure = new GicV3([vcpu], new GicOptions { El2 = true, El3 = true });
        VcpuState secureEL2 = EL2 with { Secure = true, SecureBelowEL3 = true }, secureEL1 = secureEL2 with { EL = 1 };
        ISystemRegisterBank bank = secure.CpuInterface(0);
        Assert.Equal(BankOutcome.Done, bank.Write(HCR, in secureEL2, 1));
        Assert.Equal(BankOutcome.Done, bank.Write(PMR, in secureEL1, 0xFF));
        Assert.Equal(BankOutcome.Done, bank.Write(IGRPEN1, in secureEL1, 1));
        Assert.Equal(BankOutcome.Done, bank.Write(LR(0), in secureEL2, Entry(Pending | Group1, 40, 0x20)));
        Assert.True(vcpu.VirtualIrq);
        Assert.Equal(BankOutcome.Done, bank.Read(IAR1, in secureEL1, out ulong intid));
        Assert.Equal(40UL, intid);

        // To EL3 ICC_SRE_EL2 is there where the state that SCR_EL3 names has an EL2; ICH_* are always.
        VcpuState firmware = secureEL2 with { EL = 3 }, alone = firmware with { EL2Enabled = false };
        uint sre = SystemRegister.Encode(3, 4, 12, 9, 5);
        Assert.Equal(BankOutcome.Done, bank.Read(sre, in firmware, out _));
        Assert.Equal(BankOutcome.Undefined, bank.Read(sre, in alone, out _));
        Assert.Equal(BankOutcome.Done, bank.Read(VMCR, in alone, out _));
    }
}
