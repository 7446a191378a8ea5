namespace Armillary.Arm.Mmu;

/// <summary>The registers that the translations of a regime depend on, TTBR0 and the ASID aside. Where a regime has no TTBR1, TTBR0 is in its place.</summary>
/// <param name="Regime">Whose translations they are.</param>
/// <param name="Security">In Secure state: 1, and in the bits above what translations depend on there alone. 0: Non-secure.</param>
/// <param name="SCTLR">The bits of SCTLR_ELx that translations depend on.</param>
/// <param name="TCR">TCR_ELx.</param>
/// <param name="MAIR">MAIR_ELx.</param>
/// <param name="TTBR1">TTBR1_ELx's table address.</param>
/// <param name="HCR">For <see cref="TranslationRegime.EL10"/>: the bits of HCR_EL2 that translations depend on.</param>
/// <param name="VTTBR">For the same, with stage 2: VTTBR_EL2; without: its VMID.</param>
/// <param name="VTCR">For the same, with stage 2: VTCR_EL2.</param>
public readonly record struct TranslationControls(
    TranslationRegime Regime, ulong Security, ulong SCTLR, ulong TCR, ulong MAIR, ulong TTBR1, ulong HCR = 0, ulong VTTBR = 0, ulong VTCR = 0)
{
    /// <summary>The VMID that a TLBI of EL1's translations has to name, all 16 bits of the field.</summary>
    public ushort Vmid => (ushort)(VTTBR >> 48);

    /// <summary>Whether they are Secure state's.</summary>
    public bool Secure => Security != 0;
}
