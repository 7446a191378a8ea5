namespace Armillary.Ir.Numerics;

public static partial class FP
{
    /// <summary>FPConvert: from the format of <paramref name="M"/> bits to that of <paramref name="N"/> bits.</summary>
    public static ulong FPConvert(ulong op, FPRounding rounding, int M, int N, ref FPContext context)
    {
        FPUnpacked a = FPUnpackCV(op, M, ref context);
        bool alternativeHalf = N == 16 && context.AHP;
        switch (a.Type)
        {
            case FPType.QNaN or FPType.SNaN:
                if (a.Type == FPType.SNaN || alternativeHalf)
                {
                    context.Raise(FPContext.IOC);
                }

                return alternativeHalf ? FPZero(a.Sign, N) : context.DN ? FPDefaultNaN(N) : FPConvertNaN(op, a.Sign, M, N);
            case FPType.Infinity:
                if (alternativeHalf)
                {
                    context.Raise(FPContext.IOC);
                    return SignBit(N, a.Sign) | 0x7FFF;
                }

                return FPInfinity(a.Sign, N);
            case FPType.Zero:
                return FPZero(a.Sign, N);
            default:
                return FPRoundBase(
                    a.Sign, a.Exponent, a.Significand, N, FractionBits(N), N != 16 && context.FZ, alternativeHalf, Resolve(rounding, ref context), ref context);
        }
    }

    /// <summary>FPConvertBF: single to BFloat16.</summary>
    public static ushort FPConvertBF(uint op, FPRounding rounding, ref FPContext context)
    {
        FPUnpacked a = FPUnpackCV(op, 32, ref context);
        ulong result;
        switch (a.Type)
        {
            case FPType.QNaN or FPType.SNaN:
                result = FPProcessNaN(a.Type, op, 32, ref context);
                break;
            case FPType.Infinity:
                result = FPInfinity(a.Sign, 32);
                break;
            case FPType.Zero:
                result = FPZero(a.Sign, 32);
                break;
            default:
                result = FPRoundBase(a.Sign, a.Exponent, a.Significand, 32, 7, context.FZ, false, Resolve(rounding, ref context), ref context);
                break;
        }

        return (ushort)(result >> 16);
    }

    /// <summary>FPConvertNaN: the payload's high bits, made quiet.</summary>
    private static ulong FPConvertNaN(ulong op, bool sign, int M, int N)
    {
        ulong fraction = op << (64 - FractionBits(M)) >> (64 - FractionBits(M)) << (52 - FractionBits(M));
        return FPInfinity(sign, N) | (1UL << (FractionBits(N) - 1)) | (fraction >> (52 - FractionBits(N)));
    }
}
