namespace Armillary.X64.Regions;

/// <summary>A hash of offsets: the high bits of a product of 32 bits.</summary>
/// <param name="Multiplier">The factor.</param>
/// <param name="Log2">How many bits.</param>
internal readonly record struct JumpHash(int Multiplier, int Log2)
{
    private const int LongestLog2 = 10;
    private const int Tries = 32;

    /// <summary>The place of an offset.</summary>
    public int Of(int offset) => (int)(unchecked((uint)(offset * Multiplier)) >> (32 - Log2));

    /// <summary>One that gives no two of at most 64 different offsets (at least 2) the same place; null if none was found.</summary>
    public static JumpHash? Find(ReadOnlySpan<int> offsets)
    {
        Span<bool> taken = stackalloc bool[1 << LongestLog2];
        for (int log2 = 32 - System.Numerics.BitOperations.LeadingZeroCount((uint)offsets.Length); log2 <= LongestLog2; log2++)
        {
            uint multiplier = 0x9E37_79B1;
            for (int i = 0; i < Tries; i++, multiplier = (multiplier * 0x85EB_CA6B) + 2)
            {
                var hash = new JumpHash((int)(multiplier | 1), log2);
                if (hash.IsPerfect(offsets, taken[..(1 << log2)]))
                {
                    return hash;
                }
            }
        }

        return null;
    }

    private bool IsPerfect(ReadOnlySpan<int> offsets, Span<bool> taken)
    {
        taken.Clear();
        foreach (int offset in offsets)
        {
            ref bool place = ref taken[Of(offset)];
            if (place)
            {
                return false;
            }

            place = true;
        }

        return true;
    }
}
