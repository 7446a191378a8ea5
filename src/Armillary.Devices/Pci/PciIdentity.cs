namespace Armillary.Devices.Pci;

/// <summary>What a function tells of itself in its header (PCI Local Bus 3.0, 6.2.1).</summary>
/// <param name="Vendor">The vendor ID.</param>
/// <param name="Device">The device ID.</param>
/// <param name="ClassCode">Base class, subclass and programming interface, in 24 bits.</param>
/// <param name="Revision">The revision ID.</param>
/// <param name="SubsystemVendor">The subsystem's vendor ID; a bridge has none.</param>
/// <param name="Subsystem">The subsystem ID.</param>
public readonly record struct PciIdentity(ushort Vendor, ushort Device, uint ClassCode, byte Revision = 0, ushort SubsystemVendor = 0, ushort Subsystem = 0);
