using System.Buffers.Binary;
using Armillary.Backends.Net;

namespace Armillary.Devices.Virtio;

/// <summary>
/// A virtio network card (virtio 1.2, 5.1) with one queue pair. It completes the checksums that the guest leaves to it, and
/// passes frames on without checking theirs, since the host end made them. Frames wait in a short queue while the guest has no buffers.
/// </summary>
public sealed class VirtioNet : VirtioDevice, INetFrontend
{
    private const int QueueSize = 256;
    private const int ReceiveQueue = 0;
    private const int TransmitQueue = 1;
    private const int HeaderSize = 12;
    private const int MaximumFrame = 65_535 + 14;
    private const int MaximumWaiting = 512;
    private const byte VIRTIO_NET_HDR_F_NEEDS_CSUM = 1;
    private const byte VIRTIO_NET_HDR_F_DATA_VALID = 2;
    private const int VIRTIO_NET_F_CSUM = 0;
    private const int VIRTIO_NET_F_GUEST_CSUM = 1;
    private const int VIRTIO_NET_F_MAC = 5;
    private const int VIRTIO_NET_F_MRG_RXBUF = 15;
    private const int VIRTIO_NET_F_STATUS = 16;
    private const byte VIRTIO_NET_S_LINK_UP = 1;

    private readonly INetBackend backend;
    private readonly DeviceWorker transmitter;
    private readonly byte[] frame = new byte[HeaderSize + MaximumFrame];
    private readonly Lock receiveGate = new();
    private readonly Queue<byte[]> waiting = [];

    /// <summary>A card with the address <paramref name="mac"/> whose cable ends in <paramref name="backend"/>.</summary>
    /// <param name="backend">The other end; disposed with the device.</param>
    /// <param name="mac">Six bytes.</param>
    public VirtioNet(INetBackend backend, ReadOnlySpan<byte> mac)
        : base(12, QueueSize, QueueSize)
    {
        ArgumentNullException.ThrowIfNull(backend);
        ArgumentOutOfRangeException.ThrowIfNotEqual(mac.Length, 6);
        this.backend = backend;
        mac.CopyTo(Configuration);
        Configuration[6] = VIRTIO_NET_S_LINK_UP;
        transmitter = new DeviceWorker("virtio-net", 1, TransmitOne);
        backend.Attach(this);
    }

    /// <inheritdoc/>
    public override uint DeviceId => 1;

    /// <inheritdoc/>
    protected override ulong DeviceFeatures
        => (1UL << VIRTIO_NET_F_CSUM) | (1UL << VIRTIO_NET_F_GUEST_CSUM) | (1UL << VIRTIO_NET_F_MAC)
            | (1UL << VIRTIO_NET_F_MRG_RXBUF) | (1UL << VIRTIO_NET_F_STATUS);

    /// <inheritdoc/>
    public override void Notify(int queue)
    {
        // Buffers for frames that wait are filled by the same thread, so that the vCPU goes on at once.
        if (queue == TransmitQueue || waiting.Count > 0)
        {
            transmitter.Wake();
        }
    }

    /// <inheritdoc/>
    public bool Receive(ReadOnlySpan<byte> frame)
    {
        lock (receiveGate)
        {
            if (frame.Length > MaximumFrame || (NegotiatedFeatures & VIRTIO_F_VERSION_1) == 0)
            {
                return false;
            }

            if (waiting.Count == 0 && TryDeliver(frame))
            {
                return true;
            }

            if (waiting.Count >= MaximumWaiting)
            {
                return false;
            }

            waiting.Enqueue(frame.ToArray());
        }

        // Buffers may have come between the attempt and the queueing.
        transmitter.Wake();
        return true;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        // First the thread that sends, then what it sends to.
        transmitter.Dispose();
        backend.Dispose();
    }

    /// <inheritdoc/>
    protected override void OnReset()
    {
        lock (receiveGate)
        {
            waiting.Clear();
        }
    }

    private bool TransmitOne()
    {
        DeliverWaiting();
        Virtqueue queue = Queues[TransmitQueue];
        if (!TryPop(queue, out DescriptorChain chain))
        {
            return false;
        }

        // Copied whole before it is looked at; a frame that does not fit is dropped, as a wire would.
        int length = (int)Math.Min(chain.ReadableLength, (ulong)frame.Length + 1);
        if (length is > HeaderSize && length <= frame.Length && chain.TryRead(0, frame.AsSpan(0, length)))
        {
            Span<byte> packet = frame.AsSpan(HeaderSize, length - HeaderSize);
            if ((frame[0] & VIRTIO_NET_HDR_F_NEEDS_CSUM) != 0)
            {
                CompleteChecksum(packet, BinaryPrimitives.ReadUInt16LittleEndian(frame.AsSpan(6)), BinaryPrimitives.ReadUInt16LittleEndian(frame.AsSpan(8)));
            }

            backend.Send(packet);
        }

        Complete(queue, chain, 0);
        return true;
    }

    /// <summary>Stores the Internet checksum of the bytes from <paramref name="start"/> on (5.1.6.2); the guest left the pseudo-header's sum there.</summary>
    private static void CompleteChecksum(Span<byte> packet, int start, int offset)
    {
        if (start + offset + 2 > packet.Length)
        {
            return;
        }

        ReadOnlySpan<byte> summed = packet[start..];
        ulong sum = 0;
        int i = 0;
        for (; i + 4 <= summed.Length; i += 4)
        {
            sum += BinaryPrimitives.ReadUInt32BigEndian(summed[i..]);
        }

        for (; i < summed.Length; i++)
        {
            sum += (ulong)summed[i] << (8 * (3 - (i & 3)));
        }

        while (sum > 0xFFFF)
        {
            sum = (sum & 0xFFFF) + (sum >> 16);
        }

        // UDP sends a sum of zero as all ones; for TCP the two are the same.
        ushort checksum = (ushort)(~sum & 0xFFFF);
        BinaryPrimitives.WriteUInt16BigEndian(packet[(start + offset)..], checksum == 0 ? (ushort)0xFFFF : checksum);
    }

    private void DeliverWaiting()
    {
        lock (receiveGate)
        {
            while (waiting.TryPeek(out byte[]? next) && TryDeliver(next))
            {
                waiting.Dequeue();
            }
        }
    }

    /// <summary>Puts a frame into the guest's buffers: one, or with VIRTIO_NET_F_MRG_RXBUF as many as it takes. False: there are none.</summary>
    private bool TryDeliver(ReadOnlySpan<byte> packet)
    {
        Virtqueue queue = Queues[ReceiveQueue];
        bool mergeable = Has(VIRTIO_NET_F_MRG_RXBUF);
        List<DescriptorChain> chains = [];
        ulong room = 0;
        ulong needed = (ulong)(HeaderSize + packet.Length);

        // The queue's lock is re-entrant: pop, fill and complete are one step to a reset.
        lock (queue.Gate)
        {
            while (room < needed && (mergeable || chains.Count == 0) && TryPop(queue, out DescriptorChain chain))
            {
                chains.Add(chain);
                room += chain.WritableLength;
            }

            if (chains.Count == 0)
            {
                return false;
            }

            if (room < needed)
            {
                for (int i = chains.Count - 1; i >= 0; i--)
                {
                    // A lone buffer that is too small will never do: the frame is dropped and the buffer kept.
                    queue.Return(chains[i]);
                }

                return !mergeable;
            }

            Span<byte> header = stackalloc byte[HeaderSize];
            header.Clear();
            header[0] = Has(VIRTIO_NET_F_GUEST_CSUM) ? VIRTIO_NET_HDR_F_DATA_VALID : (byte)0;
            BinaryPrimitives.WriteUInt16LittleEndian(header[10..], (ushort)chains.Count);
            Fill(queue, chains, header, packet);
        }

        return true;
    }

    private void Fill(Virtqueue queue, List<DescriptorChain> chains, ReadOnlySpan<byte> header, ReadOnlySpan<byte> packet)
    {
        for (int i = 0; i < chains.Count; i++)
        {
            ulong written = 0;
            written += Put(chains[i], written, ref header);
            written += Put(chains[i], written, ref packet);
            Complete(queue, chains[i], written);
        }
    }

    private static ulong Put(DescriptorChain chain, ulong offset, ref ReadOnlySpan<byte> bytes)
    {
        int count = (int)Math.Min(chain.WritableLength - offset, (ulong)bytes.Length);
        chain.TryWrite(offset, bytes[..count]);
        bytes = bytes[count..];
        return (ulong)count;
    }
}
