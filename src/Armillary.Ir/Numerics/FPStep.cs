namespace Armillary.Ir.Numerics;

public static partial class FP
{
    /// <summary>FPRecipStepFused: 2.0 - op1 * op2.</summary>
    public static ulong FPRecipStepFused(ulong op1, ulong op2, int N, ref FPContext context)
        => Step(op1, op2, reciprocalRoot: false, N, ref context);

    /// <summary>FPRSqrtStepFused: (3.0 - op1 * op2) / 2.</summary>
    public static ulong FPRSqrtStepFused(ulong op1, ulong op2, int N, ref FPContext context)
        => Step(op1, op2, reciprocalRoot: true, N, ref context);

    private static ulong Step(ulong op1, ulong op2, bool reciprocalRoot, int N, ref FPContext context)
    {
        op1 = FPNeg(op1, N);
        FPUnpacked a = FPUnpack(op1, N, ref context);
        FPUnpacked b = FPUnpack(op2, N, ref context);
        if (FPProcessNaNs(a.Type, b.Type, op1, op2, N, ref context, out ulong result))
        {
            return result;
        }

        if (a.IsInfinity || b.IsInfinity)
        {
            if (a.IsZero || b.IsZero)
            {
                return reciprocalRoot ? FPOnePointFive(false, N) : FPTwo(false, N);
            }

            return FPInfinity(a.Sign ^ b.Sign, N);
        }

        if (a.IsZero || b.IsZero)
        {
            return reciprocalRoot ? FPOnePointFive(false, N) : FPTwo(false, N);
        }

        (int exponent, UInt128 product) = Product(a, b);
        UInt128 constant = reciprocalRoot ? (UInt128)3 << 125 : (UInt128)1 << 126; // 3.0 and 2.0, both with exponent 1
        return AddMagnitudes(false, 1, constant, a.Sign ^ b.Sign, exponent, product, reciprocalRoot ? -1 : 0, N, ref context);
    }
}
