using Armillary.Ir;
using Armillary.Ir.Numerics;
using Armillary.X64.Assembler;
using static Armillary.X64.Assembler.Gpr;

namespace Armillary.X64;

/// <content>
/// Scalar floating point. The host's instruction runs under the guest's rounding mode and its sticky flags are the guest's; what x86
/// does otherwise (NaN results; tininess is found after rounding where Arm finds it before, which shows when a product rounds up to
/// the smallest normal number) goes to a site, whose operands are still in their registers.
/// </content>
public sealed unsafe partial class BlockCompiler
{
    private Mem Constant(VectorConstant constant) => Mem.At(thunks.Constants + ((int)constant * 16));

    /// <summary>From which bit on the value is known to be zero: 8 to 64, or 128.</summary>
    private int ZeroFrom(int v)
    {
        ref Instruction ins = ref block[v];
        switch (ins.Op)
        {
            case Op.FAdd or Op.FSub or Op.FMul or Op.FDiv or Op.FSqrt or Op.FMulAdd or Op.FNeg or Op.FAbs or Op.FMax or Op.FMin or Op.FMaxNum
                or Op.FMinNum or Op.FConvert or Op.FRoundInt or Op.IntToF or Op.VFromInt or Op.VZeroUpper:
                return ins.Sub;
            case Op.Load:
                return Math.Min(128, ((MemoryAccess)ins.Sub).Bytes() * 8);
            case Op.VConst:
                return ins.A != 0 || ins.B != 0 ? 128 : (ulong)ins.Imm > uint.MaxValue ? 64 : 32;
            case >= Op.VReduceAdd and <= Op.VReduceMinUnsigned:
                return ins.Sub;
            case (>= Op.VDup and <= Op.VNarrowSaturateSignedToUnsigned and not (Op.VZeroUpper or Op.VWidenSigned or Op.VWidenUnsigned))
                or Op.VMulHighDoublingSaturate or Op.VFRoundInt or Op.VFToInt or Op.VIntToF or Op.VFConvertNarrow:
                return (byte)ins.Imm;
            default:
                return 128;
        }
    }

    /// <summary>Whether lanes that are zero in the operands come out zero without an instruction for it.</summary>
    private bool KeepsZeroUpper(in Instruction ins) => ins.Op switch
    {
        Op.VAnd => ZeroFrom(ins.A) <= 64 || ZeroFrom(ins.B) <= 64,
        Op.VAndNot or Op.VShlImm or Op.VShrImm or Op.VSarImm or Op.VAbs or Op.VNeg or Op.VFAbs or Op.VCountBits or Op.VReverse => ZeroFrom(ins.A) <= 64,
        Op.VOr or Op.VXor or Op.VAdd or Op.VSub or Op.VMul or Op.VMaxSigned or Op.VMinSigned or Op.VMaxUnsigned or Op.VMinUnsigned
            or Op.VCompareGreaterSigned or Op.VMulEvenSigned or Op.VMulEvenUnsigned
            or Op.VAddSaturateSigned or Op.VAddSaturateUnsigned or Op.VSubSaturateSigned or Op.VSubSaturateUnsigned
            or Op.VFAdd or Op.VFSub or Op.VFMul => ZeroFrom(ins.A) <= 64 && ZeroFrom(ins.B) <= 64,
        Op.VBitSelect => (ZeroFrom(ins.A) <= 64 || ZeroFrom(ins.B) <= 64) && ZeroFrom(ins.C) <= 64,
        Op.VFMulAdd => ZeroFrom(ins.A) <= 64 && ZeroFrom(ins.B) <= 64 && ZeroFrom(ins.C) <= 64,
        _ => false,
    };

    /// <summary>Zeroes a register above the low element.</summary>
    private void ZeroAbove(int x, int bits)
    {
        if (bits == 64)
        {
            e.V(VexOp.VMOVQ_load, x, 0, x);
        }
        else if (bits == 32)
        {
            e.VI(VexOp.VINSERTPS, x, x, x, 0x0E);
        }
        else if (bits < 32)
        {
            e.V(VexOp.VMOVD_store, x, 0, RAX);
            e.ZeroExtend(bits, RAX, RAX);
            e.V(VexOp.VMOVD, x, 0, RAX);
        }
    }

    private void AddFloatSite(byte* jump, byte* jump2, in Instruction ins, Location a, Location b, Location c, int result)
    {
        uint site = AddSite(in ins, a, b, c, result, -1, false);
        ref Cold cold = ref AddCold(ColdKind.Site, jump);
        cold.Jump2 = jump2;
        cold.Site = site;
        cold.Back = e.Here;
    }

    private static Location XmmPlace(int x) => new(LocationKind.Xmm, x);

    private bool LowerFloatingPoint(in Instruction ins)
    {
        if (ins.Op is Op.FNeg or Op.FAbs && ins.Sub != 16)
        {
            int a = UseXmm(ins.A);
            int d = AllocateXmm();
            bool single = ins.Sub == 32;
            if (ins.Op == Op.FAbs)
            {
                e.V(VexOp.VPAND, d, a, Constant(single ? VectorConstant.Magnitude32Low : VectorConstant.Magnitude64Low));
            }
            else
            {
                e.V(VexOp.VPXOR, d, a, Constant(single ? VectorConstant.Sign32Low : VectorConstant.Sign64Low));
                if (ZeroFrom(ins.A) > ins.Sub)
                {
                    ZeroAbove(d, ins.Sub);
                }
            }

            DefineXmm(current, d);
            return true;
        }

        if (ins.Op <= Op.FConvert && (ins.Sub == 16 || (ins.Op == Op.FConvert && ins.Imm == 16)))
        {
            return ins.Op >= Op.FAdd && LowerHalf(in ins);
        }

        if (exactFloatingPoint || ins.Sub == 16)
        {
            return false;
        }

        bool s = ins.Sub == 32;
        switch (ins.Op)
        {
            case Op.FAdd:
                LowerFloatBinary(in ins, s ? VexOp.VADDSS : VexOp.VADDSD, false);
                return true;
            case Op.FSub:
                LowerFloatBinary(in ins, s ? VexOp.VSUBSS : VexOp.VSUBSD, false);
                return true;
            case Op.FMul:
                LowerFloatBinary(in ins, s ? VexOp.VMULSS : VexOp.VMULSD, true);
                return true;
            case Op.FDiv:
                LowerFloatBinary(in ins, s ? VexOp.VDIVSS : VexOp.VDIVSD, true);
                return true;
            case Op.FSqrt:
            {
                int a = UseXmm(ins.A);
                int d = AllocateXmm();
                e.V(s ? VexOp.VSQRTSS : VexOp.VSQRTSD, d, a, a);
                FinishFloat(in ins, d, false, ZeroFrom(ins.A) <= ins.Sub, XmmPlace(a), default, default);
                return true;
            }

            case Op.FMulAdd when features.Fma:
            {
                int a = UseXmm(ins.A);
                int b = UseXmm(ins.B);
                int c = UseXmm(ins.C);
                int d = AllocateXmm();
                e.VMov(d, a);
                e.V(s ? VexOp.VFMADD231SS : VexOp.VFMADD231SD, d, b, c);
                FinishFloat(in ins, d, true, ZeroFrom(ins.A) <= ins.Sub, XmmPlace(a), XmmPlace(b), XmmPlace(c));
                return true;
            }

            case Op.FMax or Op.FMaxNum:
                LowerFloatMinMax(in ins, s ? VexOp.VMAXSS : VexOp.VMAXSD, VexOp.VPAND);
                return true;
            case Op.FMin or Op.FMinNum:
                LowerFloatMinMax(in ins, s ? VexOp.VMINSS : VexOp.VMINSD, VexOp.VPOR);
                return true;
            case Op.FCompare:
                LowerFloatCompare(in ins, s);
                return true;
            case Op.FCompareEqual or Op.FCompareGreater or Op.FCompareGreaterEqual:
            {
                int a = UseXmm(ins.A);
                int b = UseXmm(ins.B);
                int d = AllocateXmm();
                e.VI(s ? VexOp.VCMPSS : VexOp.VCMPSD, d, a, b, ComparePredicate(ins.Op));
                ZeroAbove(d, ins.Sub);
                DefineXmm(current, d);
                return true;
            }

            case Op.FConvert when ins.Imm + ins.Sub == 96:
            {
                int a = UseXmm(ins.A);
                int d = AllocateXmm();
                e.V(VexOp.VPXOR, d, d, d);
                e.V(s ? VexOp.VCVTSD2SS : VexOp.VCVTSS2SD, d, d, a);
                FinishFloat(in ins, d, s, true, XmmPlace(a), default, default);
                return true;
            }

            case Op.FRoundInt when (ins.Imm & 7) is 0 or 1 or 2 or 3 or 6:
            {
                int a = UseXmm(ins.A);
                int d = AllocateXmm();
                e.VI(s ? VexOp.VROUNDSS : VexOp.VROUNDSD, d, a, a, RoundingImmediate((int)ins.Imm & 7) | ((ins.Imm & 8) != 0 ? 0 : 8));
                FinishFloat(in ins, d, false, ZeroFrom(ins.A) <= ins.Sub, XmmPlace(a), default, default);
                return true;
            }

            case Op.FRoundInt when ins.Imm == (int)FPRounding.TIEAWAY:
                return LowerRoundTiesAway(in ins);
            case Op.FToInt when ins.Imm == (int)FPRounding.TIEAWAY:
                return LowerToIntegerTiesAway(in ins);
            case Op.FToInt:
                return LowerFloatToInteger(in ins, s);
            case Op.IntToF:
                return LowerIntegerToFloat(in ins, s);
            default:
                return false;
        }
    }

    /// <summary>FPRounding to the rounding control of ROUNDSD: 0 nearest, 1 down, 2 up, 3 zero, 4 MXCSR's.</summary>
    private static int RoundingImmediate(int rounding) => (FPRounding)rounding switch
    {
        FPRounding.TIEEVEN => 0,
        FPRounding.POSINF => 2,
        FPRounding.NEGINF => 1,
        FPRounding.ZERO => 3,
        _ => 4,
    };

    /// <summary>VCMPxx predicates: equal is quiet, the others signal for every NaN, as Arm's do.</summary>
    private static int ComparePredicate(Op op) => op switch
    {
        Op.FCompareEqual or Op.VFCompareEqual => 0x00,
        Op.FCompareGreater or Op.VFCompareGreater => 0x0E,
        _ => 0x0D,
    };

    private void LowerFloatBinary(in Instruction ins, VexOp op, bool tiny)
    {
        int a = UseXmm(ins.A);
        int b = UseXmm(ins.B);
        int d = AllocateXmm();

        // the first operand's upper part goes to the result; which of two NaNs comes out makes no difference, NaNs go to the site
        bool zero = ZeroFrom(ins.A) <= ins.Sub;
        if (!zero && ins.Op is Op.FAdd or Op.FMul && ZeroFrom(ins.B) <= ins.Sub)
        {
            e.V(op, d, b, a);
            zero = true;
        }
        else
        {
            e.V(op, d, a, b);
        }

        FinishFloat(in ins, d, tiny, zero, XmmPlace(a), XmmPlace(b), default);
    }

    /// <summary>Checks a result, zeroes what is above it, and defines it.</summary>
    private void FinishFloat(in Instruction ins, int d, bool tiny, bool zero, Location a, Location b, Location c)
    {
        bool s = ins.Sub == 32;
        byte* slow;
        if (tiny)
        {
            e.V(VexOp.VPAND, 15, d, Constant(s ? VectorConstant.Magnitude32Low : VectorConstant.Magnitude64Low));
            e.V(s ? VexOp.VUCOMISS : VexOp.VUCOMISD, 15, 0, Constant(s ? VectorConstant.MinNormal32Low : VectorConstant.MinNormal64Low));
            slow = e.Jcc(Cc.E); // equal, or a NaN
        }
        else
        {
            e.V(s ? VexOp.VUCOMISS : VexOp.VUCOMISD, d, 0, d);
            slow = e.Jcc(Cc.P);
        }

        if (!zero)
        {
            ZeroAbove(d, ins.Sub);
        }

        AddFloatSite(slow, null, in ins, a, b, c, d + XmmBase);
        DefineXmm(current, d);
    }

    private void LowerFloatMinMax(in Instruction ins, VexOp op, VexOp combine)
    {
        bool s = ins.Sub == 32;
        int a = UseXmm(ins.A);
        int b = UseXmm(ins.B);
        int d = AllocateXmm();
        e.V(s ? VexOp.VUCOMISS : VexOp.VUCOMISD, a, 0, b);
        byte* slow = e.Jcc(Cc.P);

        // both ways round and combined, so that of +0 and -0 the right one is taken
        e.V(op, d, a, b);
        e.V(op, 15, b, a);
        e.V(combine, d, d, 15);
        if (ZeroFrom(ins.A) > ins.Sub || ZeroFrom(ins.B) > ins.Sub)
        {
            ZeroAbove(d, ins.Sub);
        }

        AddFloatSite(slow, null, in ins, XmmPlace(a), XmmPlace(b), default, d + XmmBase);
        DefineXmm(current, d);
    }

    private void LowerFloatCompare(in Instruction ins, bool s)
    {
        int a = UseXmm(ins.A);
        int b = UseXmm(ins.B);
        int d = AllocateGpr();
        VexOp op = ins.Imm != 0 ? (s ? VexOp.VCOMISS : VexOp.VCOMISD) : (s ? VexOp.VUCOMISS : VexOp.VUCOMISD);
        e.V(op, a, 0, b);
        e.MovI(d, FlagsWord.C);
        e.MovI(RAX, FlagsWord.N);
        e.Cmov(Cc.B, false, d, RAX);
        e.MovI(RAX, FlagsWord.Z | FlagsWord.C);
        e.Cmov(Cc.E, false, d, RAX);
        e.MovI(RAX, FlagsWord.C | FlagsWord.V);
        e.Cmov(Cc.P, false, d, RAX);
        DefineGpr(current, d);
        SetHostFlags(Op.FCompare, IrType.Void, current, -1);
    }

    private bool LowerFloatToInteger(in Instruction ins, bool s)
    {
        int rounding = (int)ins.Imm & 7;
        bool unsigned = (ins.Imm & 16) != 0;
        if (ins.Imm >> 8 != 0 || (FPRounding)rounding > FPRounding.ZERO || (unsigned && (FPRounding)rounding != FPRounding.ZERO))
        {
            return false;
        }

        bool w = ins.Type == IrType.I64;
        int a = UseXmm(ins.A);
        int d = AllocateGpr();
        VexOp convert = s ? VexOp.VCVTTSS2SI : VexOp.VCVTTSD2SI;
        byte* slow;
        byte* slow2 = null;
        if (unsigned)
        {
            // in range of the host's signed conversion, so that it never tells "inexact" of what the guest finds invalid
            VexOp compare = s ? VexOp.VUCOMISS : VexOp.VUCOMISD;
            e.V(compare, a, 0, Constant(w ? (s ? VectorConstant.TwoTo63Single : VectorConstant.TwoTo63Double) : (s ? VectorConstant.TwoTo32Single : VectorConstant.TwoTo32Double)));
            slow = e.Jcc(Cc.AE);
            e.V(compare, a, 0, Constant(s ? VectorConstant.MinusOneSingle : VectorConstant.MinusOneDouble));
            slow2 = e.Jcc(Cc.BE);
            e.V(convert, d, 0, a, true);
        }
        else
        {
            bool round = (FPRounding)rounding != FPRounding.ZERO;
            int source = a;
            if (round)
            {
                e.VI(s ? VexOp.VROUNDSS : VexOp.VROUNDSD, 15, a, a, RoundingImmediate(rounding) | 8);
                source = 15;
            }

            e.V(convert, d, 0, source, w);
            e.OpI(Alu.Cmp, w, d, 1);
            slow = e.Jcc(Cc.O); // the indefinite value
            if (round)
            {
                e.V(convert, RAX, 0, a, w); // for its "inexact"
            }
        }

        AddFloatSite(slow, slow2, in ins, XmmPlace(a), default, default, d);
        DefineGpr(current, d);
        return true;
    }

    private bool LowerIntegerToFloat(in Instruction ins, bool s)
    {
        int fbits = (int)(ins.Imm >> 8);
        bool w = (ins.Imm & 32) == 0;
        bool unsigned = (ins.Imm & 16) != 0;
        int a = UseGpr(ins.A);
        int d = AllocateXmm();
        byte* slow = null;
        if (unsigned && w)
        {
            e.Test(true, a, a);
            slow = e.Jcc(Cc.S);
        }
        else if (unsigned)
        {
            e.Mov(false, RAX, a);
        }

        e.V(VexOp.VPXOR, d, d, d);
        e.V(s ? VexOp.VCVTSI2SS : VexOp.VCVTSI2SD, d, d, unsigned && !w ? RAX : a, w || unsigned);
        if (fbits != 0)
        {
            VConstant(s ? VexOp.VMULSS : VexOp.VMULSD, d, d, FractionScale(s, fbits), 0);
        }

        if (slow != null)
        {
            AddFloatSite(slow, null, in ins, new Location(LocationKind.Gpr, a), default, default, d + XmmBase);
        }

        DefineXmm(current, d);
        return true;
    }
}
