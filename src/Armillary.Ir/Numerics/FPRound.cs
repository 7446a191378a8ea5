namespace Armillary.Ir.Numerics;

public static partial class FP
{
    /// <summary>Resolves <see cref="FPRounding.Current"/>.</summary>
    internal static FPRounding Resolve(FPRounding rounding, ref FPContext context)
        => rounding == FPRounding.Current ? context.RMode : rounding;

    /// <summary>Whether a magnitude with a discarded part (compared with one half: -1, 0, 1) is rounded away from zero.</summary>
    private static bool RoundsUp(FPRounding rounding, bool sign, bool odd, bool inexact, int half) => rounding switch
    {
        FPRounding.TIEEVEN => half > 0 || (half == 0 && odd),
        FPRounding.TIEAWAY => half >= 0,
        FPRounding.POSINF => inexact && !sign,
        FPRounding.NEGINF => inexact && sign,
        _ => false,
    };

    /// <summary>FPRound: to the format of <paramref name="N"/> bits in FPCR's rounding mode.</summary>
    internal static ulong FPRound(bool sign, int exponent, ulong significand, int N, ref FPContext context)
        => FPRoundBase(sign, exponent, significand, N, FractionBits(N), context.Flushes(N), false, context.RMode, ref context);

    /// <summary>
    /// FPRoundBase: rounds significand / 2^63 * 2^exponent (bit 63 set; bit 0 sticky) to <paramref name="F"/> fraction bits in the
    /// format of <paramref name="N"/> bits; the fraction's bits below <paramref name="F"/> are zero. Tininess is detected before rounding.
    /// </summary>
    private static ulong FPRoundBase(
        bool sign, int exponent, ulong significand, int N, int F, bool flush, bool alternativeHalf, FPRounding rounding, ref FPContext context)
    {
        int minimum = MinimumExponent(N);
        if (flush && exponent < minimum)
        {
            context.Raise(FPContext.UFC);
            return FPZero(sign, N);
        }

        int biased = Math.Max(exponent - minimum + 1, 0);
        if (biased == 0)
        {
            significand = ShiftRightJam(significand, minimum - exponent);
        }

        int drop = 63 - F;
        ulong mantissa = significand >> drop;
        ulong error = significand & ((1UL << drop) - 1);
        bool inexact = error != 0;
        if (biased == 0 && inexact)
        {
            context.Raise(FPContext.UFC);
        }

        if (RoundsUp(rounding, sign, (mantissa & 1) != 0, inexact, error.CompareTo(1UL << (drop - 1))))
        {
            mantissa++;
            if (mantissa == 1UL << F)
            {
                biased = 1; // the largest denormal became the smallest normal number
            }
            else if (mantissa == 1UL << (F + 1))
            {
                biased++;
                mantissa >>= 1;
            }
        }
        else if (rounding == FPRounding.ODD && inexact)
        {
            mantissa |= 1;
        }

        if (alternativeHalf)
        {
            if (biased > MaxExponentField(N))
            {
                context.Raise(FPContext.IOC);
                return SignBit(N, sign) | 0x7FFF;
            }
        }
        else if (biased >= MaxExponentField(N))
        {
            context.Raise(FPContext.OFC | FPContext.IXC);
            if (OverflowsToInfinity(rounding, sign))
            {
                return FPInfinity(sign, N);
            }

            int below = FractionBits(N) - F;
            return (FPMaxNormal(sign, N) >> below) << below;
        }

        if (inexact)
        {
            context.Raise(FPContext.IXC);
        }

        ulong fraction = mantissa & ((1UL << F) - 1);
        return SignBit(N, sign) | ((ulong)biased << FractionBits(N)) | (fraction << (FractionBits(N) - F));
    }

    private static bool OverflowsToInfinity(FPRounding rounding, bool sign) => rounding switch
    {
        FPRounding.POSINF => !sign,
        FPRounding.NEGINF => sign,
        FPRounding.ZERO or FPRounding.ODD => false,
        _ => true,
    };

    /// <summary>A shift right that keeps in bit 0 whether anything was lost.</summary>
    internal static ulong ShiftRightJam(ulong value, int amount)
    {
        if (amount >= 64)
        {
            return value != 0 ? 1UL : 0;
        }

        return amount <= 0 ? value : (value >> amount) | ((value << (64 - amount)) != 0 ? 1UL : 0);
    }

    /// <summary>A shift right that keeps in bit 0 whether anything was lost.</summary>
    internal static UInt128 ShiftRightJam(UInt128 value, int amount)
    {
        if (amount >= 128)
        {
            return value != 0 ? 1UL : 0;
        }

        return amount <= 0 ? value : (value >> amount) | ((value << (128 - amount)) != 0 ? 1UL : 0UL);
    }

    /// <summary>Rounds value / 2^127 * 2^exponent, value not zero and not necessarily normalised.</summary>
    internal static ulong FPRoundWide(bool sign, int exponent, UInt128 value, int N, ref FPContext context)
    {
        int shift = (int)UInt128.LeadingZeroCount(value);
        value <<= shift;
        ulong significand = (ulong)(value >> 64) | ((ulong)value != 0 ? 1UL : 0);
        return FPRound(sign, exponent - shift, significand, N, ref context);
    }
}
