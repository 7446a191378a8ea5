using System.Numerics;
using Armillary.Core.Memory;

namespace Armillary.Devices.Pci;

/// <summary>What addresses a base address register takes.</summary>
public enum BarKind
{
    /// <summary>I/O ports.</summary>
    Io,

    /// <summary>Memory below 4 GiB.</summary>
    Memory32,

    /// <summary>Memory anywhere, prefetchable, so that bridges pass it on in their window of 64 bits. Takes two registers.</summary>
    Memory64,
}

/// <summary>
/// A base address register (PCI Local Bus 3.0, 6.2.5.1): where the guest put a range of a function's registers. It finds out the size by writing ones:
/// the bits below it are hardwired.
/// </summary>
public sealed class Bar
{
    private const uint Prefetchable64 = 0xC;
    private const uint IoSpace = 1;

    private readonly ConfigurationRegister low;
    private readonly ConfigurationRegister? high;

    internal Bar(ConfigurationSpace space, int index, BarKind kind, ulong size, IMmioTarget target)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 16UL);
        ArgumentOutOfRangeException.ThrowIfNotEqual(BitOperations.IsPow2(size), true);
        Index = index;
        Kind = kind;
        Size = size;
        Target = target;
        ulong mask = ~(size - 1);
        int offset = 0x10 + (4 * index);
        uint type = kind switch { BarKind.Io => IoSpace, BarKind.Memory64 => Prefetchable64, _ => 0 };
        low = space.Add(offset, 4, type, writable: (uint)(mask & uint.MaxValue));
        high = kind == BarKind.Memory64 ? space.Add(offset + 4, 4, writable: (uint)(mask >> 32)) : null;
    }

    /// <summary>Its number, 0 to 5.</summary>
    public int Index { get; }

    /// <summary>What addresses it takes.</summary>
    public BarKind Kind { get; }

    /// <summary>The size of the range in bytes.</summary>
    public ulong Size { get; }

    /// <summary>What answers in the range.</summary>
    public IMmioTarget Target { get; }

    /// <summary>Where the guest put it.</summary>
    public ulong Address => (((ulong)(high?.Value ?? 0) << 32) | low.Value) & ~(Size - 1);
}
