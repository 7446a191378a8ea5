using System.Runtime.InteropServices;
using Armillary.Core.Host;

namespace Armillary.Core.Memory;

/// <summary>
/// One block of guest RAM: a shared, zero-filled mapping of an anonymous file, so that another mapping of the same
/// file (a snapshot, a vhost back end) sees the same bytes. Pages that no one touched use no host memory.
/// </summary>
public sealed unsafe class GuestMemory : IDisposable
{
    private readonly int fileDescriptor;

    // A bit for each 2 MiB.
    private readonly int[] largePages;
    private byte* host;

    /// <summary>Maps <paramref name="size"/> bytes (a positive multiple of 64 KiB) at guest address <paramref name="start"/>.</summary>
    /// <exception cref="IOException">The host refused the mapping.</exception>
    public GuestMemory(PhysicalAddress start, ulong size, string name = "guest-ram")
    {
        ArgumentOutOfRangeException.ThrowIfZero(size);
        ArgumentOutOfRangeException.ThrowIfNotEqual(size & 0xFFFF, 0UL);
        Start = start;
        Size = size;
        fileDescriptor = Libc.MemfdCreate(name, Libc.MFD_CLOEXEC);
        if (fileDescriptor < 0 || Libc.Ftruncate(fileDescriptor, (long)size) != 0)
        {
            string reason = Libc.LastErrorMessage();
            if (fileDescriptor >= 0)
            {
                _ = Libc.Close(fileDescriptor);
            }

            throw new IOException($"cannot create {size >> 20} MiB of guest memory: {reason}");
        }

        // Where large pages of the host can be.
        byte* place = LargePages.Reserve((nuint)size);
        void* mapped = place == null
            ? Libc.MAP_FAILED
            : Libc.Mmap(place, (nuint)size, Libc.PROT_READ | Libc.PROT_WRITE, Libc.MAP_SHARED | Libc.MAP_NORESERVE | Libc.MAP_FIXED, fileDescriptor, 0);
        if (mapped == Libc.MAP_FAILED)
        {
            string reason = Libc.LastErrorMessage();
            if (place != null)
            {
                _ = Libc.Munmap(place, (nuint)size);
            }

            _ = Libc.Close(fileDescriptor);
            throw new IOException($"cannot map {size >> 20} MiB of guest memory: {reason}");
        }

        host = (byte*)mapped;
        largePages = new int[(size / LargePages.Size / 32) + 1];
    }

    /// <summary>The first guest address.</summary>
    public PhysicalAddress Start { get; }

    /// <summary>The size in bytes.</summary>
    public ulong Size { get; }

    /// <summary>Where the first byte lies in the host process. Valid until <see cref="Dispose"/>.</summary>
    public byte* HostBase => host;

    /// <summary>The file that backs the mapping, for another mapping of the same memory.</summary>
    public int FileDescriptor => fileDescriptor;

    /// <summary>The allocation tags; null: this memory has none, accesses to it are not checked.</summary>
    public AllocationTags? Tags { get; private set; }

    /// <summary>Gives the memory allocation tags. Before anything runs.</summary>
    /// <exception cref="IOException">The host refused the mapping.</exception>
    public void AddTags() => Tags ??= new AllocationTags(Size);

    /// <summary>The bytes [<paramref name="address"/>, +<paramref name="length"/>), or false if any of them is outside this block.</summary>
    public bool TryGetSpan(PhysicalAddress address, ulong length, out Span<byte> span)
    {
        ulong offset = address - Start;
        if (address < Start || offset >= Size || length > Size - offset || length > int.MaxValue)
        {
            span = default;
            return false;
        }

        // SAFETY: [offset, offset + length) was just checked to lie inside the mapping.
        span = new Span<byte>(host + offset, (int)length);
        return true;
    }

    /// <summary>Whether the 2 MiB that a byte is in should be asked of the host as one large page: true once for each, if they are whole.</summary>
    internal bool TakeLargePage(PhysicalAddress address, out byte* start)
    {
        ulong number = (address - Start) / LargePages.Size;
        start = host + (number * LargePages.Size);
        int bit = 1 << (int)(number & 31);
        return number < Size / LargePages.Size && (Volatile.Read(ref largePages[number >> 5]) & bit) == 0 && (Interlocked.Or(ref largePages[number >> 5], bit) & bit) == 0;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (host != null)
        {
            _ = Libc.Munmap(host, (nuint)Size);
            _ = Libc.Close(fileDescriptor);
            host = null;
        }

        Tags?.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Unmaps if the owner forgot.</summary>
    ~GuestMemory() => Dispose();
}
