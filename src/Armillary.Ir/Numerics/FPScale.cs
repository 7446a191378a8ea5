namespace Armillary.Ir.Numerics;

public static partial class FP
{
    /// <summary>FPScale: op * 2^scale, the scale being a signed integer of <paramref name="N"/> bits.</summary>
    public static ulong FPScale(ulong op, ulong scale, int N, ref FPContext context)
    {
        FPUnpacked a = FPUnpack(op, N, ref context);
        if (a.IsNaN)
        {
            return FPProcessNaN(a.Type, op, N, ref context);
        }

        if (a.IsZero)
        {
            return FPZero(a.Sign, N);
        }

        // Beyond this every result is infinity or underflows in every format.
        const long Limit = 0x4000;
        long shift = Math.Clamp((long)(scale << (64 - N)) >> (64 - N), -Limit, Limit);
        return a.IsInfinity ? FPInfinity(a.Sign, N) : FPRound(a.Sign, a.Exponent + (int)shift, a.Significand, N, ref context);
    }
}
