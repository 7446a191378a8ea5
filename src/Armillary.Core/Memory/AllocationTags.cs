using Armillary.Core.Host;

namespace Armillary.Core.Memory;

/// <summary>
/// The allocation tags of a block of RAM (FEAT_MTE2; DDI 0487, D10): four bits for each granule of 16 bytes, that of the lower granule in the low half of a byte.
/// All are zero at first. Tags that no one wrote use no host memory, and all of them at most a 32nd of the RAM. Any thread may read and write: a write of one
/// granule's tag leaves its neighbour's as others make it.
/// </summary>
public sealed unsafe class AllocationTags : IDisposable
{
    /// <summary>The log2 of a granule's size in bytes.</summary>
    public const int GranuleLog2 = 4;

    /// <summary>The size of a granule in bytes.</summary>
    public const ulong Granule = 1UL << GranuleLog2;

    private readonly ulong size;
    private byte* bytes;

    /// <summary>The tags of <paramref name="memorySize"/> bytes of RAM (a multiple of 32).</summary>
    /// <exception cref="IOException">The host refused the mapping.</exception>
    public AllocationTags(ulong memorySize)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(memorySize % (2 * Granule), 0UL);
        size = memorySize / (2 * Granule);

        // SAFETY: a new mapping of the host's choice.
        void* mapped = Libc.Mmap(null, (nuint)size, Libc.PROT_READ | Libc.PROT_WRITE, Libc.MAP_PRIVATE | Libc.MAP_ANONYMOUS | Libc.MAP_NORESERVE, -1, 0);
        if (mapped == Libc.MAP_FAILED)
        {
            throw new IOException($"cannot map {size >> 20} MiB for the tags of guest memory: {Libc.LastErrorMessage()}");
        }

        bytes = (byte*)mapped;
    }

    /// <summary>Where the first byte lies in the host process. Valid until <see cref="Dispose"/>.</summary>
    public byte* HostBase => bytes;

    /// <summary>The tag of the granule that holds the byte at an offset in the RAM.</summary>
    public int Read(ulong offset)
    {
        ref byte pair = ref Pair(offset);
        return (Volatile.Read(ref pair) >> Shift(offset)) & 15;
    }

    /// <summary>Sets the tag of the granule that holds the byte at an offset in the RAM.</summary>
    public void Write(ulong offset, int tag)
    {
        ref byte pair = ref Pair(offset);
        int shift = Shift(offset);
        byte old = Volatile.Read(ref pair);
        while (true)
        {
            byte found = Interlocked.CompareExchange(ref pair, (byte)((old & ~(15 << shift)) | ((tag & 15) << shift)), old);
            if (found == old)
            {
                return;
            }

            old = found;
        }
    }

    /// <summary>The offset in [<paramref name="offset"/>, +<paramref name="length"/>) of the first byte whose granule has another tag; -1: there is none.</summary>
    public long FindOther(ulong offset, int length, int tag)
    {
        ulong end = offset + (uint)length;
        for (ulong at = offset; at < end; at = (at | (Granule - 1)) + 1)
        {
            if (Read(at) != tag)
            {
                return (long)at;
            }
        }

        return -1;
    }

    private ref byte Pair(ulong offset)
    {
        ulong index = offset / (2 * Granule);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, size);

        // SAFETY: the index was just checked to lie inside the mapping.
        return ref bytes[index];
    }

    private static int Shift(ulong offset) => (int)(offset >> GranuleLog2 & 1) * 4;

    /// <inheritdoc/>
    public void Dispose()
    {
        if (bytes != null)
        {
            // SAFETY: this class's own mapping, which nothing uses any more.
            _ = Libc.Munmap(bytes, (nuint)size);
            bytes = null;
        }

        GC.SuppressFinalize(this);
    }

    /// <summary>Unmaps if the owner forgot.</summary>
    ~AllocationTags() => Dispose();
}
