using Armillary.Core.State;
using Armillary.Ir;
using Armillary.X64.Assembler;
using Armillary.X64.RegisterAllocation;
using static Armillary.X64.Assembler.Gpr;

namespace Armillary.X64;

/// <content>
/// Loads and stores: probe of the software TLB, access, and a site for everything else. RAX is the page compared, RCX the entry
/// and then the addend.
/// </content>
public sealed unsafe partial class BlockCompiler
{
    private bool LowerMemory(in Instruction ins)
    {
        switch (ins.Op)
        {
            case Op.Load:
                LowerLoad(in ins);
                return true;
            case Op.LoadPair:
                LowerLoadPair(in ins);
                return true;
            case Op.Store:
                LowerStore(in ins);
                return true;
            case Op.StorePair:
                LowerStorePair(in ins);
                return true;
            case Op.Fence when ins.Sub is 1 or 2:
                return true; // loads stay in order, and so do stores
            case Op.Fence:
                e.OpI(Alu.Or, false, new Mem(RSP, -64), 0, locked: true);
                return true;
            case Op.StoreZeros:
                LowerStoreZeros(in ins);
                return true;
            case Op.ClearExclusive:
                e.StoreI(64, Thunks.Word(0x30), -1);
                return true;
            default:
                return false;
        }
    }

    private struct ProbeJumps
    {
        public byte* Tag;
        public byte* Unaligned;
        public nint Access;

        /// <summary>The offset of the site's page from the pinned register; 0: the access has none.</summary>
        public int SitePage;

        /// <summary>The access finds its page in the mirror.</summary>
        public bool Mirror;
    }

    /// <summary>
    /// Emits the probe for <paramref name="bytes"/> at base + displacement. Afterwards the operand is
    /// base + <see cref="AddendRegister"/> + displacement.
    /// </summary>
    private ProbeJumps Probe(int baseRegister, int displacement, int bytes, MemoryAccess access, bool write, bool sitePage = false)
    {
        if (pageUse == PageUse.Follower)
        {
            ProbeJumps follower = ProbePage(baseRegister, displacement, bytes);
            follower.Access = e.Here;
            return follower;
        }

        if (pageUse == PageUse.Loop)
        {
            ProbeJumps loop = ProbeLoopPage(baseRegister, displacement);
            loop.Access = e.Here;
            return loop;
        }

        write |= pageUse == PageUse.Leader && page.Write;
        if (sitePage && WantsMirror(in block[current]))
        {
            return ProbeMirror(baseRegister, displacement, bytes, write);
        }

        if (sitePage && SitePageArea != SitePageArea.None && Liveness.IsPlainAccess(in block[current]))
        {
            return ProbeSitePage(baseRegister, displacement, bytes, write);
        }

        ProbeJumps jumps = default;
        int address = baseRegister;
        if (displacement != 0)
        {
            address = RAX;
            e.Lea(true, RAX, new Mem(baseRegister, displacement));
        }

        e.Rorx(false, RCX, address, 12 - TlbEntry.SizeLog2);
        e.Op(Alu.And, false, RCX, Thunks.Word((access & MemoryAccess.Unprivileged) != 0 ? 0x5C : 0x58));
        e.Op(Alu.Add, true, RCX, Thunks.Word((access & MemoryAccess.Unprivileged) != 0 ? 0x18 : 0x10));
        if ((access & (MemoryAccess.Ordered | MemoryAccess.Aligned)) != 0 && bytes > 1)
        {
            e.TestI(false, address, bytes - 1);
            jumps.Unaligned = e.Jcc(Cc.NE);
            if (displacement == 0)
            {
                e.Mov(true, RAX, baseRegister);
            }
        }
        else if (bytes > 1)
        {
            e.Lea(true, RAX, new Mem(baseRegister, displacement + bytes - 1));
        }
        else if (displacement == 0)
        {
            e.Mov(true, RAX, baseRegister);
        }

        e.OpI(Alu.And, true, RAX, -4096);
        e.Op(Alu.Cmp, true, RAX, new Mem(RCX, write ? 8 : 0));
        jumps.Tag = e.Jcc(Cc.NE);
        if (pageUse == PageUse.Leader)
        {
            e.Load(true, page.Addend, new Mem(RCX, 16));
            SetTag(page.Tag);
        }
        else
        {
            e.Load(true, RCX, new Mem(RCX, 16));
        }

        jumps.Access = e.Here;
        return jumps;
    }

    /// <summary>The register with the addend after the probe.</summary>
    private int AddendRegister => pageUse == PageUse.None ? RCX : page.Addend;

    /// <summary>The operand of the access after the probe.</summary>
    private Mem AccessOperand(in ProbeJumps jumps, int baseRegister, int displacement)
        => jumps.Mirror && pageUse == PageUse.None ? new Mem(RAX, RCX, displacement) : new Mem(baseRegister, AddendRegister, displacement);

    private void AddSlow(in ProbeJumps jumps, uint site)
    {
        ref Cold cold = ref AddCold(ColdKind.Site, jumps.Tag);
        cold.Jump2 = jumps.Unaligned;
        cold.Site = site;
        cold.Back = e.Here;
    }

    /// <summary>The same for an access whose page was prepared.</summary>
    private void AddSlow(in ProbeJumps jumps, uint site, int baseRegister, int displacement, int bytes, bool write, Location first, Location second = default)
    {
        if (IsSpanned)
        {
            pageUse = PageUse.None;
            return;
        }

        AddSlow(in jumps, site);
        ref Cold cold = ref colds[coldCount - 1];
        cold.Base = baseRegister;
        NoteAcross(ref cold, displacement, bytes, first, second);
        if (pageUse != PageUse.None || jumps.SitePage != 0 || jumps.Mirror)
        {
            cold.Page = pageUse;
            cold.SitePage = jumps.SitePage;
            cold.Mirror = jumps.Mirror;
            cold.Write = pageUse == PageUse.None ? write : page.Write;
            bool known = pageUse == PageUse.Follower && pageKnown;
            cold.Displacement = known ? displacement - pageOffsetKnown : displacement;
            cold.Bytes = known ? (int)(page.High - page.Low) : bytes;
            cold.SiteBytes = pageUse == PageUse.Loop ? loopPage.Bytes : bytes;
            cold.Tag = page.Tag;
            cold.Addend = page.Addend;
            cold.Resume = jumps.Access;
        }

        pageUse = PageUse.None;
    }

    /// <summary>The base register and displacement of a memory operation; large displacements are added to a copy.</summary>
    private int UseBase(in Instruction ins, out int displacement)
    {
        int b = UseGpr(ins.A);
        if (ins.Imm is >= -0x4000_0000 and <= 0x4000_0000)
        {
            displacement = (int)ins.Imm;
            return b;
        }

        int t = AllocateGpr();
        e.MovI(t, ins.Imm);
        e.Op(Alu.Add, true, t, b);
        displacement = 0;
        return t;
    }

    private Location GprPlaceOf(int v) => new(LocationKind.Gpr, values[v].Register);

    private void LowerLoad(in Instruction ins)
    {
        MemoryAccess access = (MemoryAccess)ins.Sub;
        int bytes = access.Bytes();
        int b = UseBase(in ins, out int displacement);
        Location place = GprPlaceOf(ins.A);
        bool wanted = values[current].LastUse >= 0;
        bool vector = ins.Type == IrType.V128;
        int result = -1;
        int d = vector ? 15 : RAX;
        bool over = false;
        if (wanted)
        {
            over = FindOverwritten(current, ins.A, -1, out result);
            if (over)
            {
                locked |= 1u << result;
            }
            else if (!vector && Dies(ins.A))
            {
                Detach(ins.A);
                result = place.Number;
            }
            else
            {
                result = Allocate(vector ? XmmMask : GprMask);
            }

            d = result & 15;
        }

        PreparePage(in ins, false);
        uint site = AddSite(in ins, place, default, default, result, -1, true);
        if (over)
        {
            Overwrite(current);
        }

        ProbeJumps jumps = Probe(b, displacement, bytes, access, false, sitePage: true);
        Mem m = AccessOperand(in jumps, b, displacement);
        if (vector)
        {
            EmitVectorLoad(d, m, bytes);
        }
        else
        {
            EmitLoad(d, m, bytes, (access & MemoryAccess.Signed) != 0, ins.Type == IrType.I64);
        }

        AddSlow(in jumps, site, b, displacement, bytes, false, new Location(vector ? LocationKind.Xmm : LocationKind.Gpr, d));
        if (wanted)
        {
            Define(current, result);
        }
    }

    private void EmitLoad(int d, in Mem m, int bytes, bool signed, bool w)
    {
        switch (bytes)
        {
            case 1 or 2 when signed:
                e.LoadSignExtended(w, bytes * 8, d, m);
                break;
            case 1 or 2:
                e.LoadZeroExtended(bytes * 8, d, m);
                break;
            case 4 when signed && w:
                e.LoadSignExtended(true, 32, d, m);
                break;
            case 4:
                e.Load(false, d, m);
                break;
            default:
                e.Load(true, d, m);
                break;
        }
    }

    private void EmitVectorLoad(int d, in Mem m, int bytes)
    {
        switch (bytes)
        {
            case 1 or 2:
                e.LoadZeroExtended(bytes * 8, RAX, m);
                e.V(VexOp.VMOVD, d, 0, RAX);
                break;
            case 4:
                e.V(VexOp.VMOVD, d, 0, m);
                break;
            case 8:
                e.V(VexOp.VMOVQ_load, d, 0, m);
                break;
            default:
                e.VLoad(d, m);
                break;
        }
    }

    private void LowerLoadPair(in Instruction ins)
    {
        MemoryAccess access = (MemoryAccess)ins.Sub;
        int bytes = access.Bytes();
        int b = UseBase(in ins, out int displacement);
        Location place = GprPlaceOf(ins.A);
        bool vector = ins.Type == IrType.V128;
        bool overFirst = FindOverwritten(current, -1, b, out int first);
        locked |= overFirst ? 1u << first : 0;
        bool overSecond = FindOverwritten(current + 1, -1, b, out int second);
        locked |= overSecond ? 1u << second : 0;
        first = overFirst ? first : Allocate(vector ? XmmMask : GprMask);
        second = overSecond ? second : Allocate(vector ? XmmMask : GprMask);
        PreparePage(in ins, false);
        uint site = AddSite(in ins, place, default, default, first, second, true);
        if (overFirst)
        {
            Overwrite(current);
        }

        if (overSecond)
        {
            Overwrite(current + 1);
        }

        ProbeJumps jumps = Probe(b, displacement, bytes * 2, access, false, sitePage: true);
        Mem low = AccessOperand(in jumps, b, displacement);
        Mem high = AccessOperand(in jumps, b, displacement + bytes);
        if (vector)
        {
            EmitVectorLoad(first - XmmBase, low, bytes);
            EmitVectorLoad(second - XmmBase, high, bytes);
        }
        else
        {
            bool signed = (access & MemoryAccess.Signed) != 0;
            EmitLoad(first, low, bytes, signed, ins.Type == IrType.I64);
            EmitLoad(second, high, bytes, signed, ins.Type == IrType.I64);
        }

        AddSlow(in jumps, site, b, displacement, bytes * 2, false, RegisterPlace(first), RegisterPlace(second));
        Define(current, first);
        DefineSecond(second);
    }

    /// <summary>A store's operand: a constant that an immediate can hold needs no register.</summary>
    private Location UseStored(int v, int bytes)
    {
        ref Instruction ins = ref block[v];
        if (ins.Type == IrType.V128)
        {
            return new Location(LocationKind.Xmm, UseXmm(v));
        }

        if (ins.Op == Op.Const && values[v].Register < 0 && (bytes < 8 || ins.Imm == (int)ins.Imm))
        {
            return new Location(LocationKind.Constant, v);
        }

        return new Location(LocationKind.Gpr, UseGpr(v));
    }

    private void EmitStore(in Mem m, Location value, int bytes)
    {
        if (value.Kind == LocationKind.Constant)
        {
            e.StoreI(bytes * 8, m, (int)block[value.Number].Imm);
        }
        else if (value.Kind == LocationKind.Gpr)
        {
            e.Store(bytes * 8, m, value.Number);
        }
        else
        {
            switch (bytes)
            {
                case 1:
                    e.VI(VexOp.VPEXTRB, value.Number, 0, m, 0);
                    break;
                case 2:
                    e.VI(VexOp.VPEXTRW, value.Number, 0, m, 0);
                    break;
                case 4:
                    e.V(VexOp.VMOVD_store, value.Number, 0, m);
                    break;
                case 8:
                    e.V(VexOp.VMOVQ_xmm_store, value.Number, 0, m);
                    break;
                default:
                    e.VStore(m, value.Number);
                    break;
            }
        }
    }

    private void LowerStore(in Instruction ins)
    {
        MemoryAccess access = (MemoryAccess)ins.Sub;
        int bytes = access.Bytes();
        int b = UseBase(in ins, out int displacement);
        Location value = UseStored(ins.B, bytes);
        PreparePage(in ins, true);
        uint site = AddSite(in ins, GprPlaceOf(ins.A), value, default, -1, -1, true);
        ProbeJumps jumps = Probe(b, displacement, bytes, access, true, sitePage: true);
        Mem m = AccessOperand(in jumps, b, displacement);
        if ((access & MemoryAccess.Ordered) == 0 || options.OneProcessor)
        {
            EmitStore(m, value, bytes);
        }
        else if (value.Kind == LocationKind.Xmm)
        {
            EmitStore(m, value, bytes);
            e.OpI(Alu.Or, false, new Mem(RSP, -64), 0, locked: true);
        }
        else
        {
            // a later load-acquire must not pass a store-release: XCHG is a full barrier
            LoadPlace(RAX, value);
            e.Xchg(bytes * 8, m, RAX);
        }

        AddSlow(in jumps, site, b, displacement, bytes, true, value);
    }

    private void LowerStorePair(in Instruction ins)
    {
        MemoryAccess access = (MemoryAccess)ins.Sub;
        int bytes = access.Bytes();
        int b = UseBase(in ins, out int displacement);
        Location first = UseStored(ins.B, bytes);
        Location second = UseStored(ins.C, bytes);
        PreparePage(in ins, true);
        uint site = AddSite(in ins, GprPlaceOf(ins.A), first, second, -1, -1, true);
        ProbeJumps jumps = Probe(b, displacement, bytes * 2, access, true, sitePage: true);
        EmitStore(AccessOperand(in jumps, b, displacement), first, bytes);
        EmitStore(AccessOperand(in jumps, b, displacement + bytes), second, bytes);
        if ((access & MemoryAccess.Ordered) != 0 && Locked)
        {
            e.OpI(Alu.Or, false, new Mem(RSP, -64), 0, locked: true);
        }

        AddSlow(in jumps, site, b, displacement, bytes * 2, true, first, second);
    }
}
