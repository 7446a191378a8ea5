using Armillary.Ir;
using Armillary.Ir.Numerics;
using Armillary.X64.Assembler;
using static Armillary.X64.Assembler.Gpr;

namespace Armillary.X64;

/// <content>
/// Half precision by way of single precision. A single has more than twice the bits of a half, so that rounding to a single first and to a half then is
/// rounding once, for sums, products, quotients and square roots, and each is inexact if the whole is. What comes out as a NaN or as the smallest
/// normal number goes to a site.
/// </content>
public sealed unsafe partial class BlockCompiler
{
    /// <summary>VCVTPS2PH's rounding control: MXCSR's.</summary>
    private const int CurrentRounding = 4;

    private bool LowerHalf(in Instruction ins)
    {
        if (!features.F16c || exactFloatingPoint)
        {
            return false;
        }

        switch (ins.Op)
        {
            case Op.FConvert when ins.Sub == 16 && ins.Imm == 32:
            {
                int a = UseXmm(ins.A);
                int d = AllocateXmm();
                VConstant(VexOp.VPAND, 15, a, uint.MaxValue, 0);
                e.VI(VexOp.VCVTPS2PH, 15, 0, d, CurrentRounding);
                FinishHalf(in ins, d, XmmPlace(a), default);
                return true;
            }

            case Op.FConvert when ins.Sub != 16 && ins.Imm == 16:
            {
                int a = UseXmm(ins.A);
                int d = AllocateXmm();
                LoadHalf(d, a);
                if (ins.Sub == 64)
                {
                    e.V(VexOp.VCVTSS2SD, d, d, d);
                }

                FinishFloat(in ins, d, false, true, XmmPlace(a), default, default);
                return true;
            }

            case Op.FAdd or Op.FSub or Op.FMul or Op.FDiv or Op.FSqrt when ins.Sub == 16:
            {
                int a = UseXmm(ins.A);
                int b = ins.B >= 0 ? UseXmm(ins.B) : -1;
                int d = AllocateXmm();
                LoadHalf(14, a);
                if (b < 0)
                {
                    e.V(VexOp.VSQRTSS, 14, 14, 14);
                }
                else
                {
                    LoadHalf(15, b);
                    e.V(ins.Op switch { Op.FAdd => VexOp.VADDSS, Op.FSub => VexOp.VSUBSS, Op.FMul => VexOp.VMULSS, _ => VexOp.VDIVSS }, 14, 14, 15);
                }

                e.VI(VexOp.VCVTPS2PH, 14, 0, d, CurrentRounding);
                FinishHalf(in ins, d, XmmPlace(a), b < 0 ? default : XmmPlace(b));
                return true;
            }

            case Op.VFAdd or Op.VFSub or Op.VFMul or Op.VFDiv or Op.VFSqrt when ins.Sub == 16 && (byte)ins.Imm is 64 or 128:
                LowerHalfLanes(in ins);
                return true;
            case Op.VFConvertLong when ins.Sub == 16:
            {
                int a = UseXmm(ins.A);
                int d = AllocateXmm();
                int source = a;
                if ((ins.Imm >> 8 & 1) != 0)
                {
                    e.VI(VexOp.VPSHUFD, 15, 0, a, 0xEE);
                    source = 15;
                }

                e.V(VexOp.VCVTPH2PS, d, 0, source);
                e.VI(VexOp.VCMPPS, 15, d, d, 3);
                e.V(VexOp.VPTEST, 15, 0, 15);
                AddFloatSite(e.Jcc(Cc.NE), null, in ins, XmmPlace(a), default, default, d + XmmBase);
                DefineXmm(current, d);
                return true;
            }

            case Op.VFConvertNarrow when ins.Sub == 16 && (byte)ins.Imm == 64 && ins.Imm >> 8 == (int)FPRounding.Current:
            {
                int a = UseXmm(ins.A);
                int d = AllocateXmm();
                e.VI(VexOp.VCVTPS2PH, a, 0, d, CurrentRounding);
                FinishHalfLanes(in ins, d, XmmPlace(a), default);
                return true;
            }

            default:
                return false;
        }
    }

    /// <summary>The half in the low lane as a single, and zero above.</summary>
    private void LoadHalf(int d, int a)
    {
        VConstant(VexOp.VPAND, d, a, 0xFFFF, 0);
        e.V(VexOp.VCVTPH2PS, d, 0, d);
    }

    private void FinishHalf(in Instruction ins, int d, Location a, Location b)
    {
        e.V(VexOp.VMOVD_store, d, 0, RAX);
        e.OpI(Alu.And, false, RAX, 0x7FFF);
        e.OpI(Alu.Cmp, false, RAX, 0x7C00);
        byte* slow = e.Jcc(Cc.A);
        e.OpI(Alu.Cmp, false, RAX, 0x0400);
        AddFloatSite(slow, e.Jcc(Cc.E), in ins, a, b, default, d + XmmBase);
        DefineXmm(current, d);
    }

    private void LowerHalfLanes(in Instruction ins)
    {
        VexOp op = ins.Op switch { Op.VFAdd => VexOp.VADDPS, Op.VFSub => VexOp.VSUBPS, Op.VFMul => VexOp.VMULPS, Op.VFDiv => VexOp.VDIVPS, _ => VexOp.VSQRTPS };
        int a = UseXmm(ins.A);
        int b = ins.B >= 0 ? UseXmm(ins.B) : -1;
        int d = AllocateXmm();
        for (int half = 0; half < (byte)ins.Imm / 64; half++)
        {
            int to = half == 0 ? d : 14;
            Widen(14, a, half);
            if (b >= 0)
            {
                Widen(15, b, half);
                e.V(op, 14, 14, 15);
            }
            else
            {
                e.V(op, 14, 0, 14);
            }

            e.VI(VexOp.VCVTPS2PH, 14, 0, to, CurrentRounding);
            if (half != 0)
            {
                e.V(VexOp.VPUNPCKLQDQ, d, d, 14);
            }
        }

        FinishHalfLanes(in ins, d, XmmPlace(a), b < 0 ? default : XmmPlace(b));

        void Widen(int to, int from, int half)
        {
            if (half != 0)
            {
                e.VI(VexOp.VPSHUFD, to, 0, from, 0xEE);
                from = to;
            }

            e.V(VexOp.VCVTPH2PS, to, 0, from);
        }
    }

    private void FinishHalfLanes(in Instruction ins, int d, Location a, Location b)
    {
        const ulong Ones = 0x0001_0001_0001_0001;
        VConstant(VexOp.VPAND, 15, d, 0x7FFF * Ones, 0x7FFF * Ones);
        VConstant(VexOp.VPCMPGTW, 14, 15, 0x7C00 * Ones, 0x7C00 * Ones);
        VConstant(VexOp.VPCMPEQW, 15, 15, 0x0400 * Ones, 0x0400 * Ones);
        e.V(VexOp.VPOR, 15, 15, 14);
        e.V(VexOp.VPTEST, 15, 0, 15);
        AddFloatSite(e.Jcc(Cc.NE), null, in ins, a, b, default, d + XmmBase);
        DefineXmm(current, d);
    }
}
