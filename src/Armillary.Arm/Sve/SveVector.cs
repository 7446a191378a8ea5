using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Armillary.Arm.Sve;

/// <summary>A scalable vector register's bits, up to 512 of them, lowest first. Elements have sizes of 1 &lt;&lt; <c>size</c> bytes.</summary>
[InlineArray(SveUnit.Words)]
public struct SveVector
{
    private ulong first;

    /// <summary>Elem[this, n, 8 &lt;&lt; size], zero-extended.</summary>
    public readonly ulong Get(int n, int size)
    {
        int at = n << size;
        ulong word = this[(at >> 3) & (SveUnit.Words - 1)];
        return size == 3 ? word : (word >> ((at & 7) << 3)) & Mask(size);
    }

    /// <summary>Elem[this, n, 8 &lt;&lt; size] = the low bits of a value.</summary>
    public void Set(int n, int size, ulong value)
    {
        int at = n << size;
        ref ulong word = ref this[(at >> 3) & (SveUnit.Words - 1)];
        int shift = (at & 7) << 3;
        word = size == 3 ? value : (word & ~(Mask(size) << shift)) | ((value & Mask(size)) << shift);
    }

    /// <summary>All ones in an element.</summary>
    public static ulong Mask(int size) => ulong.MaxValue >> (64 - (8 << size));

    /// <summary>The bytes.</summary>
    [UnscopedRef]
    internal Span<byte> Bytes => MemoryMarshal.AsBytes(MemoryMarshal.CreateSpan(ref first, SveUnit.Words));
}
