using Armillary.Ir;
using Armillary.X64.Assembler;
using static Armillary.X64.Assembler.Gpr;

namespace Armillary.X64;

/// <content>Integer multiplication. MULX leaves the host's flags alone, and gives both halves of a product.</content>
public sealed unsafe partial class BlockCompiler
{
    private void LowerMul(in Instruction ins, bool w)
    {
        if (IsMade(current))
        {
            return;
        }

        int d;
        if (IsImmediate(ins.B, w, out int immediate))
        {
            int a = UseGpr(ins.A);
            d = Dies(ins.A) ? CopyGpr(ins.A) : AllocateGpr();
            e.ImulI(w, d, a, immediate);
            hostFlagsOp = Op.Nop;
        }
        else if (w && FindHalf(Op.MulHighUnsigned) is var high && (high >= 0 || KeepsHostCarry))
        {
            LowerMulx(in ins, high, current);
            return;
        }
        else
        {
            int b = UseGpr(ins.B);
            d = CopyGpr(ins.A);
            e.Imul(w, d, b);
            hostFlagsOp = Op.Nop;
        }

        DefineGpr(current, d);
    }

    private void LowerMulHigh(in Instruction ins)
    {
        if (IsMade(current))
        {
            return;
        }

        if (ins.Op == Op.MulHighUnsigned)
        {
            LowerMulx(in ins, current, FindHalf(Op.Mul));
            return;
        }

        Reserve(RDX);
        int a = UseGpr(ins.A);
        int b = UseGpr(ins.B);
        e.Mov(true, RAX, a);
        e.Op(Unary.Imul, true, b);
        hostFlagsOp = Op.Nop;
        DefineGpr(current, RDX);
    }

    /// <summary>Whether a multiplication's other half has made it already.</summary>
    private bool IsMade(int v) => values[v].Register >= 0 || values[v].Spill >= 0;

    /// <summary>The multiplication that makes the other half of the current one's product and stands near, -1 if none.</summary>
    private int FindHalf(Op op)
    {
        ref Instruction ins = ref block[current];
        int last = Math.Min(block.Count - 1, current + 4);
        for (int i = current + 1; i <= last; i++)
        {
            ref Instruction other = ref block[i];
            if (other.Op == op && other.Type == IrType.I64 && !values[i].Dead && !IsMade(i)
                && ((other.A == ins.A && other.B == ins.B) || (other.A == ins.B && other.B == ins.A)))
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>Both halves of a product, or one.</summary>
    /// <param name="ins">One of the multiplications.</param>
    /// <param name="high">The value that the high half is, -1 if nobody wants it.</param>
    /// <param name="low">The value that the low half is, -1 if nobody wants it.</param>
    private void LowerMulx(in Instruction ins, int high, int low)
    {
        (int x, int y) = values[ins.B].Register == RDX || (values[ins.A].Register != RDX && values[ins.B].LastUse > values[ins.A].LastUse)
            ? (ins.B, ins.A) : (ins.A, ins.B);
        if (values[x].Register != RDX)
        {
            // Often it is a factor of the next product too: it stays there.
            Reserve(RDX);
            LoadInto(RDX, x);
            if (!values[x].Pinned)
            {
                DropRegister(x);
                DefineGpr(x, RDX);
            }
        }

        locked |= 1u << RDX;
        int b = UseGpr(y);
        int h = high >= 0 ? AllocateGpr() : RAX;
        int l = low >= 0 ? AllocateGpr() : RAX;
        e.Mulx(true, h, l, b);
        if (high >= 0)
        {
            DefineGpr(high, h);
        }

        if (low >= 0)
        {
            DefineGpr(low, l);
        }
    }
}
