namespace Armillary.Ir.Numerics;

public static partial class FP
{
    /// <summary>FPMulAdd: addend + op1 * op2, rounded once.</summary>
    public static ulong FPMulAdd(ulong addend, ulong op1, ulong op2, int N, ref FPContext context)
    {
        FPUnpacked c = FPUnpack(addend, N, ref context);
        FPUnpacked a = FPUnpack(op1, N, ref context);
        FPUnpacked b = FPUnpack(op2, N, ref context);
        bool infinityTimesZero = (a.IsInfinity && b.IsZero) || (a.IsZero && b.IsInfinity);
        bool done = FPProcessNaNs3(c.Type, a.Type, b.Type, addend, op1, op2, N, ref context, out ulong result);
        if (infinityTimesZero && (!done || c.Type == FPType.QNaN))
        {
            return Invalid(N, ref context);
        }

        if (done)
        {
            return result;
        }

        bool sign = a.Sign ^ b.Sign;
        bool infinity = a.IsInfinity || b.IsInfinity;
        if (c.IsInfinity || infinity)
        {
            return c.IsInfinity && infinity && c.Sign != sign ? Invalid(N, ref context) : FPInfinity(infinity ? sign : c.Sign, N);
        }

        if (a.IsZero || b.IsZero)
        {
            if (!c.IsZero)
            {
                return FPRound(c.Sign, c.Exponent, c.Significand, N, ref context);
            }

            return c.Sign == sign ? FPZero(sign, N) : ExactZero(N, ref context);
        }

        (int exponent, UInt128 product) = Product(a, b);
        return c.IsZero
            ? FPRoundWide(sign, exponent + 1, product, N, ref context)
            : AddMagnitudes(c.Sign, c.Exponent, (UInt128)c.Significand << 63, sign, exponent, product, 0, N, ref context);
    }

    /// <summary>FPMulSub: addend - op1 * op2 (a NaN in op1 changes its sign).</summary>
    public static ulong FPMulSub(ulong addend, ulong op1, ulong op2, int N, ref FPContext context)
        => FPMulAdd(addend, FPNeg(op1, N), op2, N, ref context);

    /// <summary>FPMulAddH: a single-precision sum with a product of half-precision numbers.</summary>
    public static uint FPMulAddH(uint addend, ushort op1, ushort op2, ref FPContext context)
        => (uint)FPMulAdd(addend, WidenHalf(op1, ref context), WidenHalf(op2, ref context), 32, ref context);

    /// <summary>Half to single with NaNs as they are, so that FPMulAdd deals with them; FZ16 counts.</summary>
    private static ulong WidenHalf(ushort op, ref FPContext context)
    {
        FPUnpacked a = FPUnpack(op, 16, ref context);
        if (a.IsZero)
        {
            return FPZero(a.Sign, 32);
        }

        if (a.Type != FPType.Nonzero)
        {
            return FPInfinity(a.Sign, 32) | ((op & 0x3FFUL) << 13);
        }

        return SignBit(32, a.Sign) | ((ulong)(a.Exponent + 127) << 23) | ((a.Significand << 1) >> 41);
    }

    /// <summary>The exact product as value / 2^126 * 2^exponent with bit 126 the highest set.</summary>
    private static (int Exponent, UInt128 Value) Product(FPUnpacked a, FPUnpacked b)
    {
        UInt128 product = Math.BigMul(a.Significand, b.Significand); // in [2^126, 2^128), its low 22 bits zero
        int exponent = a.Exponent + b.Exponent;
        return (product >> 127) != 0 ? (exponent + 1, product >> 1) : (exponent, product);
    }
}
