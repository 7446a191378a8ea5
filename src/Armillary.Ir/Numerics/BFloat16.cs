namespace Armillary.Ir.Numerics;

/// <summary>
/// The arithmetic of BFDOT and BFMMLA (DDI 0487, shared/functions/float/bfloat): rounding to odd, denormals are zeros, NaNs are the
/// default NaN, nothing is told in FPSR, whatever FPCR says (FPCR.EBF is zero).
/// </summary>
public static partial class FP
{
    /// <summary>BFDotAdd: addend + (op1_a * op2_a + op1_b * op2_b).</summary>
    public static uint BFDotAdd(uint addend, ushort op1_a, ushort op1_b, ushort op2_a, ushort op2_b)
        => BFAdd(addend, BFAdd(BFMulH(op1_a, op2_a), BFMulH(op1_b, op2_b)));

    /// <summary>BFMulAddH: a single-precision sum with a product of BFloat16 numbers, by the ordinary rules (BFMLALB, BFMLALT).</summary>
    public static uint BFMulAddH(uint addend, ushort op1, ushort op2, ref FPContext context)
        => (uint)FPMulAdd(addend, (ulong)op1 << 16, (ulong)op2 << 16, 32, ref context);

    private static FPUnpacked BFUnpack(uint op)
    {
        FPContext quiet = new(1 << 24);
        return FPUnpack(op, 32, ref quiet);
    }

    private static uint BFRound(bool sign, int exponent, UInt128 value)
    {
        int shift = (int)UInt128.LeadingZeroCount(value);
        value <<= shift;
        exponent -= shift;
        if (exponent < -126)
        {
            return (uint)FPZero(sign, 32);
        }

        if (exponent > 127)
        {
            return (uint)FPInfinity(sign, 32);
        }

        ulong mantissa = (ulong)(value >> (127 - 23));
        if (value << 24 != 0)
        {
            mantissa |= 1;
        }

        return (uint)(SignBit(32, sign) | ((ulong)(exponent + 127) << 23) | (mantissa & 0x7FFFFF));
    }

    private static uint BFMulH(ushort op1, ushort op2)
    {
        FPUnpacked a = BFUnpack((uint)op1 << 16);
        FPUnpacked b = BFUnpack((uint)op2 << 16);
        bool sign = a.Sign ^ b.Sign;
        if (a.IsNaN || b.IsNaN || (a.IsInfinity && b.IsZero) || (a.IsZero && b.IsInfinity))
        {
            return (uint)FPDefaultNaN(32);
        }

        if (a.IsInfinity || b.IsInfinity)
        {
            return (uint)FPInfinity(sign, 32);
        }

        if (a.IsZero || b.IsZero)
        {
            return (uint)FPZero(sign, 32);
        }

        (int exponent, UInt128 product) = Product(a, b);
        return BFRound(sign, exponent + 1, product);
    }

    private static uint BFAdd(uint op1, uint op2)
    {
        FPUnpacked a = BFUnpack(op1);
        FPUnpacked b = BFUnpack(op2);
        if (a.IsNaN || b.IsNaN || (a.IsInfinity && b.IsInfinity && a.Sign != b.Sign))
        {
            return (uint)FPDefaultNaN(32);
        }

        if (a.IsInfinity || b.IsInfinity)
        {
            return (uint)FPInfinity(a.IsInfinity ? a.Sign : b.Sign, 32);
        }

        if (a.IsZero && b.IsZero)
        {
            return (uint)FPZero(a.Sign && b.Sign, 32);
        }

        if (a.IsZero || b.IsZero)
        {
            return a.IsZero ? op2 : op1;
        }

        FPUnpacked high = a.Exponent >= b.Exponent ? a : b;
        FPUnpacked low = a.Exponent >= b.Exponent ? b : a;
        UInt128 x = (UInt128)high.Significand << 63;
        UInt128 y = ShiftRightJam((UInt128)low.Significand << 63, high.Exponent - low.Exponent);
        UInt128 sum = high.Sign == low.Sign ? x + y : x >= y ? x - y : y - x;
        bool sign = high.Sign == low.Sign || x >= y ? high.Sign : low.Sign;
        return sum == 0 ? 0 : BFRound(sign, high.Exponent + 1, sum);
    }
}
