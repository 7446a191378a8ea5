using Armillary.Ir;

namespace Armillary.Arm.A64;

/// <summary>Advanced SIMD three same and scalar three same, floating-point: DDI 0487, C4.1.</summary>
public sealed partial class A64Translator
{
    /// <summary>FADD (vector).</summary>
    [A64("0 Q:1 0 01110 0 sz:1 1 Rm:5 11010 1 Rn:5 Rd:5", "FADD <Vd>.<T(2 + sz, Q)>, <Vn>.<T(2 + sz, Q)>, <Vm>.<T(2 + sz, Q)>", When = "sz == 0 || Q == 1")]
    [A64("0 Q:1 0 01110 0 10 Rm:5 00 010 1 Rn:5 Rd:5", "FADD <Vd>.<T(2 + sz, Q)>, <Vn>.<T(2 + sz, Q)>, <Vm>.<T(2 + sz, Q)>", Feature = "FP16")]
    private void FADD_advsimd(int Q, int Rm, int Rn, int Rd, int sz = -1)
    {
        VectorShape T = FpShape(sz, Q);
        V[Rd] = Map(Op.VFAdd, T, V[Rn], V[Rm]);
    }

    /// <summary>FSUB (vector).</summary>
    [A64("0 Q:1 0 01110 1 sz:1 1 Rm:5 11010 1 Rn:5 Rd:5", "FSUB <Vd>.<T(2 + sz, Q)>, <Vn>.<T(2 + sz, Q)>, <Vm>.<T(2 + sz, Q)>", When = "sz == 0 || Q == 1")]
    [A64("0 Q:1 0 01110 1 10 Rm:5 00 010 1 Rn:5 Rd:5", "FSUB <Vd>.<T(2 + sz, Q)>, <Vn>.<T(2 + sz, Q)>, <Vm>.<T(2 + sz, Q)>", Feature = "FP16")]
    private void FSUB_advsimd(int Q, int Rm, int Rn, int Rd, int sz = -1)
    {
        VectorShape T = FpShape(sz, Q);
        V[Rd] = Map(Op.VFSub, T, V[Rn], V[Rm]);
    }

    /// <summary>FMUL (vector).</summary>
    [A64("0 Q:1 1 01110 0 sz:1 1 Rm:5 11011 1 Rn:5 Rd:5", "FMUL <Vd>.<T(2 + sz, Q)>, <Vn>.<T(2 + sz, Q)>, <Vm>.<T(2 + sz, Q)>", When = "sz == 0 || Q == 1")]
    [A64("0 Q:1 1 01110 0 10 Rm:5 00 011 1 Rn:5 Rd:5", "FMUL <Vd>.<T(2 + sz, Q)>, <Vn>.<T(2 + sz, Q)>, <Vm>.<T(2 + sz, Q)>", Feature = "FP16")]
    private void FMUL_advsimd(int Q, int Rm, int Rn, int Rd, int sz = -1)
    {
        VectorShape T = FpShape(sz, Q);
        V[Rd] = Map(Op.VFMul, T, V[Rn], V[Rm]);
    }

    /// <summary>FDIV (vector).</summary>
    [A64("0 Q:1 1 01110 0 sz:1 1 Rm:5 11111 1 Rn:5 Rd:5", "FDIV <Vd>.<T(2 + sz, Q)>, <Vn>.<T(2 + sz, Q)>, <Vm>.<T(2 + sz, Q)>", When = "sz == 0 || Q == 1")]
    [A64("0 Q:1 1 01110 0 10 Rm:5 00 111 1 Rn:5 Rd:5", "FDIV <Vd>.<T(2 + sz, Q)>, <Vn>.<T(2 + sz, Q)>, <Vm>.<T(2 + sz, Q)>", Feature = "FP16")]
    private void FDIV_advsimd(int Q, int Rm, int Rn, int Rd, int sz = -1)
    {
        VectorShape T = FpShape(sz, Q);
        V[Rd] = Map(Op.VFDiv, T, V[Rn], V[Rm]);
    }

    /// <summary>FMLA (vector).</summary>
    [A64("0 Q:1 0 01110 0 sz:1 1 Rm:5 11001 1 Rn:5 Rd:5", "FMLA <Vd>.<T(2 + sz, Q)>, <Vn>.<T(2 + sz, Q)>, <Vm>.<T(2 + sz, Q)>", When = "sz == 0 || Q == 1")]
    [A64("0 Q:1 0 01110 0 10 Rm:5 00 001 1 Rn:5 Rd:5", "FMLA <Vd>.<T(2 + sz, Q)>, <Vn>.<T(2 + sz, Q)>, <Vm>.<T(2 + sz, Q)>", Feature = "FP16")]
    private void FMLA_advsimd(int Q, int Rm, int Rn, int Rd, int sz = -1)
    {
        VectorShape T = FpShape(sz, Q);
        V[Rd] = Map(Op.VFMulAdd, T, V[Rd], V[Rn], V[Rm]);
    }

    /// <summary>FMLS (vector).</summary>
    [A64("0 Q:1 0 01110 1 sz:1 1 Rm:5 11001 1 Rn:5 Rd:5", "FMLS <Vd>.<T(2 + sz, Q)>, <Vn>.<T(2 + sz, Q)>, <Vm>.<T(2 + sz, Q)>", When = "sz == 0 || Q == 1")]
    [A64("0 Q:1 0 01110 1 10 Rm:5 00 001 1 Rn:5 Rd:5", "FMLS <Vd>.<T(2 + sz, Q)>, <Vn>.<T(2 + sz, Q)>, <Vm>.<T(2 + sz, Q)>", Feature = "FP16")]
    private void FMLS_advsimd(int Q, int Rm, int Rn, int Rd, int sz = -1)
    {
        VectorShape T = FpShape(sz, Q);
        V[Rd] = Map(Op.VFMulAdd, T, V[Rd], Map(Op.VFNeg, T, V[Rn]), V[Rm]);
    }

    /// <summary>FMAX (vector).</summary>
    [A64("0 Q:1 0 01110 0 sz:1 1 Rm:5 11110 1 Rn:5 Rd:5", "FMAX <Vd>.<T(2 + sz, Q)>, <Vn>.<T(2 + sz, Q)>, <Vm>.<T(2 + sz, Q)>", When = "sz == 0 || Q == 1")]
    [A64("0 Q:1 0 01110 0 10 Rm:5 00 110 1 Rn:5 Rd:5", "FMAX <Vd>.<T(2 + sz, Q)>, <Vn>.<T(2 + sz, Q)>, <Vm>.<T(2 + sz, Q)>", Feature = "FP16")]
    private void FMAX_advsimd(int Q, int Rm, int Rn, int Rd, int sz = -1)
    {
        VectorShape T = FpShape(sz, Q);
        V[Rd] = Map(Op.VFMax, T, V[Rn], V[Rm]);
    }

    /// <summary>FMAXP (vector).</summary>
    [A64("0 Q:1 1 01110 0 sz:1 1 Rm:5 11110 1 Rn:5 Rd:5", "FMAXP <Vd>.<T(2 + sz, Q)>, <Vn>.<T(2 + sz, Q)>, <Vm>.<T(2 + sz, Q)>", When = "sz == 0 || Q == 1")]
    [A64("0 Q:1 1 01110 0 10 Rm:5 00 110 1 Rn:5 Rd:5", "FMAXP <Vd>.<T(2 + sz, Q)>, <Vn>.<T(2 + sz, Q)>, <Vm>.<T(2 + sz, Q)>", Feature = "FP16")]
    private void FMAXP_advsimd(int Q, int Rm, int Rn, int Rd, int sz = -1)
    {
        VectorShape T = FpShape(sz, Q);
        V[Rd] = Pairwise(Op.VFMax, T, V[Rn], V[Rm]);
    }

    /// <summary>FMIN (vector).</summary>
    [A64("0 Q:1 0 01110 1 sz:1 1 Rm:5 11110 1 Rn:5 Rd:5", "FMIN <Vd>.<T(2 + sz, Q)>, <Vn>.<T(2 + sz, Q)>, <Vm>.<T(2 + sz, Q)>", When = "sz == 0 || Q == 1")]
    [A64("0 Q:1 0 01110 1 10 Rm:5 00 110 1 Rn:5 Rd:5", "FMIN <Vd>.<T(2 + sz, Q)>, <Vn>.<T(2 + sz, Q)>, <Vm>.<T(2 + sz, Q)>", Feature = "FP16")]
    private void FMIN_advsimd(int Q, int Rm, int Rn, int Rd, int sz = -1)
    {
        VectorShape T = FpShape(sz, Q);
        V[Rd] = Map(Op.VFMin, T, V[Rn], V[Rm]);
    }

    /// <summary>FMINP (vector).</summary>
    [A64("0 Q:1 1 01110 1 sz:1 1 Rm:5 11110 1 Rn:5 Rd:5", "FMINP <Vd>.<T(2 + sz, Q)>, <Vn>.<T(2 + sz, Q)>, <Vm>.<T(2 + sz, Q)>", When = "sz == 0 || Q == 1")]
    [A64("0 Q:1 1 01110 1 10 Rm:5 00 110 1 Rn:5 Rd:5", "FMINP <Vd>.<T(2 + sz, Q)>, <Vn>.<T(2 + sz, Q)>, <Vm>.<T(2 + sz, Q)>", Feature = "FP16")]
    private void FMINP_advsimd(int Q, int Rm, int Rn, int Rd, int sz = -1)
    {
        VectorShape T = FpShape(sz, Q);
        V[Rd] = Pairwise(Op.VFMin, T, V[Rn], V[Rm]);
    }

    /// <summary>FMAXNM (vector).</summary>
    [A64("0 Q:1 0 01110 0 sz:1 1 Rm:5 11000 1 Rn:5 Rd:5", "FMAXNM <Vd>.<T(2 + sz, Q)>, <Vn>.<T(2 + sz, Q)>, <Vm>.<T(2 + sz, Q)>", When = "sz == 0 || Q == 1")]
    [A64("0 Q:1 0 01110 0 10 Rm:5 00 000 1 Rn:5 Rd:5", "FMAXNM <Vd>.<T(2 + sz, Q)>, <Vn>.<T(2 + sz, Q)>, <Vm>.<T(2 + sz, Q)>", Feature = "FP16")]
    private void FMAXNM_advsimd(int Q, int Rm, int Rn, int Rd, int sz = -1)
    {
        VectorShape T = FpShape(sz, Q);
        V[Rd] = Map(Op.VFMaxNum, T, V[Rn], V[Rm]);
    }

    /// <summary>FMAXNMP (vector).</summary>
    [A64("0 Q:1 1 01110 0 sz:1 1 Rm:5 11000 1 Rn:5 Rd:5", "FMAXNMP <Vd>.<T(2 + sz, Q)>, <Vn>.<T(2 + sz, Q)>, <Vm>.<T(2 + sz, Q)>", When = "sz == 0 || Q == 1")]
    [A64("0 Q:1 1 01110 0 10 Rm:5 00 000 1 Rn:5 Rd:5", "FMAXNMP <Vd>.<T(2 + sz, Q)>, <Vn>.<T(2 + sz, Q)>, <Vm>.<T(2 + sz, Q)>", Feature = "FP16")]
    private void FMAXNMP_advsimd(int Q, int Rm, int Rn, int Rd, int sz = -1)
    {
        VectorShape T = FpShape(sz, Q);
        V[Rd] = Pairwise(Op.VFMaxNum, T, V[Rn], V[Rm]);
    }

    /// <summary>FMINNM (vector).</summary>
    [A64("0 Q:1 0 01110 1 sz:1 1 Rm:5 11000 1 Rn:5 Rd:5", "FMINNM <Vd>.<T(2 + sz, Q)>, <Vn>.<T(2 + sz, Q)>, <Vm>.<T(2 + sz, Q)>", When = "sz == 0 || Q == 1")]
    [A64("0 Q:1 0 01110 1 10 Rm:5 00 000 1 Rn:5 Rd:5", "FMINNM <Vd>.<T(2 + sz, Q)>, <Vn>.<T(2 + sz, Q)>, <Vm>.<T(2 + sz, Q)>", Feature = "FP16")]
    private void FMINNM_advsimd(int Q, int Rm, int Rn, int Rd, int sz = -1)
    {
        VectorShape T = FpShape(sz, Q);
        V[Rd] = Map(Op.VFMinNum, T, V[Rn], V[Rm]);
    }

    /// <summary>FMINNMP (vector).</summary>
    [A64("0 Q:1 1 01110 1 sz:1 1 Rm:5 11000 1 Rn:5 Rd:5", "FMINNMP <Vd>.<T(2 + sz, Q)>, <Vn>.<T(2 + sz, Q)>, <Vm>.<T(2 + sz, Q)>", When = "sz == 0 || Q == 1")]
    [A64("0 Q:1 1 01110 1 10 Rm:5 00 000 1 Rn:5 Rd:5", "FMINNMP <Vd>.<T(2 + sz, Q)>, <Vn>.<T(2 + sz, Q)>, <Vm>.<T(2 + sz, Q)>", Feature = "FP16")]
    private void FMINNMP_advsimd(int Q, int Rm, int Rn, int Rd, int sz = -1)
    {
        VectorShape T = FpShape(sz, Q);
        V[Rd] = Pairwise(Op.VFMinNum, T, V[Rn], V[Rm]);
    }

    /// <summary>FADDP (vector).</summary>
    [A64("0 Q:1 1 01110 0 sz:1 1 Rm:5 11010 1 Rn:5 Rd:5", "FADDP <Vd>.<T(2 + sz, Q)>, <Vn>.<T(2 + sz, Q)>, <Vm>.<T(2 + sz, Q)>", When = "sz == 0 || Q == 1")]
    [A64("0 Q:1 1 01110 0 10 Rm:5 00 010 1 Rn:5 Rd:5", "FADDP <Vd>.<T(2 + sz, Q)>, <Vn>.<T(2 + sz, Q)>, <Vm>.<T(2 + sz, Q)>", Feature = "FP16")]
    private void FADDP_advsimd(int Q, int Rm, int Rn, int Rd, int sz = -1)
    {
        VectorShape T = FpShape(sz, Q);
        V[Rd] = Pairwise(Op.VFAdd, T, V[Rn], V[Rm]);
    }

    /// <summary>FABD (vector).</summary>
    [A64("0 Q:1 1 01110 1 sz:1 1 Rm:5 11010 1 Rn:5 Rd:5", "FABD <Vd>.<T(2 + sz, Q)>, <Vn>.<T(2 + sz, Q)>, <Vm>.<T(2 + sz, Q)>", When = "sz == 0 || Q == 1")]
    [A64("0 Q:1 1 01110 1 10 Rm:5 00 010 1 Rn:5 Rd:5", "FABD <Vd>.<T(2 + sz, Q)>, <Vn>.<T(2 + sz, Q)>, <Vm>.<T(2 + sz, Q)>", Feature = "FP16")]
    [A64("01 1 11110 1 sz:1 1 Rm:5 11010 1 Rn:5 Rd:5", "FABD <Scalar(2 + sz, Rd)>, <Scalar(2 + sz, Rn)>, <Scalar(2 + sz, Rm)>")]
    [A64("01 1 11110 1 10 Rm:5 00 010 1 Rn:5 Rd:5", "FABD <Scalar(2 + sz, Rd)>, <Scalar(2 + sz, Rn)>, <Scalar(2 + sz, Rm)>", Feature = "FP16")]
    private void FABD_advsimd(int Rm, int Rn, int Rd, int sz = -1, int Q = -1)
    {
        VectorShape T = FpShape(sz, Q);
        V[Rd] = FMap(Op.VFAbs, T, FMap(Op.VFSub, T, V[Rn], V[Rm]));
    }

    /// <summary>FMULX (vector).</summary>
    [A64("0 Q:1 0 01110 0 sz:1 1 Rm:5 11011 1 Rn:5 Rd:5", "FMULX <Vd>.<T(2 + sz, Q)>, <Vn>.<T(2 + sz, Q)>, <Vm>.<T(2 + sz, Q)>", When = "sz == 0 || Q == 1")]
    [A64("0 Q:1 0 01110 0 10 Rm:5 00 011 1 Rn:5 Rd:5", "FMULX <Vd>.<T(2 + sz, Q)>, <Vn>.<T(2 + sz, Q)>, <Vm>.<T(2 + sz, Q)>", Feature = "FP16")]
    [A64("01 0 11110 0 sz:1 1 Rm:5 11011 1 Rn:5 Rd:5", "FMULX <Scalar(2 + sz, Rd)>, <Scalar(2 + sz, Rn)>, <Scalar(2 + sz, Rm)>")]
    [A64("01 0 11110 0 10 Rm:5 00 011 1 Rn:5 Rd:5", "FMULX <Scalar(2 + sz, Rd)>, <Scalar(2 + sz, Rn)>, <Scalar(2 + sz, Rm)>", Feature = "FP16")]
    private void FMULX_advsimd(int Rm, int Rn, int Rd, int sz = -1, int Q = -1)
    {
        VectorShape T = FpShape(sz, Q);
        V[Rd] = Map(Op.VFMulX, T, V[Rn], V[Rm]);
    }

    /// <summary>FRECPS (vector).</summary>
    [A64("0 Q:1 0 01110 0 sz:1 1 Rm:5 11111 1 Rn:5 Rd:5", "FRECPS <Vd>.<T(2 + sz, Q)>, <Vn>.<T(2 + sz, Q)>, <Vm>.<T(2 + sz, Q)>", When = "sz == 0 || Q == 1")]
    [A64("0 Q:1 0 01110 0 10 Rm:5 00 111 1 Rn:5 Rd:5", "FRECPS <Vd>.<T(2 + sz, Q)>, <Vn>.<T(2 + sz, Q)>, <Vm>.<T(2 + sz, Q)>", Feature = "FP16")]
    [A64("01 0 11110 0 sz:1 1 Rm:5 11111 1 Rn:5 Rd:5", "FRECPS <Scalar(2 + sz, Rd)>, <Scalar(2 + sz, Rn)>, <Scalar(2 + sz, Rm)>")]
    [A64("01 0 11110 0 10 Rm:5 00 111 1 Rn:5 Rd:5", "FRECPS <Scalar(2 + sz, Rd)>, <Scalar(2 + sz, Rn)>, <Scalar(2 + sz, Rm)>", Feature = "FP16")]
    private void FRECPS_advsimd(int Rm, int Rn, int Rd, int sz = -1, int Q = -1)
    {
        VectorShape T = FpShape(sz, Q);
        V[Rd] = Map(Op.VFRecipStep, T, V[Rn], V[Rm]);
    }

    /// <summary>FRSQRTS (vector).</summary>
    [A64("0 Q:1 0 01110 1 sz:1 1 Rm:5 11111 1 Rn:5 Rd:5", "FRSQRTS <Vd>.<T(2 + sz, Q)>, <Vn>.<T(2 + sz, Q)>, <Vm>.<T(2 + sz, Q)>", When = "sz == 0 || Q == 1")]
    [A64("0 Q:1 0 01110 1 10 Rm:5 00 111 1 Rn:5 Rd:5", "FRSQRTS <Vd>.<T(2 + sz, Q)>, <Vn>.<T(2 + sz, Q)>, <Vm>.<T(2 + sz, Q)>", Feature = "FP16")]
    [A64("01 0 11110 1 sz:1 1 Rm:5 11111 1 Rn:5 Rd:5", "FRSQRTS <Scalar(2 + sz, Rd)>, <Scalar(2 + sz, Rn)>, <Scalar(2 + sz, Rm)>")]
    [A64("01 0 11110 1 10 Rm:5 00 111 1 Rn:5 Rd:5", "FRSQRTS <Scalar(2 + sz, Rd)>, <Scalar(2 + sz, Rn)>, <Scalar(2 + sz, Rm)>", Feature = "FP16")]
    private void FRSQRTS_advsimd(int Rm, int Rn, int Rd, int sz = -1, int Q = -1)
    {
        VectorShape T = FpShape(sz, Q);
        V[Rd] = Map(Op.VFRSqrtStep, T, V[Rn], V[Rm]);
    }

    /// <summary>FCMEQ (vector).</summary>
    [A64("0 Q:1 0 01110 0 sz:1 1 Rm:5 11100 1 Rn:5 Rd:5", "FCMEQ <Vd>.<T(2 + sz, Q)>, <Vn>.<T(2 + sz, Q)>, <Vm>.<T(2 + sz, Q)>", When = "sz == 0 || Q == 1")]
    [A64("0 Q:1 0 01110 0 10 Rm:5 00 100 1 Rn:5 Rd:5", "FCMEQ <Vd>.<T(2 + sz, Q)>, <Vn>.<T(2 + sz, Q)>, <Vm>.<T(2 + sz, Q)>", Feature = "FP16")]
    [A64("01 0 11110 0 sz:1 1 Rm:5 11100 1 Rn:5 Rd:5", "FCMEQ <Scalar(2 + sz, Rd)>, <Scalar(2 + sz, Rn)>, <Scalar(2 + sz, Rm)>")]
    [A64("01 0 11110 0 10 Rm:5 00 100 1 Rn:5 Rd:5", "FCMEQ <Scalar(2 + sz, Rd)>, <Scalar(2 + sz, Rn)>, <Scalar(2 + sz, Rm)>", Feature = "FP16")]
    private void FCMEQ_advsimd(int Rm, int Rn, int Rd, int sz = -1, int Q = -1)
    {
        VectorShape T = FpShape(sz, Q);
        V[Rd] = FMap(Op.VFCompareEqual, T, V[Rn], V[Rm]);
    }

    /// <summary>FCMGE (vector).</summary>
    [A64("0 Q:1 1 01110 0 sz:1 1 Rm:5 11100 1 Rn:5 Rd:5", "FCMGE <Vd>.<T(2 + sz, Q)>, <Vn>.<T(2 + sz, Q)>, <Vm>.<T(2 + sz, Q)>", When = "sz == 0 || Q == 1")]
    [A64("0 Q:1 1 01110 0 10 Rm:5 00 100 1 Rn:5 Rd:5", "FCMGE <Vd>.<T(2 + sz, Q)>, <Vn>.<T(2 + sz, Q)>, <Vm>.<T(2 + sz, Q)>", Feature = "FP16")]
    [A64("01 1 11110 0 sz:1 1 Rm:5 11100 1 Rn:5 Rd:5", "FCMGE <Scalar(2 + sz, Rd)>, <Scalar(2 + sz, Rn)>, <Scalar(2 + sz, Rm)>")]
    [A64("01 1 11110 0 10 Rm:5 00 100 1 Rn:5 Rd:5", "FCMGE <Scalar(2 + sz, Rd)>, <Scalar(2 + sz, Rn)>, <Scalar(2 + sz, Rm)>", Feature = "FP16")]
    private void FCMGE_advsimd(int Rm, int Rn, int Rd, int sz = -1, int Q = -1)
    {
        VectorShape T = FpShape(sz, Q);
        V[Rd] = FMap(Op.VFCompareGreaterEqual, T, V[Rn], V[Rm]);
    }

    /// <summary>FCMGT (vector).</summary>
    [A64("0 Q:1 1 01110 1 sz:1 1 Rm:5 11100 1 Rn:5 Rd:5", "FCMGT <Vd>.<T(2 + sz, Q)>, <Vn>.<T(2 + sz, Q)>, <Vm>.<T(2 + sz, Q)>", When = "sz == 0 || Q == 1")]
    [A64("0 Q:1 1 01110 1 10 Rm:5 00 100 1 Rn:5 Rd:5", "FCMGT <Vd>.<T(2 + sz, Q)>, <Vn>.<T(2 + sz, Q)>, <Vm>.<T(2 + sz, Q)>", Feature = "FP16")]
    [A64("01 1 11110 1 sz:1 1 Rm:5 11100 1 Rn:5 Rd:5", "FCMGT <Scalar(2 + sz, Rd)>, <Scalar(2 + sz, Rn)>, <Scalar(2 + sz, Rm)>")]
    [A64("01 1 11110 1 10 Rm:5 00 100 1 Rn:5 Rd:5", "FCMGT <Scalar(2 + sz, Rd)>, <Scalar(2 + sz, Rn)>, <Scalar(2 + sz, Rm)>", Feature = "FP16")]
    private void FCMGT_advsimd(int Rm, int Rn, int Rd, int sz = -1, int Q = -1)
    {
        VectorShape T = FpShape(sz, Q);
        V[Rd] = FMap(Op.VFCompareGreater, T, V[Rn], V[Rm]);
    }

    /// <summary>FACGE (vector).</summary>
    [A64("0 Q:1 1 01110 0 sz:1 1 Rm:5 11101 1 Rn:5 Rd:5", "FACGE <Vd>.<T(2 + sz, Q)>, <Vn>.<T(2 + sz, Q)>, <Vm>.<T(2 + sz, Q)>", When = "sz == 0 || Q == 1")]
    [A64("0 Q:1 1 01110 0 10 Rm:5 00 101 1 Rn:5 Rd:5", "FACGE <Vd>.<T(2 + sz, Q)>, <Vn>.<T(2 + sz, Q)>, <Vm>.<T(2 + sz, Q)>", Feature = "FP16")]
    [A64("01 1 11110 0 sz:1 1 Rm:5 11101 1 Rn:5 Rd:5", "FACGE <Scalar(2 + sz, Rd)>, <Scalar(2 + sz, Rn)>, <Scalar(2 + sz, Rm)>")]
    [A64("01 1 11110 0 10 Rm:5 00 101 1 Rn:5 Rd:5", "FACGE <Scalar(2 + sz, Rd)>, <Scalar(2 + sz, Rn)>, <Scalar(2 + sz, Rm)>", Feature = "FP16")]
    private void FACGE_advsimd(int Rm, int Rn, int Rd, int sz = -1, int Q = -1)
    {
        VectorShape T = FpShape(sz, Q);
        V[Rd] = FMap(Op.VFCompareGreaterEqual, T, FMap(Op.VFAbs, T, V[Rn]), FMap(Op.VFAbs, T, V[Rm]));
    }

    /// <summary>FACGT (vector).</summary>
    [A64("0 Q:1 1 01110 1 sz:1 1 Rm:5 11101 1 Rn:5 Rd:5", "FACGT <Vd>.<T(2 + sz, Q)>, <Vn>.<T(2 + sz, Q)>, <Vm>.<T(2 + sz, Q)>", When = "sz == 0 || Q == 1")]
    [A64("0 Q:1 1 01110 1 10 Rm:5 00 101 1 Rn:5 Rd:5", "FACGT <Vd>.<T(2 + sz, Q)>, <Vn>.<T(2 + sz, Q)>, <Vm>.<T(2 + sz, Q)>", Feature = "FP16")]
    [A64("01 1 11110 1 sz:1 1 Rm:5 11101 1 Rn:5 Rd:5", "FACGT <Scalar(2 + sz, Rd)>, <Scalar(2 + sz, Rn)>, <Scalar(2 + sz, Rm)>")]
    [A64("01 1 11110 1 10 Rm:5 00 101 1 Rn:5 Rd:5", "FACGT <Scalar(2 + sz, Rd)>, <Scalar(2 + sz, Rn)>, <Scalar(2 + sz, Rm)>", Feature = "FP16")]
    private void FACGT_advsimd(int Rm, int Rn, int Rd, int sz = -1, int Q = -1)
    {
        VectorShape T = FpShape(sz, Q);
        V[Rd] = FMap(Op.VFCompareGreater, T, FMap(Op.VFAbs, T, V[Rn]), FMap(Op.VFAbs, T, V[Rm]));
    }
}
