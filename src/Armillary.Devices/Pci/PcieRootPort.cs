namespace Armillary.Devices.Pci;

/// <summary>
/// A root port with a slot that functions are put into and taken out of while the machine runs (PCI Express Base 4.0, 6.7 and 7.5.3.9 to 7.5.3.11). The guest is
/// told by events, and asked to let go of a function by the slot's attention button.
/// </summary>
public sealed class PcieRootPort : PciBridge
{
    // Slot Capabilities: attention button, power controller, both indicators, surprise removal, hot-plug, no notification of completed commands.
    private const uint SlotHas = 0x01 | 0x02 | 0x08 | 0x10 | 0x20 | 0x40 | 0x4_0000;

    // Slot Control.
    private const uint HotPlugInterruptEnable = 0x20, PowerControllerOff = 0x400;
    private const uint SlotControlWritable = 0x1FFF;

    // Slot Status, and Slot Control's enables of the same events.
    private const uint AttentionButtonPressed = 0x01, PresenceDetectChanged = 0x08, PresenceDetectState = 0x40, LinkStateChanged = 0x100;
    private const uint LinkStateChangedEnable = 0x1000;

    private readonly PcieCapability pcie;
    private readonly Msi msi;
    private readonly ConfigurationRegister slotControl, slotStatus;
    private PciFunction? occupant;
    private bool removalRequested;
    private bool linked;
    private bool interrupting;
    private Task leaving = Task.CompletedTask;

    /// <summary>A root port.</summary>
    /// <param name="slot">The number of its slot, which names it for the guest's user.</param>
    public PcieRootPort(int slot)
        : base(new PciIdentity(0x1B36, 0x000C, ClassCode: 0x06_0400))
    {
        SlotNumber = slot;
        msi = new Msi(this, Space);
        pcie = new PcieCapability(Space, PcieCapability.RootPort, (uint)slot);
        Space.Add(pcie.Offset + 0x14, 4, SlotHas | ((uint)slot << 19));
        slotControl = Space.Add(pcie.Offset + 0x18, 2, writable: SlotControlWritable);
        slotStatus  = Space.Add(pcie.Offset + 0x1A, 2, clearable: AttentionButtonPressed | PresenceDetectChanged | LinkStateChanged);
        Space.Add(pcie.Offset + 0x1C, 2, writable: 0x001F);         // Root Control
        Space.Add(pcie.Offset + 0x20, 4, clearable: 0x1_0000);      // Root Status
    }

    /// <summary>The number of its slot.</summary>
    public int SlotNumber { get; }

    /// <summary>What is in the slot; null: nothing.</summary>
    public PciFunction? Occupant => Volatile.Read(ref occupant);

    /// <summary>A function left the slot, and was disposed of: the guest let go of it, or <see cref="Remove"/> took it.</summary>
    public event Action<PciFunction>? Removed;

    /// <inheritdoc/>
    protected override bool UsesMessages => msi.Enabled;

    /// <inheritdoc/>
    protected override bool IsLinked => occupant is not null && !slotControl.Has(PowerControllerOff);

    /// <summary>Puts a function into the slot, which has it from then on. The port must be plugged into a host bridge.</summary>
    /// <exception cref="InvalidOperationException">There is one in the slot already.</exception>
    public void Insert(PciFunction function)
    {
        ArgumentNullException.ThrowIfNull(function);
        lock (Gate)
        {
            if (occupant is not null)
            {
                throw new InvalidOperationException($"slot {SlotNumber} has a device already");
            }

            Secondary!.Add(0, function);
            Volatile.Write(ref occupant, function);
            removalRequested = false;

            // Whoever puts something in presses the button, too: where there is one, Linux does not ask to be told of presence alone.
            slotStatus.Set(PresenceDetectChanged | AttentionButtonPressed, true);
            Update();
        }
    }

    /// <summary>Asks the guest to let go of what is in the slot, by its attention button. <see cref="Removed"/> tells when it has.</summary>
    public void RequestRemoval()
    {
        lock (Gate)
        {
            if (occupant is not null)
            {
                removalRequested = true;
                slotStatus.Set(AttentionButtonPressed, true);
                Update();
            }
        }
    }

    /// <summary>Takes what is in the slot at once, whether the guest is ready or not.</summary>
    public void Remove()
    {
        lock (Gate)
        {
            Eject();
            Update();
        }
    }

    /// <inheritdoc/>
    protected override void OnReset()
    {
        if (removalRequested)
        {
            Eject();
        }

        linked = IsLinked;
        interrupting = false;
        SetPin(false);
        base.OnReset();
    }

    /// <inheritdoc/>
    protected override void Update()
    {
        // The guest lets go of a device by turning its slot off.
        if (removalRequested && slotControl.Has(PowerControllerOff))
        {
            Eject();
        }

        slotStatus.Set(PresenceDetectState, occupant is not null);
        if (linked != IsLinked)
        {
            linked = IsLinked;
            slotStatus.Set(LinkStateChanged, true);
            ResetBelow();
            OwnBus?.Host.Remap();
        }

        pcie.LinkStatus.Set(PcieCapability.DataLinkLayerLinkActive, linked);
        base.Update();
        msi.Update();
        UpdateInterrupt();
    }

    /// <summary>One interrupt for all events that are enabled: by pin while there are any, by message each time that there are (6.7.3.4).</summary>
    private void UpdateInterrupt()
    {
        uint control = slotControl.Value;
        uint enabled = (control & (AttentionButtonPressed | PresenceDetectChanged)) | ((control & LinkStateChangedEnable) != 0 ? LinkStateChanged : 0);
        bool now = (control & HotPlugInterruptEnable) != 0 && (slotStatus.Value & enabled) != 0;
        if (now && !interrupting)
        {
            msi.Raise();
        }

        interrupting = now;
        SetPin(now);
    }

    private Lock Gate => (OwnBus ?? throw new InvalidOperationException("the root port is in no machine")).Host.ConfigurationGate;

    private void Eject()
    {
        removalRequested = false;
        if (Secondary?.Remove(0) is { } function)
        {
            Volatile.Write(ref occupant, null);
            slotStatus.Set(PresenceDetectChanged, true);

            // Its threads may be waiting for the host, which a vCPU that turned the slot off should not.
            Task gone = Task.Run(() =>
            {
                try
                {
                    function.Dispose();
                }
                finally
                {
                    // A handler may end the machine, which waits for the task.
                    ThreadPool.QueueUserWorkItem(_ => Removed?.Invoke(function));
                }
            });
            leaving = Task.WhenAll(leaving, gone);
        }
    }

    /// <summary>Waits for what leaves the slot. What its own disposal threw comes out here.</summary>
    protected override void Dispose(bool disposing)
    {
        try
        {
            base.Dispose(disposing);
        }
        finally
        {
            if (disposing)
            {
                leaving.GetAwaiter().GetResult();
            }
        }
    }
}
