using Armillary.Ir;

namespace Armillary.Arm.A64;

/// <summary>Advanced SIMD vector x indexed element and scalar x indexed element, integer: DDI 0487, C4.1.</summary>
public sealed partial class A64Translator
{
    /// <summary>MUL (by element).</summary>
    [A64("0 Q:1 0 01111 size:2 L:1 M:1 Rm:4 1000 H:1 0 Rn:5 Rd:5", "MUL <Vd>.<T>, <Vn>.<T>, <Element(size, M, Rm)>.<Letter(size)>[<ElementIndex(size, H, L, M)>]", When = "size == 1 || size == 2")]
    private void MUL_advsimd_elt(int Q, int size, int L, int M, int Rm, int H, int Rn, int Rd)
    {
        VectorShape T = Shape(size, Q);
        V[Rd] = Map(Op.VMul, T, V[Rn], IndexedElement(size, H, L, M, Rm));
    }

    /// <summary>MLA (by element).</summary>
    [A64("0 Q:1 1 01111 size:2 L:1 M:1 Rm:4 0000 H:1 0 Rn:5 Rd:5", "MLA <Vd>.<T>, <Vn>.<T>, <Element(size, M, Rm)>.<Letter(size)>[<ElementIndex(size, H, L, M)>]", When = "size == 1 || size == 2")]
    private void MLA_advsimd_elt(int Q, int size, int L, int M, int Rm, int H, int Rn, int Rd)
    {
        VectorShape T = Shape(size, Q);
        V[Rd] = Map(Op.VAdd, T, V[Rd], Map(Op.VMul, T, V[Rn], IndexedElement(size, H, L, M, Rm)));
    }

    /// <summary>MLS (by element).</summary>
    [A64("0 Q:1 1 01111 size:2 L:1 M:1 Rm:4 0100 H:1 0 Rn:5 Rd:5", "MLS <Vd>.<T>, <Vn>.<T>, <Element(size, M, Rm)>.<Letter(size)>[<ElementIndex(size, H, L, M)>]", When = "size == 1 || size == 2")]
    private void MLS_advsimd_elt(int Q, int size, int L, int M, int Rm, int H, int Rn, int Rd)
    {
        VectorShape T = Shape(size, Q);
        V[Rd] = Map(Op.VSub, T, V[Rd], Map(Op.VMul, T, V[Rn], IndexedElement(size, H, L, M, Rm)));
    }

    /// <summary>SQDMULH (by element).</summary>
    [A64("0 Q:1 0 01111 size:2 L:1 M:1 Rm:4 1100 H:1 0 Rn:5 Rd:5", "SQDMULH <Vd>.<T>, <Vn>.<T>, <Element(size, M, Rm)>.<Letter(size)>[<ElementIndex(size, H, L, M)>]", When = "size == 1 || size == 2")]
    [A64("01 0 11111 size:2 L:1 M:1 Rm:4 1100 H:1 0 Rn:5 Rd:5", "SQDMULH <Scalar(size, Rd)>, <Scalar(size, Rn)>, <Element(size, M, Rm)>.<Letter(size)>[<ElementIndex(size, H, L, M)>]", When = "size == 1 || size == 2")]
    private void SQDMULH_advsimd_elt(int size, int L, int M, int Rm, int H, int Rn, int Rd, int Q = -1)
    {
        VectorShape T = Shape(size, Q);
        V[Rd] = Map(Op.VMulHighDoublingSaturate, T, V[Rn], IndexedElement(size, H, L, M, Rm));
    }

    /// <summary>SQRDMULH (by element).</summary>
    [A64("0 Q:1 0 01111 size:2 L:1 M:1 Rm:4 1101 H:1 0 Rn:5 Rd:5", "SQRDMULH <Vd>.<T>, <Vn>.<T>, <Element(size, M, Rm)>.<Letter(size)>[<ElementIndex(size, H, L, M)>]", When = "size == 1 || size == 2")]
    [A64("01 0 11111 size:2 L:1 M:1 Rm:4 1101 H:1 0 Rn:5 Rd:5", "SQRDMULH <Scalar(size, Rd)>, <Scalar(size, Rn)>, <Element(size, M, Rm)>.<Letter(size)>[<ElementIndex(size, H, L, M)>]", When = "size == 1 || size == 2")]
    private void SQRDMULH_advsimd_elt(int size, int L, int M, int Rm, int H, int Rn, int Rd, int Q = -1)
    {
        VectorShape T = Shape(size, Q);
        V[Rd] = Map(Op.VMulHighDoublingSaturate, T, V[Rn], IndexedElement(size, H, L, M, Rm), 1);
    }

    /// <summary>SQRDMLAH (by element).</summary>
    [A64("0 Q:1 1 01111 size:2 L:1 M:1 Rm:4 1101 H:1 0 Rn:5 Rd:5", "SQRDMLAH <Vd>.<T>, <Vn>.<T>, <Element(size, M, Rm)>.<Letter(size)>[<ElementIndex(size, H, L, M)>]", Feature = "RDM", When = "size == 1 || size == 2")]
    [A64("01 1 11111 size:2 L:1 M:1 Rm:4 1101 H:1 0 Rn:5 Rd:5", "SQRDMLAH <Scalar(size, Rd)>, <Scalar(size, Rn)>, <Element(size, M, Rm)>.<Letter(size)>[<ElementIndex(size, H, L, M)>]", Feature = "RDM", When = "size == 1 || size == 2")]
    private void SQRDMLAH_advsimd_elt(int size, int L, int M, int Rm, int H, int Rn, int Rd, int Q = -1)
    {
        VectorShape T = Shape(size, Q);
        V[Rd] = Map(Op.VMulAddHighDoublingSaturate, T, V[Rd], V[Rn], IndexedElement(size, H, L, M, Rm));
    }

    /// <summary>SQRDMLSH (by element).</summary>
    [A64("0 Q:1 1 01111 size:2 L:1 M:1 Rm:4 1111 H:1 0 Rn:5 Rd:5", "SQRDMLSH <Vd>.<T>, <Vn>.<T>, <Element(size, M, Rm)>.<Letter(size)>[<ElementIndex(size, H, L, M)>]", Feature = "RDM", When = "size == 1 || size == 2")]
    [A64("01 1 11111 size:2 L:1 M:1 Rm:4 1111 H:1 0 Rn:5 Rd:5", "SQRDMLSH <Scalar(size, Rd)>, <Scalar(size, Rn)>, <Element(size, M, Rm)>.<Letter(size)>[<ElementIndex(size, H, L, M)>]", Feature = "RDM", When = "size == 1 || size == 2")]
    private void SQRDMLSH_advsimd_elt(int size, int L, int M, int Rm, int H, int Rn, int Rd, int Q = -1)
    {
        VectorShape T = Shape(size, Q);
        V[Rd] = Map(Op.VMulAddHighDoublingSaturate, T, V[Rd], V[Rn], IndexedElement(size, H, L, M, Rm), 1);
    }

    /// <summary>SMULL (by element).</summary>
    [A64("0 Q:1 0 01111 size:2 L:1 M:1 Rm:4 1010 H:1 0 Rn:5 Rd:5", "SMULL{?Q == 1:2} <Vd>.<T(size + 1, 1)>, <Vn>.<T>, <Element(size, M, Rm)>.<Letter(size)>[<ElementIndex(size, H, L, M)>]", When = "size == 1 || size == 2")]
    private void SMULL_advsimd_elt(int Q, int size, int L, int M, int Rm, int H, int Rn, int Rd)
    {
        int esize = 8 << size;
        V[Rd] = MultiplyLong(V[Rn], IndexedElement(size, H, L, M, Rm), esize, Q, false);
    }

    /// <summary>SMLAL (by element).</summary>
    [A64("0 Q:1 0 01111 size:2 L:1 M:1 Rm:4 0010 H:1 0 Rn:5 Rd:5", "SMLAL{?Q == 1:2} <Vd>.<T(size + 1, 1)>, <Vn>.<T>, <Element(size, M, Rm)>.<Letter(size)>[<ElementIndex(size, H, L, M)>]", When = "size == 1 || size == 2")]
    private void SMLAL_advsimd_elt(int Q, int size, int L, int M, int Rm, int H, int Rn, int Rd)
    {
        int esize = 8 << size;
        V[Rd] = Map(Op.VAdd, new(2 * esize, 128), V[Rd], MultiplyLong(V[Rn], IndexedElement(size, H, L, M, Rm), esize, Q, false));
    }

    /// <summary>SMLSL (by element).</summary>
    [A64("0 Q:1 0 01111 size:2 L:1 M:1 Rm:4 0110 H:1 0 Rn:5 Rd:5", "SMLSL{?Q == 1:2} <Vd>.<T(size + 1, 1)>, <Vn>.<T>, <Element(size, M, Rm)>.<Letter(size)>[<ElementIndex(size, H, L, M)>]", When = "size == 1 || size == 2")]
    private void SMLSL_advsimd_elt(int Q, int size, int L, int M, int Rm, int H, int Rn, int Rd)
    {
        int esize = 8 << size;
        V[Rd] = Map(Op.VSub, new(2 * esize, 128), V[Rd], MultiplyLong(V[Rn], IndexedElement(size, H, L, M, Rm), esize, Q, false));
    }

    /// <summary>UMULL (by element).</summary>
    [A64("0 Q:1 1 01111 size:2 L:1 M:1 Rm:4 1010 H:1 0 Rn:5 Rd:5", "UMULL{?Q == 1:2} <Vd>.<T(size + 1, 1)>, <Vn>.<T>, <Element(size, M, Rm)>.<Letter(size)>[<ElementIndex(size, H, L, M)>]", When = "size == 1 || size == 2")]
    private void UMULL_advsimd_elt(int Q, int size, int L, int M, int Rm, int H, int Rn, int Rd)
    {
        int esize = 8 << size;
        V[Rd] = MultiplyLong(V[Rn], IndexedElement(size, H, L, M, Rm), esize, Q, true);
    }

    /// <summary>UMLAL (by element).</summary>
    [A64("0 Q:1 1 01111 size:2 L:1 M:1 Rm:4 0010 H:1 0 Rn:5 Rd:5", "UMLAL{?Q == 1:2} <Vd>.<T(size + 1, 1)>, <Vn>.<T>, <Element(size, M, Rm)>.<Letter(size)>[<ElementIndex(size, H, L, M)>]", When = "size == 1 || size == 2")]
    private void UMLAL_advsimd_elt(int Q, int size, int L, int M, int Rm, int H, int Rn, int Rd)
    {
        int esize = 8 << size;
        V[Rd] = Map(Op.VAdd, new(2 * esize, 128), V[Rd], MultiplyLong(V[Rn], IndexedElement(size, H, L, M, Rm), esize, Q, true));
    }

    /// <summary>UMLSL (by element).</summary>
    [A64("0 Q:1 1 01111 size:2 L:1 M:1 Rm:4 0110 H:1 0 Rn:5 Rd:5", "UMLSL{?Q == 1:2} <Vd>.<T(size + 1, 1)>, <Vn>.<T>, <Element(size, M, Rm)>.<Letter(size)>[<ElementIndex(size, H, L, M)>]", When = "size == 1 || size == 2")]
    private void UMLSL_advsimd_elt(int Q, int size, int L, int M, int Rm, int H, int Rn, int Rd)
    {
        int esize = 8 << size;
        V[Rd] = Map(Op.VSub, new(2 * esize, 128), V[Rd], MultiplyLong(V[Rn], IndexedElement(size, H, L, M, Rm), esize, Q, true));
    }

    /// <summary>SQDMLAL (by element).</summary>
    [A64("0 Q:1 0 01111 size:2 L:1 M:1 Rm:4 0011 H:1 0 Rn:5 Rd:5", "SQDMLAL{?Q == 1:2} <Vd>.<T(size + 1, 1)>, <Vn>.<T>, <Element(size, M, Rm)>.<Letter(size)>[<ElementIndex(size, H, L, M)>]", When = "size == 1 || size == 2")]
    [A64("01 0 11111 size:2 L:1 M:1 Rm:4 0011 H:1 0 Rn:5 Rd:5", "SQDMLAL <Scalar(size + 1, Rd)>, <Scalar(size, Rn)>, <Element(size, M, Rm)>.<Letter(size)>[<ElementIndex(size, H, L, M)>]", When = "size == 1 || size == 2")]
    private void SQDMLAL_advsimd_elt(int size, int L, int M, int Rm, int H, int Rn, int Rd, int Q = -1)
    {
        V[Rd] = Map(Op.VAddSaturateSigned, LongShape(8 << size, Q), V[Rd], DoublingMultiplyLong(V[Rn], IndexedElement(size, H, L, M, Rm), 8 << size, Q));
    }

    /// <summary>SQDMLSL (by element).</summary>
    [A64("0 Q:1 0 01111 size:2 L:1 M:1 Rm:4 0111 H:1 0 Rn:5 Rd:5", "SQDMLSL{?Q == 1:2} <Vd>.<T(size + 1, 1)>, <Vn>.<T>, <Element(size, M, Rm)>.<Letter(size)>[<ElementIndex(size, H, L, M)>]", When = "size == 1 || size == 2")]
    [A64("01 0 11111 size:2 L:1 M:1 Rm:4 0111 H:1 0 Rn:5 Rd:5", "SQDMLSL <Scalar(size + 1, Rd)>, <Scalar(size, Rn)>, <Element(size, M, Rm)>.<Letter(size)>[<ElementIndex(size, H, L, M)>]", When = "size == 1 || size == 2")]
    private void SQDMLSL_advsimd_elt(int size, int L, int M, int Rm, int H, int Rn, int Rd, int Q = -1)
    {
        V[Rd] = Map(Op.VSubSaturateSigned, LongShape(8 << size, Q), V[Rd], DoublingMultiplyLong(V[Rn], IndexedElement(size, H, L, M, Rm), 8 << size, Q));
    }

    /// <summary>SQDMULL (by element).</summary>
    [A64("0 Q:1 0 01111 size:2 L:1 M:1 Rm:4 1011 H:1 0 Rn:5 Rd:5", "SQDMULL{?Q == 1:2} <Vd>.<T(size + 1, 1)>, <Vn>.<T>, <Element(size, M, Rm)>.<Letter(size)>[<ElementIndex(size, H, L, M)>]", When = "size == 1 || size == 2")]
    [A64("01 0 11111 size:2 L:1 M:1 Rm:4 1011 H:1 0 Rn:5 Rd:5", "SQDMULL <Scalar(size + 1, Rd)>, <Scalar(size, Rn)>, <Element(size, M, Rm)>.<Letter(size)>[<ElementIndex(size, H, L, M)>]", When = "size == 1 || size == 2")]
    private void SQDMULL_advsimd_elt(int size, int L, int M, int Rm, int H, int Rn, int Rd, int Q = -1)
    {
        V[Rd] = DoublingMultiplyLong(V[Rn], IndexedElement(size, H, L, M, Rm), 8 << size, Q);
    }

    /// <summary>The element that H, L, M and Rm name, in every place of a vector.</summary>
    private Value IndexedElement(int size, int H, int L, int M, int Rm)
        => Map(
            Op.VDupElement, new(8 << size, 128), V[Disassembly.Operands.ElementRegister(size, M, Rm)],
            Disassembly.Operands.ElementIndex(size, H, L, M));
}
