using System.Numerics;

namespace Armillary.Ir;

/// <summary>
/// Which ways there are between the blocks of a region, as sets of block numbers (a bit each). A return leads to the call sites of the region that lead to
/// it inside one function, so that a function that is called from one place returns to one place.
/// </summary>
public sealed class RegionGraph
{
    /// <summary>A region has at most so many blocks.</summary>
    public const int MaxBlocks = 64;

    private readonly Region region;
    private readonly ulong[] successors;
    private readonly ulong[] returnSites;

    /// <summary>The ways of a region of at most <see cref="MaxBlocks"/> blocks.</summary>
    public RegionGraph(Region region)
    {
        ArgumentNullException.ThrowIfNull(region);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(region.Blocks.Count, MaxBlocks);
        this.region = region;
        successors = new ulong[region.Blocks.Count];
        returnSites = new ulong[region.Blocks.Count];
        FindReturnSites();
        Span<ulong> reach = stackalloc ulong[MaxBlocks];
        for (int i = 0; i < successors.Length; i++)
        {
            successors[i] |= returnSites[i];
        }

        successors.CopyTo(reach);
        Close(reach, successors.Length);
        Reached = 1;
        for (int i = 0; i < successors.Length; i++)
        {
            Loops |= reach[i] & 1UL << i;
        }

        Reached |= successors.Length == 0 ? 0 : reach[0];
        Kept = 1;
        for (int i = 0; i < successors.Length; i++)
        {
            Kept |= (reach[i] & Loops & Reached) != 0 ? 1UL << i : 0;
        }

        Loops &= Reached;
        Kept = Loops == 0 ? Reached : Kept & Reached;
    }

    /// <summary>The blocks that the entry leads to, itself included.</summary>
    public ulong Reached { get; }

    /// <summary>Of those, the blocks from which a way leads back to them.</summary>
    public ulong Loops { get; }

    /// <summary>Of those, the entry and the blocks from which a way leads to a loop; all if there is no loop.</summary>
    public ulong Kept { get; }

    /// <summary>The blocks that one goes on to inside the region.</summary>
    public ulong Successors(int block) => successors[block];

    /// <summary>The blocks that a return that ends the block may go to.</summary>
    public ulong ReturnSites(int block) => returnSites[block];

    /// <summary>The blocks that an indirect branch or call that ends the block is known to go to.</summary>
    public ulong Targets(int block)
    {
        ulong set = 0;
        foreach (int offset in region.Blocks[block].Targets)
        {
            set |= Bit(offset);
        }

        return set;
    }

    /// <summary>
    /// How deep inside loops each block lies, 0 outside of them, at most <paramref name="most"/>, judged by the shortest way from the block back to itself, in guest instructions: loops inside each other,
    /// whether or not they are entered by the same block, have ways of different lengths, and the two arms of a condition ways of about the same.
    /// </summary>
    public int[] LoopDepths(int most)
    {
        int count = successors.Length;
        Span<int> ways = stackalloc int[MaxBlocks];
        for (int i = 0; i < count; i++)
        {
            ways[i] = (Loops >> i & 1) != 0 ? WayRound(i) : int.MaxValue;
        }

        int[] order = [.. Enumerable.Range(0, count)];
        int[] keys = ways[..count].ToArray();
        Array.Sort(keys, order);
        int[] depths = new int[count];
        int depth = 0;
        long outer = int.MaxValue;
        for (int i = count - 1; i >= 0; i--)
        {
            if (keys[i] == int.MaxValue)
            {
                continue;
            }

            if (keys[i] * 3L <= outer * 2 && depth < most)
            {
                depth++;
                outer = keys[i];
            }

            depths[order[i]] = depth;
        }

        return depths;
    }

    // Dijkstra's algorithm, from the block to itself.
    private int WayRound(int block)
    {
        Span<int> lengths = stackalloc int[MaxBlocks];
        lengths.Fill(int.MaxValue);
        ulong open = 0;
        for (int at = block, length = 0; ;)
        {
            length += region.Blocks[at].Length;
            for (ulong next = successors[at]; next != 0; next &= next - 1)
            {
                int k = BitOperations.TrailingZeroCount(next);
                if (length < lengths[k])
                {
                    lengths[k] = length;
                    open |= 1UL << k;
                }
            }

            if (open == 0)
            {
                return int.MaxValue;
            }

            at = BitOperations.TrailingZeroCount(open);
            for (ulong rest = open; rest != 0; rest &= rest - 1)
            {
                int k = BitOperations.TrailingZeroCount(rest);
                at = lengths[k] < lengths[at] ? k : at;
            }

            if (at == block)
            {
                return lengths[block];
            }

            open &= ~(1UL << at);
            length = lengths[at];
        }
    }

    private ulong Bit(long offset) => region.Find(offset) is >= 0 and var number ? 1UL << number : 0;

    private void FindReturnSites()
    {
        int count = successors.Length;
        Span<ulong> calls = stackalloc ulong[MaxBlocks];
        Span<ulong> inside = stackalloc ulong[MaxBlocks];
        ulong returns = 0;
        for (int i = 0; i < count; i++)
        {
            RegionBlock block = region.Blocks[i];
            Span<Instruction> instructions = block.Ir.Instructions;
            ulong targets = Targets(i);
            for (int k = 0; k < instructions.Length; k++)
            {
                if (RegionHints.IsDirectExit(instructions[k].Op))
                {
                    ulong target = Bit(block.Offset + instructions[k].Imm);
                    successors[i] |= target;
                    if (instructions[k].Op == Op.Goto)
                    {
                        targets |= target;
                    }
                    else
                    {
                        inside[i] |= target;
                    }
                }
            }

            successors[i] |= targets;
            if (RegionHints.ReturnSite(block.Ir) is { } site)
            {
                calls[i] = targets;
                inside[i] |= Bit(block.Offset + site);
            }
            else
            {
                inside[i] |= targets;
                returns |= RegionHints.Returns(block.Ir) ? 1UL << i : 0;
            }
        }

        Close(inside, count);
        for (int i = 0; i < count; i++)
        {
            if (calls[i] == 0 || Bit(region.Blocks[i].Offset + RegionHints.ReturnSite(region.Blocks[i].Ir)!.Value) is not (not 0 and var site))
            {
                continue;
            }

            ulong callee = calls[i];
            for (ulong first = calls[i]; first != 0; first &= first - 1)
            {
                callee |= inside[BitOperations.TrailingZeroCount(first)];
            }

            for (callee &= returns; callee != 0; callee &= callee - 1)
            {
                returnSites[BitOperations.TrailingZeroCount(callee)] |= site;
            }
        }
    }

    private static void Close(Span<ulong> reach, int count)
    {
        for (int via = 0; via < count; via++)
        {
            for (int from = 0; from < count; from++)
            {
                if ((reach[from] >> via & 1) != 0)
                {
                    reach[from] |= reach[via];
                }
            }
        }
    }
}
