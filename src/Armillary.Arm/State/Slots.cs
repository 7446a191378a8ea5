namespace Armillary.Arm.State;

/// <summary>
/// Which guest register lies in which slot of the <see cref="Core.State.GuestContext"/>. What generated code reads or writes inline is
/// here; all other registers are fields of <see cref="Cpu"/>.
/// </summary>
public static class Slots
{
    /// <summary>X0; X1 to X30 follow.</summary>
    public const int X0 = 0;

    /// <summary>The link register, X30.</summary>
    public const int LR = Ir.Block.LinkSlot;

    /// <summary>The stack pointer that PSTATE.SP and PSTATE.EL select now. The others are in <see cref="Cpu"/>'s banks.</summary>
    public const int SP = Ir.Block.GeneralSlots - 1;

    /// <summary>PSTATE.N, Z, C, V as a <see cref="Ir.FlagsWord"/>.</summary>
    public const int NZCV = Ir.Block.FlagsSlot;

    /// <summary>PSTATE.D, A, I, F in bits 9:6, as MRS DAIF reads them.</summary>
    public const int DAIF = 33;

    /// <summary>SP_EL0 while it is not the current stack pointer.</summary>
    public const int SP_EL0 = 34;

    /// <summary>TPIDR_EL0.</summary>
    public const int TPIDR_EL0 = 35;

    /// <summary>TPIDRRO_EL0.</summary>
    public const int TPIDRRO_EL0 = 36;

    /// <summary>TPIDR_EL1.</summary>
    public const int TPIDR_EL1 = 37;

    /// <summary>FPCR.</summary>
    public const int FPCR = 38;

    /// <summary>SP_EL1 while it is not the current stack pointer.</summary>
    public const int SP_EL1 = 39;

    /// <summary>APIAKeyLo_EL1, APIAKeyHi_EL1, then IB, DA, DB, GA: ten slots.</summary>
    public const int APIAKeyLo = 40;

    /// <summary>ELR_EL1.</summary>
    public const int ELR_EL1 = 50;

    /// <summary>SPSR_EL1.</summary>
    public const int SPSR_EL1 = 51;

    /// <summary>ESR_EL1.</summary>
    public const int ESR_EL1 = 52;

    /// <summary>FAR_EL1.</summary>
    public const int FAR_EL1 = 53;

    /// <summary>TTBR0_EL1, for reading only: a write goes through its helper.</summary>
    public const int TTBR0_EL1 = 54;

    /// <summary>TTBR1_EL1, for reading only: a write goes through its helper.</summary>
    public const int TTBR1_EL1 = 55;

    /// <summary>TPIDR_EL2.</summary>
    public const int TPIDR_EL2 = 56;

    /// <summary>TCR_EL1, for reading only: a write goes through its helper.</summary>
    public const int TCR_EL1 = 57;

    /// <summary>
    /// With the Scalable Vector Extension, in TCR_EL1's place: a bit for each vector register whose bits above 127 are not known to be zero. What writes the
    /// low bits alone clears it.
    /// </summary>
    public const int SveUpper = 57;

    /// <summary>
    /// What asks to be looked at when PSTATE.DAIF changes: the interrupt inputs (bits 2:0, written by any thread) and whether software step is
    /// enabled (bit 8). Bits 63:32 are the engine's: not zero while maintenance that was broadcast may not be done everywhere, so that DSB has to wait. For reading only; a stale value is no harm, since the attention word is set after an input.
    /// </summary>
    public const int InterruptWatch = 58;

    /// <summary>The event register of WFE: not zero if it is set.</summary>
    public const int EventRegister = 59;

    /// <summary>SCTLR_ELx of the current translation regime, for what reads it too seldom to have it in <see cref="TranslationContext"/>.</summary>
    public const int SCTLR = 60;

    /// <summary>PSTATE as an SPSR has it, without NZCV and DAIF: <see cref="ProcessState"/>.</summary>
    public const int PSTATE = 61;

    /// <summary>VBAR_EL1, for reading only: a write goes through its helper.</summary>
    public const int VBAR_EL1 = 62;

    /// <summary>
    /// The two states between which generated code changes level by itself: bits 63:32 are PSTATE at EL0, bits 31:0 what SVC makes of it at EL1. All ones: none,
    /// every SVC and ERET goes to its helper.
    /// </summary>
    public const int LevelKey = 63;

    /// <summary>V0; V1 to V31 follow.</summary>
    public const int V0 = Ir.Block.FirstVectorSlot;
}
