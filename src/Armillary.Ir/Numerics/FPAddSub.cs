namespace Armillary.Ir.Numerics;

public static partial class FP
{
    /// <summary>FPAdd.</summary>
    public static ulong FPAdd(ulong op1, ulong op2, int N, ref FPContext context)
        => AddSub(op1, op2, false, N, ref context);

    /// <summary>FPSub.</summary>
    public static ulong FPSub(ulong op1, ulong op2, int N, ref FPContext context)
        => AddSub(op1, op2, true, N, ref context);

    private static ulong AddSub(ulong op1, ulong op2, bool subtract, int N, ref FPContext context)
    {
        FPUnpacked a = FPUnpack(op1, N, ref context);
        FPUnpacked b = FPUnpack(op2, N, ref context);
        if (FPProcessNaNs(a.Type, b.Type, op1, op2, N, ref context, out ulong result))
        {
            return result;
        }

        bool sign2 = b.Sign ^ subtract;
        if (a.IsInfinity || b.IsInfinity)
        {
            if (a.IsInfinity && b.IsInfinity && a.Sign != sign2)
            {
                return Invalid(N, ref context);
            }

            return FPInfinity(a.IsInfinity ? a.Sign : sign2, N);
        }

        if (a.IsZero && b.IsZero)
        {
            return a.Sign == sign2 ? FPZero(a.Sign, N) : ExactZero(N, ref context);
        }

        if (b.IsZero)
        {
            return FPRound(a.Sign, a.Exponent, a.Significand, N, ref context);
        }

        if (a.IsZero)
        {
            return FPRound(sign2, b.Exponent, b.Significand, N, ref context);
        }

        return AddMagnitudes(a.Sign, a.Exponent, (UInt128)a.Significand << 63, sign2, b.Exponent, (UInt128)b.Significand << 63, 0, N, ref context);
    }

    /// <summary>The zero that an exact sum or difference gives: negative only when rounding down.</summary>
    private static ulong ExactZero(int N, ref FPContext context) => FPZero(context.RMode == FPRounding.NEGINF, N);

    /// <summary>
    /// Adds two signed numbers, each value / 2^126 * 2^exponent with bit 127 clear and bit 126 set, multiplies by 2^scale and rounds once.
    /// A bit lost in aligning is at least 2^20 below the last bit that counts, so keeping it as a sticky bit is exact.
    /// </summary>
    private static ulong AddMagnitudes(
        bool sign1, int exponent1, UInt128 value1, bool sign2, int exponent2, UInt128 value2, int scale, int N, ref FPContext context)
    {
        if (exponent1 < exponent2)
        {
            (sign1, exponent1, value1, sign2, exponent2, value2) = (sign2, exponent2, value2, sign1, exponent1, value1);
        }

        value2 = ShiftRightJam(value2, exponent1 - exponent2);
        UInt128 sum;
        if (sign1 == sign2)
        {
            sum = value1 + value2;
        }
        else if (value1 >= value2)
        {
            sum = value1 - value2;
        }
        else
        {
            sum = value2 - value1;
            sign1 = sign2;
        }

        return sum == 0 ? ExactZero(N, ref context) : FPRoundWide(sign1, exponent1 + 1 + scale, sum, N, ref context);
    }
}
