namespace Armillary.Arm.A64;

/// <summary>The Scalable Vector Extension: dot products and matrices, BFloat16. DDI 0487, C4.1 and C8.</summary>
public sealed partial class A64Translator
{
    /// <summary>SDOT.</summary>
    [A64("01000100 1 sz:1 0 Zm:5 00000 0 Zn:5 Zda:5", "SDOT <Z(Zda, 2 + sz)>, <Z(Zn, sz)>, <Z(Zm, sz)>", Feature = "SVE")]
    private void SDOT_z_zzz(int sz, int Zm, int Zn, int Zda) => Sve(z => z.Dot(2 + sz, Zda, Zn, Zm, signedN: true, signedM: true));

    /// <summary>SDOT.</summary>
    [A64("01000100 101 i2:2 Zm:3 00000 0 Zn:5 Zda:5", "SDOT <Z(Zda, 2)>, <Z(Zn, 0)>, <Z(Zm, 0)>[<i2>]", Feature = "SVE")]
    private void SDOT_z_zzzi_s(int i2, int Zm, int Zn, int Zda) => Sve(z => z.Dot(2, Zda, Zn, Zm, signedN: true, signedM: true, i2));

    /// <summary>SDOT.</summary>
    [A64("01000100 111 i1:1 Zm:4 00000 0 Zn:5 Zda:5", "SDOT <Z(Zda, 3)>, <Z(Zn, 1)>, <Z(Zm, 1)>[<i1>]", Feature = "SVE")]
    private void SDOT_z_zzzi_d(int i1, int Zm, int Zn, int Zda) => Sve(z => z.Dot(3, Zda, Zn, Zm, signedN: true, signedM: true, i1));

    /// <summary>UDOT.</summary>
    [A64("01000100 1 sz:1 0 Zm:5 00000 1 Zn:5 Zda:5", "UDOT <Z(Zda, 2 + sz)>, <Z(Zn, sz)>, <Z(Zm, sz)>", Feature = "SVE")]
    private void UDOT_z_zzz(int sz, int Zm, int Zn, int Zda) => Sve(z => z.Dot(2 + sz, Zda, Zn, Zm, signedN: false, signedM: false));

    /// <summary>UDOT.</summary>
    [A64("01000100 101 i2:2 Zm:3 00000 1 Zn:5 Zda:5", "UDOT <Z(Zda, 2)>, <Z(Zn, 0)>, <Z(Zm, 0)>[<i2>]", Feature = "SVE")]
    private void UDOT_z_zzzi_s(int i2, int Zm, int Zn, int Zda) => Sve(z => z.Dot(2, Zda, Zn, Zm, signedN: false, signedM: false, i2));

    /// <summary>UDOT.</summary>
    [A64("01000100 111 i1:1 Zm:4 00000 1 Zn:5 Zda:5", "UDOT <Z(Zda, 3)>, <Z(Zn, 1)>, <Z(Zm, 1)>[<i1>]", Feature = "SVE")]
    private void UDOT_z_zzzi_d(int i1, int Zm, int Zn, int Zda) => Sve(z => z.Dot(3, Zda, Zn, Zm, signedN: false, signedM: false, i1));

    /// <summary>SMMLA.</summary>
    [A64("01000101 00 0 Zm:5 100110 Zn:5 Zda:5", "SMMLA <Z(Zda, 2)>, <Z(Zn, 0)>, <Z(Zm, 0)>", Feature = "SVE|I8MM")]
    private void SMMLA_z_zzz(int Zm, int Zn, int Zda) => Sve(z => z.MatrixMultiply(Zda, Zn, Zm, signedN: true, signedM: true));

    /// <summary>USMMLA.</summary>
    [A64("01000101 10 0 Zm:5 100110 Zn:5 Zda:5", "USMMLA <Z(Zda, 2)>, <Z(Zn, 0)>, <Z(Zm, 0)>", Feature = "SVE|I8MM")]
    private void USMMLA_z_zzz(int Zm, int Zn, int Zda) => Sve(z => z.MatrixMultiply(Zda, Zn, Zm, signedN: false, signedM: true));

    /// <summary>UMMLA.</summary>
    [A64("01000101 11 0 Zm:5 100110 Zn:5 Zda:5", "UMMLA <Z(Zda, 2)>, <Z(Zn, 0)>, <Z(Zm, 0)>", Feature = "SVE|I8MM")]
    private void UMMLA_z_zzz(int Zm, int Zn, int Zda) => Sve(z => z.MatrixMultiply(Zda, Zn, Zm, signedN: false, signedM: false));

    /// <summary>USDOT.</summary>
    [A64("01000100 100 Zm:5 011110 Zn:5 Zda:5", "USDOT <Z(Zda, 2)>, <Z(Zn, 0)>, <Z(Zm, 0)>", Feature = "SVE|I8MM")]
    private void USDOT_z_zzz(int Zm, int Zn, int Zda) => Sve(z => z.Dot(2, Zda, Zn, Zm, signedN: false, signedM: true));

    /// <summary>USDOT.</summary>
    [A64("01000100 101 i2:2 Zm:3 000110 Zn:5 Zda:5", "USDOT <Z(Zda, 2)>, <Z(Zn, 0)>, <Z(Zm, 0)>[<i2>]", Feature = "SVE|I8MM")]
    private void USDOT_z_zzzi(int i2, int Zm, int Zn, int Zda) => Sve(z => z.Dot(2, Zda, Zn, Zm, signedN: false, signedM: true, i2));

    /// <summary>SUDOT.</summary>
    [A64("01000100 101 i2:2 Zm:3 000111 Zn:5 Zda:5", "SUDOT <Z(Zda, 2)>, <Z(Zn, 0)>, <Z(Zm, 0)>[<i2>]", Feature = "SVE|I8MM")]
    private void SUDOT_z_zzzi(int i2, int Zm, int Zn, int Zda) => Sve(z => z.Dot(2, Zda, Zn, Zm, signedN: true, signedM: false, i2));

    /// <summary>BFDOT.</summary>
    [A64("01100100 011 Zm:5 100000 Zn:5 Zda:5", "BFDOT <Z(Zda, 2)>, <Z(Zn, 1)>, <Z(Zm, 1)>", Feature = "SVE|BF16")]
    private void BFDOT_z_zzz(int Zm, int Zn, int Zda) => Sve(z => z.BFloatDot(Zda, Zn, z.ReadZ(Zm)));

    /// <summary>BFDOT.</summary>
    [A64("01100100 011 i2:2 Zm:3 010000 Zn:5 Zda:5", "BFDOT <Z(Zda, 2)>, <Z(Zn, 1)>, <Z(Zm, 1)>[<i2>]", Feature = "SVE|BF16")]
    private void BFDOT_z_zzzi(int i2, int Zm, int Zn, int Zda) => Sve(z => z.BFloatDot(Zda, Zn, z.Indexed(2, Zm, i2)));

    /// <summary>BFMLALB.</summary>
    [A64("01100100 111 Zm:5 10000 0 Zn:5 Zda:5", "BFMLALB <Z(Zda, 2)>, <Z(Zn, 1)>, <Z(Zm, 1)>", Feature = "SVE|BF16")]
    private void BFMLALB_z_zzz(int Zm, int Zn, int Zda) => Sve(z => z.BFloatMultiplyAdd(Zda, Zn, z.ReadZ(Zm), 0));

    /// <summary>BFMLALB.</summary>
    [A64("01100100 111 i3h:2 Zm:3 0100 i3l:1 0 Zn:5 Zda:5", "BFMLALB <Z(Zda, 2)>, <Z(Zn, 1)>, <Z(Zm, 1)>[<(i3h << 1) | i3l>]", Feature = "SVE|BF16")]
    private void BFMLALB_z_zzzi(int i3h, int Zm, int i3l, int Zn, int Zda) => Sve(z => z.BFloatMultiplyAdd(Zda, Zn, z.Indexed(1, Zm, (i3h << 1) | i3l), 0));

    /// <summary>BFMLALT.</summary>
    [A64("01100100 111 Zm:5 10000 1 Zn:5 Zda:5", "BFMLALT <Z(Zda, 2)>, <Z(Zn, 1)>, <Z(Zm, 1)>", Feature = "SVE|BF16")]
    private void BFMLALT_z_zzz(int Zm, int Zn, int Zda) => Sve(z => z.BFloatMultiplyAdd(Zda, Zn, z.ReadZ(Zm), 1));

    /// <summary>BFMLALT.</summary>
    [A64("01100100 111 i3h:2 Zm:3 0100 i3l:1 1 Zn:5 Zda:5", "BFMLALT <Z(Zda, 2)>, <Z(Zn, 1)>, <Z(Zm, 1)>[<(i3h << 1) | i3l>]", Feature = "SVE|BF16")]
    private void BFMLALT_z_zzzi(int i3h, int Zm, int i3l, int Zn, int Zda) => Sve(z => z.BFloatMultiplyAdd(Zda, Zn, z.Indexed(1, Zm, (i3h << 1) | i3l), 1));

    /// <summary>BFMMLA.</summary>
    [A64("01100100 011 Zm:5 111001 Zn:5 Zda:5", "BFMMLA <Z(Zda, 2)>, <Z(Zn, 1)>, <Z(Zm, 1)>", Feature = "SVE|BF16")]
    private void BFMMLA_z_zzz(int Zm, int Zn, int Zda) => Sve(z => z.BFloatMatrixMultiply(Zda, Zn, Zm));

    /// <summary>BFCVT.</summary>
    [A64("01100101 10 001010 101 Pg:3 Zn:5 Zd:5", "BFCVT <Z(Zd, 1)>, <P(Pg)>/M, <Z(Zn, 2)>", Feature = "SVE|BF16")]
    private void BFCVT_z_p_z(int Pg, int Zn, int Zd) => Sve(z => z.ToBFloat(Zd, Pg, Zn, top: false));

    /// <summary>BFCVTNT.</summary>
    [A64("01100100 10 001010 101 Pg:3 Zn:5 Zd:5", "BFCVTNT <Z(Zd, 1)>, <P(Pg)>/M, <Z(Zn, 2)>", Feature = "SVE|BF16")]
    private void BFCVTNT_z_p_z(int Pg, int Zn, int Zd) => Sve(z => z.ToBFloat(Zd, Pg, Zn, top: true));
}
