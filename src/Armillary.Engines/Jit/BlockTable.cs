using Armillary.Arm.State;

namespace Armillary.Engines.Jit;

/// <summary>
/// The translated blocks by where their guest code lies and what they depend on, and by physical page. Changed under the engine's lock;
/// <see cref="Find"/> takes none: it sees a table that was whole at some moment, and looks at <see cref="TranslatedBlock.Valid"/>.
/// </summary>
internal sealed class BlockTable
{
    private const int InitialSize = 1 << 14;

    // What most entries that are not the one sought are told from it by, without touching their blocks, lies with the reference.
    private struct Entry
    {
        public TranslatedBlock? Block;
        public ulong Physical;
        public TranslationContext Context;
    }

    private readonly Dictionary<ulong, List<TranslatedBlock>> pages = [];
    private Entry[] slots = new Entry[InitialSize];
    private int used;

    /// <summary>The valid block, or null.</summary>
    public TranslatedBlock? Find(ulong physical, TranslationContext context)
    {
        Entry[] table = Volatile.Read(ref slots);
        for (int i = Hash(physical, context) & (table.Length - 1); Volatile.Read(ref table[i].Block) is { } block; i = (i + 1) & (table.Length - 1))
        {
            if (table[i].Physical == physical && table[i].Context == context && block.Valid)
            {
                return block;
            }
        }

        return null;
    }

    public void Add(TranslatedBlock block)
    {
        ListIn(block.Physical >> 12, block);

        // Invalid blocks keep their places until the table grows, so that a search that is under way does not miss what lies behind, or until there is one of the same code.
        if (Insert(slots, block) && ++used > slots.Length / 2)
        {
            Grow();
        }
    }

    /// <summary>From now on a block has a region, which is not found by itself, and is removed with any of its code. One that it had before stays until then.</summary>
    public void AddRegion(TranslatedBlock block, TranslatedBlock region)
    {
        block.Region = region;
        block.RegionCount++;
        foreach (CodePart part in region.Parts)
        {
            ListIn(part.Start >> 12, region);
        }
    }

    /// <summary>Whether a region that depends on the same has a block's first instruction.</summary>
    public bool IsInRegion(TranslatedBlock block)
        => pages.TryGetValue(block.Physical >> 12, out List<TranslatedBlock>? list)
            && list.Exists(other => other.IsRegion && other.Context == block.Context && other.Has(block.Physical, 4));

    private void ListIn(ulong page, TranslatedBlock block)
    {
        if (!pages.TryGetValue(page, out List<TranslatedBlock>? list))
        {
            pages.Add(page, list = []);
        }

        list.Add(block);
    }

    /// <summary>Removes every block that was made from any byte in [physical, +length) and is out of date, and returns them.</summary>
    /// <param name="physical">Where the first byte lies.</param>
    /// <param name="length">How many bytes.</param>
    /// <param name="isChanged">Whether the guest code that a block was made from is another one now.</param>
    public IReadOnlyList<TranslatedBlock> RemoveChanged(ulong physical, ulong length, Func<TranslatedBlock, bool> isChanged)
    {
        List<TranslatedBlock>? removed = null;
        for (ulong page = physical >> 12; page <= (physical + length - 1) >> 12; page++)
        {
            if (!pages.TryGetValue(page, out List<TranslatedBlock>? list))
            {
                continue;
            }

            List<TranslatedBlock>? changed = null;
            foreach (TranslatedBlock block in list)
            {
                if (block.Has(physical, length) && isChanged(block))
                {
                    (changed ??= []).Add(block);
                }
            }

            foreach (TranslatedBlock block in changed ?? [])
            {
                Take(block, removed ??= []);
            }
        }

        return removed ?? (IReadOnlyList<TranslatedBlock>)[];
    }

    /// <summary>Removes a block, with the region in its place if it has one, and returns both.</summary>
    public List<TranslatedBlock> Remove(TranslatedBlock block)
    {
        List<TranslatedBlock> removed = [];
        Take(block, removed);
        return removed;
    }

    private void Take(TranslatedBlock block, List<TranslatedBlock> removed)
    {
        if (!block.Valid)
        {
            return; // with another one
        }

        block.Valid = false;
        removed.Add(block);
        if (block.Base is null)
        {
            Unlist(block.Physical >> 12, block);
        }

        foreach (CodePart part in block.Parts)
        {
            Unlist(part.Start >> 12, block);
        }

        if (block.Base is { } under && under.Region == block)
        {
            // Its code may have changed for good, or be what it is anew: it may become hot again.
            under.Region = null;
            under.Heat = 0;
            under.Considered = false;
        }

        if (block.Region is { } region)
        {
            Take(region, removed);
        }
    }

    private void Unlist(ulong page, TranslatedBlock block)
    {
        if (pages.TryGetValue(page, out List<TranslatedBlock>? list) && list.Remove(block) && list.Count == 0)
        {
            pages.Remove(page);
        }
    }

    public void Clear()
    {
        foreach (List<TranslatedBlock> list in pages.Values)
        {
            foreach (TranslatedBlock block in list)
            {
                block.Valid = false;
            }
        }

        pages.Clear();
        used = 0;
        Volatile.Write(ref slots, new Entry[InitialSize]);
    }

    private void Grow()
    {
        int live = 0;
        foreach (List<TranslatedBlock> list in pages.Values)
        {
            live += list.Count;
        }

        Entry[] larger = new Entry[Math.Max(InitialSize, (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)live * 4))];
        foreach (List<TranslatedBlock> list in pages.Values)
        {
            foreach (TranslatedBlock block in list)
            {
                if (block.Base is null)
                {
                    Insert(larger, block);
                }
            }
        }

        used = live;
        Volatile.Write(ref slots, larger);
    }

    // Whether it took a place that was free: where guest code changes all the time, blocks of the same place come and go.
    private static bool Insert(Entry[] table, TranslatedBlock block)
    {
        int i = Hash(block.Physical, block.Context) & (table.Length - 1);
        for (; table[i].Block is { } other; i = (i + 1) & (table.Length - 1))
        {
            if (table[i].Physical == block.Physical && table[i].Context == block.Context && !other.Valid)
            {
                Volatile.Write(ref table[i].Block, block);
                return false;
            }
        }

        table[i].Physical = block.Physical;
        table[i].Context = block.Context;
        Volatile.Write(ref table[i].Block, block);
        return true;
    }

    // Those of a page lie near each other in the order of their code: what is run next to it is sought next to it, in memory that the host has just been at.
    private static int Hash(ulong physical, TranslationContext context)
        => (int)((((((physical >> 12) ^ ((ulong)context << 20)) * 0x9E37_79B9_7F4A_7C15) >> 33) + ((physical & 0xFFF) >> 3)) & int.MaxValue);
}
