using Armillary.Ir;
using Armillary.X64.Assembler;
using Armillary.X64.RegisterAllocation;
using Armillary.X64.Regions;
using static Armillary.X64.Assembler.Gpr;

namespace Armillary.X64;

/// <content>
/// Loops of one block whose accesses off an address are all within a few bytes of it (copies, fills, comparisons): each time round, one comparison sees that
/// all of them are in the page, and they look no more. Where they are not, this time round goes through a copy of the block that looks at each.
/// </content>
public sealed unsafe partial class BlockCompiler
{
    // Farther apart, and a page would end too often in the middle.
    private const int MaxSpan = 512;

    // So few accesses are worth no copy of the block.
    private const int MinSpanAccesses = 4;

    private const int MaxCopiedInstructions = 64;
    private const int MaxCopies = 4;

    private int[] copyOf = [];
    private int firstCopy;
    private ulong copiesUsed;

    /// <summary>Whether the current access is known to be in its page, and cannot fail.</summary>
    private bool IsSpanned => pageUse == PageUse.Loop && loopPage.Spanned;

    /// <summary>Appends copies of the blocks that are loops with several accesses.</summary>
    private void AddCopies()
    {
        Region whole = region!;
        List<RegionBlock> blocks = [.. whole.Blocks];
        firstCopy = blocks.Count;
        copiesUsed = 0;
        copyOf = new int[RegionGraph.MaxBlocks];
        List<FlagsState> states = [.. flagsStates];
        for (int k = whole.FirstTarget; k < firstCopy && SitePageArea != SitePageArea.None && blocks.Count < Math.Min(RegionGraph.MaxBlocks, firstCopy + MaxCopies); k++)
        {
            if (IsCopied(blocks[k]))
            {
                copyOf[k] = blocks.Count;
                throughEntry |= (throughEntry >> k & 1) << blocks.Count;
                blocks.Add(blocks[k]);
                states.Add(states[k]);
            }
        }

        if (blocks.Count != firstCopy)
        {
            region = new Region(blocks, whole.FirstTarget);
            graph = new RegionGraph(region);
            flagsStates = [.. states];
        }
    }

    private static bool IsCopied(RegionBlock block)
    {
        bool loop = false;
        int plain = 0;
        foreach (ref readonly Instruction ins in block.Ir.Instructions)
        {
            loop |= RegionHints.IsDirectExit(ins.Op) && ins.Imm == 0;
            plain += Liveness.IsPlainAccess(in ins) ? 1 : 0;
        }

        return loop && plain >= MinSpanAccesses && block.Length / 4 <= MaxCopiedInstructions;
    }

    /// <summary>Whether a block is a copy that nothing goes to.</summary>
    private bool IsIdleCopy(int number) => number >= firstCopy && (copiesUsed >> number & 1) == 0;

    /// <summary>The accesses off a page of the loop may rely on one comparison: they are off what a pin has when the block begins.</summary>
    private bool IsSpan(in LoopPage p)
        => copyOf[blockNumber] != 0 && p.Accesses > 1 && p.Root < pins.Length && pins[p.Root].Register < XmmBase && p.High - p.Low <= MaxSpan
            && p.Low is >= -MaxSpan and <= MaxSpan;

    /// <summary>At the beginning of each time round: whether all accesses off the address are in the page.</summary>
    private void EmitSpan(in LoopPage p)
    {
        int root = pins[p.Root].Register;
        int tag = p.Tag;
        if (tag < 0)
        {
            tag = RAX;
            e.Load(true, RAX, new Mem(R15, p.SitePage));
        }

        int bytes = (int)(p.High - p.Low);
        e.Lea(true, RAX, new Mem(root, tag, (int)p.Low));
        e.Op(Alu.Cmp, true, RAX, new Mem(R15, p.SitePage + 16));
        ref Cold cold = ref AddCold(ColdKind.Span, e.Jcc(Cc.AE));
        if (bytes > p.Bytes)
        {
            e.OpI(Alu.Cmp, true, RAX, 4096 - bytes);
            cold.Jump2 = e.Jcc(Cc.A);
        }

        cold.Page = p.Tag >= 0 ? PageUse.Loop : PageUse.None;
        cold.SitePage = p.SitePage;
        cold.Write = p.Write;
        cold.Base = root;
        cold.Displacement = (int)p.Low;
        cold.Bytes = bytes;
        cold.SiteBytes = p.Bytes;
        cold.Tag = p.Tag;
        cold.Addend = p.Addend;
        cold.Resume = e.Here;
        cold.From = blockNumber;
        copiesUsed |= 1UL << copyOf[blockNumber];
    }

    /// <summary>The page has changed, or ends in the middle of what is accessed: then the copy of the block is next.</summary>
    private void EmitColdSpan(ref Cold cold)
    {
        EmitColdSitePage(ref cold);
        for (int k = 0; k < pins.Length; k++)
        {
            if ((loopDemoted[cold.From] >> k & 1) != 0)
            {
                e.Load(true, pins[k].Register, Home(pins[k].Slot));
            }
        }

        forwardJumps.Add(((nint)e.Jmp(), copyOf[cold.From]));
    }
}
