using Armillary.Ir;
using Armillary.Ir.Numerics;

namespace Armillary.Arm.A64;

/// <summary>Advanced SIMD two-register miscellaneous and scalar two-register miscellaneous, floating-point: DDI 0487, C4.1.</summary>
public sealed partial class A64Translator
{
    /// <summary>FABS (vector).</summary>
    [A64("0 Q:1 0 01110 1 sz:1 10000 01111 10 Rn:5 Rd:5", "FABS <Vd>.<T(2 + sz, Q)>, <Vn>.<T(2 + sz, Q)>", When = "sz == 0 || Q == 1")]
    [A64("0 Q:1 0 01110 1 111100 01111 10 Rn:5 Rd:5", "FABS <Vd>.<T(2 + sz, Q)>, <Vn>.<T(2 + sz, Q)>", Feature = "FP16")]
    private void FABS_advsimd(int Q, int Rn, int Rd, int sz = -1)
    {
        VectorShape T = FpShape(sz, Q);
        V[Rd] = Map(Op.VFAbs, T, V[Rn]);
    }

    /// <summary>FNEG (vector).</summary>
    [A64("0 Q:1 1 01110 1 sz:1 10000 01111 10 Rn:5 Rd:5", "FNEG <Vd>.<T(2 + sz, Q)>, <Vn>.<T(2 + sz, Q)>", When = "sz == 0 || Q == 1")]
    [A64("0 Q:1 1 01110 1 111100 01111 10 Rn:5 Rd:5", "FNEG <Vd>.<T(2 + sz, Q)>, <Vn>.<T(2 + sz, Q)>", Feature = "FP16")]
    private void FNEG_advsimd(int Q, int Rn, int Rd, int sz = -1)
    {
        VectorShape T = FpShape(sz, Q);
        V[Rd] = Map(Op.VFNeg, T, V[Rn]);
    }

    /// <summary>FSQRT (vector).</summary>
    [A64("0 Q:1 1 01110 1 sz:1 10000 11111 10 Rn:5 Rd:5", "FSQRT <Vd>.<T(2 + sz, Q)>, <Vn>.<T(2 + sz, Q)>", When = "sz == 0 || Q == 1")]
    [A64("0 Q:1 1 01110 1 111100 11111 10 Rn:5 Rd:5", "FSQRT <Vd>.<T(2 + sz, Q)>, <Vn>.<T(2 + sz, Q)>", Feature = "FP16")]
    private void FSQRT_advsimd(int Q, int Rn, int Rd, int sz = -1)
    {
        VectorShape T = FpShape(sz, Q);
        V[Rd] = Map(Op.VFSqrt, T, V[Rn]);
    }

    /// <summary>FRINTN (vector).</summary>
    [A64("0 Q:1 0 01110 0 sz:1 10000 11000 10 Rn:5 Rd:5", "FRINTN <Vd>.<T(2 + sz, Q)>, <Vn>.<T(2 + sz, Q)>", When = "sz == 0 || Q == 1")]
    [A64("0 Q:1 0 01110 0 111100 11000 10 Rn:5 Rd:5", "FRINTN <Vd>.<T(2 + sz, Q)>, <Vn>.<T(2 + sz, Q)>", Feature = "FP16")]
    private void FRINTN_advsimd(int Q, int Rn, int Rd, int sz = -1)
    {
        VectorShape T = FpShape(sz, Q);
        V[Rd] = Map(Op.VFRoundInt, T, V[Rn], (int)FPRounding.TIEEVEN);
    }

    /// <summary>FRINTM (vector).</summary>
    [A64("0 Q:1 0 01110 0 sz:1 10000 11001 10 Rn:5 Rd:5", "FRINTM <Vd>.<T(2 + sz, Q)>, <Vn>.<T(2 + sz, Q)>", When = "sz == 0 || Q == 1")]
    [A64("0 Q:1 0 01110 0 111100 11001 10 Rn:5 Rd:5", "FRINTM <Vd>.<T(2 + sz, Q)>, <Vn>.<T(2 + sz, Q)>", Feature = "FP16")]
    private void FRINTM_advsimd(int Q, int Rn, int Rd, int sz = -1)
    {
        VectorShape T = FpShape(sz, Q);
        V[Rd] = Map(Op.VFRoundInt, T, V[Rn], (int)FPRounding.NEGINF);
    }

    /// <summary>FRINTP (vector).</summary>
    [A64("0 Q:1 0 01110 1 sz:1 10000 11000 10 Rn:5 Rd:5", "FRINTP <Vd>.<T(2 + sz, Q)>, <Vn>.<T(2 + sz, Q)>", When = "sz == 0 || Q == 1")]
    [A64("0 Q:1 0 01110 1 111100 11000 10 Rn:5 Rd:5", "FRINTP <Vd>.<T(2 + sz, Q)>, <Vn>.<T(2 + sz, Q)>", Feature = "FP16")]
    private void FRINTP_advsimd(int Q, int Rn, int Rd, int sz = -1)
    {
        VectorShape T = FpShape(sz, Q);
        V[Rd] = Map(Op.VFRoundInt, T, V[Rn], (int)FPRounding.POSINF);
    }

    /// <summary>FRINTZ (vector).</summary>
    [A64("0 Q:1 0 01110 1 sz:1 10000 11001 10 Rn:5 Rd:5", "FRINTZ <Vd>.<T(2 + sz, Q)>, <Vn>.<T(2 + sz, Q)>", When = "sz == 0 || Q == 1")]
    [A64("0 Q:1 0 01110 1 111100 11001 10 Rn:5 Rd:5", "FRINTZ <Vd>.<T(2 + sz, Q)>, <Vn>.<T(2 + sz, Q)>", Feature = "FP16")]
    private void FRINTZ_advsimd(int Q, int Rn, int Rd, int sz = -1)
    {
        VectorShape T = FpShape(sz, Q);
        V[Rd] = Map(Op.VFRoundInt, T, V[Rn], (int)FPRounding.ZERO);
    }

    /// <summary>FRINTA (vector).</summary>
    [A64("0 Q:1 1 01110 0 sz:1 10000 11000 10 Rn:5 Rd:5", "FRINTA <Vd>.<T(2 + sz, Q)>, <Vn>.<T(2 + sz, Q)>", When = "sz == 0 || Q == 1")]
    [A64("0 Q:1 1 01110 0 111100 11000 10 Rn:5 Rd:5", "FRINTA <Vd>.<T(2 + sz, Q)>, <Vn>.<T(2 + sz, Q)>", Feature = "FP16")]
    private void FRINTA_advsimd(int Q, int Rn, int Rd, int sz = -1)
    {
        VectorShape T = FpShape(sz, Q);
        V[Rd] = Map(Op.VFRoundInt, T, V[Rn], (int)FPRounding.TIEAWAY);
    }

    /// <summary>FRINTX (vector).</summary>
    [A64("0 Q:1 1 01110 0 sz:1 10000 11001 10 Rn:5 Rd:5", "FRINTX <Vd>.<T(2 + sz, Q)>, <Vn>.<T(2 + sz, Q)>", When = "sz == 0 || Q == 1")]
    [A64("0 Q:1 1 01110 0 111100 11001 10 Rn:5 Rd:5", "FRINTX <Vd>.<T(2 + sz, Q)>, <Vn>.<T(2 + sz, Q)>", Feature = "FP16")]
    private void FRINTX_advsimd(int Q, int Rn, int Rd, int sz = -1)
    {
        VectorShape T = FpShape(sz, Q);
        V[Rd] = Map(Op.VFRoundInt, T, V[Rn], (int)FPRounding.Current | 8);
    }

    /// <summary>FRINTI (vector).</summary>
    [A64("0 Q:1 1 01110 1 sz:1 10000 11001 10 Rn:5 Rd:5", "FRINTI <Vd>.<T(2 + sz, Q)>, <Vn>.<T(2 + sz, Q)>", When = "sz == 0 || Q == 1")]
    [A64("0 Q:1 1 01110 1 111100 11001 10 Rn:5 Rd:5", "FRINTI <Vd>.<T(2 + sz, Q)>, <Vn>.<T(2 + sz, Q)>", Feature = "FP16")]
    private void FRINTI_advsimd(int Q, int Rn, int Rd, int sz = -1)
    {
        VectorShape T = FpShape(sz, Q);
        V[Rd] = Map(Op.VFRoundInt, T, V[Rn], (int)FPRounding.Current);
    }

    /// <summary>FRINT32Z (vector).</summary>
    [A64("0 Q:1 0 01110 0 sz:1 10000 11110 10 Rn:5 Rd:5", "FRINT32Z <Vd>.<T(2 + sz, Q)>, <Vn>.<T(2 + sz, Q)>", Feature = "FRINTTS", When = "sz == 0 || Q == 1")]
    private void FRINT32Z_advsimd(int Q, int sz, int Rn, int Rd)
    {
        VectorShape T = FpShape(sz, Q);
        V[Rd] = Map(Op.VFRoundIntN, T, V[Rn], (int)FPRounding.ZERO);
    }

    /// <summary>FRINT64Z (vector).</summary>
    [A64("0 Q:1 0 01110 0 sz:1 10000 11111 10 Rn:5 Rd:5", "FRINT64Z <Vd>.<T(2 + sz, Q)>, <Vn>.<T(2 + sz, Q)>", Feature = "FRINTTS", When = "sz == 0 || Q == 1")]
    private void FRINT64Z_advsimd(int Q, int sz, int Rn, int Rd)
    {
        VectorShape T = FpShape(sz, Q);
        V[Rd] = Map(Op.VFRoundIntN, T, V[Rn], (int)FPRounding.ZERO | 8);
    }

    /// <summary>FRINT32X (vector).</summary>
    [A64("0 Q:1 1 01110 0 sz:1 10000 11110 10 Rn:5 Rd:5", "FRINT32X <Vd>.<T(2 + sz, Q)>, <Vn>.<T(2 + sz, Q)>", Feature = "FRINTTS", When = "sz == 0 || Q == 1")]
    private void FRINT32X_advsimd(int Q, int sz, int Rn, int Rd)
    {
        VectorShape T = FpShape(sz, Q);
        V[Rd] = Map(Op.VFRoundIntN, T, V[Rn], (int)FPRounding.Current);
    }

    /// <summary>FRINT64X (vector).</summary>
    [A64("0 Q:1 1 01110 0 sz:1 10000 11111 10 Rn:5 Rd:5", "FRINT64X <Vd>.<T(2 + sz, Q)>, <Vn>.<T(2 + sz, Q)>", Feature = "FRINTTS", When = "sz == 0 || Q == 1")]
    private void FRINT64X_advsimd(int Q, int sz, int Rn, int Rd)
    {
        VectorShape T = FpShape(sz, Q);
        V[Rd] = Map(Op.VFRoundIntN, T, V[Rn], (int)FPRounding.Current | 8);
    }

    /// <summary>FCVTNS (vector).</summary>
    [A64("0 Q:1 0 01110 0 sz:1 10000 11010 10 Rn:5 Rd:5", "FCVTNS <Vd>.<T(2 + sz, Q)>, <Vn>.<T(2 + sz, Q)>", When = "sz == 0 || Q == 1")]
    [A64("0 Q:1 0 01110 0 111100 11010 10 Rn:5 Rd:5", "FCVTNS <Vd>.<T(2 + sz, Q)>, <Vn>.<T(2 + sz, Q)>", Feature = "FP16")]
    [A64("01 0 11110 0 sz:1 10000 11010 10 Rn:5 Rd:5", "FCVTNS <Scalar(2 + sz, Rd)>, <Scalar(2 + sz, Rn)>")]
    [A64("01 0 11110 0 111100 11010 10 Rn:5 Rd:5", "FCVTNS <Scalar(2 + sz, Rd)>, <Scalar(2 + sz, Rn)>", Feature = "FP16")]
    private void FCVTNS_advsimd(int Rn, int Rd, int sz = -1, int Q = -1)
    {
        VectorShape T = FpShape(sz, Q);
        V[Rd] = FPToInteger(T, V[Rn], FPRounding.TIEEVEN, unsigned: false);
    }

    /// <summary>FCVTNU (vector).</summary>
    [A64("0 Q:1 1 01110 0 sz:1 10000 11010 10 Rn:5 Rd:5", "FCVTNU <Vd>.<T(2 + sz, Q)>, <Vn>.<T(2 + sz, Q)>", When = "sz == 0 || Q == 1")]
    [A64("0 Q:1 1 01110 0 111100 11010 10 Rn:5 Rd:5", "FCVTNU <Vd>.<T(2 + sz, Q)>, <Vn>.<T(2 + sz, Q)>", Feature = "FP16")]
    [A64("01 1 11110 0 sz:1 10000 11010 10 Rn:5 Rd:5", "FCVTNU <Scalar(2 + sz, Rd)>, <Scalar(2 + sz, Rn)>")]
    [A64("01 1 11110 0 111100 11010 10 Rn:5 Rd:5", "FCVTNU <Scalar(2 + sz, Rd)>, <Scalar(2 + sz, Rn)>", Feature = "FP16")]
    private void FCVTNU_advsimd(int Rn, int Rd, int sz = -1, int Q = -1)
    {
        VectorShape T = FpShape(sz, Q);
        V[Rd] = FPToInteger(T, V[Rn], FPRounding.TIEEVEN, unsigned: true);
    }

    /// <summary>FCVTMS (vector).</summary>
    [A64("0 Q:1 0 01110 0 sz:1 10000 11011 10 Rn:5 Rd:5", "FCVTMS <Vd>.<T(2 + sz, Q)>, <Vn>.<T(2 + sz, Q)>", When = "sz == 0 || Q == 1")]
    [A64("0 Q:1 0 01110 0 111100 11011 10 Rn:5 Rd:5", "FCVTMS <Vd>.<T(2 + sz, Q)>, <Vn>.<T(2 + sz, Q)>", Feature = "FP16")]
    [A64("01 0 11110 0 sz:1 10000 11011 10 Rn:5 Rd:5", "FCVTMS <Scalar(2 + sz, Rd)>, <Scalar(2 + sz, Rn)>")]
    [A64("01 0 11110 0 111100 11011 10 Rn:5 Rd:5", "FCVTMS <Scalar(2 + sz, Rd)>, <Scalar(2 + sz, Rn)>", Feature = "FP16")]
    private void FCVTMS_advsimd(int Rn, int Rd, int sz = -1, int Q = -1)
    {
        VectorShape T = FpShape(sz, Q);
        V[Rd] = FPToInteger(T, V[Rn], FPRounding.NEGINF, unsigned: false);
    }

    /// <summary>FCVTMU (vector).</summary>
    [A64("0 Q:1 1 01110 0 sz:1 10000 11011 10 Rn:5 Rd:5", "FCVTMU <Vd>.<T(2 + sz, Q)>, <Vn>.<T(2 + sz, Q)>", When = "sz == 0 || Q == 1")]
    [A64("0 Q:1 1 01110 0 111100 11011 10 Rn:5 Rd:5", "FCVTMU <Vd>.<T(2 + sz, Q)>, <Vn>.<T(2 + sz, Q)>", Feature = "FP16")]
    [A64("01 1 11110 0 sz:1 10000 11011 10 Rn:5 Rd:5", "FCVTMU <Scalar(2 + sz, Rd)>, <Scalar(2 + sz, Rn)>")]
    [A64("01 1 11110 0 111100 11011 10 Rn:5 Rd:5", "FCVTMU <Scalar(2 + sz, Rd)>, <Scalar(2 + sz, Rn)>", Feature = "FP16")]
    private void FCVTMU_advsimd(int Rn, int Rd, int sz = -1, int Q = -1)
    {
        VectorShape T = FpShape(sz, Q);
        V[Rd] = FPToInteger(T, V[Rn], FPRounding.NEGINF, unsigned: true);
    }

    /// <summary>FCVTAS (vector).</summary>
    [A64("0 Q:1 0 01110 0 sz:1 10000 11100 10 Rn:5 Rd:5", "FCVTAS <Vd>.<T(2 + sz, Q)>, <Vn>.<T(2 + sz, Q)>", When = "sz == 0 || Q == 1")]
    [A64("0 Q:1 0 01110 0 111100 11100 10 Rn:5 Rd:5", "FCVTAS <Vd>.<T(2 + sz, Q)>, <Vn>.<T(2 + sz, Q)>", Feature = "FP16")]
    [A64("01 0 11110 0 sz:1 10000 11100 10 Rn:5 Rd:5", "FCVTAS <Scalar(2 + sz, Rd)>, <Scalar(2 + sz, Rn)>")]
    [A64("01 0 11110 0 111100 11100 10 Rn:5 Rd:5", "FCVTAS <Scalar(2 + sz, Rd)>, <Scalar(2 + sz, Rn)>", Feature = "FP16")]
    private void FCVTAS_advsimd(int Rn, int Rd, int sz = -1, int Q = -1)
    {
        VectorShape T = FpShape(sz, Q);
        V[Rd] = FPToInteger(T, V[Rn], FPRounding.TIEAWAY, unsigned: false);
    }

    /// <summary>FCVTAU (vector).</summary>
    [A64("0 Q:1 1 01110 0 sz:1 10000 11100 10 Rn:5 Rd:5", "FCVTAU <Vd>.<T(2 + sz, Q)>, <Vn>.<T(2 + sz, Q)>", When = "sz == 0 || Q == 1")]
    [A64("0 Q:1 1 01110 0 111100 11100 10 Rn:5 Rd:5", "FCVTAU <Vd>.<T(2 + sz, Q)>, <Vn>.<T(2 + sz, Q)>", Feature = "FP16")]
    [A64("01 1 11110 0 sz:1 10000 11100 10 Rn:5 Rd:5", "FCVTAU <Scalar(2 + sz, Rd)>, <Scalar(2 + sz, Rn)>")]
    [A64("01 1 11110 0 111100 11100 10 Rn:5 Rd:5", "FCVTAU <Scalar(2 + sz, Rd)>, <Scalar(2 + sz, Rn)>", Feature = "FP16")]
    private void FCVTAU_advsimd(int Rn, int Rd, int sz = -1, int Q = -1)
    {
        VectorShape T = FpShape(sz, Q);
        V[Rd] = FPToInteger(T, V[Rn], FPRounding.TIEAWAY, unsigned: true);
    }

    /// <summary>FCVTPS (vector).</summary>
    [A64("0 Q:1 0 01110 1 sz:1 10000 11010 10 Rn:5 Rd:5", "FCVTPS <Vd>.<T(2 + sz, Q)>, <Vn>.<T(2 + sz, Q)>", When = "sz == 0 || Q == 1")]
    [A64("0 Q:1 0 01110 1 111100 11010 10 Rn:5 Rd:5", "FCVTPS <Vd>.<T(2 + sz, Q)>, <Vn>.<T(2 + sz, Q)>", Feature = "FP16")]
    [A64("01 0 11110 1 sz:1 10000 11010 10 Rn:5 Rd:5", "FCVTPS <Scalar(2 + sz, Rd)>, <Scalar(2 + sz, Rn)>")]
    [A64("01 0 11110 1 111100 11010 10 Rn:5 Rd:5", "FCVTPS <Scalar(2 + sz, Rd)>, <Scalar(2 + sz, Rn)>", Feature = "FP16")]
    private void FCVTPS_advsimd(int Rn, int Rd, int sz = -1, int Q = -1)
    {
        VectorShape T = FpShape(sz, Q);
        V[Rd] = FPToInteger(T, V[Rn], FPRounding.POSINF, unsigned: false);
    }

    /// <summary>FCVTPU (vector).</summary>
    [A64("0 Q:1 1 01110 1 sz:1 10000 11010 10 Rn:5 Rd:5", "FCVTPU <Vd>.<T(2 + sz, Q)>, <Vn>.<T(2 + sz, Q)>", When = "sz == 0 || Q == 1")]
    [A64("0 Q:1 1 01110 1 111100 11010 10 Rn:5 Rd:5", "FCVTPU <Vd>.<T(2 + sz, Q)>, <Vn>.<T(2 + sz, Q)>", Feature = "FP16")]
    [A64("01 1 11110 1 sz:1 10000 11010 10 Rn:5 Rd:5", "FCVTPU <Scalar(2 + sz, Rd)>, <Scalar(2 + sz, Rn)>")]
    [A64("01 1 11110 1 111100 11010 10 Rn:5 Rd:5", "FCVTPU <Scalar(2 + sz, Rd)>, <Scalar(2 + sz, Rn)>", Feature = "FP16")]
    private void FCVTPU_advsimd(int Rn, int Rd, int sz = -1, int Q = -1)
    {
        VectorShape T = FpShape(sz, Q);
        V[Rd] = FPToInteger(T, V[Rn], FPRounding.POSINF, unsigned: true);
    }

    /// <summary>FCVTZS (vector).</summary>
    [A64("0 Q:1 0 01110 1 sz:1 10000 11011 10 Rn:5 Rd:5", "FCVTZS <Vd>.<T(2 + sz, Q)>, <Vn>.<T(2 + sz, Q)>", When = "sz == 0 || Q == 1")]
    [A64("0 Q:1 0 01110 1 111100 11011 10 Rn:5 Rd:5", "FCVTZS <Vd>.<T(2 + sz, Q)>, <Vn>.<T(2 + sz, Q)>", Feature = "FP16")]
    [A64("01 0 11110 1 sz:1 10000 11011 10 Rn:5 Rd:5", "FCVTZS <Scalar(2 + sz, Rd)>, <Scalar(2 + sz, Rn)>")]
    [A64("01 0 11110 1 111100 11011 10 Rn:5 Rd:5", "FCVTZS <Scalar(2 + sz, Rd)>, <Scalar(2 + sz, Rn)>", Feature = "FP16")]
    private void FCVTZS_advsimd(int Rn, int Rd, int sz = -1, int Q = -1)
    {
        VectorShape T = FpShape(sz, Q);
        V[Rd] = FPToInteger(T, V[Rn], FPRounding.ZERO, unsigned: false);
    }

    /// <summary>FCVTZU (vector).</summary>
    [A64("0 Q:1 1 01110 1 sz:1 10000 11011 10 Rn:5 Rd:5", "FCVTZU <Vd>.<T(2 + sz, Q)>, <Vn>.<T(2 + sz, Q)>", When = "sz == 0 || Q == 1")]
    [A64("0 Q:1 1 01110 1 111100 11011 10 Rn:5 Rd:5", "FCVTZU <Vd>.<T(2 + sz, Q)>, <Vn>.<T(2 + sz, Q)>", Feature = "FP16")]
    [A64("01 1 11110 1 sz:1 10000 11011 10 Rn:5 Rd:5", "FCVTZU <Scalar(2 + sz, Rd)>, <Scalar(2 + sz, Rn)>")]
    [A64("01 1 11110 1 111100 11011 10 Rn:5 Rd:5", "FCVTZU <Scalar(2 + sz, Rd)>, <Scalar(2 + sz, Rn)>", Feature = "FP16")]
    private void FCVTZU_advsimd(int Rn, int Rd, int sz = -1, int Q = -1)
    {
        VectorShape T = FpShape(sz, Q);
        V[Rd] = FPToInteger(T, V[Rn], FPRounding.ZERO, unsigned: true);
    }

    /// <summary>SCVTF (vector, integer).</summary>
    [A64("0 Q:1 0 01110 0 sz:1 10000 11101 10 Rn:5 Rd:5", "SCVTF <Vd>.<T(2 + sz, Q)>, <Vn>.<T(2 + sz, Q)>", When = "sz == 0 || Q == 1")]
    [A64("0 Q:1 0 01110 0 111100 11101 10 Rn:5 Rd:5", "SCVTF <Vd>.<T(2 + sz, Q)>, <Vn>.<T(2 + sz, Q)>", Feature = "FP16")]
    [A64("01 0 11110 0 sz:1 10000 11101 10 Rn:5 Rd:5", "SCVTF <Scalar(2 + sz, Rd)>, <Scalar(2 + sz, Rn)>")]
    [A64("01 0 11110 0 111100 11101 10 Rn:5 Rd:5", "SCVTF <Scalar(2 + sz, Rd)>, <Scalar(2 + sz, Rn)>", Feature = "FP16")]
    private void SCVTF_advsimd(int Rn, int Rd, int sz = -1, int Q = -1)
    {
        VectorShape T = FpShape(sz, Q);
        V[Rd] = IntegerToFP(T, V[Rn], unsigned: false);
    }

    /// <summary>UCVTF (vector, integer).</summary>
    [A64("0 Q:1 1 01110 0 sz:1 10000 11101 10 Rn:5 Rd:5", "UCVTF <Vd>.<T(2 + sz, Q)>, <Vn>.<T(2 + sz, Q)>", When = "sz == 0 || Q == 1")]
    [A64("0 Q:1 1 01110 0 111100 11101 10 Rn:5 Rd:5", "UCVTF <Vd>.<T(2 + sz, Q)>, <Vn>.<T(2 + sz, Q)>", Feature = "FP16")]
    [A64("01 1 11110 0 sz:1 10000 11101 10 Rn:5 Rd:5", "UCVTF <Scalar(2 + sz, Rd)>, <Scalar(2 + sz, Rn)>")]
    [A64("01 1 11110 0 111100 11101 10 Rn:5 Rd:5", "UCVTF <Scalar(2 + sz, Rd)>, <Scalar(2 + sz, Rn)>", Feature = "FP16")]
    private void UCVTF_advsimd(int Rn, int Rd, int sz = -1, int Q = -1)
    {
        VectorShape T = FpShape(sz, Q);
        V[Rd] = IntegerToFP(T, V[Rn], unsigned: true);
    }

    /// <summary>FCMGT (zero).</summary>
    [A64("0 Q:1 0 01110 1 sz:1 10000 01100 10 Rn:5 Rd:5", "FCMGT <Vd>.<T(2 + sz, Q)>, <Vn>.<T(2 + sz, Q)>, #0.0", When = "sz == 0 || Q == 1")]
    [A64("0 Q:1 0 01110 1 111100 01100 10 Rn:5 Rd:5", "FCMGT <Vd>.<T(2 + sz, Q)>, <Vn>.<T(2 + sz, Q)>, #0.0", Feature = "FP16")]
    [A64("01 0 11110 1 sz:1 10000 01100 10 Rn:5 Rd:5", "FCMGT <Scalar(2 + sz, Rd)>, <Scalar(2 + sz, Rn)>, #0.0")]
    [A64("01 0 11110 1 111100 01100 10 Rn:5 Rd:5", "FCMGT <Scalar(2 + sz, Rd)>, <Scalar(2 + sz, Rn)>, #0.0", Feature = "FP16")]
    private void FCMGT_advsimd_zero(int Rn, int Rd, int sz = -1, int Q = -1)
    {
        VectorShape T = FpShape(sz, Q);
        V[Rd] = FMap(Op.VFCompareGreater, T, V[Rn], VectorZero);
    }

    /// <summary>FCMEQ (zero).</summary>
    [A64("0 Q:1 0 01110 1 sz:1 10000 01101 10 Rn:5 Rd:5", "FCMEQ <Vd>.<T(2 + sz, Q)>, <Vn>.<T(2 + sz, Q)>, #0.0", When = "sz == 0 || Q == 1")]
    [A64("0 Q:1 0 01110 1 111100 01101 10 Rn:5 Rd:5", "FCMEQ <Vd>.<T(2 + sz, Q)>, <Vn>.<T(2 + sz, Q)>, #0.0", Feature = "FP16")]
    [A64("01 0 11110 1 sz:1 10000 01101 10 Rn:5 Rd:5", "FCMEQ <Scalar(2 + sz, Rd)>, <Scalar(2 + sz, Rn)>, #0.0")]
    [A64("01 0 11110 1 111100 01101 10 Rn:5 Rd:5", "FCMEQ <Scalar(2 + sz, Rd)>, <Scalar(2 + sz, Rn)>, #0.0", Feature = "FP16")]
    private void FCMEQ_advsimd_zero(int Rn, int Rd, int sz = -1, int Q = -1)
    {
        VectorShape T = FpShape(sz, Q);
        V[Rd] = FMap(Op.VFCompareEqual, T, V[Rn], VectorZero);
    }

    /// <summary>FCMLT (zero).</summary>
    [A64("0 Q:1 0 01110 1 sz:1 10000 01110 10 Rn:5 Rd:5", "FCMLT <Vd>.<T(2 + sz, Q)>, <Vn>.<T(2 + sz, Q)>, #0.0", When = "sz == 0 || Q == 1")]
    [A64("0 Q:1 0 01110 1 111100 01110 10 Rn:5 Rd:5", "FCMLT <Vd>.<T(2 + sz, Q)>, <Vn>.<T(2 + sz, Q)>, #0.0", Feature = "FP16")]
    [A64("01 0 11110 1 sz:1 10000 01110 10 Rn:5 Rd:5", "FCMLT <Scalar(2 + sz, Rd)>, <Scalar(2 + sz, Rn)>, #0.0")]
    [A64("01 0 11110 1 111100 01110 10 Rn:5 Rd:5", "FCMLT <Scalar(2 + sz, Rd)>, <Scalar(2 + sz, Rn)>, #0.0", Feature = "FP16")]
    private void FCMLT_advsimd_zero(int Rn, int Rd, int sz = -1, int Q = -1)
    {
        VectorShape T = FpShape(sz, Q);
        V[Rd] = FMap(Op.VFCompareGreater, T, VectorZero, V[Rn]);
    }

    /// <summary>FCMGE (zero).</summary>
    [A64("0 Q:1 1 01110 1 sz:1 10000 01100 10 Rn:5 Rd:5", "FCMGE <Vd>.<T(2 + sz, Q)>, <Vn>.<T(2 + sz, Q)>, #0.0", When = "sz == 0 || Q == 1")]
    [A64("0 Q:1 1 01110 1 111100 01100 10 Rn:5 Rd:5", "FCMGE <Vd>.<T(2 + sz, Q)>, <Vn>.<T(2 + sz, Q)>, #0.0", Feature = "FP16")]
    [A64("01 1 11110 1 sz:1 10000 01100 10 Rn:5 Rd:5", "FCMGE <Scalar(2 + sz, Rd)>, <Scalar(2 + sz, Rn)>, #0.0")]
    [A64("01 1 11110 1 111100 01100 10 Rn:5 Rd:5", "FCMGE <Scalar(2 + sz, Rd)>, <Scalar(2 + sz, Rn)>, #0.0", Feature = "FP16")]
    private void FCMGE_advsimd_zero(int Rn, int Rd, int sz = -1, int Q = -1)
    {
        VectorShape T = FpShape(sz, Q);
        V[Rd] = FMap(Op.VFCompareGreaterEqual, T, V[Rn], VectorZero);
    }

    /// <summary>FCMLE (zero).</summary>
    [A64("0 Q:1 1 01110 1 sz:1 10000 01101 10 Rn:5 Rd:5", "FCMLE <Vd>.<T(2 + sz, Q)>, <Vn>.<T(2 + sz, Q)>, #0.0", When = "sz == 0 || Q == 1")]
    [A64("0 Q:1 1 01110 1 111100 01101 10 Rn:5 Rd:5", "FCMLE <Vd>.<T(2 + sz, Q)>, <Vn>.<T(2 + sz, Q)>, #0.0", Feature = "FP16")]
    [A64("01 1 11110 1 sz:1 10000 01101 10 Rn:5 Rd:5", "FCMLE <Scalar(2 + sz, Rd)>, <Scalar(2 + sz, Rn)>, #0.0")]
    [A64("01 1 11110 1 111100 01101 10 Rn:5 Rd:5", "FCMLE <Scalar(2 + sz, Rd)>, <Scalar(2 + sz, Rn)>, #0.0", Feature = "FP16")]
    private void FCMLE_advsimd_zero(int Rn, int Rd, int sz = -1, int Q = -1)
    {
        VectorShape T = FpShape(sz, Q);
        V[Rd] = FMap(Op.VFCompareGreaterEqual, T, VectorZero, V[Rn]);
    }

    /// <summary>FRECPE (vector).</summary>
    [A64("0 Q:1 0 01110 1 sz:1 10000 11101 10 Rn:5 Rd:5", "FRECPE <Vd>.<T(2 + sz, Q)>, <Vn>.<T(2 + sz, Q)>", When = "sz == 0 || Q == 1")]
    [A64("0 Q:1 0 01110 1 111100 11101 10 Rn:5 Rd:5", "FRECPE <Vd>.<T(2 + sz, Q)>, <Vn>.<T(2 + sz, Q)>", Feature = "FP16")]
    [A64("01 0 11110 1 sz:1 10000 11101 10 Rn:5 Rd:5", "FRECPE <Scalar(2 + sz, Rd)>, <Scalar(2 + sz, Rn)>")]
    [A64("01 0 11110 1 111100 11101 10 Rn:5 Rd:5", "FRECPE <Scalar(2 + sz, Rd)>, <Scalar(2 + sz, Rn)>", Feature = "FP16")]
    private void FRECPE_advsimd(int Rn, int Rd, int sz = -1, int Q = -1)
    {
        VectorShape T = FpShape(sz, Q);
        V[Rd] = Map(Op.VFRecipEstimate, T, V[Rn]);
    }

    /// <summary>FRSQRTE (vector).</summary>
    [A64("0 Q:1 1 01110 1 sz:1 10000 11101 10 Rn:5 Rd:5", "FRSQRTE <Vd>.<T(2 + sz, Q)>, <Vn>.<T(2 + sz, Q)>", When = "sz == 0 || Q == 1")]
    [A64("0 Q:1 1 01110 1 111100 11101 10 Rn:5 Rd:5", "FRSQRTE <Vd>.<T(2 + sz, Q)>, <Vn>.<T(2 + sz, Q)>", Feature = "FP16")]
    [A64("01 1 11110 1 sz:1 10000 11101 10 Rn:5 Rd:5", "FRSQRTE <Scalar(2 + sz, Rd)>, <Scalar(2 + sz, Rn)>")]
    [A64("01 1 11110 1 111100 11101 10 Rn:5 Rd:5", "FRSQRTE <Scalar(2 + sz, Rd)>, <Scalar(2 + sz, Rn)>", Feature = "FP16")]
    private void FRSQRTE_advsimd(int Rn, int Rd, int sz = -1, int Q = -1)
    {
        VectorShape T = FpShape(sz, Q);
        V[Rd] = Map(Op.VFRSqrtEstimate, T, V[Rn]);
    }

    /// <summary>FRECPX.</summary>
    [A64("01 0 11110 1 sz:1 10000 11111 10 Rn:5 Rd:5", "FRECPX <Scalar(2 + sz, Rd)>, <Scalar(2 + sz, Rn)>")]
    [A64("01 0 11110 1 111100 11111 10 Rn:5 Rd:5", "FRECPX <Scalar(2 + sz, Rd)>, <Scalar(2 + sz, Rn)>", Feature = "FP16")]
    private void FRECPX_advsimd(int Rn, int Rd, int sz = -1, int Q = -1)
    {
        VectorShape T = FpShape(sz, Q);
        V[Rd] = Map(Op.VFRecpX, T, V[Rn]);
    }

    /// <summary>FCVTL.</summary>
    [A64("0 Q:1 0 01110 0 sz:1 10000 10111 10 Rn:5 Rd:5", "FCVTL{?Q == 1:2} <Vd>.<T(2 + sz, 1)>, <Vn>.<T(1 + sz, Q)>")]
    private void FCVTL_advsimd(int Q, int sz, int Rn, int Rd)
        => V[Rd] = Map(Op.VFConvertLong, new(16 << sz, 128), V[Rn], Q);

    /// <summary>FCVTN.</summary>
    [A64("0 Q:1 0 01110 0 sz:1 10000 10110 10 Rn:5 Rd:5", "FCVTN{?Q == 1:2} <Vd>.<T(1 + sz, Q)>, <Vn>.<T(2 + sz, 1)>")]
    private void FCVTN_advsimd(int Q, int sz, int Rn, int Rd)
        => WriteHalf(Rd, Q, Map(Op.VFConvertNarrow, new(16 << sz, 64), V[Rn], (int)FPRounding.Current));

    /// <summary>FCVTXN.</summary>
    [A64("0 Q:1 1 01110 01 10000 10110 10 Rn:5 Rd:5", "FCVTXN{?Q == 1:2} <Vd>.<T(2, Q)>, <Vn>.2D")]
    [A64("01 1 11110 01 10000 10110 10 Rn:5 Rd:5", "FCVTXN <Sd>, <Dn>")]
    private void FCVTXN_advsimd(int Rn, int Rd, int Q = -1)
        => WriteHalf(Rd, Math.Max(Q, 0), Map(Op.VFConvertNarrow, new(32, Q < 0 ? 32 : 64), V[Rn], (int)FPRounding.ODD));

    /// <summary>BFCVTN.</summary>
    [A64("0 Q:1 0 01110 10 10000 10110 10 Rn:5 Rd:5", "BFCVTN{?Q == 1:2} <Vd>.<T(1, Q)>, <Vn>.4S", Feature = "BF16")]
    private void BFCVTN_advsimd(int Q, int Rn, int Rd)
        => WriteHalf(Rd, Q, Map(Op.VBfConvertNarrow, new(16, 64), V[Rn], (int)FPRounding.Current));

    /// <summary>To integers of the elements' own width; single and double scalars go by the scalar conversion.</summary>
    private Value FPToInteger(VectorShape T, Value a, FPRounding rounding, bool unsigned)
    {
        int parameter = (int)rounding | (unsigned ? 16 : 0);
        if (!IsScalar(T) || T.Esize == 16)
        {
            return Map(Op.VFToInt, T, a, parameter);
        }

        Value integer = Block.Append(Op.FToInt, TypeOf(T.Esize), T.Esize, a.Number, imm: parameter);
        return Block.Append(Op.VFromInt, IrType.V128, T.Esize, integer.Number);
    }

    private Value IntegerToFP(VectorShape T, Value a, bool unsigned)
    {
        int parameter = unsigned ? 16 : 0;
        if (!IsScalar(T) || T.Esize == 16)
        {
            return Map(Op.VIntToF, T, a, parameter);
        }

        Value integer = Block.Append(Op.VExtract, TypeOf(T.Esize), T.Esize, a.Number);
        return Block.Append(Op.IntToF, IrType.V128, T.Esize, integer.Number, imm: parameter | (T.Esize == 32 ? 32 : 0));
    }
}
