namespace Armillary.Arm.A64;

/// <summary>PC-relative addressing.</summary>
public sealed partial class A64Translator
{
    /// <summary>ADR.</summary>
    [A64("0 immlo:2 10000 immhi:19 Rd:5", "ADR <Xd>, <Label(pc, Signed(immhi << 2 | immlo, 21))>")]
    private void ADR_only_pcreladdr(int immlo, int immhi, int Rd)
        => X[Rd, 64] = PcRelative((immhi << 2 | immlo) << 11 >> 11);

    /// <summary>ADRP.</summary>
    [A64("1 immlo:2 10000 immhi:19 Rd:5", "ADRP <Xd>, <Label(pc & ~0xFFFUL, (long)Signed(immhi << 2 | immlo, 21) << 12)>")]
    private void ADRP_only_pcreladdr(int immlo, int immhi, int Rd)
    {
        long imm = (long)((immhi << 2 | immlo) << 11 >> 11) << 12;
        X[Rd, 64] = PcRelative(imm - ((PageOffset + Offset) & 0xFFF));
    }
}
