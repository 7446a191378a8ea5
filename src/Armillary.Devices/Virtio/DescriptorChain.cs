using Armillary.Core.Memory;

namespace Armillary.Devices.Virtio;

/// <summary>
/// One request as the driver laid it out: device-readable bytes, then device-writable bytes (virtio 1.2, 2.7.4). The
/// descriptors were copied and checked when the chain was popped, so that nothing the driver changes later matters; every
/// segment lies in RAM. The bytes themselves are the guest's and may change at any time: copy before checking them.
/// </summary>
public sealed class DescriptorChain
{
    private readonly record struct Segment(GuestMemory Memory, PhysicalAddress Address, ulong Length);

    private readonly AddressSpace bus;
    private readonly List<Segment> readable = [];
    private readonly List<Segment> writable = [];

    internal DescriptorChain(AddressSpace bus) => this.bus = bus;

    /// <summary>The index of the head descriptor, which identifies the chain in the used ring.</summary>
    public ushort Head { get; internal set; }

    /// <summary>How many bytes the device may read.</summary>
    public ulong ReadableLength { get; private set; }

    /// <summary>How many bytes the device may write.</summary>
    public ulong WritableLength { get; private set; }

    /// <summary>Copies device-readable bytes from <paramref name="offset"/>; false if the chain has fewer.</summary>
    public bool TryRead(ulong offset, Span<byte> destination)
    {
        if (offset > ReadableLength || (ulong)destination.Length > ReadableLength - offset)
        {
            return false;
        }

        ulong end = offset + (ulong)destination.Length;
        while (NextReadable(ref offset, end, out ReadOnlySpan<byte> piece))
        {
            piece.CopyTo(destination);
            destination = destination[piece.Length..];
        }

        return true;
    }

    /// <summary>Copies to device-writable bytes at <paramref name="offset"/>; false if the chain has fewer.</summary>
    public bool TryWrite(ulong offset, ReadOnlySpan<byte> source)
    {
        if (offset > WritableLength || (ulong)source.Length > WritableLength - offset)
        {
            return false;
        }

        ulong end = offset + (ulong)source.Length;
        while (NextWritable(ref offset, end, out Span<byte> piece))
        {
            source[..piece.Length].CopyTo(piece);
            source = source[piece.Length..];
        }

        return true;
    }

    /// <summary>
    /// The contiguous device-readable bytes from <paramref name="offset"/> on, up to <paramref name="end"/>; moves the offset
    /// past them. False at the end.
    /// </summary>
    public bool NextReadable(ref ulong offset, ulong end, out ReadOnlySpan<byte> piece)
    {
        bool found = Next(readable, ref offset, end, out Span<byte> bytes);
        piece = bytes;
        return found;
    }

    /// <summary>As <see cref="NextReadable"/>, for device-writable bytes.</summary>
    public bool NextWritable(ref ulong offset, ulong end, out Span<byte> piece)
        => Next(writable, ref offset, end, out piece);

    internal void Clear()
    {
        readable.Clear();
        writable.Clear();
        ReadableLength = WritableLength = 0;
    }

    /// <summary>Adds a descriptor's buffer. False: not all of it is RAM that the device may use so.</summary>
    internal bool TryAdd(PhysicalAddress address, uint length, bool deviceWrites)
    {
        if (length == 0)
        {
            return true;
        }

        if (bus.FindMemory(address, length, out bool ramIsWritable) is not { } memory || (deviceWrites && !ramIsWritable))
        {
            return false;
        }

        List<Segment> list = deviceWrites ? writable : readable;
        if (list.Count > 0 && list[^1] is var last && last.Memory == memory && last.Address + last.Length == address
            && last.Length + length <= int.MaxValue)
        {
            list[^1] = last with { Length = last.Length + length };
        }
        else
        {
            list.Add(new Segment(memory, address, length));
        }

        if (deviceWrites)
        {
            WritableLength += length;
        }
        else
        {
            ReadableLength += length;
        }

        return true;
    }

    private static bool Next(List<Segment> segments, ref ulong offset, ulong end, out Span<byte> piece)
    {
        ulong start = 0;
        if (offset < end)
        {
            foreach (Segment segment in segments)
            {
                if (offset - start < segment.Length)
                {
                    ulong skip = offset - start;
                    ulong length = Math.Min(segment.Length - skip, Math.Min(end - offset, int.MaxValue));
                    offset += length;
                    return segment.Memory.TryGetSpan(segment.Address + skip, length, out piece);
                }

                start += segment.Length;
            }
        }

        piece = default;
        return false;
    }
}
