using Armillary.Ir;

namespace Armillary.Arm.A64;

/// <summary>Advanced SIMD two-register miscellaneous and scalar two-register miscellaneous, integer: DDI 0487, C4.1.</summary>
public sealed partial class A64Translator
{
    /// <summary>REV64.</summary>
    [A64("0 Q:1 0 01110 size:2 10000 00000 10 Rn:5 Rd:5", "REV64 <Vd>.<T>, <Vn>.<T>", When = "size != 3")]
    private void REV64_advsimd(int Q, int size, int Rn, int Rd)
    {
        VectorShape T = Shape(size, Q);
        V[Rd] = Map(Op.VReverse, T, V[Rn], 64);
    }

    /// <summary>REV32.</summary>
    [A64("0 Q:1 1 01110 size:2 10000 00000 10 Rn:5 Rd:5", "REV32 <Vd>.<T>, <Vn>.<T>", When = "size < 2")]
    private void REV32_advsimd(int Q, int size, int Rn, int Rd)
    {
        VectorShape T = Shape(size, Q);
        V[Rd] = Map(Op.VReverse, T, V[Rn], 32);
    }

    /// <summary>REV16.</summary>
    [A64("0 Q:1 0 01110 size:2 10000 00001 10 Rn:5 Rd:5", "REV16 <Vd>.<T>, <Vn>.<T>", When = "size == 0")]
    private void REV16_advsimd(int Q, int size, int Rn, int Rd)
    {
        VectorShape T = Shape(size, Q);
        V[Rd] = Map(Op.VReverse, T, V[Rn], 16);
    }

    /// <summary>CLS.</summary>
    [A64("0 Q:1 0 01110 size:2 10000 00100 10 Rn:5 Rd:5", "CLS <Vd>.<T>, <Vn>.<T>", When = "size != 3")]
    private void CLS_advsimd(int Q, int size, int Rn, int Rd)
    {
        VectorShape T = Shape(size, Q);
        V[Rd] = Map(Op.VCountLeadingSigns, T, V[Rn]);
    }

    /// <summary>CLZ.</summary>
    [A64("0 Q:1 1 01110 size:2 10000 00100 10 Rn:5 Rd:5", "CLZ <Vd>.<T>, <Vn>.<T>", When = "size != 3")]
    private void CLZ_advsimd(int Q, int size, int Rn, int Rd)
    {
        VectorShape T = Shape(size, Q);
        V[Rd] = Map(Op.VCountLeadingZeros, T, V[Rn]);
    }

    /// <summary>CNT.</summary>
    [A64("0 Q:1 0 01110 size:2 10000 00101 10 Rn:5 Rd:5", "CNT <Vd>.<T>, <Vn>.<T>", When = "size == 0")]
    private void CNT_advsimd(int Q, int size, int Rn, int Rd)
    {
        VectorShape T = Shape(size, Q);
        V[Rd] = Map(Op.VCountBits, T, V[Rn]);
    }

    /// <summary>NOT.</summary>
    [A64("0 Q:1 1 01110 00 10000 00101 10 Rn:5 Rd:5", "MVN <Vd>.<T>, <Vn>.<T>")]
    private void NOT_advsimd(int Q, int Rn, int Rd)
        => V[Rd] = Map(Op.VNot, new(8, 64 << Q), V[Rn]);

    /// <summary>RBIT (vector).</summary>
    [A64("0 Q:1 1 01110 01 10000 00101 10 Rn:5 Rd:5", "RBIT <Vd>.<T>, <Vn>.<T>")]
    private void RBIT_advsimd(int Q, int Rn, int Rd)
        => V[Rd] = Map(Op.VReverseBits, new(8, 64 << Q), V[Rn]);

    /// <summary>SADDLP.</summary>
    [A64("0 Q:1 0 01110 size:2 10000 00010 10 Rn:5 Rd:5", "SADDLP <Vd>.<TLong(size, Q)>, <Vn>.<T>", When = "size != 3")]
    private void SADDLP_advsimd(int Q, int size, int Rn, int Rd)
    {
        VectorShape T = Shape(size, Q);
        V[Rd] = PairwiseLong(T, V[Rn], unsigned: false);
    }

    /// <summary>SADALP.</summary>
    [A64("0 Q:1 0 01110 size:2 10000 00110 10 Rn:5 Rd:5", "SADALP <Vd>.<TLong(size, Q)>, <Vn>.<T>", When = "size != 3")]
    private void SADALP_advsimd(int Q, int size, int Rn, int Rd)
    {
        VectorShape T = Shape(size, Q);
        V[Rd] = Map(Op.VAdd, T with { Esize = 2 * T.Esize }, V[Rd], PairwiseLong(T, V[Rn], unsigned: false));
    }

    /// <summary>UADDLP.</summary>
    [A64("0 Q:1 1 01110 size:2 10000 00010 10 Rn:5 Rd:5", "UADDLP <Vd>.<TLong(size, Q)>, <Vn>.<T>", When = "size != 3")]
    private void UADDLP_advsimd(int Q, int size, int Rn, int Rd)
    {
        VectorShape T = Shape(size, Q);
        V[Rd] = PairwiseLong(T, V[Rn], unsigned: true);
    }

    /// <summary>UADALP.</summary>
    [A64("0 Q:1 1 01110 size:2 10000 00110 10 Rn:5 Rd:5", "UADALP <Vd>.<TLong(size, Q)>, <Vn>.<T>", When = "size != 3")]
    private void UADALP_advsimd(int Q, int size, int Rn, int Rd)
    {
        VectorShape T = Shape(size, Q);
        V[Rd] = Map(Op.VAdd, T with { Esize = 2 * T.Esize }, V[Rd], PairwiseLong(T, V[Rn], unsigned: true));
    }

    /// <summary>SUQADD.</summary>
    [A64("0 Q:1 0 01110 size:2 10000 00011 10 Rn:5 Rd:5", "SUQADD <Vd>.<T>, <Vn>.<T>", When = "size != 3 || Q == 1")]
    [A64("01 0 11110 size:2 10000 00011 10 Rn:5 Rd:5", "SUQADD <Scalar(size, Rd)>, <Scalar(size, Rn)>")]
    private void SUQADD_advsimd(int size, int Rn, int Rd, int Q = -1)
    {
        VectorShape T = Shape(size, Q);
        V[Rd] = Map(Op.VAddSaturateSignedUnsigned, T, V[Rd], V[Rn]);
    }

    /// <summary>USQADD.</summary>
    [A64("0 Q:1 1 01110 size:2 10000 00011 10 Rn:5 Rd:5", "USQADD <Vd>.<T>, <Vn>.<T>", When = "size != 3 || Q == 1")]
    [A64("01 1 11110 size:2 10000 00011 10 Rn:5 Rd:5", "USQADD <Scalar(size, Rd)>, <Scalar(size, Rn)>")]
    private void USQADD_advsimd(int size, int Rn, int Rd, int Q = -1)
    {
        VectorShape T = Shape(size, Q);
        V[Rd] = Map(Op.VAddSaturateUnsignedSigned, T, V[Rd], V[Rn]);
    }

    /// <summary>SQABS.</summary>
    [A64("0 Q:1 0 01110 size:2 10000 00111 10 Rn:5 Rd:5", "SQABS <Vd>.<T>, <Vn>.<T>", When = "size != 3 || Q == 1")]
    [A64("01 0 11110 size:2 10000 00111 10 Rn:5 Rd:5", "SQABS <Scalar(size, Rd)>, <Scalar(size, Rn)>")]
    private void SQABS_advsimd(int size, int Rn, int Rd, int Q = -1)
    {
        VectorShape T = Shape(size, Q);
        Value negated = Map(Op.VSubSaturateSigned, T, VectorZero, V[Rn]);
        V[Rd] = Trim(Map(Op.VMaxSigned, AtLeast64(T), V[Rn], negated), T);
    }

    /// <summary>SQNEG.</summary>
    [A64("0 Q:1 1 01110 size:2 10000 00111 10 Rn:5 Rd:5", "SQNEG <Vd>.<T>, <Vn>.<T>", When = "size != 3 || Q == 1")]
    [A64("01 1 11110 size:2 10000 00111 10 Rn:5 Rd:5", "SQNEG <Scalar(size, Rd)>, <Scalar(size, Rn)>")]
    private void SQNEG_advsimd(int size, int Rn, int Rd, int Q = -1)
    {
        VectorShape T = Shape(size, Q);
        V[Rd] = Map(Op.VSubSaturateSigned, T, VectorZero, V[Rn]);
    }

    /// <summary>ABS.</summary>
    [A64("0 Q:1 0 01110 size:2 10000 01011 10 Rn:5 Rd:5", "ABS <Vd>.<T>, <Vn>.<T>", When = "size != 3 || Q == 1")]
    [A64("01 0 11110 size:2 10000 01011 10 Rn:5 Rd:5", "ABS <Scalar(size, Rd)>, <Scalar(size, Rn)>", When = "size == 3")]
    private void ABS_advsimd(int size, int Rn, int Rd, int Q = -1)
    {
        VectorShape T = Shape(size, Q);
        V[Rd] = Map(Op.VAbs, T, V[Rn]);
    }

    /// <summary>NEG (vector).</summary>
    [A64("0 Q:1 1 01110 size:2 10000 01011 10 Rn:5 Rd:5", "NEG <Vd>.<T>, <Vn>.<T>", When = "size != 3 || Q == 1")]
    [A64("01 1 11110 size:2 10000 01011 10 Rn:5 Rd:5", "NEG <Scalar(size, Rd)>, <Scalar(size, Rn)>", When = "size == 3")]
    private void NEG_advsimd(int size, int Rn, int Rd, int Q = -1)
    {
        VectorShape T = Shape(size, Q);
        V[Rd] = Map(Op.VNeg, T, V[Rn]);
    }

    /// <summary>CMGT (zero).</summary>
    [A64("0 Q:1 0 01110 size:2 10000 01000 10 Rn:5 Rd:5", "CMGT <Vd>.<T>, <Vn>.<T>, #0", When = "size != 3 || Q == 1")]
    [A64("01 0 11110 size:2 10000 01000 10 Rn:5 Rd:5", "CMGT <Scalar(size, Rd)>, <Scalar(size, Rn)>, #0", When = "size == 3")]
    private void CMGT_advsimd_zero(int size, int Rn, int Rd, int Q = -1)
    {
        VectorShape T = Shape(size, Q);
        V[Rd] = Map(Op.VCompareGreaterSigned, T, V[Rn], VectorZero);
    }

    /// <summary>CMEQ (zero).</summary>
    [A64("0 Q:1 0 01110 size:2 10000 01001 10 Rn:5 Rd:5", "CMEQ <Vd>.<T>, <Vn>.<T>, #0", When = "size != 3 || Q == 1")]
    [A64("01 0 11110 size:2 10000 01001 10 Rn:5 Rd:5", "CMEQ <Scalar(size, Rd)>, <Scalar(size, Rn)>, #0", When = "size == 3")]
    private void CMEQ_advsimd_zero(int size, int Rn, int Rd, int Q = -1)
    {
        VectorShape T = Shape(size, Q);
        V[Rd] = Map(Op.VCompareEqual, T, V[Rn], VectorZero);
    }

    /// <summary>CMLT (zero).</summary>
    [A64("0 Q:1 0 01110 size:2 10000 01010 10 Rn:5 Rd:5", "CMLT <Vd>.<T>, <Vn>.<T>, #0", When = "size != 3 || Q == 1")]
    [A64("01 0 11110 size:2 10000 01010 10 Rn:5 Rd:5", "CMLT <Scalar(size, Rd)>, <Scalar(size, Rn)>, #0", When = "size == 3")]
    private void CMLT_advsimd_zero(int size, int Rn, int Rd, int Q = -1)
    {
        VectorShape T = Shape(size, Q);
        V[Rd] = Map(Op.VCompareGreaterSigned, T, VectorZero, V[Rn]);
    }

    /// <summary>CMGE (zero).</summary>
    [A64("0 Q:1 1 01110 size:2 10000 01000 10 Rn:5 Rd:5", "CMGE <Vd>.<T>, <Vn>.<T>, #0", When = "size != 3 || Q == 1")]
    [A64("01 1 11110 size:2 10000 01000 10 Rn:5 Rd:5", "CMGE <Scalar(size, Rd)>, <Scalar(size, Rn)>, #0", When = "size == 3")]
    private void CMGE_advsimd_zero(int size, int Rn, int Rd, int Q = -1)
    {
        VectorShape T = Shape(size, Q);
        V[Rd] = Map(Op.VCompareGreaterEqualSigned, T, V[Rn], VectorZero);
    }

    /// <summary>CMLE (zero).</summary>
    [A64("0 Q:1 1 01110 size:2 10000 01001 10 Rn:5 Rd:5", "CMLE <Vd>.<T>, <Vn>.<T>, #0", When = "size != 3 || Q == 1")]
    [A64("01 1 11110 size:2 10000 01001 10 Rn:5 Rd:5", "CMLE <Scalar(size, Rd)>, <Scalar(size, Rn)>, #0", When = "size == 3")]
    private void CMLE_advsimd_zero(int size, int Rn, int Rd, int Q = -1)
    {
        VectorShape T = Shape(size, Q);
        V[Rd] = Map(Op.VCompareGreaterEqualSigned, T, VectorZero, V[Rn]);
    }

    /// <summary>XTN.</summary>
    [A64("0 Q:1 0 01110 size:2 10000 10010 10 Rn:5 Rd:5", "XTN{?Q == 1:2} <Vd>.<T>, <Vn>.<T(size + 1, 1)>", When = "size != 3")]
    private void XTN_advsimd(int Q, int size, int Rn, int Rd)
        => WriteHalf(Rd, Q, Map(Op.VNarrow, new(8 << size, 64), V[Rn]));

    /// <summary>SQXTN.</summary>
    [A64("0 Q:1 0 01110 size:2 10000 10100 10 Rn:5 Rd:5", "SQXTN{?Q == 1:2} <Vd>.<T>, <Vn>.<T(size + 1, 1)>", When = "size != 3")]
    [A64("01 0 11110 size:2 10000 10100 10 Rn:5 Rd:5", "SQXTN <Scalar(size, Rd)>, <Scalar(size + 1, Rn)>", When = "size != 3")]
    private void SQXTN_advsimd(int size, int Rn, int Rd, int Q = -1)
        => WriteHalf(Rd, Math.Max(Q, 0), Map(Op.VNarrowSaturateSigned, new(8 << size, Q < 0 ? 8 << size : 64), V[Rn]));

    /// <summary>SQXTUN.</summary>
    [A64("0 Q:1 1 01110 size:2 10000 10010 10 Rn:5 Rd:5", "SQXTUN{?Q == 1:2} <Vd>.<T>, <Vn>.<T(size + 1, 1)>", When = "size != 3")]
    [A64("01 1 11110 size:2 10000 10010 10 Rn:5 Rd:5", "SQXTUN <Scalar(size, Rd)>, <Scalar(size + 1, Rn)>", When = "size != 3")]
    private void SQXTUN_advsimd(int size, int Rn, int Rd, int Q = -1)
        => WriteHalf(Rd, Math.Max(Q, 0), Map(Op.VNarrowSaturateSignedToUnsigned, new(8 << size, Q < 0 ? 8 << size : 64), V[Rn]));

    /// <summary>UQXTN.</summary>
    [A64("0 Q:1 1 01110 size:2 10000 10100 10 Rn:5 Rd:5", "UQXTN{?Q == 1:2} <Vd>.<T>, <Vn>.<T(size + 1, 1)>", When = "size != 3")]
    [A64("01 1 11110 size:2 10000 10100 10 Rn:5 Rd:5", "UQXTN <Scalar(size, Rd)>, <Scalar(size + 1, Rn)>", When = "size != 3")]
    private void UQXTN_advsimd(int size, int Rn, int Rd, int Q = -1)
        => WriteHalf(Rd, Math.Max(Q, 0), Map(Op.VNarrowSaturateUnsigned, new(8 << size, Q < 0 ? 8 << size : 64), V[Rn]));

    /// <summary>SHLL.</summary>
    [A64("0 Q:1 1 01110 size:2 10000 10011 10 Rn:5 Rd:5", "SHLL{?Q == 1:2} <Vd>.<T(size + 1, 1)>, <Vn>.<T>, #<8 << size>", When = "size != 3")]
    private void SHLL_advsimd(int Q, int size, int Rn, int Rd)
        => V[Rd] = Map(Op.VShlImm, new(16 << size, 128), Widen(V[Rn], 8 << size, Q, unsigned: true), 8 << size);

    /// <summary>URECPE.</summary>
    [A64("0 Q:1 0 01110 10 10000 11100 10 Rn:5 Rd:5", "URECPE <Vd>.<T(2, Q)>, <Vn>.<T(2, Q)>")]
    private void URECPE_advsimd(int Q, int Rn, int Rd)
        => V[Rd] = Map(Op.VRecipEstimate, new(32, 64 << Q), V[Rn]);

    /// <summary>URSQRTE.</summary>
    [A64("0 Q:1 1 01110 10 10000 11100 10 Rn:5 Rd:5", "URSQRTE <Vd>.<T(2, Q)>, <Vn>.<T(2, Q)>")]
    private void URSQRTE_advsimd(int Q, int Rn, int Rd)
        => V[Rd] = Map(Op.VRSqrtEstimate, new(32, 64 << Q), V[Rn]);
}
