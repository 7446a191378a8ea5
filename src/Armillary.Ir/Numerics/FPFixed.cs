namespace Armillary.Ir.Numerics;

public static partial class FP
{
    /// <summary>
    /// FPToFixed: op * 2^fbits as an integer of <paramref name="M"/> bits (16, 32, 64), saturated; NaN is 0. The result's upper bits are zero.
    /// </summary>
    public static ulong FPToFixed(ulong op, int fbits, bool unsigned, FPRounding rounding, int M, int N, ref FPContext context)
    {
        FPUnpacked a = FPUnpack(op, N, ref context);
        if (a.IsZero)
        {
            return 0;
        }

        if (a.IsNaN)
        {
            context.Raise(FPContext.IOC);
            return 0;
        }

        int exponent = a.Exponent + fbits;
        if (a.Type == FPType.Nonzero && exponent < 64)
        {
            ulong integer = RoundToInteger(a.Sign, exponent, a.Significand, Resolve(rounding, ref context), out bool inexact);
            ulong limit = unsigned ? (a.Sign ? 0 : ulong.MaxValue >> (64 - M)) : (1UL << (M - 1)) - (a.Sign ? 0UL : 1UL);
            if (integer <= limit)
            {
                if (inexact)
                {
                    context.Raise(FPContext.IXC);
                }

                return (a.Sign ? 0 - integer : integer) & (ulong.MaxValue >> (64 - M));
            }
        }

        context.Raise(FPContext.IOC);
        return unsigned ? (a.Sign ? 0 : ulong.MaxValue >> (64 - M)) : (1UL << (M - 1)) - (a.Sign ? 0UL : 1UL);
    }

    /// <summary>FixedToFP: the integer in the low <paramref name="M"/> bits of <paramref name="op"/>, over 2^fbits.</summary>
    public static ulong FixedToFP(ulong op, int fbits, bool unsigned, FPRounding rounding, int M, int N, ref FPContext context)
    {
        ulong integer = op & (ulong.MaxValue >> (64 - M));
        bool sign = !unsigned && (integer >> (M - 1)) != 0;
        if (sign)
        {
            integer = (0 - integer) & (ulong.MaxValue >> (64 - M));
        }

        if (integer == 0)
        {
            return FPZero(false, N);
        }

        int shift = System.Numerics.BitOperations.LeadingZeroCount(integer);
        return FPRoundBase(
            sign, 63 - shift - fbits, integer << shift, N, FractionBits(N), context.Flushes(N), false, Resolve(rounding, ref context), ref context);
    }

    /// <summary>FPToFixedJS: ECMAScript's ToInt32; <paramref name="Z"/> tells whether the conversion was exact.</summary>
    public static uint FPToFixedJS(ulong op, out bool Z, ref FPContext context)
    {
        FPUnpacked a = FPUnpack(op, 64, ref context);
        if (a.IsZero)
        {
            Z = !a.Sign && (op << 12) == 0; // not for -0 nor for a flushed denormal
            return 0;
        }

        Z = false;
        if (a.Type != FPType.Nonzero)
        {
            context.Raise(FPContext.IOC);
            return 0;
        }

        if (a.Exponent > 63)
        {
            context.Raise(FPContext.IOC);
            int left = a.Exponent - 63;
            ulong low = left > 31 ? 0 : a.Significand << left;
            return (uint)(a.Sign ? 0 - low : low);
        }

        ulong integer = RoundToInteger(a.Sign, a.Exponent, a.Significand, FPRounding.ZERO, out bool inexact);
        if (integer > (1UL << 31) - (a.Sign ? 0UL : 1UL))
        {
            context.Raise(FPContext.IOC);
        }
        else if (inexact)
        {
            context.Raise(FPContext.IXC);
        }
        else
        {
            Z = true;
        }

        return (uint)(a.Sign ? 0 - integer : integer);
    }
}
