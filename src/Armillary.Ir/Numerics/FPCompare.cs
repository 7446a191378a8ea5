namespace Armillary.Ir.Numerics;

public static partial class FP
{
    /// <summary>FPCompare: the flags NZCV (N is bit 3). A signalling NaN is invalid; with <paramref name="signalNaNs"/> a quiet one too.</summary>
    public static uint FPCompare(ulong op1, ulong op2, bool signalNaNs, int N, ref FPContext context)
    {
        if (!Ordered(op1, op2, signalNaNs, N, ref context, out int order))
        {
            return 0b0011;
        }

        return order == 0 ? 0b0110u : order < 0 ? 0b1000u : 0b0010u;
    }

    /// <summary>FPCompareEQ.</summary>
    public static bool FPCompareEQ(ulong op1, ulong op2, int N, ref FPContext context)
        => Ordered(op1, op2, signalNaNs: false, N, ref context, out int order) && order == 0;

    /// <summary>FPCompareGE.</summary>
    public static bool FPCompareGE(ulong op1, ulong op2, int N, ref FPContext context)
        => Ordered(op1, op2, signalNaNs: true, N, ref context, out int order) && order >= 0;

    /// <summary>FPCompareGT.</summary>
    public static bool FPCompareGT(ulong op1, ulong op2, int N, ref FPContext context)
        => Ordered(op1, op2, signalNaNs: true, N, ref context, out int order) && order > 0;

    private static bool Ordered(ulong op1, ulong op2, bool signalNaNs, int N, ref FPContext context, out int order)
    {
        FPUnpacked a = FPUnpack(op1, N, ref context);
        FPUnpacked b = FPUnpack(op2, N, ref context);
        if (a.IsNaN || b.IsNaN)
        {
            if (signalNaNs || a.Type == FPType.SNaN || b.Type == FPType.SNaN)
            {
                context.Raise(FPContext.IOC);
            }

            order = 0;
            return false;
        }

        order = Compare(op1, a, op2, b, N);
        return true;
    }
}
