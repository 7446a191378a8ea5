using System.Diagnostics;
using System.Numerics;
using Armillary.Ir;
using Armillary.X64.Assembler;
using Armillary.X64.RegisterAllocation;
using static Armillary.X64.Assembler.Gpr;

namespace Armillary.X64;

/// <content>Registers: handing out, loading, eviction. Registers 0 to 15 are general, 16 to 31 are XMM0 to XMM15.</content>
public sealed unsafe partial class BlockCompiler
{
    private const uint GprMask = 0xFFFF & ~((1u << RAX) | (1u << RCX) | (1u << RSP) | (1u << R14) | (1u << R15));
    private const uint XmmMask = 0x3FFF_0000;
    private const int XmmBase = 16;

    private readonly int[] registerValue = new int[32];
    private readonly int[] freeSpills = new int[EngineArea.SpillGprCount];
    private readonly int[] freeVectorSpills = new int[EngineArea.SpillXmmCount];
    private ValueState[] values = new ValueState[1024];
    private int freeSpillCount;
    private int freeVectorSpillCount;
    private int nextSpill;
    private int nextVectorSpill;
    private uint free;
    private uint locked;
    private uint temporaries;
    private uint wanted;
    private uint pinned;

    /// <summary>The block has multiplications that want RDX.</summary>
    private bool multiplies;

    private void ResetAllocation(int count)
    {
        if (values.Length < count)
        {
            values = new ValueState[count * 2];
        }

        free = GprMask | XmmMask;
        wanted = 0;
        pinned = 0;
        locked = 0;
        temporaries = 0;
        pageCount = 0;
        exclusiveAddend = -1;
        inHost = -1;
        withNext = false;
        Array.Fill(registerValue, -1);
        ResetSlots();
        freeSpillCount = 0;
        freeVectorSpillCount = 0;
        nextSpill = 0;
        nextVectorSpill = 0;
    }

    private static Mem SpillPlace(int spill) => Thunks.Word(EngineArea.SpillGpr + (spill * 8));

    private static Mem VectorSpillPlace(int spill) => Thunks.Word(EngineArea.SpillXmm + (spill * 16));

    private static Mem Home(int slot) => Thunks.Word(Core.State.GuestContext.OffsetOfSlot(slot));

    private bool IsVector(int v) => block[v].Type == IrType.V128;

    private bool IsRematerialized(int v) => block[v].Op is Op.Const or Op.VConst or Op.PcRelative;

    /// <summary>Whether anything at or after the current instruction still needs the value.</summary>
    private bool IsLive(int v) => values[v].LastUse >= current || values[v].Holders > 0 || values[v].Pinned;

    /// <summary>Whether the current instruction is the last thing that needs the value.</summary>
    private bool Dies(int v) => values[v].LastUse <= current && values[v].Holders == 0 && !values[v].Pinned;

    private int AllocateGpr() => Allocate(GprMask);

    private int AllocateXmm() => Allocate(XmmMask) - XmmBase;

    /// <summary>A free register, locked to the end of this instruction, and free again then unless <see cref="Define"/> names it.</summary>
    private int Allocate(uint mask)
    {
        uint candidates = free & mask & ~locked;
        if ((candidates & wanted) != 0)
        {
            candidates &= wanted;
        }
        else
        {
            if ((candidates & ~pinned) != 0)
            {
                candidates &= ~pinned;
            }

            if (multiplies && (candidates & ~(1u << RDX)) != 0)
            {
                candidates &= ~(1u << RDX);
            }
        }

        int r = candidates != 0 ? BitOperations.TrailingZeroCount(candidates) : Evict(mask);
        uint bit = 1u << r;
        free &= ~bit;
        locked |= bit;
        temporaries |= bit;
        return r;
    }

    private void Define(int v, int register)
    {
        values[v].Register = (sbyte)register;
        registerValue[register] = v;
        uint bit = 1u << register;
        free &= ~bit;
        temporaries &= ~bit;
        locked |= bit;
    }

    private void DefineGpr(int v, int register) => Define(v, register);

    private void DefineXmm(int v, int register) => Define(v, register + XmmBase);

    /// <summary>The register keeps its contents for now, but no value is in it any more.</summary>
    private void Detach(int v)
    {
        int r = values[v].Register;
        values[v].Register = -1;
        registerValue[r] = -1;
        temporaries |= 1u << r;
        locked |= 1u << r;
    }

    private void DropRegister(int v)
    {
        int r = values[v].Register;
        if (r >= 0)
        {
            values[v].Register = -1;
            registerValue[r] = -1;
            free |= 1u << r;
        }
    }

    private int Evict(uint mask)
    {
        int best = -1;
        int bestScore = int.MinValue;
        for (uint m = mask & ~free & ~locked; m != 0; m &= m - 1)
        {
            int r = BitOperations.TrailingZeroCount(m);
            int v = registerValue[r];
            if (v < 0)
            {
                continue;
            }

            ref ValueState state = ref values[v];
            int score = state.LastUse < current ? 1 << 20 : state.LastUse; // only a slot or flags want it
            if (state.Spill >= 0 || IsRematerialized(v) || (state.Holders == 0 && HomeHas(v)))
            {
                score += 64; // costs no store
            }
            else if ((pinned >> r & 1) == 0)
            {
                score += 32; // has not to be brought back
            }

            if (score > bestScore)
            {
                bestScore = score;
                best = r;
            }
        }

        if ((mask & GprMask) != 0 && bestScore < 1 << 20 && TryDropPage() is >= 0 and var freed)
        {
            return freed;
        }

        if (best < 0)
        {
            throw new UnreachableException("an operation locks all registers");
        }

        MoveToMemory(registerValue[best]);
        DropRegister(registerValue[best]);
        return best;
    }

    /// <summary>Sees to it that a value that is in a register can be had without it.</summary>
    private void MoveToMemory(int v)
    {
        ref ValueState state = ref values[v];
        if (state.Spill >= 0 || IsRematerialized(v))
        {
            return;
        }

        if (state.Holders > 0 && WriteHomes(v))
        {
            return;
        }

        if (!HomeHas(v) || state.Holders > 0)
        {
            Spill(v, state.Register);
        }
    }

    private void Spill(int v, int r)
    {
        ref ValueState state = ref values[v];
        if (IsVector(v))
        {
            if (freeVectorSpillCount == 0 && nextVectorSpill == EngineArea.SpillXmmCount)
            {
                status = CompileStatus.TooLarge;
                return;
            }

            state.Spill = (short)(freeVectorSpillCount != 0 ? freeVectorSpills[--freeVectorSpillCount] : nextVectorSpill++);
            e.VStore(VectorSpillPlace(state.Spill), r - XmmBase);
        }
        else
        {
            if (freeSpillCount == 0 && nextSpill == EngineArea.SpillGprCount)
            {
                status = CompileStatus.TooLarge;
                return;
            }

            state.Spill = (short)(freeSpillCount != 0 ? freeSpills[--freeSpillCount] : nextSpill++);
            e.Store(64, SpillPlace(state.Spill), r);
        }
    }

    /// <summary>Frees what a value occupies if nothing after the current instruction needs it.</summary>
    private void ReleaseIfDead(int v)
    {
        ref ValueState state = ref values[v];
        if (!Dies(v))
        {
            return;
        }

        DropRegister(v);
        if (state.Spill >= 0)
        {
            if (IsVector(v))
            {
                freeVectorSpills[freeVectorSpillCount++] = state.Spill;
            }
            else
            {
                freeSpills[freeSpillCount++] = state.Spill;
            }

            state.Spill = -1;
        }

        if (state.Lazy)
        {
            state.Lazy = false;
            ref Instruction flags = ref block[v];
            Unhold(flags.A);
            if (flags.B >= 0)
            {
                Unhold(flags.B);
            }
        }
    }

    private void Hold(int v) => values[v].Holders++;

    private void Unhold(int v)
    {
        values[v].Holders--;
        ReleaseIfDead(v);
    }

    /// <summary>
    /// Before an instruction whose result a slot is set to: what the slot has now nobody will look at, so its register may be the result's.
    /// Not for operations that can fault: until they are done, the slot has what it has.
    /// </summary>
    private void PrepareResult(in Instruction ins)
    {
        int slot = values[current].Into;
        wanted = slot >= 0 ? PinnedRegisterOf(slot) : 0;
        if (slot >= 0 && ins.Type != IrType.Flags && (Traits.Of(ins.Op) & Trait.Observer) == 0 && IsDirty(slot) && !values[slotValue[slot]].Lazy)
        {
            int old = slotValue[slot];
            ClearDirty(slot);
            values[old].Holders--;
            if (values[old].LastUse < current)
            {
                ReleaseIfDead(old);
            }
        }
    }

    private void EndInstruction(in Instruction ins)
    {
        free |= temporaries;
        temporaries = 0;
        locked = 0;
        if ((Traits.Of(ins.Op) & Trait.NoOperands) == 0)
        {
            if (ins.A >= 0)
            {
                ReleaseIfDead(ins.A);
            }

            if (ins.B >= 0)
            {
                ReleaseIfDead(ins.B);
            }

            if (ins.C >= 0)
            {
                ReleaseIfDead(ins.C);
            }

            if (ins.Type != IrType.Void)
            {
                ReleaseIfDead(current);
            }
        }
    }
}
