using Armillary.Devices.Pci;
using Armillary.Devices.Virtio;

namespace Armillary.Machine;

/// <summary>Devices that come and go while the machine runs: they are put into the slots of PCI Express root ports (<see cref="MachineConfig.RootPorts"/>).</summary>
public sealed partial class Machine
{
    /// <summary>How many slots there are; they are numbered from 1.</summary>
    public int Slots => Board.RootPorts.Count;

    /// <summary>Something was taken out of a slot, after the guest let go of it or by <see cref="Remove"/>; its back end is disposed of. From any thread.</summary>
    public event Action<int>? SlotEmptied;

    /// <summary>What is in a slot; null: nothing.</summary>
    public PciFunction? InSlot(int slot) => Port(slot).Occupant;

    /// <summary>Puts a disk into a slot. The machine has it from then on.</summary>
    /// <exception cref="InvalidOperationException">There is something in the slot.</exception>
    public void Insert(int slot, Disk disk)
    {
        ArgumentNullException.ThrowIfNull(disk);
        Insert(slot, disk.ToDevice($"disk in slot {slot}", config.Diagnostics));
    }

    /// <summary>Puts a network interface into a slot. The machine has it from then on.</summary>
    /// <exception cref="InvalidOperationException">There is something in the slot.</exception>
    public void Insert(int slot, NetworkInterface network)
    {
        ArgumentNullException.ThrowIfNull(network);
        Insert(slot, network.ToDevice(config.Networks.Count + slot - 1));
    }

    /// <summary>Asks the guest to let go of what is in a slot: presses its attention button. <see cref="SlotEmptied"/> tells when it has.</summary>
    public void RequestRemoval(int slot) => Port(slot).RequestRemoval();

    /// <summary>Takes out what is in a slot, whether the guest is ready or not.</summary>
    public void Remove(int slot) => Port(slot).Remove();

    private void Insert(int slot, VirtioDevice device)
    {
        try
        {
            Port(slot).Insert(new VirtioPci(device));
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentOutOfRangeException)
        {
            device.Dispose();
            throw;
        }
    }

    private PcieRootPort Port(int slot)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(slot, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(slot, Slots);
        return Board.RootPorts[slot - 1];
    }

    private void WatchSlots()
    {
        foreach (PcieRootPort port in Board.RootPorts)
        {
            port.Removed += _ => SlotEmptied?.Invoke(port.SlotNumber);
        }
    }
}
