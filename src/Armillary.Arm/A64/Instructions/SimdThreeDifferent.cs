using Armillary.Ir;

namespace Armillary.Arm.A64;

/// <summary>Advanced SIMD three different and scalar three different: DDI 0487, C4.1.</summary>
public sealed partial class A64Translator
{
    /// <summary>SADDL.</summary>
    [A64("0 Q:1 0 01110 size:2 1 Rm:5 0000 00 Rn:5 Rd:5", "SADDL{?Q == 1:2} <Vd>.<T(size + 1, 1)>, <Vn>.<T>, <Vm>.<T>", When = "size != 3")]
    private void SADDL_advsimd(int Q, int size, int Rm, int Rn, int Rd)
    {
        int esize = 8 << size;
        V[Rd] = Map(Op.VAdd, new(2 * esize, 128), Widen(V[Rn], esize, Q, false), Widen(V[Rm], esize, Q, false));
    }

    /// <summary>SADDW.</summary>
    [A64("0 Q:1 0 01110 size:2 1 Rm:5 0001 00 Rn:5 Rd:5", "SADDW{?Q == 1:2} <Vd>.<T(size + 1, 1)>, <Vn>.<T(size + 1, 1)>, <Vm>.<T>", When = "size != 3")]
    private void SADDW_advsimd(int Q, int size, int Rm, int Rn, int Rd)
    {
        int esize = 8 << size;
        V[Rd] = Map(Op.VAdd, new(2 * esize, 128), V[Rn], Widen(V[Rm], esize, Q, false));
    }

    /// <summary>SSUBL.</summary>
    [A64("0 Q:1 0 01110 size:2 1 Rm:5 0010 00 Rn:5 Rd:5", "SSUBL{?Q == 1:2} <Vd>.<T(size + 1, 1)>, <Vn>.<T>, <Vm>.<T>", When = "size != 3")]
    private void SSUBL_advsimd(int Q, int size, int Rm, int Rn, int Rd)
    {
        int esize = 8 << size;
        V[Rd] = Map(Op.VSub, new(2 * esize, 128), Widen(V[Rn], esize, Q, false), Widen(V[Rm], esize, Q, false));
    }

    /// <summary>SSUBW.</summary>
    [A64("0 Q:1 0 01110 size:2 1 Rm:5 0011 00 Rn:5 Rd:5", "SSUBW{?Q == 1:2} <Vd>.<T(size + 1, 1)>, <Vn>.<T(size + 1, 1)>, <Vm>.<T>", When = "size != 3")]
    private void SSUBW_advsimd(int Q, int size, int Rm, int Rn, int Rd)
    {
        int esize = 8 << size;
        V[Rd] = Map(Op.VSub, new(2 * esize, 128), V[Rn], Widen(V[Rm], esize, Q, false));
    }

    /// <summary>SABAL.</summary>
    [A64("0 Q:1 0 01110 size:2 1 Rm:5 0101 00 Rn:5 Rd:5", "SABAL{?Q == 1:2} <Vd>.<T(size + 1, 1)>, <Vn>.<T>, <Vm>.<T>", When = "size != 3")]
    private void SABAL_advsimd(int Q, int size, int Rm, int Rn, int Rd)
    {
        int esize = 8 << size;
        VectorShape wide = new(2 * esize, 128);
        V[Rd] = Map(Op.VAdd, wide, V[Rd], Map(Op.VAbs, wide, Map(Op.VSub, wide, Widen(V[Rn], esize, Q, false), Widen(V[Rm], esize, Q, false))));
    }

    /// <summary>SABDL.</summary>
    [A64("0 Q:1 0 01110 size:2 1 Rm:5 0111 00 Rn:5 Rd:5", "SABDL{?Q == 1:2} <Vd>.<T(size + 1, 1)>, <Vn>.<T>, <Vm>.<T>", When = "size != 3")]
    private void SABDL_advsimd(int Q, int size, int Rm, int Rn, int Rd)
    {
        int esize = 8 << size;
        VectorShape wide = new(2 * esize, 128);
        V[Rd] = Map(Op.VAbs, wide, Map(Op.VSub, wide, Widen(V[Rn], esize, Q, false), Widen(V[Rm], esize, Q, false)));
    }

    /// <summary>SMLAL (vector).</summary>
    [A64("0 Q:1 0 01110 size:2 1 Rm:5 1000 00 Rn:5 Rd:5", "SMLAL{?Q == 1:2} <Vd>.<T(size + 1, 1)>, <Vn>.<T>, <Vm>.<T>", When = "size != 3")]
    private void SMLAL_advsimd(int Q, int size, int Rm, int Rn, int Rd)
    {
        int esize = 8 << size;
        V[Rd] = Map(Op.VAdd, new(2 * esize, 128), V[Rd], MultiplyLong(V[Rn], V[Rm], esize, Q, false));
    }

    /// <summary>SMLSL (vector).</summary>
    [A64("0 Q:1 0 01110 size:2 1 Rm:5 1010 00 Rn:5 Rd:5", "SMLSL{?Q == 1:2} <Vd>.<T(size + 1, 1)>, <Vn>.<T>, <Vm>.<T>", When = "size != 3")]
    private void SMLSL_advsimd(int Q, int size, int Rm, int Rn, int Rd)
    {
        int esize = 8 << size;
        V[Rd] = Map(Op.VSub, new(2 * esize, 128), V[Rd], MultiplyLong(V[Rn], V[Rm], esize, Q, false));
    }

    /// <summary>SMULL (vector).</summary>
    [A64("0 Q:1 0 01110 size:2 1 Rm:5 1100 00 Rn:5 Rd:5", "SMULL{?Q == 1:2} <Vd>.<T(size + 1, 1)>, <Vn>.<T>, <Vm>.<T>", When = "size != 3")]
    private void SMULL_advsimd(int Q, int size, int Rm, int Rn, int Rd)
    {
        int esize = 8 << size;
        V[Rd] = MultiplyLong(V[Rn], V[Rm], esize, Q, false);
    }

    /// <summary>UADDL.</summary>
    [A64("0 Q:1 1 01110 size:2 1 Rm:5 0000 00 Rn:5 Rd:5", "UADDL{?Q == 1:2} <Vd>.<T(size + 1, 1)>, <Vn>.<T>, <Vm>.<T>", When = "size != 3")]
    private void UADDL_advsimd(int Q, int size, int Rm, int Rn, int Rd)
    {
        int esize = 8 << size;
        V[Rd] = Map(Op.VAdd, new(2 * esize, 128), Widen(V[Rn], esize, Q, true), Widen(V[Rm], esize, Q, true));
    }

    /// <summary>UADDW.</summary>
    [A64("0 Q:1 1 01110 size:2 1 Rm:5 0001 00 Rn:5 Rd:5", "UADDW{?Q == 1:2} <Vd>.<T(size + 1, 1)>, <Vn>.<T(size + 1, 1)>, <Vm>.<T>", When = "size != 3")]
    private void UADDW_advsimd(int Q, int size, int Rm, int Rn, int Rd)
    {
        int esize = 8 << size;
        V[Rd] = Map(Op.VAdd, new(2 * esize, 128), V[Rn], Widen(V[Rm], esize, Q, true));
    }

    /// <summary>USUBL.</summary>
    [A64("0 Q:1 1 01110 size:2 1 Rm:5 0010 00 Rn:5 Rd:5", "USUBL{?Q == 1:2} <Vd>.<T(size + 1, 1)>, <Vn>.<T>, <Vm>.<T>", When = "size != 3")]
    private void USUBL_advsimd(int Q, int size, int Rm, int Rn, int Rd)
    {
        int esize = 8 << size;
        V[Rd] = Map(Op.VSub, new(2 * esize, 128), Widen(V[Rn], esize, Q, true), Widen(V[Rm], esize, Q, true));
    }

    /// <summary>USUBW.</summary>
    [A64("0 Q:1 1 01110 size:2 1 Rm:5 0011 00 Rn:5 Rd:5", "USUBW{?Q == 1:2} <Vd>.<T(size + 1, 1)>, <Vn>.<T(size + 1, 1)>, <Vm>.<T>", When = "size != 3")]
    private void USUBW_advsimd(int Q, int size, int Rm, int Rn, int Rd)
    {
        int esize = 8 << size;
        V[Rd] = Map(Op.VSub, new(2 * esize, 128), V[Rn], Widen(V[Rm], esize, Q, true));
    }

    /// <summary>UABAL.</summary>
    [A64("0 Q:1 1 01110 size:2 1 Rm:5 0101 00 Rn:5 Rd:5", "UABAL{?Q == 1:2} <Vd>.<T(size + 1, 1)>, <Vn>.<T>, <Vm>.<T>", When = "size != 3")]
    private void UABAL_advsimd(int Q, int size, int Rm, int Rn, int Rd)
    {
        int esize = 8 << size;
        VectorShape wide = new(2 * esize, 128);
        V[Rd] = Map(Op.VAdd, wide, V[Rd], Map(Op.VAbs, wide, Map(Op.VSub, wide, Widen(V[Rn], esize, Q, true), Widen(V[Rm], esize, Q, true))));
    }

    /// <summary>UABDL.</summary>
    [A64("0 Q:1 1 01110 size:2 1 Rm:5 0111 00 Rn:5 Rd:5", "UABDL{?Q == 1:2} <Vd>.<T(size + 1, 1)>, <Vn>.<T>, <Vm>.<T>", When = "size != 3")]
    private void UABDL_advsimd(int Q, int size, int Rm, int Rn, int Rd)
    {
        int esize = 8 << size;
        VectorShape wide = new(2 * esize, 128);
        V[Rd] = Map(Op.VAbs, wide, Map(Op.VSub, wide, Widen(V[Rn], esize, Q, true), Widen(V[Rm], esize, Q, true)));
    }

    /// <summary>UMLAL (vector).</summary>
    [A64("0 Q:1 1 01110 size:2 1 Rm:5 1000 00 Rn:5 Rd:5", "UMLAL{?Q == 1:2} <Vd>.<T(size + 1, 1)>, <Vn>.<T>, <Vm>.<T>", When = "size != 3")]
    private void UMLAL_advsimd(int Q, int size, int Rm, int Rn, int Rd)
    {
        int esize = 8 << size;
        V[Rd] = Map(Op.VAdd, new(2 * esize, 128), V[Rd], MultiplyLong(V[Rn], V[Rm], esize, Q, true));
    }

    /// <summary>UMLSL (vector).</summary>
    [A64("0 Q:1 1 01110 size:2 1 Rm:5 1010 00 Rn:5 Rd:5", "UMLSL{?Q == 1:2} <Vd>.<T(size + 1, 1)>, <Vn>.<T>, <Vm>.<T>", When = "size != 3")]
    private void UMLSL_advsimd(int Q, int size, int Rm, int Rn, int Rd)
    {
        int esize = 8 << size;
        V[Rd] = Map(Op.VSub, new(2 * esize, 128), V[Rd], MultiplyLong(V[Rn], V[Rm], esize, Q, true));
    }

    /// <summary>UMULL (vector).</summary>
    [A64("0 Q:1 1 01110 size:2 1 Rm:5 1100 00 Rn:5 Rd:5", "UMULL{?Q == 1:2} <Vd>.<T(size + 1, 1)>, <Vn>.<T>, <Vm>.<T>", When = "size != 3")]
    private void UMULL_advsimd(int Q, int size, int Rm, int Rn, int Rd)
    {
        int esize = 8 << size;
        V[Rd] = MultiplyLong(V[Rn], V[Rm], esize, Q, true);
    }

    /// <summary>ADDHN.</summary>
    [A64("0 Q:1 0 01110 size:2 1 Rm:5 0100 00 Rn:5 Rd:5", "ADDHN{?Q == 1:2} <Vd>.<T>, <Vn>.<T(size + 1, 1)>, <Vm>.<T(size + 1, 1)>", When = "size != 3")]
    private void ADDHN_advsimd(int Q, int size, int Rm, int Rn, int Rd)
    {
        int esize = 8 << size;
        VectorShape wide = new(2 * esize, 128);
        Value sum = Map(Op.VAdd, wide, V[Rn], V[Rm]);
        WriteHalf(Rd, Q, Map(Op.VNarrow, new(esize, 64), Map(Op.VShrImm, wide, sum, esize)));
    }

    /// <summary>RADDHN.</summary>
    [A64("0 Q:1 1 01110 size:2 1 Rm:5 0100 00 Rn:5 Rd:5", "RADDHN{?Q == 1:2} <Vd>.<T>, <Vn>.<T(size + 1, 1)>, <Vm>.<T(size + 1, 1)>", When = "size != 3")]
    private void RADDHN_advsimd(int Q, int size, int Rm, int Rn, int Rd)
    {
        int esize = 8 << size;
        VectorShape wide = new(2 * esize, 128);
        Value sum = Map(Op.VAdd, wide, V[Rn], V[Rm]);
        sum = Map(Op.VAdd, wide, sum, Replicate(1UL << (esize - 1), wide));
        WriteHalf(Rd, Q, Map(Op.VNarrow, new(esize, 64), Map(Op.VShrImm, wide, sum, esize)));
    }

    /// <summary>SUBHN.</summary>
    [A64("0 Q:1 0 01110 size:2 1 Rm:5 0110 00 Rn:5 Rd:5", "SUBHN{?Q == 1:2} <Vd>.<T>, <Vn>.<T(size + 1, 1)>, <Vm>.<T(size + 1, 1)>", When = "size != 3")]
    private void SUBHN_advsimd(int Q, int size, int Rm, int Rn, int Rd)
    {
        int esize = 8 << size;
        VectorShape wide = new(2 * esize, 128);
        Value sum = Map(Op.VSub, wide, V[Rn], V[Rm]);
        WriteHalf(Rd, Q, Map(Op.VNarrow, new(esize, 64), Map(Op.VShrImm, wide, sum, esize)));
    }

    /// <summary>RSUBHN.</summary>
    [A64("0 Q:1 1 01110 size:2 1 Rm:5 0110 00 Rn:5 Rd:5", "RSUBHN{?Q == 1:2} <Vd>.<T>, <Vn>.<T(size + 1, 1)>, <Vm>.<T(size + 1, 1)>", When = "size != 3")]
    private void RSUBHN_advsimd(int Q, int size, int Rm, int Rn, int Rd)
    {
        int esize = 8 << size;
        VectorShape wide = new(2 * esize, 128);
        Value sum = Map(Op.VSub, wide, V[Rn], V[Rm]);
        sum = Map(Op.VAdd, wide, sum, Replicate(1UL << (esize - 1), wide));
        WriteHalf(Rd, Q, Map(Op.VNarrow, new(esize, 64), Map(Op.VShrImm, wide, sum, esize)));
    }

    /// <summary>SQDMLAL (vector).</summary>
    [A64("0 Q:1 0 01110 size:2 1 Rm:5 1001 00 Rn:5 Rd:5", "SQDMLAL{?Q == 1:2} <Vd>.<T(size + 1, 1)>, <Vn>.<T>, <Vm>.<T>", When = "size == 1 || size == 2")]
    [A64("01 0 11110 size:2 1 Rm:5 1001 00 Rn:5 Rd:5", "SQDMLAL <Scalar(size + 1, Rd)>, <Scalar(size, Rn)>, <Scalar(size, Rm)>", When = "size == 1 || size == 2")]
    private void SQDMLAL_advsimd(int size, int Rm, int Rn, int Rd, int Q = -1)
    {
        V[Rd] = Map(Op.VAddSaturateSigned, LongShape(8 << size, Q), V[Rd], DoublingMultiplyLong(V[Rn], V[Rm], 8 << size, Q));
    }

    /// <summary>SQDMLSL (vector).</summary>
    [A64("0 Q:1 0 01110 size:2 1 Rm:5 1011 00 Rn:5 Rd:5", "SQDMLSL{?Q == 1:2} <Vd>.<T(size + 1, 1)>, <Vn>.<T>, <Vm>.<T>", When = "size == 1 || size == 2")]
    [A64("01 0 11110 size:2 1 Rm:5 1011 00 Rn:5 Rd:5", "SQDMLSL <Scalar(size + 1, Rd)>, <Scalar(size, Rn)>, <Scalar(size, Rm)>", When = "size == 1 || size == 2")]
    private void SQDMLSL_advsimd(int size, int Rm, int Rn, int Rd, int Q = -1)
    {
        V[Rd] = Map(Op.VSubSaturateSigned, LongShape(8 << size, Q), V[Rd], DoublingMultiplyLong(V[Rn], V[Rm], 8 << size, Q));
    }

    /// <summary>SQDMULL (vector).</summary>
    [A64("0 Q:1 0 01110 size:2 1 Rm:5 1101 00 Rn:5 Rd:5", "SQDMULL{?Q == 1:2} <Vd>.<T(size + 1, 1)>, <Vn>.<T>, <Vm>.<T>", When = "size == 1 || size == 2")]
    [A64("01 0 11110 size:2 1 Rm:5 1101 00 Rn:5 Rd:5", "SQDMULL <Scalar(size + 1, Rd)>, <Scalar(size, Rn)>, <Scalar(size, Rm)>", When = "size == 1 || size == 2")]
    private void SQDMULL_advsimd(int size, int Rm, int Rn, int Rd, int Q = -1)
    {
        V[Rd] = DoublingMultiplyLong(V[Rn], V[Rm], 8 << size, Q);
    }

    /// <summary>PMULL.</summary>
    [A64("0 Q:1 0 01110 00 1 Rm:5 1110 00 Rn:5 Rd:5", "PMULL{?Q == 1:2} <Vd>.8H, <Vn>.<T(0, Q)>, <Vm>.<T(0, Q)>")]
    private void PMULL_advsimd(int Q, int Rm, int Rn, int Rd)
        => V[Rd] = Map(Op.VMulPolynomialLong, new(8, 128), V[Rn], V[Rm], Q);

    /// <summary>PMULL, 64-bit.</summary>
    [A64("0 Q:1 0 01110 11 1 Rm:5 1110 00 Rn:5 Rd:5", "PMULL{?Q == 1:2} <Vd>.1Q, <Vn>.<T(3, Q)>, <Vm>.<T(3, Q)>", Feature = "PMULL")]
    private void PMULL_advsimd_64(int Q, int Rm, int Rn, int Rd)
        => V[Rd] = Map(Op.VMulPolynomialLong, new(64, 128), V[Rn], V[Rm], Q);

    /// <summary>The shape of a widening operation's result; Q below 0: a scalar.</summary>
    private static VectorShape LongShape(int esize, int Q) => new(2 * esize, Q < 0 ? 2 * esize : 128);

    /// <summary>The saturating doubled products of the halves' elements at twice the width.</summary>
    private Value DoublingMultiplyLong(Value a, Value b, int esize, int Q)
    {
        int part = Math.Max(Q, 0);
        return Map(Op.VMulDoublingSaturate, LongShape(esize, Q), Widen(a, esize, part, unsigned: false), Widen(b, esize, part, unsigned: false));
    }
}
