namespace Armillary.Core.Memory;

/// <summary>An address on the machine's memory bus, in bytes (DDI 0487, D8: the output of the last stage of translation).</summary>
/// <param name="Value">The byte address.</param>
public readonly record struct PhysicalAddress(ulong Value) : IComparable<PhysicalAddress>
{
    /// <summary>
    /// Set in an address of the Secure physical address space that the Non-secure one does not have: above the 48 bits that addresses have. Only
    /// translation in Secure state makes such addresses, so that nothing a guest writes down can name one.
    /// </summary>
    public const ulong SecureBit = 1UL << 52;

    /// <summary>Whether it is in the Secure physical address space alone.</summary>
    public bool IsSecure => (Value & SecureBit) != 0;

    /// <inheritdoc/>
    public int CompareTo(PhysicalAddress other) => Value.CompareTo(other.Value);

    /// <summary>The address <paramref name="offset"/> bytes above, wrapping at 2^64.</summary>
    public static PhysicalAddress operator +(PhysicalAddress address, ulong offset) => new(unchecked(address.Value + offset));

    /// <summary>The distance in bytes, wrapping at 2^64.</summary>
    public static ulong operator -(PhysicalAddress left, PhysicalAddress right) => unchecked(left.Value - right.Value);

    /// <summary>Orders by byte address.</summary>
    public static bool operator <(PhysicalAddress left, PhysicalAddress right) => left.Value < right.Value;

    /// <summary>Orders by byte address.</summary>
    public static bool operator >(PhysicalAddress left, PhysicalAddress right) => left.Value > right.Value;

    /// <summary>Orders by byte address.</summary>
    public static bool operator <=(PhysicalAddress left, PhysicalAddress right) => left.Value <= right.Value;

    /// <summary>Orders by byte address.</summary>
    public static bool operator >=(PhysicalAddress left, PhysicalAddress right) => left.Value >= right.Value;

    /// <summary>Hexadecimal, as in <c>0x40000000</c>.</summary>
    public override string ToString() => $"0x{Value:X8}";
}
