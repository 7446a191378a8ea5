namespace Armillary.Ir.Numerics;

public static partial class FP
{
    /// <summary>FPDiv.</summary>
    public static ulong FPDiv(ulong op1, ulong op2, int N, ref FPContext context)
    {
        FPUnpacked a = FPUnpack(op1, N, ref context);
        FPUnpacked b = FPUnpack(op2, N, ref context);
        if (FPProcessNaNs(a.Type, b.Type, op1, op2, N, ref context, out ulong result))
        {
            return result;
        }

        bool sign = a.Sign ^ b.Sign;
        if ((a.IsInfinity && b.IsInfinity) || (a.IsZero && b.IsZero))
        {
            return Invalid(N, ref context);
        }

        if (a.IsInfinity || b.IsZero)
        {
            if (!a.IsInfinity)
            {
                context.Raise(FPContext.DZC);
            }

            return FPInfinity(sign, N);
        }

        if (a.IsZero || b.IsInfinity)
        {
            return FPZero(sign, N);
        }

        return N == 64 ? DivideWide(sign, a, b, ref context) : DivideNarrow(sign, a, b, N, ref context);
    }

    /// <summary>Half and single: significands of 24 bits, so that a 64-bit division gives 39 bits of quotient and the remainder.</summary>
    private static ulong DivideNarrow(bool sign, FPUnpacked a, FPUnpacked b, int N, ref FPContext context)
    {
        ulong dividend = a.Significand >> 1; // the low 40 bits of a significand are zero
        ulong divisor = b.Significand >> 40;
        (ulong quotient, ulong remainder) = Math.DivRem(dividend, divisor);
        quotient = (quotient << 1) | (remainder != 0 ? 1UL : 0);

        // a / b = dividend / divisor / 2^39 = quotient / 2^40
        int shift = System.Numerics.BitOperations.LeadingZeroCount(quotient);
        return FPRound(sign, a.Exponent - b.Exponent + 63 - 40 - shift, quotient << shift, N, ref context);
    }

    /// <summary>Double: 127 bits by 64.</summary>
    private static ulong DivideWide(bool sign, FPUnpacked a, FPUnpacked b, ref FPContext context)
    {
        UInt128 dividend = (UInt128)a.Significand << 62;
        (UInt128 wide, UInt128 remainder) = UInt128.DivRem(dividend, b.Significand);
        ulong quotient = ((ulong)wide << 1) | (remainder != 0 ? 1UL : 0);

        // a / b = dividend / b / 2^62 = quotient / 2^63
        int shift = System.Numerics.BitOperations.LeadingZeroCount(quotient);
        return FPRound(sign, a.Exponent - b.Exponent - shift, quotient << shift, 64, ref context);
    }
}
