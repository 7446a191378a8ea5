using Armillary.Ir;
using Armillary.X64.Assembler;
using static Armillary.X64.Assembler.Gpr;

namespace Armillary.X64;

/// <content>Floating point by lane. Checks and sites as for scalars.</content>
public sealed unsafe partial class BlockCompiler
{
    private bool LowerVectorFloat(in Instruction ins)
    {
        bool s = ins.Sub == 32;
        if (ins.Sub == 16 && ins.Op is Op.VFAdd or Op.VFSub or Op.VFMul or Op.VFDiv or Op.VFSqrt)
        {
            return LowerHalf(in ins);
        }

        if (ins.Sub == 16 || (byte)ins.Imm is not (64 or 128) || (ins.Sub == 64 && (byte)ins.Imm == 64))
        {
            return false;
        }

        if (ins.Op is Op.VFNeg or Op.VFAbs)
        {
            int a = UseXmm(ins.A);
            int d = AllocateXmm();
            e.V(
                ins.Op == Op.VFNeg ? VexOp.VPXOR : VexOp.VPAND,
                d,
                a,
                Constant(ins.Op == Op.VFNeg ? (s ? VectorConstant.Sign32 : VectorConstant.Sign64) : (s ? VectorConstant.Magnitude32 : VectorConstant.Magnitude64)));
            FinishVector(in ins, d);
            return true;
        }

        if (exactFloatingPoint)
        {
            return false;
        }

        switch (ins.Op)
        {
            case Op.VFAdd:
                return LowerVectorFloat(in ins, s ? VexOp.VADDPS : VexOp.VADDPD, false);
            case Op.VFSub:
                return LowerVectorFloat(in ins, s ? VexOp.VSUBPS : VexOp.VSUBPD, false);
            case Op.VFMul:
                return LowerVectorFloat(in ins, s ? VexOp.VMULPS : VexOp.VMULPD, true);
            case Op.VFDiv:
                return LowerVectorFloat(in ins, s ? VexOp.VDIVPS : VexOp.VDIVPD, true);
            case Op.VFSqrt:
                return LowerVectorFloat(in ins, s ? VexOp.VSQRTPS : VexOp.VSQRTPD, false);
            case Op.VFMulAdd when features.Fma:
            {
                int a = UseXmm(ins.A);
                int b = UseXmm(ins.B);
                int c = UseXmm(ins.C);
                int d = AllocateXmm();
                e.VMov(d, WholeLanes(in ins, a, 15));
                int y = WholeLanes(in ins, b, 14);
                int z = WholeLanes(in ins, c, 15);
                e.V(s ? VexOp.VFMADD231PS : VexOp.VFMADD231PD, d, y, z);
                FinishVectorFloat(in ins, d, true, XmmPlace(a), XmmPlace(b), XmmPlace(c));
                return true;
            }

            case Op.VFMax or Op.VFMaxNum:
                return LowerVectorFloatMinMax(in ins, s ? VexOp.VMAXPS : VexOp.VMAXPD, VexOp.VPAND);
            case Op.VFMin or Op.VFMinNum:
                return LowerVectorFloatMinMax(in ins, s ? VexOp.VMINPS : VexOp.VMINPD, VexOp.VPOR);
            case Op.VFCompareEqual or Op.VFCompareGreater or Op.VFCompareGreaterEqual:
            {
                int a = UseXmm(ins.A);
                int b = UseXmm(ins.B);
                int d = AllocateXmm();
                e.VI(s ? VexOp.VCMPPS : VexOp.VCMPPD, d, WholeLanes(in ins, a, 14), WholeLanes(in ins, b, 15), ComparePredicate(ins.Op));
                FinishVector(in ins, d);
                return true;
            }

            default:
                return false;
        }
    }

    /// <summary>For operations on 64 bits the low half twice, so that the upper lanes raise nothing of their own; they do not where they are zero.</summary>
    private int WholeLanes(in Instruction ins, int x, int scratch)
    {
        if ((byte)ins.Imm == 128 || KeepsZeroUpper(in ins))
        {
            return x;
        }

        e.V(VexOp.VMOVDDUP, scratch, 0, x);
        return scratch;
    }

    /// <summary>Zeroes the upper half where the operation is one of 64 bits, and defines the result.</summary>
    private void FinishVector(in Instruction ins, int d)
    {
        if ((byte)ins.Imm == 64 && !KeepsZeroUpper(in ins))
        {
            e.V(VexOp.VMOVQ_load, d, 0, d);
        }

        DefineXmm(current, d);
    }

    private bool LowerVectorFloat(in Instruction ins, VexOp op, bool tiny)
    {
        int a = UseXmm(ins.A);
        int b = ins.B >= 0 ? UseXmm(ins.B) : -1;
        int d = AllocateXmm();
        if (b < 0)
        {
            e.V(op, d, 0, WholeLanes(in ins, a, 14));
        }
        else
        {
            int x = WholeLanes(in ins, a, 14);
            e.V(op, d, x, WholeLanes(in ins, b, 15));
        }

        FinishVectorFloat(in ins, d, tiny, XmmPlace(a), b < 0 ? default : XmmPlace(b), default);
        return true;
    }

    private void FinishVectorFloat(in Instruction ins, int d, bool tiny, Location a, Location b, Location c)
    {
        bool s = ins.Sub == 32;
        if (tiny)
        {
            const int EqualOrUnordered = 8;
            e.V(VexOp.VPAND, 15, d, Constant(s ? VectorConstant.Magnitude32 : VectorConstant.Magnitude64));
            e.VI(s ? VexOp.VCMPPS : VexOp.VCMPPD, 15, 15, Constant(s ? VectorConstant.MinNormal32 : VectorConstant.MinNormal64), EqualOrUnordered);
        }
        else
        {
            e.VI(s ? VexOp.VCMPPS : VexOp.VCMPPD, 15, d, d, 3);
        }

        e.V(s ? VexOp.VMOVMSKPS : VexOp.VMOVMSKPD, RAX, 0, 15);
        e.Test(false, RAX, RAX);
        byte* slow = e.Jcc(Cc.NE);
        if ((byte)ins.Imm == 64 && !KeepsZeroUpper(in ins))
        {
            e.V(VexOp.VMOVQ_load, d, 0, d);
        }

        AddFloatSite(slow, null, in ins, a, b, c, d + XmmBase);
        DefineXmm(current, d);
    }

    private bool LowerVectorFloatMinMax(in Instruction ins, VexOp op, VexOp combine)
    {
        bool s = ins.Sub == 32;
        int a = UseXmm(ins.A);
        int b = UseXmm(ins.B);
        int d = AllocateXmm();
        int x = WholeLanes(in ins, a, 14);
        int y = WholeLanes(in ins, b, 15);
        e.VI(s ? VexOp.VCMPPS : VexOp.VCMPPD, d, x, y, 3);
        e.V(VexOp.VPTEST, d, 0, d);
        byte* slow = e.Jcc(Cc.NE);
        e.V(op, d, x, y);
        e.V(op, 15, y, x);
        e.V(combine, d, d, 15);
        if ((byte)ins.Imm == 64)
        {
            e.V(VexOp.VMOVQ_load, d, 0, d);
        }

        AddFloatSite(slow, null, in ins, XmmPlace(a), XmmPlace(b), default, d + XmmBase);
        DefineXmm(current, d);
        return true;
    }
}
