using Armillary.Arm.State;

namespace Armillary.Engines.Jit;

/// <summary>
/// The translated blocks by where their guest code lies and what they depend on, and by physical page. Changed under the engine's lock;
/// <see cref="Find(ulong, TranslationContext)"/> takes none: it sees a table that was whole at some moment, and looks at <see cref="TranslatedBlock.Valid"/>.
/// </summary>
internal sealed partial class BlockTable : IDisposable
{
    private readonly Dictionary<ulong, List<TranslatedBlock>> pages = [];

    public void Add(TranslatedBlock block)
    {
        ListIn(block.Physical >> 12, block);
        Place(block);
    }

    /// <summary>From now on a block has a region, which is not found by itself, and is removed with any of its code. One that it had before stays until then.</summary>
    public void AddRegion(TranslatedBlock block, TranslatedBlock region)
    {
        CloseWay(block);
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
        CloseWay(block.Base ?? block);
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
        ClearSlots();
    }
}
