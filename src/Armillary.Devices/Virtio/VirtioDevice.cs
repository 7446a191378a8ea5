using System.Buffers.Binary;
using Armillary.Core.Memory;

namespace Armillary.Devices.Virtio;

/// <summary>What a virtio device needs of the transport that carries it.</summary>
public interface IVirtioTransport
{
    /// <summary>Whether the device may read and write guest memory now. Its queues look empty while it may not.</summary>
    bool MayAccessMemory { get; }

    /// <summary>The driver wants to know that a queue has used buffers. Called from any thread.</summary>
    void RaiseUsedBuffer(int queue);

    /// <summary>The configuration space changed. Called from any thread.</summary>
    void RaiseConfigurationChange();

    /// <summary>The driver broke the rules: sets DEVICE_NEEDS_RESET and tells the driver (virtio 1.2, 2.1.2). Called from any thread.</summary>
    void RaiseNeedsReset();
}

/// <summary>
/// A virtio device without its transport: an identity, features, a configuration space and queues. Notifications only wake
/// the device's own threads.
/// </summary>
public abstract class VirtioDevice : IDisposable
{
    /// <summary>VIRTIO_F_INDIRECT_DESC, VIRTIO_F_EVENT_IDX and VIRTIO_F_VERSION_1 (virtio 1.2, 6).</summary>
    private const ulong TransportFeatures = (1UL << 28) | (1UL << 29) | VIRTIO_F_VERSION_1;
    internal const ulong VIRTIO_F_VERSION_1 = 1UL << 32;
    private const ulong VIRTIO_F_EVENT_IDX = 1UL << 29;

    private readonly int[] queueSizes;
    private IVirtioTransport? transport;

    /// <summary>A device with a configuration space of some bytes and queues of some maximal sizes (powers of two).</summary>
    protected VirtioDevice(int configurationSize, params int[] queueSizes)
    {
        ArgumentNullException.ThrowIfNull(queueSizes);
        this.queueSizes = queueSizes;
        Configuration = new byte[configurationSize];
    }

    /// <summary>The device type (virtio 1.2, 5).</summary>
    public abstract uint DeviceId { get; }

    /// <summary>The device's own features, without those of queues and transport.</summary>
    protected abstract ulong DeviceFeatures { get; }

    /// <summary>All features that the device offers.</summary>
    public ulong OfferedFeatures => DeviceFeatures | TransportFeatures;

    /// <summary>The features that driver and device agreed on; zero before.</summary>
    public ulong NegotiatedFeatures { get; private set; }

    /// <summary>How many queues the device has.</summary>
    public int QueueCount => queueSizes.Length;

    /// <summary>The queues. Empty until the device is attached to a transport.</summary>
    public IReadOnlyList<Virtqueue> Queues { get; private set; } = [];

    /// <summary>The configuration space, little-endian.</summary>
    protected byte[] Configuration { get; }

    /// <summary>Connects the device to its transport, once.</summary>
    public void Attach(IVirtioTransport transport, AddressSpace bus)
    {
        if (this.transport is not null)
        {
            throw new InvalidOperationException("a virtio device has one transport");
        }

        this.transport = transport;
        Queues = [.. queueSizes.Select((size, i) => new Virtqueue(bus, i, size))];
    }

    /// <summary>Reads configuration space; bytes past its end are zero.</summary>
    public virtual ulong ReadConfiguration(ulong offset, int size)
    {
        Span<byte> bytes = stackalloc byte[8];
        if (offset < (ulong)Configuration.Length)
        {
            ReadOnlySpan<byte> rest = Configuration.AsSpan((int)offset);
            rest[..Math.Min(size, rest.Length)].CopyTo(bytes);
        }

        return BinaryPrimitives.ReadUInt64LittleEndian(bytes);
    }

    /// <summary>Writes configuration space. Most of it is read-only: nothing happens unless a device overrides this.</summary>
    public virtual void WriteConfiguration(ulong offset, int size, ulong value)
    {
    }

    /// <summary>The driver accepts features. False: not these.</summary>
    public bool TryNegotiate(ulong features)
    {
        if ((features & ~OfferedFeatures) != 0 || (features & VIRTIO_F_VERSION_1) == 0)
        {
            return false;
        }

        NegotiatedFeatures = features;
        return true;
    }

    /// <summary>The driver is ready: requests that are already in the queues are served.</summary>
    public void Start()
    {
        foreach (Virtqueue queue in Queues)
        {
            Notify(queue.Index);
        }
    }

    /// <summary>The driver put requests in a queue. Wakes the device's thread; never waits.</summary>
    public abstract void Notify(int queue);

    /// <summary>
    /// Back to the state at power-on. Requests that were being served are waited for (each ends, with an error if need
    /// be), so that nothing writes guest memory afterwards.
    /// </summary>
    public void Reset()
    {
        foreach (Virtqueue queue in Queues)
        {
            queue.Reset();
        }

        NegotiatedFeatures = 0;
        OnReset();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Stops the device's threads.</summary>
    protected virtual void Dispose(bool disposing)
    {
    }

    /// <summary>Resets what the device keeps besides queues and features.</summary>
    protected virtual void OnReset()
    {
    }

    /// <summary>Enables a queue that the driver described.</summary>
    internal bool TryEnable(Virtqueue queue)
    {
        queue.EventIndex = (NegotiatedFeatures & VIRTIO_F_EVENT_IDX) != 0;
        return queue.TryEnable();
    }

    /// <summary>Whether a feature was negotiated.</summary>
    /// <param name="bit">The feature's number.</param>
    protected bool Has(int bit) => ((NegotiatedFeatures >> bit) & 1) != 0;

    /// <summary>Takes the next request of a queue, or false if there is none to serve; a queue whose driver broke it asks for a reset.</summary>
    protected bool TryPop(Virtqueue queue, out DescriptorChain chain)
    {
        ArgumentNullException.ThrowIfNull(queue);

        // Under the queue's lock, so that a reset, which takes it, is either before all of this or after all of it.
        lock (queue.Gate)
        {
            if (transport is { MayAccessMemory: false })
            {
                chain = null!;
                return false;
            }

            PopResult result = queue.TryPop(out chain);
            if (result == PopResult.Broken)
            {
                NeedsReset();
            }

            return result == PopResult.Popped;
        }
    }

    /// <summary>Gives a request back and interrupts the driver if it wants that.</summary>
    protected void Complete(Virtqueue queue, DescriptorChain chain, ulong written)
    {
        ArgumentNullException.ThrowIfNull(queue);
        lock (queue.Gate)
        {
            if (queue.Complete(chain, (uint)Math.Min(written, uint.MaxValue)))
            {
                transport?.RaiseUsedBuffer(queue.Index);
            }
        }
    }

    /// <summary>Tells the driver that its requests make no sense and that only a reset helps.</summary>
    protected void NeedsReset() => transport?.RaiseNeedsReset();

    /// <summary>Tells the driver that the configuration space changed.</summary>
    protected void ConfigurationChanged() => transport?.RaiseConfigurationChange();
}
