using Armillary.Core.Memory;

namespace Armillary.Devices.Pci;

/// <summary>
/// A PCI Express function: its configuration space, its base address registers and its interrupts. A kind of device derives from it and adds its capabilities.
/// Configuration is under the host bridge's lock; interrupts may be raised from any thread.
/// </summary>
public abstract class PciFunction : IDisposable
{
    /// <summary>Bits of Command and Status (PCI Local Bus 3.0, 6.2.2 and 6.2.3).</summary>
    private const uint IoSpace = 1, MemorySpace = 2, BusMaster = 4, ParityErrorResponse = 0x40, SerrEnable = 0x100, InterruptDisable = 0x400;
    private const uint InterruptStatus = 8, CapabilitiesList = 0x10, StatusErrors = 0xF900;

    private readonly List<Bar> bars = [];
    private readonly Lock gate = new();
    private readonly ConfigurationRegister command, status;
    private PciBus? bus;
    private int device;
    private int wire;
    private bool pinWanted, pinAsserted;
    private bool mayAccessMemory;

    /// <summary>A function with the part of the header that all have.</summary>
    /// <param name="identity">What it is.</param>
    /// <param name="headerType">0 for a device, 1 for a bridge.</param>
    /// <param name="pin">Its interrupt pin, 1 for INTA; 0: it has none.</param>
    protected PciFunction(PciIdentity identity, byte headerType = 0, int pin = 1)
    {
        Pin = pin;
        Space.Add(0x00, 2, identity.Vendor);
        Space.Add(0x02, 2, identity.Device);
        command = Space.Add(0x04, 2, writable: IoSpace | MemorySpace | BusMaster | ParityErrorResponse | SerrEnable | (pin == 0 ? 0 : InterruptDisable));
        status = Space.Add(0x06, 2, CapabilitiesList, clearable: StatusErrors);
        Space.Add(0x08, 4, (identity.ClassCode << 8) | identity.Revision);
        Space.Add(0x0C, 1, writable: 0xFF);                         // Cache Line Size
        Space.Add(0x0E, 1, headerType);
        Space.Add(0x3C, 1, writable: 0xFF);                         // Interrupt Line
        Space.Add(0x3D, 1, (uint)pin);
        if (headerType == 0)
        {
            Space.Add(0x2C, 2, identity.SubsystemVendor);
            Space.Add(0x2E, 2, identity.Subsystem);
        }
    }

    /// <summary>What the guest configures it by.</summary>
    public ConfigurationSpace Space { get; } = new();

    /// <summary>Its interrupt pin, 1 to 4 for INTA to INTD; 0: none.</summary>
    public int Pin { get; }

    /// <summary>Its base address registers.</summary>
    public IReadOnlyList<Bar> Bars => bars;

    /// <summary>Bus, device and function number in 16 bits; the bus number is what the guest gave it.</summary>
    public uint RequesterId => ((uint)(bus?.Number ?? 0) << 8) | ((uint)device << 3);

    /// <summary>Whether the guest lets it read and write memory, and send messages (Bus Master Enable).</summary>
    protected bool MayAccessMemory => Volatile.Read(ref mayAccessMemory);

    /// <summary>Whether a message is sent in place of the pin.</summary>
    protected virtual bool UsesMessages => MsiX is { Enabled: true };

    /// <summary>Its MSI-X vectors; null: it has none.</summary>
    public MsiX? MsiX { get; private set; }

    /// <summary>The bus it is plugged into; null: none.</summary>
    internal PciBus? OwnBus => bus;

    /// <summary>Its device number there.</summary>
    internal int OwnDevice => device;

    internal bool DecodesIo => command.Has(IoSpace);

    internal bool DecodesMemory => command.Has(MemorySpace);

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Returns it to its state after a reset; it stays where it is plugged in.</summary>
    internal void Reset()
    {
        Space.Reset();
        MsiX?.Reset();
        OnReset();
        Update();
        bus?.Host.Remap();
    }

    /// <summary>Plugs it in. Under the host bridge's lock.</summary>
    internal void Attach(PciBus into, int number)
    {
        device = number;
        wire = Pin == 0 ? 0 : into.Wire(number, Pin - 1);
        bus = into;
        OnAttached(into);
        Reset();
    }

    /// <summary>Takes it out: it is quiet from then on. Under the host bridge's lock.</summary>
    internal void Detach()
    {
        Reset();
        lock (gate)
        {
            // A thread of the device may have raised it since.
            if (pinAsserted)
            {
                pinAsserted = false;
                bus!.Host.Wires.Change(wire, false);
            }

            bus = null;
        }
    }

    internal uint Read(int offset, int size)
    {
        status.Set(InterruptStatus, Volatile.Read(ref pinWanted));
        OnReading(offset, size);
        return Space.Read(offset, size);
    }

    internal void Write(int offset, int size, uint value)
    {
        Space.Write(offset, size, value);
        OnWritten(offset, size);
        Update();
    }

    /// <summary>A message: a store of 32 bits from the function. Lost while it may not access memory.</summary>
    internal void SendMessage(ulong address, uint data)
    {
        if (bus is { } attached && MayAccessMemory)
        {
            attached.Host.SendMessage(address, data, RequesterId);
        }
    }

    /// <summary>Adds a base address register.</summary>
    protected void AddBar(int index, BarKind kind, ulong size, IMmioTarget target) => bars.Add(new Bar(Space, index, kind, size, target));

    /// <summary>Adds MSI-X, whose table is in a range of memory of its own.</summary>
    protected void AddMsiX(int vectors, int bar)
    {
        MsiX = new MsiX(this, Space, vectors, bar);
        AddBar(bar, BarKind.Memory32, MsiX.RangeSize, MsiX);
    }

    /// <summary>Asserts the interrupt pin or lets go of it. From any thread.</summary>
    protected void SetPin(bool level)
    {
        lock (gate)
        {
            Volatile.Write(ref pinWanted, level);
            UpdatePin();
        }
    }

    /// <summary>It was plugged in.</summary>
    protected virtual void OnAttached(PciBus into)
    {
    }

    /// <summary>Resets what is not in configuration space.</summary>
    protected virtual void OnReset()
    {
    }

    /// <summary>The guest is about to read configuration space.</summary>
    protected virtual void OnReading(int offset, int size)
    {
    }

    /// <summary>The guest wrote configuration space.</summary>
    protected virtual void OnWritten(int offset, int size)
    {
    }

    /// <summary>Recomputes what follows from configuration space: after every write, and after a reset.</summary>
    protected virtual void Update()
    {
        Volatile.Write(ref mayAccessMemory, command.Has(BusMaster));
        MsiX?.Update();
        lock (gate)
        {
            UpdatePin();
        }
    }

    /// <summary>Frees what it holds.</summary>
    protected virtual void Dispose(bool disposing)
    {
    }

    private void UpdatePin()
    {
        bool level = pinWanted && Pin != 0 && !UsesMessages && !command.Has(InterruptDisable);
        if (bus is { } attached && level != pinAsserted)
        {
            pinAsserted = level;
            attached.Host.Wires.Change(wire, level);
        }
    }
}
