namespace Armillary.X64;

/// <summary>
/// A place in a compiled block's code that depends on where the code lies or on the process that it was compiled in: the offset of a 32-bit word from
/// the block's first byte, and in the top bits what the word is. Everything else in the code can be copied as it is.
/// </summary>
public static class CodeFixup
{
    /// <summary>The displacement, relative to RIP, of something before the block: a thunk or a constant.</summary>
    public const uint Thunk = 0;

    /// <summary>The number of a site.</summary>
    public const uint Site = 1u << 31;

    /// <summary>The bits that tell what the word is.</summary>
    public const uint KindMask = Site;
}
