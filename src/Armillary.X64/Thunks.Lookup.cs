using Armillary.Core.State;
using Armillary.X64.Assembler;
using static Armillary.X64.Assembler.Gpr;

namespace Armillary.X64;

/// <content>
/// Looking a PC up: in the jump cache, then in the tables of <see cref="FetchEntry"/> and <see cref="BlockSlot"/>, and only then by managed code. What generated code looks up and is not in the jump cache
/// is nearly always known: another process ran it, or a TLBI emptied the jump cache.
/// </content>
public sealed unsafe partial class Thunks
{
    private void EmitLookup()
    {
        LookupAndGo = e.Here;
        e.Load(true, R14, Pc);
        e.StoreI(32, Word(0x04), 0);
        e.OpI(Alu.Cmp, false, Word(0x00), 0);
        e.Jcc(Cc.NE, Exit);
        e.Load(false, RCX, Word(EngineArea.BranchType));
        e.TestI(false, R14, 3);
        byte* misaligned = e.JccShort(Cc.NE);
        e.Op(Alu.Or, true, RCX, R14);
        JumpCacheEntryAddress(e);
        e.Op(Alu.Cmp, true, RCX, new Mem(RAX));
        byte* miss = e.JccShort(Cc.NE);
        e.StoreI(32, Word(EngineArea.BranchType), 0);
        e.JmpM(new Mem(RAX, 8));
        e.PatchShortHere(misaligned);
        e.PatchShortHere(miss);
        nint common = e.Here;
        EmitFind();
        e.Store(64, Pc, R14);
        ToManaged();
        e.CallM(Word(EngineArea.LookupFunction));
        e.LoadMxcsr(HostFpControl);
        e.Load(true, R14, Pc);
        e.Lea(true, RCX, Mem.At(Exit));
        e.Op(Alu.Cmp, true, RCX, RAX);
        byte* keep = e.JccShort(Cc.E); // the branch type waits for the next entry
        e.StoreI(32, Word(EngineArea.BranchType), 0);
        e.PatchShortHere(keep);
        e.JmpR(RAX);
        for (int kind = 0; kind < 4; kind++)
        {
            lookup[kind] = e.Here;
            e.TestI(false, R14, 3);
            byte* fault = e.JccShort(Cc.NE);

            // What another block put out of its entry is in the one next to it.
            JumpCacheEntryAddress(e);
            e.OpI(Alu.Xor, true, RAX, sizeof(JumpCacheEntry));
            e.Lea(true, RCX, new Mem(R14, BTypes[kind]));
            e.Op(Alu.Cmp, true, RCX, new Mem(RAX));
            byte* nowhere = e.JccShort(Cc.NE);
            e.JmpM(new Mem(RAX, 8));
            e.PatchShortHere(fault);
            e.PatchShortHere(nowhere);
            e.StoreI(32, Word(EngineArea.BranchType), BTypes[kind]);
            e.Jmp(common);
        }
    }

    /// <summary>
    /// Goes on at the block for R14 and the branch type in memory, and fills the jump cache, if all of this holds: nothing wants attention; the page's translation is known and this jump cache has noted
    /// it; it is not a guarded page that the branch type has to be checked for; the table has the block, with code that may be run and that is known by this PC.
    /// Else falls through. Only R14 and R15 stay.
    /// </summary>
    private void EmitFind()
    {
        List<nint> give = [];
        void Unless(Cc condition) => give.Add((nint)e.Jcc((Cc)((int)condition ^ 1)));

        e.OpI(Alu.Cmp, false, Word(0x00), 0);
        Unless(Cc.E);
        e.TestI(false, R14, 3);
        Unless(Cc.E);

        // RCX: the page's fetch entry; RDX: the page.
        e.Load(true, RCX, Word(EngineArea.FetchTable));
        e.Test(true, RCX, RCX);
        Unless(Cc.NE);
        e.Rorx(false, RAX, R14, 12 - FetchEntry.SizeLog2);
        e.OpI(Alu.And, false, RAX, (FetchEntry.Count - 1) << FetchEntry.SizeLog2);
        e.Op(Alu.Add, true, RCX, RAX);
        e.Mov(true, RDX, R14);
        e.OpI(Alu.And, true, RDX, -0x1000);
        e.Op(Alu.Cmp, true, RDX, new Mem(RCX));
        Unless(Cc.E);

        // RDI: the jump cache.
        e.Load(true, RDI, Word(0x20));
        e.Load(true, RAX, new Mem(RCX, 24));
        e.Op(Alu.Cmp, true, RAX, new Mem(RDI, -JumpCacheHeader.Size));
        Unless(Cc.E);

        // ESI: the context; R8: the physical address.
        e.Load(true, RDX, new Mem(RCX, 8));
        e.Load(false, RSI, Word(EngineArea.CodeContext));
        e.TestI(false, RDX, (int)FetchEntry.GuardedBit);
        byte* open = e.JccShort(Cc.E);
        e.OpI(Alu.Cmp, false, Word(EngineArea.BranchType), 0);
        Unless(Cc.E);
        e.Op(Alu.Or, false, RSI, Word(EngineArea.GuardedPageContext));
        e.PatchShortHere(open);
        e.Mov(true, R8, RDX);
        e.OpI(Alu.And, true, R8, -0x1000);
        e.Mov(false, RAX, R14);
        e.OpI(Alu.And, false, RAX, 0xFFF);
        e.Op(Alu.Or, true, R8, RAX);

        // R9: the hash, R10: the table.
        e.Mov(false, R9, RSI);
        e.ShiftI(Shift.Shl, true, R9, BlockSlot.ContextShift);
        e.Mov(true, R10, R8);
        e.ShiftI(Shift.Shr, true, R10, 12);
        e.Op(Alu.Xor, true, R9, R10);
        e.MovI(R10, unchecked((long)BlockSlot.Multiplier));
        e.Imul(true, R9, R10);
        e.ShiftI(Shift.Shr, true, R9, BlockSlot.HashShift);
        e.ShiftI(Shift.Shr, false, RAX, BlockSlot.OffsetShift);
        e.Op(Alu.Add, false, R9, RAX);
        e.Load(true, R10, Word(EngineArea.BlockTable));

        // R11: the slot.
        byte* probe = e.Position;
        e.Op(Alu.And, false, R9, new Mem(R10));
        e.Mov(false, R11, R9);
        e.ShiftI(Shift.Shl, true, R11, BlockSlot.SizeLog2);
        e.Op(Alu.Add, true, R11, R10);
        e.OpI(Alu.Cmp, false, new Mem(R11, BlockSlot.First + 12), 0);
        Unless(Cc.NE);
        e.OpI(Alu.Add, false, R9, 1);
        e.Op(Alu.Cmp, true, R8, new Mem(R11, BlockSlot.First));
        e.JccShort(Cc.NE, probe);
        e.Op(Alu.Cmp, false, RSI, new Mem(R11, BlockSlot.First + 8));
        e.JccShort(Cc.NE, probe);

        // The code, for this PC; it is looked at twice, so that it was this code that the PC between is of.
        e.Load(true, R8, new Mem(R11, BlockSlot.First + 16));
        e.Test(true, R8, R8);
        Unless(Cc.NE);
        e.Load(true, RDX, new Mem(R11, BlockSlot.First + 24));
        e.OpI(Alu.Cmp, true, RDX, (int)BlockSlot.AnyEntry);
        byte* any = e.JccShort(Cc.E);
        e.Op(Alu.Cmp, true, RDX, R14);
        Unless(Cc.E);
        e.PatchShortHere(any);
        e.Op(Alu.Cmp, true, R8, new Mem(R11, BlockSlot.First + 16));
        Unless(Cc.E);
        EmitFill();
        e.StoreI(32, Word(0x04), 0);
        e.StoreI(32, Word(EngineArea.BranchType), 0);
        e.JmpR(R8);
        foreach (nint jump in give)
        {
            e.PatchHere((byte*)jump);
        }
    }

    /// <summary>Fills the jump cache at RDI for R14 and the branch type in memory with R8, as managed code does; the mapping is noted.</summary>
    private void EmitFill()
    {
        // RAX: the entry, R9: the second one, RCX: the tag.
        JumpCacheEntryAddress(e);
        e.Mov(true, R9, RAX);
        e.OpI(Alu.Xor, true, R9, sizeof(JumpCacheEntry));
        e.Load(false, RCX, Word(EngineArea.BranchType));
        e.Op(Alu.Or, true, RCX, R14);
        e.Load(true, RDX, new Mem(RAX));
        e.Op(Alu.Cmp, true, RDX, RCX);
        byte* same = e.JccShort(Cc.E);
        e.OpI(Alu.Cmp, true, RDX, -1);
        byte* empty = e.JccShort(Cc.E);
        e.Load(true, R10, new Mem(RAX, 8));
        e.Store(64, new Mem(R9, 8), R10);
        e.Store(64, new Mem(R9), RDX);
        byte* moved = e.JmpShort();
        e.PatchShortHere(same);
        e.PatchShortHere(empty);
        e.Op(Alu.Cmp, true, RCX, new Mem(R9));
        byte* other = e.JccShort(Cc.NE);
        e.StoreI(64, new Mem(R9), -1);
        e.PatchShortHere(other);
        e.PatchShortHere(moved);
        Mem fills = new(RDI, 8 - JumpCacheHeader.Size);
        e.Load(false, RDX, fills);
        e.OpI(Alu.Cmp, false, RDX, JumpCacheHeader.FilledCount);
        byte* more = e.JccShort(Cc.A);
        byte* last = e.JccShort(Cc.E);
        e.Mov(true, R10, RAX);
        e.Op(Alu.Sub, true, R10, RDI);
        e.ShiftI(Shift.Shr, true, R10, 4);
        e.Store(16, new Mem(RDI, RDX, 64 - JumpCacheHeader.Size, 1), R10);
        e.PatchShortHere(last);
        e.OpI(Alu.Add, false, RDX, 1);
        e.Store(32, fills, RDX);
        e.PatchShortHere(more);
        e.Store(64, new Mem(RAX, 8), R8);
        e.Store(64, new Mem(RAX), RCX);
    }
}
