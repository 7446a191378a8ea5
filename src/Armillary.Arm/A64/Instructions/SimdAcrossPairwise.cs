using Armillary.Ir;

namespace Armillary.Arm.A64;

/// <summary>Advanced SIMD across lanes and scalar pairwise: DDI 0487, C4.1.</summary>
public sealed partial class A64Translator
{
    /// <summary>SADDLV.</summary>
    [A64("0 Q:1 0 01110 size:2 11000 00011 10 Rn:5 Rd:5", "SADDLV <Scalar(size + 1, Rd)>, <Vn>.<T>", When = "size < 2 || (size == 2 && Q == 1)")]
    private void SADDLV_advsimd(int Q, int size, int Rn, int Rd)
    {
        VectorShape T = Shape(size, Q);
        V[Rd] = Map(Op.VReduceAdd, T with { Esize = 2 * T.Esize }, PairwiseLong(T, V[Rn], unsigned: false));
    }

    /// <summary>SMAXV.</summary>
    [A64("0 Q:1 0 01110 size:2 11000 01010 10 Rn:5 Rd:5", "SMAXV <Scalar(size, Rd)>, <Vn>.<T>", When = "size < 2 || (size == 2 && Q == 1)")]
    private void SMAXV_advsimd(int Q, int size, int Rn, int Rd)
        => V[Rd] = Map(Op.VReduceMaxSigned, Shape(size, Q), V[Rn]);

    /// <summary>SMINV.</summary>
    [A64("0 Q:1 0 01110 size:2 11000 11010 10 Rn:5 Rd:5", "SMINV <Scalar(size, Rd)>, <Vn>.<T>", When = "size < 2 || (size == 2 && Q == 1)")]
    private void SMINV_advsimd(int Q, int size, int Rn, int Rd)
        => V[Rd] = Map(Op.VReduceMinSigned, Shape(size, Q), V[Rn]);

    /// <summary>UADDLV.</summary>
    [A64("0 Q:1 1 01110 size:2 11000 00011 10 Rn:5 Rd:5", "UADDLV <Scalar(size + 1, Rd)>, <Vn>.<T>", When = "size < 2 || (size == 2 && Q == 1)")]
    private void UADDLV_advsimd(int Q, int size, int Rn, int Rd)
    {
        VectorShape T = Shape(size, Q);
        V[Rd] = Map(Op.VReduceAdd, T with { Esize = 2 * T.Esize }, PairwiseLong(T, V[Rn], unsigned: true));
    }

    /// <summary>UMAXV.</summary>
    [A64("0 Q:1 1 01110 size:2 11000 01010 10 Rn:5 Rd:5", "UMAXV <Scalar(size, Rd)>, <Vn>.<T>", When = "size < 2 || (size == 2 && Q == 1)")]
    private void UMAXV_advsimd(int Q, int size, int Rn, int Rd)
        => V[Rd] = Map(Op.VReduceMaxUnsigned, Shape(size, Q), V[Rn]);

    /// <summary>UMINV.</summary>
    [A64("0 Q:1 1 01110 size:2 11000 11010 10 Rn:5 Rd:5", "UMINV <Scalar(size, Rd)>, <Vn>.<T>", When = "size < 2 || (size == 2 && Q == 1)")]
    private void UMINV_advsimd(int Q, int size, int Rn, int Rd)
        => V[Rd] = Map(Op.VReduceMinUnsigned, Shape(size, Q), V[Rn]);

    /// <summary>ADDV.</summary>
    [A64("0 Q:1 0 01110 size:2 11000 11011 10 Rn:5 Rd:5", "ADDV <Scalar(size, Rd)>, <Vn>.<T>", When = "size < 2 || (size == 2 && Q == 1)")]
    private void ADDV_advsimd(int Q, int size, int Rn, int Rd)
        => V[Rd] = Map(Op.VReduceAdd, Shape(size, Q), V[Rn]);

    /// <summary>FMAXNMV.</summary>
    [A64("0 1 1 01110 00 11000 01100 10 Rn:5 Rd:5", "FMAXNMV <Sd>, <Vn>.4S")]
    private void FMAXNMV_advsimd(int Rn, int Rd)
        => V[Rd] = ReduceFloat(Op.VFMaxNum, new(32, 128), V[Rn]);

    /// <summary>FMAXNMV, half-precision.</summary>
    [A64("0 Q:1 0 01110 00 11000 01100 10 Rn:5 Rd:5", "FMAXNMV <Hd>, <Vn>.<T(1, Q)>", Feature = "FP16")]
    private void FMAXNMV_advsimd_half(int Q, int Rn, int Rd)
        => V[Rd] = ReduceFloat(Op.VFMaxNum, new(16, 64 << Q), V[Rn]);

    /// <summary>FMINNMV.</summary>
    [A64("0 1 1 01110 10 11000 01100 10 Rn:5 Rd:5", "FMINNMV <Sd>, <Vn>.4S")]
    private void FMINNMV_advsimd(int Rn, int Rd)
        => V[Rd] = ReduceFloat(Op.VFMinNum, new(32, 128), V[Rn]);

    /// <summary>FMINNMV, half-precision.</summary>
    [A64("0 Q:1 0 01110 10 11000 01100 10 Rn:5 Rd:5", "FMINNMV <Hd>, <Vn>.<T(1, Q)>", Feature = "FP16")]
    private void FMINNMV_advsimd_half(int Q, int Rn, int Rd)
        => V[Rd] = ReduceFloat(Op.VFMinNum, new(16, 64 << Q), V[Rn]);

    /// <summary>FMAXV.</summary>
    [A64("0 1 1 01110 00 11000 01111 10 Rn:5 Rd:5", "FMAXV <Sd>, <Vn>.4S")]
    private void FMAXV_advsimd(int Rn, int Rd)
        => V[Rd] = ReduceFloat(Op.VFMax, new(32, 128), V[Rn]);

    /// <summary>FMAXV, half-precision.</summary>
    [A64("0 Q:1 0 01110 00 11000 01111 10 Rn:5 Rd:5", "FMAXV <Hd>, <Vn>.<T(1, Q)>", Feature = "FP16")]
    private void FMAXV_advsimd_half(int Q, int Rn, int Rd)
        => V[Rd] = ReduceFloat(Op.VFMax, new(16, 64 << Q), V[Rn]);

    /// <summary>FMINV.</summary>
    [A64("0 1 1 01110 10 11000 01111 10 Rn:5 Rd:5", "FMINV <Sd>, <Vn>.4S")]
    private void FMINV_advsimd(int Rn, int Rd)
        => V[Rd] = ReduceFloat(Op.VFMin, new(32, 128), V[Rn]);

    /// <summary>FMINV, half-precision.</summary>
    [A64("0 Q:1 0 01110 10 11000 01111 10 Rn:5 Rd:5", "FMINV <Hd>, <Vn>.<T(1, Q)>", Feature = "FP16")]
    private void FMINV_advsimd_half(int Q, int Rn, int Rd)
        => V[Rd] = ReduceFloat(Op.VFMin, new(16, 64 << Q), V[Rn]);

    /// <summary>ADDP (scalar).</summary>
    [A64("01 0 11110 11 11000 11011 10 Rn:5 Rd:5", "ADDP <Dd>, <Vn>.2D")]
    private void ADDP_advsimd_pair(int Rn, int Rd)
        => V[Rd] = Map(Op.VReduceAdd, new(64, 128), V[Rn]);

    /// <summary>FMAXNMP (scalar).</summary>
    [A64("01 1 11110 0 sz:1 11000 01100 10 Rn:5 Rd:5", "FMAXNMP <Scalar(2 + sz, Rd)>, <Vn>.<sz == 0 ? \"2S\" : \"2D\">")]
    [A64("01 0 11110 00 11000 01100 10 Rn:5 Rd:5", "FMAXNMP <Hd>, <Vn>.2H", Feature = "FP16")]
    private void FMAXNMP_advsimd_pair(int Rn, int Rd, int sz = -1)
    {
        VectorShape T = FpShape(sz, -1);
        V[Rd] = FMap(Op.VFMaxNum, T, V[Rn], Map(Op.VDupElement, T with { Datasize = 64 << Math.Max(sz, 0) }, V[Rn], 1));
    }

    /// <summary>FADDP (scalar).</summary>
    [A64("01 1 11110 0 sz:1 11000 01101 10 Rn:5 Rd:5", "FADDP <Scalar(2 + sz, Rd)>, <Vn>.<sz == 0 ? \"2S\" : \"2D\">")]
    [A64("01 0 11110 00 11000 01101 10 Rn:5 Rd:5", "FADDP <Hd>, <Vn>.2H", Feature = "FP16")]
    private void FADDP_advsimd_pair(int Rn, int Rd, int sz = -1)
    {
        VectorShape T = FpShape(sz, -1);
        V[Rd] = FMap(Op.VFAdd, T, V[Rn], Map(Op.VDupElement, T with { Datasize = 64 << Math.Max(sz, 0) }, V[Rn], 1));
    }

    /// <summary>FMAXP (scalar).</summary>
    [A64("01 1 11110 0 sz:1 11000 01111 10 Rn:5 Rd:5", "FMAXP <Scalar(2 + sz, Rd)>, <Vn>.<sz == 0 ? \"2S\" : \"2D\">")]
    [A64("01 0 11110 00 11000 01111 10 Rn:5 Rd:5", "FMAXP <Hd>, <Vn>.2H", Feature = "FP16")]
    private void FMAXP_advsimd_pair(int Rn, int Rd, int sz = -1)
    {
        VectorShape T = FpShape(sz, -1);
        V[Rd] = FMap(Op.VFMax, T, V[Rn], Map(Op.VDupElement, T with { Datasize = 64 << Math.Max(sz, 0) }, V[Rn], 1));
    }

    /// <summary>FMINNMP (scalar).</summary>
    [A64("01 1 11110 1 sz:1 11000 01100 10 Rn:5 Rd:5", "FMINNMP <Scalar(2 + sz, Rd)>, <Vn>.<sz == 0 ? \"2S\" : \"2D\">")]
    [A64("01 0 11110 10 11000 01100 10 Rn:5 Rd:5", "FMINNMP <Hd>, <Vn>.2H", Feature = "FP16")]
    private void FMINNMP_advsimd_pair(int Rn, int Rd, int sz = -1)
    {
        VectorShape T = FpShape(sz, -1);
        V[Rd] = FMap(Op.VFMinNum, T, V[Rn], Map(Op.VDupElement, T with { Datasize = 64 << Math.Max(sz, 0) }, V[Rn], 1));
    }

    /// <summary>FMINP (scalar).</summary>
    [A64("01 1 11110 1 sz:1 11000 01111 10 Rn:5 Rd:5", "FMINP <Scalar(2 + sz, Rd)>, <Vn>.<sz == 0 ? \"2S\" : \"2D\">")]
    [A64("01 0 11110 10 11000 01111 10 Rn:5 Rd:5", "FMINP <Hd>, <Vn>.2H", Feature = "FP16")]
    private void FMINP_advsimd_pair(int Rn, int Rd, int sz = -1)
    {
        VectorShape T = FpShape(sz, -1);
        V[Rd] = FMap(Op.VFMin, T, V[Rn], Map(Op.VDupElement, T with { Datasize = 64 << Math.Max(sz, 0) }, V[Rn], 1));
    }
}
