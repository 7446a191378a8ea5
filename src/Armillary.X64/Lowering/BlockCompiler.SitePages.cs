using Armillary.Core.State;
using Armillary.Ir;
using Armillary.X64.Assembler;
using Armillary.X64.RegisterAllocation;
using static Armillary.X64.Assembler.Gpr;

namespace Armillary.X64;

/// <content>
/// Site pages: a load or store that remembers the page it touched last, at a place of its own. The addend is then loaded from an address that does not
/// depend on the guest's, so off the access's critical path; only a predicted comparison waits for the address.
/// </content>
public sealed unsafe partial class BlockCompiler
{
    private readonly uint[] nextSitePage = new uint[24];

    /// <summary>Which site pages the next blocks use: that of the exception level that they are translated for.</summary>
    public SitePageArea SitePageArea { get; set; }

    /// <summary>The offset of the next slot of a kind.</summary>
    private int TakeSitePage(bool write, int bytes)
    {
        int counter = SitePages.Kind(write, bytes) + (SitePageArea == SitePageArea.Privileged ? nextSitePage.Length / 2 : 0);
        return SitePages.Offset(SitePageArea, write, bytes, nextSitePage[counter]++);
    }

    /// <summary>The comparison with the site's page: address + tag is the offset in the page if it is the same, and something large if not.</summary>
    private ProbeJumps ProbeSitePage(int baseRegister, int displacement, int bytes, bool write)
    {
        int offset = TakeSitePage(write, bytes);
        int tag = pageUse == PageUse.Leader ? page.Tag : RAX;
        e.Load(true, tag, new Mem(R15, offset));
        e.Lea(true, RAX, new Mem(baseRegister, tag, displacement));
        e.Op(Alu.Cmp, true, RAX, new Mem(R15, offset + 16));
        NoteAccess(offset);
        ProbeJumps jumps = new() { Tag = e.Jcc(Cc.AE), SitePage = offset };
        e.Load(true, AddendRegister, new Mem(R15, offset + 8));
        jumps.Access = e.Here;
        return jumps;
    }

    /// <summary>The cold half: the TLB, and the slow path if that has no such page.</summary>
    private void EmitColdSitePage(ref Cold cold)
    {
        e.Lea(true, RAX, new Mem(cold.Base, cold.Displacement));
        e.Rorx(false, RCX, RAX, 12 - TlbEntry.SizeLog2);
        e.Op(Alu.And, false, RCX, Thunks.Word(0x58));
        e.Op(Alu.Add, true, RCX, Thunks.Word(0x10));
        if (cold.Bytes > 1)
        {
            e.Lea(true, RAX, new Mem(cold.Base, cold.Displacement + cold.Bytes - 1));
        }

        e.OpI(Alu.And, true, RAX, -4096);
        e.Op(Alu.Cmp, true, RAX, new Mem(RCX, cold.Write ? 8 : 0));
        byte* miss = e.Jcc(Cc.NE);

        // Pages that follow each other are those of a walk through an array, and do not count.
        e.Op(Alu.Add, true, RAX, new Mem(R15, cold.SitePage));
        e.OpI(Alu.Add, true, RAX, 4096);
        e.OpI(Alu.Cmp, true, RAX, 2 * 4096);
        byte* near = e.JccShort(Cc.BE);
        e.OpI(Alu.Add, false, new Mem(R15, cold.SitePage + 28), 1);
        e.PatchShortHere(near);
        e.OpI(Alu.Sub, true, RAX, 4096);
        e.Op(Alu.Sub, true, RAX, new Mem(R15, cold.SitePage));
        int addend = cold.Page != PageUse.None ? cold.Addend : RCX;
        e.Load(true, addend, new Mem(RCX, 16));
        e.Store(64, new Mem(R15, cold.SitePage + 8), addend);
        e.Op(Unary.Neg, true, RAX);
        e.Store(64, new Mem(R15, cold.SitePage), RAX);
        if (cold.Page != PageUse.None)
        {
            e.Mov(true, cold.Tag, RAX);
        }

        e.Op(Unary.Neg, true, RAX);
        e.Rorx(false, RAX, RAX, 12);
        e.OpI(Alu.And, false, RAX, SitePages.FilterCount - 1);
        e.StoreI(8, new Mem(R15, RAX, SitePages.Filter(SitePageArea)), 1);
        e.OpI(Alu.Cmp, false, new Mem(R15, cold.SitePage + 16), 0);
        e.Jcc(Cc.NE, cold.Resume);
        e.MovI(RAX, cold.SitePage);
        e.MovI(RCX, 4096 - cold.SiteBytes + 1);
        e.Call(thunks.ListSitePage(SitePageArea));
        if (addend == RCX)
        {
            e.Load(true, RCX, new Mem(R15, cold.SitePage + 8));
        }

        e.Jmp(cold.Resume);
        e.PatchHere(miss);
    }
}
