namespace Armillary.Ir;

/// <summary>Several blocks of one guest page, compiled together: one entry, direct branches among them, side exits to everywhere else.</summary>
/// <param name="blocks">The blocks, the entry first, then in the order in which their code is to lie.</param>
public sealed class Region(IReadOnlyList<RegionBlock> blocks)
{
    /// <summary>The blocks, the entry first, then in the order in which their code is to lie.</summary>
    public IReadOnlyList<RegionBlock> Blocks { get; } = blocks;

    /// <summary>The number of the block that starts so many bytes from the entry, -1 if none does.</summary>
    public int Find(long offset)
    {
        for (int i = 0; i < Blocks.Count; i++)
        {
            if (Blocks[i].Offset == offset)
            {
                return i;
            }
        }

        return -1;
    }
}

/// <summary>One block of a <see cref="Region"/>.</summary>
/// <param name="Ir">What it does; targets and PC-relative values are relative to its own first instruction.</param>
/// <param name="Offset">Where it starts, in bytes from the region's entry; may be negative.</param>
/// <param name="Length">How many bytes of guest code it was made from.</param>
public sealed record RegionBlock(Block Ir, int Offset, int Length);
