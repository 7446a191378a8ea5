using Armillary.Arm.Mmu;
using Armillary.Core.Interrupts;
using Armillary.Core.State;

namespace Armillary.Arm.Tests.Exceptions;

/// <summary>EL2 in Secure state (FEAT_SEL2): where it is, what it is asked, and what it alone has.</summary>
public sealed class SecureEL2Tests
{
    private const ulong NS = 1, HCE = 1 << 8, ST = 1 << 11, EEL2 = 1 << 18;
    private const ulong IMO = 1 << 4, TWI = 1 << 13, TSC = 1 << 19, TGE = 1 << 27, E2H = 1UL << 34;

    private static TestMachine Secure(ulong scr = EEL2 | HCE)
    {
        var m = new TestMachine(el2: true, el3: true);
        Assert.True(m.Msr("SCR_EL3", scr));
        return m;
    }

    [Fact]
    public void It_can_be_where_EL2_and_EL3_are_and_the_model_has_it()
    {
        using var m = Secure();
        Assert.Equal(1UL, (m.Mrs("ID_AA64PFR0_EL1") >> 36) & 15);
        Assert.Equal(EEL2, m.Mrs("SCR_EL3") & EEL2);
        foreach ((CpuModel model, bool el2) in new[] { (CpuModel.NeoverseN1, true), (CpuModel.CortexA72, true), (CpuModel.Max, false) })
        {
            using var other = new TestMachine(model, el2, el3: true);
            Assert.True(other.Msr("SCR_EL3", EEL2));
            Assert.Equal(0UL, (other.Mrs("ID_AA64PFR0_EL1") >> 36) & 15);
            Assert.Equal(0UL, other.Mrs("SCR_EL3") & EEL2);
            Assert.Null(other.Mrs("VSTTBR_EL2"));
        }

        using var without = new TestMachine(el2: true);
        Assert.Equal(0UL, (without.Mrs("ID_AA64PFR0_EL1") >> 36) & 15);
        Assert.Null(without.Mrs("CNTHPS_CTL_EL2"));
    }

    [Theory]
    [InlineData(EEL2, false)]
    [InlineData(0UL, true)]
    [InlineData(NS, false)]
    public void ERET_to_EL2_is_legal_where_it_is(ulong scr, bool illegal)
    {
        using var m = Secure(scr);
        m.Enter(2, true);
        Assert.Equal((illegal ? 3 : 2, illegal), (m.Cpu.PSTATE.EL, m.Cpu.PSTATE.IL));
        Assert.Equal(scr != NS, m.Cpu.Secure);
    }

    [Theory]
    [InlineData("VSTTBR_EL2", 0x0000_FFFF_FFFF_FFFFUL)]
    [InlineData("VSTCR_EL2", 0xE000_C0FFUL)]
    [InlineData("CNTHPS_CVAL_EL2", ulong.MaxValue)]
    [InlineData("CNTHVS_CVAL_EL2", ulong.MaxValue)]
    public void Its_registers_are_there_in_Secure_state_alone(string name, ulong kept)
    {
        using var m = Secure();
        m.Enter(2, true);
        Assert.True(m.Msr(name, ulong.MaxValue));
        Assert.Equal(kept, m.Mrs(name));

        using var nonSecure = Secure(EEL2 | NS);
        Assert.NotNull(nonSecure.Mrs(name)); // EL3 goes by EEL2 alone
        nonSecure.Enter(2, true);
        Assert.Null(nonSecure.Mrs(name));
        Assert.Equal((2, 0u), (nonSecure.Cpu.PSTATE.EL, nonSecure.EC));

        using var off = Secure(0);
        Assert.False(off.Msr(name, 0));
    }

    [Fact]
    public void Secure_EL1_is_trapped_called_and_interrupted_as_Non_secure_EL1_is()
    {
        using var m = Secure();
        m.Msr("HCR_EL2", TWI);
        m.Enter(1, true);
        m.Cpu.WaitForInterrupt();
        Assert.Equal((2, 1u), (m.Cpu.PSTATE.EL, m.EC));
        m.Enter(1, true);
        m.Cpu.CallHypervisor(5);
        Assert.Equal((2, 0x16u, 5u), (m.Cpu.PSTATE.EL, m.EC, m.ISS));
        m.Msr("HCR_EL2", TSC | IMO);
        m.Enter(1, true, extra: 0x3C0);
        m.Cpu.CallSecureMonitor(6);
        Assert.Equal((2, 0x17u), (m.Cpu.PSTATE.EL, m.EC));
        m.Enter(1, true, extra: 0x3C0);
        m.Cpu.SetIrq(true);
        Assert.True(m.Cpu.CheckInterrupts()); // PSTATE.I of a lower level does not mask it
        Assert.Equal(2, m.Cpu.PSTATE.EL);
    }

    [Fact]
    public void Without_it_Secure_EL1_knows_no_EL2()
    {
        using var m = Secure(HCE);
        m.Msr("HCR_EL2", TWI | TGE | IMO);
        m.Enter(1, true, extra: 0x80);
        m.Cpu.WaitForInterrupt();
        Assert.Contains("wfi", m.Calls);
        m.Cpu.CallHypervisor(5);
        Assert.Equal((1, 0u), (m.Cpu.PSTATE.EL, m.EC));
        m.Cpu.SetIrq(true);
        Assert.False(m.Cpu.CheckInterrupts());
    }

    [Fact]
    public void A_host_in_Secure_state_has_its_timers_by_the_names_of_EL0()
    {
        using var m = Secure();
        var lines = new Lines();
        m.Cpu.Timer.SecureHypPhysical.Connect(new InterruptLine(lines, 0));
        m.Cpu.Timer.SecureHypVirtual.Connect(new InterruptLine(lines, 1));
        m.Msr("HCR_EL2", E2H | TGE);
        m.Msr("CNTHCTL_EL2", (1 << 9) | (1 << 8));
        m.Enter(2, true);
        Assert.True(m.Msr("CNTP_CVAL_EL0", 7));
        Assert.True(m.Msr("CNTV_CVAL_EL0", 9));
        Assert.Equal((7UL, 0UL), (m.Mrs("CNTHPS_CVAL_EL2"), m.Mrs("CNTHP_CVAL_EL2")));
        Assert.Equal((9UL, 0UL), (m.Mrs("CNTHVS_CVAL_EL2"), m.Mrs("CNTHV_CVAL_EL2")));
        m.Enter(0);
        Assert.Equal(7UL, m.Mrs("CNTP_CVAL_EL0"));
        Assert.True(m.Msr("CNTV_CTL_EL0", 1));
        m.ManualClock.Advance(1000);
        Assert.Equal((false, true), (lines.Levels[0], lines.Levels[1]));

        using var nonSecure = Secure(EEL2 | NS);
        nonSecure.Msr("HCR_EL2", E2H | TGE);
        nonSecure.Enter(2, true);
        nonSecure.Msr("CNTP_CVAL_EL0", 7);
        Assert.Equal(7UL, nonSecure.Mrs("CNTHP_CVAL_EL2"));
    }

    [Theory]
    [InlineData(EEL2 | ST, 1, 0u)] // UNDEFINED: firmware's alone
    [InlineData(0UL, 3, 0x18u)]
    public void The_Secure_timer_of_EL1_is_there_where_there_is_no_Secure_EL2(ulong scr, int taken, uint ec)
    {
        using var m = Secure(scr);
        m.Enter(1, true);
        Assert.Null(m.Mrs("CNTPS_CTL_EL1"));
        Assert.Equal((taken, ec), (m.Cpu.PSTATE.EL, m.EC));
        using var allowed = Secure(ST);
        allowed.Enter(1, true);
        Assert.Equal(0UL, allowed.Mrs("CNTPS_CTL_EL1"));
    }

    [Fact]
    public void TLBI_names_the_security_state_and_the_virtual_machine_of_it()
    {
        using var m = Secure();
        m.Msr("VTTBR_EL2", 5UL << 48);
        m.Enter(2, true);
        Assert.True(m.Cpu.TrySystemInstruction(Tlbi(4, 7, 6), 31, 0)); // VMALLS12E1
        TlbInvalidation last = m.TlbInvalidations[^1];
        Assert.Equal((TranslationRegime.EL10, true, true, (ushort)5), (last.Regime, last.Secure, last.HasVmid, last.Vmid));
        Assert.True(m.Cpu.TrySystemInstruction(Tlbi(4, 4, 1), 0, 1UL << 63)); // IPAS2E1 of a Non-secure intermediate address
        Assert.True(m.TlbInvalidations[^1] is { Secure: true, StageTwo: true, Vmid: 5 });
        Assert.True(m.Cpu.TrySystemInstruction(Tlbi(4, 7, 0), 31, 0)); // ALLE2
        Assert.True(m.TlbInvalidations[^1] is { Secure: true, Regime: TranslationRegime.EL2 });

        using var nonSecure = Secure(NS);
        Assert.True(nonSecure.Cpu.TrySystemInstruction(Tlbi(4, 7, 4), 31, 0)); // ALLE1
        Assert.False(nonSecure.TlbInvalidations[^1].Secure);
        Assert.True(nonSecure.Cpu.TrySystemInstruction(Tlbi(6, 7, 0), 31, 0)); // ALLE3
        Assert.True(nonSecure.TlbInvalidations[^1].Secure);

        using var off = Secure(0);
        Assert.True(off.Cpu.TrySystemInstruction(Tlbi(4, 7, 4), 31, 0)); // ALLE1
        Assert.False(off.Cpu.TrySystemInstruction(Tlbi(4, 7, 0), 31, 0)); // ALLE2: there is no EL2 whose translations they are
        Assert.Equal(0u, off.EC);
    }

    [Theory]
    [InlineData(1UL << 27, true)] // NSH
    [InlineData((1UL << 27) | (1UL << 24), false)] // and SH
    [InlineData(1UL << 24, true)]
    [InlineData(0UL, false)]
    public void Events_count_there_where_SH_differs_from_NSH(ulong filter, bool counts)
    {
        using var m = Secure();
        m.Msr("MDCR_EL3", 1 << 17); // SPME
        m.Msr("PMCR_EL0", 1);
        m.Msr("PMEVTYPER0_EL0", filter | 0x11);
        m.Msr("PMCNTENSET_EL0", 1);
        m.Enter(2, true);
        m.Msr("PMEVCNTR0_EL0", 0);
        m.ManualClock.Advance(1000);
        Assert.Equal(counts, m.Mrs("PMEVCNTR0_EL0") > 0);
    }

    private static uint Tlbi(uint op1, uint crm, uint op2) => SystemRegister.Encode(1, op1, 8, crm, op2);

    private sealed class Lines : IInterruptSink
    {
        public bool[] Levels { get; } = new bool[2];

        public void SetLevel(int input, bool level) => Levels[input] = level;
    }
}
