namespace Armillary.Arm.Tests.Mmu;

/// <summary>Builds translation tables in a test machine's RAM and turns stage 1 on.</summary>
internal sealed class TableBuilder
{
    public const ulong Normal = 0 << 2, Device = 1 << 2, AF = 1 << 10, UserAccess = 1 << 6, ReadOnly = 1 << 7, NotGlobal = 1 << 11;
    public const ulong DBM = 1UL << 51, PXN = 1UL << 53, UXN = 1UL << 54, GP = 1UL << 50;

    private readonly TestMachine machine;
    private readonly int granule;
    private readonly int bits;
    private ulong next = TestMachine.RamBase + 0x10_0000;

    /// <summary>Tables for TTBR0 and TTBR1, both of a granule (log2) and a size of addresses in bits.</summary>
    public TableBuilder(TestMachine machine, int granule = 12, int bits = 48)
    {
        (this.machine, this.granule, this.bits) = (machine, granule, bits);
        Low = Allocate();
        High = Allocate();
        ulong txsz = (ulong)(64 - bits);
        (ulong tg0, ulong tg1) = granule switch { 12 => (0UL, 2UL), 14 => (2UL, 1UL), _ => (1UL, 3UL) };
        Tcr = txsz | (txsz << 16) | (tg0 << 14) | (tg1 << 30) | (5UL << 32);
        machine.Msr("MAIR_EL1", 0x04FF);
        machine.Msr("TTBR0_EL1", Low);
        machine.Msr("TTBR1_EL1", High);
        On();
    }

    public ulong Low { get; }

    public ulong High { get; }

    public ulong Tcr { get; set; }

    public void On(ulong tcr = 0, ulong sctlr = 0)
    {
        machine.Msr("TCR_EL1", Tcr | tcr);
        machine.Msr("SCTLR_EL1", 1 | (1 << 23) | sctlr);
    }

    /// <summary>Where the entry of a level for an address lies; the tables above are made as needed.</summary>
    public ulong Entry(ulong va, int level)
    {
        int stride = granule - 3;
        int at = 4 - ((bits - granule + stride - 1) / stride);
        ulong table = (va & (1UL << 55)) != 0 ? High : Low;
        while (true)
        {
            int shift = granule + ((3 - at) * stride);
            int width = Math.Min(stride, bits - shift);
            ulong entry = table + (((va >> shift) & ((1UL << width) - 1)) * 8);
            if (at == level)
            {
                return entry;
            }

            ref ulong cell = ref machine.Words(entry, 1)[0];
            if ((cell & 1) == 0)
            {
                cell = Allocate() | 3;
            }

            table = cell & 0x0000_FFFF_FFFF_F000 & ~((1UL << granule) - 1);
            at++;
        }
    }

    /// <summary>Writes an entry.</summary>
    public ref ulong Set(ulong va, int level, ulong descriptor)
    {
        ref ulong cell = ref machine.Words(Entry(va, level), 1)[0];
        cell = descriptor;
        return ref cell;
    }

    /// <summary>Maps a page, or a block at a level above 3.</summary>
    public ref ulong Map(ulong va, ulong pa, ulong attributes = AF, int level = 3)
        => ref Set(va, level, pa | attributes | (level == 3 ? 3UL : 1UL));

    private ulong Allocate()
    {
        next = (next + 0xFFFF) & ~0xFFFFUL;
        ulong table = next;
        next += 0x1_0000;
        return table;
    }
}
