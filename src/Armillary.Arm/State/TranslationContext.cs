namespace Armillary.Arm.State;

/// <summary>
/// Everything besides the instruction words that a translated block depends on. Blocks are found by physical address and this;
/// <see cref="Cpu"/> recomputes it when a register that it derives from changes.
/// </summary>
[Flags]
#pragma warning disable CA1028 // It is a key of 32 bits.
public enum TranslationContext : uint
{
    /// <summary>EL0, SP_EL0, everything off.</summary>
    None = 0,

    /// <summary>PSTATE.EL, two bits.</summary>
    ELMask = 3,

    /// <summary>PSTATE.SP.</summary>
    SPSel = 1 << 2,

    /// <summary>Stage 1 is on (SCTLR_ELx.M); if not, data is Device-nGnRnE and must be aligned.</summary>
    MmuOn = 1 << 3,

    /// <summary>SCTLR_ELx.A: data accesses must be aligned.</summary>
    AlignmentCheck = 1 << 4,

    /// <summary>SCTLR_ELx.SA or SA0: SP must be 16-byte aligned when it is a base.</summary>
    SpAlignmentCheck = 1 << 5,

    /// <summary>SCTLR_ELx.EE or E0E: data is big-endian.</summary>
    BigEndian = 1 << 6,

    /// <summary>FP and Advanced SIMD instructions trap (CPACR_EL1.FPEN, CPTR_EL2, CPTR_EL3).</summary>
    FpTrap = 1 << 7,

    /// <summary>FPCR.FZ, FZ16 or another mode that host arithmetic does not do is on.</summary>
    FpExact = 1 << 8,

    /// <summary>PSTATE.UAO.</summary>
    UAO = 1 << 9,

    /// <summary>
    /// SCTLR_ELx.EnIA. The other keys' bits are not here: Linux changes them from process to process, code for them is rare, and with them here
    /// the kernel would be translated once for each setting.
    /// </summary>
    EnIA = 1 << 10,

    /// <summary>Accesses of this level are checked against allocation tags: ask before each (FEAT_MTE2).</summary>
    TagChecks = 1 << 11,

    /// <summary>The same for LDTR and STTR, whose accesses are EL0's.</summary>
    UnprivilegedTagChecks = 1 << 12,

    /// <summary>Vectors are longer than 128 bits at this level: what writes a SIMD and floating-point register zeroes the rest of it.</summary>
    LongVectors = 1 << 13,

    /// <summary>PSTATE.IL: every instruction is an Illegal Execution state exception.</summary>
    IL = 1 << 14,

    /// <summary>Software step is active (MDSCR_EL1.SS, debug exceptions enabled): blocks are one instruction long.</summary>
    SoftwareStep = 1 << 15,

    /// <summary>PSTATE.SS, where <see cref="SoftwareStep"/>.</summary>
    SS = 1 << 16,

    /// <summary>The page is guarded (stage 1 GP) and the block was entered with PSTATE.BTYPE not zero: bits 18:17 hold BTYPE.</summary>
    BTypeMask = 3 << 17,

    /// <summary>SCTLR_ELx.BT1 or BT0: PACIASP is not compatible with BTYPE 3.</summary>
    BT = 1 << 19,

    /// <summary>Secure state.</summary>
    Secure = 1 << 20,

    /// <summary>Top byte ignored for addresses with bit 55 clear.</summary>
    TBI0 = 1 << 21,

    /// <summary>Top byte ignored for addresses with bit 55 set.</summary>
    TBI1 = 1 << 22,

    /// <summary>DC ZVA or CTR_EL0 access may trap: test the registers in a helper. (WFI, WFE and cache maintenance always do.)</summary>
    CacheTraps = 1 << 23,

    /// <summary>
    /// EL2 or EL3 may trap access to the registers of translation, the keys of pointer authentication or, by fine-grained traps, anything else that is inline, or ERET: test in a helper.
    /// At EL0: SVC goes to EL2, but not to a host's, or TPIDR_EL0 or TPIDRRO_EL0 may trap.
    /// </summary>
    El2Traps = 1 << 24,

    /// <summary>The block's page is guarded (stage 1 GP), whatever BTYPE it was entered with: BR sets BTYPE 3 there, 1 elsewhere.</summary>
    GuardedPage = 1 << 25,

    /// <summary>At EL0 and EL2: an operating system runs at EL2 as others do at EL1 (HCR_EL2.E2H and TGE), by EL1's names for EL2's registers.</summary>
    Host = 1 << 26,

    /// <summary>Pointer authentication with an enabled key traps (HCR_EL2.API, SCR_EL3.API).</summary>
    PacTrap = 1 << 27,

    /// <summary>The performance monitors count this level's instructions.</summary>
    CountInstructions = 1 << 28,

    /// <summary>A breakpoint is enabled at this level: ask before each instruction.</summary>
    Breakpoints = 1 << 29,

    /// <summary>A watchpoint is enabled at this level: ask before each access.</summary>
    Watchpoints = 1 << 30,

    /// <summary>A watchpoint is enabled at EL0, whose accesses LDTR and STTR make: ask before those.</summary>
    UnprivilegedWatchpoints = 1u << 31,
}
