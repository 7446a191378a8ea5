using Armillary.Core.Memory;
using Armillary.Devices.Pci;

namespace Armillary.Devices.Virtio;

/// <summary>
/// The virtio PCI transport, without the legacy interface (virtio 1.2, 4.1): a function whose capabilities tell where in its range of memory the device's structures
/// lie. Interrupts are MSI-X vectors, one for each queue and one for the configuration, or the pin with its ISR status.
/// </summary>
public sealed class VirtioPci : PciFunction, IMmioTarget
{
    private const ushort Vendor = 0x1AF4;
    private const ushort FirstDevice = 0x1040;
    private const int TableBar = 1, StructureBar = 4;
    private const ulong StructureSize = 0x4000;
    private const ulong Page = 0x1000;
    private const uint NotifyOffMultiplier = 4;

    private const byte VendorSpecific = 9;
    private const byte VIRTIO_PCI_CAP_COMMON_CFG = 1;
    private const byte VIRTIO_PCI_CAP_NOTIFY_CFG = 2;
    private const byte VIRTIO_PCI_CAP_ISR_CFG = 3;
    private const byte VIRTIO_PCI_CAP_DEVICE_CFG = 4;
    private const byte VIRTIO_PCI_CAP_PCI_CFG = 5;

    private const uint QueueInterrupt = 1, DeviceConfigurationInterrupt = 2;

    private readonly VirtioDevice device;
    private readonly VirtioPciCommon common;
    private readonly PcieCapability pcie;
    private readonly ConfigurationRegister windowBar, windowOffset, windowLength, windowData;
    private readonly Lock interruptGate = new();
    private uint isr;
    private bool attached;
    private bool busMaster;

    /// <summary>A function that is <paramref name="device"/>; disposes of it.</summary>
    public VirtioPci(VirtioDevice device)
        : base(Identify(device))
    {
        this.device = device;
        AddMsiX(device.QueueCount + 1, TableBar);
        pcie = new PcieCapability(Space, PcieCapability.Endpoint);

        //                                        in the structures' BAR
        AddStructure(VIRTIO_PCI_CAP_COMMON_CFG, 0x0000, 0x38);
        AddStructure(VIRTIO_PCI_CAP_ISR_CFG,    0x1000, 1);
        AddStructure(VIRTIO_PCI_CAP_DEVICE_CFG, 0x2000, (uint)Page);
        int notify = AddStructure(VIRTIO_PCI_CAP_NOTIFY_CFG, 0x3000, (uint)Page, extra: 4);
        Space.Add(notify + 16, 4, NotifyOffMultiplier);

        // A window on the same structures in configuration space, for whoever cannot reach a BAR (4.1.4.9).
        int window = AddStructure(VIRTIO_PCI_CAP_PCI_CFG, 0, 0, extra: 4);
        windowBar    = Space.Add(window + 4, 1, writable: 0xFF);
        windowOffset = Space.Add(window + 8, 4, writable: uint.MaxValue);
        windowLength = Space.Add(window + 12, 4, writable: uint.MaxValue);
        windowData   = Space.Add(window + 16, 4, writable: uint.MaxValue);

        common = new VirtioPciCommon(this, device);
        AddBar(StructureBar, BarKind.Memory64, StructureSize, this);
    }

    /// <summary>The device.</summary>
    public VirtioDevice Device => device;

    /// <summary>How many MSI-X vectors there are.</summary>
    internal int Vectors => MsiX!.Vectors;

    internal bool BusMaster => MayAccessMemory;

    /// <inheritdoc/>
    bool IMmioTarget.TryRead(ulong offset, int size, out ulong value)
    {
        if (size == 8)
        {
            // Fields of 64 bits are two of 32 (4.1.3.1).
            value = ReadStructure(offset, 4) | (ReadStructure(offset + 4, 4) << 32);
            return true;
        }

        value = ReadStructure(offset, size);
        return true;
    }

    /// <inheritdoc/>
    bool IMmioTarget.TryWrite(ulong offset, int size, ulong value)
    {
        if (size == 8)
        {
            WriteStructure(offset, 4, value & uint.MaxValue);
            WriteStructure(offset + 4, 4, value >> 32);
        }
        else
        {
            WriteStructure(offset, size, value);
        }

        return true;
    }

    /// <summary>A queue has used buffers. From any thread.</summary>
    internal void RaiseUsedBuffer(ushort vector)
    {
        if (UsesMessages)
        {
            MsiX!.Raise(vector);
        }
        else
        {
            ChangeIsr(QueueInterrupt, clear: 0);
        }
    }

    /// <summary>The configuration changed. From any thread.</summary>
    internal void RaiseConfigurationChange(ushort vector)
    {
        ChangeIsr(DeviceConfigurationInterrupt, clear: 0);
        MsiX!.Raise(vector);
    }

    internal void ClearInterrupts() => ChangeIsr(set: 0, clear: uint.MaxValue);

    /// <inheritdoc/>
    protected override void OnAttached(PciBus into)
    {
        ArgumentNullException.ThrowIfNull(into);
        pcie.PlacedOn(into);
        if (!attached)
        {
            attached = true;
            device.Attach(common, into.Host.Memory);
        }
    }

    /// <inheritdoc/>
    protected override void OnReset()
    {
        if (attached)
        {
            common.Reset();
        }
    }

    /// <inheritdoc/>
    protected override void OnReading(int offset, int size)
    {
        if (Touches(windowData, offset, size) && WindowIsGood)
        {
            windowData.Value = (uint)(ReadStructure(windowOffset.Value, (int)windowLength.Value) & uint.MaxValue);
        }
    }

    /// <inheritdoc/>
    protected override void OnWritten(int offset, int size)
    {
        if (Touches(windowData, offset, size) && WindowIsGood)
        {
            int length = (int)windowLength.Value;
            WriteStructure(windowOffset.Value, length, windowData.Value & (uint.MaxValue >> (32 - (8 * length))));
        }
    }

    /// <inheritdoc/>
    protected override void Update()
    {
        base.Update();
        if (pcie.TakeResetRequest())
        {
            Reset();
            return;
        }

        if (BusMaster && !busMaster && attached)
        {
            common.Resume();
        }

        busMaster = BusMaster;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            device.Dispose();
        }
    }

    private static PciIdentity Identify(VirtioDevice device)
    {
        ArgumentNullException.ThrowIfNull(device);
        uint classCode = device.DeviceId switch
        {
            1 => 0x02_0000,     // Ethernet controller
            2 => 0x01_8000,     // other mass storage controller
            3 => 0x07_8000,     // other communication controller
            _ => 0xFF_0000,     // of no class
        };
        return new PciIdentity(Vendor, (ushort)(FirstDevice + device.DeviceId), classCode, Revision: 1, Vendor, Subsystem: 0x1100);
    }

    private static bool Touches(ConfigurationRegister register, int offset, int size)
        => offset < register.Offset + register.Size && register.Offset < offset + size;

    private bool WindowIsGood
        => windowBar.Value == StructureBar && windowLength.Value is 1 or 2 or 4
            && windowOffset.Value % windowLength.Value == 0 && windowOffset.Value < StructureSize;

    /// <summary>struct virtio_pci_cap (4.1.4).</summary>
    private int AddStructure(byte type, uint start, uint length, int extra = 0)
    {
        int offset = Space.AddCapability(VendorSpecific, 16 + extra);
        Space.Add(offset + 2, 1, (uint)(16 + extra));
        Space.Add(offset + 3, 1, type);
        Space.Add(offset + 4, 1, StructureBar);
        Space.Add(offset + 8, 4, start);
        Space.Add(offset + 12, 4, length);
        return offset;
    }

    private ulong ReadStructure(ulong offset, int size)
    {
        switch (offset / Page)
        {
            case 0: return common.TryRead(offset, size, out ulong value) ? value : 0;
            case 1: return offset == Page ? ChangeIsr(set: 0, clear: uint.MaxValue) : 0;
            case 2: return device.ReadConfiguration(offset - (2 * Page), size) & (ulong.MaxValue >> (64 - (8 * size)));
            default: return 0;
        }
    }

    private void WriteStructure(ulong offset, int size, ulong value)
    {
        switch (offset / Page)
        {
            case 0: common.TryWrite(offset, size, value); break;
            case 2: device.WriteConfiguration(offset - (2 * Page), size, value); break;
            case 3: common.NotifyQueue((offset - (3 * Page)) / NotifyOffMultiplier); break;
            default: break;
        }
    }

    /// <summary>Reading the ISR status clears it (4.1.4.5).</summary>
    /// <returns>What it was before.</returns>
    private uint ChangeIsr(uint set, uint clear)
    {
        lock (interruptGate)
        {
            uint before = isr;
            isr = (isr | set) & ~clear;
            SetPin(isr != 0);
            return before;
        }
    }
}
