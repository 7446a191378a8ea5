using Armillary.Core.Memory;

namespace Armillary.Devices.Virtio;

/// <summary>
/// What the transports have in common: how a driver brings a device up, in registers that each transport lays out in its own way (virtio 1.2, 3.1). Under the
/// device's lock, but for what is told from the device's threads.
/// </summary>
public abstract class VirtioTransport : MmioDevice, IVirtioTransport
{
    private const uint DRIVER_OK = 4;
    private const uint FEATURES_OK = 8;
    private const uint DEVICE_NEEDS_RESET = 0x40;

    private uint status;
    private ulong driverFeatures;
    private uint configurationGeneration;

    /// <summary>A transport for <paramref name="device"/>, or for none.</summary>
    protected VirtioTransport(VirtioDevice? device) => Device = device;

    /// <inheritdoc/>
    public virtual bool MayAccessMemory => true;

    /// <summary>The device.</summary>
    protected VirtioDevice? Device { get; }

    /// <summary>The device status, which changes from other threads, too.</summary>
    protected uint DeviceStatus => Volatile.Read(ref status);

    /// <summary>Counts the changes of the configuration space.</summary>
    protected uint ConfigurationGeneration => Volatile.Read(ref configurationGeneration);

    /// <inheritdoc/>
    public abstract void RaiseUsedBuffer(int queue);

    /// <inheritdoc/>
    public void RaiseConfigurationChange()
    {
        Interlocked.Increment(ref configurationGeneration);
        RaiseConfigurationInterrupt();
    }

    /// <inheritdoc/>
    public void RaiseNeedsReset()
    {
        if ((Interlocked.Or(ref status, DEVICE_NEEDS_RESET) & DRIVER_OK) != 0)
        {
            RaiseConfigurationInterrupt();
        }
    }

    /// <summary>The driver has put requests into a queue. From any thread.</summary>
    protected internal void NotifyQueue(ulong index)
    {
        if (Device is not null && index < (ulong)Device.Queues.Count && IsServing)
        {
            Device.Notify((int)index);
        }
    }

    /// <summary>Whether the driver is ready and the device is not broken.</summary>
    protected bool IsServing => (DeviceStatus & (DRIVER_OK | DEVICE_NEEDS_RESET)) == DRIVER_OK;

    /// <summary>Interrupts the driver for its configuration space or the device status. From any thread.</summary>
    protected abstract void RaiseConfigurationInterrupt();

    /// <summary>Takes back every interrupt.</summary>
    protected abstract void ClearInterrupts();

    /// <summary>One of a number's two halves.</summary>
    protected static uint HalfOf(ulong features, uint half) => half switch
    {
        0 => (uint)(features & uint.MaxValue),
        1 => (uint)(features >> 32),
        _ => 0,
    };

    /// <summary>An address with another lower half.</summary>
    protected static ulong WithLow(ulong address, uint value) => (address & ~0xFFFF_FFFFUL) | value;

    /// <summary>An address with another upper half.</summary>
    protected static ulong WithHigh(ulong address, uint value) => (address & 0xFFFF_FFFFUL) | ((ulong)value << 32);

    /// <summary>A half of the features that the device offers.</summary>
    protected uint OfferedFeatures(uint half) => HalfOf(Device?.OfferedFeatures ?? 0, half);

    /// <summary>A half of the features that the driver accepts.</summary>
    protected uint DriverFeaturesHalf(uint half) => HalfOf(driverFeatures, half);

    /// <summary>The driver accepts a half of the features.</summary>
    protected void SetDriverFeatures(uint half, uint value)
    {
        if ((status & FEATURES_OK) == 0)
        {
            driverFeatures = half switch
            {
                0 => WithLow(driverFeatures, value),
                1 => WithHigh(driverFeatures, value),
                _ => driverFeatures,
            };
        }
    }

    /// <summary>The queue of a number; null: the device has no such.</summary>
    protected Virtqueue? QueueOf(uint index) => Device is not null && index < (uint)Device.Queues.Count ? Device.Queues[(int)index] : null;

    /// <summary>Changes where a queue lies, unless it is in use.</summary>
    protected static void SetArea(Virtqueue? queue, Action<Virtqueue> change)
    {
        ArgumentNullException.ThrowIfNull(change);
        if (queue is { Ready: false })
        {
            change(queue);
        }
    }

    /// <summary>The driver enables a queue.</summary>
    protected void Enable(Virtqueue? queue)
    {
        if (Device is not null && queue is { Ready: false } && !Device.TryEnable(queue))
        {
            RaiseNeedsReset();
        }
    }

    /// <summary>The driver writes the device status.</summary>
    protected void SetStatus(uint value)
    {
        value &= 0xFF;
        if (value == 0)
        {
            ResetRegisters();
            ResetDevice();
            return;
        }

        uint before = status;
        if (Device is null || ((value & FEATURES_OK & ~before) != 0 && !Device.TryNegotiate(driverFeatures)))
        {
            value &= ~FEATURES_OK;
        }

        // The driver sets bits one after the other and clears none but by a reset; DEVICE_NEEDS_RESET is the device's (2.1).
        Interlocked.Or(ref status, value & ~DEVICE_NEEDS_RESET);
        if ((value & DRIVER_OK & ~before) != 0)
        {
            Device?.Start();
        }
    }

    /// <summary>Back to the state at power-on.</summary>
    protected virtual void ResetDevice()
    {
        Device?.Reset();
        driverFeatures = 0;
        Interlocked.Exchange(ref status, 0);
        ClearInterrupts();
    }

    /// <inheritdoc/>
    protected override void OnReset() => ResetDevice();
}
