namespace Armillary.Ir.Numerics;

public static partial class FP
{
    /// <summary>FPRoundInt: to an integral number; with <paramref name="exact"/> a change is inexact.</summary>
    public static ulong FPRoundInt(ulong op, FPRounding rounding, bool exact, int N, ref FPContext context)
    {
        FPUnpacked a = FPUnpack(op, N, ref context);
        switch (a.Type)
        {
            case FPType.QNaN or FPType.SNaN:
                return FPProcessNaN(a.Type, op, N, ref context);
            case FPType.Infinity:
                return FPInfinity(a.Sign, N);
            case FPType.Zero:
                return FPZero(a.Sign, N);
        }

        if (a.Exponent >= FractionBits(N))
        {
            return op;
        }

        ulong integer = RoundToInteger(a.Sign, a.Exponent, a.Significand, Resolve(rounding, ref context), out bool inexact);
        if (exact && inexact)
        {
            context.Raise(FPContext.IXC);
        }

        return IntegralNumber(a.Sign, integer, N);
    }

    /// <summary>FPRoundIntN: to an integral number that a signed integer of <paramref name="intsize"/> bits (32, 64) can hold, else its minimum.</summary>
    public static ulong FPRoundIntN(ulong op, FPRounding rounding, int intsize, int N, ref FPContext context)
    {
        FPUnpacked a = FPUnpack(op, N, ref context);
        if (a.IsZero)
        {
            return FPZero(a.Sign, N);
        }

        if (a.Type == FPType.Nonzero && a.Exponent < intsize)
        {
            ulong integer = RoundToInteger(a.Sign, a.Exponent, a.Significand, Resolve(rounding, ref context), out bool inexact);
            ulong limit = 1UL << (intsize - 1);
            if (integer < limit || (a.Sign && integer == limit))
            {
                if (inexact)
                {
                    context.Raise(FPContext.IXC);
                }

                return IntegralNumber(a.Sign, integer, N);
            }
        }

        context.Raise(FPContext.IOC);
        return SignBit(N, true) | ((ulong)((MaxExponentField(N) >> 1) + intsize - 1) << FractionBits(N));
    }

    /// <summary>The magnitude of significand / 2^63 * 2^exponent rounded to an integer; exponent below 64.</summary>
    private static ulong RoundToInteger(bool sign, int exponent, ulong significand, FPRounding rounding, out bool inexact)
    {
        ulong integer, error; // error: the fraction * 2^64, with a sticky bit
        if (exponent >= 0)
        {
            integer = significand >> (63 - exponent);
            error = exponent == 63 ? 0 : significand << (exponent + 1);
        }
        else
        {
            integer = 0;
            error = ShiftRightJam(significand, -1 - exponent);
        }

        inexact = error != 0;
        return RoundsUp(rounding, sign, (integer & 1) != 0, inexact, error.CompareTo(1UL << 63)) ? integer + 1 : integer;
    }

    /// <summary>An integer that the format holds exactly.</summary>
    private static ulong IntegralNumber(bool sign, ulong integer, int N)
    {
        if (integer == 0)
        {
            return FPZero(sign, N);
        }

        int F = FractionBits(N);
        int exponent = 63 - System.Numerics.BitOperations.LeadingZeroCount(integer);
        ulong fraction = exponent <= F ? integer << (F - exponent) : integer >> (exponent - F);
        return SignBit(N, sign) | ((ulong)(exponent + (MaxExponentField(N) >> 1)) << F) | (fraction & ((1UL << F) - 1));
    }
}
