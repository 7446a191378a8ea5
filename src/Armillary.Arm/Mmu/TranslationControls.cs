namespace Armillary.Arm.Mmu;

/// <summary>The registers that the translations of a regime depend on, TTBR0 and the ASID aside.</summary>
/// <param name="EL">The level that owns the regime.</param>
/// <param name="SCTLR">The bits of SCTLR_ELx that translations depend on.</param>
/// <param name="TCR">TCR_ELx.</param>
/// <param name="MAIR">MAIR_ELx.</param>
/// <param name="TTBR1">TTBR1_ELx's table address.</param>
public readonly record struct TranslationControls(int EL, ulong SCTLR, ulong TCR, ulong MAIR, ulong TTBR1);
