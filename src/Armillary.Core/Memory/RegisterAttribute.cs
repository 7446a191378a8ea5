namespace Armillary.Core.Memory;

/// <summary>
/// Declares a property of a partial <see cref="MmioDevice"/> as the register at an offset. The property's accessors are the
/// access type (get only: read-only; set only: write-only); a partial property is stored (field, reset and snapshot
/// are generated); a plain one is computed. Property types: <c>uint</c>, <c>ulong</c>, <c>ushort</c>, <c>byte</c>.
/// </summary>
/// <param name="offset">The offset in bytes from the device's start.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class RegisterAttribute(ulong offset) : Attribute
{
    /// <summary>The offset in bytes from the device's start.</summary>
    public ulong Offset { get; } = offset;

    /// <summary>The reset value of a stored register.</summary>
    public ulong Reset { get; init; }

    /// <summary>The writable bits of a stored register; the others keep their reset value.</summary>
    public ulong Mask { get; init; } = ulong.MaxValue;
}
