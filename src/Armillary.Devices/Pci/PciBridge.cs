namespace Armillary.Devices.Pci;

/// <summary>A PCI-to-PCI bridge: a type 1 header (PCI-to-PCI Bridge 1.2, 3.2), which says what numbers and addresses lead to the bus below.</summary>
public abstract class PciBridge : PciFunction
{
    private const uint SecondaryBusReset = 0x40;
    private const uint Type64 = 1;

    private readonly ConfigurationRegister secondary, subordinate, ioBase, ioLimit, memoryBase, memoryLimit;
    private readonly ConfigurationRegister prefetchableBase, prefetchableLimit, prefetchableBaseUpper, prefetchableLimitUpper, bridgeControl;
    private int secondaryBus;
    private bool inReset;

    /// <summary>A bridge.</summary>
    protected PciBridge(PciIdentity identity)
        : base(identity, headerType: 1)
    {
        Space.Add(0x18, 1, writable: 0xFF);                                     // Primary Bus Number
        secondary              = Space.Add(0x19, 1, writable: 0xFF);
        subordinate            = Space.Add(0x1A, 1, writable: 0xFF);
        ioBase                 = Space.Add(0x1C, 1, writable: 0xF0);
        ioLimit                = Space.Add(0x1D, 1, writable: 0xF0);
        Space.Add(0x1E, 2, clearable: 0xF900);                                  // Secondary Status
        memoryBase             = Space.Add(0x20, 2, writable: 0xFFF0);
        memoryLimit            = Space.Add(0x22, 2, writable: 0xFFF0);
        prefetchableBase       = Space.Add(0x24, 2, Type64, writable: 0xFFF0);
        prefetchableLimit      = Space.Add(0x26, 2, Type64, writable: 0xFFF0);
        prefetchableBaseUpper  = Space.Add(0x28, 4, writable: uint.MaxValue);
        prefetchableLimitUpper = Space.Add(0x2C, 4, writable: uint.MaxValue);
        bridgeControl          = Space.Add(0x3E, 2, writable: 0x0003 | SecondaryBusReset);
    }

    /// <summary>The bus below; null before the bridge is plugged in.</summary>
    public PciBus? Secondary { get; private set; }

    /// <summary>The number that the guest gave the bus below.</summary>
    public int SecondaryBus => Volatile.Read(ref secondaryBus);

    /// <summary>Whether what is below can be reached.</summary>
    protected virtual bool IsLinked => true;

    /// <summary>Whether the bus of a number is below. No bus below has number 0: so says a bridge that is not configured.</summary>
    internal bool Leads(int number)
        => IsLinked && Secondary is not null && SecondaryBus != 0 && number >= SecondaryBus && number <= subordinate.Value;

    internal int Wire(int pin) => OwnBus!.Wire(OwnDevice, pin);

    /// <summary>The bus addresses of memory that it passes on.</summary>
    internal IEnumerable<BusRange> MemoryWindows()
    {
        if (IsLinked && DecodesMemory)
        {
            yield return new BusRange((ulong)memoryBase.Value << 16, ((ulong)memoryLimit.Value << 16) | 0xF_FFFF);
            yield return new BusRange(
                ((ulong)prefetchableBaseUpper.Value << 32) | ((ulong)(prefetchableBase.Value & 0xFFF0) << 16),
                ((ulong)prefetchableLimitUpper.Value << 32) | ((ulong)(prefetchableLimit.Value & 0xFFF0) << 16) | 0xF_FFFF);
        }
    }

    /// <summary>The bus addresses of I/O that it passes on.</summary>
    internal IEnumerable<BusRange> IoWindows()
    {
        if (IsLinked && DecodesIo)
        {
            yield return new BusRange((ulong)ioBase.Value << 8, ((ulong)ioLimit.Value << 8) | 0xFFF);
        }
    }

    /// <inheritdoc/>
    protected override void OnAttached(PciBus into)
    {
        ArgumentNullException.ThrowIfNull(into);
        Secondary ??= new PciBus(into.Host, this, capacity: 1);
    }

    /// <inheritdoc/>
    protected override void OnReset() => ResetBelow();

    /// <inheritdoc/>
    protected override void Update()
    {
        Volatile.Write(ref secondaryBus, (int)secondary.Value);
        bool reset = bridgeControl.Has(SecondaryBusReset);
        if (reset && !inReset)
        {
            ResetBelow();
        }

        inReset = reset;
        base.Update();
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            foreach (PciFunction? function in Secondary?.Functions ?? [])
            {
                function?.Dispose();
            }
        }
    }

    /// <summary>Resets what is plugged in below.</summary>
    protected void ResetBelow()
    {
        foreach (PciFunction? function in Secondary?.Functions ?? [])
        {
            function?.Reset();
        }
    }
}
