using Armillary.Arm.SystemRegisters;

namespace Armillary.Arm.Tests.SystemRegisters;

public class SystemRegisterTests
{
    [Fact]
    public void Every_row_is_found_by_its_encoding()
    {
        foreach (SystemRegisterRow row in SystemRegisterTable.Rows)
        {
            Assert.Same(row, SystemRegisterTable.Find(row.Encoding));
        }
    }

    [Fact]
    public void EL1_may_read_and_write_back_every_register_of_its_level()
    {
        using var m = new TestMachine();
        foreach (SystemRegisterRow row in SystemRegisterTable.Rows.Where(r => m.Cpu.Model.Has(r.Requires)))
        {
            if (row.ReadEL <= 1 && (row.Check?.Invoke(m.Cpu, false) ?? 0) == 0)
            {
                Assert.True(m.Cpu.TryReadSystemRegister(row.Encoding, 0, out _), row.Name);
            }

            if (row.ReadEL == 2 || row.ReadEL == 3)
            {
                Assert.False(m.Cpu.TryReadSystemRegister(row.Encoding, 0, out _), row.Name);
            }
        }
    }

    [Theory]
    [InlineData("SCTLR_EL1", 0x18u)] // FEAT_IDST does not cover it: plain UNDEFINED below
    [InlineData("MIDR_EL1", 0x18u)]
    public void A_refused_read_at_EL0_reports_as_IDST_says(string name, uint ec)
    {
        using var m = new TestMachine();
        m.Enter(0);
        Assert.Null(m.Mrs(name));
        Assert.Equal(name == "MIDR_EL1" ? ec : 0u, m.EC);
    }

    [Fact]
    public void A_trapped_read_names_the_register_in_the_syndrome()
    {
        using var m = new TestMachine();
        m.Msr("SCTLR_EL1", 0);
        m.Enter(0);
        Assert.Null(m.Mrs("CTR_EL0")); // UCT clear; op0 3, op1 3, CRn 0, CRm 0, op2 1, Rt 3, read
        Assert.Equal(0x18u, m.EC);
        Assert.Equal((3u << 20) | (1u << 17) | (3u << 14) | (3u << 5) | 1u, m.ISS);
    }

    [Fact]
    public void Unnamed_ID_registers_read_as_zero_and_cannot_be_written()
    {
        using var m = new TestMachine();
        Assert.Equal(0UL, m.Mrs("S3_0_C0_C7_7"));
        Assert.False(m.Msr("S3_0_C0_C7_7", 1));
        Assert.Equal(0u, m.EC);
    }

    [Fact]
    public void What_no_row_has_goes_to_the_banks_by_level()
    {
        using var m = new TestMachine();
        uint icc = TestMachine.EncodingOf("S3_0_C12_C12_0");
        Assert.Null(m.Mrs("S3_0_C12_C12_0"));
        m.BankRegisters[icc] = 42;
        Assert.Equal(42UL, m.Mrs("S3_0_C12_C12_0"));
        m.Enter(0);
        Assert.Null(m.Mrs("S3_0_C12_C12_0"));
    }

    [Fact]
    public void Bits_of_features_that_are_not_announced_are_RES0()
    {
        using var old = new TestMachine(CpuModel.CortexA53);
        old.Msr("SCTLR_EL1", ulong.MaxValue & ~1UL);
        Assert.Equal(0UL, old.Mrs("SCTLR_EL1") & (SCTLR.EnIA | SCTLR.BT0 | SCTLR.EPAN | SCTLR.DSSBS));
        Assert.Null(old.Mrs("PAN"));
        Assert.Null(old.Mrs("APIAKeyLo_EL1"));
        Assert.Equal(0UL, old.Mrs("ID_AA64ISAR1_EL1"));
        Assert.Equal(0x11120UL, old.Mrs("ID_AA64ISAR0_EL1"));
    }

    [Fact]
    public void MPIDR_counts_sixteen_CPUs_to_a_cluster()
    {
        using var m = new TestMachine(index: 17);
        Assert.Equal(0x8000_0101UL, m.Mrs("MPIDR_EL1"));
    }

    [Fact]
    public void FPSR_merges_what_the_host_gathered()
    {
        using var m = new TestMachine();
        m.Msr("FPSR", 1);
        m.HostFpStatus = 0x10;
        Assert.Equal(0x11UL, m.Mrs("FPSR"));
        m.Msr("FPSR", 1 << 27);
        Assert.Equal(1UL << 27, m.Mrs("FPSR"));
    }

    [Theory]
    [InlineData(0UL, true)]
    [InlineData(1UL << 20, false)]
    [InlineData(3UL << 20, false)]
    public void CPACR_decides_about_FP_traps_at_EL1(ulong cpacr, bool trap)
    {
        using var m = new TestMachine();
        m.Msr("CPACR_EL1", cpacr);
        Assert.Equal(trap, (m.Cpu.TranslationContext & State.TranslationContext.FpTrap) != 0);
        m.Enter(0);
        Assert.Equal(cpacr != 3UL << 20, (m.Cpu.TranslationContext & State.TranslationContext.FpTrap) != 0);
    }

    [Fact]
    public void DAIF_at_EL0_traps_unless_UMA()
    {
        using var m = new TestMachine();
        m.Enter(0);
        Assert.False(m.Cpu.TryWriteProcessState(0b011_110, 2));
        Assert.Equal(0x18u, m.EC);
        Assert.Equal((6u << 17) | (3u << 14) | (4u << 10) | (31u << 5) | (2u << 1), m.ISS);
    }

    [Fact]
    public void Ordered_accesses_may_be_unaligned_within_16_bytes_or_anywhere_under_nAA()
    {
        using var m = new TestMachine();
        Assert.True(m.Cpu.OrderedMayBeUnaligned(0x1008, 8));
        Assert.False(m.Cpu.OrderedMayBeUnaligned(0x1009, 8));
        m.Msr("SCTLR_EL1", SCTLR.nAA);
        Assert.True(m.Cpu.OrderedMayBeUnaligned(0x1009, 8));
        using var old = new TestMachine(CpuModel.NeoverseN1);
        old.Msr("SCTLR_EL1", SCTLR.nAA);
        Assert.Equal(0UL, old.Mrs("SCTLR_EL1") & SCTLR.nAA);
        Assert.False(old.Cpu.OrderedMayBeUnaligned(0x1001, 4));
    }

    [Fact]
    public void TLBI_is_decoded()
    {
        using var m = new TestMachine();
        Assert.True(m.Cpu.TrySystemInstruction(Tlbi(3, 1), 0, (7UL << 48) | (1UL << 46) | 0x12345)); // VAE1IS, TTL 4K
        Assert.Equal(new TlbInvalidation(Arm.Mmu.TranslationRegime.EL10, true, 0x1234_5000, 0x1000, true, 7, true), m.TlbInvalidations[^1]);
        Assert.True(m.Cpu.TrySystemInstruction(Tlbi(7, 2), 0, 9UL << 48)); // ASIDE1
        Assert.Equal(new TlbInvalidation(Arm.Mmu.TranslationRegime.EL10, false, 0, 0, true, 9, false), m.TlbInvalidations[^1]);
        Assert.True(m.Cpu.TrySystemInstruction(Tlbi(2, 1), 0, (1UL << 46) | (1UL << 39) | (0UL << 44) | 0x10)); // RVAE1IS: 2 * 2 pages
        Assert.Equal(new TlbInvalidation(Arm.Mmu.TranslationRegime.EL10, true, 0x1_0000, 0x4000, true, 0, true), m.TlbInvalidations[^1]);
        Assert.True(m.Cpu.TrySystemInstruction(Tlbi(7, 3), 0, 0xFF0_0000_0010)); // VAAE1 of an upper address, bit 47 clear
        Assert.Equal(0xFFFF_0000_0001_0000, m.TlbInvalidations[^1].Start);
        m.Enter(0);
        Assert.False(m.Cpu.TrySystemInstruction(Tlbi(3, 1), 0, 0));
        Assert.Equal(0u, m.EC);
    }

    private static uint Tlbi(uint crm, uint op2) => Core.State.SystemRegister.Encode(1, 0, 8, crm, op2);
}
