namespace Armillary.Arm.Exceptions;

/// <summary>
/// The instruction syndrome of a Data Abort that EL2 takes (DDI 0487, D19.2.40, "ISV"): for a load or store of one general register without writeback, and not
/// exclusive, what the access was.
/// </summary>
internal static class LoadStoreSyndrome
{
    private const uint ISV = 1 << 24, SSE = 1 << 21, SF = 1 << 15, AR = 1 << 14;

    /// <summary>ISV, SAS, SSE, SRT, SF and AR in their places, or 0.</summary>
    public static uint Of(uint word)
    {
        uint size = word >> 30, opc = (word >> 22) & 3;
        if ((word & 0x3F00_0000) == 0x0800_0000)
        {
            // LDAR, STLR, LDLAR, STLLR: o2 1, o1 0. The others are exclusive or compare and swap.
            return (word & 0x00A0_0000) == 0x0080_0000 ? Build(word, size, opc & 1, AR) : 0;
        }

        if ((word & 0x3F00_0000) == 0x1900_0000)
        {
            return (word & 0x0020_0C00) == 0 ? Build(word, size, opc, AR) : 0; // STLUR, LDAPUR
        }

        if ((word & 0x3F00_0000) == 0x1800_0000)
        {
            // LDR (literal): opc is where size is elsewhere; 3 is PRFM.
            return size switch { 0 => Build(word, 2, 1, 0), 1 => Build(word, 3, 1, 0), 2 => Build(word, 2, 2, 0), _ => 0 };
        }

        if ((word & 0x3E00_0000) != 0x3800_0000)
        {
            return 0;
        }

        if ((word & 0x0100_0000) != 0)
        {
            return Build(word, size, opc, 0); // unsigned offset
        }

        uint kind = ((word >> 19) & 4) | ((word >> 10) & 3);
        return kind switch
        {
            0 or 2 => Build(word, size, opc, 0), // unscaled, unprivileged
            6 => Build(word, size, opc, 0), // register offset
            4 when (word & 0x00FF_FC00) == 0x00BF_C000 => Build(word, size, 1, AR), // LDAPR
            _ => 0, // post-index, pre-index, atomics, pointer authentication
        };
    }

    // opc: 0 a store, 1 a load, 2 a load with sign to 64 bits, 3 to 32 bits.
    private static uint Build(uint word, uint size, uint opc, uint acquire)
    {
        if (size == 3 && opc >= 2)
        {
            return 0; // PRFM
        }

        bool wide = opc == 2 || (opc < 2 && size == 3);
        return ISV | (size << 22) | (opc >= 2 ? SSE : 0) | ((word & 31) << 16) | (wide ? SF : 0) | acquire;
    }
}
