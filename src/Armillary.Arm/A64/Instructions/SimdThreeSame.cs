using Armillary.Ir;

namespace Armillary.Arm.A64;

/// <summary>Advanced SIMD three same and scalar three same, integer arithmetic: DDI 0487, C4.1.</summary>
public sealed partial class A64Translator
{
    /// <summary>ADD (vector).</summary>
    [A64("0 Q:1 0 01110 size:2 1 Rm:5 10000 1 Rn:5 Rd:5", "ADD <Vd>.<T>, <Vn>.<T>, <Vm>.<T>", When = "size != 3 || Q == 1")]
    [A64("01 0 11110 size:2 1 Rm:5 10000 1 Rn:5 Rd:5", "ADD <Scalar(size, Rd)>, <Scalar(size, Rn)>, <Scalar(size, Rm)>", When = "size == 3")]
    private void ADD_advsimd(int size, int Rm, int Rn, int Rd, int Q = -1)
    {
        VectorShape T = Shape(size, Q);
        V[Rd] = Map(Op.VAdd, T, V[Rn], V[Rm]);
    }

    /// <summary>SUB (vector).</summary>
    [A64("0 Q:1 1 01110 size:2 1 Rm:5 10000 1 Rn:5 Rd:5", "SUB <Vd>.<T>, <Vn>.<T>, <Vm>.<T>", When = "size != 3 || Q == 1")]
    [A64("01 1 11110 size:2 1 Rm:5 10000 1 Rn:5 Rd:5", "SUB <Scalar(size, Rd)>, <Scalar(size, Rn)>, <Scalar(size, Rm)>", When = "size == 3")]
    private void SUB_advsimd(int size, int Rm, int Rn, int Rd, int Q = -1)
    {
        VectorShape T = Shape(size, Q);
        V[Rd] = Map(Op.VSub, T, V[Rn], V[Rm]);
    }

    /// <summary>MUL (vector).</summary>
    [A64("0 Q:1 0 01110 size:2 1 Rm:5 10011 1 Rn:5 Rd:5", "MUL <Vd>.<T>, <Vn>.<T>, <Vm>.<T>", When = "size != 3")]
    private void MUL_advsimd(int Q, int size, int Rm, int Rn, int Rd)
    {
        VectorShape T = Shape(size, Q);
        V[Rd] = Map(Op.VMul, T, V[Rn], V[Rm]);
    }

    /// <summary>MLA (vector).</summary>
    [A64("0 Q:1 0 01110 size:2 1 Rm:5 10010 1 Rn:5 Rd:5", "MLA <Vd>.<T>, <Vn>.<T>, <Vm>.<T>", When = "size != 3")]
    private void MLA_advsimd(int Q, int size, int Rm, int Rn, int Rd)
    {
        VectorShape T = Shape(size, Q);
        V[Rd] = Map(Op.VAdd, T, V[Rd], Map(Op.VMul, T, V[Rn], V[Rm]));
    }

    /// <summary>MLS (vector).</summary>
    [A64("0 Q:1 1 01110 size:2 1 Rm:5 10010 1 Rn:5 Rd:5", "MLS <Vd>.<T>, <Vn>.<T>, <Vm>.<T>", When = "size != 3")]
    private void MLS_advsimd(int Q, int size, int Rm, int Rn, int Rd)
    {
        VectorShape T = Shape(size, Q);
        V[Rd] = Map(Op.VSub, T, V[Rd], Map(Op.VMul, T, V[Rn], V[Rm]));
    }

    /// <summary>PMUL.</summary>
    [A64("0 Q:1 1 01110 00 1 Rm:5 10011 1 Rn:5 Rd:5", "PMUL <Vd>.<T(0, Q)>, <Vn>.<T(0, Q)>, <Vm>.<T(0, Q)>")]
    private void PMUL_advsimd(int Q, int Rm, int Rn, int Rd)
        => V[Rd] = Map(Op.VMulPolynomial, new(8, 64 << Q), V[Rn], V[Rm]);

    /// <summary>SMAX.</summary>
    [A64("0 Q:1 0 01110 size:2 1 Rm:5 01100 1 Rn:5 Rd:5", "SMAX <Vd>.<T>, <Vn>.<T>, <Vm>.<T>", When = "size != 3")]
    private void SMAX_advsimd(int Q, int size, int Rm, int Rn, int Rd)
    {
        VectorShape T = Shape(size, Q);
        V[Rd] = Map(Op.VMaxSigned, T, V[Rn], V[Rm]);
    }

    /// <summary>SMIN.</summary>
    [A64("0 Q:1 0 01110 size:2 1 Rm:5 01101 1 Rn:5 Rd:5", "SMIN <Vd>.<T>, <Vn>.<T>, <Vm>.<T>", When = "size != 3")]
    private void SMIN_advsimd(int Q, int size, int Rm, int Rn, int Rd)
    {
        VectorShape T = Shape(size, Q);
        V[Rd] = Map(Op.VMinSigned, T, V[Rn], V[Rm]);
    }

    /// <summary>SMAXP.</summary>
    [A64("0 Q:1 0 01110 size:2 1 Rm:5 10100 1 Rn:5 Rd:5", "SMAXP <Vd>.<T>, <Vn>.<T>, <Vm>.<T>", When = "size != 3")]
    private void SMAXP_advsimd(int Q, int size, int Rm, int Rn, int Rd)
    {
        VectorShape T = Shape(size, Q);
        V[Rd] = Pairwise(Op.VMaxSigned, T, V[Rn], V[Rm]);
    }

    /// <summary>SMINP.</summary>
    [A64("0 Q:1 0 01110 size:2 1 Rm:5 10101 1 Rn:5 Rd:5", "SMINP <Vd>.<T>, <Vn>.<T>, <Vm>.<T>", When = "size != 3")]
    private void SMINP_advsimd(int Q, int size, int Rm, int Rn, int Rd)
    {
        VectorShape T = Shape(size, Q);
        V[Rd] = Pairwise(Op.VMinSigned, T, V[Rn], V[Rm]);
    }

    /// <summary>SABD.</summary>
    [A64("0 Q:1 0 01110 size:2 1 Rm:5 01110 1 Rn:5 Rd:5", "SABD <Vd>.<T>, <Vn>.<T>, <Vm>.<T>", When = "size != 3")]
    private void SABD_advsimd(int Q, int size, int Rm, int Rn, int Rd)
    {
        VectorShape T = Shape(size, Q);
        V[Rd] = AbsoluteDifference(T, V[Rn], V[Rm], false);
    }

    /// <summary>SABA.</summary>
    [A64("0 Q:1 0 01110 size:2 1 Rm:5 01111 1 Rn:5 Rd:5", "SABA <Vd>.<T>, <Vn>.<T>, <Vm>.<T>", When = "size != 3")]
    private void SABA_advsimd(int Q, int size, int Rm, int Rn, int Rd)
    {
        VectorShape T = Shape(size, Q);
        V[Rd] = Map(Op.VAdd, T, V[Rd], AbsoluteDifference(T, V[Rn], V[Rm], false));
    }

    /// <summary>SHADD.</summary>
    [A64("0 Q:1 0 01110 size:2 1 Rm:5 00000 1 Rn:5 Rd:5", "SHADD <Vd>.<T>, <Vn>.<T>, <Vm>.<T>", When = "size != 3")]
    private void SHADD_advsimd(int Q, int size, int Rm, int Rn, int Rd)
    {
        VectorShape T = Shape(size, Q);
        V[Rd] = HalvingAdd(T, V[Rn], V[Rm], false);
    }

    /// <summary>SRHADD.</summary>
    [A64("0 Q:1 0 01110 size:2 1 Rm:5 00010 1 Rn:5 Rd:5", "SRHADD <Vd>.<T>, <Vn>.<T>, <Vm>.<T>", When = "size != 3")]
    private void SRHADD_advsimd(int Q, int size, int Rm, int Rn, int Rd)
    {
        VectorShape T = Shape(size, Q);
        V[Rd] = RoundingHalvingAdd(T, V[Rn], V[Rm], false);
    }

    /// <summary>SHSUB.</summary>
    [A64("0 Q:1 0 01110 size:2 1 Rm:5 00100 1 Rn:5 Rd:5", "SHSUB <Vd>.<T>, <Vn>.<T>, <Vm>.<T>", When = "size != 3")]
    private void SHSUB_advsimd(int Q, int size, int Rm, int Rn, int Rd)
    {
        VectorShape T = Shape(size, Q);
        V[Rd] = HalvingSub(T, V[Rn], V[Rm], false);
    }

    /// <summary>SQADD.</summary>
    [A64("0 Q:1 0 01110 size:2 1 Rm:5 00001 1 Rn:5 Rd:5", "SQADD <Vd>.<T>, <Vn>.<T>, <Vm>.<T>", When = "size != 3 || Q == 1")]
    [A64("01 0 11110 size:2 1 Rm:5 00001 1 Rn:5 Rd:5", "SQADD <Scalar(size, Rd)>, <Scalar(size, Rn)>, <Scalar(size, Rm)>")]
    private void SQADD_advsimd(int size, int Rm, int Rn, int Rd, int Q = -1)
    {
        VectorShape T = Shape(size, Q);
        V[Rd] = Map(Op.VAddSaturateSigned, T, V[Rn], V[Rm]);
    }

    /// <summary>SQSUB.</summary>
    [A64("0 Q:1 0 01110 size:2 1 Rm:5 00101 1 Rn:5 Rd:5", "SQSUB <Vd>.<T>, <Vn>.<T>, <Vm>.<T>", When = "size != 3 || Q == 1")]
    [A64("01 0 11110 size:2 1 Rm:5 00101 1 Rn:5 Rd:5", "SQSUB <Scalar(size, Rd)>, <Scalar(size, Rn)>, <Scalar(size, Rm)>")]
    private void SQSUB_advsimd(int size, int Rm, int Rn, int Rd, int Q = -1)
    {
        VectorShape T = Shape(size, Q);
        V[Rd] = Map(Op.VSubSaturateSigned, T, V[Rn], V[Rm]);
    }

    /// <summary>SSHL.</summary>
    [A64("0 Q:1 0 01110 size:2 1 Rm:5 01000 1 Rn:5 Rd:5", "SSHL <Vd>.<T>, <Vn>.<T>, <Vm>.<T>", When = "size != 3 || Q == 1")]
    [A64("01 0 11110 size:2 1 Rm:5 01000 1 Rn:5 Rd:5", "SSHL <Scalar(size, Rd)>, <Scalar(size, Rn)>, <Scalar(size, Rm)>", When = "size == 3")]
    private void SSHL_advsimd(int size, int Rm, int Rn, int Rd, int Q = -1)
    {
        VectorShape T = Shape(size, Q);
        V[Rd] = Map(Op.VShift, T, V[Rn], V[Rm], 0);
    }

    /// <summary>SQSHL.</summary>
    [A64("0 Q:1 0 01110 size:2 1 Rm:5 01001 1 Rn:5 Rd:5", "SQSHL <Vd>.<T>, <Vn>.<T>, <Vm>.<T>", When = "size != 3 || Q == 1")]
    [A64("01 0 11110 size:2 1 Rm:5 01001 1 Rn:5 Rd:5", "SQSHL <Scalar(size, Rd)>, <Scalar(size, Rn)>, <Scalar(size, Rm)>")]
    private void SQSHL_advsimd(int size, int Rm, int Rn, int Rd, int Q = -1)
    {
        VectorShape T = Shape(size, Q);
        V[Rd] = Map(Op.VShift, T, V[Rn], V[Rm], 4);
    }

    /// <summary>SRSHL.</summary>
    [A64("0 Q:1 0 01110 size:2 1 Rm:5 01010 1 Rn:5 Rd:5", "SRSHL <Vd>.<T>, <Vn>.<T>, <Vm>.<T>", When = "size != 3 || Q == 1")]
    [A64("01 0 11110 size:2 1 Rm:5 01010 1 Rn:5 Rd:5", "SRSHL <Scalar(size, Rd)>, <Scalar(size, Rn)>, <Scalar(size, Rm)>", When = "size == 3")]
    private void SRSHL_advsimd(int size, int Rm, int Rn, int Rd, int Q = -1)
    {
        VectorShape T = Shape(size, Q);
        V[Rd] = Map(Op.VShift, T, V[Rn], V[Rm], 2);
    }

    /// <summary>SQRSHL.</summary>
    [A64("0 Q:1 0 01110 size:2 1 Rm:5 01011 1 Rn:5 Rd:5", "SQRSHL <Vd>.<T>, <Vn>.<T>, <Vm>.<T>", When = "size != 3 || Q == 1")]
    [A64("01 0 11110 size:2 1 Rm:5 01011 1 Rn:5 Rd:5", "SQRSHL <Scalar(size, Rd)>, <Scalar(size, Rn)>, <Scalar(size, Rm)>")]
    private void SQRSHL_advsimd(int size, int Rm, int Rn, int Rd, int Q = -1)
    {
        VectorShape T = Shape(size, Q);
        V[Rd] = Map(Op.VShift, T, V[Rn], V[Rm], 6);
    }

    /// <summary>UMAX.</summary>
    [A64("0 Q:1 1 01110 size:2 1 Rm:5 01100 1 Rn:5 Rd:5", "UMAX <Vd>.<T>, <Vn>.<T>, <Vm>.<T>", When = "size != 3")]
    private void UMAX_advsimd(int Q, int size, int Rm, int Rn, int Rd)
    {
        VectorShape T = Shape(size, Q);
        V[Rd] = Map(Op.VMaxUnsigned, T, V[Rn], V[Rm]);
    }

    /// <summary>UMIN.</summary>
    [A64("0 Q:1 1 01110 size:2 1 Rm:5 01101 1 Rn:5 Rd:5", "UMIN <Vd>.<T>, <Vn>.<T>, <Vm>.<T>", When = "size != 3")]
    private void UMIN_advsimd(int Q, int size, int Rm, int Rn, int Rd)
    {
        VectorShape T = Shape(size, Q);
        V[Rd] = Map(Op.VMinUnsigned, T, V[Rn], V[Rm]);
    }

    /// <summary>UMAXP.</summary>
    [A64("0 Q:1 1 01110 size:2 1 Rm:5 10100 1 Rn:5 Rd:5", "UMAXP <Vd>.<T>, <Vn>.<T>, <Vm>.<T>", When = "size != 3")]
    private void UMAXP_advsimd(int Q, int size, int Rm, int Rn, int Rd)
    {
        VectorShape T = Shape(size, Q);
        V[Rd] = Pairwise(Op.VMaxUnsigned, T, V[Rn], V[Rm]);
    }

    /// <summary>UMINP.</summary>
    [A64("0 Q:1 1 01110 size:2 1 Rm:5 10101 1 Rn:5 Rd:5", "UMINP <Vd>.<T>, <Vn>.<T>, <Vm>.<T>", When = "size != 3")]
    private void UMINP_advsimd(int Q, int size, int Rm, int Rn, int Rd)
    {
        VectorShape T = Shape(size, Q);
        V[Rd] = Pairwise(Op.VMinUnsigned, T, V[Rn], V[Rm]);
    }

    /// <summary>UABD.</summary>
    [A64("0 Q:1 1 01110 size:2 1 Rm:5 01110 1 Rn:5 Rd:5", "UABD <Vd>.<T>, <Vn>.<T>, <Vm>.<T>", When = "size != 3")]
    private void UABD_advsimd(int Q, int size, int Rm, int Rn, int Rd)
    {
        VectorShape T = Shape(size, Q);
        V[Rd] = AbsoluteDifference(T, V[Rn], V[Rm], true);
    }

    /// <summary>UABA.</summary>
    [A64("0 Q:1 1 01110 size:2 1 Rm:5 01111 1 Rn:5 Rd:5", "UABA <Vd>.<T>, <Vn>.<T>, <Vm>.<T>", When = "size != 3")]
    private void UABA_advsimd(int Q, int size, int Rm, int Rn, int Rd)
    {
        VectorShape T = Shape(size, Q);
        V[Rd] = Map(Op.VAdd, T, V[Rd], AbsoluteDifference(T, V[Rn], V[Rm], true));
    }

    /// <summary>UHADD.</summary>
    [A64("0 Q:1 1 01110 size:2 1 Rm:5 00000 1 Rn:5 Rd:5", "UHADD <Vd>.<T>, <Vn>.<T>, <Vm>.<T>", When = "size != 3")]
    private void UHADD_advsimd(int Q, int size, int Rm, int Rn, int Rd)
    {
        VectorShape T = Shape(size, Q);
        V[Rd] = HalvingAdd(T, V[Rn], V[Rm], true);
    }

    /// <summary>URHADD.</summary>
    [A64("0 Q:1 1 01110 size:2 1 Rm:5 00010 1 Rn:5 Rd:5", "URHADD <Vd>.<T>, <Vn>.<T>, <Vm>.<T>", When = "size != 3")]
    private void URHADD_advsimd(int Q, int size, int Rm, int Rn, int Rd)
    {
        VectorShape T = Shape(size, Q);
        V[Rd] = RoundingHalvingAdd(T, V[Rn], V[Rm], true);
    }

    /// <summary>UHSUB.</summary>
    [A64("0 Q:1 1 01110 size:2 1 Rm:5 00100 1 Rn:5 Rd:5", "UHSUB <Vd>.<T>, <Vn>.<T>, <Vm>.<T>", When = "size != 3")]
    private void UHSUB_advsimd(int Q, int size, int Rm, int Rn, int Rd)
    {
        VectorShape T = Shape(size, Q);
        V[Rd] = HalvingSub(T, V[Rn], V[Rm], true);
    }

    /// <summary>UQADD.</summary>
    [A64("0 Q:1 1 01110 size:2 1 Rm:5 00001 1 Rn:5 Rd:5", "UQADD <Vd>.<T>, <Vn>.<T>, <Vm>.<T>", When = "size != 3 || Q == 1")]
    [A64("01 1 11110 size:2 1 Rm:5 00001 1 Rn:5 Rd:5", "UQADD <Scalar(size, Rd)>, <Scalar(size, Rn)>, <Scalar(size, Rm)>")]
    private void UQADD_advsimd(int size, int Rm, int Rn, int Rd, int Q = -1)
    {
        VectorShape T = Shape(size, Q);
        V[Rd] = Map(Op.VAddSaturateUnsigned, T, V[Rn], V[Rm]);
    }

    /// <summary>UQSUB.</summary>
    [A64("0 Q:1 1 01110 size:2 1 Rm:5 00101 1 Rn:5 Rd:5", "UQSUB <Vd>.<T>, <Vn>.<T>, <Vm>.<T>", When = "size != 3 || Q == 1")]
    [A64("01 1 11110 size:2 1 Rm:5 00101 1 Rn:5 Rd:5", "UQSUB <Scalar(size, Rd)>, <Scalar(size, Rn)>, <Scalar(size, Rm)>")]
    private void UQSUB_advsimd(int size, int Rm, int Rn, int Rd, int Q = -1)
    {
        VectorShape T = Shape(size, Q);
        V[Rd] = Map(Op.VSubSaturateUnsigned, T, V[Rn], V[Rm]);
    }

    /// <summary>USHL.</summary>
    [A64("0 Q:1 1 01110 size:2 1 Rm:5 01000 1 Rn:5 Rd:5", "USHL <Vd>.<T>, <Vn>.<T>, <Vm>.<T>", When = "size != 3 || Q == 1")]
    [A64("01 1 11110 size:2 1 Rm:5 01000 1 Rn:5 Rd:5", "USHL <Scalar(size, Rd)>, <Scalar(size, Rn)>, <Scalar(size, Rm)>", When = "size == 3")]
    private void USHL_advsimd(int size, int Rm, int Rn, int Rd, int Q = -1)
    {
        VectorShape T = Shape(size, Q);
        V[Rd] = Map(Op.VShift, T, V[Rn], V[Rm], 1);
    }

    /// <summary>UQSHL.</summary>
    [A64("0 Q:1 1 01110 size:2 1 Rm:5 01001 1 Rn:5 Rd:5", "UQSHL <Vd>.<T>, <Vn>.<T>, <Vm>.<T>", When = "size != 3 || Q == 1")]
    [A64("01 1 11110 size:2 1 Rm:5 01001 1 Rn:5 Rd:5", "UQSHL <Scalar(size, Rd)>, <Scalar(size, Rn)>, <Scalar(size, Rm)>")]
    private void UQSHL_advsimd(int size, int Rm, int Rn, int Rd, int Q = -1)
    {
        VectorShape T = Shape(size, Q);
        V[Rd] = Map(Op.VShift, T, V[Rn], V[Rm], 5);
    }

    /// <summary>URSHL.</summary>
    [A64("0 Q:1 1 01110 size:2 1 Rm:5 01010 1 Rn:5 Rd:5", "URSHL <Vd>.<T>, <Vn>.<T>, <Vm>.<T>", When = "size != 3 || Q == 1")]
    [A64("01 1 11110 size:2 1 Rm:5 01010 1 Rn:5 Rd:5", "URSHL <Scalar(size, Rd)>, <Scalar(size, Rn)>, <Scalar(size, Rm)>", When = "size == 3")]
    private void URSHL_advsimd(int size, int Rm, int Rn, int Rd, int Q = -1)
    {
        VectorShape T = Shape(size, Q);
        V[Rd] = Map(Op.VShift, T, V[Rn], V[Rm], 3);
    }

    /// <summary>UQRSHL.</summary>
    [A64("0 Q:1 1 01110 size:2 1 Rm:5 01011 1 Rn:5 Rd:5", "UQRSHL <Vd>.<T>, <Vn>.<T>, <Vm>.<T>", When = "size != 3 || Q == 1")]
    [A64("01 1 11110 size:2 1 Rm:5 01011 1 Rn:5 Rd:5", "UQRSHL <Scalar(size, Rd)>, <Scalar(size, Rn)>, <Scalar(size, Rm)>")]
    private void UQRSHL_advsimd(int size, int Rm, int Rn, int Rd, int Q = -1)
    {
        VectorShape T = Shape(size, Q);
        V[Rd] = Map(Op.VShift, T, V[Rn], V[Rm], 7);
    }

    /// <summary>ADDP.</summary>
    [A64("0 Q:1 0 01110 size:2 1 Rm:5 10111 1 Rn:5 Rd:5", "ADDP <Vd>.<T>, <Vn>.<T>, <Vm>.<T>", When = "size != 3 || Q == 1")]
    private void ADDP_advsimd(int Q, int size, int Rm, int Rn, int Rd)
    {
        VectorShape T = Shape(size, Q);
        V[Rd] = Pairwise(Op.VAdd, T, V[Rn], V[Rm]);
    }

    /// <summary>SQDMULH (vector).</summary>
    [A64("0 Q:1 0 01110 size:2 1 Rm:5 10110 1 Rn:5 Rd:5", "SQDMULH <Vd>.<T>, <Vn>.<T>, <Vm>.<T>", When = "size == 1 || size == 2")]
    [A64("01 0 11110 size:2 1 Rm:5 10110 1 Rn:5 Rd:5", "SQDMULH <Scalar(size, Rd)>, <Scalar(size, Rn)>, <Scalar(size, Rm)>", When = "size == 1 || size == 2")]
    private void SQDMULH_advsimd(int size, int Rm, int Rn, int Rd, int Q = -1)
    {
        VectorShape T = Shape(size, Q);
        V[Rd] = Map(Op.VMulHighDoublingSaturate, T, V[Rn], V[Rm]);
    }

    /// <summary>SQRDMULH (vector).</summary>
    [A64("0 Q:1 1 01110 size:2 1 Rm:5 10110 1 Rn:5 Rd:5", "SQRDMULH <Vd>.<T>, <Vn>.<T>, <Vm>.<T>", When = "size == 1 || size == 2")]
    [A64("01 1 11110 size:2 1 Rm:5 10110 1 Rn:5 Rd:5", "SQRDMULH <Scalar(size, Rd)>, <Scalar(size, Rn)>, <Scalar(size, Rm)>", When = "size == 1 || size == 2")]
    private void SQRDMULH_advsimd(int size, int Rm, int Rn, int Rd, int Q = -1)
    {
        VectorShape T = Shape(size, Q);
        V[Rd] = Map(Op.VMulHighDoublingSaturate, T, V[Rn], V[Rm], 1);
    }
}
