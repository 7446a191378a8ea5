using Armillary.Core.Interrupts;
using Armillary.Core.Memory;
using Armillary.Devices.Pci;

namespace Armillary.Devices.Tests.Pci;

/// <summary>A host bridge with its windows, 1 MiB of RAM at 0x40000000 for DMA, and ends for its interrupts.</summary>
internal sealed class PciMachine : IMessageTarget, IDisposable
{
    public const ulong Ram = 0x4000_0000, LowStart = 0x1000_0000, HighStart = 0x80_0000_0000;

    private readonly GuestMemory memory = new(new PhysicalAddress(Ram), 0x10_0000);

    public PciMachine()
    {
        Bus.Map(memory);
        Host = new PciHost(Bus, [Low, Io, High], [.. Pins.Select(p => p.Line)], this);
    }

    public AddressSpace Bus { get; } = new();

    public PciWindow Low { get; } = new(LowStart, 0x1000_0000);

    public PciWindow High { get; } = new(HighStart, 0x1000_0000);

    public PciWindow Io { get; } = new(0, 0x1_0000, io: true);

    public Wire[] Pins { get; } = [new(), new(), new(), new()];

    public PciHost Host { get; }

    public List<(ulong Address, uint Data, uint Requester)> Messages { get; } = [];

    public Span<byte> At(ulong offset, int length)
    {
        Assert.True(memory.TryGetSpan(new PhysicalAddress(Ram + offset), (ulong)length, out Span<byte> span));
        return span;
    }

    public uint Read(int bus, int device, int register, int size = 4) => (uint)Host.Read(Ecam(bus, device, register), size);

    public void Write(int bus, int device, int register, uint value, int size = 4) => Assert.True(Host.TryWrite(Ecam(bus, device, register), size, value));

    /// <summary>Where a capability lies: the nth with the ID; 0: there is none.</summary>
    public int Capability(int bus, int device, byte id, int skip = 0)
    {
        for (uint at = Read(bus, device, 0x34, 1), steps = 0; at != 0 && steps < 64; at = Read(bus, device, (int)at + 1, 1), steps++)
        {
            if (Read(bus, device, (int)at, 1) == id && skip-- == 0)
            {
                return (int)at;
            }
        }

        return 0;
    }

    public void Dispose()
    {
        Host.Dispose();
        memory.Dispose();
    }

    void IMessageTarget.Write(PhysicalAddress address, uint data, uint requester)
    {
        lock (Messages)
        {
            Messages.Add((address.Value, data, requester));
        }
    }

    private static ulong Ecam(int bus, int device, int register) => ((ulong)bus << 20) | ((ulong)device << 15) | (uint)register;
}

/// <summary>A function with a BAR of each kind, behind which the accesses are counted, and an MSI-X table of 2.</summary>
internal sealed class TestFunction : PciFunction
{
    public TestFunction(int pin = 1)
        : base(new PciIdentity(0x1234, 0x5678, 0xFF_0000), pin: pin)
    {
        AddMsiX(2, 3);
        AddBar(0, BarKind.Memory32, 0x1000, Memory32);
        AddBar(1, BarKind.Memory64, 0x10_0000, Memory64);
        AddBar(4, BarKind.Io, 0x20, Ports);
    }

    public Registers Memory32 { get; } = new();

    public Registers Memory64 { get; } = new();

    public Registers Ports { get; } = new();

    public bool Disposed { get; private set; }

    public void Pull(bool level) => SetPin(level);

    protected override void OnReset() => SetPin(false);

    protected override void Dispose(bool disposing) => Disposed = true;

    /// <summary>Answers every read with its offset, and keeps the last write.</summary>
    internal sealed class Registers : IMmioTarget
    {
        public ulong LastWrite { get; private set; } = ulong.MaxValue;

        public bool TryRead(ulong offset, int size, out ulong value)
        {
            value = offset;
            return true;
        }

        public bool TryWrite(ulong offset, int size, ulong value)
        {
            LastWrite = offset;
            return true;
        }
    }
}
