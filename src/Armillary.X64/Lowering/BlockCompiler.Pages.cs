using System.Numerics;
using Armillary.Core.State;
using Armillary.Ir;
using Armillary.X64.Assembler;
using Armillary.X64.RegisterAllocation;
using static Armillary.X64.Assembler.Gpr;

namespace Armillary.X64;

/// <content>
/// Pages that a block has found: where several accesses go off one address, the first one's probe leaves the page's tag and addend in
/// two registers, and the others compare with the tag instead of probing. The addend is then not loaded on the way of each access.
/// An entry of the TLB can only change while its vCPU is outside blocks, so a pair is good to the end of the block.
/// </content>
public sealed unsafe partial class BlockCompiler
{
    private enum PageUse : byte
    {
        /// <summary>An ordinary probe.</summary>
        None,

        /// <summary>A probe that leaves the pair.</summary>
        Leader,

        /// <summary>A comparison with the pair.</summary>
        Follower,

        /// <summary>A comparison with a page that is carried round a loop.</summary>
        Loop,
    }

    private struct Page
    {
        public int Root;
        public int Tag;
        public int Addend;
        public bool Write;

        /// <summary>What the last comparison or probe saw to be in the page, as distances from the root: not below this,</summary>
        public long Low;

        /// <summary>and not from this on.</summary>
        public long High;
    }

    private readonly Page[] pages = new Page[2];
    private int pageCount;
    private PageUse pageUse;

    // A follower of what was seen to be in the page: that the pair stands for a page is all it has to know.
    private bool pageKnown;

    // How far such a one is from the beginning of what was seen.
    private int pageOffsetKnown;
    private Page page;

    /// <summary>Decides how the current access finds its page. Before its site is recorded: it may move registers.</summary>
    private void PreparePage(in Instruction ins, bool write)
    {
        pageUse = PageUse.None;
        pageKnown = false;
        if (!Liveness.IsPlainAccess(in ins))
        {
            return;
        }

        int root = Liveness.RootOf(block, ins.A, out long low);
        if (FindLoopPage(root))
        {
            pageUse = PageUse.Loop;
            return;
        }

        low += ins.Imm;
        long high = low + (((MemoryAccess)ins.Sub).Bytes() << (ins.Op is Op.LoadPair or Op.StorePair ? 1 : 0));
        int index = 0;
        while (index < pageCount && pages[index].Root != root)
        {
            index++;
        }

        int later = values[current].Later;
        if (index < pageCount && (pages[index].Write || !write))
        {
            pageUse = PageUse.Follower;
            pageKnown = low >= pages[index].Low && high <= pages[index].High;
            pageOffsetKnown = pageKnown ? (int)(low - pages[index].Low) : 0;
            if (!pageKnown)
            {
                (pages[index].Low, pages[index].High) = (low, high);
            }

            page = pages[index];
            if (later == 0)
            {
                ReleasePage(index);
            }

            return;
        }

        if (later == 0)
        {
            return;
        }

        if (index == pageCount)
        {
            if (pageCount == pages.Length || CheapRegisters() < 2)
            {
                return;
            }

            pages[pageCount++] = new Page { Root = root, Tag = TakeForPage(), Addend = TakeForPage() };
        }

        // a load that a store to the same place follows looks for a page that can be written, which can be read too
        pageUse = PageUse.Leader;
        pages[index].Write = write || (later & 2) != 0;
        (pages[index].Low, pages[index].High) = (low, high);
        page = pages[index];
    }

    // How many registers are free, or have what only slots that are in memory at the block's end wait for.
    private int CheapRegisters()
    {
        int count = BitOperations.PopCount(free & GprMask & ~locked);
        for (uint rest = GprMask & ~free & ~locked & ~pinned; rest != 0; rest &= rest - 1)
        {
            int v = registerValue[BitOperations.TrailingZeroCount(rest)];
            count += v >= 0 && values[v].LastUse < current ? 1 : 0;
        }

        return count;
    }

    /// <summary>A tag is the page's address negated, so that one LEA is the difference. The page is in RAX.</summary>
    private void SetTag(int tag)
    {
        e.Mov(true, tag, RAX);
        e.Op(Unary.Neg, true, tag);
    }

    private int TakeForPage()
    {
        int r = AllocateGpr();
        temporaries &= ~(1u << r);
        return r;
    }

    /// <summary>The pair is not needed behind the current instruction.</summary>
    private void ReleasePage(int index)
    {
        uint bits = (1u << pages[index].Tag) | (1u << pages[index].Addend);
        temporaries |= bits;
        locked |= bits;
        pages[index] = pages[--pageCount];
    }

    private void DropPage(int index)
    {
        free |= (1u << pages[index].Tag) | (1u << pages[index].Addend);
        pages[index] = pages[--pageCount];
    }

    /// <summary>Gives up a pair that the current instruction does not use; returns one of its registers, or -1.</summary>
    private int TryDropPage()
    {
        for (int i = 0; i < pageCount; i++)
        {
            if ((locked & ((1u << pages[i].Tag) | (1u << pages[i].Addend))) == 0)
            {
                int r = pages[i].Tag;
                DropPage(i);
                return r;
            }
        }

        return -1;
    }

    /// <summary>The comparison of a follower: address + tag is the offset in the page if it is the same, and something large if not.</summary>
    private ProbeJumps ProbePage(int baseRegister, int displacement, int bytes)
    {
        if (pageKnown)
        {
            e.Test(true, page.Addend, page.Addend);
            return new ProbeJumps { Tag = e.Jcc(Cc.E) };
        }

        e.Lea(true, RAX, new Mem(baseRegister, page.Tag, displacement));
        e.OpI(Alu.Cmp, true, RAX, 4096 - bytes);
        return new ProbeJumps { Tag = e.Jcc(Cc.A) };
    }

    /// <summary>
    /// Makes the pair one that no later access off the same root matches: the tag of the base with bit 63 inverted, and no access is that far away.
    /// An addend of 0 tells those that do not compare. (Should a page have it, they go the slow way, which is never wrong.)
    /// </summary>
    private void InvalidatePage(int tag, int addend, int baseRegister)
    {
        e.Mov(true, tag, baseRegister);
        e.Op(Unary.Neg, true, tag);
        e.Btc(tag, 63);
        e.Op(Alu.Xor, false, addend, addend);
    }

    /// <summary>The cold half of a leader or a follower.</summary>
    private void EmitColdPage(ref Cold cold)
    {
        if (cold.Page == PageUse.Follower)
        {
            // Where others rely on what was seen to be in the page, all of that has to be in it, not this access only.
            e.Lea(true, RAX, new Mem(cold.Base, cold.Displacement));
            e.Rorx(false, RCX, RAX, 12 - TlbEntry.SizeLog2);
            e.Op(Alu.And, false, RCX, Thunks.Word(0x58));
            e.Op(Alu.Add, true, RCX, Thunks.Word(0x10));
            e.Lea(true, RAX, new Mem(cold.Base, cold.Displacement + cold.Bytes - 1));
            e.OpI(Alu.And, true, RAX, -4096);
            e.Op(Alu.Cmp, true, RAX, new Mem(RCX, cold.Write ? 8 : 0));
            byte* miss = e.Jcc(Cc.NE);
            SetTag(cold.Tag);
            e.Load(true, cold.Addend, new Mem(RCX, 16));
            e.Jmp(cold.Resume);
            e.PatchHere(miss);
        }

        InvalidatePage(cold.Tag, cold.Addend, cold.Base);
    }
}
