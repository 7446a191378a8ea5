using Armillary.Ir;
using Armillary.X64.Assembler;
using static Armillary.X64.Assembler.Gpr;

namespace Armillary.X64;

/// <content>Vectors: permutations, width changes, reductions, cryptography.</content>
public sealed unsafe partial class BlockCompiler
{
    private bool LowerPermutation(in Instruction ins)
    {
        int size = System.Numerics.BitOperations.Log2(Math.Max((uint)ins.Sub, 8)) - 3;
        bool half = (byte)ins.Imm == 64;
        int parameter = (int)(ins.Imm >> 8);
        switch (ins.Op)
        {
            case Op.VDup:
            {
                int a = UseGpr(ins.A);
                int d = AllocateXmm();
                e.V(ins.Sub == 64 ? VexOp.VMOVQ : VexOp.VMOVD, d, 0, a);
                e.V(BroadcastOps[size], d, 0, d);
                FinishVector(in ins, d);
                return true;
            }

            case Op.VDupElement:
            {
                int a = UseXmm(ins.A);
                int d = AllocateXmm();
                if (parameter != 0)
                {
                    ShiftRightBytes(15, a, parameter * ins.Sub / 8);
                    a = 15;
                }

                e.V(BroadcastOps[size], d, 0, a);
                FinishVector(in ins, d);
                return true;
            }

            case Op.VZip1 or Op.VZip2:
            {
                int a = UseXmm(ins.A);
                int b = UseXmm(ins.B);
                int d = AllocateXmm();
                if (half && size == 3)
                {
                    e.V(VexOp.VMOVQ_load, d, 0, ins.Op == Op.VZip1 ? a : b);
                }
                else
                {
                    e.V(ins.Op == Op.VZip1 || half ? ZipLowOps[size] : ZipHighOps[size], d, a, b);
                    if (half && ins.Op == Op.VZip2)
                    {
                        ShiftRightBytes(d, d, 8);
                    }
                }

                FinishVector(in ins, d);
                return true;
            }

            case Op.VUzp1 or Op.VUzp2:
                return LowerUnzip(in ins, size, half);
            case Op.VTrn1 or Op.VTrn2:
                return LowerTranspose(in ins, size, half);
            case Op.VExtractBytes:
            {
                int a = UseXmm(ins.A);
                int b = UseXmm(ins.B);
                int d = AllocateXmm();
                if (half)
                {
                    e.V(VexOp.VPUNPCKLQDQ, d, a, b);
                    ShiftRightBytes(d, d, parameter);
                }
                else
                {
                    e.VI(VexOp.VPALIGNR, d, b, a, parameter);
                }

                FinishVector(in ins, d);
                return true;
            }

            case Op.VTable:
            {
                int a = UseXmm(ins.A);
                if (block[ins.B].Op == Op.VConst)
                {
                    // the indices as the host wants them; where only the low half takes part, those of the high half select zero
                    (ulong low, ulong high) = VectorConstantOf(in block[ins.B]);
                    int r = AllocateXmm();
                    VConstant(VexOp.VPSHUFB, r, a, TableIndices(low), half ? ulong.MaxValue : TableIndices(high));
                    DefineXmm(current, r);
                    return true;
                }

                int b = UseXmm(ins.B);
                int d = AllocateXmm();
                e.V(VexOp.VPADDUSB, 15, b, Constant(VectorConstant.Limit16)); // 16 and above get bit 7, which selects zero
                e.V(VexOp.VPSHUFB, d, a, 15);
                FinishVector(in ins, d);
                return true;
            }

            case Op.VCountBits or Op.VReverseBits:
            {
                int a = UseXmm(ins.A);
                int d = AllocateXmm();
                bool count = ins.Op == Op.VCountBits;
                e.VLoad(14, Constant(count ? VectorConstant.BitCounts : VectorConstant.ReverseNibbles));
                e.VShiftI(VexOp.VPSHIFTW_imm, 2, 15, a, 4);
                e.V(VexOp.VPAND, 15, 15, Constant(VectorConstant.Nibble));
                e.V(VexOp.VPAND, d, a, Constant(VectorConstant.Nibble));
                e.V(VexOp.VPSHUFB, 15, 14, 15);
                e.V(VexOp.VPSHUFB, d, 14, d);
                if (count)
                {
                    e.V(VexOp.VPADDB, d, d, 15);
                }
                else
                {
                    e.VShiftI(VexOp.VPSHIFTW_imm, 6, d, d, 4);
                    e.V(VexOp.VPOR, d, d, 15);
                }

                FinishVector(in ins, d);
                return true;
            }

            case Op.VReverse:
                return LowerReverse(in ins, parameter);
            case Op.VWidenSigned or Op.VWidenUnsigned when size < 3:
            {
                int a = UseXmm(ins.A);
                int d = AllocateXmm();
                if ((parameter & 1) != 0)
                {
                    ShiftRightBytes(15, a, 8);
                    a = 15;
                }

                ReadOnlySpan<VexOp> ops = ins.Op == Op.VWidenSigned
                    ? [VexOp.VPMOVSXBW, VexOp.VPMOVSXWD, VexOp.VPMOVSXDQ]
                    : [VexOp.VPMOVZXBW, VexOp.VPMOVZXWD, VexOp.VPMOVZXDQ];
                e.V(ops[size], d, 0, a);
                DefineXmm(current, d);
                return true;
            }

            case Op.VNarrow when size < 3 && half:
            {
                int a = UseXmm(ins.A);
                int d = AllocateXmm();
                if (size == 2)
                {
                    e.VI(VexOp.VPSHUFD, d, 0, a, 0x08);
                    e.V(VexOp.VMOVQ_load, d, 0, d);
                }
                else
                {
                    e.V(VexOp.VPSHUFB, d, a, Constant(size == 0 ? VectorConstant.EvenBytes : VectorConstant.EvenHalves));
                }

                DefineXmm(current, d);
                return true;
            }

            default:
                return false;
        }
    }

    private static ReadOnlySpan<VexOp> BroadcastOps => [VexOp.VPBROADCASTB, VexOp.VPBROADCASTW, VexOp.VPBROADCASTD, VexOp.VPBROADCASTQ];

    private static ReadOnlySpan<VexOp> ZipLowOps => [VexOp.VPUNPCKLBW, VexOp.VPUNPCKLWD, VexOp.VPUNPCKLDQ, VexOp.VPUNPCKLQDQ];

    private static ReadOnlySpan<VexOp> ZipHighOps => [VexOp.VPUNPCKHBW, VexOp.VPUNPCKHWD, VexOp.VPUNPCKHDQ, VexOp.VPUNPCKHQDQ];

    /// <summary>VPSRLDQ.</summary>
    private void ShiftRightBytes(int d, int s, int bytes) => e.VShiftI(VexOp.VPSHIFTQ_imm, 3, d, s, bytes);

    private bool LowerUnzip(in Instruction ins, int size, bool half)
    {
        int a = UseXmm(ins.A);
        int b = UseXmm(ins.B);
        int d = AllocateXmm();
        bool odd = ins.Op == Op.VUzp2;
        if (half)
        {
            if (size == 3)
            {
                e.V(VexOp.VMOVQ_load, d, 0, odd ? b : a);
            }
            else if (size == 2)
            {
                e.V(VexOp.VPUNPCKLDQ, d, a, b);
                if (odd)
                {
                    ShiftRightBytes(d, d, 8);
                }
            }
            else
            {
                e.V(VexOp.VPUNPCKLQDQ, d, a, b);
                e.V(VexOp.VPSHUFB, d, d, Constant(EvenOdd(size, odd)));
            }

            FinishVector(in ins, d);
            return true;
        }

        if (size == 3)
        {
            e.V(odd ? VexOp.VPUNPCKHQDQ : VexOp.VPUNPCKLQDQ, d, a, b);
        }
        else if (size == 2)
        {
            e.VI(VexOp.VSHUFPS, d, a, b, odd ? 0xDD : 0x88);
        }
        else
        {
            VectorConstant shuffle = EvenOdd(size, odd);
            e.V(VexOp.VPSHUFB, 15, a, Constant(shuffle));
            e.V(VexOp.VPSHUFB, 14, b, Constant(shuffle));
            e.V(VexOp.VPUNPCKLQDQ, d, 15, 14);
        }

        DefineXmm(current, d);
        return true;
    }

    private static VectorConstant EvenOdd(int size, bool odd) => size == 0
        ? (odd ? VectorConstant.OddBytes : VectorConstant.EvenBytes)
        : (odd ? VectorConstant.OddHalves : VectorConstant.EvenHalves);

    private bool LowerTranspose(in Instruction ins, int size, bool half)
    {
        int a = UseXmm(ins.A);
        int b = UseXmm(ins.B);
        int d = AllocateXmm();
        bool second = ins.Op == Op.VTrn2;
        if (size == 3)
        {
            if (half)
            {
                e.V(VexOp.VMOVQ_load, d, 0, second ? b : a);
            }
            else
            {
                e.V(second ? VexOp.VPUNPCKHQDQ : VexOp.VPUNPCKLQDQ, d, a, b);
            }

            FinishVector(in ins, d);
            return true;
        }

        // one operand moves by an element so that the wanted ones alternate
        VexOp shift = size == 0 ? VexOp.VPSHIFTW_imm : size == 1 ? VexOp.VPSHIFTD_imm : VexOp.VPSHIFTQ_imm;
        e.VShiftI(shift, second ? 2 : 6, 15, second ? a : b, ins.Sub);
        int low = second ? 15 : a;
        int high = second ? b : 15;
        if (size == 0)
        {
            e.VLoad(14, Constant(VectorConstant.Low8));
            e.V(VexOp.VPANDN, d, 14, high);
            e.V(VexOp.VPAND, 14, 14, low);
            e.V(VexOp.VPOR, d, d, 14);
        }
        else
        {
            e.VI(VexOp.VPBLENDW, d, low, high, size == 1 ? 0xAA : 0xCC);
        }

        FinishVector(in ins, d);
        return true;
    }

    private bool LowerReverse(in Instruction ins, int container)
    {
        int a = UseXmm(ins.A);
        int d = AllocateXmm();
        switch (ins.Sub, container)
        {
            case (8, 16):
                e.V(VexOp.VPSHUFB, d, a, Constant(VectorConstant.ReverseBytes16));
                break;
            case (8, 32):
                e.V(VexOp.VPSHUFB, d, a, Constant(VectorConstant.ReverseBytes32));
                break;
            case (8, 64):
                e.V(VexOp.VPSHUFB, d, a, Constant(VectorConstant.ReverseBytes64));
                break;
            case (16, 32) or (16, 64):
                int order = container == 32 ? 0xB1 : 0x1B;
                e.VI(VexOp.VPSHUFLW, d, 0, a, order);
                e.VI(VexOp.VPSHUFHW, d, 0, d, order);
                break;
            case (32, 64):
                e.VI(VexOp.VPSHUFD, d, 0, a, 0xB1);
                break;
            default:
                return false;
        }

        FinishVector(in ins, d);
        return true;
    }

    private bool LowerReduction(in Instruction ins)
    {
        if (ins.Op is not (>= Op.VReduceAdd and <= Op.VReduceMinUnsigned) || ins.Sub > 32)
        {
            return false;
        }

        int size = System.Numerics.BitOperations.Log2(ins.Sub) - 3;
        ReadOnlySpan<VexOp> ops = ins.Op switch
        {
            Op.VReduceAdd => AddOps,
            Op.VReduceMaxSigned => [VexOp.VPMAXSB, VexOp.VPMAXSW, VexOp.VPMAXSD],
            Op.VReduceMinSigned => [VexOp.VPMINSB, VexOp.VPMINSW, VexOp.VPMINSD],
            Op.VReduceMaxUnsigned => [VexOp.VPMAXUB, VexOp.VPMAXUW, VexOp.VPMAXUD],
            _ => [VexOp.VPMINUB, VexOp.VPMINUW, VexOp.VPMINUD],
        };
        int from = UseXmm(ins.A);
        int d = AllocateXmm();
        for (int bits = (byte)ins.Imm / 2; bits >= ins.Sub; bits /= 2)
        {
            ShiftRightBytes(15, from, bits / 8);
            e.V(ops[size], d, from, 15);
            from = d;
        }

        ZeroAbove(d, ins.Sub);
        DefineXmm(current, d);
        return true;
    }

    private bool LowerCrypto(in Instruction ins)
    {
        if (ins.Op == Op.VMulPolynomialLong)
        {
            if (!features.Pclmulqdq || ins.Sub != 64)
            {
                return false;
            }

            int x = UseXmm(ins.A);
            int y = UseXmm(ins.B);
            int r = AllocateXmm();
            e.VI(VexOp.VPCLMULQDQ, r, x, y, (ins.Imm >> 8 & 1) != 0 ? 0x11 : 0x00);
            DefineXmm(current, r);
            return true;
        }

        if (!features.Aes)
        {
            return false;
        }

        int a = UseXmm(ins.A);
        int d = AllocateXmm();
        switch (ins.Op)
        {
            case Op.VAesInverseMixColumns:
                e.V(VexOp.VAESIMC, d, 0, a);
                break;
            case Op.VAesMixColumns:
                // the inverse of what AESENC does before it mixes, then AESENC
                e.V(VexOp.VPXOR, 15, 15, 15);
                e.V(VexOp.VAESDECLAST, d, a, 15);
                e.V(VexOp.VAESENC, d, d, 15);
                break;
            default:
                int b = UseXmm(ins.B);
                e.V(VexOp.VPXOR, 15, 15, 15);
                e.V(VexOp.VPXOR, d, a, b);
                e.V(ins.Op == Op.VAesEncrypt ? VexOp.VAESENCLAST : VexOp.VAESDECLAST, d, d, 15);
                break;
        }

        DefineXmm(current, d);
        return true;
    }
}
