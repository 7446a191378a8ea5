using Armillary.Core.Memory;

namespace Armillary.Devices;

/// <summary>
/// A device of Arm's PrimeCell family: eight identification registers close its 4 KiB register frame, from which a driver
/// learns the part number and revision (for example DDI 0183G, 3.3.15 to 3.3.22).
/// </summary>
/// <param name="part">The part number, as in PL011.</param>
/// <param name="revision">The revision field of PeriphID2.</param>
public abstract class PrimeCell(int part, int revision) : MmioDevice
{
    private const ulong PeriphID0 = 0xFE0;
    private const uint DesignerArm = 0x41;
    private const uint PCellID = 0xB105F00D;

    /// <summary>PeriphID0 to PeriphID3 in one word: part number, designer, revision, configuration.</summary>
    private uint PeriphID => (uint)part | (DesignerArm << 12) | ((uint)revision << 20);

    /// <inheritdoc/>
    protected override ulong ReadUnnamed(ulong offset, int size)
    {
        if (offset < PeriphID0 || offset > 0xFFC || offset % 4 != 0)
        {
            return 0;
        }

        int index = (int)(offset - PeriphID0) / 4;
        return ((index < 4 ? PeriphID : PCellID) >> (8 * (index & 3))) & 0xFF;
    }
}
