using Armillary.Ir;
using Armillary.X64.Assembler;
using static Armillary.X64.Assembler.Gpr;

namespace Armillary.X64;

/// <content>Integer arithmetic.</content>
public sealed unsafe partial class BlockCompiler
{
    private bool LowerInteger(in Instruction ins)
    {
        bool w = ins.Type == IrType.I64;
        switch (ins.Op)
        {
            case Op.Add:
                LowerAdd(in ins, w);
                FlagsAreOfSum(in ins);
                return true;
            case Op.Sub:
                LowerSub(in ins, w);
                FlagsAreOfSum(in ins);
                return true;
            case Op.And:
                LowerLogic(Alu.And, in ins, w);
                return true;
            case Op.Or:
                LowerLogic(Alu.Or, in ins, w);
                return true;
            case Op.Xor:
                LowerLogic(Alu.Xor, in ins, w);
                return true;
            case Op.AndNot:
            {
                int a = UseGpr(ins.A);
                int b = UseGpr(ins.B);
                int d = AllocateGpr();
                e.Andn(w, d, b, a);
                SetHostFlags(Op.LogicFlags, ins.Type, current, -1);
                DefineGpr(current, d);
                return true;
            }

            case Op.Not or Op.Neg:
            {
                int d = CopyGpr(ins.A);
                e.Op(ins.Op == Op.Not ? Unary.Not : Unary.Neg, w, d);
                DefineGpr(current, d);
                return true;
            }

            case Op.Shl:
                LowerShift(Shift.Shl, in ins, w);
                return true;
            case Op.Shr:
                LowerShift(Shift.Shr, in ins, w);
                return true;
            case Op.Sar:
                LowerShift(Shift.Sar, in ins, w);
                return true;
            case Op.Ror:
                LowerShift(Shift.Ror, in ins, w);
                return true;
            case Op.Mul:
                LowerMul(in ins, w);
                return true;
            case Op.MulHighUnsigned or Op.MulHighSigned:
                LowerMulHigh(in ins);
                return true;
            case Op.DivUnsigned or Op.DivSigned:
                LowerDivide(in ins, w);
                return true;
            case Op.SignExtend or Op.ZeroExtend:
            {
                int a = UseGpr(ins.A);
                if (ins.Op == Op.ZeroExtend && ins.Sub == 32 && block[ins.A].Type == IrType.I32 && Dies(ins.A) && !IsRematerialized(ins.A))
                {
                    Detach(ins.A); // 32-bit results are zero above
                    DefineGpr(current, a);
                    return true;
                }

                int d = Dies(ins.A) ? CopyGpr(ins.A) : AllocateGpr();
                if (ins.Sub >= (w ? 64 : 32))
                {
                    e.Mov(w, d, a);
                }
                else if (ins.Op == Op.SignExtend)
                {
                    e.SignExtend(w, ins.Sub, d, a);
                }
                else
                {
                    e.ZeroExtend(ins.Sub, d, a);
                }

                DefineGpr(current, d);
                return true;
            }

            case Op.Truncate:
            {
                int a = UseGpr(ins.A);
                int d = Dies(ins.A) ? CopyGpr(ins.A) : AllocateGpr();
                e.Mov(false, d, a);
                DefineGpr(current, d);
                return true;
            }

            case Op.SignedMax:
                LowerMinMax(Cc.G, in ins, w);
                return true;
            case Op.SignedMin:
                LowerMinMax(Cc.L, in ins, w);
                return true;
            case Op.UnsignedMax:
                LowerMinMax(Cc.A, in ins, w);
                return true;
            case Op.UnsignedMin:
                LowerMinMax(Cc.B, in ins, w);
                return true;
            default:
                return LowerBits(in ins, w);
        }
    }

    private void LowerAdd(in Instruction ins, bool w)
    {
        bool flags = FlagsWanted(Op.AddFlags, ins.A, ins.B);
        if (IsImmediate(ins.B, w, out int immediate))
        {
            int d;
            if (flags || (Dies(ins.A) && values[ins.A].Register >= 0))
            {
                d = CopyGpr(ins.A);
                e.OpI(Alu.Add, w, d, immediate);
            }
            else
            {
                int a = UseGpr(ins.A);
                d = AllocateGpr();
                e.Lea(w, d, new Mem(a, immediate));
            }

            SetHostFlagsIf(flags, Op.AddFlags, in ins);
            DefineGpr(current, d);
        }
        else if (!flags && values[ins.A].Register >= 0 && values[ins.B].Register >= 0 && !Dies(ins.A) && !Dies(ins.B))
        {
            int a = UseGpr(ins.A);
            int b = UseGpr(ins.B);
            int d = AllocateGpr();
            e.Lea(w, d, new Mem(a, b, 0));
            DefineGpr(current, d);
        }
        else
        {
            LowerCommutative(Alu.Add, in ins, w);
            SetHostFlagsIf(flags, Op.AddFlags, in ins);
        }
    }

    private void SetHostFlagsIf(bool valid, Op op, in Instruction ins)
    {
        if (valid)
        {
            SetHostFlags(op, ins.Type, ins.A, ins.B);
        }
    }

    private void LowerCommutative(Alu op, in Instruction ins, bool w)
    {
        int a = ins.A;
        int b = ins.B;
        if (!(Dies(a) && values[a].Register >= 0) && Dies(b) && values[b].Register >= 0)
        {
            (a, b) = (b, a);
        }

        int d;
        if (a != b && IsMemory(b, ins.Type, out Mem m))
        {
            d = CopyGpr(a);
            if (IsMemory(b, ins.Type, out m)) // still there
            {
                e.Op(op, w, d, m);
                DefineGpr(current, d);
                return;
            }

            e.Op(op, w, d, UseGpr(b));
            DefineGpr(current, d);
            return;
        }

        int rb = UseGpr(b);
        d = CopyGpr(a);
        e.Op(op, w, d, rb);
        DefineGpr(current, d);
    }

    private void LowerSub(in Instruction ins, bool w)
    {
        bool flags = FlagsWanted(Op.SubFlags, ins.A, ins.B);
        int d;
        if (IsImmediate(ins.B, w, out int immediate))
        {
            if (flags || immediate == int.MinValue || (Dies(ins.A) && values[ins.A].Register >= 0))
            {
                d = CopyGpr(ins.A);
                e.OpI(Alu.Sub, w, d, immediate);
                SetHostFlags(Op.SubFlags, ins.Type, ins.A, ins.B);
            }
            else
            {
                int a = UseGpr(ins.A);
                d = AllocateGpr();
                e.Lea(w, d, new Mem(a, -immediate));
            }
        }
        else if (ins.A != ins.B && IsMemory(ins.B, ins.Type, out Mem m))
        {
            d = CopyGpr(ins.A);
            if (IsMemory(ins.B, ins.Type, out m))
            {
                e.Op(Alu.Sub, w, d, m);
            }
            else
            {
                e.Op(Alu.Sub, w, d, UseGpr(ins.B));
            }

            SetHostFlags(Op.SubFlags, ins.Type, ins.A, ins.B);
        }
        else
        {
            int b = UseGpr(ins.B);
            d = CopyGpr(ins.A);
            e.Op(Alu.Sub, w, d, b);
            SetHostFlags(Op.SubFlags, ins.Type, ins.A, ins.B);
        }

        DefineGpr(current, d);
    }

    private void LowerLogic(Alu op, in Instruction ins, bool w)
    {
        if (IsImmediate(ins.B, w, out int immediate))
        {
            int d = CopyGpr(ins.A);
            e.OpI(op, w, d, immediate);
            DefineGpr(current, d);
        }
        else
        {
            LowerCommutative(op, in ins, w);
        }

        SetHostFlags(Op.LogicFlags, ins.Type, current, -1);
    }

    private void LowerShift(Shift op, in Instruction ins, bool w)
    {
        int mask = w ? 63 : 31;
        if (block[ins.B].Op == Op.Const)
        {
            int amount = (int)block[ins.B].Imm & mask;
            if (op == Shift.Ror)
            {
                int a = UseGpr(ins.A);
                int r = Dies(ins.A) ? CopyGpr(ins.A) : AllocateGpr();
                e.Rorx(w, r, a, amount);
                DefineGpr(current, r);
                return;
            }

            int d = CopyGpr(ins.A);
            e.ShiftI(op, w, d, amount);
            DefineGpr(current, d);
            return;
        }

        if (op == Shift.Ror)
        {
            int count = UseGpr(ins.B);
            int d = CopyGpr(ins.A);
            e.Mov(false, RCX, count);
            e.ShiftCl(op, w, d);
            DefineGpr(current, d);
            return;
        }

        int s = UseGpr(ins.A);
        int c = UseGpr(ins.B);
        int t = AllocateGpr();
        switch (op)
        {
            case Shift.Shl: e.Shlx(w, t, s, c); break;
            case Shift.Shr: e.Shrx(w, t, s, c); break;
            default: e.Sarx(w, t, s, c); break;
        }

        DefineGpr(current, t);
    }

    private void LowerDivide(in Instruction ins, bool w)
    {
        Reserve(RDX);
        int a = UseGpr(ins.A);
        int b = UseGpr(ins.B);
        bool signed = ins.Op == Op.DivSigned;
        byte* overflow = null;
        e.Op(Alu.Xor, false, RAX, RAX);
        e.Test(w, b, b);
        byte* zero = e.JccShort(Cc.E);
        e.Mov(w, RAX, a);
        if (signed)
        {
            e.OpI(Alu.Cmp, w, b, -1);
            byte* ordinary = e.JccShort(Cc.NE);
            e.Op(Unary.Neg, w, RAX);
            overflow = e.JmpShort();
            e.PatchShortHere(ordinary);
            e.Cqo(w);
            e.Op(Unary.Idiv, w, b);
        }
        else
        {
            e.Op(Alu.Xor, false, RDX, RDX);
            e.Op(Unary.Div, w, b);
        }

        e.PatchShortHere(zero);
        if (overflow != null)
        {
            e.PatchShortHere(overflow);
        }

        e.Mov(w, RDX, RAX);
        DefineGpr(current, RDX);
    }

    private void LowerMinMax(Cc keepA, in Instruction ins, bool w)
    {
        int b = UseGpr(ins.B);
        int a = UseGpr(ins.A);
        int d = AllocateGpr();
        e.Mov(w, d, b);
        e.Op(Alu.Cmp, w, a, b);
        e.Cmov(keepA, w, d, a);
        DefineGpr(current, d);
    }
}
