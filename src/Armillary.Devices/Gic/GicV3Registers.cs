namespace Armillary.Devices.Gic;

/// <summary>The encodings of the system registers of a GICv3's CPU interface (IHI 0069, 12.2 to 12.4). ICV_* registers have those of their ICC_*.</summary>
internal static class GicV3Registers
{
    // op0 = 3, op1 = 0.
    public const uint ICC_PMR_EL1 = 0xC000 | (4 << 7) | (6 << 3) | 0;
    public const uint ICC_IAR0_EL1 = 0xC000 | (12 << 7) | (8 << 3) | 0;
    public const uint ICC_EOIR0_EL1 = 0xC000 | (12 << 7) | (8 << 3) | 1;
    public const uint ICC_HPPIR0_EL1 = 0xC000 | (12 << 7) | (8 << 3) | 2;
    public const uint ICC_BPR0_EL1 = 0xC000 | (12 << 7) | (8 << 3) | 3;
    public const uint ICC_AP0R0_EL1 = 0xC000 | (12 << 7) | (8 << 3) | 4;
    public const uint ICC_AP1R0_EL1 = 0xC000 | (12 << 7) | (9 << 3) | 0;
    public const uint ICC_DIR_EL1 = 0xC000 | (12 << 7) | (11 << 3) | 1;
    public const uint ICC_RPR_EL1 = 0xC000 | (12 << 7) | (11 << 3) | 3;
    public const uint ICC_SGI1R_EL1 = 0xC000 | (12 << 7) | (11 << 3) | 5;
    public const uint ICC_ASGI1R_EL1 = 0xC000 | (12 << 7) | (11 << 3) | 6;
    public const uint ICC_SGI0R_EL1 = 0xC000 | (12 << 7) | (11 << 3) | 7;
    public const uint ICC_IAR1_EL1 = 0xC000 | (12 << 7) | (12 << 3) | 0;
    public const uint ICC_EOIR1_EL1 = 0xC000 | (12 << 7) | (12 << 3) | 1;
    public const uint ICC_HPPIR1_EL1 = 0xC000 | (12 << 7) | (12 << 3) | 2;
    public const uint ICC_BPR1_EL1 = 0xC000 | (12 << 7) | (12 << 3) | 3;
    public const uint ICC_CTLR_EL1 = 0xC000 | (12 << 7) | (12 << 3) | 4;
    public const uint ICC_SRE_EL1 = 0xC000 | (12 << 7) | (12 << 3) | 5;
    public const uint ICC_IGRPEN0_EL1 = 0xC000 | (12 << 7) | (12 << 3) | 6;
    public const uint ICC_IGRPEN1_EL1 = 0xC000 | (12 << 7) | (12 << 3) | 7;

    // op1 = 4.
    public const uint ICH_AP0R0_EL2 = 0xE000 | (12 << 7) | (8 << 3) | 0;
    public const uint ICH_AP1R0_EL2 = 0xE000 | (12 << 7) | (9 << 3) | 0;
    public const uint ICC_SRE_EL2 = 0xE000 | (12 << 7) | (9 << 3) | 5;
    public const uint ICH_HCR_EL2 = 0xE000 | (12 << 7) | (11 << 3) | 0;
    public const uint ICH_VTR_EL2 = 0xE000 | (12 << 7) | (11 << 3) | 1;
    public const uint ICH_MISR_EL2 = 0xE000 | (12 << 7) | (11 << 3) | 2;
    public const uint ICH_EISR_EL2 = 0xE000 | (12 << 7) | (11 << 3) | 3;
    public const uint ICH_ELRSR_EL2 = 0xE000 | (12 << 7) | (11 << 3) | 5;
    public const uint ICH_VMCR_EL2 = 0xE000 | (12 << 7) | (11 << 3) | 7;

    /// <summary>ICH_LR0_EL2; the sixteen follow one another.</summary>
    public const uint ICH_LR0_EL2 = 0xE000 | (12 << 7) | (12 << 3) | 0;

    /// <inheritdoc cref="ICH_LR0_EL2"/>
    public const uint ICH_LR15_EL2 = ICH_LR0_EL2 + 15;

    // op1 = 6.
    public const uint ICC_CTLR_EL3 = 0xF000 | (12 << 7) | (12 << 3) | 4;
    public const uint ICC_SRE_EL3 = 0xF000 | (12 << 7) | (12 << 3) | 5;
    public const uint ICC_IGRPEN1_EL3 = 0xF000 | (12 << 7) | (12 << 3) | 7;

    // ICC_CTLR_EL1, ICV_CTLR_EL1.
    public const uint CTLR_CBPR = 1 << 0;
    public const uint CTLR_EOImode = 1 << 1;

    // ICC_CTLR_EL3.
    public const uint CTLR_EL3_CBPR_EL1S = 1 << 0;
    public const uint CTLR_EL3_CBPR_EL1NS = 1 << 1;
    public const uint CTLR_EL3_EOImode_EL3 = 1 << 2;
    public const uint CTLR_EL3_EOImode_EL1S = 1 << 3;
    public const uint CTLR_EL3_EOImode_EL1NS = 1 << 4;

    /// <summary>PRIbits = 5, IDbits = 16, A3V = 1.</summary>
    public const uint CTLR_Fixed = (4 << 8) | (1 << 15);

    /// <summary>INTID field of EOIR and DIR.</summary>
    public const ulong INTID = 0xFF_FFFF;

    /// <summary>What a register is about, which decides who traps it and whether a virtual machine's access means its own (ICV_*).</summary>
    public enum Kind
    {
        None,
        Group0,
        Group1,
        Common,

        /// <summary>ICC_DIR_EL1: common, with a trap of its own.</summary>
        Deactivate,

        /// <summary>Registers that generate SGIs: there are no virtual ones.</summary>
        Generate,

        /// <summary>ICC_SRE_EL1, whose enables for lower levels read as one.</summary>
        Enable,

        /// <summary>EL3's own registers.</summary>
        Monitor,
    }

    public static Kind KindOf(uint encoding) => encoding switch
    {
        ICC_IAR0_EL1 or ICC_EOIR0_EL1 or ICC_HPPIR0_EL1 or ICC_BPR0_EL1 or ICC_AP0R0_EL1 or ICC_IGRPEN0_EL1 => Kind.Group0,
        ICC_IAR1_EL1 or ICC_EOIR1_EL1 or ICC_HPPIR1_EL1 or ICC_BPR1_EL1 or ICC_AP1R0_EL1 or ICC_IGRPEN1_EL1 => Kind.Group1,
        ICC_PMR_EL1 or ICC_RPR_EL1 or ICC_CTLR_EL1 => Kind.Common,
        ICC_DIR_EL1 => Kind.Deactivate,
        ICC_SGI0R_EL1 or ICC_SGI1R_EL1 or ICC_ASGI1R_EL1 => Kind.Generate,
        ICC_SRE_EL1 => Kind.Enable,
        ICC_CTLR_EL3 or ICC_SRE_EL3 or ICC_IGRPEN1_EL3 => Kind.Monitor,
        _ => Kind.None,
    };
}
