using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Armillary.Core.Memory;

namespace Armillary.Arm.Mmu;

/// <summary>Reads and updates translation tables in guest RAM. Keeps the last block of RAM, so that a walk searches the bus once.</summary>
internal struct TableMemory(AddressSpace bus)
{
    private GuestMemory? last;

    /// <summary>One descriptor, single-copy atomic; false where no RAM answers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryRead(ulong address, bool bigEndian, out ulong descriptor)
    {
        if (!TryFind(address, out Span<ulong> cell))
        {
            descriptor = 0;
            return false;
        }

        descriptor = Volatile.Read(ref cell[0]);
        if (bigEndian)
        {
            descriptor = BinaryPrimitives.ReverseEndianness(descriptor);
        }

        return true;
    }

    /// <summary>Replaces a descriptor if it is still what was read; false if another CPU changed it.</summary>
    public bool TryUpdate(ulong address, bool bigEndian, ulong expected, ulong replacement)
    {
        if (!TryFind(address, out Span<ulong> cell))
        {
            return false;
        }

        if (bigEndian)
        {
            expected = BinaryPrimitives.ReverseEndianness(expected);
            replacement = BinaryPrimitives.ReverseEndianness(replacement);
        }

        return Interlocked.CompareExchange(ref cell[0], replacement, expected) == expected;
    }

    /// <summary>Whether a descriptor there can be updated: it is RAM, not ROM.</summary>
    public readonly bool IsWritable(ulong address) => bus.FindMemory(new PhysicalAddress(address), 8, out bool writable) is not null && writable;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool TryFind(ulong address, out Span<ulong> cell)
    {
        var at = new PhysicalAddress(address & ~7UL);
        if (last is null || !last.TryGetSpan(at, 8, out Span<byte> bytes))
        {
            last = bus.FindMemory(at, 8, out _);
            if (last is null || !last.TryGetSpan(at, 8, out bytes))
            {
                cell = default;
                return false;
            }
        }

        cell = MemoryMarshal.Cast<byte, ulong>(bytes);
        return true;
    }
}
