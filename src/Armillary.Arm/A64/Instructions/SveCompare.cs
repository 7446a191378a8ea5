using Armillary.Arm.A64.Disassembly;
using Armillary.Ir.Numerics;
using static Armillary.Arm.Sve.SveUnit;

namespace Armillary.Arm.A64;

/// <summary>The Scalable Vector Extension: comparisons. DDI 0487, C4.1 and C8.</summary>
public sealed partial class A64Translator
{
    /// <summary>CMPHS.</summary>
    [A64("00100100 size:2 0 Zm:5 000 Pg:3 Zn:5 0 Pd:4", "CMPHS <P(Pd)>.<Letter(size)>, <P(Pg)>/Z, <Z(Zn, size)>, <Z(Zm, size)>", Feature = "SVE")]
    private void CMPHS_p_p_zz(int size, int Zm, int Pg, int Zn, int Pd)
        => Sve(z => z.Compare(size, Pd, Pg, Zn, Zm, signed: false, wide: false, static (a, b) => a >= b));

    /// <summary>CMPHI.</summary>
    [A64("00100100 size:2 0 Zm:5 000 Pg:3 Zn:5 1 Pd:4", "CMPHI <P(Pd)>.<Letter(size)>, <P(Pg)>/Z, <Z(Zn, size)>, <Z(Zm, size)>", Feature = "SVE")]
    private void CMPHI_p_p_zz(int size, int Zm, int Pg, int Zn, int Pd) => Sve(z => z.Compare(size, Pd, Pg, Zn, Zm, signed: false, wide: false, static (a, b) => a > b));

    /// <summary>CMPGE.</summary>
    [A64("00100100 size:2 0 Zm:5 100 Pg:3 Zn:5 0 Pd:4", "CMPGE <P(Pd)>.<Letter(size)>, <P(Pg)>/Z, <Z(Zn, size)>, <Z(Zm, size)>", Feature = "SVE")]
    private void CMPGE_p_p_zz(int size, int Zm, int Pg, int Zn, int Pd) => Sve(z => z.Compare(size, Pd, Pg, Zn, Zm, signed: true, wide: false, static (a, b) => a >= b));

    /// <summary>CMPGT.</summary>
    [A64("00100100 size:2 0 Zm:5 100 Pg:3 Zn:5 1 Pd:4", "CMPGT <P(Pd)>.<Letter(size)>, <P(Pg)>/Z, <Z(Zn, size)>, <Z(Zm, size)>", Feature = "SVE")]
    private void CMPGT_p_p_zz(int size, int Zm, int Pg, int Zn, int Pd) => Sve(z => z.Compare(size, Pd, Pg, Zn, Zm, signed: true, wide: false, static (a, b) => a > b));

    /// <summary>CMPEQ.</summary>
    [A64("00100100 size:2 0 Zm:5 101 Pg:3 Zn:5 0 Pd:4", "CMPEQ <P(Pd)>.<Letter(size)>, <P(Pg)>/Z, <Z(Zn, size)>, <Z(Zm, size)>", Feature = "SVE")]
    private void CMPEQ_p_p_zz(int size, int Zm, int Pg, int Zn, int Pd)
        => Sve(z => z.Compare(size, Pd, Pg, Zn, Zm, signed: false, wide: false, static (a, b) => a == b));

    /// <summary>CMPNE.</summary>
    [A64("00100100 size:2 0 Zm:5 101 Pg:3 Zn:5 1 Pd:4", "CMPNE <P(Pd)>.<Letter(size)>, <P(Pg)>/Z, <Z(Zn, size)>, <Z(Zm, size)>", Feature = "SVE")]
    private void CMPNE_p_p_zz(int size, int Zm, int Pg, int Zn, int Pd)
        => Sve(z => z.Compare(size, Pd, Pg, Zn, Zm, signed: false, wide: false, static (a, b) => a != b));

    /// <summary>CMPEQ.</summary>
    [A64("00100100 size:2 0 Zm:5 001 Pg:3 Zn:5 0 Pd:4", "CMPEQ <P(Pd)>.<Letter(size)>, <P(Pg)>/Z, <Z(Zn, size)>, <Z(Zm, 3)>", When = "size != 3", Feature = "SVE")]
    private void CMPEQ_p_p_zw(int size, int Zm, int Pg, int Zn, int Pd) => Sve(z => z.Compare(size, Pd, Pg, Zn, Zm, signed: true, wide: true, static (a, b) => a == b));

    /// <summary>CMPNE.</summary>
    [A64("00100100 size:2 0 Zm:5 001 Pg:3 Zn:5 1 Pd:4", "CMPNE <P(Pd)>.<Letter(size)>, <P(Pg)>/Z, <Z(Zn, size)>, <Z(Zm, 3)>", When = "size != 3", Feature = "SVE")]
    private void CMPNE_p_p_zw(int size, int Zm, int Pg, int Zn, int Pd) => Sve(z => z.Compare(size, Pd, Pg, Zn, Zm, signed: true, wide: true, static (a, b) => a != b));

    /// <summary>CMPGE.</summary>
    [A64("00100100 size:2 0 Zm:5 010 Pg:3 Zn:5 0 Pd:4", "CMPGE <P(Pd)>.<Letter(size)>, <P(Pg)>/Z, <Z(Zn, size)>, <Z(Zm, 3)>", When = "size != 3", Feature = "SVE")]
    private void CMPGE_p_p_zw(int size, int Zm, int Pg, int Zn, int Pd) => Sve(z => z.Compare(size, Pd, Pg, Zn, Zm, signed: true, wide: true, static (a, b) => a >= b));

    /// <summary>CMPGT.</summary>
    [A64("00100100 size:2 0 Zm:5 010 Pg:3 Zn:5 1 Pd:4", "CMPGT <P(Pd)>.<Letter(size)>, <P(Pg)>/Z, <Z(Zn, size)>, <Z(Zm, 3)>", When = "size != 3", Feature = "SVE")]
    private void CMPGT_p_p_zw(int size, int Zm, int Pg, int Zn, int Pd) => Sve(z => z.Compare(size, Pd, Pg, Zn, Zm, signed: true, wide: true, static (a, b) => a > b));

    /// <summary>CMPLT.</summary>
    [A64("00100100 size:2 0 Zm:5 011 Pg:3 Zn:5 0 Pd:4", "CMPLT <P(Pd)>.<Letter(size)>, <P(Pg)>/Z, <Z(Zn, size)>, <Z(Zm, 3)>", When = "size != 3", Feature = "SVE")]
    private void CMPLT_p_p_zw(int size, int Zm, int Pg, int Zn, int Pd) => Sve(z => z.Compare(size, Pd, Pg, Zn, Zm, signed: true, wide: true, static (a, b) => a < b));

    /// <summary>CMPLE.</summary>
    [A64("00100100 size:2 0 Zm:5 011 Pg:3 Zn:5 1 Pd:4", "CMPLE <P(Pd)>.<Letter(size)>, <P(Pg)>/Z, <Z(Zn, size)>, <Z(Zm, 3)>", When = "size != 3", Feature = "SVE")]
    private void CMPLE_p_p_zw(int size, int Zm, int Pg, int Zn, int Pd) => Sve(z => z.Compare(size, Pd, Pg, Zn, Zm, signed: true, wide: true, static (a, b) => a <= b));

    /// <summary>CMPHS.</summary>
    [A64("00100100 size:2 0 Zm:5 110 Pg:3 Zn:5 0 Pd:4", "CMPHS <P(Pd)>.<Letter(size)>, <P(Pg)>/Z, <Z(Zn, size)>, <Z(Zm, 3)>", When = "size != 3", Feature = "SVE")]
    private void CMPHS_p_p_zw(int size, int Zm, int Pg, int Zn, int Pd) => Sve(z => z.Compare(size, Pd, Pg, Zn, Zm, signed: false, wide: true, static (a, b) => a >= b));

    /// <summary>CMPHI.</summary>
    [A64("00100100 size:2 0 Zm:5 110 Pg:3 Zn:5 1 Pd:4", "CMPHI <P(Pd)>.<Letter(size)>, <P(Pg)>/Z, <Z(Zn, size)>, <Z(Zm, 3)>", When = "size != 3", Feature = "SVE")]
    private void CMPHI_p_p_zw(int size, int Zm, int Pg, int Zn, int Pd) => Sve(z => z.Compare(size, Pd, Pg, Zn, Zm, signed: false, wide: true, static (a, b) => a > b));

    /// <summary>CMPLO.</summary>
    [A64("00100100 size:2 0 Zm:5 111 Pg:3 Zn:5 0 Pd:4", "CMPLO <P(Pd)>.<Letter(size)>, <P(Pg)>/Z, <Z(Zn, size)>, <Z(Zm, 3)>", When = "size != 3", Feature = "SVE")]
    private void CMPLO_p_p_zw(int size, int Zm, int Pg, int Zn, int Pd) => Sve(z => z.Compare(size, Pd, Pg, Zn, Zm, signed: false, wide: true, static (a, b) => a < b));

    /// <summary>CMPLS.</summary>
    [A64("00100100 size:2 0 Zm:5 111 Pg:3 Zn:5 1 Pd:4", "CMPLS <P(Pd)>.<Letter(size)>, <P(Pg)>/Z, <Z(Zn, size)>, <Z(Zm, 3)>", When = "size != 3", Feature = "SVE")]
    private void CMPLS_p_p_zw(int size, int Zm, int Pg, int Zn, int Pd) => Sve(z => z.Compare(size, Pd, Pg, Zn, Zm, signed: false, wide: true, static (a, b) => a <= b));

    /// <summary>CMPHS.</summary>
    [A64("00100100 size:2 1 imm7:7 0 Pg:3 Zn:5 0 Pd:4", "CMPHS <P(Pd)>.<Letter(size)>, <P(Pg)>/Z, <Z(Zn, size)>, #<imm7>", Feature = "SVE")]
    private void CMPHS_p_p_zi(int size, int imm7, int Pg, int Zn, int Pd) => Sve(z => z.Compare(size, Pd, Pg, Zn, imm7, signed: false, static (a, b) => a >= b));

    /// <summary>CMPHI.</summary>
    [A64("00100100 size:2 1 imm7:7 0 Pg:3 Zn:5 1 Pd:4", "CMPHI <P(Pd)>.<Letter(size)>, <P(Pg)>/Z, <Z(Zn, size)>, #<imm7>", Feature = "SVE")]
    private void CMPHI_p_p_zi(int size, int imm7, int Pg, int Zn, int Pd) => Sve(z => z.Compare(size, Pd, Pg, Zn, imm7, signed: false, static (a, b) => a > b));

    /// <summary>CMPLO.</summary>
    [A64("00100100 size:2 1 imm7:7 1 Pg:3 Zn:5 0 Pd:4", "CMPLO <P(Pd)>.<Letter(size)>, <P(Pg)>/Z, <Z(Zn, size)>, #<imm7>", Feature = "SVE")]
    private void CMPLO_p_p_zi(int size, int imm7, int Pg, int Zn, int Pd) => Sve(z => z.Compare(size, Pd, Pg, Zn, imm7, signed: false, static (a, b) => a < b));

    /// <summary>CMPLS.</summary>
    [A64("00100100 size:2 1 imm7:7 1 Pg:3 Zn:5 1 Pd:4", "CMPLS <P(Pd)>.<Letter(size)>, <P(Pg)>/Z, <Z(Zn, size)>, #<imm7>", Feature = "SVE")]
    private void CMPLS_p_p_zi(int size, int imm7, int Pg, int Zn, int Pd) => Sve(z => z.Compare(size, Pd, Pg, Zn, imm7, signed: false, static (a, b) => a <= b));

    /// <summary>CMPGE.</summary>
    [A64("00100101 size:2 0 imm5:5 000 Pg:3 Zn:5 0 Pd:4", "CMPGE <P(Pd)>.<Letter(size)>, <P(Pg)>/Z, <Z(Zn, size)>, #<Signed(imm5, 5)>", Feature = "SVE")]
    private void CMPGE_p_p_zi(int size, int imm5, int Pg, int Zn, int Pd)
        => Sve(z => z.Compare(size, Pd, Pg, Zn, Operands.Signed(imm5, 5), signed: true, static (a, b) => a >= b));

    /// <summary>CMPGT.</summary>
    [A64("00100101 size:2 0 imm5:5 000 Pg:3 Zn:5 1 Pd:4", "CMPGT <P(Pd)>.<Letter(size)>, <P(Pg)>/Z, <Z(Zn, size)>, #<Signed(imm5, 5)>", Feature = "SVE")]
    private void CMPGT_p_p_zi(int size, int imm5, int Pg, int Zn, int Pd)
        => Sve(z => z.Compare(size, Pd, Pg, Zn, Operands.Signed(imm5, 5), signed: true, static (a, b) => a > b));

    /// <summary>CMPLT.</summary>
    [A64("00100101 size:2 0 imm5:5 001 Pg:3 Zn:5 0 Pd:4", "CMPLT <P(Pd)>.<Letter(size)>, <P(Pg)>/Z, <Z(Zn, size)>, #<Signed(imm5, 5)>", Feature = "SVE")]
    private void CMPLT_p_p_zi(int size, int imm5, int Pg, int Zn, int Pd)
        => Sve(z => z.Compare(size, Pd, Pg, Zn, Operands.Signed(imm5, 5), signed: true, static (a, b) => a < b));

    /// <summary>CMPLE.</summary>
    [A64("00100101 size:2 0 imm5:5 001 Pg:3 Zn:5 1 Pd:4", "CMPLE <P(Pd)>.<Letter(size)>, <P(Pg)>/Z, <Z(Zn, size)>, #<Signed(imm5, 5)>", Feature = "SVE")]
    private void CMPLE_p_p_zi(int size, int imm5, int Pg, int Zn, int Pd)
        => Sve(z => z.Compare(size, Pd, Pg, Zn, Operands.Signed(imm5, 5), signed: true, static (a, b) => a <= b));

    /// <summary>CMPEQ.</summary>
    [A64("00100101 size:2 0 imm5:5 100 Pg:3 Zn:5 0 Pd:4", "CMPEQ <P(Pd)>.<Letter(size)>, <P(Pg)>/Z, <Z(Zn, size)>, #<Signed(imm5, 5)>", Feature = "SVE")]
    private void CMPEQ_p_p_zi(int size, int imm5, int Pg, int Zn, int Pd)
        => Sve(z => z.Compare(size, Pd, Pg, Zn, Operands.Signed(imm5, 5), signed: true, static (a, b) => a == b));

    /// <summary>CMPNE.</summary>
    [A64("00100101 size:2 0 imm5:5 100 Pg:3 Zn:5 1 Pd:4", "CMPNE <P(Pd)>.<Letter(size)>, <P(Pg)>/Z, <Z(Zn, size)>, #<Signed(imm5, 5)>", Feature = "SVE")]
    private void CMPNE_p_p_zi(int size, int imm5, int Pg, int Zn, int Pd)
        => Sve(z => z.Compare(size, Pd, Pg, Zn, Operands.Signed(imm5, 5), signed: true, static (a, b) => a != b));

    /// <summary>FCMGE.</summary>
    [A64("01100101 size:2 0100 00 001 Pg:3 Zn:5 0 Pd:4", "FCMGE <P(Pd)>.<Letter(size)>, <P(Pg)>/Z, <Z(Zn, size)>, #0.0", When = "size != 0", Feature = "SVE")]
    private void FCMGE_p_p_z0(int size, int Pg, int Zn, int Pd) => Sve(z => z.CompareFloat(size, Pd, Pg, z.ReadZ(Zn), default, FP.FPCompareGE));

    /// <summary>FCMGT.</summary>
    [A64("01100101 size:2 0100 00 001 Pg:3 Zn:5 1 Pd:4", "FCMGT <P(Pd)>.<Letter(size)>, <P(Pg)>/Z, <Z(Zn, size)>, #0.0", When = "size != 0", Feature = "SVE")]
    private void FCMGT_p_p_z0(int size, int Pg, int Zn, int Pd) => Sve(z => z.CompareFloat(size, Pd, Pg, z.ReadZ(Zn), default, FP.FPCompareGT));

    /// <summary>FCMLT.</summary>
    [A64("01100101 size:2 0100 01 001 Pg:3 Zn:5 0 Pd:4", "FCMLT <P(Pd)>.<Letter(size)>, <P(Pg)>/Z, <Z(Zn, size)>, #0.0", When = "size != 0", Feature = "SVE")]
    private void FCMLT_p_p_z0(int size, int Pg, int Zn, int Pd)
        => Sve(z => z.CompareFloat(size, Pd, Pg, z.ReadZ(Zn), default, static (ulong a, ulong b, int N, ref FPContext c) => FP.FPCompareGT(b, a, N, ref c)));

    /// <summary>FCMLE.</summary>
    [A64("01100101 size:2 0100 01 001 Pg:3 Zn:5 1 Pd:4", "FCMLE <P(Pd)>.<Letter(size)>, <P(Pg)>/Z, <Z(Zn, size)>, #0.0", When = "size != 0", Feature = "SVE")]
    private void FCMLE_p_p_z0(int size, int Pg, int Zn, int Pd)
        => Sve(z => z.CompareFloat(size, Pd, Pg, z.ReadZ(Zn), default, static (ulong a, ulong b, int N, ref FPContext c) => FP.FPCompareGE(b, a, N, ref c)));

    /// <summary>FCMEQ.</summary>
    [A64("01100101 size:2 0100 10 001 Pg:3 Zn:5 0 Pd:4", "FCMEQ <P(Pd)>.<Letter(size)>, <P(Pg)>/Z, <Z(Zn, size)>, #0.0", When = "size != 0", Feature = "SVE")]
    private void FCMEQ_p_p_z0(int size, int Pg, int Zn, int Pd) => Sve(z => z.CompareFloat(size, Pd, Pg, z.ReadZ(Zn), default, FP.FPCompareEQ));

    /// <summary>FCMNE.</summary>
    [A64("01100101 size:2 0100 11 001 Pg:3 Zn:5 0 Pd:4", "FCMNE <P(Pd)>.<Letter(size)>, <P(Pg)>/Z, <Z(Zn, size)>, #0.0", When = "size != 0", Feature = "SVE")]
    private void FCMNE_p_p_z0(int size, int Pg, int Zn, int Pd)
        => Sve(z => z.CompareFloat(size, Pd, Pg, z.ReadZ(Zn), default, static (ulong a, ulong b, int N, ref FPContext c) => !FP.FPCompareEQ(a, b, N, ref c)));

    /// <summary>FCMGE.</summary>
    [A64("01100101 size:2 0 Zm:5 010 Pg:3 Zn:5 0 Pd:4", "FCMGE <P(Pd)>.<Letter(size)>, <P(Pg)>/Z, <Z(Zn, size)>, <Z(Zm, size)>", When = "size != 0", Feature = "SVE")]
    private void FCMGE_p_p_zz(int size, int Zm, int Pg, int Zn, int Pd) => Sve(z => z.CompareFloat(size, Pd, Pg, z.ReadZ(Zn), z.ReadZ(Zm), FP.FPCompareGE));

    /// <summary>FCMGT.</summary>
    [A64("01100101 size:2 0 Zm:5 010 Pg:3 Zn:5 1 Pd:4", "FCMGT <P(Pd)>.<Letter(size)>, <P(Pg)>/Z, <Z(Zn, size)>, <Z(Zm, size)>", When = "size != 0", Feature = "SVE")]
    private void FCMGT_p_p_zz(int size, int Zm, int Pg, int Zn, int Pd) => Sve(z => z.CompareFloat(size, Pd, Pg, z.ReadZ(Zn), z.ReadZ(Zm), FP.FPCompareGT));

    /// <summary>FCMEQ.</summary>
    [A64("01100101 size:2 0 Zm:5 011 Pg:3 Zn:5 0 Pd:4", "FCMEQ <P(Pd)>.<Letter(size)>, <P(Pg)>/Z, <Z(Zn, size)>, <Z(Zm, size)>", When = "size != 0", Feature = "SVE")]
    private void FCMEQ_p_p_zz(int size, int Zm, int Pg, int Zn, int Pd) => Sve(z => z.CompareFloat(size, Pd, Pg, z.ReadZ(Zn), z.ReadZ(Zm), FP.FPCompareEQ));

    /// <summary>FCMNE.</summary>
    [A64("01100101 size:2 0 Zm:5 011 Pg:3 Zn:5 1 Pd:4", "FCMNE <P(Pd)>.<Letter(size)>, <P(Pg)>/Z, <Z(Zn, size)>, <Z(Zm, size)>", When = "size != 0", Feature = "SVE")]
    private void FCMNE_p_p_zz(int size, int Zm, int Pg, int Zn, int Pd)
        => Sve(z => z.CompareFloat(size, Pd, Pg, z.ReadZ(Zn), z.ReadZ(Zm), static (ulong a, ulong b, int N, ref FPContext c) => !FP.FPCompareEQ(a, b, N, ref c)));

    /// <summary>FCMUO.</summary>
    [A64("01100101 size:2 0 Zm:5 110 Pg:3 Zn:5 0 Pd:4", "FCMUO <P(Pd)>.<Letter(size)>, <P(Pg)>/Z, <Z(Zn, size)>, <Z(Zm, size)>", When = "size != 0", Feature = "SVE")]
    private void FCMUO_p_p_zz(int size, int Zm, int Pg, int Zn, int Pd) => Sve(z => z.CompareFloat(size, Pd, Pg, z.ReadZ(Zn), z.ReadZ(Zm), Unordered));

    /// <summary>FACGE.</summary>
    [A64("01100101 size:2 0 Zm:5 110 Pg:3 Zn:5 1 Pd:4", "FACGE <P(Pd)>.<Letter(size)>, <P(Pg)>/Z, <Z(Zn, size)>, <Z(Zm, size)>", When = "size != 0", Feature = "SVE")]
    private void FACGE_p_p_zz(int size, int Zm, int Pg, int Zn, int Pd)
        => Sve(z => z.CompareFloat(size, Pd, Pg, z.ReadZ(Zn), z.ReadZ(Zm), static (ulong a, ulong b, int N, ref FPContext c) => FP.FPCompareGE(FP.FPAbs(a, N), FP.FPAbs(b, N), N, ref c)));

    /// <summary>FACGT.</summary>
    [A64("01100101 size:2 0 Zm:5 111 Pg:3 Zn:5 1 Pd:4", "FACGT <P(Pd)>.<Letter(size)>, <P(Pg)>/Z, <Z(Zn, size)>, <Z(Zm, size)>", When = "size != 0", Feature = "SVE")]
    private void FACGT_p_p_zz(int size, int Zm, int Pg, int Zn, int Pd)
        => Sve(z => z.CompareFloat(size, Pd, Pg, z.ReadZ(Zn), z.ReadZ(Zm), static (ulong a, ulong b, int N, ref FPContext c) => FP.FPCompareGT(FP.FPAbs(a, N), FP.FPAbs(b, N), N, ref c)));
}
