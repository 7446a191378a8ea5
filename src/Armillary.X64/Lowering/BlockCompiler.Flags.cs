using Armillary.Ir;
using Armillary.X64.Assembler;
using static Armillary.X64.Assembler.Gpr;

namespace Armillary.X64;

/// <content>
/// Condition flags. SubFlags, AddFlags and LogicFlags emit nothing; whoever needs them makes them, or finds them in the host's
/// flags. All other flags values are words (<see cref="FlagsWord"/>) in general registers.
/// </content>
public sealed unsafe partial class BlockCompiler
{
    /// <summary>What the host's flags are now: those of this operation on these values; Nop if nothing is known.</summary>
    private Op hostFlagsOp;
    private IrType hostFlagsType;
    private int hostFlagsA;
    private int hostFlagsB;

    private void LowerLazyFlags(in Instruction ins)
    {
        if (ins.Op != Op.LogicFlags && SumFollows(in ins) && CarryIsNext())
        {
            withNext = true;
            return;
        }

        Hold(ins.A);
        if (ins.B >= 0)
        {
            Hold(ins.B);
        }

        values[current].Lazy = true;
    }

    private void SetHostFlags(Op op, IrType type, int a, int b)
    {
        hostFlagsOp = op;
        hostFlagsType = type;
        hostFlagsA = a;
        hostFlagsB = b;
    }

    private bool Same(int a, int b)
        => a == b || (a >= 0 && b >= 0 && block[a].Op == Op.Const && block[b].Op == Op.Const && block[a].Imm == block[b].Imm);

    private bool HostFlagsAre(int flags)
    {
        ref Instruction f = ref block[flags];
        return hostFlagsOp == f.Op && hostFlagsType == (IrType)f.Sub
            && Same(hostFlagsA, f.A) && Same(hostFlagsB, f.B);
    }

    /// <summary>Whether a flags operation of these operands stands near: then arithmetic should leave its flags.</summary>
    private bool FlagsWanted(Op op, int a, int b)
    {
        int last = Math.Min(block.Count - 1, current + 4);
        for (int i = Math.Max(0, current - 3); i <= last; i++)
        {
            ref Instruction ins = ref block[i];
            if (ins.Op == op && Same(ins.A, a) && Same(ins.B, b) && !values[i].Dead)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Makes the host's flags those of a lazy flags value. Uses RAX and RCX.</summary>
    private void MakeHostFlags(int flags)
    {
        if (HostFlagsAre(flags))
        {
            return;
        }

        ref Instruction f = ref block[flags];
        EmitFlags(f.Op, (IrType)f.Sub, f.A, PlaceOf(f.A), f.B, f.B >= 0 ? PlaceOf(f.B) : default);
        SetHostFlags(f.Op, (IrType)f.Sub, f.A, f.B);
    }

    private void EmitFlags(Op op, IrType type, int a, Location placeA, int b, Location placeB)
    {
        bool w = type == IrType.I64;
        int ra = RCX;
        if (placeA.Kind == LocationKind.Gpr && op != Op.AddFlags)
        {
            ra = placeA.Number;
        }
        else
        {
            LoadPlace(RCX, placeA);
        }

        if (op == Op.LogicFlags)
        {
            e.Test(w, ra, ra);
            return;
        }

        Alu alu = op == Op.SubFlags ? Alu.Cmp : Alu.Add;
        if (placeB.Kind == LocationKind.Gpr)
        {
            e.Op(alu, w, ra, placeB.Number);
        }
        else if (IsImmediate(b, w, out int immediate))
        {
            e.OpI(alu, w, ra, immediate);
        }
        else
        {
            LoadPlace(RAX, placeB);
            e.Op(alu, w, ra, RAX);
        }

        _ = a;
    }

    /// <summary>AX = the word of a lazy flags value whose flags the host has now.</summary>
    private void HostFlagsToAx(Op op)
    {
        if (op == Op.SubFlags)
        {
            e.Cmc(); // the guest's carry is "no borrow"
        }

        e.Lahf();
        e.Setcc(Cc.O, RAX);
        hostFlagsOp = Op.Nop;
    }

    /// <summary>AX = the flags word of any flags value; the rest of RAX is garbage.</summary>
    private void FlagsWordToRax(int flags)
    {
        if (values[flags].Lazy)
        {
            MakeHostFlags(flags);
            HostFlagsToAx(block[flags].Op);
        }
        else
        {
            LoadInto(RAX, flags);
        }
    }

    /// <summary>Sets the host's flags so that the returned host condition tells whether <paramref name="condition"/> holds. Uses RAX, RCX.</summary>
    private Cc PrepareCondition(int flags, Condition condition)
    {
        int c = (int)condition;
        if (values[flags].Lazy)
        {
            MakeHostFlags(flags);
            bool borrow = block[flags].Op == Op.SubFlags;
            if (!borrow && (c >> 1) == ((int)Condition.HI >> 1))
            {
                e.Cmc();
                hostFlagsOp = Op.Nop;
                borrow = true;
            }

            return HostCondition(condition, borrow);
        }

        if (hostFlagsOp == Op.FCompare && hostFlagsA == flags)
        {
            // the host's comparison flags as they are: CF less or unordered, ZF equal or unordered, PF unordered
            switch (condition)
            {
                case Condition.GT: return Cc.A;
                case Condition.GE: return Cc.AE;
                case Condition.LT: return Cc.B;
                case Condition.LE: return Cc.BE;
                case Condition.VS: return Cc.P;
                case Condition.VC: return Cc.NP;
            }
        }

        hostFlagsOp = Op.Nop;
        uint mask = (c >> 1) switch { 0 => FlagsWord.Z, 1 => FlagsWord.C, 2 => FlagsWord.N, 3 => FlagsWord.V, _ => 0 };
        if (mask != 0)
        {
            if (values[flags].Register >= 0)
            {
                e.TestI(false, values[flags].Register, (int)mask);
            }
            else
            {
                LoadInto(RAX, flags);
                e.TestI(false, RAX, (int)mask);
            }

            return (c & 1) == 0 ? Cc.NE : Cc.E;
        }

        LoadInto(RAX, flags);
        e.Byte(0x04); // ADD AL, 0x7F: OF = V
        e.Byte(0x7F);
        e.Sahf();
        bool carryInverted = (c >> 1) == ((int)Condition.HI >> 1);
        if (carryInverted)
        {
            e.Cmc();
        }

        return HostCondition(condition, carryInverted);
    }

    /// <param name="condition">Not AL or NV.</param>
    /// <param name="borrow">The host's CF is the guest's C inverted.</param>
    private static Cc HostCondition(Condition condition, bool borrow) => condition switch
    {
        Condition.EQ => Cc.E,
        Condition.NE => Cc.NE,
        Condition.HS => borrow ? Cc.AE : Cc.B,
        Condition.LO => borrow ? Cc.B : Cc.AE,
        Condition.MI => Cc.S,
        Condition.PL => Cc.NS,
        Condition.VS => Cc.O,
        Condition.VC => Cc.NO,
        Condition.HI => Cc.A,
        Condition.LS => Cc.BE,
        Condition.GE => Cc.GE,
        Condition.LT => Cc.L,
        Condition.GT => Cc.G,
        _ => Cc.LE,
    };

    private bool LowerFlagsUser(in Instruction ins)
    {
        bool w = ins.Type == IrType.I64;
        switch (ins.Op)
        {
            case Op.AddCarry or Op.SubCarry:
                LowerAddCarry(in ins, w);
                return true;
            case Op.AddCarryFlags or Op.SubCarryFlags:
                LowerCarryFlags(in ins);
                return true;
            case Op.SelectFlags:
                LowerSelectFlags(in ins);
                return true;
            case Op.FlagsFromNzcv:
            {
                // bits 31:28 of A to 15, 14, 8, 0
                int a = UseGpr(ins.A);
                int d = AllocateGpr();
                e.Mov(false, RAX, a);
                e.ShiftI(Shift.Shr, false, RAX, 28);
                e.ImulI(false, d, RAX, 0x1081); // copies at bits 0, 7, 12: V to 0, C to 8, Z and N to 14 and 15
                e.OpI(Alu.And, false, d, (int)(FlagsWord.N | FlagsWord.Z | FlagsWord.C | FlagsWord.V));
                DefineGpr(current, d);
                return true;
            }

            case Op.FlagsToNzcv:
            {
                int d = AllocateGpr();
                FlagsWordToRax(ins.A);
                e.Mov(false, RCX, RAX);
                e.OpI(Alu.And, false, RCX, 0xC000);
                e.ShiftI(Shift.Shl, false, RCX, 16);
                e.Mov(false, d, RAX);
                e.OpI(Alu.And, false, d, 0x100);
                e.ShiftI(Shift.Shl, false, d, 21);
                e.Op(Alu.Or, false, RCX, d);
                e.OpI(Alu.And, false, RAX, 1);
                e.ShiftI(Shift.Shl, false, RAX, 28);
                e.Op(Alu.Or, false, RAX, RCX);
                e.Mov(false, d, RAX);
                hostFlagsOp = Op.Nop;
                DefineGpr(current, d);
                return true;
            }

            case Op.Select:
                LowerSelect(in ins);
                return true;
            case Op.ConditionSet:
            {
                int d = AllocateGpr();
                if ((Condition)ins.Sub >= Condition.AL)
                {
                    e.MovI(d, 1);
                }
                else
                {
                    e.Setcc(PrepareCondition(ins.A, (Condition)ins.Sub), RAX);
                    e.ZeroExtend(8, d, RAX);
                }

                DefineGpr(current, d);
                return true;
            }

            case Op.SelectZero:
            {
                int a = UseGpr(ins.A);
                int b = UseGpr(ins.B);
                int d = CopyGpr(ins.C);
                e.Test(block[ins.A].Type == IrType.I64, a, a);
                e.Cmov(Cc.E, true, d, b);
                if (!w)
                {
                    e.Mov(false, d, d);
                }

                DefineGpr(current, d);
                return true;
            }

            default:
                return false;
        }
    }

    private void LowerSelectFlags(in Instruction ins)
    {
        int d = AllocateGpr();
        if ((Condition)ins.Sub >= Condition.AL)
        {
            FlagsWordToRax(ins.B);
            e.ZeroExtend(16, d, RAX);
            DefineGpr(current, d);
            return;
        }

        Cc cc = PrepareCondition(ins.A, (Condition)ins.Sub);
        e.MovI(d, (uint)ins.Imm);
        byte* keep = e.Jcc((Cc)((int)cc ^ 1));
        hostFlagsOp = Op.Nop;
        FlagsWordToRax(ins.B);
        e.ZeroExtend(16, d, RAX);
        e.PatchHere(keep);
        hostFlagsOp = Op.Nop;
        DefineGpr(current, d);
    }

    private void LowerSelect(in Instruction ins)
    {
        Condition condition = (Condition)ins.Sub;
        bool vector = ins.Type == IrType.V128;
        if (condition >= Condition.AL)
        {
            Define(current, vector ? CopyXmm(ins.B) + XmmBase : CopyGpr(ins.B));
            return;
        }

        if (vector)
        {
            int b = UseXmm(ins.B);
            int x = CopyXmm(ins.C);
            byte* skip = e.JccShort((Cc)((int)PrepareCondition(ins.A, condition) ^ 1));
            e.VMov(x, b);
            e.PatchShortHere(skip);
            DefineXmm(current, x);
            return;
        }

        int yes = UseGpr(ins.B);
        int d = CopyGpr(ins.C);
        e.Cmov(PrepareCondition(ins.A, condition), ins.Type == IrType.I64, d, yes);
        DefineGpr(current, d);
    }
}
