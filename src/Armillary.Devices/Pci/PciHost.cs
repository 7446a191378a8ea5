using System.Buffers.Binary;
using Armillary.Core.Interrupts;
using Armillary.Core.Memory;

namespace Armillary.Devices.Pci;

/// <summary>
/// A PCI Express host bridge with memory-mapped configuration (ECAM; PCI Express Base 4.0, 7.2.2): its registers are the configuration spaces, 4 KiB for each
/// function, 1 MiB for each bus. Its lock is the one of all configuration. What no function has reads as ones.
/// </summary>
public sealed class PciHost : MmioDevice, IDisposable
{
    /// <summary>The bytes of configuration space that a bus takes.</summary>
    public const ulong BusSize = 1 << 20;

    private const int HeaderEnd = 0x40;

    private readonly AddressSpace memory;
    private readonly IReadOnlyList<PciWindow> windows;
    private readonly IMessageTarget? messages;

    /// <summary>A host bridge whose root bus has nothing but the bridge itself.</summary>
    /// <param name="memory">Where the functions' DMA goes.</param>
    /// <param name="windows">The CPUs' ways to the functions' memory and I/O.</param>
    /// <param name="pins">Where INTA to INTD end.</param>
    /// <param name="messages">Where messages end that are interrupts; null: nowhere.</param>
    public PciHost(AddressSpace memory, IReadOnlyList<PciWindow> windows, IReadOnlyList<InterruptLine> pins, IMessageTarget? messages)
    {
        this.memory = memory;
        this.windows = windows;
        this.messages = messages;
        Wires = new IntxWires(pins);
        RootBus = new PciBus(this, null, PciBus.Devices);
        Add(new PciHostFunction());
    }

    /// <summary>Bus 0.</summary>
    public PciBus RootBus { get; }

    /// <inheritdoc/>
    public override FirmwareId Firmware { get; } = new(["pci-host-ecam-generic"], Hid: "PNP0A08");

    internal IntxWires Wires { get; }

    internal AddressSpace Memory => memory;

    /// <summary>The lock of all configuration.</summary>
    internal Lock ConfigurationGate => Gate;

    /// <summary>Puts a function on the root bus, at the lowest device number that is free.</summary>
    /// <exception cref="InvalidOperationException">All 32 are taken.</exception>
    public void Add(PciFunction function)
    {
        ArgumentNullException.ThrowIfNull(function);
        lock (Gate)
        {
            int device = RootBus.Functions.Count(f => f is not null);
            if (device == PciBus.Devices)
            {
                throw new InvalidOperationException($"more than {PciBus.Devices - 1} PCI devices and root ports do not fit on the root bus");
            }

            RootBus.Add(device, function);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (PciFunction? function in RootBus.Functions)
        {
            function?.Dispose();
        }
    }

    /// <summary>Makes the windows' tables anew: something moved, came or went. Under the lock.</summary>
    internal void Remap()
    {
        List<(BusRange, Bar)> memoryClaims = [], ioClaims = [];
        BusRange[] everywhere = [new(0, ulong.MaxValue)];
        Collect(RootBus, everywhere, everywhere, memoryClaims, ioClaims);
        foreach (PciWindow window in windows)
        {
            window.Rebuild(window.IsIo ? ioClaims : memoryClaims);
        }
    }

    /// <summary>A function's store of 32 bits: into RAM, or to what takes messages. Elsewhere it is lost, as any store that no one takes.</summary>
    internal void SendMessage(ulong address, uint data, uint requester)
    {
        var at = new PhysicalAddress(address);
        if (memory.FindMemory(at, sizeof(uint), out bool writable) is { } ram)
        {
            if (writable && ram.TryGetSpan(at, sizeof(uint), out Span<byte> bytes))
            {
                BinaryPrimitives.WriteUInt32LittleEndian(bytes, data);
            }

            return;
        }

        messages?.Write(at, data, requester);
    }

    /// <inheritdoc/>
    protected override ulong ReadUnnamed(ulong offset, int size)
    {
        if (size == 8)
        {
            return ReadUnnamed(offset, 4) | (ReadUnnamed(offset + 4, 4) << 32);
        }

        int register = (int)(offset % ConfigurationSpace.Size);
        return Find(offset) is { } function ? function.Read(register, size) : uint.MaxValue;
    }

    /// <inheritdoc/>
    protected override void WriteUnnamed(ulong offset, int size, ulong value)
    {
        if (size == 8)
        {
            WriteUnnamed(offset, 4, value & uint.MaxValue);
            WriteUnnamed(offset + 4, 4, value >> 32);
            return;
        }

        int register = (int)(offset % ConfigurationSpace.Size);
        Find(offset)?.Write(register, size, (uint)(value & uint.MaxValue));
        if (register < HeaderEnd)
        {
            Remap();
        }
    }

    /// <inheritdoc/>
    protected override void OnReset()
    {
        foreach (PciFunction? function in RootBus.Functions)
        {
            function?.Reset();
        }
    }

    /// <summary>What the functions below a bus claim, of what the bridges above it pass on.</summary>
    private static void Collect(
        PciBus bus, IReadOnlyList<BusRange> memory, IReadOnlyList<BusRange> io, List<(BusRange, Bar)> memoryClaims, List<(BusRange, Bar)> ioClaims)
    {
        foreach (PciFunction function in bus.Functions.OfType<PciFunction>())
        {
            foreach (Bar bar in function.Bars)
            {
                bool ports = bar.Kind == BarKind.Io;
                if (ports ? function.DecodesIo : function.DecodesMemory)
                {
                    var whole = new BusRange(bar.Address, bar.Address + (bar.Size - 1));
                    (ports ? ioClaims : memoryClaims).AddRange((ports ? io : memory).Select(passed => (whole.Intersect(passed), bar)).Where(claim => !claim.Item1.IsEmpty));
                }
            }

            if (function is PciBridge { Secondary: { } below } bridge)
            {
                Collect(below, Passed(bridge.MemoryWindows(), memory), Passed(bridge.IoWindows(), io), memoryClaims, ioClaims);
            }
        }
    }

    private static List<BusRange> Passed(IEnumerable<BusRange> windows, IReadOnlyList<BusRange> above)
        => [.. windows.SelectMany(window => above.Select(window.Intersect)).Where(range => !range.IsEmpty)];

    private PciFunction? Find(ulong offset)
    {
        // Bus, device and function number; every device here has function 0 only.
        ulong address = offset / ConfigurationSpace.Size;
        return address <= 0xFFFF && (address & 7) == 0 ? RootBus.Find((int)(address >> 8), (int)(address >> 3) & 31) : null;
    }

    /// <summary>The host bridge as a function, which says what it is and nothing else.</summary>
    private sealed class PciHostFunction() : PciFunction(new PciIdentity(0x1B36, 0x0008, ClassCode: 0x06_0000, SubsystemVendor: 0x1AF4, Subsystem: 0x1100), pin: 0);
}
