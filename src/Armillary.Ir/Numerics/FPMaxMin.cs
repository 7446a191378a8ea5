namespace Armillary.Ir.Numerics;

public static partial class FP
{
    /// <summary>FPMax: NaNs propagate, +0 is above -0.</summary>
    public static ulong FPMax(ulong op1, ulong op2, int N, ref FPContext context)
        => MaxMin(op1, op2, max: true, N, ref context);

    /// <summary>FPMin: NaNs propagate, -0 is below +0.</summary>
    public static ulong FPMin(ulong op1, ulong op2, int N, ref FPContext context)
        => MaxMin(op1, op2, max: false, N, ref context);

    /// <summary>FPMaxNum: a number is above a quiet NaN.</summary>
    public static ulong FPMaxNum(ulong op1, ulong op2, int N, ref FPContext context)
        => MaxMinNum(op1, op2, max: true, N, ref context);

    /// <summary>FPMinNum: a number is below a quiet NaN.</summary>
    public static ulong FPMinNum(ulong op1, ulong op2, int N, ref FPContext context)
        => MaxMinNum(op1, op2, max: false, N, ref context);

    private static ulong MaxMinNum(ulong op1, ulong op2, bool max, int N, ref FPContext context)
    {
        FPType type1 = FPUnpack(op1, N, ref context).Type;
        FPType type2 = FPUnpack(op2, N, ref context).Type;
        if (type1 == FPType.QNaN && type2 != FPType.QNaN)
        {
            op1 = FPInfinity(max, N);
        }
        else if (type1 != FPType.QNaN && type2 == FPType.QNaN)
        {
            op2 = FPInfinity(max, N);
        }

        return MaxMin(op1, op2, max, N, ref context);
    }

    private static ulong MaxMin(ulong op1, ulong op2, bool max, int N, ref FPContext context)
    {
        FPUnpacked a = FPUnpack(op1, N, ref context);
        FPUnpacked b = FPUnpack(op2, N, ref context);
        if (FPProcessNaNs(a.Type, b.Type, op1, op2, N, ref context, out ulong result))
        {
            return result;
        }

        if (a.IsZero && b.IsZero)
        {
            return FPZero(max ? a.Sign & b.Sign : a.Sign | b.Sign, N);
        }

        bool first = max ? Compare(op1, a, op2, b, N) > 0 : Compare(op1, a, op2, b, N) < 0;
        FPUnpacked chosen = first ? a : b;
        return chosen.IsZero ? FPZero(chosen.Sign, N) : first ? op1 : op2;
    }

    /// <summary>Compares two operands that are not NaNs; flushed denormals count as zeros.</summary>
    private static int Compare(ulong op1, in FPUnpacked a, ulong op2, in FPUnpacked b, int N)
    {
        long x = a.IsZero ? 0 : (long)FPAbs(op1, N);
        long y = b.IsZero ? 0 : (long)FPAbs(op2, N);
        return (a.Sign ? -x : x).CompareTo(b.Sign ? -y : y);
    }
}
