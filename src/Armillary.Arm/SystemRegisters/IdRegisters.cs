using F = Armillary.Arm.Features;

namespace Armillary.Arm.SystemRegisters;

/// <summary>The feature ID registers as views of <see cref="CpuModel.Features"/>: a feature is announced here if and only if it is there.</summary>
internal static class IdRegisters
{
    public static ulong ID_AA64PFR0_EL1(Cpu c)
        => Field(0, 1) | Field(4, 1) // EL0 and EL1: AArch64 only
            | Field(8, c.HaveEL2 ? 1u : 0) | Field(12, c.HaveEL3 ? 1u : 0)
            | Field(16, Has(c, F.FP16)) | Field(20, Has(c, F.FP16))
            | Field(24, c.HasGicSystemRegisters ? 1u : 0)
            | Field(28, Has(c, F.RAS)) | Field(32, Has(c, F.SVE)) | Field(36, c.HaveSecureEL2 ? 1u : 0) | Field(48, Has(c, F.DIT)) | Field(56, Has(c, F.CSV) + (Has(c, F.CSV2_3) * 2)) | Field(60, Has(c, F.CSV));

    public static ulong ID_AA64PFR1_EL1(Cpu c) => Field(0, Has(c, F.BTI)) | Field(4, Has(c, F.SSBS) * 2) | Field(8, (Has(c, F.MTE2) * 2) + Has(c, F.MTE3));

    // The original SVE (SVEver 0), with what Advanced SIMD has of BFloat16 and Int8 matrices.
    public static ulong ID_AA64ZFR0_EL1(Cpu c) => Has(c, F.SVE) == 0 ? 0 : Field(20, Has(c, F.BF16)) | Field(44, Has(c, F.I8MM));

    // DebugVer 6 (Armv8); six breakpoints, two of them for contexts, four watchpoints; no OS double lock.
    public static ulong ID_AA64DFR0_EL1(Cpu c)
        => Field(0, 6) | Field(8, Has(c, F.PMUv3) * (Has(c, F.PAN) != 0 ? 4u : 1)) // FEAT_PMUv3p1 with Armv8.1
             | Field(12, Cpu.Breakpoints - 1) | Field(20, Cpu.Watchpoints - 1) | Field(28, 1) | Field(36, 15);

    public static ulong ID_AA64ISAR0_EL1(Cpu c)
        => Field(4, Has(c, F.AES) + Has(c, F.PMULL)) | Field(8, Has(c, F.SHA1)) | Field(12, Has(c, F.SHA256) + Has(c, F.SHA512))
            | Field(16, Has(c, F.CRC32)) | Field(20, Has(c, F.LSE) * 2) | Field(28, Has(c, F.RDM)) | Field(32, Has(c, F.SHA3))
            | Field(44, Has(c, F.DotProd)) | Field(48, Has(c, F.FHM)) | Field(52, Has(c, F.FlagM) + Has(c, F.FlagM2))
            | Field(56, Has(c, F.TLBIOS) + Has(c, F.TLBIRANGE)) | Field(60, Has(c, F.RNG));

    public static ulong ID_AA64ISAR1_EL1(Cpu c)
        => Field(0, Has(c, F.DPB) + Has(c, F.DPB2))
            | Field(8, Has(c, F.PAuth) + Has(c, F.EPAC) + Has(c, F.Pauth2) + Has(c, F.FPAC)) // API: an IMPLEMENTATION DEFINED algorithm
            | Field(12, Has(c, F.JSCVT)) | Field(16, Has(c, F.FCMA)) | Field(20, Has(c, F.LRCPC) + Has(c, F.LRCPC2))
            | Field(28, Has(c, F.PAuth)) | Field(32, Has(c, F.FRINTTS)) | Field(36, Has(c, F.SB)) | Field(40, Has(c, F.SPECRES))
            | Field(44, Has(c, F.BF16)) | Field(52, Has(c, F.I8MM));

    // ASIDs of 16 bits, both endiannesses; 4K and 64K granules always (0), 16K by model.
    public static ulong ID_AA64MMFR0_EL1(Cpu c)
        => Field(0, c.Model.PARange) | Field(4, 2) | Field(8, 1) | Field(12, c.HaveEL3 ? 1u : 0) | Field(20, c.Model.Granule16K ? 1u : 0)
            | Field(56, c.HasFineGrainedTraps ? 1u : 0) | Field(60, Has(c, F.ECV));

    public static ulong ID_AA64MMFR1_EL1(Cpu c)
        => Field(0, Has(c, F.HAFDBS) * 2) | Field(4, HasAtEL2(c, F.VMID16) * 2) | Field(8, HasAtEL2(c, F.VHE)) | Field(12, Has(c, F.HPDS))
            | Field(16, Has(c, F.LOR)) | Field(20, Has(c, F.PAN) + Has(c, F.PAN2) + Has(c, F.PAN3)) | Field(28, HasAtEL2(c, F.XNX));

    public static ulong ID_AA64MMFR2_EL1(Cpu c)
        => Field(0, Has(c, F.TTCNP)) | Field(4, Has(c, F.UAO)) | Field(28, Has(c, F.TTST)) | Field(32, Has(c, F.LSE2)) | Field(36, Has(c, F.IDST))
            | Field(40, HasAtEL2(c, F.S2FWB)) | Field(48, Has(c, F.TTL)) | Field(52, Has(c, F.BBM) * 2) | Field(56, HasAtEL2(c, F.EVT) * 2)
            | Field(60, Has(c, F.E0PD));

    // 32 KiB 4-way L1 caches, a 1 MiB 16-way L2; LineSize 2 is 64 bytes. CSSELR_EL1 beyond them selects nothing.
    public static ulong CCSIDR_EL1(ulong cssr) => (cssr & 0xF) switch
    {
        0 or 1 => (127UL << 13) | (3 << 3) | 2,
        2 => (1023UL << 13) | (15 << 3) | 2,
        _ => 0,
    };

    private static ulong Field(int position, uint value) => (ulong)value << position;

    private static uint HasAtEL2(Cpu c, F feature) => c.HaveEL2 ? Has(c, feature) : 0;

    private static uint Has(Cpu c, F feature) => c.Model.Has(feature) ? 1u : 0;
}
