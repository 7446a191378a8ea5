using Armillary.Ir;

namespace Armillary.X64.Regions;

/// <summary>The order of a region's blocks, and which of them lie on loops.</summary>
internal static class RegionLayout
{
    /// <summary>A region has at most so many blocks.</summary>
    public const int MaxBlocks = 64;

    /// <summary>The same region with each block, where that can be, before the one that it goes on to.</summary>
    public static Region Order(Region region)
    {
        var order = new List<RegionBlock>(region.Blocks.Count);
        ulong placed = 0;
        for (int first = 0; first < region.Blocks.Count; first++)
        {
            for (int next = first; next >= 0 && (placed >> next & 1) == 0; next = Next(region, next, placed))
            {
                placed |= 1UL << next;
                order.Add(region.Blocks[next]);
            }
        }

        return new Region(order);
    }

    /// <summary>
    /// The same region with its entry twice, if it is on a loop: the way in goes through the first, the way round through the second, which so need not
    /// expect everything in memory.
    /// </summary>
    public static Region Peel(Region region)
        => (Loops(region) & 1) != 0 && region.Blocks.Count < MaxBlocks ? new Region([region.Blocks[0], .. region.Blocks], 1) : region;

    /// <summary>A bit for each block from which a way leads back to it.</summary>
    public static ulong Loops(Region region)
    {
        int count = region.Blocks.Count;
        ulong returnSites = ReturnSites(region);
        Span<ulong> reach = stackalloc ulong[MaxBlocks];
        for (int i = 0; i < count; i++)
        {
            reach[i] = Successors(region, i) | (RegionHints.Returns(region.Blocks[i].Ir) ? returnSites : 0);
        }

        for (int via = 0; via < count; via++)
        {
            for (int i = 0; i < count; i++)
            {
                if ((reach[i] >> via & 1) != 0)
                {
                    reach[i] |= reach[via];
                }
            }
        }

        ulong loops = 0;
        for (int i = 0; i < count; i++)
        {
            loops |= reach[i] & 1UL << i;
        }

        return loops;
    }

    /// <summary>The blocks that calls from inside the region return to.</summary>
    public static ulong ReturnSites(Region region)
    {
        ulong sites = 0;
        foreach (RegionBlock block in region.Blocks)
        {
            if (RegionHints.ReturnSite(block.Ir) is { } site && region.Find(block.Offset + site) is >= 0 and var target)
            {
                sites |= 1UL << target;
            }
        }

        return sites;
    }

    private static ulong Successors(Region region, int block)
    {
        ulong successors = 0;
        foreach (ref readonly Instruction ins in region.Blocks[block].Ir.Instructions)
        {
            if (RegionHints.IsDirectExit(ins.Op) && region.Find(region.Blocks[block].Offset + ins.Imm) is >= 0 and var target)
            {
                successors |= 1UL << target;
            }
        }

        return successors;
    }

    // What the block goes on to; if that is placed or elsewhere, the last target of a condition.
    private static int Next(Region region, int block, ulong placed)
    {
        Span<Instruction> instructions = region.Blocks[block].Ir.Instructions;
        for (int i = instructions.Length - 1; i >= 0; i--)
        {
            if (RegionHints.IsDirectExit(instructions[i].Op) && region.Find(region.Blocks[block].Offset + instructions[i].Imm) is >= 0 and var target
                && (placed >> target & 1) == 0)
            {
                return target;
            }
        }

        return -1;
    }
}
