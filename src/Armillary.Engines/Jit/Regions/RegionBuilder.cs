using System.Numerics;
using Armillary.Arm;
using Armillary.Arm.A64;
using Armillary.Arm.State;
using Armillary.Ir;

namespace Armillary.Engines.Jit.Regions;

/// <summary>
/// Forms regions: from an entry, breadth first along direct branches inside one 4 KiB guest page. A branch into the middle of a block splits it, so no
/// guest instruction is in two blocks, but for loops that are entered in their middle. Where the region has a loop, blocks from which no path leads to one are left out: they are exits.
/// A region's blocks are reused by the next one. Not for concurrent use.
/// </summary>
internal sealed class RegionBuilder
{
    /// <summary>How many blocks a region has at most.</summary>
    public const int BlockLimit = 32;

    /// <summary>How many guest instructions a region has at most.</summary>
    public const int InstructionLimit = 400;

    /// <summary>The most guest instructions of a block that a loop's head is part of with a copy of another one.</summary>
    private const int RotationLimit = 48;

    private const int PageInstructions = 1024;
    private const int None = -1;

    private readonly A64Translator translator = new();
    private readonly Block[] pool = new Block[BlockLimit];
    private readonly int[] starts = new int[BlockLimit];
    private readonly int[] lengths = new int[BlockLimit];
    private readonly uint[] successors = new uint[BlockLimit];
    private readonly sbyte[] covering = new sbyte[PageInstructions];
    private readonly Queue<int> targets = new();
    private int count;
    private int instructions;

    /// <summary>A builder with its own translator.</summary>
    public RegionBuilder()
    {
        for (int i = 0; i < BlockLimit; i++)
        {
            pool[i] = new Block();
        }
    }

    /// <summary>Where in the page the last region's guest code begins.</summary>
    public int Start { get; private set; }

    /// <summary>Where in the page it ends.</summary>
    public int End { get; private set; }

    /// <summary>How many guest instructions the last region has.</summary>
    public int GuestInstructions { get; private set; }

    /// <summary>Whether any of its blocks can be reached from itself.</summary>
    public bool HasLoop { get; private set; }

    /// <summary>Forms the region of an entry.</summary>
    /// <param name="page">The bytes of the 4 KiB guest page.</param>
    /// <param name="entry">The offset of the first instruction, a multiple of 4.</param>
    /// <param name="context">What the blocks depend on.</param>
    /// <param name="features">What the CPU announces.</param>
    /// <param name="blockInstructions">The most guest instructions in one block.</param>
    /// <param name="limit">The most guest instructions in the region; the entry block is always whole.</param>
    public Region Build(
        ReadOnlySpan<byte> page, int entry, TranslationContext context, Features features, int blockInstructions, int limit = InstructionLimit)
    {
        count = 0;
        instructions = 0;
        Array.Fill(covering, (sbyte)None);
        targets.Clear();
        targets.Enqueue(entry);
        while (count < BlockLimit && instructions < limit && targets.TryDequeue(out int start))
        {
            int around = covering[start >> 2];
            if (around != None)
            {
                if (starts[around] == start)
                {
                    continue;
                }

                Split(page, around, start, context, features);
            }

            int length = 4;
            int most = Math.Max(1, Math.Min(blockInstructions, limit - instructions)) * 4;
            while (length < most && start + length < page.Length && covering[(start + length) >> 2] == None)
            {
                length += 4;
            }

            Translate(page, count++, start, length, context, features);
        }

        for (int i = 0; i < count && instructions < limit; i++)
        {
            Rotate(page, i, context, features, blockInstructions);
        }

        return Finish(entry);
    }

    // A loop that is entered in its middle: the block at its head falls into one that others jump to as well, and that goes back to the head. The head gets
    // a copy of that block, so that the way round is one block, and what others bring to its middle (flags above all) does not concern it.
    private void Rotate(ReadOnlySpan<byte> page, int head, TranslationContext context, Features features, int blockInstructions)
    {
        int middle = starts[head] + lengths[head] < page.Length ? BlockAt(starts[head] + lengths[head]) : None;
        if (middle == None || middle == head || (lengths[head] + lengths[middle]) / 4 > Math.Min(blockInstructions, RotationLimit)
            || SuccessorsOf(head) != 1u << middle || (SuccessorsOf(middle) & 1u << head) == 0)
        {
            return;
        }

        bool others = middle == 0;
        for (int i = 0; i < count && !others; i++)
        {
            others = i != head && (SuccessorsOf(i) & 1u << middle) != 0;
        }

        if (others)
        {
            int length = translator.TranslateBlock(page[starts[head]..], context, features, starts[head], (lengths[head] + lengths[middle]) / 4, pool[head]);
            instructions += (length - lengths[head]) / 4;
            lengths[head] = length;
        }
    }

    private void Translate(ReadOnlySpan<byte> page, int number, int start, int most, TranslationContext context, Features features)
    {
        int length = translator.TranslateBlock(page[start..], context, features, start, most / 4, pool[number]);
        starts[number] = start;
        lengths[number] = length;
        instructions += length / 4;
        covering.AsSpan(start / 4, length / 4).Fill((sbyte)number);
        foreach (ref readonly Instruction i in pool[number].Instructions)
        {
            long target = start + i.Imm;
            if (RegionHints.IsDirectExit(i.Op) && target >= 0 && target < page.Length && (target & 3) == 0)
            {
                targets.Enqueue((int)target);
            }
        }

        if (RegionHints.ReturnSite(pool[number]) is { } site && start + site < page.Length)
        {
            targets.Enqueue((int)(start + site));
        }
    }

    // The block ends where another one begins.
    private void Split(ReadOnlySpan<byte> page, int number, int at, TranslationContext context, Features features)
    {
        int start = starts[number];
        covering.AsSpan(start / 4, lengths[number] / 4).Fill((sbyte)None);
        instructions -= lengths[number] / 4;
        Translate(page, number, start, at - start, context, features);
    }

    private Region Finish(int entry)
    {
        for (int i = 0; i < count; i++)
        {
            successors[i] = SuccessorsOf(i);
        }

        uint returnSites = 0;
        for (int i = 0; i < count; i++)
        {
            if (RegionHints.ReturnSite(pool[i]) is { } site && BlockAt(starts[i] + site) is >= 0 and var target)
            {
                returnSites |= 1u << target;
            }
        }

        for (int i = 0; i < count; i++)
        {
            successors[i] |= RegionHints.Returns(pool[i]) ? returnSites : 0;
        }

        uint kept = Kept();
        List<RegionBlock> blocks = new(BitOperations.PopCount(kept));
        Start = int.MaxValue;
        End = 0;
        GuestInstructions = 0;
        for (; kept != 0; kept &= kept - 1)
        {
            int number = BitOperations.TrailingZeroCount(kept);
            blocks.Add(new RegionBlock(pool[number], starts[number] - entry, lengths[number]));
            Start = Math.Min(Start, starts[number]);
            End = Math.Max(End, starts[number] + lengths[number]);
            GuestInstructions += lengths[number] / 4;
        }

        return new Region(blocks);
    }

    // Of the blocks that the entry reaches (a call's return site is not reached if what it calls is elsewhere), those that can reach a loop,
    // or all if there is none.
    private uint Kept()
    {
        Span<uint> reach = stackalloc uint[BlockLimit];
        successors.CopyTo(reach);
        for (int via = 0; via < count; via++)
        {
            for (int from = 0; from < count; from++)
            {
                if ((reach[from] & 1u << via) != 0)
                {
                    reach[from] |= reach[via];
                }
            }
        }

        uint reached = reach[0] | 1;
        uint looping = 0;
        for (int i = 0; i < count; i++)
        {
            looping |= reach[i] & 1u << i;
        }

        looping &= reached;
        HasLoop = looping != 0;
        if (!HasLoop)
        {
            return reached;
        }

        uint kept = 1;
        for (int i = 0; i < count; i++)
        {
            if ((reach[i] & looping) != 0)
            {
                kept |= 1u << i;
            }
        }

        return kept & reached;
    }

    private uint SuccessorsOf(int number)
    {
        uint set = 0;
        foreach (ref readonly Instruction i in pool[number].Instructions)
        {
            if (RegionHints.IsDirectExit(i.Op) && BlockAt(starts[number] + i.Imm) is var target and >= 0)
            {
                set |= 1u << target;
            }
        }

        return set;
    }

    private int BlockAt(long offset)
        => offset is >= 0 and < PageInstructions * 4 && (offset & 3) == 0 && covering[offset >> 2] is var number and >= 0 && starts[number] == offset ? number : None;
}
