using Armillary.Ir;

namespace Armillary.X64.Regions;

/// <summary>The order of a region's blocks.</summary>
internal static class RegionLayout
{
    /// <summary>The same region with each block, where that can be, before the one that it goes on to.</summary>
    public static Region Order(Region region)
    {
        var graph = new RegionGraph(region);
        var order = new List<RegionBlock>(region.Blocks.Count);
        ulong placed = 0;
        for (int first = 0; first < region.Blocks.Count; first++)
        {
            for (int next = first; next >= 0 && (placed >> next & 1) == 0; next = Next(region, graph, next, placed))
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
    public static Region Peel(Region region, ulong loops)
        => (loops & 1) != 0 && region.Blocks.Count < RegionGraph.MaxBlocks ? new Region([region.Blocks[0], .. region.Blocks], 1) : region;

    // What the block goes on to; if that is placed or elsewhere, the last target of a condition, or one of an indirect branch.
    private static int Next(Region region, RegionGraph graph, int block, ulong placed)
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

        ulong others = (graph.ReturnSites(block) | graph.Targets(block)) & ~placed;
        return others == 0 ? -1 : System.Numerics.BitOperations.TrailingZeroCount(others);
    }
}
