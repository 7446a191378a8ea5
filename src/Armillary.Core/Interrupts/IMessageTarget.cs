using Armillary.Core.Memory;

namespace Armillary.Core.Interrupts;

/// <summary>
/// Where message-signalled interrupts go: the board's GICv2m frame or its ITS. A device that raises one stores a word at an address, both as
/// its driver told it (PCI Express: MSI, MSI-X).
/// </summary>
public interface IMessageTarget
{
    /// <summary>A device's write. Called from any thread, also under a device's lock; must not block. An address that is no doorbell is ignored.</summary>
    /// <param name="address">Where it writes: a doorbell, as the device's driver gave it.</param>
    /// <param name="data">What it writes.</param>
    /// <param name="requester">Who writes, the ITS's DeviceID: for PCI the bus, device and function numbers in 16 bits.</param>
    void Write(PhysicalAddress address, uint data, uint requester);
}
