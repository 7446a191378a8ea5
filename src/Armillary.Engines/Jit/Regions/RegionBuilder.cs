using System.Numerics;
using Armillary.Arm;
using Armillary.Arm.A64;
using Armillary.Arm.State;
using Armillary.Ir;

namespace Armillary.Engines.Jit.Regions;

/// <summary>
/// Forms regions: from an entry, breadth first along direct branches, calls and their returns, and indirect branches whose targets are known. A branch into
/// the middle of a block splits it, so no guest instruction is in two blocks, but for loops that are entered in their middle. Where the region has a loop, blocks from which no path leads to one are left
/// out: they are exits. A region's blocks are reused by the next one. Not for concurrent use.
/// </summary>
internal sealed class RegionBuilder
{
    /// <summary>How many blocks a region has at most: one less than the compiler takes, which may put the entry there twice.</summary>
    public const int BlockLimit = RegionGraph.MaxBlocks - 1;

    /// <summary>How many guest instructions a region has at most.</summary>
    public const int InstructionLimit = 800;

    /// <summary>Of how many pages its code is at most.</summary>
    public const int PageLimit = 12;

    /// <summary>The most guest instructions of a block that a loop's head is part of with a copy of another one.</summary>
    private const int RotationLimit = 48;

    private const int PageSize = 0x1000;
    private const sbyte None = -1;

    private readonly A64Translator translator = new();
    private readonly Block[] pool = new Block[BlockLimit];
    private readonly int[] starts = new int[BlockLimit];
    private readonly int[] lengths = new int[BlockLimit];
    private readonly Page[] pages = new Page[PageLimit];
    private readonly Queue<int> waiting = new();
    private readonly List<int> targets = [];
    private int count;
    private int pageCount;
    private int instructions;

    // A page of guest code, and which block each of its instructions is part of.
    private sealed class Page
    {
        public readonly byte[] Bytes = new byte[PageSize];
        public readonly sbyte[] Covering = new sbyte[PageSize / 4];
        public int Number;
        public int Start;
        public int End;
    }

    /// <summary>A builder with its own translator.</summary>
    public RegionBuilder()
    {
        for (int i = 0; i < BlockLimit; i++)
        {
            pool[i] = new Block();
        }

        for (int i = 0; i < PageLimit; i++)
        {
            pages[i] = new Page();
        }
    }

    /// <summary>What the last region was made from, page by page, that of the entry first: the page's number, where its guest code begins and ends in it.</summary>
    public IEnumerable<(int Page, int Start, int End)> Parts
        => pages.Take(pageCount).Where(static page => page.End != 0).Select(static page => (page.Number, page.Start, page.End));

    /// <summary>How many guest instructions the last region has.</summary>
    public int GuestInstructions { get; private set; }

    /// <summary>Whether any of its blocks can be reached from itself.</summary>
    public bool HasLoop { get; private set; }

    /// <summary>The bytes that a part of the last region was made from.</summary>
    public ReadOnlySpan<byte> Bytes(int number, int start, int end)
        => Array.Find(pages, page => page.Number == number)!.Bytes.AsSpan(start..end);

    /// <summary>Forms the region of an entry.</summary>
    /// <param name="source">The guest code; its page 0 is known.</param>
    /// <param name="entry">The offset of the first instruction in its page, a multiple of 4.</param>
    /// <param name="context">What the blocks depend on.</param>
    /// <param name="features">What the CPU announces.</param>
    /// <param name="blockInstructions">The most guest instructions in one block.</param>
    /// <param name="limit">The most guest instructions in the region; the entry block is always whole.</param>
    public Region Build(ICodeSource source, int entry, TranslationContext context, Features features, int blockInstructions, int limit = InstructionLimit)
    {
        count = 0;
        pageCount = 0;
        instructions = 0;
        waiting.Clear();
        waiting.Enqueue(entry);
        while (count < BlockLimit && instructions < limit && waiting.TryDequeue(out int start))
        {
            if ((count != 0 && !source.IsWanted(start)) || PageOf(source, start) is not { } page)
            {
                continue;
            }

            int inPage = start & (PageSize - 1);
            int around = page.Covering[inPage >> 2];
            if (around != None)
            {
                if (starts[around] == start)
                {
                    continue;
                }

                Split(source, page, around, start, context, features);
            }

            int length = 4;
            int most = Math.Max(1, Math.Min(blockInstructions, limit - instructions)) * 4;
            while (length < most && inPage + length < PageSize && page.Covering[(inPage + length) >> 2] == None)
            {
                length += 4;
            }

            Translate(source, page, count++, start, length, context, features);
        }

        for (int i = 0; i < count && instructions < limit; i++)
        {
            Rotate(i, context, features, blockInstructions);
        }

        return Finish(source, entry);
    }

    // A loop that is entered in its middle: the block at its head falls into one that others jump to as well, and that goes back to the head. The head gets
    // a copy of that block, so that the way round is one block, and what others bring to its middle (flags above all) does not concern it.
    private void Rotate(int head, TranslationContext context, Features features, int blockInstructions)
    {
        int inPage = starts[head] & (PageSize - 1);
        int middle = inPage + lengths[head] < PageSize ? BlockAt(starts[head] + lengths[head]) : None;
        if (middle == None || middle == head || (lengths[head] + lengths[middle]) / 4 > Math.Min(blockInstructions, RotationLimit)
            || SuccessorsOf(head) != 1UL << middle || (SuccessorsOf(middle) & 1UL << head) == 0)
        {
            return;
        }

        bool others = middle == 0;
        for (int i = 0; i < count && !others; i++)
        {
            others = i != head && (SuccessorsOf(i) & 1UL << middle) != 0;
        }

        if (others)
        {
            Page page = Array.Find(pages, page => page.Number == starts[head] >> 12)!;
            int length = translator.TranslateBlock(page.Bytes.AsSpan(inPage), context, features, inPage, (lengths[head] + lengths[middle]) / 4, pool[head]);
            instructions += (length - lengths[head]) / 4;
            lengths[head] = length;
        }
    }

    // Direct exits only.
    private ulong SuccessorsOf(int number)
    {
        ulong set = 0;
        foreach (ref readonly Instruction i in pool[number].Instructions)
        {
            if (RegionHints.IsDirectExit(i.Op) && BlockAt(starts[number] + i.Imm) is var target and >= 0)
            {
                set |= 1UL << target;
            }
        }

        return set;
    }

    private Page? PageOf(ICodeSource source, int place)
    {
        int number = place >> 12;
        for (int i = 0; i < pageCount; i++)
        {
            if (pages[i].Number == number)
            {
                return pages[i];
            }
        }

        if (pageCount == PageLimit || !source.TryPage(number, pages[pageCount].Bytes))
        {
            return null;
        }

        Page page = pages[pageCount++];
        page.Number = number;
        page.Start = PageSize;
        page.End = 0;
        Array.Fill(page.Covering, None);
        return page;
    }

    private void Translate(ICodeSource source, Page page, int number, int start, int most, TranslationContext context, Features features)
    {
        int inPage = start & (PageSize - 1);
        int length = translator.TranslateBlock(page.Bytes.AsSpan(inPage), context, features, inPage, most / 4, pool[number]);
        starts[number] = start;
        lengths[number] = length;
        instructions += length / 4;
        page.Covering.AsSpan(inPage / 4, length / 4).Fill((sbyte)number);
        foreach (ref readonly Instruction i in pool[number].Instructions)
        {
            if (RegionHints.IsDirectExit(i.Op))
            {
                Enqueue(start + i.Imm);
            }
        }

        foreach (int target in TargetsOf(source, number))
        {
            Enqueue(target);
        }

        if (RegionHints.ReturnSite(pool[number]) is { } site)
        {
            Enqueue(start + site);
        }
    }

    private void Enqueue(long place)
    {
        // Half of what an offset from the entry can hold.
        if ((place & 3) == 0 && place is > int.MinValue / 2 and < int.MaxValue / 2)
        {
            waiting.Enqueue((int)place);
        }
    }

    // Where the indirect branch that ends a block goes, as far as that is known.
    private List<int> TargetsOf(ICodeSource source, int number)
    {
        targets.Clear();
        if (RegionHints.IndirectBranch(pool[number]) is { } kind and not BranchKind.Return)
        {
            source.AddTargets(starts[number] + lengths[number] - 4, kind, targets);
        }

        return targets;
    }

    // The block ends where another one begins.
    private void Split(ICodeSource source, Page page, int number, int at, TranslationContext context, Features features)
    {
        int start = starts[number];
        page.Covering.AsSpan((start & (PageSize - 1)) / 4, lengths[number] / 4).Fill(None);
        instructions -= lengths[number] / 4;
        Translate(source, page, number, start, at - start, context, features);
    }

    private Region Finish(ICodeSource source, int entry)
    {
        var all = new List<RegionBlock>(count);
        for (int i = 0; i < count; i++)
        {
            int[] known = [.. TargetsOf(source, i).Where(IsBlock).Select(target => target - entry).Distinct()];
            all.Add(new RegionBlock(pool[i], starts[i] - entry, lengths[i]) { Targets = known });
        }

        var graph = new RegionGraph(new Region(all));
        HasLoop = graph.Loops != 0;
        List<RegionBlock> blocks = new(BitOperations.PopCount(graph.Kept));
        GuestInstructions = 0;
        for (ulong kept = graph.Kept; kept != 0; kept &= kept - 1)
        {
            RegionBlock block = all[BitOperations.TrailingZeroCount(kept)];
            blocks.Add(block);
            GuestInstructions += block.Length / 4;
            int place = entry + block.Offset;
            Page page = Array.Find(pages, page => page.Number == place >> 12)!;
            page.Start = Math.Min(page.Start, place & (PageSize - 1));
            page.End = Math.Max(page.End, (place & (PageSize - 1)) + block.Length);
        }

        return new Region(blocks);
    }

    private bool IsBlock(int place) => BlockAt(place) != None;

    // The number of the block that begins there.
    private int BlockAt(long place)
    {
        for (int i = 0; i < pageCount; i++)
        {
            if (pages[i].Number == place >> 12)
            {
                return (place & 3) == 0 && pages[i].Covering[(place & (PageSize - 1)) >> 2] is not None and var number && starts[number] == place ? number : None;
            }
        }

        return None;
    }
}
