using Armillary.Core.Memory;
using Armillary.Machine.Firmware.Fdt;

namespace Armillary.Machine.Boards;

/// <summary>One device of a board: the single place that tells where it lies, what it interrupts and what it is.</summary>
/// <param name="Name">The name in the memory map and of the device tree node, as in <c>pl011</c>.</param>
/// <param name="Start">The first address.</param>
/// <param name="Size">The bytes from there that it answers.</param>
/// <param name="Interrupt">The interrupt it raises.</param>
/// <param name="Device">What answers.</param>
/// <param name="Describe">Adds to the device tree node what the row's other fields do not tell; null: nothing.</param>
public sealed record BoardRow(string Name, PhysicalAddress Start, ulong Size, Interrupt Interrupt, IMmioTarget Device, Action<FdtNode>? Describe)
{
    /// <summary>The device tree's name for the node: name and unit address.</summary>
    public string NodeName => $"{Name}@{Address:x}";

    /// <summary>The first address as software writes it, in whichever address space it is.</summary>
    public ulong Address => Start.Value & ~PhysicalAddress.SecureBit;
}
