using Armillary.Arm.State;
using static Armillary.Arm.SystemRegisters.RegisterEffect;

namespace Armillary.Arm.SystemRegisters;

// EL2's registers. Where EL2 is absent no code runs at EL2 or above, so that they are UNDEFINED by their level.
internal static partial class SystemRegisterTable
{
    private static void AddEL2()
    {
        Stored("VPIDR_EL2", Op(3, 4, 0, 0, 0), 2, c => ref c.VPIDR_EL2, mask: uint.MaxValue);
        Stored("VMPIDR_EL2", Op(3, 4, 0, 0, 5), 2, c => ref c.VMPIDR_EL2);
        Stored("SCTLR_EL2", Op(3, 4, 1, 0, 0), 2, c => ref c.SCTLR_EL2, reset: Cpu.SCTLR_Reset, effect: Translation);
        All[^1] = All[^1] with { Write = (c, v) => c.SCTLR_EL2 = c.MaskSCTLR(v, 2) };
        Zero("ACTLR_EL2", Op(3, 4, 1, 0, 1), 2);
        Stored("HCR_EL2", Op(3, 4, 1, 1, 0), 2, c => ref c.HCR_EL2, ones: HCR.RW, effect: Hypervisor);
        All[^1] = All[^1] with { Write = (c, v) => c.WriteHCR(v) };
        Stored("MDCR_EL2", Op(3, 4, 1, 1, 1), 2, c => ref c.MDCR_EL2, reset: Armillary.Arm.Pmu.PerformanceMonitors.Counters, effect: Context);
        All[^1] = All[^1] with { Write = (c, v) => c.WriteMDCR(ref c.MDCR_EL2, v) };
        Stored("CPTR_EL2", Op(3, 4, 1, 1, 2), 2, c => ref c.CPTR_EL2, reset: CPTR.Ones, effect: Context);
        All[^1] = All[^1] with
        {
            Write = (c, v) => c.CPTR_EL2 = c.Sve is null
                ? c.HasTwoRanges(2) ? v & (CPTR.TCPAC | CPTR.FPEN) : (v & (CPTR.TCPAC | CPTR.TFP)) | CPTR.Ones
                : c.HasTwoRanges(2) ? v & (CPTR.TCPAC | CPTR.FPEN | CPTR.ZEN) : (v & (CPTR.TCPAC | CPTR.TFP | CPTR.TZ)) | (CPTR.Ones & ~CPTR.TZ),
            Check = (c, _) => c.PSTATE.EL == 2 && c.HaveEL3 && (c.CPTR_EL3 & CPTR.TCPAC) != 0 ? 3 : 0,
        };
        Stored("HSTR_EL2", Op(3, 4, 1, 1, 3), 2, c => ref c.HSTR_EL2);
        Zero("HACR_EL2", Op(3, 4, 1, 1, 7), 2);
        Stored("TTBR0_EL2", Op(3, 4, 2, 0, 0), 2, c => ref c.TTBR0_EL2, effect: Tables);
        Stored("TTBR1_EL2", Op(3, 4, 2, 0, 1), 2, c => ref c.TTBR1_EL2, effect: Tables);
        All[^1] = All[^1] with { Requires = Features.VHE };
        Stored("TCR_EL2", Op(3, 4, 2, 0, 2), 2, c => ref c.TCR_EL2, effect: Translation);
        All[^1] = All[^1] with { Write = (c, v) => c.TCR_EL2 = c.HasTwoRanges(2) ? c.MaskTCR(v) : c.MaskTCROfOneRange(v) };
        Stored("VTTBR_EL2", Op(3, 4, 2, 1, 0), 2, c => ref c.VTTBR_EL2, effect: Translation);
        All[^1] = All[^1] with { OfEL1 = true };
        Stored("VTCR_EL2", Op(3, 4, 2, 1, 2), 2, c => ref c.VTCR_EL2, ones: VTCR.Ones, effect: Translation);
        All[^1] = All[^1] with { OfEL1 = true, Write = (c, v) => c.VTCR_EL2 = c.MaskVTCR(v) };
        Stored("VSTTBR_EL2", Op(3, 4, 2, 6, 0), 2, c => ref c.VSTTBR_EL2, mask: 0x0000_FFFF_FFFF_FFFF, effect: Translation);
        All[^1] = All[^1] with { OfEL1 = true, Check = (c, _) => c.SecureEL2Access() };
        Stored("VSTCR_EL2", Op(3, 4, 2, 6, 2), 2, c => ref c.VSTCR_EL2, mask: VSTCR.Mask, ones: VSTCR.Ones, effect: Translation);
        All[^1] = All[^1] with { OfEL1 = true, Check = (c, _) => c.SecureEL2Access() };
        Stored("SPSR_EL2", Op(3, 4, 4, 0, 0), 2, c => ref c.SPSR_EL2);
        Stored("ELR_EL2", Op(3, 4, 4, 0, 1), 2, c => ref c.ELR_EL2);
        Add(new("SP_EL1", Op(3, 4, 4, 1, 0)) { ReadEL = 2, WriteEL = 2, Storage = c => ref c.SP_EL1 });
        Zero("AFSR0_EL2", Op(3, 4, 5, 1, 0), 2);
        Zero("AFSR1_EL2", Op(3, 4, 5, 1, 1), 2);
        Stored("ESR_EL2", Op(3, 4, 5, 2, 0), 2, c => ref c.ESR_EL2, mask: 0xFF_FFFF_FFFF);
        Stored("FAR_EL2", Op(3, 4, 6, 0, 0), 2, c => ref c.FAR_EL2);
        Stored("HPFAR_EL2", Op(3, 4, 6, 0, 4), 2, c => ref c.HPFAR_EL2, mask: 0x8000_0FFF_FFFF_FFF0);
        Stored("MAIR_EL2", Op(3, 4, 10, 2, 0), 2, c => ref c.MAIR_EL2, effect: Translation);
        Zero("AMAIR_EL2", Op(3, 4, 10, 3, 0), 2);
        Stored("VBAR_EL2", Op(3, 4, 12, 0, 0), 2, c => ref c.VBAR_EL2, mask: ~0x7FFUL);
        Add(new("RVBAR_EL2", Op(3, 4, 12, 0, 1)) { ReadEL = 2, WriteEL = 4, Read = c => c.ResetAddress, Check = (c, _) => c.MaxEL == 2 ? 0 : -1 });
        Stored("CONTEXTIDR_EL2", Op(3, 4, 13, 0, 1), 2, c => ref c.CONTEXTIDR_EL2, mask: uint.MaxValue);
        All[^1] = All[^1] with { Requires = Features.VHE };
        Stored("TPIDR_EL2", Op(3, 4, 13, 0, 2), 2, c => ref c.Native.Integer(Slots.TPIDR_EL2));
        Add(new("VSESR_EL2", Op(3, 4, 5, 2, 3)) { ReadEL = 2, WriteEL = 2, Requires = Features.RAS, Storage = c => ref c.VSESR_EL2 });
        Add(new("VDISR_EL2", Op(3, 4, 12, 1, 1)) { ReadEL = 2, WriteEL = 2, Requires = Features.RAS, Storage = c => ref c.VDISR_EL2 });
    }
}
