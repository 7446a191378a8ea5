namespace Armillary.Arm.Mmu;

/// <summary>Memory attributes of both stages together (DDI 0487, D8.6; the pseudocode S2CombineS1MemAttrs and S2ApplyFWBMemAttrs).</summary>
internal static class Stage2Attributes
{
    private const byte NonCacheable = 0x44, WriteBack = 0xFF;

    /// <summary>The attributes as a MAIR byte.</summary>
    /// <param name="stage1">Stage 1's, as a MAIR byte.</param>
    /// <param name="memAttr">MemAttr[3:0] of the stage 2 descriptor.</param>
    /// <param name="forced">HCR_EL2.FWB: stage 2 decides.</param>
    public static byte Combine(byte stage1, int memAttr, bool forced)
    {
        bool isDevice = stage1 >> 4 == 0;
        int outer = memAttr >> 2, inner = memAttr & 3;
        if (forced ? (memAttr & 4) == 0 : outer == 0)
        {
            return (byte)((isDevice ? Math.Min((stage1 >> 2) & 3, inner) : inner) << 2);
        }

        if (forced)
        {
            return inner switch
            {
                3 => stage1,
                2 => !isDevice && Strength(stage1 >> 4) == 2 && Strength(stage1 & 15) == 2 ? stage1 : WriteBack,
                _ => isDevice ? stage1 : NonCacheable,
            };
        }

        return isDevice ? stage1 : (byte)((Weaker(stage1 >> 4, outer) << 4) | Weaker(stage1 & 15, inner));
    }

    /// <summary>Shareability of both stages: the wider domain (2 outer, 3 inner, 0 none).</summary>
    public static byte Shareability(int stage1, int stage2) => (byte)(stage1 == 2 || stage2 == 2 ? 2 : stage1 == 3 || stage2 == 3 ? 3 : 0);

    // 0 Non-cacheable, 1 Write-Through, 2 Write-Back.
    private static int Strength(int nibble) => nibble == 4 ? 0 : (nibble & 4) != 0 ? 2 : 1;

    private static int Weaker(int nibble, int stage2)
    {
        int strength = Math.Max(stage2, 1) - 1;
        return strength >= Strength(nibble) ? nibble : strength == 0 ? 4 : 8 | (nibble & 3);
    }
}
