using System.Numerics;
using Armillary.Ir;
using Armillary.X64.Assembler;
using Armillary.X64.RegisterAllocation;
using Armillary.X64.Regions;
using static Armillary.X64.Assembler.Gpr;

namespace Armillary.X64;

/// <content>
/// Loops of one block: the pages that the accesses off one or two addresses are in stay in registers all the way round. The way into the loop loads tag
/// and addend from the site's slot; its limit is compared in memory, so that an empty slot matches nothing. Where registers are scarce, pins that the loop
/// does not name are in their homes meanwhile.
/// </content>
public sealed unsafe partial class BlockCompiler
{
    // So many registers are left for what is computed.
    private const int LoopTemporaries = 3;

    // No two accesses of a loop have the same slot: fewer than the smallest kind has.
    private const int MaxLoopAccesses = 100;

    private const int LoopPairs = 2;

    private readonly LoopPage[] loopPages = new LoopPage[LoopPairs + 2];
    private readonly List<int> loopMirrors = [];
    private readonly List<LoopPage> roots = [];
    private int loopPageCount;
    private nint[] loopLabels = [];
    private ulong[] loopDemoted = [];
    private LoopPage loopPage;

    private struct LoopPage
    {
        public int Root;
        public int Accesses;
        public int Bytes;
        public bool Write;
        public int SitePage;
        public long Low;
        public long High;

        /// <summary>All accesses off it are known to be in the page.</summary>
        public bool Spanned;

        /// <summary>-1: tag and addend are in the site's slot only.</summary>
        public int Tag;
        public int Addend;
    }

    /// <summary>The pins that are in their homes inside the loop of the current block.</summary>
    private ulong Demoted => region is null ? 0 : loopDemoted[blockNumber];

    /// <summary>Where an edge of the current block goes in.</summary>
    private nint LabelOf(int target) => target == blockNumber && loopLabels[target] != 0 ? loopLabels[target] : labels[target];

    private void BeginLoops(int count)
    {
        loopLabels = new nint[count];
        loopDemoted = new ulong[count];
    }

    /// <summary>What the current block does before its loop.</summary>
    private void EnterLoop()
    {
        if (SitePageArea == SitePageArea.None || MirrorUse == MirrorUse.All || !IsLoop(out int candidates))
        {
            return;
        }

        ulong used = UsedPins();
        uint keep = 0;
        uint idle = 0;
        for (int k = 0; k < pins.Length; k++)
        {
            uint bit = pins[k].Register < XmmBase ? 1u << pins[k].Register : 0;
            keep |= (used >> k & 1) != 0 ? bit : 0;
            idle |= (used >> k & 1) != 0 ? 0 : bit;
        }

        int pairs = Math.Min(Math.Min(candidates, LoopPairs), Math.Max(BitOperations.PopCount(GprMask & ~keep) - LoopTemporaries, 0) / 2);
        ChoosePages(pairs);
        int kept = loopPageCount;
        ChooseSpans();
        if (loopPageCount == 0)
        {
            return;
        }

        uint spare = GprMask & ~keep & ~idle & ~(1u << RDX); // RDX is what multiplications and divisions need
        int demote = kept == 0 ? 0 : Math.Max((2 * kept) + LoopTemporaries - BitOperations.PopCount(GprMask & ~keep & ~idle), 0);
        for (int k = pins.Length - 1; k >= 0 && demote > 0; k--)
        {
            if (pins[k].Register < XmmBase && (used >> k & 1) == 0)
            {
                Demote(k);
                spare |= 1u << pins[k].Register;
                demote--;
            }
        }

        for (int i = 0; i < kept; i++)
        {
            ref LoopPage p = ref loopPages[i];
            p.Tag = TakeSpare(ref spare);
            p.Addend = TakeSpare(ref spare);
            e.Load(true, p.Tag, new Mem(R15, p.SitePage));
            e.Load(true, p.Addend, new Mem(R15, p.SitePage + 8));
        }

        loopLabels[blockNumber] = (nint)e.Position;
        foreach (ref readonly LoopPage p in loopPages.AsSpan(0, loopPageCount))
        {
            if (p.Spanned)
            {
                EmitSpan(in p);
            }
        }
    }

    private int TakeSpare(ref uint spare)
    {
        int r = BitOperations.TrailingZeroCount(spare);
        spare &= ~(1u << r);
        free &= ~(1u << r);
        return r;
    }

    private void Demote(int k)
    {
        loopDemoted[blockNumber] |= 1UL << k;
        if (pins[k].Written)
        {
            StoreHome(pins[k].Slot, pins[k].Register, pins[k].Type);
        }
    }

    /// <summary>Whether the block goes back to itself and has nothing in it that needs many registers or forgets pages; collects what its addresses are near to.</summary>
    private bool IsLoop(out int candidates)
    {
        candidates = 0;
        roots.Clear();
        bool loop = false;
        int accessCount = 0;
        for (int i = 0; i < block.Count; i++)
        {
            ref Instruction ins = ref block[i];
            if (values[i].Dead)
            {
                continue;
            }

            if (RegionHints.IsDirectExit(ins.Op))
            {
                loop |= TargetOf(ins.Imm) == blockNumber;
            }
            else if (ins.Op is Op.Load or Op.LoadPair or Op.Store or Op.StorePair)
            {
                accessCount++;
                NoteRoot(in ins);
            }
            else if ((Traits.Of(ins.Op) & Trait.Observer) != 0 || ins.Op is Op.VSha512H or Op.VSha512H2 or Op.VSha512Su0 or Op.VSha512Su1)
            {
                return false;
            }
        }

        candidates = roots.Count;
        return loop && accessCount <= MaxLoopAccesses;
    }

    private void NoteRoot(in Instruction ins)
    {
        if (!Liveness.IsPlainAccess(in ins))
        {
            return;
        }

        int root = Liveness.RootOf(block, ins.A, out long low);
        int at = roots.FindIndex(p => p.Root == root);
        LoopPage found = at >= 0 ? roots[at] : new LoopPage { Root = root, Low = long.MaxValue, High = long.MinValue, Tag = -1, Addend = RCX };
        int bytes = ((MemoryAccess)ins.Sub).Bytes() << (ins.Op is Op.LoadPair or Op.StorePair ? 1 : 0);
        found.Accesses++;
        found.Bytes = Math.Max(found.Bytes, bytes);
        found.Low = Math.Min(found.Low, low + ins.Imm);
        found.High = Math.Max(found.High, low + ins.Imm + bytes);
        found.Write |= ins.Op is Op.Store or Op.StorePair;
        if (at >= 0)
        {
            roots[at] = found;
        }
        else
        {
            roots.Add(found);
        }
    }

    /// <summary>Takes the addresses with the most accesses, but for those that the mirror serves.</summary>
    private void ChoosePages(int count)
    {
        for (; count > 0 && roots.Count > 0; count--)
        {
            int best = 0;
            for (int i = 1; i < roots.Count; i++)
            {
                best = roots[i].Accesses > roots[best].Accesses ? i : best;
            }

            LoopPage p = roots[best];
            roots.RemoveAt(best);
            AddLoopPage(p);
        }
    }

    private void AddLoopPage(LoopPage p)
    {
        if (IsChosenForMirror(accesses.Count))
        {
            accesses.Add(MirroredAccess);
            loopMirrors.Add(p.Root);
            return;
        }

        p.SitePage = TakeSitePage(p.Write, p.Bytes);
        p.Spanned = IsSpan(in p);
        accesses.Add(p.SitePage);
        loopPages[loopPageCount++] = p;
    }

    /// <summary>Of the addresses that have no registers for their page, those that need none: one comparison serves several accesses.</summary>
    private void ChooseSpans()
    {
        foreach (LoopPage p in roots)
        {
            if (loopPageCount < loopPages.Length && IsSpan(in p))
            {
                AddLoopPage(p);
            }
        }
    }

    /// <summary>The pins that the block names, or that its flags are made of.</summary>
    private ulong UsedPins()
    {
        ulong used = 0;
        FlagsState flags = flagsStates[blockNumber];
        for (int k = 0; k < pins.Length; k++)
        {
            bool named = values[k].LastUse >= 0 || (!flags.IsMemory && (flags.A.Slot == pins[k].Slot || flags.B.Slot == pins[k].Slot));
            for (int i = pins.Length; i < block.Count && !named; i++)
            {
                named = block[i].Op is Op.GetSlot or Op.SetSlot && block[i].Imm == pins[k].Slot;
            }

            used |= named ? 1UL << k : 0;
        }

        return used;
    }

    /// <summary>Whether an access is off an address whose page is carried round.</summary>
    private bool FindLoopPage(int root)
    {
        for (int i = 0; i < loopPageCount; i++)
        {
            if (loopPages[i].Root == root)
            {
                loopPage = loopPages[i];
                page = new Page { Root = root, Tag = loopPage.Tag, Addend = loopPage.Addend, Write = loopPage.Write };
                return true;
            }
        }

        return false;
    }

    private ProbeJumps ProbeLoopPage(int baseRegister, int displacement)
    {
        if (loopPage.Spanned)
        {
            if (loopPage.Tag < 0)
            {
                e.Load(true, RCX, new Mem(R15, loopPage.SitePage + 8));
            }

            return default;
        }

        e.Lea(true, RAX, new Mem(baseRegister, page.Tag, displacement));
        e.Op(Alu.Cmp, true, RAX, new Mem(R15, loopPage.SitePage + 16));
        return new ProbeJumps { Tag = e.Jcc(Cc.AE), SitePage = loopPage.SitePage };
    }
}
