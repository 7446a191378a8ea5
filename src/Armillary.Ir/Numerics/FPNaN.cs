namespace Armillary.Ir.Numerics;

public static partial class FP
{
    /// <summary>FPProcessNaN: the operand made quiet, or the default NaN.</summary>
    private static ulong FPProcessNaN(FPType type, ulong op, int N, ref FPContext context)
    {
        if (type == FPType.SNaN)
        {
            context.Raise(FPContext.IOC);
        }

        return context.DN ? FPDefaultNaN(N) : op | (1UL << (FractionBits(N) - 1));
    }

    /// <summary>FPProcessNaNs: the first signalling NaN, else the first quiet one.</summary>
    private static bool FPProcessNaNs(
        FPType type1, FPType type2, ulong op1, ulong op2, int N, ref FPContext context, out ulong result)
    {
        if (type1 < FPType.QNaN && type2 < FPType.QNaN)
        {
            result = 0;
            return false;
        }

        bool first = type1 == FPType.SNaN || (type2 != FPType.SNaN && type1 == FPType.QNaN);
        result = first ? FPProcessNaN(type1, op1, N, ref context) : FPProcessNaN(type2, op2, N, ref context);
        return true;
    }

    /// <summary>FPProcessNaNs3.</summary>
    private static bool FPProcessNaNs3(
        FPType type1, FPType type2, FPType type3, ulong op1, ulong op2, ulong op3, int N, ref FPContext context, out ulong result)
    {
        FPType worst = (FPType)Math.Max((int)type1, Math.Max((int)type2, (int)type3));
        if (worst < FPType.QNaN)
        {
            result = 0;
            return false;
        }

        result = FPProcessNaN(worst, type1 == worst ? op1 : type2 == worst ? op2 : op3, N, ref context);
        return true;
    }

    private static ulong Invalid(int N, ref FPContext context)
    {
        context.Raise(FPContext.IOC);
        return FPDefaultNaN(N);
    }
}
