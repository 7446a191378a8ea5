using Armillary.Ir;
using Armillary.X64.Assembler;
using static Armillary.X64.Assembler.Gpr;

namespace Armillary.X64;

/// <content>Bit fields, counts, reversals, checksums.</content>
public sealed unsafe partial class BlockCompiler
{
    private bool LowerBits(in Instruction ins, bool w)
    {
        switch (ins.Op)
        {
            case Op.CountLeadingZeros:
            {
                int a = UseGpr(ins.A);
                int d = AllocateGpr();
                e.Lzcnt(w, d, a);
                DefineGpr(current, d);
                return true;
            }

            case Op.CountLeadingSigns:
            {
                // clz of (x << 1) ^ x, with a bit below so that it is never 64
                int a = UseGpr(ins.A);
                int d = AllocateGpr();
                e.Lea(w, RAX, new Mem(a, a, 0));
                e.Op(Alu.Xor, w, RAX, a);
                e.OpI(Alu.Or, w, RAX, 1);
                e.Lzcnt(w, d, RAX);
                DefineGpr(current, d);
                return true;
            }

            case Op.ReverseBytes:
            {
                int d = CopyGpr(ins.A);
                e.Bswap(w, d);
                DefineGpr(current, d);
                return true;
            }

            case Op.ReverseBytes32:
            {
                int d = CopyGpr(ins.A);
                e.Bswap(true, d);
                e.ShiftI(Shift.Ror, true, d, 32);
                DefineGpr(current, d);
                return true;
            }

            case Op.ReverseBytes16:
            {
                int d = CopyGpr(ins.A);
                SwapGroups(d, w, 8, 0x00FF_00FF_00FF_00FF);
                DefineGpr(current, d);
                return true;
            }

            case Op.ReverseBits:
            {
                int d = CopyGpr(ins.A);
                e.Bswap(w, d);
                SwapGroups(d, w, 4, 0x0F0F_0F0F_0F0F_0F0F);
                SwapGroups(d, w, 2, 0x3333_3333_3333_3333);
                SwapGroups(d, w, 1, 0x5555_5555_5555_5555);
                DefineGpr(current, d);
                return true;
            }

            case Op.ExtractField:
                LowerExtractField(in ins, w);
                return true;
            case Op.ExtractFieldSigned:
            {
                int width = w ? 64 : 32;
                int top = width - (int)ins.Imm - ins.Sub;
                int d = CopyGpr(ins.A);
                if (ins.Imm == 0 && (ins.Sub is 8 or 16 || (ins.Sub == 32 && w)))
                {
                    e.SignExtend(w, ins.Sub, d, d);
                }
                else
                {
                    if (top != 0)
                    {
                        e.ShiftI(Shift.Shl, w, d, top);
                    }

                    e.ShiftI(Shift.Sar, w, d, width - ins.Sub);
                }

                DefineGpr(current, d);
                return true;
            }

            case Op.InsertField:
            {
                // rotate the field to the bottom, shift the new one in from above, rotate back
                int width = w ? 64 : 32;
                int b = UseGpr(ins.B);
                int d = CopyGpr(ins.A);
                if (ins.Sub == width)
                {
                    e.Mov(w, d, b);
                    DefineGpr(current, d);
                    return true;
                }

                if (d == b)
                {
                    e.Mov(w, RAX, b);
                    b = RAX;
                }

                if (ins.Imm != 0)
                {
                    e.ShiftI(Shift.Ror, w, d, (int)ins.Imm);
                }

                e.Shrd(w, d, b, ins.Sub);
                int back = ((int)ins.Imm + ins.Sub) & (width - 1);
                e.ShiftI(Shift.Rol, w, d, back);
                DefineGpr(current, d);
                return true;
            }

            case Op.ExtractPair:
            {
                int high = UseGpr(ins.A);
                if (ins.A == ins.B)
                {
                    int r = AllocateGpr();
                    e.Rorx(w, r, high, (int)ins.Imm);
                    DefineGpr(current, r);
                    return true;
                }

                int d = CopyGpr(ins.B);
                if (ins.Imm != 0)
                {
                    e.Shrd(w, d, high, (int)ins.Imm);
                }

                DefineGpr(current, d);
                return true;
            }

            case Op.Crc32:
                return LowerCrc32(in ins);
            case Op.Crc32C:
            {
                int b = UseGpr(ins.B);
                int d = CopyGpr(ins.A);
                if (d == b)
                {
                    e.Mov(true, RAX, b);
                    b = RAX;
                }

                e.Crc32C(ins.Sub, d, b);
                DefineGpr(current, d);
                return true;
            }

            default:
                return false;
        }
    }

    private void LowerExtractField(in Instruction ins, bool w)
    {
        int width = w ? 64 : 32;
        int low = (int)ins.Imm;
        int d = CopyGpr(ins.A);
        if (low + ins.Sub >= width)
        {
            e.ShiftI(Shift.Shr, w, d, low);
        }
        else if (low == 0 && ins.Sub is 8 or 16 or 32)
        {
            e.ZeroExtend(ins.Sub, d, d);
        }
        else if (ins.Sub < 32)
        {
            if (low != 0)
            {
                e.ShiftI(Shift.Shr, w, d, low);
            }

            e.OpI(Alu.And, false, d, (int)((1u << ins.Sub) - 1));
        }
        else
        {
            e.ShiftI(Shift.Shl, w, d, width - low - ins.Sub);
            e.ShiftI(Shift.Shr, w, d, width - ins.Sub);
        }

        DefineGpr(current, d);
    }

    /// <summary>Swaps neighbouring groups of bits; the mask names the lower of each two. Uses RAX and RCX.</summary>
    private void SwapGroups(int d, bool w, int bits, long mask)
    {
        if (w)
        {
            e.MovI(RCX, mask);
            e.Mov(true, RAX, d);
            e.ShiftI(Shift.Shr, true, RAX, bits);
            e.Op(Alu.And, true, RAX, RCX);
            e.Op(Alu.And, true, d, RCX);
        }
        else
        {
            e.Mov(false, RAX, d);
            e.ShiftI(Shift.Shr, false, RAX, bits);
            e.OpI(Alu.And, false, RAX, (int)mask);
            e.OpI(Alu.And, false, d, (int)mask);
        }

        e.ShiftI(Shift.Shl, w, d, bits);
        e.Op(Alu.Or, w, d, RAX);
    }
}
