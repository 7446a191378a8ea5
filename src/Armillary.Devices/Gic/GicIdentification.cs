namespace Armillary.Devices.Gic;

/// <summary>The identification registers that close every GIC frame (IHI 0069, 12.1.2), and the implementer register.</summary>
internal static class GicIdentification
{
    /// <summary>GICD_IIDR, GICR_IIDR: implementer Arm (JEP106 0x43B).</summary>
    public const uint IIDR = 0x0000_043B;

    private const ulong First = 0xFFD0;

    /// <summary>PIDR4..7, PIDR0..3, CIDR0..3, a byte each.</summary>
    /// <param name="offset">The offset in a 64 KiB frame.</param>
    /// <param name="architecture">PIDR2.ArchRev: 2 or 3.</param>
    public static uint Read(ulong offset, int architecture)
    {
        if (offset is < First or > 0xFFFC || offset % 4 != 0)
        {
            return 0;
        }

        return ((int)(offset - First) / 4) switch
        {
            0 => 0x44,
            4 => 0x92,
            5 => 0xB4,
            6 => 0x0BU | ((uint)architecture << 4),
            8 => 0x0D,
            9 => 0xF0,
            10 => 0x05,
            11 => 0xB1,
            _ => 0,
        };
    }
}
