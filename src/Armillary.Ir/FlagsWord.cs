namespace Armillary.Ir;

/// <summary>
/// How condition flags lie in a 32-bit slot: N bit 15, Z bit 14, C bit 8, V bit 0, all other bits ignored when read.
/// The layout is the one that an x86-64 host makes in two instructions; on any other host it is as good as another.
/// </summary>
public static class FlagsWord
{
    /// <summary>Negative.</summary>
    public const uint N = 1u << 15;

    /// <summary>Zero.</summary>
    public const uint Z = 1u << 14;

    /// <summary>Carry.</summary>
    public const uint C = 1u << 8;

    /// <summary>Overflow.</summary>
    public const uint V = 1u;

    /// <summary>From the four bits NZCV (N is bit 3).</summary>
    public static uint FromNzcv(uint nzcv)
        => ((nzcv & 8) << 12) | ((nzcv & 4) << 12) | ((nzcv & 2) << 7) | (nzcv & 1);

    /// <summary>To the four bits NZCV (N is bit 3).</summary>
    public static uint ToNzcv(uint word)
        => ((word >> 12) & 8) | ((word >> 12) & 4) | ((word >> 7) & 2) | (word & 1);

    /// <summary>Whether <paramref name="condition"/> holds.</summary>
    public static bool Holds(Condition condition, uint word)
    {
        bool n = (word & N) != 0, z = (word & Z) != 0, c = (word & C) != 0, v = (word & V) != 0;
        bool result = ((int)condition >> 1) switch
        {
            0 => z,
            1 => c,
            2 => n,
            3 => v,
            4 => c && !z,
            5 => n == v,
            6 => n == v && !z,
            _ => true,
        };
        return ((int)condition & 1) != 0 && condition != Condition.NV ? !result : result;
    }
}
