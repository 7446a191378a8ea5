using Armillary.Arm.Mmu;
using Armillary.Arm.State;
using Armillary.Arm.SystemRegisters;

namespace Armillary.Arm;

/// <content>What cached translations depend on besides the address.</content>
public sealed partial class Cpu
{
    private const ulong TranslationSctlr = SCTLR.M | SCTLR.C | SCTLR.I | SCTLR.WXN | SCTLR.EE | SCTLR.EPAN;

    /// <summary>TTBR0's table address with the current ASID in bits 63:48: what unprivileged translations depend on.</summary>
    public ulong TranslationTable => (Native.Integer(Slots.TTBR0_EL1) & 0x0000_FFFF_FFFF_FFFF) | (ulong)Asid << 48;

    /// <summary>The registers besides that on which the translations of the current regime depend.</summary>
    public TranslationControls TranslationControls => TranslationEL switch
    {
        1 => new(1, SCTLR_EL1 & TranslationSctlr, TCR_EL1, MAIR_EL1, Native.Integer(Slots.TTBR1_EL1) & 0x0000_FFFF_FFFF_FFFF),
        2 => new(2, SCTLR_EL2 & TranslationSctlr, TCR_EL2, MAIR_EL2, TTBR1_EL2),
        _ => new(3, SCTLR_EL3 & TranslationSctlr, TCR_EL3, MAIR_EL3, 0),
    };
}
