using System.Collections;
using Armillary.Core.State;
using Armillary.Ir;
using Armillary.X64.Assembler;
using Armillary.X64.RegisterAllocation;
using static Armillary.X64.Assembler.Gpr;

namespace Armillary.X64;

/// <content>
/// Accesses through the mirror (<see cref="Mirrors"/>): the address in the host comes from the guest's by an AND and an addition; what is looked up by a hash of
/// the address is only compared, and a predicted branch takes the result, so no load waits for it.
/// </content>
public sealed unsafe partial class BlockCompiler
{
    /// <summary>In <see cref="Accesses"/>: one that uses the mirror.</summary>
    public const int MirroredAccess = -2;

    private readonly List<int> accesses = [];
    private bool loopMirrored;

    /// <summary>Which accesses of the next blocks and regions use the mirror.</summary>
    public MirrorUse MirrorUse { get; set; }

    /// <summary>For <see cref="MirrorUse.Chosen"/>: those whose number, in the order of compilation, is set.</summary>
    public BitArray? MirrorAccesses { get; set; }

    /// <summary>
    /// The accesses of the last compilation in its order, but for those that follow another one off the same address: the offset of the site page,
    /// <see cref="MirroredAccess"/>, or 0.
    /// </summary>
    public IReadOnlyList<int> Accesses => accesses;

    private bool WantsMirror(in Instruction ins)
    {
        loopMirrored = loopMirrors.Count != 0 && Liveness.IsPlainAccess(in ins) && loopMirrors.Contains(Liveness.RootOf(block, ins.A));
        if (loopMirrored)
        {
            return true;
        }

        int number = accesses.Count;
        accesses.Add(0);
        return Liveness.IsPlainAccess(in ins) && (MirrorUse == MirrorUse.All || IsChosenForMirror(number));
    }

    private bool IsChosenForMirror(int number)
        => MirrorUse == MirrorUse.Chosen && MirrorAccesses is { } chosen && number < chosen.Count && chosen[number];

    // All accesses off an address of a loop have one number.
    private void NoteAccess(int what)
    {
        if (!loopMirrored)
        {
            accesses[^1] = what;
        }
    }

    private ProbeJumps ProbeMirror(int baseRegister, int displacement, int bytes, bool write)
    {
        NoteAccess(MirroredAccess);
        int address = baseRegister;
        if (displacement != 0)
        {
            address = RAX;
            e.Lea(true, RAX, new Mem(baseRegister, displacement));
        }

        e.Rorx(true, RCX, address, 12 - 3);
        e.OpI(Alu.And, false, RCX, (Mirrors.PageCount - 1) << 3);
        e.Op(Alu.Add, true, RCX, Thunks.Word(EngineArea.MirrorTags));
        if (bytes > 1)
        {
            e.Lea(true, RAX, new Mem(baseRegister, displacement + bytes - 1));
        }
        else if (displacement == 0)
        {
            e.Mov(true, RAX, baseRegister);
        }

        e.OpI(Alu.And, true, RAX, -4096);
        e.Op(Alu.Cmp, true, RAX, new Mem(RCX, write ? (int)Mirrors.TableSize : 0));
        ProbeJumps jumps = new() { Tag = e.Jcc(Cc.NE), Mirror = true };
        if (pageUse == PageUse.Leader)
        {
            // the addend of all addresses near this one: the window less the bits that do not tell the place in it
            SetTag(page.Tag);
            e.Load(true, page.Addend, Thunks.Word(EngineArea.MirrorWindow));
            e.Op(Alu.And, true, RAX, Thunks.Word(EngineArea.MirrorHighMask));
            e.Op(Alu.Sub, true, page.Addend, RAX);
        }
        else
        {
            e.Mov(true, RAX, baseRegister);
            e.Op(Alu.And, true, RAX, Thunks.Word(EngineArea.MirrorMask));
            e.Load(true, RCX, Thunks.Word(EngineArea.MirrorWindow));
        }

        jumps.Access = e.Here;
        return jumps;
    }

    /// <summary>The cold half: the TLB, but for one access in so many, which asks for its page to be mirrored, and the slow path if the TLB has no such page.</summary>
    private void EmitColdMirror(ref Cold cold)
    {
        e.OpI(Alu.Sub, false, Thunks.Word(EngineArea.MirrorPatience), 1);
        byte* ask = e.Jcc(Cc.S);
        e.Lea(true, RAX, new Mem(cold.Base, cold.Displacement));
        e.Rorx(false, RCX, RAX, 12 - TlbEntry.SizeLog2);
        e.Op(Alu.And, false, RCX, Thunks.Word(0x58));
        e.Op(Alu.Add, true, RCX, Thunks.Word(0x10));
        e.Lea(true, RAX, new Mem(cold.Base, cold.Displacement + cold.Bytes - 1));
        e.OpI(Alu.And, true, RAX, -4096);
        e.Op(Alu.Cmp, true, RAX, new Mem(RCX, cold.Write ? 8 : 0));
        byte* miss = e.Jcc(Cc.NE);
        if (cold.Page == PageUse.Leader)
        {
            SetTag(cold.Tag);
            e.Load(true, cold.Addend, new Mem(RCX, 16));
        }
        else
        {
            e.Load(true, RCX, new Mem(RCX, 16));
            e.Mov(true, RAX, cold.Base);
        }

        e.Jmp(cold.Resume);
        e.PatchHere(ask);
        e.PatchHere(miss);
    }
}
