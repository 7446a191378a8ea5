using static Armillary.Arm.SystemRegisters.RegisterEffect;

namespace Armillary.Arm.SystemRegisters;

// EL3's registers. Where EL3 is absent no code runs at EL3, so that they are UNDEFINED by their level.
internal static partial class SystemRegisterTable
{
    private static void AddEL3()
    {
        Stored("SCTLR_EL3", Op(3, 6, 1, 0, 0), 3, c => ref c.SCTLR_EL3, reset: Cpu.SCTLR_Reset, effect: Translation);
        All[^1] = All[^1] with { Write = (c, v) => c.SCTLR_EL3 = c.MaskSCTLR(v, 3) };
        Zero("ACTLR_EL3", Op(3, 6, 1, 0, 1), 3);
        Stored("SCR_EL3", Op(3, 6, 1, 1, 0), 3, c => ref c.SCR_EL3, ones: SCR.Ones, effect: Translation);
        All[^1] = All[^1] with { Write = (c, v) => c.SCR_EL3 = c.MaskSCR(v) };
        Stored("CPTR_EL3", Op(3, 6, 1, 1, 2), 3, c => ref c.CPTR_EL3, effect: Context);
        All[^1] = All[^1] with { Write = (c, v) => c.CPTR_EL3 = v & (CPTR.TCPAC | CPTR.TFP | (c.Sve is null ? 0 : CPTR.EZ)) };
        Stored("MDCR_EL3", Op(3, 6, 1, 3, 1), 3, c => ref c.MDCR_EL3, effect: Context);
        All[^1] = All[^1] with { Write = (c, v) => c.WriteMDCR(ref c.MDCR_EL3, v) };
        Stored("TTBR0_EL3", Op(3, 6, 2, 0, 0), 3, c => ref c.TTBR0_EL3, effect: Translation);
        Stored("TCR_EL3", Op(3, 6, 2, 0, 2), 3, c => ref c.TCR_EL3, effect: Translation);
        All[^1] = All[^1] with { Write = (c, v) => c.TCR_EL3 = c.MaskTCROfOneRange(v) };
        Stored("SPSR_EL3", Op(3, 6, 4, 0, 0), 3, c => ref c.SPSR_EL3);
        Stored("ELR_EL3", Op(3, 6, 4, 0, 1), 3, c => ref c.ELR_EL3);
        Stored("SP_EL2", Op(3, 6, 4, 1, 0), 3, c => ref c.SP_EL2);
        Zero("AFSR0_EL3", Op(3, 6, 5, 1, 0), 3);
        Zero("AFSR1_EL3", Op(3, 6, 5, 1, 1), 3);
        Stored("ESR_EL3", Op(3, 6, 5, 2, 0), 3, c => ref c.ESR_EL3, mask: 0xFF_FFFF_FFFF);
        Stored("FAR_EL3", Op(3, 6, 6, 0, 0), 3, c => ref c.FAR_EL3);
        Stored("MAIR_EL3", Op(3, 6, 10, 2, 0), 3, c => ref c.MAIR_EL3, effect: Translation);
        Zero("AMAIR_EL3", Op(3, 6, 10, 3, 0), 3);
        Stored("VBAR_EL3", Op(3, 6, 12, 0, 0), 3, c => ref c.VBAR_EL3, mask: ~0x7FFUL);
        ReadOnly("RVBAR_EL3", Op(3, 6, 12, 0, 1), 3, c => c.ResetAddress);
        Stored("TPIDR_EL3", Op(3, 6, 13, 0, 2), 3, c => ref c.TPIDR_EL3);
    }
}
