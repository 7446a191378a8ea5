namespace Armillary.Ir.Numerics;

public static partial class FP
{
    /// <summary>FPMul.</summary>
    public static ulong FPMul(ulong op1, ulong op2, int N, ref FPContext context)
        => Multiply(op1, op2, extended: false, N, ref context);

    /// <summary>FPMulX: infinity times zero is 2.0.</summary>
    public static ulong FPMulX(ulong op1, ulong op2, int N, ref FPContext context)
        => Multiply(op1, op2, extended: true, N, ref context);

    private static ulong Multiply(ulong op1, ulong op2, bool extended, int N, ref FPContext context)
    {
        FPUnpacked a = FPUnpack(op1, N, ref context);
        FPUnpacked b = FPUnpack(op2, N, ref context);
        if (FPProcessNaNs(a.Type, b.Type, op1, op2, N, ref context, out ulong result))
        {
            return result;
        }

        bool sign = a.Sign ^ b.Sign;
        if ((a.IsInfinity && b.IsZero) || (a.IsZero && b.IsInfinity))
        {
            return extended ? FPTwo(sign, N) : Invalid(N, ref context);
        }

        if (a.IsInfinity || b.IsInfinity)
        {
            return FPInfinity(sign, N);
        }

        if (a.IsZero || b.IsZero)
        {
            return FPZero(sign, N);
        }

        UInt128 product = Math.BigMul(a.Significand, b.Significand);
        return FPRoundWide(sign, a.Exponent + b.Exponent + 1, product, N, ref context);
    }
}
