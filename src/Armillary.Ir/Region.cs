namespace Armillary.Ir;

/// <summary>Several blocks of guest code, compiled together: one entry, branches among them, side exits to everywhere else.</summary>
/// <param name="blocks">The blocks, the entry first, then in the order in which their code is to lie.</param>
/// <param name="firstTarget">The first block that a branch inside the region may go to: 1 if block 0 is there once more for those.</param>
public sealed class Region(IReadOnlyList<RegionBlock> blocks, int firstTarget = 0)
{
    /// <summary>The blocks, the entry first, then in the order in which their code is to lie.</summary>
    public IReadOnlyList<RegionBlock> Blocks { get; } = blocks;

    /// <summary>The first block that a branch inside the region may go to.</summary>
    public int FirstTarget { get; } = firstTarget;

    /// <summary>The number of the block, of those that a branch inside may go to, that starts so many bytes from the entry; -1 if none does.</summary>
    public int Find(long offset)
    {
        for (int i = FirstTarget; i < Blocks.Count; i++)
        {
            if (Blocks[i].Offset == offset)
            {
                return i;
            }
        }

        return -1;
    }
}

/// <summary>What a translator tells of a block for the sake of regions.</summary>
public static class RegionHints
{
    /// <summary>Where a call that ends the block returns to, relative to the block's first instruction; null if it does not end in a call.</summary>
    public static long? ReturnSite(Block block)
    {
        ArgumentNullException.ThrowIfNull(block);
        Span<Instruction> instructions = block.Instructions;
        if (instructions.Length == 0 || instructions[^1].Op is not (Op.Goto or Op.GotoIndirect))
        {
            return null;
        }

        for (int i = instructions.Length - 2; i >= 0 && instructions[i].Op != Op.GuestInstruction; i--)
        {
            if (instructions[i] is { Op: Op.SetSlot, Imm: Block.LinkSlot } && instructions[instructions[i].A].Op == Op.PcRelative)
            {
                return instructions[instructions[i].A].Imm;
            }
        }

        return null;
    }

    /// <summary>Whether an operation leaves, on a condition or not, to the target in Imm.</summary>
    public static bool IsDirectExit(Op op) => op is Op.Goto or Op.ExitIf or Op.ExitIfZero or Op.ExitIfNotZero or Op.ExitIfBit or Op.ExitIfNotBit;

    /// <summary>Whether the block ends in a return.</summary>
    public static bool Returns(Block block) => IndirectBranch(block) == BranchKind.Return;

    /// <summary>What kind of indirect branch ends the block; null if none does.</summary>
    public static BranchKind? IndirectBranch(Block block)
    {
        ArgumentNullException.ThrowIfNull(block);
        return block.Count != 0 && block[block.Count - 1] is { Op: Op.GotoIndirect } last ? (BranchKind)last.Sub : null;
    }
}

/// <summary>One block of a <see cref="Region"/>.</summary>
/// <param name="Ir">What it does; targets and PC-relative values are relative to its own first instruction.</param>
/// <param name="Offset">Where it starts, in bytes from the region's entry; may be negative.</param>
/// <param name="Length">How many bytes of guest code it was made from.</param>
public sealed record RegionBlock(Block Ir, int Offset, int Length)
{
    /// <summary>Where the indirect branch or call that ends it is likely to go, in bytes from the region's entry; what it accepts as a branch target was seen to.</summary>
    public IReadOnlyList<int> Targets { get; init; } = [];
}
