namespace Armillary.Ir.Numerics;

public static partial class FP
{
    private static readonly ushort[] RecipSqrtEstimates = MakeRecipSqrtEstimates();

    /// <summary>FPRecipEstimate.</summary>
    public static ulong FPRecipEstimate(ulong op, int N, ref FPContext context)
    {
        FPUnpacked a = FPUnpack(op, N, ref context);
        switch (a.Type)
        {
            case FPType.QNaN or FPType.SNaN:
                return FPProcessNaN(a.Type, op, N, ref context);
            case FPType.Infinity:
                return FPZero(a.Sign, N);
            case FPType.Zero:
                context.Raise(FPContext.DZC);
                return FPInfinity(a.Sign, N);
        }

        int bias = MaxExponentField(N) >> 1;
        if (a.Exponent < -bias - 1)
        {
            context.Raise(FPContext.OFC | FPContext.IXC);
            return OverflowsToInfinity(context.RMode, a.Sign) ? FPInfinity(a.Sign, N) : FPMaxNormal(a.Sign, N);
        }

        if (context.Flushes(N) && a.Exponent >= bias - 1)
        {
            context.Raise(FPContext.UFC);
            return FPZero(a.Sign, N);
        }

        // The exponent field of the operand, 0 and -1 for its two denormal binades; of the result, the same.
        int field = a.Exponent + bias;
        int resultField = (2 * bias) - 1 - field;
        ulong fraction = (ulong)(RecipEstimate((int)(a.Significand >> 55)) & 0xFF) << 44;
        if (resultField == 0)
        {
            fraction = (1UL << 51) | (fraction >> 1);
        }
        else if (resultField == -1)
        {
            fraction = (1UL << 50) | (fraction >> 2);
            resultField = 0;
        }

        return SignBit(N, a.Sign) | ((ulong)resultField << FractionBits(N)) | (fraction >> (52 - FractionBits(N)));
    }

    /// <summary>FPRSqrtEstimate.</summary>
    public static ulong FPRSqrtEstimate(ulong op, int N, ref FPContext context)
    {
        FPUnpacked a = FPUnpack(op, N, ref context);
        switch (a.Type)
        {
            case FPType.QNaN or FPType.SNaN:
                return FPProcessNaN(a.Type, op, N, ref context);
            case FPType.Zero:
                context.Raise(FPContext.DZC);
                return FPInfinity(a.Sign, N);
        }

        if (a.Sign)
        {
            return Invalid(N, ref context);
        }

        if (a.IsInfinity)
        {
            return FPZero(false, N);
        }

        int bias = MaxExponentField(N) >> 1;
        int field = a.Exponent + bias;
        int scaled = (field & 1) == 0 ? (int)(a.Significand >> 55) : (int)(a.Significand >> 56);
        int resultField = ((3 * bias) - 1 - field) >> 1;
        ulong fraction = (ulong)(RecipSqrtEstimates[scaled] & 0xFF) << 44;
        return ((ulong)resultField << FractionBits(N)) | (fraction >> (52 - FractionBits(N)));
    }

    /// <summary>FPRecpX: the exponent inverted.</summary>
    public static ulong FPRecpX(ulong op, int N, ref FPContext context)
    {
        FPUnpacked a = FPUnpack(op, N, ref context);
        if (a.IsNaN)
        {
            return FPProcessNaN(a.Type, op, N, ref context);
        }

        ulong mask = (ulong)MaxExponentField(N);
        ulong exponent = (op >> FractionBits(N)) & mask;
        return SignBit(N, a.Sign) | ((exponent == 0 ? mask - 1 : ~exponent & mask) << FractionBits(N));
    }

    /// <summary>UnsignedRecipEstimate.</summary>
    public static uint UnsignedRecipEstimate(uint op)
        => (op >> 31) == 0 ? uint.MaxValue : (uint)RecipEstimate((int)(op >> 23)) << 23;

    /// <summary>UnsignedRSqrtEstimate.</summary>
    public static uint UnsignedRSqrtEstimate(uint op)
        => (op >> 30) == 0 ? uint.MaxValue : (uint)RecipSqrtEstimates[op >> 23] << 23;

    /// <summary>RecipEstimate: of a number in [256, 511] that stands for [0.5, 1.0).</summary>
    private static int RecipEstimate(int a) => (((1 << 19) / ((a * 2) + 1)) + 1) / 2;

    /// <summary>RecipSqrtEstimate, for [128, 511] that stands for [0.25, 1.0).</summary>
    private static ushort[] MakeRecipSqrtEstimates()
    {
        ushort[] table = new ushort[512];
        for (int i = 128; i < 512; i++)
        {
            int a = i < 256 ? (i * 2) + 1 : ((i | 1) * 2);
            int b = 512;
            while (a * (b + 1) * (b + 1) < 1 << 28)
            {
                b++;
            }

            table[i] = (ushort)((b + 1) / 2);
        }

        return table;
    }
}
