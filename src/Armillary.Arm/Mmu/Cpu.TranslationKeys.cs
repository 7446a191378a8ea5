using Armillary.Arm.Mmu;
using Armillary.Arm.State;
using Armillary.Arm.SystemRegisters;

namespace Armillary.Arm;

/// <content>What cached translations depend on besides the address.</content>
public sealed partial class Cpu
{
    private const ulong TranslationSctlr = SCTLR.M | SCTLR.C | SCTLR.I | SCTLR.WXN | SCTLR.EE | SCTLR.EPAN;
    private const ulong TranslationHcr = HCR.VM | HCR.PTW | HCR.DC | HCR.TGE | HCR.CD | HCR.ID | HCR.E2H | HCR.FWB | HCR.DCT;
    private const ulong TableAddress = 0x0000_FFFF_FFFF_FFFF;

    /// <summary>TTBR0's table address with the current ASID in bits 63:48: what unprivileged translations depend on. Zero in a regime without EL0.</summary>
    public ulong TranslationTable => Regime switch
    {
        TranslationRegime.EL10 => (TTBR0_EL1 & TableAddress) | (ulong)Stage1Parameters.AsidOf(TCR_EL1, TTBR0_EL1, TTBR1_EL1) << 48,
        TranslationRegime.EL20 => (TTBR0_EL2 & TableAddress) | (ulong)Stage1Parameters.AsidOf(TCR_EL2, TTBR0_EL2, TTBR1_EL2) << 48,
        _ => 0,
    };

    /// <summary>Another number whenever <see cref="TranslationControls"/> may be other ones.</summary>
    public int ControlsVersion { get; private set; }

    private ulong knownUpperTable;

    // The table of the current regime that is among its controls.
    private ulong UpperTable => Regime switch
    {
        TranslationRegime.EL10 => TTBR1_EL1 & TableAddress,
        TranslationRegime.EL20 => TTBR1_EL2 & TableAddress,
        TranslationRegime.EL2 => TTBR0_EL2,
        _ => TTBR0_EL3,
    };

    /// <summary>The controls, or the regime whose they are, may be other ones.</summary>
    private void NewControls()
    {
        ControlsVersion++;
        knownUpperTable = UpperTable;
    }

    /// <summary>A TTBR of the current regime was written. The lower table and the ASID are not among the controls where a regime has two tables.</summary>
    private void TablesChanged()
    {
        if (UpperTable != knownUpperTable)
        {
            NewControls();
        }
    }

    // 1, SCR_EL3.SIF, and with stage 2 the table that VSTTBR_EL2 names and, above it, the fields of VSTCR_EL2.
    private ulong Security(bool stageTwo = false)
        => !Secure ? 0
            : 1 | (SCR_EL3 & SCR.SIF) >> 8
                | (stageTwo ? (VSTTBR_EL2 & TableAddress & ~0xFUL) | (VSTCR_EL2 & 0xFF) << 48 | (VSTCR_EL2 & 0xC000) << 42 | (VSTCR_EL2 & (VSTCR.SW | VSTCR.SA)) << 29 : 0);

    /// <summary>The registers besides that on which the translations of the current regime depend.</summary>
    public TranslationControls TranslationControls => Regime switch
    {
        TranslationRegime.EL10 when EL2Enabled => new(
            TranslationRegime.EL10, Security(StageTwoEnabled), SCTLR_EL1 & TranslationSctlr, TCR_EL1, MAIR_EL1, TTBR1_EL1 & TableAddress,
            HCR_EL2 & TranslationHcr, StageTwoEnabled ? ((ulong)Vmid << 48) | (VTTBR_EL2 & TableAddress) : (ulong)Vmid << 48, StageTwoEnabled ? VTCR_EL2 : 0),
        TranslationRegime.EL10 => new(
            TranslationRegime.EL10, Security(), SCTLR_EL1 & TranslationSctlr, TCR_EL1, MAIR_EL1, TTBR1_EL1 & TableAddress),
        TranslationRegime.EL20 => new(TranslationRegime.EL20, Security(), SCTLR_EL2 & TranslationSctlr, TCR_EL2, MAIR_EL2, TTBR1_EL2 & TableAddress),
        TranslationRegime.EL2 => new(TranslationRegime.EL2, Security(), SCTLR_EL2 & TranslationSctlr, TCR_EL2, MAIR_EL2, TTBR0_EL2),
        _ => new(TranslationRegime.EL3, Security(), SCTLR_EL3 & TranslationSctlr, TCR_EL3, MAIR_EL3, TTBR0_EL3),
    };
}
