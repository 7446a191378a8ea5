namespace Armillary.Devices.Gic;

/// <summary>
/// The registers from IGROUPR to ICFGR that distributors and redistributors have at the same offsets (IHI 0048, 4.3;
/// IHI 0069, 12.9 and 12.11), as views of <see cref="InterruptWord"/>s. An access of a size that the manual does not list reads as zero and is ignored.
/// </summary>
internal static class BankRegisters
{
    /// <summary>The priority bits that exist: 32 levels.</summary>
    public const byte PriorityMask = 0xF8;

    private const ulong IGROUPR = 0x080;
    private const ulong IPRIORITYR = 0x400;
    private const ulong ITARGETSR = 0x800;
    private const ulong ICFGR = 0xC00;
    private const ulong ICFGREnd = 0xD00;

    /// <summary>The first interrupt that an access at <paramref name="offset"/> concerns, or -1 where none of these registers is.</summary>
    public static int FirstInterrupt(ulong offset) => offset switch
    {
        >= IGROUPR and < IPRIORITYR => (int)((offset & 0x7C) * 8),
        >= IPRIORITYR and < ITARGETSR => (int)(offset - IPRIORITYR),
        >= ICFGR and < ICFGREnd => (int)((offset - ICFGR) & ~3UL) * 4,
        _ => -1,
    };

    /// <summary>Reads; <paramref name="word"/> holds <see cref="FirstInterrupt"/>.</summary>
    public static uint Read(InterruptWord word, ulong offset, int size)
    {
        if (offset is >= IPRIORITYR and < ITARGETSR)
        {
            int first = (int)(offset & 31);
            uint priorities = 0;
            for (int i = Math.Min(size, 4) - 1; i >= 0; i--)
            {
                priorities = (priorities << 8) | word.Priority[(first + i) & 31];
            }

            return priorities;
        }

        if (size != 4 || offset % 4 != 0)
        {
            return 0;
        }

        return (offset >> 7) switch
        {
            1 => word.Group,
            2 or 3 => word.Enabled,
            4 or 5 => word.Pending,
            6 or 7 => word.Active,
            _ => SpreadConfiguration((offset & 4) != 0 ? word.Edge >> 16 : word.Edge & 0xFFFF),
        };
    }

    /// <summary>
    /// Writes. <paramref name="fixedEdge"/> are the interrupts whose trigger is fixed to edge (SGIs); in GICv2 these registers
    /// do not make them pending either (<paramref name="pendingWritable"/>).
    /// </summary>
    public static void Write(InterruptWord word, ulong offset, int size, uint value, uint fixedEdge, bool pendingWritable = true)
    {
        if (offset is >= IPRIORITYR and < ITARGETSR)
        {
            int first = (int)(offset & 31);
            for (int i = 0; i < Math.Min(size, 4); i++)
            {
                word.Priority[(first + i) & 31] = (byte)((value >> (8 * i)) & PriorityMask);
            }

            return;
        }

        if (size != 4 || offset % 4 != 0)
        {
            return;
        }

        uint pendable = pendingWritable ? uint.MaxValue : ~fixedEdge;
        switch (offset >> 7)
        {
            case 1: word.Group = value; break;
            case 2: word.Enabled |= value; break;
            case 3: word.Enabled &= ~value; break;
            case 4: word.Latch |= value & pendable; break;
            case 5: word.Latch &= ~(value & pendable); break;
            case 6: word.Active |= value; break;
            case 7: word.Active &= ~value; break;
            default: WriteConfiguration(word, offset, value, fixedEdge); break;
        }
    }

    private static void WriteConfiguration(InterruptWord word, ulong offset, uint value, uint fixedEdge)
    {
        int shift = (offset & 4) != 0 ? 16 : 0;
        uint edge = 0;
        for (int i = 0; i < 16; i++)
        {
            edge |= ((value >> ((2 * i) + 1)) & 1) << i;
        }

        word.Edge = (word.Edge & ~(0xFFFFU << shift)) | (edge << shift) | fixedEdge;
    }

    /// <summary>Bit n to bit 2n+1: ICFGR has two bits an interrupt, the upper one tells edge.</summary>
    private static uint SpreadConfiguration(uint edges)
    {
        uint value = 0;
        for (int i = 0; i < 16; i++)
        {
            value |= ((edges >> i) & 1) << ((2 * i) + 1);
        }

        return value;
    }
}
