namespace Armillary.Devices.Pci;

/// <summary>Addresses on the PCI bus, both ends included; none where <see cref="End"/> is below <see cref="Start"/>.</summary>
internal readonly record struct BusRange(ulong Start, ulong End)
{
    public bool IsEmpty => End < Start;

    public BusRange Intersect(BusRange other) => new(Math.Max(Start, other.Start), Math.Min(End, other.End));

    public bool Contains(ulong address) => address >= Start && address <= End;
}
