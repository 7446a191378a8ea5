using Armillary.Core.Interrupts;
using Armillary.Core.Memory;

namespace Armillary.Devices.Virtio;

/// <summary>
/// The virtio MMIO transport, version 2. Names: virtio 1.2, 4.2.2. A slot without a device has DeviceID 0. The interrupt
/// status has a lock of its own, taken last, so that a device's thread never waits for a vCPU that waits for the device.
/// </summary>
public sealed partial class VirtioMmio : MmioDevice, IVirtioTransport, IDisposable
{
    /// <summary>The size of the register frame.</summary>
    public const ulong Size = 0x200;

    private const ulong ConfigurationSpace = 0x100;
    private const uint Magic = 0x7472_6976;
    private const uint Vendor = 0x4C4D_5241;
    private const uint DRIVER_OK = 4;
    private const uint FEATURES_OK = 8;
    private const uint DEVICE_NEEDS_RESET = 0x40;
    private const uint UsedBufferNotification = 1;
    private const uint ConfigurationChangeNotification = 2;

    private readonly InterruptLine irq;
    private readonly VirtioDevice? device;
    private readonly Lock interruptGate = new();
    private uint interruptStatus;
    private uint status;
    private ulong driverFeatures;
    private uint configurationGeneration;

    /// <summary>A slot that holds <paramref name="device"/>, or none.</summary>
    /// <param name="irq">The slot's interrupt.</param>
    /// <param name="bus">Where the device's DMA goes.</param>
    /// <param name="device">The device; disposed with the slot.</param>
    public VirtioMmio(InterruptLine irq, AddressSpace bus, VirtioDevice? device)
    {
        this.irq = irq;
        this.device = device;
        device?.Attach(this, bus);
    }

    /// <inheritdoc/>
    public override FirmwareId Firmware { get; } = new(["virtio,mmio"], Hid: "LNRO0005");

    [Register(0x000)] private uint MagicValue => Magic;
    [Register(0x004)] private uint Version => 2;
    [Register(0x008)] private uint DeviceID => device?.DeviceId ?? 0;
    [Register(0x00C)] private uint VendorID => device is null ? 0 : Vendor;
    [Register(0x010)] private uint DeviceFeatures => HalfOf(device?.OfferedFeatures ?? 0, DeviceFeaturesSel);
    [Register(0x014)] private partial uint DeviceFeaturesSel { get; set; }
    [Register(0x020)] private uint DriverFeatures { set => SetDriverFeatures(value); }
    [Register(0x024)] private partial uint DriverFeaturesSel { get; set; }
    [Register(0x030)] private partial uint QueueSel { get; set; }
    [Register(0x034)] private uint QueueNumMax => (uint)(Queue?.MaximumSize ?? 0);
    [Register(0x038)] private uint QueueNum { set => Queue?.SetSize(value); }
    [Register(0x044)] private uint QueueReady { get => Queue is { Ready: true } ? 1U : 0; set => SetQueueReady(value); }
    [Register(0x050)] private uint QueueNotify { set => Notify(value); }
    [Register(0x060)] private uint InterruptStatus => Volatile.Read(ref interruptStatus);
    [Register(0x064)] private uint InterruptACK { set => ChangeInterrupts(set: 0, clear: value); }
    [Register(0x070)] private uint Status { get => Volatile.Read(ref status); set => SetStatus(value & 0xFF); }
    [Register(0x080)] private uint QueueDescLow { set => SetArea(q => q.Descriptors = WithLow(q.Descriptors, value)); }
    [Register(0x084)] private uint QueueDescHigh { set => SetArea(q => q.Descriptors = WithHigh(q.Descriptors, value)); }
    [Register(0x090)] private uint QueueDriverLow { set => SetArea(q => q.Avail = WithLow(q.Avail, value)); }
    [Register(0x094)] private uint QueueDriverHigh { set => SetArea(q => q.Avail = WithHigh(q.Avail, value)); }
    [Register(0x0A0)] private uint QueueDeviceLow { set => SetArea(q => q.Used = WithLow(q.Used, value)); }
    [Register(0x0A4)] private uint QueueDeviceHigh { set => SetArea(q => q.Used = WithHigh(q.Used, value)); }

    /// <summary>No shared memory region: its length reads as all ones (4.2.2.1).</summary>
    [Register(0x0B0)] private uint SHMLenLow => uint.MaxValue;
    [Register(0x0B4)] private uint SHMLenHigh => uint.MaxValue;
    [Register(0x0B8)] private uint SHMBaseLow => uint.MaxValue;
    [Register(0x0BC)] private uint SHMBaseHigh => uint.MaxValue;
    [Register(0x0FC)] private uint ConfigGeneration => Volatile.Read(ref configurationGeneration);

    private Virtqueue? Queue => device is not null && QueueSel < device.Queues.Count ? device.Queues[(int)QueueSel] : null;

    /// <inheritdoc/>
    public void RaiseUsedBuffer() => ChangeInterrupts(UsedBufferNotification, clear: 0);

    /// <inheritdoc/>
    public void RaiseConfigurationChange()
    {
        Interlocked.Increment(ref configurationGeneration);
        ChangeInterrupts(ConfigurationChangeNotification, clear: 0);
    }

    /// <inheritdoc/>
    public void RaiseNeedsReset()
    {
        if ((Interlocked.Or(ref status, DEVICE_NEEDS_RESET) & DRIVER_OK) != 0)
        {
            ChangeInterrupts(ConfigurationChangeNotification, clear: 0);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => device?.Dispose();

    /// <inheritdoc/>
    protected override ulong ReadUnnamed(ulong offset, int size)
        => offset >= ConfigurationSpace && device is not null ? device.ReadConfiguration(offset - ConfigurationSpace, size) : 0;

    /// <inheritdoc/>
    protected override void WriteUnnamed(ulong offset, int size, ulong value)
    {
        if (offset >= ConfigurationSpace)
        {
            device?.WriteConfiguration(offset - ConfigurationSpace, size, value);
        }
    }

    /// <inheritdoc/>
    protected override void OnReset() => ResetDevice();

    private static uint HalfOf(ulong features, uint half) => half switch
    {
        0 => (uint)(features & uint.MaxValue),
        1 => (uint)(features >> 32),
        _ => 0,
    };

    private static ulong WithLow(ulong address, uint value) => (address & ~0xFFFF_FFFFUL) | value;

    private static ulong WithHigh(ulong address, uint value) => (address & 0xFFFF_FFFFUL) | ((ulong)value << 32);

    private void SetDriverFeatures(uint value)
    {
        if ((status & FEATURES_OK) == 0)
        {
            driverFeatures = DriverFeaturesSel switch
            {
                0 => WithLow(driverFeatures, value),
                1 => WithHigh(driverFeatures, value),
                _ => driverFeatures,
            };
        }
    }

    private void SetArea(Action<Virtqueue> change)
    {
        if (Queue is { Ready: false } queue)
        {
            change(queue);
        }
    }

    private void SetQueueReady(uint value)
    {
        if (device is null || Queue is not { } queue)
        {
            return;
        }

        if ((value & 1) == 0)
        {
            queue.Reset();
        }
        else if (!queue.Ready && !device.TryEnable(queue))
        {
            RaiseNeedsReset();
        }
    }

    private void Notify(uint index)
    {
        if (device is not null && index < device.Queues.Count && (status & (DRIVER_OK | DEVICE_NEEDS_RESET)) == DRIVER_OK)
        {
            device.Notify((int)index);
        }
    }

    private void SetStatus(uint value)
    {
        if (value == 0)
        {
            ResetRegisters();
            ResetDevice();
            return;
        }

        uint before = status;
        if (device is null || ((value & FEATURES_OK & ~before) != 0 && !device.TryNegotiate(driverFeatures)))
        {
            value &= ~FEATURES_OK;
        }

        // The driver sets bits one after the other and clears none but by a reset; DEVICE_NEEDS_RESET is the device's (2.1).
        Interlocked.Or(ref status, value & ~DEVICE_NEEDS_RESET);
        if ((value & DRIVER_OK & ~before) != 0)
        {
            device?.Start();
        }
    }

    private void ResetDevice()
    {
        device?.Reset();
        driverFeatures = 0;
        Interlocked.Exchange(ref status, 0);
        ChangeInterrupts(set: 0, clear: uint.MaxValue);
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
