namespace Armillary.Devices.Gic;

/// <summary>
/// The registers from IGROUPR to ICFGR that distributors and redistributors have at the same offsets (IHI 0048, 4.3;
/// IHI 0069, 12.9 and 12.11), as views of <see cref="InterruptWord"/>s. An access of a size that the manual does not list reads as zero and is ignored.
/// </summary>
internal static class BankRegisters
{
    /// <summary>The priority bits that exist: 32 levels.</summary>
    public const byte PriorityMask = 0xF8;

    /// <summary>The highest priority that Non-secure interrupts have.</summary>
    private const uint Nonsecure0 = 0x80;

    private const ulong IGROUPR = 0x080;
    private const ulong IPRIORITYR = 0x400;
    private const ulong ITARGETSR = 0x800;
    private const ulong ICFGR = 0xC00;
    private const ulong IGRPMODR = 0xD00;
    private const ulong IGRPMODREnd = 0xD80;
    private const ulong NSACR = 0xE00;
    private const ulong NSACREnd = 0xF00;

    /// <summary>Who accesses, which decides what is there (IHI 0069, 4.6).</summary>
    public enum View
    {
        /// <summary>There is one security state: everything is anyone's.</summary>
        Single,

        /// <summary>A Secure access where there are two.</summary>
        Secure,

        /// <summary>A Non-secure access where there are two: it sees Group 1 alone, and of priorities the lower half.</summary>
        NonSecure,
    }

    /// <summary>The first interrupt that an access at <paramref name="offset"/> concerns, or -1 where none of these registers is.</summary>
    public static int FirstInterrupt(ulong offset) => offset switch
    {
        >= IGROUPR and < IPRIORITYR => (int)((offset & 0x7C) * 8),
        >= IPRIORITYR and < ITARGETSR => (int)(offset - IPRIORITYR),
        >= ICFGR and < IGRPMODR => (int)((offset - ICFGR) & ~3UL) * 4,
        >= IGRPMODR and < IGRPMODREnd => (int)((offset - IGRPMODR) & ~3UL) * 8,
        >= NSACR and < NSACREnd => (int)((offset - NSACR) & ~3UL) * 4,
        _ => -1,
    };

    /// <summary>Reads; <paramref name="word"/> holds <see cref="FirstInterrupt"/>.</summary>
    public static uint Read(InterruptWord word, ulong offset, int size, View view = View.Single)
    {
        if (offset is >= IPRIORITYR and < ITARGETSR)
        {
            int first = (int)(offset & 31);
            uint priorities = 0;
            for (int i = Math.Min(size, 4) - 1; i >= 0; i--)
            {
                priorities = (priorities << 8) | ReadPriority(word, (first + i) & 31, view);
            }

            return priorities;
        }

        if (size != 4 || offset % 4 != 0)
        {
            return 0;
        }

        bool all = view != View.NonSecure;
        return (offset >> 7) switch
        {
            1 => all ? word.Group : 0,
            2 or 3 => word.Enabled & Visible(word, view, 4),
            4 => word.Pending & Visible(word, view, 1),
            5 => word.Pending & Visible(word, view, 2),
            6 or 7 => word.Active & Visible(word, view, 2),
            IGRPMODR >> 7 => view == View.Secure ? word.Modifier : 0,
            NSACR >> 7 or (NSACR >> 7) + 1 => view == View.Secure ? (uint)((word.NonSecureAccess >> NSACRShift(offset)) & uint.MaxValue) : 0,
            _ => SpreadConfiguration((word.Edge & Visible(word, view, 4)) >> ((offset & 4) != 0 ? 16 : 0) & 0xFFFF),
        };
    }

    /// <summary>
    /// Writes. <paramref name="fixedEdge"/> are the interrupts whose trigger is fixed to edge (SGIs); in GICv2 these registers
    /// do not make them pending either (<paramref name="pendingWritable"/>).
    /// </summary>
    public static void Write(InterruptWord word, ulong offset, int size, uint value, uint fixedEdge, bool pendingWritable = true, View view = View.Single)
    {
        if (offset is >= IPRIORITYR and < ITARGETSR)
        {
            int first = (int)(offset & 31);
            for (int i = 0; i < Math.Min(size, 4); i++)
            {
                WritePriority(word, (first + i) & 31, (value >> (8 * i)) & 0xFF, view);
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
            case 1: word.Group = view == View.NonSecure ? word.Group : value; break;
            case 2: word.Enabled |= value & Visible(word, view, 4); break;
            case 3: word.Enabled &= ~(value & Visible(word, view, 4)); break;
            case 4: word.Latch |= value & pendable & Visible(word, view, 1); break;
            case 5: word.Latch &= ~(value & pendable & Visible(word, view, 2)); break;
            case 6: word.Active |= value & Visible(word, view, 4); break;
            case 7: word.Active &= ~(value & Visible(word, view, 4)); break;
            case IGRPMODR >> 7: word.Modifier = view == View.Secure ? value : word.Modifier; break;
            case NSACR >> 7 or (NSACR >> 7) + 1:
                if (view == View.Secure)
                {
                    int shift = NSACRShift(offset);
                    word.NonSecureAccess = (word.NonSecureAccess & ~((ulong)uint.MaxValue << shift)) | ((ulong)value << shift);
                }

                break;
            default: WriteConfiguration(word, offset, value, fixedEdge, Visible(word, view, 4)); break;
        }
    }

    /// <summary>The interrupts that an access reaches; one that is not Group 1 lets Non-secure ones in if its NSACR is <paramref name="least"/> or more.</summary>
    private static uint Visible(InterruptWord word, View view, int least) => view == View.NonSecure ? word.Group | word.Allows(least) : uint.MaxValue;

    private static int NSACRShift(ulong offset) => (offset & 4) != 0 ? 32 : 0;

    /// <summary>A Non-secure priority is the lower half of all, shown as if it were the whole (4.8.1).</summary>
    private static uint ReadPriority(InterruptWord word, int bit, View view)
        => view != View.NonSecure ? word.Priority[bit]
            : ((word.Group >> bit) & 1) != 0 ? ((uint)word.Priority[bit] << 1) & 0xFF
            : 0;

    private static void WritePriority(InterruptWord word, int bit, uint value, View view)
    {
        if (view != View.NonSecure)
        {
            word.Priority[bit] = (byte)(value & PriorityMask);
        }
        else if (((word.Group >> bit) & 1) != 0)
        {
            word.Priority[bit] = (byte)((Nonsecure0 | (value >> 1)) & PriorityMask);
        }
    }

    private static void WriteConfiguration(InterruptWord word, ulong offset, uint value, uint fixedEdge, uint visible)
    {
        int shift = (offset & 4) != 0 ? 16 : 0;
        uint edge = 0;
        for (int i = 0; i < 16; i++)
        {
            edge |= ((value >> ((2 * i) + 1)) & 1) << i;
        }

        uint written = (0xFFFFU << shift) & visible;
        word.Edge = (word.Edge & ~written) | ((edge << shift) & written) | fixedEdge;
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
