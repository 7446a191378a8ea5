using Armillary.Ir;
using Armillary.Ir.Numerics;
using Armillary.X64.Assembler;
using static Armillary.X64.Assembler.Gpr;

namespace Armillary.X64;

/// <content>What the host has no instruction for: rounding to nearest with ties away from zero, integers without a sign by lane, fixed point.</content>
public sealed unsafe partial class BlockCompiler
{
    /// <summary>
    /// FRINTA: away from zero by one where what truncation took off is at least a half; all of it exact, so that no flag is raised. Numbers that are integers
    /// for their size, and NaNs, jump away.
    /// </summary>
    /// <returns>The jump.</returns>
    private byte* RoundTiesAway(bool s, int d, int a)
    {
        e.V(VexOp.VPAND, 15, a, Constant(s ? VectorConstant.Magnitude32Low : VectorConstant.Magnitude64Low));
        LoadVectorConstant(14, s ? 0x4B00_0000UL : 0x4330_0000_0000_0000, 0);
        e.V(s ? VexOp.VUCOMISS : VexOp.VUCOMISD, 14, 0, 15);
        byte* slow = e.Jcc(Cc.BE);
        e.VI(s ? VexOp.VROUNDSS : VexOp.VROUNDSD, d, a, a, RoundingImmediate((int)FPRounding.ZERO) | 8);
        e.V(s ? VexOp.VSUBSS : VexOp.VSUBSD, 15, a, d);
        e.V(VexOp.VPAND, 15, 15, Constant(s ? VectorConstant.Magnitude32Low : VectorConstant.Magnitude64Low));
        LoadVectorConstant(14, s ? 0x3F00_0000UL : 0x3FE0_0000_0000_0000, 0);
        e.VI(s ? VexOp.VCMPSS : VexOp.VCMPSD, 15, 14, 15, 2);
        VConstant(VexOp.VPAND, 15, 15, s ? 0x3F80_0000UL : 0x3FF0_0000_0000_0000, 0);
        e.V(VexOp.VPAND, 14, a, Constant(s ? VectorConstant.Sign32Low : VectorConstant.Sign64Low));
        e.V(VexOp.VPOR, 15, 15, 14);
        e.V(s ? VexOp.VADDSS : VexOp.VADDSD, d, d, 15);
        return slow;
    }

    private bool LowerRoundTiesAway(in Instruction ins)
    {
        bool s = ins.Sub == 32;
        int a = UseXmm(ins.A);
        int d = AllocateXmm();
        byte* slow = RoundTiesAway(s, d, a);
        if (ZeroFrom(ins.A) > ins.Sub)
        {
            ZeroAbove(d, ins.Sub);
        }

        AddFloatSite(slow, null, in ins, XmmPlace(a), default, default, d + XmmBase);
        DefineXmm(current, d);
        return true;
    }

    /// <summary>FCVTAS.</summary>
    private bool LowerToIntegerTiesAway(in Instruction ins)
    {
        bool s = ins.Sub == 32;
        bool w = ins.Type == IrType.I64;
        int a = UseXmm(ins.A);
        int d = AllocateGpr();
        int rounded = AllocateXmm();
        VexOp convert = s ? VexOp.VCVTTSS2SI : VexOp.VCVTTSD2SI;
        byte* slow = RoundTiesAway(s, rounded, a);
        e.V(convert, d, 0, rounded, w);
        e.OpI(Alu.Cmp, w, d, 1);
        byte* slow2 = e.Jcc(Cc.O);
        e.V(convert, RAX, 0, a, w); // for its "inexact"
        AddFloatSite(slow, slow2, in ins, XmmPlace(a), default, default, d);
        DefineGpr(current, d);
        return true;
    }

    /// <summary>2 to the power of -<paramref name="fbits"/>: multiplying by it is exact, since no integer comes near the smallest numbers.</summary>
    private static ulong FractionScale(bool s, int fbits) => s ? (ulong)(127 - fbits) << 23 : (ulong)(1023 - fbits) << 52;

    /// <summary>UCVTF by lane: the halves of each integer are exact numbers, and their sum is rounded once.</summary>
    private void UnsignedLanesToFloat(bool s, int d, int a)
    {
        if (s)
        {
            e.VShiftI(VexOp.VPSHIFTD_imm, 2, 14, a, 16);
            e.V(VexOp.VPAND, d, a, Constant(VectorConstant.Low16));
            e.V(VexOp.VCVTDQ2PS, 14, 0, 14);
            e.V(VexOp.VCVTDQ2PS, d, 0, d);
            VConstant(VexOp.VMULPS, 14, 14, 0x4780_0000_4780_0000, 0x4780_0000_4780_0000);
            e.V(VexOp.VADDPS, d, d, 14);
            return;
        }

        // 2 to the power of 52 plus the low half, and of 84 plus the high one, by writing them below those numbers' leading bits
        const ulong LowBase = 0x4330_0000_0000_0000, HighBase = 0x4530_0000_0000_0000;
        e.VShiftI(VexOp.VPSHIFTQ_imm, 2, 14, a, 32);
        e.V(VexOp.VPAND, d, a, Constant(VectorConstant.Low32));
        VConstant(VexOp.VPOR, 14, 14, HighBase, HighBase);
        VConstant(VexOp.VPOR, d, d, LowBase, LowBase);
        VConstant(VexOp.VSUBPD, 14, 14, HighBase, HighBase);
        VConstant(VexOp.VSUBPD, d, d, LowBase, LowBase);
        e.V(VexOp.VADDPD, d, d, 14);
        e.V(VexOp.VPAND, d, d, Constant(VectorConstant.Magnitude64)); // rounding down gives -0 for 0
    }
}
