namespace Armillary.Devices.Pci;

/// <summary>
/// A PCI Express bus: the root bus, or the link below a port. Has one function for each device. Under the host bridge's lock, but for <see cref="Number"/>.
/// </summary>
public sealed class PciBus
{
    /// <summary>How many devices a bus has numbers for.</summary>
    public const int Devices = 32;

    private readonly PciFunction?[] functions;
    private readonly PciBridge? bridge;

    internal PciBus(PciHost host, PciBridge? bridge, int capacity)
    {
        Host = host;
        this.bridge = bridge;
        functions = new PciFunction?[capacity];
    }

    /// <summary>The number that the guest gave it; 0 for the root bus.</summary>
    public int Number => bridge?.SecondaryBus ?? 0;

    /// <summary>Whether it is the root bus.</summary>
    public bool IsRoot => bridge is null;

    /// <summary>The functions by their device number; null: there is none.</summary>
    public IReadOnlyList<PciFunction?> Functions => functions;

    internal PciHost Host { get; }

    /// <summary>The host bridge's wire for a pin: each bus turns the pins by the device number (PCI Express Base 4.0, 2.2.8.1).</summary>
    internal int Wire(int device, int pin)
    {
        int turned = (pin + device) % IntxWires.Count;
        return bridge is null ? turned : bridge.Wire(turned);
    }

    internal void Add(int device, PciFunction function)
    {
        if (functions[device] is not null)
        {
            throw new InvalidOperationException($"PCI device {device} is there already");
        }

        functions[device] = function;
        function.Attach(this, device);
    }

    internal PciFunction? Remove(int device)
    {
        PciFunction? function = functions[device];
        function?.Detach();
        functions[device] = null;
        return function;
    }

    /// <summary>The function that answers configuration accesses for a bus and device number; null: none.</summary>
    internal PciFunction? Find(int number, int device)
    {
        if (number == Number)
        {
            return device < functions.Length ? functions[device] : null;
        }

        // The guest numbers the buses, and may do it wrong: the first bridge that claims a number has it.
        foreach (PciFunction? function in functions)
        {
            if (function is PciBridge below && below.Leads(number))
            {
                return below.Secondary!.Find(number, device);
            }
        }

        return null;
    }
}
