namespace Armillary.Ir.Numerics;

public static partial class FP
{
    /// <summary>FPSqrt.</summary>
    public static ulong FPSqrt(ulong op, int N, ref FPContext context)
    {
        FPUnpacked a = FPUnpack(op, N, ref context);
        switch (a.Type)
        {
            case FPType.QNaN or FPType.SNaN:
                return FPProcessNaN(a.Type, op, N, ref context);
            case FPType.Zero:
                return FPZero(a.Sign, N);
        }

        if (a.Sign)
        {
            return Invalid(N, ref context);
        }

        if (a.IsInfinity)
        {
            return FPInfinity(false, N);
        }

        // The root of significand / 2^63 * 2^exponent with an even exponent is root(significand << (0 or 1)) / 2^31.5...:
        // with m = significand * 2^63 (or 2^64 if the exponent is odd), root(m) has 64 bits with bit 63 set and weighs 2^-63.
        bool odd = (a.Exponent & 1) != 0;
        UInt128 radicand = odd ? (UInt128)a.Significand << 64 : (UInt128)a.Significand << 63;
        return FPRound(false, (a.Exponent - (odd ? 1 : 0)) / 2, SquareRoot(radicand, N), N, ref context);
    }

    /// <summary>The root of a number in [2^126, 2^128), bit by bit: as many high bits as the format needs, then a sticky bit.</summary>
    private static ulong SquareRoot(UInt128 radicand, int N)
    {
        ulong root = 0;
        UInt128 rest = radicand;
        int last = 63 - FractionBits(N) - 3;
        for (int i = 63; i >= last; i--)
        {
            // (root + 2^i)^2 - root^2 = root * 2^(i+1) + 2^2i
            UInt128 step = ((UInt128)root << (i + 1)) + (UInt128.One << (2 * i));
            if (rest >= step)
            {
                rest -= step;
                root |= 1UL << i;
            }
        }

        return rest != 0 ? root | 1 : root;
    }
}
