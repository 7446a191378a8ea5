using System.Numerics;
using Armillary.Ir;
using Armillary.X64.Assembler;
using Armillary.X64.RegisterAllocation;
using static Armillary.X64.Assembler.Gpr;

namespace Armillary.X64;

/// <content>
/// Atomic operations (the host's own, so that they are atomic against every other vCPU) and exclusives (by compare-and-swap with
/// what the load-exclusive saw). The context words: docs/subsystems/x64.md.
/// Where both are in one block with nothing between them that can leave it, nobody can see the monitor: what it would have stays in registers.
/// </content>
public sealed unsafe partial class BlockCompiler
{
    private static Mem ExclusiveAddress => Thunks.Word(0x30);

    private static Mem ExclusiveValue => Thunks.Word(0x38);

    private static Mem ExclusiveSize => Thunks.Word(0x48);

    // Between the two of a pair: the addend of their page, which is a multiple of its size, or 1 if the load-exclusive went the slow way. -1: no pair.
    private int exclusiveAddend = -1;

    /// <summary>Whether other threads run guest code, so that read-modify-write needs the bus lock.</summary>
    private bool Locked => !options.OneProcessor;

    private bool LowerAtomic(in Instruction ins)
    {
        switch (ins.Op)
        {
            case >= Op.AtomicAdd and <= Op.AtomicSwap:
                LowerReadModifyWrite(in ins);
                return true;
            case Op.CompareAndSwap:
                LowerCompareAndSwap(in ins);
                return true;
            case Op.LoadExclusive:
                LowerLoadExclusive(in ins);
                return true;
            case Op.LoadExclusivePair:
                LowerLoadExclusivePair(in ins);
                return true;
            case Op.StoreExclusive:
                LowerStoreExclusive(in ins, false);
                return true;
            case Op.StoreExclusivePair when ((MemoryAccess)ins.Sub).Bytes() == 4:
                LowerStoreExclusive(in ins, true);
                return true;
            default:
                return false;
        }
    }

    private void LowerReadModifyWrite(in Instruction ins)
    {
        MemoryAccess access = (MemoryAccess)ins.Sub | MemoryAccess.Aligned;
        int bytes = access.Bytes();
        int bits = bytes * 8;
        bool w = bits == 64;
        bool wanted = values[current].LastUse >= 0;
        int b = UseBase(in ins, out int displacement);
        int operand = UseGpr(ins.B);
        int d = AllocateGpr();
        bool minMax = ins.Op is Op.AtomicSignedMax or Op.AtomicSignedMin or Op.AtomicUnsignedMax or Op.AtomicUnsignedMin;
        int t = minMax ? AllocateGpr() : 0;
        uint site = AddSite(in ins, GprPlaceOf(ins.A), new Location(LocationKind.Gpr, operand), default, wanted ? d : -1, -1, true);
        ProbeJumps jumps = Probe(b, displacement, bytes, access, true);
        Mem m = new(b, RCX, displacement);
        Alu alu = ins.Op == Op.AtomicAnd ? Alu.And : ins.Op == Op.AtomicOr ? Alu.Or : ins.Op == Op.AtomicXor ? Alu.Xor : Alu.Add;
        if (ins.Op == Op.AtomicSwap && options.OneProcessor)
        {
            EmitLoad(d, m, bytes, false, true);
            e.Store(bits, m, operand);
        }
        else if (ins.Op == Op.AtomicSwap)
        {
            e.Mov(true, d, operand);
            e.Xchg(bits, m, d);
            e.ZeroExtendAll(bits, d, d);
        }
        else if (ins.Op == Op.AtomicAdd && wanted)
        {
            e.Mov(true, d, operand);
            e.Xadd(bits, m, d, Locked);
            e.ZeroExtendAll(bits, d, d);
        }
        else if (!wanted && !minMax)
        {
            e.OpStore(alu, bits, m, operand, Locked);
        }
        else
        {
            bool signed = ins.Op is Op.AtomicSignedMax or Op.AtomicSignedMin;
            if (minMax)
            {
                Extend(signed, bits, t, operand);
            }

            EmitLoad(RAX, m, bytes, false, true);
            byte* again = e.Position;
            if (minMax)
            {
                Extend(signed, bits, d, RAX);
                e.Op(Alu.Cmp, w, d, t);
                e.Cmov(
                    ins.Op switch { Op.AtomicSignedMax => Cc.L, Op.AtomicSignedMin => Cc.G, Op.AtomicUnsignedMax => Cc.B, _ => Cc.A },
                    true,
                    d,
                    t);
            }
            else
            {
                e.Mov(true, d, RAX);
                e.Op(alu, true, d, operand);
            }

            if (options.OneProcessor)
            {
                e.Store(bits, m, d);
            }
            else
            {
                e.Cmpxchg(bits, m, d, locked: true);
                e.JccShort(Cc.NE, again);
            }

            e.ZeroExtendAll(bits, d, RAX);
        }

        AddSlow(in jumps, site);
        if (wanted)
        {
            DefineGpr(current, d);
        }
    }

    private void Extend(bool signed, int bits, int d, int s)
    {
        if (signed && bits < 64)
        {
            e.SignExtend(false, bits, d, s);
        }
        else
        {
            e.ZeroExtendAll(bits, d, s);
        }
    }

    private void LowerCompareAndSwap(in Instruction ins)
    {
        MemoryAccess access = (MemoryAccess)ins.Sub | MemoryAccess.Aligned;
        int bytes = access.Bytes();
        int b = UseBase(in ins, out int displacement);
        int expected = UseGpr(ins.B);
        int replacement = UseGpr(ins.C);
        int d = AllocateGpr();
        bool wanted = values[current].LastUse >= 0;
        uint site = AddSite(
            in ins, GprPlaceOf(ins.A), new Location(LocationKind.Gpr, expected), new Location(LocationKind.Gpr, replacement), wanted ? d : -1, -1, true);
        ProbeJumps jumps = Probe(b, displacement, bytes, access, true);
        e.Mov(true, RAX, expected);
        e.Cmpxchg(bytes * 8, new Mem(b, RCX, displacement), replacement, Locked);
        e.ZeroExtendAll(bytes * 8, d, RAX);
        AddSlow(in jumps, site);
        if (wanted)
        {
            DefineGpr(current, d);
        }
    }

    private void SetMonitor(int b, int displacement, int bytes)
    {
        e.Lea(true, RAX, new Mem(b, displacement));
        e.Store(64, ExclusiveAddress, RAX);
        e.StoreI(32, ExclusiveSize, bytes);
    }

    private void LowerLoadExclusive(in Instruction ins)
    {
        MemoryAccess access = (MemoryAccess)ins.Sub | MemoryAccess.Aligned;
        int bytes = access.Bytes();
        int b = UseBase(in ins, out int displacement);
        int d = AllocateGpr();
        bool paired = values[current].Paired && BitOperations.PopCount(free & GprMask & ~locked) >= 4;
        exclusiveAddend = paired ? TakeForPage() : -1;
        uint site = AddSite(in ins, GprPlaceOf(ins.A), default, default, d, -1, true);
        ProbeJumps jumps = Probe(b, displacement, bytes, access, paired);
        if (paired)
        {
            e.Mov(true, exclusiveAddend, RCX);
        }
        else
        {
            SetMonitor(b, displacement, bytes);
        }

        EmitLoad(d, new Mem(b, RCX, displacement), bytes, false, true);
        if (!paired)
        {
            e.Store(64, ExclusiveValue, d);
        }

        AddSlow(in jumps, site);
        if (paired)
        {
            colds[coldCount - 1].SlowMark = exclusiveAddend;
        }

        DefineGpr(current, d);
    }

    private void LowerLoadExclusivePair(in Instruction ins)
    {
        MemoryAccess access = (MemoryAccess)ins.Sub | MemoryAccess.Aligned;
        int bytes = access.Bytes();
        int b = UseBase(in ins, out int displacement);
        int first = AllocateGpr();
        int second = AllocateGpr();
        uint site = AddSite(in ins, GprPlaceOf(ins.A), default, default, first, second, true);
        ProbeJumps jumps = Probe(b, displacement, bytes * 2, access, false);
        SetMonitor(b, displacement, bytes * 2);
        Mem m = new(b, RCX, displacement);
        if (bytes == 4)
        {
            e.Load(true, RAX, m);
            e.Store(64, ExclusiveValue, RAX);
            e.Mov(false, first, RAX);
            e.Mov(true, second, RAX);
            e.ShiftI(Shift.Shr, true, second, 32);
        }
        else
        {
            // an aligned 16-byte AVX load is one access (Intel SDM volume 3, 9.1.1)
            e.VLoad(15, m);
            e.VStore(ExclusiveValue, 15);
            e.V(VexOp.VMOVQ_store, 15, 0, first);
            e.VI(VexOp.VPEXTRQ, 15, 0, second, 1);
        }

        AddSlow(in jumps, site);
        Define(current, first);
        DefineSecond(second);
    }

    // The load-exclusive has found the page, and that it can be written; if not it went the slow way, which has set the monitor, and so does this.
    private void LowerPairedStoreExclusive(in Instruction ins)
    {
        int bits = ((MemoryAccess)ins.Sub).Bytes() * 8;
        int b = UseBase(in ins, out int displacement);
        int stored = UseGpr(ins.B);
        int expected = UseGpr(ins.C);
        int d = AllocateGpr();
        bool wanted = values[current].LastUse >= 0;
        uint site = AddSite(in ins, GprPlaceOf(ins.A), new Location(LocationKind.Gpr, stored), default, wanted ? d : -1, -1, true);
        e.TestI(false, exclusiveAddend, 1);
        ProbeJumps jumps = new() { Tag = e.Jcc(Cc.NE) };
        Mem m = new(b, exclusiveAddend, displacement);
        if (options.OneProcessor)
        {
            // No one else's store can come between, and the comparison is a predicted branch, so that the next load need not wait for it.
            e.MovI(d, 1);
            e.OpStore(Alu.Cmp, bits, m, expected);
            byte* lost = e.JccShort(Cc.NE);
            e.Store(bits, m, stored);
            e.Op(Alu.Xor, false, d, d);
            e.PatchShortHere(lost);
        }
        else
        {
            e.Mov(true, RAX, expected);
            e.Cmpxchg(bits, m, stored, locked: true);
            e.Setcc(Cc.NE, RAX);
            e.ZeroExtend(8, d, RAX);
        }

        e.StoreI(64, ExclusiveAddress, -1);
        AddSlow(in jumps, site);
        uint bit = 1u << exclusiveAddend;
        temporaries |= bit;
        locked |= bit;
        exclusiveAddend = -1;
        if (wanted)
        {
            DefineGpr(current, d);
        }
    }

    private void LowerStoreExclusive(in Instruction ins, bool pair)
    {
        if (!pair && exclusiveAddend >= 0)
        {
            LowerPairedStoreExclusive(in ins);
            return;
        }

        MemoryAccess access = (MemoryAccess)ins.Sub | MemoryAccess.Aligned;
        int bytes = access.Bytes();
        int total = pair ? 8 : bytes;
        int b = UseBase(in ins, out int displacement);
        int stored = UseGpr(ins.B);
        Location first = new(LocationKind.Gpr, stored);
        Location second = pair ? new Location(LocationKind.Gpr, UseGpr(ins.C)) : default;
        int d = AllocateGpr();
        int both = pair ? AllocateGpr() : stored;
        bool wanted = values[current].LastUse >= 0;
        uint site = AddSite(in ins, GprPlaceOf(ins.A), first, second, wanted ? d : -1, -1, true);
        if (pair)
        {
            e.Mov(true, both, second.Number);
            e.ShiftI(Shift.Shl, true, both, 32);
            e.Mov(false, RAX, stored);
            e.Op(Alu.Or, true, both, RAX);
        }

        e.MovI(d, 1);
        e.Lea(true, RAX, new Mem(b, displacement));
        e.Op(Alu.Cmp, true, RAX, ExclusiveAddress);
        byte* lost = e.Jcc(Cc.NE);
        e.OpI(Alu.Cmp, false, ExclusiveSize, total);
        byte* other = e.Jcc(Cc.NE);
        ProbeJumps jumps = Probe(b, displacement, total, access, true);
        e.Load(true, RAX, ExclusiveValue);
        e.Cmpxchg(total * 8, new Mem(b, RCX, displacement), both, Locked);
        e.Setcc(Cc.NE, RAX);
        e.ZeroExtend(8, d, RAX);
        e.PatchHere(lost);
        e.PatchHere(other);
        e.StoreI(64, ExclusiveAddress, -1);
        AddSlow(in jumps, site);
        if (wanted)
        {
            DefineGpr(current, d);
        }
    }
}
