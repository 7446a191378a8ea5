using Armillary.Ir;
using Armillary.X64.Assembler;
using static Armillary.X64.Assembler.Gpr;

namespace Armillary.X64;

/// <content>CRC-32, SHA-1, SHA-512.</content>
public sealed unsafe partial class BlockCompiler
{
    /// <summary>
    /// CRC32B to CRC32X: the polynomial 0x04C11DB7, bits reversed. 32 bits at a time by Barrett's reduction: the low half of the first product is the quotient,
    /// the high half of the second the remainder.
    /// </summary>
    private bool LowerCrc32(in Instruction ins)
    {
        if (!features.Pclmulqdq)
        {
            return false;
        }

        int a = UseGpr(ins.A);
        int b = UseGpr(ins.B);
        int d = AllocateGpr();
        e.Mov(false, RAX, a);
        e.Op(Alu.Xor, ins.Sub == 64, RAX, b);
        if (ins.Sub < 32)
        {
            e.ShiftI(Shift.Shl, false, RAX, 32 - ins.Sub);
        }

        e.V(VexOp.VMOVQ, 15, 0, RAX);
        if (ins.Sub == 64)
        {
            e.V(VexOp.VPAND, 14, 15, Constant(VectorConstant.Low32));
            ReduceCrc32();
            e.VShiftI(VexOp.VPSHIFTQ_imm, 2, 14, 14, 32);
            e.VShiftI(VexOp.VPSHIFTQ_imm, 2, 15, 15, 32);
            e.V(VexOp.VPXOR, 14, 14, 15);
        }
        else
        {
            e.VMov(14, 15);
        }

        ReduceCrc32();
        e.VI(VexOp.VPEXTRD, 14, 0, d, 1);
        if (ins.Sub < 32)
        {
            e.Mov(false, RAX, a);
            e.ShiftI(Shift.Shr, false, RAX, ins.Sub);
            e.Op(Alu.Xor, false, d, RAX);
        }

        DefineGpr(current, d);
        return true;
    }

    /// <summary>From 32 bits in XMM14 (zero above them) to their remainder in its bits 63:32.</summary>
    private void ReduceCrc32()
    {
        e.VI(VexOp.VPCLMULQDQ, 14, 14, Constant(VectorConstant.Crc32), 0x10);
        e.V(VexOp.VPAND, 14, 14, Constant(VectorConstant.Low32));
        e.VI(VexOp.VPCLMULQDQ, 14, 14, Constant(VectorConstant.Crc32), 0x00);
    }

    private bool LowerSha1(in Instruction ins)
    {
        bool rounds = ins.Op is Op.VSha1C or Op.VSha1P or Op.VSha1M;
        if (rounds && !features.Sha)
        {
            return false;
        }

        int a = UseXmm(ins.A);
        int b = ins.B >= 0 ? UseXmm(ins.B) : -1;
        int c = ins.C >= 0 ? UseXmm(ins.C) : -1;
        int d = AllocateXmm();
        switch (ins.Op)
        {
            case Op.VSha1H:
                e.VShiftI(VexOp.VPSHIFTD_imm, 6, 15, a, 30);
                e.VShiftI(VexOp.VPSHIFTD_imm, 2, d, a, 2);
                e.V(VexOp.VPOR, d, d, 15);
                ZeroAbove(d, 32);
                break;
            case Op.VSha1Su0:
                e.VI(VexOp.VPALIGNR, 15, b, a, 8);
                e.V(VexOp.VPXOR, d, a, c);
                e.V(VexOp.VPXOR, d, d, 15);
                break;
            case Op.VSha1Su1:
                // the highest word takes the lowest one's result in, rotated once more
                ShiftRightBytes(15, b, 4);
                e.V(VexOp.VPXOR, 15, 15, a);
                e.VShiftI(VexOp.VPSHIFTD_imm, 6, d, 15, 1);
                e.VShiftI(VexOp.VPSHIFTD_imm, 2, 15, 15, 31);
                e.V(VexOp.VPOR, d, d, 15);
                e.VShiftI(VexOp.VPSHIFTQ_imm, 7, 15, d, 12);
                e.VShiftI(VexOp.VPSHIFTD_imm, 6, 14, 15, 1);
                e.VShiftI(VexOp.VPSHIFTD_imm, 2, 15, 15, 31);
                e.V(VexOp.VPXOR, d, d, 14);
                e.V(VexOp.VPXOR, d, d, 15);
                break;
            default:
                // the host has words the other way round, and adds the round constant, which is in C already
                (int function, uint constant) = ins.Op switch { Op.VSha1C => (0, 0x5A82_7999u), Op.VSha1P => (1, 0x6ED9_EBA1u), _ => (2, 0x8F1B_BCDCu) };
                ulong twice = ((ulong)constant << 32) | constant;
                e.VI(VexOp.VINSERTPS, 15, b, b, 0x0E);
                e.V(VexOp.VPADDD, 15, 15, c);
                VConstant(VexOp.VPSUBD, 15, 15, twice, twice);
                e.VI(VexOp.VPSHUFD, 15, 0, 15, 0x1B);
                e.VI(VexOp.VPSHUFD, 14, 0, a, 0x1B);
                e.Sha1Rounds(14, 15, function);
                e.VI(VexOp.VPSHUFD, d, 0, 14, 0x1B);
                break;
        }

        DefineXmm(current, d);
        return true;
    }

    private bool LowerSha512(in Instruction ins)
    {
        int a = UseXmm(ins.A);
        int b = UseXmm(ins.B);
        int c = ins.C >= 0 ? UseXmm(ins.C) : -1;
        int d = AllocateXmm();
        switch (ins.Op)
        {
            case Op.VSha512Su0:
                e.VI(VexOp.VPALIGNR, 14, b, a, 8);
                Sigma(d, 14, 1, 8, 7);
                e.V(VexOp.VPADDQ, d, d, a);
                break;
            case Op.VSha512Su1:
                Sigma(d, b, 19, 61, 6);
                e.V(VexOp.VPADDQ, d, d, a);
                e.V(VexOp.VPADDQ, d, d, c);
                break;
            default:
                LowerSha512Rounds(ins.Op == Op.VSha512H, a, b, c, d);
                break;
        }

        DefineXmm(current, d);
        return true;

        void Sigma(int to, int from, int rotate, int rotateMore, int shift)
        {
            e.VShiftI(VexOp.VPSHIFTQ_imm, 2, to, from, shift);
            foreach (int by in (ReadOnlySpan<int>)[rotate, rotateMore])
            {
                e.VShiftI(VexOp.VPSHIFTQ_imm, 2, 15, from, by);
                e.V(VexOp.VPXOR, to, to, 15);
                e.VShiftI(VexOp.VPSHIFTQ_imm, 6, 15, from, 64 - by);
                e.V(VexOp.VPXOR, to, to, 15);
            }
        }
    }

    /// <summary>SHA512H (first) and SHA512H2: two rounds, one after the other, in general registers.</summary>
    private void LowerSha512Rounds(bool first, int a, int b, int c, int d)
    {
        int x = AllocateGpr(), y = AllocateGpr(), z = AllocateGpr(), upper = AllocateGpr(), t = AllocateGpr();
        if (first)
        {
            e.VI(VexOp.VPEXTRQ, c, 0, x, 1);
            e.V(VexOp.VMOVQ_store, b, 0, y);
            e.VI(VexOp.VPEXTRQ, b, 0, z, 1);
            Sum(upper, x, 14, 18, 41);
            Choose(x, y, z);
            e.Op(Alu.Add, true, upper, RAX);
            e.VI(VexOp.VPEXTRQ, a, 0, RAX, 1);
            e.Op(Alu.Add, true, upper, RAX);
            e.V(VexOp.VMOVQ_store, c, 0, t);
            e.Op(Alu.Add, true, t, upper);
            Sum(z, t, 14, 18, 41);
            Choose(t, x, y);
        }
        else
        {
            e.V(VexOp.VMOVQ_store, c, 0, x);
            e.VI(VexOp.VPEXTRQ, c, 0, y, 1);
            e.V(VexOp.VMOVQ_store, b, 0, t);
            Sum(upper, x, 28, 34, 39);
            Majority(t);
            e.Op(Alu.Add, true, upper, RAX);
            e.VI(VexOp.VPEXTRQ, a, 0, RAX, 1);
            e.Op(Alu.Add, true, upper, RAX);
            Sum(z, upper, 28, 34, 39);
            Majority(upper);
        }

        e.Op(Alu.Add, true, z, RAX);
        e.V(VexOp.VMOVQ_store, a, 0, RAX);
        e.Op(Alu.Add, true, z, RAX);
        e.V(VexOp.VMOVQ, d, 0, z);
        e.VI(VexOp.VPINSRQ, d, d, upper, 1);

        void Sum(int to, int from, int by1, int by2, int by3)
        {
            e.Rorx(true, to, from, by1);
            e.Rorx(true, RAX, from, by2);
            e.Op(Alu.Xor, true, to, RAX);
            e.Rorx(true, RAX, from, by3);
            e.Op(Alu.Xor, true, to, RAX);
        }

        // RAX = (select & one) ^ (~select & other)
        void Choose(int select, int one, int other)
        {
            e.Mov(true, RAX, select);
            e.Op(Alu.And, true, RAX, one);
            e.Andn(true, RCX, select, other);
            e.Op(Alu.Xor, true, RAX, RCX);
        }

        // RAX = what two of x, y and the register have
        void Majority(int third)
        {
            e.Mov(true, RAX, x);
            e.Op(Alu.Xor, true, RAX, y);
            e.Op(Alu.And, true, RAX, third);
            e.Mov(true, RCX, x);
            e.Op(Alu.And, true, RCX, y);
            e.Op(Alu.Xor, true, RAX, RCX);
        }
    }
}
