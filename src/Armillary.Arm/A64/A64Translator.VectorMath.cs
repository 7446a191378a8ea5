using Armillary.Ir;

namespace Armillary.Arm.A64;

/// <summary>Vector operations that are made of the IR's: each in the manual's terms, for any arrangement.</summary>
public sealed partial class A64Translator
{
    /// <summary>The arrangement of an integer vector; Q below 0: a scalar of one element.</summary>
    public static VectorShape Shape(int size, int Q) => new(8 << size, Q < 0 ? 8 << size : 64 << Q);

    /// <summary>The arrangement of a floating-point vector: sz 0 single, 1 double, below 0 half; Q below 0: a scalar.</summary>
    public static VectorShape FpShape(int sz, int Q)
    {
        int esize = sz < 0 ? 16 : 32 << sz;
        return new(esize, Q < 0 ? esize : 64 << Q);
    }

    /// <summary>All zeros.</summary>
    private Value VectorZero => Block.VConst(0, 0);

    private static bool IsScalar(VectorShape T) => T.Datasize == T.Esize;

    /// <summary>A scalar of less than 64 bits as the part of a 64-bit vector, for operations that know no smaller one.</summary>
    private static VectorShape AtLeast64(VectorShape T) => T.Datasize < 64 ? T with { Datasize = 64 } : T;

    /// <summary>Clears what lies above a scalar that was computed as a vector.</summary>
    private Value Trim(Value a, VectorShape T)
        => T.Datasize < 64 ? Block.Append(Op.VZeroUpper, IrType.V128, T.Datasize, a.Number) : a;

    /// <summary>The scalar operation for a vector one where the shape is a scalar: they are declared in the same order.</summary>
    private static Op FpOp(Op vector, VectorShape T) => !IsScalar(T) ? vector
        : vector >= Op.VFCompareEqual ? Op.FCompareEqual + (ushort)(vector - Op.VFCompareEqual)
        : Op.FAdd + (ushort)(vector - Op.VFAdd);

    /// <summary>A floating-point operation (VFAdd to VFMinNum, VFCompare...) on a vector or a scalar.</summary>
    public Value FMap(Op op, VectorShape T, Value a) => Map(FpOp(op, T), T, a);

    /// <summary>A floating-point operation on a vector or a scalar.</summary>
    public Value FMap(Op op, VectorShape T, Value a, Value b) => Map(FpOp(op, T), T, a, b);

    /// <summary>A floating-point operation on a vector or a scalar.</summary>
    public Value FMap(Op op, VectorShape T, Value a, Value b, Value c) => Map(FpOp(op, T), T, a, b, c);

    /// <summary>(a + b) >> 1 without overflow: the common bits and half of the different ones.</summary>
    private Value HalvingAdd(VectorShape T, Value a, Value b, bool unsigned)
        => Map(Op.VAdd, T, Map(Op.VAnd, T, a, b), Map(unsigned ? Op.VShrImm : Op.VSarImm, T, Map(Op.VXor, T, a, b), 1));

    /// <summary>(a + b + 1) >> 1 without overflow.</summary>
    private Value RoundingHalvingAdd(VectorShape T, Value a, Value b, bool unsigned)
        => Map(Op.VSub, T, Map(Op.VOr, T, a, b), Map(unsigned ? Op.VShrImm : Op.VSarImm, T, Map(Op.VXor, T, a, b), 1));

    /// <summary>(a - b) >> 1 without overflow.</summary>
    private Value HalvingSub(VectorShape T, Value a, Value b, bool unsigned)
        => Map(Op.VSub, T, Map(unsigned ? Op.VShrImm : Op.VSarImm, T, Map(Op.VXor, T, a, b), 1), Map(Op.VAndNot, T, b, a));

    private Value AbsoluteDifference(VectorShape T, Value a, Value b, bool unsigned)
        => Map(
            Op.VSub, T, Map(unsigned ? Op.VMaxUnsigned : Op.VMaxSigned, T, a, b), Map(unsigned ? Op.VMinUnsigned : Op.VMinSigned, T, a, b));

    /// <summary>An operation on the pairs of neighbours of b:a.</summary>
    private Value Pairwise(Op op, VectorShape T, Value a, Value b)
        => Map(op, T, Map(Op.VUzp1, T, a, b), Map(Op.VUzp2, T, a, b));

    /// <summary>Sums of neighbours at twice the width.</summary>
    private Value PairwiseLong(VectorShape T, Value a, bool unsigned)
    {
        VectorShape wide = T with { Esize = 2 * T.Esize };
        Op shift = unsigned ? Op.VShrImm : Op.VSarImm;
        Value low = unsigned
            ? Map(Op.VAnd, wide, a, Replicate(ulong.MaxValue >> (64 - T.Esize), wide))
            : Map(shift, wide, Map(Op.VShlImm, wide, a, T.Esize), T.Esize);
        return Map(Op.VAdd, wide, low, Map(shift, wide, a, T.Esize));
    }

    /// <summary>The elements of the low or high half at twice the width.</summary>
    private Value Widen(Value a, int esize, int part, bool unsigned)
        => Map(unsigned ? Op.VWidenUnsigned : Op.VWidenSigned, new(esize, 128), a, part);

    /// <summary>Products of the halves' elements at twice the width.</summary>
    private Value MultiplyLong(Value a, Value b, int esize, int part, bool unsigned)
    {
        Op op = esize < 32 ? Op.VMul : unsigned ? Op.VMulEvenUnsigned : Op.VMulEvenSigned;
        return Map(op, new(2 * esize, 128), Widen(a, esize, part, unsigned), Widen(b, esize, part, unsigned));
    }

    /// <summary>Writes the low half of a result to the low (upper half zero) or to the high half (low half kept) of a register.</summary>
    private void WriteHalf(int Rd, int part, Value value)
        => V[Rd] = part == 0 ? value : Map(Op.VZip1, new(64, 128), V[Rd], value);

    /// <summary>Shift right with rounding: the last bit shifted out is added.</summary>
    private Value RoundingShiftRight(VectorShape T, Value a, int shift, bool unsigned)
    {
        Op op = unsigned ? Op.VShrImm : Op.VSarImm;
        Value last = shift == 1 ? a : Map(op, T, a, shift - 1);
        return Map(Op.VAdd, T, Map(op, T, a, shift), Map(Op.VAnd, T, last, Replicate(1, T)));
    }

    /// <summary>One result from all elements by halves, as the manual's Reduce orders it.</summary>
    private Value ReduceFloat(Op op, VectorShape T, Value a)
    {
        while (T.Elements > 2)
        {
            VectorShape half = T with { Datasize = 64 };
            Value even = Map(Op.VUzp1, T, a, VectorZero), odd = Map(Op.VUzp2, T, a, VectorZero);
            if (T.Datasize == 64)
            {
                // Four half-precision elements: the upper two places of even and odd are zeros, which raise nothing.
                a = Map(op, half, even, odd);
                break;
            }

            a = Map(op, half, even, odd);
            T = half;
        }

        VectorShape scalar = T with { Datasize = T.Esize };
        Value second = Map(Op.VDupElement, T with { Datasize = 64 }, a, 1);
        return FMap(op, scalar, a, second);
    }
}
