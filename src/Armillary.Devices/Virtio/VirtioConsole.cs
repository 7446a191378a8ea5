using Armillary.Backends.Char;

namespace Armillary.Devices.Virtio;

/// <summary>A virtio console with one port (virtio 1.2, 5.3).</summary>
public sealed class VirtioConsole : VirtioDevice, ICharFrontend
{
    private const int ReceiveQueue = 0;
    private const int TransmitQueue = 1;
    private const int QueueSize = 64;
    private const int PieceSize = 4096;

    private readonly ICharBackend backend;
    private readonly DeviceWorker transmitter;
    private readonly AutoResetEvent outputRoom = new(false);
    private readonly byte[] piece = new byte[PieceSize];
    private int inputHeldBack;
    private volatile bool stopping;

    /// <summary>A console whose line ends in <paramref name="backend"/>; disposed with the device.</summary>
    public VirtioConsole(ICharBackend backend)
        : base(0, QueueSize, QueueSize)
    {
        ArgumentNullException.ThrowIfNull(backend);
        this.backend = backend;
        transmitter = new DeviceWorker("virtio-console", 1, TransmitOne);
        backend.Attach(this);
    }

    /// <inheritdoc/>
    public override uint DeviceId => 3;

    /// <inheritdoc/>
    protected override ulong DeviceFeatures => 0;

    /// <inheritdoc/>
    public override void Notify(int queue)
    {
        if (queue == TransmitQueue)
        {
            transmitter.Wake();
        }
        else if (queue == ReceiveQueue && Interlocked.Exchange(ref inputHeldBack, 0) != 0)
        {
            backend.InputReady();
        }
    }

    /// <inheritdoc/>
    public int Receive(ReadOnlySpan<byte> data)
    {
        int taken = Deliver(data);
        if (taken < data.Length)
        {
            Interlocked.Exchange(ref inputHeldBack, 1);

            // A buffer may have come between the attempt and the mark: its notification saw no mark.
            taken += Deliver(data[taken..]);
        }

        return taken;
    }

    /// <inheritdoc/>
    public void OutputReady() => outputRoom.Set();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        stopping = true;
        outputRoom.Set();
        transmitter.Dispose();
        backend.Dispose();
        outputRoom.Dispose();
    }

    private int Deliver(ReadOnlySpan<byte> data)
    {
        Virtqueue queue = Queues[ReceiveQueue];
        int taken = 0;

        // The queue's lock is re-entrant: pop, fill and complete are one step to a reset.
        lock (queue.Gate)
        {
            while (taken < data.Length && TryPop(queue, out DescriptorChain chain))
            {
                int count = (int)Math.Min(chain.WritableLength, (ulong)(data.Length - taken));
                chain.TryWrite(0, data.Slice(taken, count));
                taken += count;
                Complete(queue, chain, (ulong)count);
            }
        }

        return taken;
    }

    private bool TransmitOne()
    {
        Virtqueue queue = Queues[TransmitQueue];
        if (!TryPop(queue, out DescriptorChain chain))
        {
            return false;
        }

        ulong done = 0;
        while (done < chain.ReadableLength && !stopping && queue.Ready)
        {
            Span<byte> bytes = piece.AsSpan(0, (int)Math.Min(PieceSize, chain.ReadableLength - done));
            chain.TryRead(done, bytes);
            int sent = backend.Write(bytes);
            done += (ulong)sent;
            if (sent < bytes.Length)
            {
                // Waits for the host to take more, but not past a reset of the device.
                outputRoom.WaitOne(TimeSpan.FromMilliseconds(100));
            }
        }

        Complete(queue, chain, 0);
        return true;
    }
}
