using Armillary.Ir;

namespace Armillary.Arm.A64;

/// <summary>Advanced SIMD three-register extension: rounding doubling multiply-add, dot and matrix products, complex numbers, widening FP: DDI 0487, C4.1.</summary>
public sealed partial class A64Translator
{
    /// <summary>SQRDMLAH (vector).</summary>
    [A64("0 Q:1 1 01110 size:2 0 Rm:5 1 0000 1 Rn:5 Rd:5", "SQRDMLAH <Vd>.<T>, <Vn>.<T>, <Vm>.<T>", Feature = "RDM", When = "size == 1 || size == 2")]
    [A64("01 1 11110 size:2 0 Rm:5 1 0000 1 Rn:5 Rd:5", "SQRDMLAH <Scalar(size, Rd)>, <Scalar(size, Rn)>, <Scalar(size, Rm)>", Feature = "RDM", When = "size == 1 || size == 2")]
    private void SQRDMLAH_advsimd(int size, int Rm, int Rn, int Rd, int Q = -1)
        => V[Rd] = Map(Op.VMulAddHighDoublingSaturate, Shape(size, Q), V[Rd], V[Rn], V[Rm]);

    /// <summary>SQRDMLSH (vector).</summary>
    [A64("0 Q:1 1 01110 size:2 0 Rm:5 1 0001 1 Rn:5 Rd:5", "SQRDMLSH <Vd>.<T>, <Vn>.<T>, <Vm>.<T>", Feature = "RDM", When = "size == 1 || size == 2")]
    [A64("01 1 11110 size:2 0 Rm:5 1 0001 1 Rn:5 Rd:5", "SQRDMLSH <Scalar(size, Rd)>, <Scalar(size, Rn)>, <Scalar(size, Rm)>", Feature = "RDM", When = "size == 1 || size == 2")]
    private void SQRDMLSH_advsimd(int size, int Rm, int Rn, int Rd, int Q = -1)
        => V[Rd] = Map(Op.VMulAddHighDoublingSaturate, Shape(size, Q), V[Rd], V[Rn], V[Rm], 1);

    /// <summary>SDOT (vector).</summary>
    [A64("0 Q:1 0 01110 10 0 Rm:5 1 0010 1 Rn:5 Rd:5", "SDOT <Vd>.<T(2, Q)>, <Vn>.<T(0, Q)>, <Vm>.<T(0, Q)>", Feature = "DotProd")]
    private void SDOT_advsimd(int Q, int Rm, int Rn, int Rd)
        => V[Rd] = Map(Op.VDotSigned, new(32, 64 << Q), V[Rd], V[Rn], V[Rm]);

    /// <summary>SDOT (by element).</summary>
    [A64("0 Q:1 0 01111 10 L:1 M:1 Rm:4 1110 H:1 0 Rn:5 Rd:5", "SDOT <Vd>.<T(2, Q)>, <Vn>.<T(0, Q)>, <Numbered('V', (M << 4) | Rm)>.4B[<(H << 1) | L>]", Feature = "DotProd")]
    private void SDOT_advsimd_elt(int Q, int L, int M, int Rm, int H, int Rn, int Rd)
        => V[Rd] = Map(Op.VDotSigned, new(32, 64 << Q), V[Rd], V[Rn], IndexedElement(2, H, L, M, Rm));

    /// <summary>UDOT (vector).</summary>
    [A64("0 Q:1 1 01110 10 0 Rm:5 1 0010 1 Rn:5 Rd:5", "UDOT <Vd>.<T(2, Q)>, <Vn>.<T(0, Q)>, <Vm>.<T(0, Q)>", Feature = "DotProd")]
    private void UDOT_advsimd(int Q, int Rm, int Rn, int Rd)
        => V[Rd] = Map(Op.VDotUnsigned, new(32, 64 << Q), V[Rd], V[Rn], V[Rm]);

    /// <summary>UDOT (by element).</summary>
    [A64("0 Q:1 1 01111 10 L:1 M:1 Rm:4 1110 H:1 0 Rn:5 Rd:5", "UDOT <Vd>.<T(2, Q)>, <Vn>.<T(0, Q)>, <Numbered('V', (M << 4) | Rm)>.4B[<(H << 1) | L>]", Feature = "DotProd")]
    private void UDOT_advsimd_elt(int Q, int L, int M, int Rm, int H, int Rn, int Rd)
        => V[Rd] = Map(Op.VDotUnsigned, new(32, 64 << Q), V[Rd], V[Rn], IndexedElement(2, H, L, M, Rm));

    /// <summary>USDOT (vector).</summary>
    [A64("0 Q:1 0 01110 10 0 Rm:5 1 0011 1 Rn:5 Rd:5", "USDOT <Vd>.<T(2, Q)>, <Vn>.<T(0, Q)>, <Vm>.<T(0, Q)>", Feature = "I8MM")]
    private void USDOT_advsimd(int Q, int Rm, int Rn, int Rd)
        => V[Rd] = Map(Op.VDotUnsignedSigned, new(32, 64 << Q), V[Rd], V[Rn], V[Rm]);

    /// <summary>USDOT (by element).</summary>
    [A64("0 Q:1 0 01111 10 L:1 M:1 Rm:4 1111 H:1 0 Rn:5 Rd:5", "USDOT <Vd>.<T(2, Q)>, <Vn>.<T(0, Q)>, <Numbered('V', (M << 4) | Rm)>.4B[<(H << 1) | L>]", Feature = "I8MM")]
    private void USDOT_advsimd_elt(int Q, int L, int M, int Rm, int H, int Rn, int Rd)
        => V[Rd] = Map(Op.VDotUnsignedSigned, new(32, 64 << Q), V[Rd], V[Rn], IndexedElement(2, H, L, M, Rm));

    /// <summary>SUDOT (by element).</summary>
    [A64("0 Q:1 0 01111 00 L:1 M:1 Rm:4 1111 H:1 0 Rn:5 Rd:5", "SUDOT <Vd>.<T(2, Q)>, <Vn>.<T(0, Q)>, <Numbered('V', (M << 4) | Rm)>.4B[<(H << 1) | L>]", Feature = "I8MM")]
    private void SUDOT_advsimd_elt(int Q, int L, int M, int Rm, int H, int Rn, int Rd)
        => V[Rd] = Map(Op.VDotUnsignedSigned, new(32, 64 << Q), V[Rd], IndexedElement(2, H, L, M, Rm), V[Rn]);

    /// <summary>SMMLA.</summary>
    [A64("0 1 0 01110 10 0 Rm:5 1 0100 1 Rn:5 Rd:5", "SMMLA <Vd>.4S, <Vn>.16B, <Vm>.16B", Feature = "I8MM")]
    private void SMMLA_advsimd(int Rm, int Rn, int Rd)
        => V[Rd] = Map(Op.VMatrixMulSigned, new(32, 128), V[Rd], V[Rn], V[Rm]);

    /// <summary>UMMLA.</summary>
    [A64("0 1 1 01110 10 0 Rm:5 1 0100 1 Rn:5 Rd:5", "UMMLA <Vd>.4S, <Vn>.16B, <Vm>.16B", Feature = "I8MM")]
    private void UMMLA_advsimd(int Rm, int Rn, int Rd)
        => V[Rd] = Map(Op.VMatrixMulUnsigned, new(32, 128), V[Rd], V[Rn], V[Rm]);

    /// <summary>USMMLA.</summary>
    [A64("0 1 0 01110 10 0 Rm:5 1 0101 1 Rn:5 Rd:5", "USMMLA <Vd>.4S, <Vn>.16B, <Vm>.16B", Feature = "I8MM")]
    private void USMMLA_advsimd(int Rm, int Rn, int Rd)
        => V[Rd] = Map(Op.VMatrixMulUnsignedSigned, new(32, 128), V[Rd], V[Rn], V[Rm]);

    /// <summary>BFDOT (vector).</summary>
    [A64("0 Q:1 1 01110 01 0 Rm:5 1 1111 1 Rn:5 Rd:5", "BFDOT <Vd>.<T(2, Q)>, <Vn>.<T(1, Q)>, <Vm>.<T(1, Q)>", Feature = "BF16")]
    private void BFDOT_advsimd(int Q, int Rm, int Rn, int Rd)
        => V[Rd] = Map(Op.VBfDot, new(32, 64 << Q), V[Rd], V[Rn], V[Rm]);

    /// <summary>BFDOT (by element).</summary>
    [A64("0 Q:1 0 01111 01 L:1 M:1 Rm:4 1111 H:1 0 Rn:5 Rd:5", "BFDOT <Vd>.<T(2, Q)>, <Vn>.<T(1, Q)>, <Numbered('V', (M << 4) | Rm)>.2H[<(H << 1) | L>]", Feature = "BF16")]
    private void BFDOT_advsimd_elt(int Q, int L, int M, int Rm, int H, int Rn, int Rd)
        => V[Rd] = Map(Op.VBfDot, new(32, 64 << Q), V[Rd], V[Rn], IndexedElement(2, H, L, M, Rm));

    /// <summary>BFMMLA.</summary>
    [A64("0 1 1 01110 01 0 Rm:5 1 1101 1 Rn:5 Rd:5", "BFMMLA <Vd>.4S, <Vn>.8H, <Vm>.8H", Feature = "BF16")]
    private void BFMMLA_advsimd(int Rm, int Rn, int Rd)
        => V[Rd] = Map(Op.VBfMatrixMul, new(32, 128), V[Rd], V[Rn], V[Rm]);

    /// <summary>BFMLALB, BFMLALT (vector).</summary>
    [A64("0 Q:1 1 01110 11 0 Rm:5 1 1111 1 Rn:5 Rd:5", "BFMLAL{?Q == 0:B}{?Q == 1:T} <Vd>.4S, <Vn>.8H, <Vm>.8H", Feature = "BF16")]
    private void BFMLAL_advsimd(int Q, int Rm, int Rn, int Rd)
        => V[Rd] = Map(Op.VBfMulAddLong, new(32, 128), V[Rd], V[Rn], V[Rm], Q);

    /// <summary>BFMLALB, BFMLALT (by element).</summary>
    [A64("0 Q:1 0 01111 11 L:1 M:1 Rm:4 1111 H:1 0 Rn:5 Rd:5", "BFMLAL{?Q == 0:B}{?Q == 1:T} <Vd>.4S, <Vn>.8H, <Element(1, M, Rm)>.H[<ElementIndex(1, H, L, M)>]", Feature = "BF16")]
    private void BFMLAL_advsimd_elt(int Q, int L, int M, int Rm, int H, int Rn, int Rd)
        => V[Rd] = Map(Op.VBfMulAddLong, new(32, 128), V[Rd], V[Rn], IndexedElement(1, H, L, M, Rm), Q);

    /// <summary>FCMLA.</summary>
    [A64("0 Q:1 1 01110 size:2 0 Rm:5 1 10 rot:2 1 Rn:5 Rd:5", "FCMLA <Vd>.<T>, <Vn>.<T>, <Vm>.<T>, #<rot * 90>", Feature = "FCMA", When = "size != 0 && (size != 3 || Q == 1)")]
    private void FCMLA_advsimd_vec(int Q, int size, int Rm, int rot, int Rn, int Rd)
        => V[Rd] = ComplexMultiplyAdd(Shape(size, Q), V[Rd], V[Rn], V[Rm], rot);

    /// <summary>FCADD.</summary>
    [A64("0 Q:1 1 01110 size:2 0 Rm:5 1 11 rot:1 0 1 Rn:5 Rd:5", "FCADD <Vd>.<T>, <Vn>.<T>, <Vm>.<T>, #<rot == 0 ? 90 : 270>", Feature = "FCMA", When = "size != 0 && (size != 3 || Q == 1)")]
    private void FCADD_advsimd_vec(int Q, int size, int Rm, int rot, int Rn, int Rd)
    {
        VectorShape T = Shape(size, Q);
        Value rotated = NegateAlternate(T, Map(Op.VReverse, T, V[Rm], 2 * T.Esize), odd: rot == 1);
        V[Rd] = Map(Op.VFAdd, T, V[Rn], rotated);
    }

    /// <summary>FMLAL (vector).</summary>
    [A64("0 Q:1 0 01110 00 1 Rm:5 11101 1 Rn:5 Rd:5", "FMLAL <Vd>.<T(2, Q)>, <Vn>.<Q == 0 ? \"2H\" : \"4H\">, <Vm>.<Q == 0 ? \"2H\" : \"4H\">", Feature = "FHM")]
    private void FMLAL_advsimd(int Q, int Rm, int Rn, int Rd)
        => V[Rd] = Map(Op.VFMulAddLong, new(32, 64 << Q), V[Rd], V[Rn], V[Rm]);

    /// <summary>FMLAL (by element).</summary>
    [A64("0 Q:1 0 01111 10 L:1 M:1 Rm:4 0000 H:1 0 Rn:5 Rd:5", "FMLAL <Vd>.<T(2, Q)>, <Vn>.<Q == 0 ? \"2H\" : \"4H\">, <Element(1, M, Rm)>.H[<ElementIndex(1, H, L, M)>]", Feature = "FHM")]
    private void FMLAL_advsimd_elt(int Q, int L, int M, int Rm, int H, int Rn, int Rd)
        => V[Rd] = Map(Op.VFMulAddLong, new(32, 64 << Q), V[Rd], V[Rn], IndexedElement(1, H, L, M, Rm));

    /// <summary>FMLAL2 (vector).</summary>
    [A64("0 Q:1 1 01110 00 1 Rm:5 11001 1 Rn:5 Rd:5", "FMLAL2 <Vd>.<T(2, Q)>, <Vn>.<Q == 0 ? \"2H\" : \"4H\">, <Vm>.<Q == 0 ? \"2H\" : \"4H\">", Feature = "FHM")]
    private void FMLAL2_advsimd(int Q, int Rm, int Rn, int Rd)
        => V[Rd] = Map(Op.VFMulAddLong, new(32, 64 << Q), V[Rd], V[Rn], V[Rm], 1);

    /// <summary>FMLAL2 (by element).</summary>
    [A64("0 Q:1 1 01111 10 L:1 M:1 Rm:4 1000 H:1 0 Rn:5 Rd:5", "FMLAL2 <Vd>.<T(2, Q)>, <Vn>.<Q == 0 ? \"2H\" : \"4H\">, <Element(1, M, Rm)>.H[<ElementIndex(1, H, L, M)>]", Feature = "FHM")]
    private void FMLAL2_advsimd_elt(int Q, int L, int M, int Rm, int H, int Rn, int Rd)
        => V[Rd] = Map(Op.VFMulAddLong, new(32, 64 << Q), V[Rd], V[Rn], IndexedElement(1, H, L, M, Rm), 1);

    /// <summary>FMLSL (vector).</summary>
    [A64("0 Q:1 0 01110 10 1 Rm:5 11101 1 Rn:5 Rd:5", "FMLSL <Vd>.<T(2, Q)>, <Vn>.<Q == 0 ? \"2H\" : \"4H\">, <Vm>.<Q == 0 ? \"2H\" : \"4H\">", Feature = "FHM")]
    private void FMLSL_advsimd(int Q, int Rm, int Rn, int Rd)
        => V[Rd] = Map(Op.VFMulAddLong, new(32, 64 << Q), V[Rd], Map(Op.VFNeg, new(16, 128), V[Rn]), V[Rm]);

    /// <summary>FMLSL (by element).</summary>
    [A64("0 Q:1 0 01111 10 L:1 M:1 Rm:4 0100 H:1 0 Rn:5 Rd:5", "FMLSL <Vd>.<T(2, Q)>, <Vn>.<Q == 0 ? \"2H\" : \"4H\">, <Element(1, M, Rm)>.H[<ElementIndex(1, H, L, M)>]", Feature = "FHM")]
    private void FMLSL_advsimd_elt(int Q, int L, int M, int Rm, int H, int Rn, int Rd)
        => V[Rd] = Map(Op.VFMulAddLong, new(32, 64 << Q), V[Rd], Map(Op.VFNeg, new(16, 128), V[Rn]), IndexedElement(1, H, L, M, Rm));

    /// <summary>FMLSL2 (vector).</summary>
    [A64("0 Q:1 1 01110 10 1 Rm:5 11001 1 Rn:5 Rd:5", "FMLSL2 <Vd>.<T(2, Q)>, <Vn>.<Q == 0 ? \"2H\" : \"4H\">, <Vm>.<Q == 0 ? \"2H\" : \"4H\">", Feature = "FHM")]
    private void FMLSL2_advsimd(int Q, int Rm, int Rn, int Rd)
        => V[Rd] = Map(Op.VFMulAddLong, new(32, 64 << Q), V[Rd], Map(Op.VFNeg, new(16, 128), V[Rn]), V[Rm], 1);

    /// <summary>FMLSL2 (by element).</summary>
    [A64("0 Q:1 1 01111 10 L:1 M:1 Rm:4 1100 H:1 0 Rn:5 Rd:5", "FMLSL2 <Vd>.<T(2, Q)>, <Vn>.<Q == 0 ? \"2H\" : \"4H\">, <Element(1, M, Rm)>.H[<ElementIndex(1, H, L, M)>]", Feature = "FHM")]
    private void FMLSL2_advsimd_elt(int Q, int L, int M, int Rm, int H, int Rn, int Rd)
        => V[Rd] = Map(Op.VFMulAddLong, new(32, 64 << Q), V[Rd], Map(Op.VFNeg, new(16, 128), V[Rn]), IndexedElement(1, H, L, M, Rm), 1);

    /// <summary>Negates the odd (imaginary) or the even (real) elements.</summary>
    private Value NegateAlternate(VectorShape T, Value a, bool odd)
    {
        ulong sign = 1UL << (T.Esize - 1);
        if (T.Esize == 64)
        {
            return Map(Op.VXor, T, a, odd ? Block.VConst(0, sign) : Block.VConst(sign, 0));
        }

        return Map(Op.VXor, T, a, Replicate(odd ? sign << T.Esize : sign, T with { Esize = 2 * T.Esize }));
    }

    /// <summary>FCMLA: the real or the imaginary part of n times m, turned, added to d.</summary>
    private Value ComplexMultiplyAdd(VectorShape T, Value addend, Value n, Value m, int rot)
    {
        Value part = Map((rot & 1) == 0 ? Op.VTrn1 : Op.VTrn2, T, n, n);
        Value turned = (rot & 1) == 0 ? m : Map(Op.VReverse, T, m, 2 * T.Esize);
        turned = rot switch
        {
            0 => turned,
            1 => NegateAlternate(T, turned, odd: false),
            2 => Map(Op.VFNeg, T, turned),
            _ => NegateAlternate(T, turned, odd: true),
        };
        return Map(Op.VFMulAdd, T, addend, part, turned);
    }
}
