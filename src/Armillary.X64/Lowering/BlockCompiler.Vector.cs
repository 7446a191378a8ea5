using Armillary.Ir;
using Armillary.X64.Assembler;
using static Armillary.X64.Assembler.Gpr;

namespace Armillary.X64;

/// <content>Vectors: moves between register files, logic, lane arithmetic.</content>
public sealed unsafe partial class BlockCompiler
{
    private bool LowerVector(in Instruction ins)
    {
        switch (ins.Op)
        {
            case Op.VFromInt:
            {
                int a = UseGpr(ins.A);
                int d = AllocateXmm();
                if (ins.Sub < 32)
                {
                    e.ZeroExtend(ins.Sub, RAX, a);
                    a = RAX;
                }

                e.V(ins.Sub == 64 ? VexOp.VMOVQ : VexOp.VMOVD, d, 0, a);
                DefineXmm(current, d);
                return true;
            }

            case Op.VExtract or Op.VExtractSigned:
                LowerExtractElement(in ins);
                return true;
            case Op.VInsert:
            {
                int b = UseGpr(ins.B);
                int a = UseXmm(ins.A);
                int d = AllocateXmm();
                VexOp op = ins.Sub switch { 8 => VexOp.VPINSRB, 16 => VexOp.VPINSRW, 32 => VexOp.VPINSRD, _ => VexOp.VPINSRQ };
                e.VI(op, d, a, b, (int)ins.Imm);
                DefineXmm(current, d);
                return true;
            }

            case Op.VZeroUpper:
            {
                int d;
                if (ZeroFrom(ins.A) <= ins.Sub || ins.Sub == 128)
                {
                    d = CopyXmm(ins.A);
                }
                else if (ins.Sub == 64)
                {
                    int a = UseXmm(ins.A);
                    d = AllocateXmm();
                    e.V(VexOp.VMOVQ_load, d, 0, a);
                }
                else
                {
                    d = CopyXmm(ins.A);
                    ZeroAbove(d, ins.Sub);
                }

                DefineXmm(current, d);
                return true;
            }

            case Op.VAnd or Op.VOr or Op.VXor:
            {
                VexOp op = ins.Op == Op.VAnd ? VexOp.VPAND : ins.Op == Op.VOr ? VexOp.VPOR : VexOp.VPXOR;
                return LowerLanes(in ins, op);
            }

            case Op.VAndNot:
            {
                int a = UseXmm(ins.A);
                int b = UseXmm(ins.B);
                int d = AllocateXmm();
                e.V(VexOp.VPANDN, d, b, a);
                FinishVector(in ins, d);
                return true;
            }

            case Op.VNot:
            {
                int a = UseXmm(ins.A);
                int d = AllocateXmm();
                e.V(VexOp.VPXOR, d, a, Constant(VectorConstant.Ones));
                FinishVector(in ins, d);
                return true;
            }

            case Op.VBitSelect:
            {
                int a = UseXmm(ins.A);
                int b = UseXmm(ins.B);
                int c = UseXmm(ins.C);
                int d = AllocateXmm();
                e.V(VexOp.VPAND, 15, a, b);
                e.V(VexOp.VPANDN, d, a, c);
                e.V(VexOp.VPOR, d, d, 15);
                FinishVector(in ins, d);
                return true;
            }

            case >= Op.VFAdd and <= Op.VFCompareGreaterEqual:
                return LowerVectorFloat(in ins);
            case Op.VAesEncrypt or Op.VAesDecrypt or Op.VAesMixColumns or Op.VAesInverseMixColumns or Op.VMulPolynomialLong:
                return LowerCrypto(in ins);
            default:
                return (byte)ins.Imm is 64 or 128 && (LowerLaneArithmetic(in ins) || LowerPermutation(in ins) || LowerReduction(in ins) || LowerConversion(in ins));
        }
    }

    private void LowerExtractElement(in Instruction ins)
    {
        int a = UseXmm(ins.A);
        int d = AllocateGpr();
        int index = (int)ins.Imm;
        switch (ins.Sub)
        {
            case 8:
                e.VI(VexOp.VPEXTRB, a, 0, d, index);
                break;
            case 16:
                e.VI(VexOp.VPEXTRW, a, 0, d, index);
                break;
            case 32 when index == 0:
                e.V(VexOp.VMOVD_store, a, 0, d);
                break;
            case 32:
                e.VI(VexOp.VPEXTRD, a, 0, d, index);
                break;
            case 64 when index == 0:
                e.V(VexOp.VMOVQ_store, a, 0, d);
                break;
            default:
                e.VI(VexOp.VPEXTRQ, a, 0, d, index);
                break;
        }

        if (ins.Op == Op.VExtractSigned && ins.Sub < (ins.Type == IrType.I64 ? 64 : 32))
        {
            e.SignExtend(ins.Type == IrType.I64, ins.Sub, d, d);
        }
        else if (ins.Type == IrType.I32 && ins.Sub == 64)
        {
            e.Mov(false, d, d);
        }

        DefineGpr(current, d);
    }

    private bool LowerLanes(in Instruction ins, VexOp op)
    {
        int a = UseXmm(ins.A);
        ReadyValue(ins.B);
        int d = AllocateXmm();
        VValue(op, d, a, ins.B);
        FinishVector(in ins, d);
        return true;
    }

    private bool LowerLaneArithmetic(in Instruction ins)
    {
        // Sub 8, 16, 32, 64 as 0 to 3
        int size = System.Numerics.BitOperations.Log2(ins.Sub) - 3;
        switch (ins.Op)
        {
            case Op.VAdd:
                return LowerLanes(in ins, AddOps[size]);
            case Op.VSub:
                return LowerLanes(in ins, SubOps[size]);
            case Op.VMul when size is 1 or 2:
                return LowerLanes(in ins, size == 1 ? VexOp.VPMULLW : VexOp.VPMULLD);
            case Op.VMul when size == 0:
                return LowerByteMultiply(in ins);
            case Op.VMulEvenSigned:
                return LowerLanes(in ins, VexOp.VPMULDQ);
            case Op.VMulEvenUnsigned:
                return LowerLanes(in ins, VexOp.VPMULUDQ);
            case Op.VMaxSigned when size < 3:
                return LowerLanes(in ins, size == 0 ? VexOp.VPMAXSB : size == 1 ? VexOp.VPMAXSW : VexOp.VPMAXSD);
            case Op.VMinSigned when size < 3:
                return LowerLanes(in ins, size == 0 ? VexOp.VPMINSB : size == 1 ? VexOp.VPMINSW : VexOp.VPMINSD);
            case Op.VMaxUnsigned when size < 3:
                return LowerLanes(in ins, size == 0 ? VexOp.VPMAXUB : size == 1 ? VexOp.VPMAXUW : VexOp.VPMAXUD);
            case Op.VMinUnsigned when size < 3:
                return LowerLanes(in ins, size == 0 ? VexOp.VPMINUB : size == 1 ? VexOp.VPMINUW : VexOp.VPMINUD);
            case Op.VCompareEqual:
                return LowerLanes(in ins, EqualOps[size]);
            case Op.VCompareGreaterSigned:
                return LowerLanes(in ins, GreaterOps[size]);
            case Op.VCompareGreaterEqualSigned or Op.VCompareGreaterUnsigned or Op.VCompareGreaterEqualUnsigned:
                return LowerCompareLanes(in ins, size);
            case Op.VNeg or Op.VAbs:
            {
                int a = UseXmm(ins.A);
                int d = AllocateXmm();
                if (ins.Op == Op.VAbs && size < 3)
                {
                    e.V(size == 0 ? VexOp.VPABSB : size == 1 ? VexOp.VPABSW : VexOp.VPABSD, d, 0, a);
                }
                else if (ins.Op == Op.VAbs)
                {
                    e.V(VexOp.VPXOR, 15, 15, 15);
                    e.V(VexOp.VPCMPGTQ, 15, 15, a);
                    e.V(VexOp.VPXOR, d, a, 15);
                    e.V(VexOp.VPSUBQ, d, d, 15);
                }
                else
                {
                    e.V(VexOp.VPXOR, 15, 15, 15);
                    e.V(SubOps[size], d, 15, a);
                }

                FinishVector(in ins, d);
                return true;
            }

            case Op.VShlImm or Op.VShrImm or Op.VSarImm:
                LowerShiftLanes(in ins, size);
                return true;
            case >= Op.VAddSaturateSigned and <= Op.VSubSaturateUnsigned when size < 3:
                return LowerSaturating(in ins, size);
            case Op.VShift:
                return LowerShiftByRegister(in ins, size);
            case >= Op.VDotSigned and <= Op.VDotUnsignedSigned:
                return LowerDot(in ins);
            default:
                return false;
        }
    }

    private static ReadOnlySpan<VexOp> AddOps => [VexOp.VPADDB, VexOp.VPADDW, VexOp.VPADDD, VexOp.VPADDQ];

    private static ReadOnlySpan<VexOp> SubOps => [VexOp.VPSUBB, VexOp.VPSUBW, VexOp.VPSUBD, VexOp.VPSUBQ];

    private static ReadOnlySpan<VexOp> EqualOps => [VexOp.VPCMPEQB, VexOp.VPCMPEQW, VexOp.VPCMPEQD, VexOp.VPCMPEQQ];

    private static ReadOnlySpan<VexOp> GreaterOps => [VexOp.VPCMPGTB, VexOp.VPCMPGTW, VexOp.VPCMPGTD, VexOp.VPCMPGTQ];

    private static ReadOnlySpan<VexOp> ShiftOps => [VexOp.VPSHIFTW_imm, VexOp.VPSHIFTW_imm, VexOp.VPSHIFTD_imm, VexOp.VPSHIFTQ_imm];

    private bool LowerByteMultiply(in Instruction ins)
    {
        int a = UseXmm(ins.A);
        int b = UseXmm(ins.B);
        int d = AllocateXmm();
        e.V(VexOp.VPMULLW, d, a, b);
        e.V(VexOp.VPAND, d, d, Constant(VectorConstant.Low8));
        e.VShiftI(VexOp.VPSHIFTW_imm, 2, 15, a, 8);
        e.VShiftI(VexOp.VPSHIFTW_imm, 2, 14, b, 8);
        e.V(VexOp.VPMULLW, 15, 15, 14);
        e.VShiftI(VexOp.VPSHIFTW_imm, 6, 15, 15, 8);
        e.V(VexOp.VPOR, d, d, 15);
        FinishVector(in ins, d);
        return true;
    }

    private bool LowerCompareLanes(in Instruction ins, int size)
    {
        int a = UseXmm(ins.A);
        int b = UseXmm(ins.B);
        int d = AllocateXmm();
        bool invert = ins.Op is Op.VCompareGreaterEqualSigned or Op.VCompareGreaterEqualUnsigned;
        if (invert)
        {
            (a, b) = (b, a);
        }

        if (ins.Op != Op.VCompareGreaterEqualSigned)
        {
            VectorConstant sign = size switch
            {
                0 => VectorConstant.Sign8,
                1 => VectorConstant.Sign16,
                2 => VectorConstant.Sign32,
                _ => VectorConstant.Sign64,
            };
            e.V(VexOp.VPXOR, 14, a, Constant(sign));
            e.V(VexOp.VPXOR, 15, b, Constant(sign));
            a = 14;
            b = 15;
        }

        e.V(GreaterOps[size], d, a, b);
        if (invert)
        {
            e.V(VexOp.VPXOR, d, d, Constant(VectorConstant.Ones));
        }

        FinishVector(in ins, d);
        return true;
    }

    private void LowerShiftLanes(in Instruction ins, int size)
    {
        int amount = (int)(ins.Imm >> 8);
        int a = UseXmm(ins.A);
        int d = AllocateXmm();
        int digit = ins.Op == Op.VShlImm ? 6 : ins.Op == Op.VShrImm || size is 0 or 3 ? 2 : 4;
        if (size == 0 && ins.Op == Op.VSarImm)
        {
            amount = Math.Min(amount, 7);
        }

        if (size == 3 && ins.Op == Op.VSarImm)
        {
            // the sign, moved to where it comes in
            e.V(VexOp.VPXOR, 15, 15, 15);
            e.V(VexOp.VPCMPGTQ, 15, 15, a);
            e.VShiftI(VexOp.VPSHIFTQ_imm, 6, 15, 15, 64 - Math.Min(amount, 64));
            e.VShiftI(VexOp.VPSHIFTQ_imm, 2, d, a, amount);
            e.V(VexOp.VPOR, d, d, 15);
        }
        else
        {
            e.VShiftI(ShiftOps[size], digit, d, a, amount);
        }

        if (size == 0)
        {
            uint keep = amount >= 8 ? 0 : ins.Op == Op.VShlImm ? (0xFFu << amount) & 0xFF : 0xFFu >> amount;
            ulong mask = keep * 0x0101_0101_0101_0101UL;
            LoadVectorConstant(15, mask, mask);
            e.V(VexOp.VPAND, d, d, 15);
            if (ins.Op == Op.VSarImm)
            {
                ulong sign = (0x80u >> amount) * 0x0101_0101_0101_0101UL;
                LoadVectorConstant(15, sign, sign);
                e.V(VexOp.VPXOR, d, d, 15);
                e.V(VexOp.VPSUBB, d, d, 15);
            }
        }

        FinishVector(in ins, d);
    }
}
