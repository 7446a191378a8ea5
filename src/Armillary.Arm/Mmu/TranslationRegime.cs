namespace Armillary.Arm.Mmu;

/// <summary>The translation regimes (DDI 0487, D8.1.2), by the manual's names.</summary>
public enum TranslationRegime : byte
{
    /// <summary>EL1 and EL0, translated by EL1's registers (and EL2's stage 2).</summary>
    EL10,

    /// <summary>EL2 and EL0 while HCR_EL2.E2H is set, translated by EL2's registers.</summary>
    EL20,

    /// <summary>EL2 while HCR_EL2.E2H is clear.</summary>
    EL2,

    /// <summary>EL3.</summary>
    EL3,
}
