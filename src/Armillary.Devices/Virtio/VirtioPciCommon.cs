using Armillary.Core.Memory;

namespace Armillary.Devices.Virtio;

/// <summary>
/// The common configuration of the virtio PCI transport: struct virtio_pci_common_cfg, whose fields are the registers here (virtio 1.2, 4.1.4.3). Its device's
/// interrupts go out by the function that it is a part of.
/// </summary>
internal sealed partial class VirtioPciCommon : VirtioTransport
{
    /// <summary>Stands for no vector (4.1.5.1.2).</summary>
    public const ushort VIRTIO_MSI_NO_VECTOR = 0xFFFF;

    private readonly VirtioPci function;
    private readonly ushort[] vectors;
    private ushort configurationVector = VIRTIO_MSI_NO_VECTOR;

    public VirtioPciCommon(VirtioPci function, VirtioDevice device)
        : base(device)
    {
        this.function = function;
        vectors = new ushort[device.QueueCount];
        Array.Fill(vectors, VIRTIO_MSI_NO_VECTOR);
    }

    /// <inheritdoc/>
    public override bool MayAccessMemory => function.BusMaster;

    [Register(0x00)] private partial uint device_feature_select { get; set; }
    [Register(0x04)] private uint device_feature => OfferedFeatures(device_feature_select);
    [Register(0x08)] private partial uint driver_feature_select { get; set; }
    [Register(0x0C)] private uint driver_feature { get => DriverFeaturesHalf(driver_feature_select); set => SetDriverFeatures(driver_feature_select, value); }
    [Register(0x10)] private ushort config_msix_vector { get => Volatile.Read(ref configurationVector); set => Volatile.Write(ref configurationVector, Existing(value)); }
    [Register(0x12)] private ushort num_queues => (ushort)vectors.Length;
    [Register(0x14)] private byte device_status { get => (byte)DeviceStatus; set => SetStatus(value); }
    [Register(0x15)] private byte config_generation => (byte)(ConfigurationGeneration & 0xFF);
    [Register(0x16)] private partial ushort queue_select { get; set; }
    [Register(0x18)] private ushort queue_size { get => (ushort)(Queue?.Size ?? 0); set => Queue?.SetSize(value); }
    [Register(0x1A)] private ushort queue_msix_vector { get => Queue is null ? VIRTIO_MSI_NO_VECTOR : Volatile.Read(ref vectors[queue_select]); set => SetVector(value); }
    [Register(0x1C)] private ushort queue_enable { get => Queue is { Ready: true } ? (ushort)1 : (ushort)0; set => SetQueueEnable(value); }
    [Register(0x1E)] private ushort queue_notify_off => Queue is null ? (ushort)0 : queue_select;
    [Register(0x20)] private uint queue_desc { get => HalfOf(Queue?.Descriptors ?? 0, 0); set => SetArea(Queue, q => q.Descriptors = WithLow(q.Descriptors, value)); }
    [Register(0x24)] private uint queue_desc_high { get => HalfOf(Queue?.Descriptors ?? 0, 1); set => SetArea(Queue, q => q.Descriptors = WithHigh(q.Descriptors, value)); }
    [Register(0x28)] private uint queue_driver { get => HalfOf(Queue?.Avail ?? 0, 0); set => SetArea(Queue, q => q.Avail = WithLow(q.Avail, value)); }
    [Register(0x2C)] private uint queue_driver_high { get => HalfOf(Queue?.Avail ?? 0, 1); set => SetArea(Queue, q => q.Avail = WithHigh(q.Avail, value)); }
    [Register(0x30)] private uint queue_device { get => HalfOf(Queue?.Used ?? 0, 0); set => SetArea(Queue, q => q.Used = WithLow(q.Used, value)); }
    [Register(0x34)] private uint queue_device_high { get => HalfOf(Queue?.Used ?? 0, 1); set => SetArea(Queue, q => q.Used = WithHigh(q.Used, value)); }

    private Virtqueue? Queue => QueueOf(queue_select);

    /// <inheritdoc/>
    public override void RaiseUsedBuffer(int queue) => function.RaiseUsedBuffer(Volatile.Read(ref vectors[queue]));

    /// <summary>The guest lets the device use memory again: requests that wait are served.</summary>
    public void Resume()
    {
        lock (Gate)
        {
            if (IsServing)
            {
                Device!.Start();
            }
        }
    }

    /// <inheritdoc/>
    protected override void RaiseConfigurationInterrupt() => function.RaiseConfigurationChange(Volatile.Read(ref configurationVector));

    /// <inheritdoc/>
    protected override void ClearInterrupts() => function.ClearInterrupts();

    /// <inheritdoc/>
    protected override void ResetDevice()
    {
        base.ResetDevice();
        Volatile.Write(ref configurationVector, VIRTIO_MSI_NO_VECTOR);
        Array.Fill(vectors, VIRTIO_MSI_NO_VECTOR);
    }

    /// <summary>A vector that does not exist is refused: the driver reads back that there is none (4.1.5.1.2.1).</summary>
    private ushort Existing(ushort vector) => vector < function.Vectors ? vector : VIRTIO_MSI_NO_VECTOR;

    private void SetVector(ushort vector)
    {
        if (Queue is not null)
        {
            Volatile.Write(ref vectors[queue_select], Existing(vector));
        }
    }

    /// <summary>Only a reset disables a queue (4.1.4.3.2).</summary>
    private void SetQueueEnable(ushort value)
    {
        if (value == 1)
        {
            Enable(Queue);
        }
    }
}
