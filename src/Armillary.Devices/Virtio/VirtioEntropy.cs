using System.Security.Cryptography;

namespace Armillary.Devices.Virtio;

/// <summary>A virtio entropy source (virtio 1.2, 5.4).</summary>
public sealed class VirtioEntropy : VirtioDevice
{
    /// <summary>More than any driver asks for at once; the rest of a longer buffer stays as it is.</summary>
    private const int MaximumRequest = 64 * 1024;

    private readonly RandomNumberGenerator random;
    private readonly DeviceWorker worker;
    private readonly byte[] buffer = new byte[MaximumRequest];

    /// <summary>A source that draws on <paramref name="random"/>; disposed with the device.</summary>
    public VirtioEntropy(RandomNumberGenerator random)
        : base(0, 64)
    {
        this.random = random;
        worker = new DeviceWorker("virtio-rng", 1, ServeOne);
    }

    /// <inheritdoc/>
    public override uint DeviceId => 4;

    /// <inheritdoc/>
    protected override ulong DeviceFeatures => 0;

    /// <inheritdoc/>
    public override void Notify(int queue) => worker.Wake();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        worker.Dispose();
        random.Dispose();
    }

    private bool ServeOne()
    {
        if (!TryPop(Queues[0], out DescriptorChain chain))
        {
            return false;
        }

        Span<byte> bytes = buffer.AsSpan(0, (int)Math.Min(chain.WritableLength, MaximumRequest));
        random.GetBytes(bytes);
        chain.TryWrite(0, bytes);
        Complete(Queues[0], chain, (ulong)bytes.Length);
        return true;
    }
}
