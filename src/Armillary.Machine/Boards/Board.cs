using Armillary.Core.Interrupts;
using Armillary.Core.Memory;
using Armillary.Core.State;
using Armillary.Devices.Pci;
using Armillary.Machine.Firmware.Fdt;

namespace Armillary.Machine.Boards;

/// <summary>
/// What a machine has besides its CPUs: a memory map of RAM and devices, and an interrupt controller. A board is its rows: wiring,
/// overlap check, reset and device tree are views of them.
/// </summary>
public abstract class Board : IDisposable
{
    private readonly List<BoardRow> rows = [];

    /// <summary>The memory bus that devices see: the Non-secure physical address space.</summary>
    public AddressSpace Bus { get; } = new();

    /// <summary>The memory bus that the CPUs see: on a board with a Secure physical address space, that too.</summary>
    public virtual AddressSpace CpuBus => Bus;

    /// <summary>The devices in the order in which the board tells them.</summary>
    public IReadOnlyList<BoardRow> Rows => rows;

    /// <summary>The RAM that a kernel is loaded into.</summary>
    public abstract GuestMemory Ram { get; }

    /// <summary>The PCI Express root ports, whose slots devices are put into and taken out of while the machine runs.</summary>
    public abstract IReadOnlyList<PcieRootPort> RootPorts { get; }

    /// <summary>Where a kernel is told to print, as a device tree path; null: nowhere.</summary>
    public abstract string? ConsolePath { get; }

    /// <summary>The system registers that the interrupt controller gives to a vCPU; null: none.</summary>
    public abstract ISystemRegisterBank? Bank(int cpu);

    /// <summary>A wire to an input of the interrupt controller. For a private interrupt, that of vCPU <paramref name="cpu"/>.</summary>
    public abstract InterruptLine Wire(Interrupt interrupt, int cpu = 0);

    /// <summary>Presses the power button: an operating system shuts down.</summary>
    public abstract void PressPowerButton();

    /// <summary>
    /// The board as a device tree. The boot loader adds what depends on the boot: <c>/chosen</c>.
    /// </summary>
    public abstract FdtNode DeviceTree();

    /// <summary>Returns every device to its state at power-on. No vCPU may run meanwhile.</summary>
    public virtual void Reset()
    {
        foreach (BoardRow row in rows)
        {
            (row.Device as MmioDevice)?.Reset();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Frees devices and memory.</summary>
    protected virtual void Dispose(bool disposing)
    {
        if (disposing)
        {
            foreach (BoardRow row in rows)
            {
                (row.Device as IDisposable)?.Dispose();
            }
        }
    }

    /// <summary>Adds a device: a row of the board.</summary>
    /// <param name="name">See <see cref="BoardRow.Name"/>.</param>
    /// <param name="start">The first address.</param>
    /// <param name="size">The bytes from there.</param>
    /// <param name="interrupt">The interrupt it raises.</param>
    /// <param name="factory">Makes the device, given its wire.</param>
    /// <param name="describe">See <see cref="BoardRow.Describe"/>.</param>
    /// <returns>The device.</returns>
    /// <exception cref="ConfigurationException">The range overlaps another.</exception>
    protected T Map<T>(string name, ulong start, ulong size, Interrupt interrupt, Func<InterruptLine, T> factory, Action<FdtNode>? describe = null)
        where T : IMmioTarget
        => Map(Bus, name, new PhysicalAddress(start), size, interrupt, factory, describe);

    /// <summary>Adds a device to the Secure physical address space alone: <see cref="Map{T}(string, ulong, ulong, Interrupt, Func{InterruptLine, T}, Action{FdtNode}?)"/>.</summary>
    protected T MapSecure<T>(string name, ulong start, ulong size, Interrupt interrupt, Func<InterruptLine, T> factory, Action<FdtNode>? describe = null)
        where T : IMmioTarget
        => Map(CpuBus, name, new PhysicalAddress(start | PhysicalAddress.SecureBit), size, interrupt, factory, describe);

    private T Map<T>(AddressSpace bus, string name, PhysicalAddress start, ulong size, Interrupt interrupt, Func<InterruptLine, T> factory, Action<FdtNode>? describe)
        where T : IMmioTarget
    {
        ArgumentNullException.ThrowIfNull(factory);
        T device = factory(interrupt.Kind == InterruptKind.None ? new InterruptLine(Unconnected.Instance, 0) : Wire(interrupt));
        var row = new BoardRow(name, start, size, interrupt, device, describe);
        try
        {
            bus.Map(row.Start, size, device, name);
        }
        catch (InvalidOperationException e)
        {
            throw new ConfigurationException(e.Message, e);
        }

        rows.Add(row);
        return device;
    }

    /// <summary>A wire that ends nowhere.</summary>
    private sealed class Unconnected : IInterruptSink
    {
        public static Unconnected Instance { get; } = new();

        public void SetLevel(int input, bool level)
        {
        }
    }
}
