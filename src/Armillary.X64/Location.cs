namespace Armillary.X64;

/// <summary>Where a value is while generated code is stopped at a site.</summary>
public enum LocationKind : byte
{
    /// <summary>There is no value.</summary>
    None,

    /// <summary>A general register (saved by the thunk).</summary>
    Gpr,

    /// <summary>A vector register (saved by the thunk).</summary>
    Xmm,

    /// <summary>A 64-bit spill place.</summary>
    Spill,

    /// <summary>A 128-bit spill place.</summary>
    SpillVector,

    /// <summary>A slot of the context.</summary>
    Slot,

    /// <summary>A constant, in the site's record.</summary>
    Constant,

    /// <summary>The block's address plus a constant in the site's record.</summary>
    PcRelative,

    /// <summary>Flags of an operation on two locations, in the site's record.</summary>
    Flags,
}

/// <summary>A packed location: kind in bits 23:20, a number in bits 19:0.</summary>
internal readonly record struct Location(uint Bits)
{
    public Location(LocationKind kind, int number)
        : this(((uint)kind << 20) | (uint)number)
    {
    }

    public LocationKind Kind => (LocationKind)((Bits >> 20) & 15);

    public int Number => (int)(Bits & 0xFFFFF);
}
