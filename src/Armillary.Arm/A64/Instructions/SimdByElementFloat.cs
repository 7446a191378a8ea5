using Armillary.Ir;

namespace Armillary.Arm.A64;

/// <summary>Advanced SIMD vector x indexed element and scalar x indexed element, floating-point: DDI 0487, C4.1.</summary>
public sealed partial class A64Translator
{
    /// <summary>FMUL (by element).</summary>
    [A64("0 Q:1 0 01111 1 sz:1 L:1 M:1 Rm:4 1001 H:1 0 Rn:5 Rd:5", "FMUL <Vd>.<T(2 + sz, Q)>, <Vn>.<T(2 + sz, Q)>, <Element(2 + sz, M, Rm)>.<Letter(2 + sz)>[<ElementIndex(2 + sz, H, L, M)>]", When = "(sz == 0 || L == 0) && (sz == 0 || Q == 1)")]
    [A64("0 Q:1 0 01111 00 L:1 M:1 Rm:4 1001 H:1 0 Rn:5 Rd:5", "FMUL <Vd>.<T(2 + sz, Q)>, <Vn>.<T(2 + sz, Q)>, <Element(1, M, Rm)>.H[<ElementIndex(1, H, L, M)>]", Feature = "FP16")]
    [A64("01 0 11111 1 sz:1 L:1 M:1 Rm:4 1001 H:1 0 Rn:5 Rd:5", "FMUL <Scalar(2 + sz, Rd)>, <Scalar(2 + sz, Rn)>, <Element(2 + sz, M, Rm)>.<Letter(2 + sz)>[<ElementIndex(2 + sz, H, L, M)>]", When = "sz == 0 || L == 0")]
    [A64("01 0 11111 00 L:1 M:1 Rm:4 1001 H:1 0 Rn:5 Rd:5", "FMUL <Scalar(2 + sz, Rd)>, <Scalar(2 + sz, Rn)>, <Element(1, M, Rm)>.H[<ElementIndex(1, H, L, M)>]", Feature = "FP16")]
    private void FMUL_advsimd_elt(int L, int M, int Rm, int H, int Rn, int Rd, int sz = -1, int Q = -1)
    {
        VectorShape T = FpShape(sz, Q);
        V[Rd] = FMap(Op.VFMul, T, V[Rn], IndexedElement(2 + sz, H, L, M, Rm));
    }

    /// <summary>FMULX (by element).</summary>
    [A64("0 Q:1 1 01111 1 sz:1 L:1 M:1 Rm:4 1001 H:1 0 Rn:5 Rd:5", "FMULX <Vd>.<T(2 + sz, Q)>, <Vn>.<T(2 + sz, Q)>, <Element(2 + sz, M, Rm)>.<Letter(2 + sz)>[<ElementIndex(2 + sz, H, L, M)>]", When = "(sz == 0 || L == 0) && (sz == 0 || Q == 1)")]
    [A64("0 Q:1 1 01111 00 L:1 M:1 Rm:4 1001 H:1 0 Rn:5 Rd:5", "FMULX <Vd>.<T(2 + sz, Q)>, <Vn>.<T(2 + sz, Q)>, <Element(1, M, Rm)>.H[<ElementIndex(1, H, L, M)>]", Feature = "FP16")]
    [A64("01 1 11111 1 sz:1 L:1 M:1 Rm:4 1001 H:1 0 Rn:5 Rd:5", "FMULX <Scalar(2 + sz, Rd)>, <Scalar(2 + sz, Rn)>, <Element(2 + sz, M, Rm)>.<Letter(2 + sz)>[<ElementIndex(2 + sz, H, L, M)>]", When = "sz == 0 || L == 0")]
    [A64("01 1 11111 00 L:1 M:1 Rm:4 1001 H:1 0 Rn:5 Rd:5", "FMULX <Scalar(2 + sz, Rd)>, <Scalar(2 + sz, Rn)>, <Element(1, M, Rm)>.H[<ElementIndex(1, H, L, M)>]", Feature = "FP16")]
    private void FMULX_advsimd_elt(int L, int M, int Rm, int H, int Rn, int Rd, int sz = -1, int Q = -1)
    {
        VectorShape T = FpShape(sz, Q);
        V[Rd] = Map(Op.VFMulX, T, V[Rn], IndexedElement(2 + sz, H, L, M, Rm));
    }

    /// <summary>FMLA (by element).</summary>
    [A64("0 Q:1 0 01111 1 sz:1 L:1 M:1 Rm:4 0001 H:1 0 Rn:5 Rd:5", "FMLA <Vd>.<T(2 + sz, Q)>, <Vn>.<T(2 + sz, Q)>, <Element(2 + sz, M, Rm)>.<Letter(2 + sz)>[<ElementIndex(2 + sz, H, L, M)>]", When = "(sz == 0 || L == 0) && (sz == 0 || Q == 1)")]
    [A64("0 Q:1 0 01111 00 L:1 M:1 Rm:4 0001 H:1 0 Rn:5 Rd:5", "FMLA <Vd>.<T(2 + sz, Q)>, <Vn>.<T(2 + sz, Q)>, <Element(1, M, Rm)>.H[<ElementIndex(1, H, L, M)>]", Feature = "FP16")]
    [A64("01 0 11111 1 sz:1 L:1 M:1 Rm:4 0001 H:1 0 Rn:5 Rd:5", "FMLA <Scalar(2 + sz, Rd)>, <Scalar(2 + sz, Rn)>, <Element(2 + sz, M, Rm)>.<Letter(2 + sz)>[<ElementIndex(2 + sz, H, L, M)>]", When = "sz == 0 || L == 0")]
    [A64("01 0 11111 00 L:1 M:1 Rm:4 0001 H:1 0 Rn:5 Rd:5", "FMLA <Scalar(2 + sz, Rd)>, <Scalar(2 + sz, Rn)>, <Element(1, M, Rm)>.H[<ElementIndex(1, H, L, M)>]", Feature = "FP16")]
    private void FMLA_advsimd_elt(int L, int M, int Rm, int H, int Rn, int Rd, int sz = -1, int Q = -1)
    {
        VectorShape T = FpShape(sz, Q);
        V[Rd] = FMap(Op.VFMulAdd, T, V[Rd], V[Rn], IndexedElement(2 + sz, H, L, M, Rm));
    }

    /// <summary>FMLS (by element).</summary>
    [A64("0 Q:1 0 01111 1 sz:1 L:1 M:1 Rm:4 0101 H:1 0 Rn:5 Rd:5", "FMLS <Vd>.<T(2 + sz, Q)>, <Vn>.<T(2 + sz, Q)>, <Element(2 + sz, M, Rm)>.<Letter(2 + sz)>[<ElementIndex(2 + sz, H, L, M)>]", When = "(sz == 0 || L == 0) && (sz == 0 || Q == 1)")]
    [A64("0 Q:1 0 01111 00 L:1 M:1 Rm:4 0101 H:1 0 Rn:5 Rd:5", "FMLS <Vd>.<T(2 + sz, Q)>, <Vn>.<T(2 + sz, Q)>, <Element(1, M, Rm)>.H[<ElementIndex(1, H, L, M)>]", Feature = "FP16")]
    [A64("01 0 11111 1 sz:1 L:1 M:1 Rm:4 0101 H:1 0 Rn:5 Rd:5", "FMLS <Scalar(2 + sz, Rd)>, <Scalar(2 + sz, Rn)>, <Element(2 + sz, M, Rm)>.<Letter(2 + sz)>[<ElementIndex(2 + sz, H, L, M)>]", When = "sz == 0 || L == 0")]
    [A64("01 0 11111 00 L:1 M:1 Rm:4 0101 H:1 0 Rn:5 Rd:5", "FMLS <Scalar(2 + sz, Rd)>, <Scalar(2 + sz, Rn)>, <Element(1, M, Rm)>.H[<ElementIndex(1, H, L, M)>]", Feature = "FP16")]
    private void FMLS_advsimd_elt(int L, int M, int Rm, int H, int Rn, int Rd, int sz = -1, int Q = -1)
    {
        VectorShape T = FpShape(sz, Q);
        V[Rd] = FMap(Op.VFMulAdd, T, V[Rd], FMap(Op.VFNeg, T, V[Rn]), IndexedElement(2 + sz, H, L, M, Rm));
    }

    /// <summary>FCMLA (by element).</summary>
    [A64("0 Q:1 1 01111 size:2 L:1 M:1 Rm:4 0 rot:2 1 H:1 0 Rn:5 Rd:5", "FCMLA <Vd>.<T>, <Vn>.<T>, <Numbered('V', (M << 4) | Rm)>.<Letter(size)>[<size == 1 ? (H << 1) | L : H>], #<rot * 90>", Feature = "FCMA", When = "(size == 1 && (H == 0 || Q == 1)) || (size == 2 && L == 0 && Q == 1)")]
    private void FCMLA_advsimd_elt(int Q, int size, int L, int M, int Rm, int rot, int H, int Rn, int Rd)
    {
        VectorShape T = Shape(size, Q);
        Value pair = Map(Op.VDupElement, new(2 * T.Esize, 128), V[(M << 4) | Rm], size == 1 ? (H << 1) | L : H);
        V[Rd] = ComplexMultiplyAdd(T, V[Rd], V[Rn], pair, rot);
    }
}
