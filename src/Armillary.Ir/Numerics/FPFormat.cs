namespace Armillary.Ir.Numerics;

/// <summary>
/// Arm's floating point in integer arithmetic, bit for bit as the pseudocode of DDI 0487 (shared/functions/float) defines it.
/// <c>N</c> is the format's width in bits (16, 32 or 64); operands and results are the low <c>N</c> bits of a <see cref="ulong"/>,
/// with the bits above zero in results and ignored in operands only where said so.
/// </summary>
public static partial class FP
{
    /// <summary>The number of fraction bits of a format.</summary>
    internal static int FractionBits(int N) => N == 64 ? 52 : N == 32 ? 23 : 10;

    /// <summary>The exponent field with all bits set.</summary>
    internal static int MaxExponentField(int N) => N == 64 ? 0x7FF : N == 32 ? 0xFF : 0x1F;

    /// <summary>The smallest exponent of a normal number.</summary>
    internal static int MinimumExponent(int N) => N == 64 ? -1022 : N == 32 ? -126 : -14;

    internal static ulong SignBit(int N, bool sign) => sign ? 1UL << (N - 1) : 0;

    /// <summary>A zero.</summary>
    public static ulong FPZero(bool sign, int N) => SignBit(N, sign);

    /// <summary>An infinity.</summary>
    public static ulong FPInfinity(bool sign, int N) => SignBit(N, sign) | ((ulong)MaxExponentField(N) << FractionBits(N));

    /// <summary>The largest finite number.</summary>
    public static ulong FPMaxNormal(bool sign, int N) => FPInfinity(sign, N) - 1;

    /// <summary>The default NaN: positive, quiet, no payload.</summary>
    public static ulong FPDefaultNaN(int N) => FPInfinity(false, N) | (1UL << (FractionBits(N) - 1));

    /// <summary>2.0 with a sign.</summary>
    public static ulong FPTwo(bool sign, int N) => SignBit(N, sign) | ((ulong)((MaxExponentField(N) >> 1) + 1) << FractionBits(N));

    /// <summary>1.5 with a sign.</summary>
    public static ulong FPOnePointFive(bool sign, int N)
        => SignBit(N, sign) | ((ulong)(MaxExponentField(N) >> 1) << FractionBits(N)) | (1UL << (FractionBits(N) - 1));

    /// <summary>The operand without its sign.</summary>
    public static ulong FPAbs(ulong op, int N) => op & ((1UL << (N - 1)) - 1);

    /// <summary>The operand with its sign inverted (a NaN's too).</summary>
    public static ulong FPNeg(ulong op, int N) => op ^ (1UL << (N - 1));
}
