using Armillary.Ir;

namespace Armillary.Arm.A64;

/// <summary>Advanced SIMD three same, comparisons and logical operations: DDI 0487, C4.1.</summary>
public sealed partial class A64Translator
{
    /// <summary>CMGT.</summary>
    [A64("0 Q:1 0 01110 size:2 1 Rm:5 00110 1 Rn:5 Rd:5", "CMGT <Vd>.<T>, <Vn>.<T>, <Vm>.<T>", When = "size != 3 || Q == 1")]
    [A64("01 0 11110 size:2 1 Rm:5 00110 1 Rn:5 Rd:5", "CMGT <Scalar(size, Rd)>, <Scalar(size, Rn)>, <Scalar(size, Rm)>", When = "size == 3")]
    private void CMGT_advsimd(int size, int Rm, int Rn, int Rd, int Q = -1)
    {
        VectorShape T = Shape(size, Q);
        V[Rd] = Map(Op.VCompareGreaterSigned, T, V[Rn], V[Rm]);
    }

    /// <summary>CMGE.</summary>
    [A64("0 Q:1 0 01110 size:2 1 Rm:5 00111 1 Rn:5 Rd:5", "CMGE <Vd>.<T>, <Vn>.<T>, <Vm>.<T>", When = "size != 3 || Q == 1")]
    [A64("01 0 11110 size:2 1 Rm:5 00111 1 Rn:5 Rd:5", "CMGE <Scalar(size, Rd)>, <Scalar(size, Rn)>, <Scalar(size, Rm)>", When = "size == 3")]
    private void CMGE_advsimd(int size, int Rm, int Rn, int Rd, int Q = -1)
    {
        VectorShape T = Shape(size, Q);
        V[Rd] = Map(Op.VCompareGreaterEqualSigned, T, V[Rn], V[Rm]);
    }

    /// <summary>CMHI.</summary>
    [A64("0 Q:1 1 01110 size:2 1 Rm:5 00110 1 Rn:5 Rd:5", "CMHI <Vd>.<T>, <Vn>.<T>, <Vm>.<T>", When = "size != 3 || Q == 1")]
    [A64("01 1 11110 size:2 1 Rm:5 00110 1 Rn:5 Rd:5", "CMHI <Scalar(size, Rd)>, <Scalar(size, Rn)>, <Scalar(size, Rm)>", When = "size == 3")]
    private void CMHI_advsimd(int size, int Rm, int Rn, int Rd, int Q = -1)
    {
        VectorShape T = Shape(size, Q);
        V[Rd] = Map(Op.VCompareGreaterUnsigned, T, V[Rn], V[Rm]);
    }

    /// <summary>CMHS.</summary>
    [A64("0 Q:1 1 01110 size:2 1 Rm:5 00111 1 Rn:5 Rd:5", "CMHS <Vd>.<T>, <Vn>.<T>, <Vm>.<T>", When = "size != 3 || Q == 1")]
    [A64("01 1 11110 size:2 1 Rm:5 00111 1 Rn:5 Rd:5", "CMHS <Scalar(size, Rd)>, <Scalar(size, Rn)>, <Scalar(size, Rm)>", When = "size == 3")]
    private void CMHS_advsimd(int size, int Rm, int Rn, int Rd, int Q = -1)
    {
        VectorShape T = Shape(size, Q);
        V[Rd] = Map(Op.VCompareGreaterEqualUnsigned, T, V[Rn], V[Rm]);
    }

    /// <summary>CMEQ.</summary>
    [A64("0 Q:1 1 01110 size:2 1 Rm:5 10001 1 Rn:5 Rd:5", "CMEQ <Vd>.<T>, <Vn>.<T>, <Vm>.<T>", When = "size != 3 || Q == 1")]
    [A64("01 1 11110 size:2 1 Rm:5 10001 1 Rn:5 Rd:5", "CMEQ <Scalar(size, Rd)>, <Scalar(size, Rn)>, <Scalar(size, Rm)>", When = "size == 3")]
    private void CMEQ_advsimd(int size, int Rm, int Rn, int Rd, int Q = -1)
    {
        VectorShape T = Shape(size, Q);
        V[Rd] = Map(Op.VCompareEqual, T, V[Rn], V[Rm]);
    }

    /// <summary>CMTST.</summary>
    [A64("0 Q:1 0 01110 size:2 1 Rm:5 10001 1 Rn:5 Rd:5", "CMTST <Vd>.<T>, <Vn>.<T>, <Vm>.<T>", When = "size != 3 || Q == 1")]
    [A64("01 0 11110 size:2 1 Rm:5 10001 1 Rn:5 Rd:5", "CMTST <Scalar(size, Rd)>, <Scalar(size, Rn)>, <Scalar(size, Rm)>", When = "size == 3")]
    private void CMTST_advsimd(int size, int Rm, int Rn, int Rd, int Q = -1)
    {
        VectorShape T = Shape(size, Q);
        V[Rd] = Map(Op.VNot, T, Map(Op.VCompareEqual, T, Map(Op.VAnd, T, V[Rn], V[Rm]), VectorZero));
    }

    /// <summary>AND (vector).</summary>
    [A64("0 Q:1 0 01110 00 1 Rm:5 00011 1 Rn:5 Rd:5", "AND <Vd>.<T(0, Q)>, <Vn>.<T(0, Q)>, <Vm>.<T(0, Q)>")]
    private void AND_advsimd(int Q, int Rm, int Rn, int Rd)
        => V[Rd] = Map(Op.VAnd, new(8, 64 << Q), V[Rn], V[Rm]);

    /// <summary>BIC (vector), register.</summary>
    [A64("0 Q:1 0 01110 01 1 Rm:5 00011 1 Rn:5 Rd:5", "BIC <Vd>.<T(0, Q)>, <Vn>.<T(0, Q)>, <Vm>.<T(0, Q)>")]
    private void BIC_advsimd(int Q, int Rm, int Rn, int Rd)
        => V[Rd] = Map(Op.VAndNot, new(8, 64 << Q), V[Rn], V[Rm]);

    /// <summary>ORR (vector), register.</summary>
    [A64("0 Q:1 0 01110 10 1 Rm:5 00011 1 Rn:5 Rd:5", "ORR <Vd>.<T(0, Q)>, <Vn>.<T(0, Q)>, <Vm>.<T(0, Q)>")]
    [A64Alias("MOV <Vd>.<T(0, Q)>, <Vn>.<T(0, Q)>", When = "Rn == Rm")]
    private void ORR_advsimd(int Q, int Rm, int Rn, int Rd)
    {
        V[Rd] = Rn != Rm ? Map(Op.VOr, new(8, 64 << Q), V[Rn], V[Rm])
            : Q == 1 ? V[Rn]
            : Block.Append(Op.VZeroUpper, IrType.V128, 64, V[Rn].Number);
    }

    /// <summary>EOR (vector).</summary>
    [A64("0 Q:1 1 01110 00 1 Rm:5 00011 1 Rn:5 Rd:5", "EOR <Vd>.<T(0, Q)>, <Vn>.<T(0, Q)>, <Vm>.<T(0, Q)>")]
    private void EOR_advsimd(int Q, int Rm, int Rn, int Rd)
        => V[Rd] = Rn == Rm ? VectorZero : Map(Op.VXor, new(8, 64 << Q), V[Rn], V[Rm]);

    /// <summary>ORN (vector).</summary>
    [A64("0 Q:1 0 01110 11 1 Rm:5 00011 1 Rn:5 Rd:5", "ORN <Vd>.<T(0, Q)>, <Vn>.<T(0, Q)>, <Vm>.<T(0, Q)>")]
    private void ORN_advsimd(int Q, int Rm, int Rn, int Rd)
    {
        VectorShape T = new(8, 64 << Q);
        V[Rd] = Map(Op.VOr, T, V[Rn], Map(Op.VNot, T, V[Rm]));
    }

    /// <summary>BSL.</summary>
    [A64("0 Q:1 1 01110 01 1 Rm:5 00011 1 Rn:5 Rd:5", "BSL <Vd>.<T(0, Q)>, <Vn>.<T(0, Q)>, <Vm>.<T(0, Q)>")]
    private void BSL_advsimd(int Q, int Rm, int Rn, int Rd)
        => V[Rd] = Map(Op.VBitSelect, new(8, 64 << Q), V[Rd], V[Rn], V[Rm]);

    /// <summary>BIT.</summary>
    [A64("0 Q:1 1 01110 10 1 Rm:5 00011 1 Rn:5 Rd:5", "BIT <Vd>.<T(0, Q)>, <Vn>.<T(0, Q)>, <Vm>.<T(0, Q)>")]
    private void BIT_advsimd(int Q, int Rm, int Rn, int Rd)
        => V[Rd] = Map(Op.VBitSelect, new(8, 64 << Q), V[Rm], V[Rn], V[Rd]);

    /// <summary>BIF.</summary>
    [A64("0 Q:1 1 01110 11 1 Rm:5 00011 1 Rn:5 Rd:5", "BIF <Vd>.<T(0, Q)>, <Vn>.<T(0, Q)>, <Vm>.<T(0, Q)>")]
    private void BIF_advsimd(int Q, int Rm, int Rn, int Rd)
        => V[Rd] = Map(Op.VBitSelect, new(8, 64 << Q), V[Rm], V[Rd], V[Rn]);
}
