using Armillary.Core.Interrupts;
using Armillary.Core.Memory;

namespace Armillary.Devices.Virtio;

/// <summary>
/// The virtio MMIO transport, version 2. Names: virtio 1.2, 4.2.2. A slot without a device has DeviceID 0. The interrupt
/// status has a lock of its own, taken last, so that a device's thread never waits for a vCPU that waits for the device.
/// </summary>
public sealed partial class VirtioMmio : VirtioTransport, IDisposable
{
    /// <summary>The size of the register frame.</summary>
    public const ulong Size = 0x200;

    private const ulong ConfigurationSpace = 0x100;
    private const uint Magic = 0x7472_6976;
    private const uint Vendor = 0x4C4D_5241;
    private const uint UsedBufferNotification = 1;
    private const uint ConfigurationChangeNotification = 2;

    private readonly InterruptLine irq;
    private readonly Lock interruptGate = new();
    private uint interruptStatus;

    /// <summary>A slot that holds <paramref name="device"/>, or none.</summary>
    /// <param name="irq">The slot's interrupt.</param>
    /// <param name="bus">Where the device's DMA goes.</param>
    /// <param name="device">The device; disposed with the slot.</param>
    public VirtioMmio(InterruptLine irq, AddressSpace bus, VirtioDevice? device)
        : base(device)
    {
        this.irq = irq;
        device?.Attach(this, bus);
    }

    /// <inheritdoc/>
    public override FirmwareId Firmware { get; } = new(["virtio,mmio"], Hid: "LNRO0005");

    [Register(0x000)] private uint MagicValue => Magic;
    [Register(0x004)] private uint Version => 2;
    [Register(0x008)] private uint DeviceID => Device?.DeviceId ?? 0;
    [Register(0x00C)] private uint VendorID => Device is null ? 0 : Vendor;
    [Register(0x010)] private uint DeviceFeatures => OfferedFeatures(DeviceFeaturesSel);
    [Register(0x014)] private partial uint DeviceFeaturesSel { get; set; }
    [Register(0x020)] private uint DriverFeatures { set => SetDriverFeatures(DriverFeaturesSel, value); }
    [Register(0x024)] private partial uint DriverFeaturesSel { get; set; }
    [Register(0x030)] private partial uint QueueSel { get; set; }
    [Register(0x034)] private uint QueueNumMax => (uint)(Queue?.MaximumSize ?? 0);
    [Register(0x038)] private uint QueueNum { set => Queue?.SetSize(value); }
    [Register(0x044)] private uint QueueReady { get => Queue is { Ready: true } ? 1U : 0; set => SetQueueReady(value); }
    [Register(0x050)] private uint QueueNotify { set => NotifyQueue(value); }
    [Register(0x060)] private uint InterruptStatus => Volatile.Read(ref interruptStatus);
    [Register(0x064)] private uint InterruptACK { set => ChangeInterrupts(set: 0, clear: value); }
    [Register(0x070)] private uint Status { get => DeviceStatus; set => SetStatus(value); }
    [Register(0x080)] private uint QueueDescLow { set => SetArea(Queue, q => q.Descriptors = WithLow(q.Descriptors, value)); }
    [Register(0x084)] private uint QueueDescHigh { set => SetArea(Queue, q => q.Descriptors = WithHigh(q.Descriptors, value)); }
    [Register(0x090)] private uint QueueDriverLow { set => SetArea(Queue, q => q.Avail = WithLow(q.Avail, value)); }
    [Register(0x094)] private uint QueueDriverHigh { set => SetArea(Queue, q => q.Avail = WithHigh(q.Avail, value)); }
    [Register(0x0A0)] private uint QueueDeviceLow { set => SetArea(Queue, q => q.Used = WithLow(q.Used, value)); }
    [Register(0x0A4)] private uint QueueDeviceHigh { set => SetArea(Queue, q => q.Used = WithHigh(q.Used, value)); }

    /// <summary>No shared memory region: its length reads as all ones (4.2.2.1).</summary>
    [Register(0x0B0)] private uint SHMLenLow => uint.MaxValue;
    [Register(0x0B4)] private uint SHMLenHigh => uint.MaxValue;
    [Register(0x0B8)] private uint SHMBaseLow => uint.MaxValue;
    [Register(0x0BC)] private uint SHMBaseHigh => uint.MaxValue;
    [Register(0x0FC)] private uint ConfigGeneration => ConfigurationGeneration;

    private Virtqueue? Queue => QueueOf(QueueSel);

    /// <inheritdoc/>
    public override void RaiseUsedBuffer(int queue) => ChangeInterrupts(UsedBufferNotification, clear: 0);

    /// <inheritdoc/>
    public void Dispose() => Device?.Dispose();

    /// <inheritdoc/>
    protected override void RaiseConfigurationInterrupt() => ChangeInterrupts(ConfigurationChangeNotification, clear: 0);

    /// <inheritdoc/>
    protected override void ClearInterrupts() => ChangeInterrupts(set: 0, clear: uint.MaxValue);

    /// <inheritdoc/>
    protected override ulong ReadUnnamed(ulong offset, int size)
        => offset >= ConfigurationSpace && Device is not null ? Device.ReadConfiguration(offset - ConfigurationSpace, size) : 0;

    /// <inheritdoc/>
    protected override void WriteUnnamed(ulong offset, int size, ulong value)
    {
        if (offset >= ConfigurationSpace)
        {
            Device?.WriteConfiguration(offset - ConfigurationSpace, size, value);
        }
    }

    private void SetQueueReady(uint value)
    {
        if ((value & 1) == 0)
        {
            Queue?.Reset();
        }
        else
        {
            Enable(Queue);
        }
    }

    private void ChangeInterrupts(uint set, uint clear)
    {
        lock (interruptGate)
        {
            interruptStatus = (interruptStatus | set) & ~clear;
            irq.Set(interruptStatus != 0);
        }
    }
}
