using Armillary.Arm.SystemRegisters;
using Armillary.Core.State;

namespace Armillary.Arm.Tests.SystemRegisters;

/// <summary>FEAT_FGT: every bit of the five registers, with every access that some bit is for.</summary>
public sealed class FineGrainedTrapTests
{
    private const ulong Pc = TestMachine.RamBase + 0x100;
    private const ulong E2H = HCR.E2H, TGE = HCR.TGE;
    private static readonly string[] Registers = ["HFGRTR_EL2", "HFGWTR_EL2", "HFGITR_EL2", "HDFGRTR_EL2", "HDFGWTR_EL2"];

    // SVC at EL0 and EL1 and ERET: the bits of HFGITR_EL2 that are for no system instruction.
    private const ulong Calls = HFGITR.ERET | HFGITR.SVC_EL0 | HFGITR.SVC_EL1;

    [Fact]
    public void A_register_has_the_bits_of_what_is_there()
    {
        using TestMachine m = New();
        foreach (string register in Registers)
        {
            ulong expected = FineGrainedAccess.All.Where(a => a.Register == register).Aggregate(register == "HFGITR_EL2" ? Calls : 0, (all, a) => all | (1UL << a.Bit));
            Assert.Equal(0UL, m.Mrs(register));
            m.Msr(register, ulong.MaxValue);
            Assert.Equal(expected, m.Mrs(register));
        }
    }

    [Theory]
    [InlineData("HFGRTR_EL2")]
    [InlineData("HFGWTR_EL2")]
    [InlineData("HFGITR_EL2")]
    [InlineData("HDFGRTR_EL2")]
    [InlineData("HDFGWTR_EL2")]
    public void A_bit_traps_what_it_names_and_nothing_else(string register)
    {
        using TestMachine m = New();
        FineGrainedAccess[] accesses = [.. FineGrainedAccess.All, .. FineGrainedAccess.Free];
        var plain = new Dictionary<(FineGrainedAccess, int), (bool Done, int EL, ulong ESR)>();
        foreach (FineGrainedAccess access in accesses)
        {
            (plain[(access, 0)], plain[(access, 1)]) = (Do(m, access, 0), Do(m, access, 1));
            Assert.NotEqual(2, plain[(access, 0)].EL);
            Assert.NotEqual(2, plain[(access, 1)].EL);
            if (access.Register.Length != 0)
            {
                Assert.True(plain[(access, 1)].Done || access.Encoding == SystemRegister.Encode(1, 3, 7, 4, 1), access.ToString()); // DC ZVA faults on Device memory
                Assert.True(plain[(access, 0)].Done == access.AtEL0 || access.Encoding == SystemRegister.Encode(1, 3, 7, 4, 1), access.ToString());
            }
        }

        for (int bit = 0; bit < 64; bit++)
        {
            ToEL2(m);
            m.Msr(register, 1UL << bit);
            foreach (FineGrainedAccess access in accesses)
            {
                bool named = access.Register == register && access.Bit == bit;
                var trap = (false, 2, access.Syndrome);
                Assert.True((named ? trap : plain[(access, 1)]) == Do(m, access, 1), $"{register} bit {bit} at EL1: {access}");
                Assert.True((named && access.AtEL0 ? trap : plain[(access, 0)]) == Do(m, access, 0), $"{register} bit {bit} at EL0: {access}");
            }
        }
    }

    [Fact]
    public void Maintenance_of_tags_traps_with_that_of_data()
    {
        using TestMachine m = New(CpuModel.Max.WithMemoryTagging());
        foreach (FineGrainedAccess access in FineGrainedAccess.OfTags)
        {
            foreach (int el in (int[])[0, 1])
            {
                ToEL2(m);
                m.Msr("HFGITR_EL2", 0);
                (bool, int, ulong) plain = Do(m, access, el);
                ToEL2(m);
                m.Msr("HFGITR_EL2", Calls | ~(1UL << access.Bit));
                Assert.Equal(plain, Do(m, access, el));
                ToEL2(m);
                m.Msr("HFGITR_EL2", 1UL << access.Bit);
                Assert.Equal(el == 1 || access.AtEL0 ? (false, 2, access.Syndrome) : plain, Do(m, access, el));
            }
        }
    }

    [Fact]
    public void EL0_of_the_host_is_not_trapped()
    {
        using TestMachine m = New();
        foreach (string register in Registers)
        {
            m.Msr(register, ulong.MaxValue);
        }

        m.Msr("HCR_EL2", m.Mrs("HCR_EL2")!.Value | E2H | TGE);
        m.Msr("SCTLR_EL2", ulong.MaxValue & ~(SCTLR.M | SCTLR.TSCXT));
        foreach (FineGrainedAccess access in FineGrainedAccess.All.Where(a => a.AtEL0 && a.Encoding != SystemRegister.Encode(1, 3, 7, 4, 1)))
        {
            Assert.True(Do(m, access, 0).Done, access.ToString());
        }
    }

    [Theory]
    [InlineData(0UL)]
    [InlineData(E2H)]
    [InlineData(TGE)]
    public void EL0_is_trapped_where_it_is_not_the_hosts(ulong hcr)
    {
        using TestMachine m = New();
        foreach (string register in Registers)
        {
            m.Msr(register, ulong.MaxValue);
        }

        m.Msr("HCR_EL2", m.Mrs("HCR_EL2")!.Value | hcr);
        foreach (FineGrainedAccess access in FineGrainedAccess.All.Where(a => a.AtEL0))
        {
            Assert.Equal((false, 2, access.Syndrome), Do(m, access, 0));
        }
    }

    [Fact]
    public void EL1_comes_first_at_EL0()
    {
        using TestMachine m = New();
        m.Msr("SCTLR_EL1", 0);
        m.Msr("PMUSERENR_EL0", 0);
        foreach (string register in Registers)
        {
            m.Msr(register, ulong.MaxValue);
        }

        uint[] free = [SystemRegister.Encode(3, 3, 13, 0, 2), SystemRegister.Encode(3, 3, 13, 0, 3), SystemRegister.Encode(3, 3, 0, 0, 7), SystemRegister.Encode(3, 3, 9, 14, 0)];
        m.Msr("SCTLR_EL1", SCTLR.TSCXT);
        foreach (FineGrainedAccess access in FineGrainedAccess.All.Where(a => a.AtEL0 && !free.Contains(a.Encoding)))
        {
            Assert.Equal((false, 1, access.Syndrome), Do(m, access, 0));
        }
    }

    [Fact]
    public void EL3_decides_whether_they_count_and_comes_after_EL2()
    {
        using var m = new TestMachine(el2: true, el3: true);
        m.Msr("MDCR_EL3", (1 << 9) | (1 << 10) | MDCR.TPM);
        m.Msr("SCR_EL3", SCR.NS | SCR.TERR | SCR.TLOR | SCR.HCE);
        m.Msr("HFGRTR_EL2", ulong.MaxValue);
        m.Msr("HDFGRTR_EL2", ulong.MaxValue);

        // Keys, LOR, SCXTNUM, error records; all of debug and the performance monitors.
        FineGrainedAccess[] late =
            [.. FineGrainedAccess.All.Where(a => a.Kind == 'r' && (a.Register == "HDFGRTR_EL2" || a.Bit is (>= 4 and <= 8) or (>= 19 and <= 23) or 30 or 31 or >= 40))];
        m.Msr("HCR_EL2", HCR.RW | HCR.API | HCR.APK | HCR.EnSCXT);
        foreach (bool enabled in (bool[])[false, true])
        {
            m.Msr("SCR_EL3", (m.Mrs("SCR_EL3")!.Value & ~SCR.FGTEn) | (enabled ? SCR.FGTEn : 0));
            foreach (FineGrainedAccess access in late)
            {
                m.Cpu.SPSR(3) = 0b0101;
                m.Cpu.ExceptionReturn(Pc);
                Assert.False(m.Cpu.TryReadSystemRegister(access.Encoding, 3, out _));
                Assert.Equal((enabled ? 2 : 3, access.Syndrome), (m.Cpu.PSTATE.EL, m.Cpu.ESR(m.Cpu.PSTATE.EL)));
                m.Cpu.TakeException(3, 0, 0);
            }

            foreach (string register in Registers)
            {
                m.Cpu.SPSR(3) = 0b1001;
                m.Cpu.ExceptionReturn(Pc);
                Assert.Equal(enabled, m.Mrs(register) is not null);
                Assert.Equal(enabled ? 2 : 3, m.Cpu.PSTATE.EL);
                Assert.True(enabled || m.EC == 0x18);
                m.Cpu.TakeException(3, 0, 0);
                Assert.NotNull(m.Mrs(register));
            }
        }
    }

    [Fact]
    public void Without_the_feature_there_are_no_such_registers()
    {
        using var old = new TestMachine(CpuModel.NeoverseN1, el2: true, el3: true);
        using var max = new TestMachine(el2: true);
        using var low = new TestMachine();
        Assert.Equal(0UL, (old.Mrs("ID_AA64MMFR0_EL1") >> 56) & 15);
        Assert.Equal(1UL, (max.Mrs("ID_AA64MMFR0_EL1") >> 56) & 15);
        Assert.Equal(0UL, (low.Mrs("ID_AA64MMFR0_EL1") >> 56) & 15);
        old.Msr("SCR_EL3", ulong.MaxValue);
        Assert.Equal(0UL, old.Mrs("SCR_EL3") & SCR.FGTEn);
        foreach (string register in Registers)
        {
            Assert.Null(old.Mrs(register));
            Assert.Equal((0u, 3), (old.EC, old.Cpu.PSTATE.EL));
            Assert.False(low.Msr(register, 1));
            Assert.Equal(0u, low.EC);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void SVC_traps_to_EL2_and_returns_to_itself(int el)
    {
        using TestMachine m = New();
        foreach (ulong traps in (ulong[])[HFGITR.SVC_EL0, HFGITR.SVC_EL1, 0])
        {
            ToEL2(m);
            m.Msr("HFGITR_EL2", traps);
            m.Enter(el, sp: el == 1, pc: Pc);
            m.Cpu.CallSupervisor(0x1234);
            bool trapped = traps == (el == 0 ? HFGITR.SVC_EL0 : HFGITR.SVC_EL1);
            Assert.Equal(trapped ? 2 : 1, m.Cpu.PSTATE.EL);
            Assert.Equal((0x15u, 0x1234u), (m.EC, m.ISS));
            Assert.Equal(trapped ? Pc : Pc + 4, m.Cpu.ELR(m.Cpu.PSTATE.EL));
        }
    }

    [Fact]
    public void A_counter_of_EL2s_traps_from_below()
    {
        using TestMachine m = New();
        m.Msr("MDCR_EL2", 2);
        foreach ((string name, int selected, bool traps) in ((string, int, bool)[])[("PMEVCNTR1_EL0", 0, false), ("PMEVCNTR2_EL0", 0, true), ("PMEVTYPER5_EL0", 0, true),
            ("PMXEVCNTR_EL0", 1, false), ("PMXEVCNTR_EL0", 2, true), ("PMXEVTYPER_EL0", 3, true), ("PMXEVTYPER_EL0", 31, false)])
        {
            ToEL2(m);
            m.Msr("PMSELR_EL0", (ulong)selected);
            m.Enter(0, pc: Pc);
            Assert.Equal(!traps, m.Mrs(name) is not null);
            Assert.Equal(traps ? 2 : 0, m.Cpu.PSTATE.EL);
        }

        ToEL2(m);
        m.Msr("PMSELR_EL0", 7); // there is none, for any level
        Assert.Null(m.Mrs("PMXEVTYPER_EL0"));
        Assert.Equal((0u, 2), (m.EC, m.Cpu.PSTATE.EL));
    }

    /// <summary>At EL2, with nothing that EL1 or EL2 would trap in another way.</summary>
    private static TestMachine New(CpuModel? model = null)
    {
        var m = new TestMachine(model, el2: true);
        m.BankRegisters[SystemRegister.Encode(3, 0, 12, 12, 6)] = 0;
        m.BankRegisters[SystemRegister.Encode(3, 0, 12, 12, 7)] = 0;
        m.Msr("HCR_EL2", HCR.RW | HCR.API | HCR.APK | HCR.EnSCXT);
        m.Msr("SCTLR_EL1", SCTLR.UCT | SCTLR.UCI | SCTLR.DZE | SCTLR.UMA | SCTLR.EnRCTX);
        m.Msr("PMUSERENR_EL0", 15);
        m.Msr("CNTKCTL_EL1", 0x3FF);
        return m;
    }

    private static void ToEL2(TestMachine m)
    {
        if (m.Cpu.PSTATE.EL != 2)
        {
            m.Cpu.TakeException(2, 0, 0);
        }
    }

    private static (bool Done, int EL, ulong ESR) Do(TestMachine m, FineGrainedAccess access, int el)
    {
        ToEL2(m);
        ulong value = 0;
        if (access.Kind == 'w')
        {
            // Writes leave what is there.
            value = SystemRegisterTable.Find(access.Encoding) is { ReadEL: not SystemRegisterRow.Never } row ? row.Get(m.Cpu) : 0;
        }
        else if (access.Kind == 's')
        {
            value = TestMachine.RamBase;
        }

        m.Enter(el, sp: el == 1, pc: Pc);
        bool done = access.Kind switch
        {
            'r' => m.Cpu.TryReadSystemRegister(access.Encoding, 3, out _),
            'w' => m.Cpu.TryWriteSystemRegister(access.Encoding, 3, value),
            _ => m.Cpu.TrySystemInstruction(access.Encoding, 3, value),
        };
        int at = m.Cpu.PSTATE.EL;
        if (!done)
        {
            Assert.Equal(Pc, m.Cpu.ELR(at));
        }

        return (done, at, done ? 0 : m.Cpu.ESR(at));
    }
}
