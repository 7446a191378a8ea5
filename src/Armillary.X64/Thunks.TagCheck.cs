using Armillary.Core.State;
using Armillary.Ir;
using Armillary.X64.Assembler;
using static Armillary.X64.Assembler.Gpr;

namespace Armillary.X64;

/// <content>Calls with <see cref="CallFlags.ChecksTags"/>: most accesses are to pages that the TLB has and that have no tags, or to one granule that has the address's.</content>
public sealed unsafe partial class Thunks
{
    private const int Granule = 16, TagShift = 56;
    private const int StoreBit = 9, OtherTlb = 1 << 10, TopByteIgnored = 1 << 14, SelectsUpper = 55;

    /// <summary>Called as <see cref="Helper"/> is, which it goes on to where the answer is not at hand. RAX, R9 to R11 and flags change.</summary>
    internal nint TagCheck { get; private set; }

    private void EmitTagCheck()
    {
        TagCheck = e.Here;
        e.TestI(false, RCX, OtherTlb);
        e.Jcc(Cc.NE, Helper);
        e.Mov(false, RAX, RDX);
        e.OpI(Alu.And, false, RAX, Granule - 1);
        e.ZeroExtend(8, R9, RCX);
        e.Op(Alu.Add, false, RAX, R9);
        e.OpI(Alu.Cmp, false, RAX, Granule);
        e.Jcc(Cc.A, Helper);
        e.Rorx(false, R9, RDX, 12 - TlbEntry.SizeLog2);
        e.Op(Alu.And, false, R9, Word(0x58));
        e.Op(Alu.Add, true, R9, Word(0x10));
        e.Mov(true, RAX, RDX);
        e.OpI(Alu.And, true, RAX, -PageSize);
        e.Mov(false, R10, RCX);
        e.ShiftI(Shift.Shr, false, R10, StoreBit - 3);
        e.OpI(Alu.And, false, R10, sizeof(ulong)); // a store's tag is behind a load's
        e.Op(Alu.Cmp, true, RAX, new Mem(R9, R10, 0));
        byte* another = e.Jcc(Cc.NE);
        nint known = e.Here;
        e.Load(true, RAX, new Mem(R9, 24));
        e.TestI(false, RAX, TlbEntry.TaggedBit);
        byte* untagged = e.Jcc(Cc.E);
        e.Mov(false, R10, RDX);
        e.OpI(Alu.And, false, R10, PageSize - 1);
        e.OpI(Alu.And, true, RAX, -PageSize);
        e.Op(Alu.Or, true, RAX, R10);
        e.Op(Alu.Sub, true, RAX, Word(EngineArea.TagStart));
        e.Op(Alu.Cmp, true, RAX, Word(EngineArea.TagSize));
        e.Jcc(Cc.AE, Helper);
        e.Mov(true, R10, RAX);
        e.ShiftI(Shift.Shr, true, R10, 5);
        e.Op(Alu.Add, true, R10, Word(EngineArea.TagBase));
        e.LoadZeroExtended(8, R10, new Mem(R10));
        e.TestI(false, RAX, Granule);
        byte* even = e.JccShort(Cc.E);
        e.ShiftI(Shift.Shr, false, R10, 4);
        e.PatchShortHere(even);
        e.Mov(true, RAX, RDX);
        e.ShiftI(Shift.Shr, true, RAX, TagShift);
        e.Op(Alu.Xor, false, RAX, R10);
        e.TestI(false, RAX, 15);
        e.Jcc(Cc.NE, Helper);
        e.PatchHere(untagged);
        e.StoreI(32, Word(0x04), 0); // Leave
        e.Ret();

        // The page by an address with another top byte: the entry becomes one of this address, if the top byte takes no part and loads and stores are allowed alike.
        e.PatchHere(another);
        e.TestI(false, RCX, TopByteIgnored);
        e.Jcc(Cc.E, Helper);
        e.BtI(true, RDX, SelectsUpper);
        e.Jcc(Cc.B, Helper);
        e.Load(true, R11, new Mem(R9));
        e.Op(Alu.Cmp, true, R11, new Mem(R9, sizeof(ulong)));
        e.Jcc(Cc.NE, Helper);
        e.Mov(true, R10, RAX);
        e.Op(Alu.Sub, true, R10, R11);
        e.Mov(true, R11, R10);
        e.ShiftI(Shift.Shl, true, R11, 64 - TagShift);
        e.Jcc(Cc.NE, Helper);
        e.OpStore(Alu.Add, 64, new Mem(R9), R10);
        e.OpStore(Alu.Add, 64, new Mem(R9, sizeof(ulong)), R10);
        e.OpStore(Alu.Sub, 64, new Mem(R9, 16), R10);
        e.Jmp(known);
    }
}
