using System.Numerics;

namespace Armillary.Ir.Numerics;

/// <summary>The class of an operand (the manual's <c>FPType</c>; denormals that are not flushed are Nonzero).</summary>
internal enum FPType : byte
{
    Zero,
    Nonzero,
    Infinity,
    QNaN,
    SNaN,
}

/// <summary>An operand taken apart: if Nonzero it is Significand / 2^63 * 2^Exponent, with bit 63 of Significand set.</summary>
internal readonly struct FPUnpacked(FPType type, bool sign, int exponent = 0, ulong significand = 0)
{
    public readonly FPType Type = type;
    public readonly bool Sign = sign;
    public readonly int Exponent = exponent;
    public readonly ulong Significand = significand;

    public bool IsNaN => Type >= FPType.QNaN;

    public bool IsInfinity => Type == FPType.Infinity;

    public bool IsZero => Type == FPType.Zero;
}

public static partial class FP
{
    /// <summary>FPUnpack: for arithmetic (half precision is IEEE's, FZ16 counts).</summary>
    internal static FPUnpacked FPUnpack(ulong op, int N, ref FPContext context)
        => FPUnpackBase(op, N, context.Flushes(N), alternativeHalf: false, ref context);

    /// <summary>FPUnpackCV: for conversions between formats (AHP counts, FZ16 does not).</summary>
    internal static FPUnpacked FPUnpackCV(ulong op, int N, ref FPContext context)
        => FPUnpackBase(op, N, N != 16 && context.FZ, N == 16 && context.AHP, ref context);

    private static FPUnpacked FPUnpackBase(ulong op, int N, bool flush, bool alternativeHalf, ref FPContext context)
    {
        int F = FractionBits(N);
        bool sign = ((op >> (N - 1)) & 1) != 0;
        int exponent = (int)(op >> F) & MaxExponentField(N);
        ulong fraction = op & ((1UL << F) - 1);

        if (exponent == 0)
        {
            if (fraction == 0)
            {
                return new FPUnpacked(FPType.Zero, sign);
            }

            if (flush)
            {
                if (N != 16)
                {
                    context.Raise(FPContext.IDC); // FZ16 flushes operands without telling
                }

                return new FPUnpacked(FPType.Zero, sign);
            }

            int shift = BitOperations.LeadingZeroCount(fraction);
            return new FPUnpacked(FPType.Nonzero, sign, MinimumExponent(N) - F + 63 - shift, fraction << shift);
        }

        if (exponent == MaxExponentField(N) && !alternativeHalf)
        {
            FPType type = fraction == 0 ? FPType.Infinity : (fraction >> (F - 1)) != 0 ? FPType.QNaN : FPType.SNaN;
            return new FPUnpacked(type, sign);
        }

        return new FPUnpacked(FPType.Nonzero, sign, exponent - (MaxExponentField(N) >> 1), (1UL << 63) | (fraction << (63 - F)));
    }
}
