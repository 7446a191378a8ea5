using Armillary.Ir;
using Armillary.X64.Assembler;
using Armillary.X64.RegisterAllocation;
using static Armillary.X64.Assembler.Gpr;

namespace Armillary.X64;

/// <content>
/// Chains of additions and subtractions with carry. The flags that one link makes for the next stay in the host's flags for as long
/// as nothing in between changes those, and are made a word only then (<see cref="KeepFlagsOfHost"/>).
/// </content>
public sealed unsafe partial class BlockCompiler
{
    /// <summary>The flags value that the host's flags are, all four of them, and that is nowhere else; -1 if none.</summary>
    private int inHost;

    /// <summary>The host's CF is the carry of <see cref="inHost"/> inverted.</summary>
    private bool inHostBorrow;

    /// <summary>Whether the host's CF is a carry that somebody will ask for.</summary>
    private bool KeepsHostCarry => inHost >= 0 || (hostFlagsOp == Op.FlagsFromNzcv && values[hostFlagsA].LastUse > current);

    /// <summary>The instruction before this one is the flags of this one, and they stay in the host's flags.</summary>
    private bool withNext;

    private void StayInHost(int flags, bool borrow)
    {
        inHost = flags;
        inHostBorrow = borrow;
        hostFlagsOp = Op.Nop;
    }

    /// <summary>Before an instruction: if it does not leave the host's flags alone, whoever is only there goes to a register.</summary>
    private void KeepFlagsOfHost(in Instruction ins)
    {
        if (inHost < 0 || LeavesHostFlags(in ins, current, inHost))
        {
            return;
        }

        int v = inHost;
        inHost = -1;
        if (values[v].LastUse < current)
        {
            return;
        }

        wanted = 0;
        int d = AllocateGpr();
        HostFlagsToAx(inHostBorrow ? Op.SubFlags : Op.AddFlags);
        e.ZeroExtend(16, d, RAX);
        DefineGpr(v, d);
        locked = 0;
        SetHostFlags(Op.FlagsFromNzcv, IrType.Flags, v, -1);
    }

    /// <summary>Whether a flags value that is only in the host's flags may stay there while an instruction is done: it changes none of them, or it is the last that asks for the carry.</summary>
    private bool LeavesHostFlags(in Instruction ins, int at, int flags) => ins.Op switch
    {
        Op.Nop or Op.Const or Op.VConst or Op.PcRelative or Op.PairHigh or Op.GuestInstruction or Op.MulHighUnsigned => true,
        Op.GetSlot => ins.Type != IrType.Flags,
        Op.SetSlot => ins.Imm != Block.FlagsSlot && ins.A != flags,
        Op.Mul => ins.Type == IrType.I64 && !IsImmediate(ins.B, true, out _),
        Op.AddCarry or Op.SubCarry => ins.C == flags && values[flags].LastUse <= (FlagsFollow(in ins, at) ? at + 1 : at),
        _ => false,
    };

    /// <summary>Whether the next instruction is the addition or subtraction whose flags the current one, AddFlags or SubFlags, is.</summary>
    private bool SumFollows(in Instruction ins)
    {
        if (current + 1 >= block.Count || values[current + 1].Dead)
        {
            return false;
        }

        ref Instruction next = ref block[current + 1];
        return next.Op == (ins.Op == Op.AddFlags ? Op.Add : Op.Sub) && next.Type == (IrType)ins.Sub && Same(next.A, ins.A) && Same(next.B, ins.B);
    }

    /// <summary>After the instruction of <see cref="SumFollows"/>.</summary>
    private void FlagsAreOfSum(in Instruction ins)
    {
        if (withNext)
        {
            withNext = false;
            StayInHost(current - 1, ins.Op == Op.Sub);
        }
    }

    /// <summary>Whether the flags of the current instruction, and of the next, can stay in the host's flags until someone asks for their carry.</summary>
    private bool CarryIsNext()
    {
        for (int i = current + 2; i < block.Count; i++)
        {
            ref Instruction ins = ref block[i];
            if (!values[i].Dead)
            {
                if (!LeavesHostFlags(in ins, i, current))
                {
                    return false;
                }

                if (ins.Op is Op.AddCarry or Op.SubCarry)
                {
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>Sets the host's CF to the carry of a flags value. Uses RAX, RCX.</summary>
    private void CarryToHost(int flags, bool inverted)
    {
        bool isInverted = false;
        if (flags == inHost)
        {
            isInverted = inHostBorrow;
            inHost = -1;
        }
        else if (values[flags].Lazy)
        {
            MakeHostFlags(flags);
            isInverted = block[flags].Op == Op.SubFlags;
        }
        else if (!HostCarryIsOf(flags))
        {
            int r = values[flags].Register;
            if (r < 0)
            {
                LoadInto(RAX, flags);
                r = RAX;
            }

            e.BtI(false, r, 8);
        }

        if (isInverted != inverted)
        {
            e.Cmc();
        }

        hostFlagsOp = Op.Nop;
    }

    // Of all the host's flags, CF is known to be the carry of a flags value.
    private bool HostCarryIsOf(int flags) => hostFlagsOp == Op.FlagsFromNzcv && hostFlagsA == flags;

    /// <summary>Whether the next operation makes the flags of this one, an addition or subtraction with carry.</summary>
    private bool FlagsFollow(in Instruction ins, int at)
    {
        if (at + 1 >= block.Count || values[at + 1].Dead)
        {
            return false;
        }

        ref Instruction next = ref block[at + 1];
        return next.Op == (ins.Op == Op.AddCarry ? Op.AddCarryFlags : Op.SubCarryFlags)
            && (IrType)next.Sub == ins.Type && next.A == ins.A && next.B == ins.B && next.C == ins.C;
    }

    private void UsedUpWith(int v)
    {
        if (values[v].LastUse == current + 1)
        {
            values[v].LastUse = current;
        }
    }

    private void LowerAddCarry(in Instruction ins, bool w)
    {
        bool flagsFollow = FlagsFollow(in ins, current);
        if (flagsFollow)
        {
            // They are taken from the host, so that the operands are not needed again.
            UsedUpWith(ins.A);
            UsedUpWith(ins.B);
        }

        bool isImmediate = IsImmediate(ins.B, w, out int immediate);
        Mem memory = default;
        bool inMemory = ins.A != ins.B && IsMemory(ins.B, ins.Type, out _);
        int b = isImmediate || inMemory ? -1 : UseGpr(ins.B);
        int d = CopyGpr(ins.A);
        if (inMemory && !IsMemory(ins.B, ins.Type, out memory))
        {
            b = UseGpr(ins.B);
        }

        CarryToHost(ins.C, ins.Op == Op.SubCarry);
        Alu alu = ins.Op == Op.AddCarry ? Alu.Adc : Alu.Sbb;
        if (isImmediate)
        {
            e.OpI(alu, w, d, immediate);
        }
        else if (b >= 0)
        {
            e.Op(alu, w, d, b);
        }
        else
        {
            e.Op(alu, w, d, memory);
        }

        DefineGpr(current, d);
        if (flagsFollow)
        {
            SetHostFlags(ins.Op, ins.Type, current, -1);
        }
    }

    private void LowerCarryFlags(in Instruction ins)
    {
        bool borrow = ins.Op == Op.SubCarryFlags;
        if (hostFlagsOp is not (Op.AddCarry or Op.SubCarry))
        {
            bool wide = (IrType)ins.Sub == IrType.I64;
            int a = UseGpr(ins.A);
            int b = UseGpr(ins.B);
            CarryToHost(ins.C, borrow);
            e.Mov(wide, RCX, a);
            e.Op(borrow ? Alu.Sbb : Alu.Adc, wide, RCX, b);
        }

        StayInHost(current, borrow);
    }
}
