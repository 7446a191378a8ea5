using Armillary.Ir;
using Armillary.Ir.Numerics;
using Armillary.X64.Assembler;
using static Armillary.X64.Assembler.Gpr;

namespace Armillary.X64;

/// <content>Vectors between element types: saturating narrowing, integers and floating point, rounding to integers; SHA-256.</content>
public sealed unsafe partial class BlockCompiler
{
    private bool LowerConversion(in Instruction ins)
    {
        int parameter = (int)(ins.Imm >> 8);
        bool narrow64 = (byte)ins.Imm == 64;
        switch (ins.Op)
        {
            case Op.VNarrowSaturateSigned when ins.Sub < 32 && narrow64:
                return ins.Sub == 8
                    ? LowerSaturatingNarrow(in ins, VexOp.VPACKSSWB, VexOp.VPMOVSXBW)
                    : LowerSaturatingNarrow(in ins, VexOp.VPACKSSDW, VexOp.VPMOVSXWD);
            case Op.VNarrowSaturateUnsigned or Op.VNarrowSaturateSignedToUnsigned when ins.Sub < 32 && narrow64:
                return ins.Sub == 8
                    ? LowerSaturatingNarrow(in ins, VexOp.VPACKUSWB, VexOp.VPMOVZXBW)
                    : LowerSaturatingNarrow(in ins, VexOp.VPACKUSDW, VexOp.VPMOVZXWD);
            case Op.VMulHighDoublingSaturate when ins.Sub is 16 or 32:
                return LowerDoublingMultiplyHigh(in ins, (parameter & 1) != 0);
            case Op.VSha256H or Op.VSha256H2 or Op.VSha256Su0 or Op.VSha256Su1:
                return LowerSha256(in ins);
        }

        if (exactFloatingPoint)
        {
            return false;
        }

        switch (ins.Op)
        {
            case Op.VIntToF when ins.Sub == 32 && parameter == 0:
            {
                int a = UseXmm(ins.A);
                int d = AllocateXmm();
                e.V(VexOp.VCVTDQ2PS, d, 0, WholeLanes(in ins, a, 15));
                FinishVector(in ins, d);
                return true;
            }

            case Op.VIntToF when ins.Sub == 64 && parameter == 0 && !narrow64:
            {
                int a = UseXmm(ins.A);
                int d = AllocateXmm();
                e.VI(VexOp.VPEXTRQ, a, 0, RAX, 1);
                e.V(VexOp.VPXOR, 15, 15, 15);
                e.V(VexOp.VCVTSI2SD, 15, 15, RAX, true);
                e.V(VexOp.VMOVQ_store, a, 0, RAX);
                e.V(VexOp.VCVTSI2SD, d, 15, RAX, true);
                e.V(VexOp.VPUNPCKLQDQ, d, d, 15);
                DefineXmm(current, d);
                return true;
            }

            case Op.VFToInt when ins.Sub == 64 && parameter <= (int)FPRounding.ZERO && !narrow64:
                return LowerVectorToLong(in ins, (FPRounding)parameter);
            case Op.VFToInt when ins.Sub == 32 && parameter <= (int)FPRounding.ZERO:
                return LowerVectorToInteger(in ins, (FPRounding)parameter);
            case Op.VFRoundInt when ins.Sub > 16 && RoundControl((FPRounding)(parameter & 7)) >= 0 && !(ins.Sub == 64 && narrow64):
            {
                int a = UseXmm(ins.A);
                int d = AllocateXmm();
                int control = RoundControl((FPRounding)(parameter & 7)) | ((parameter & 8) != 0 ? 0 : 8); // 8: inexact is not told
                e.VI(ins.Sub == 32 ? VexOp.VROUNDPS : VexOp.VROUNDPD, d, 0, WholeLanes(in ins, a, 14), control);
                FinishVectorFloat(in ins, d, false, XmmPlace(a), default, default);
                return true;
            }

            case Op.VFConvertLong when ins.Sub == 32:
            {
                int a = UseXmm(ins.A);
                int d = AllocateXmm();
                int source = a;
                if ((parameter & 1) != 0)
                {
                    e.VI(VexOp.VPSHUFD, 15, 0, a, 0xEE);
                    source = 15;
                }

                e.V(VexOp.VCVTPS2PD, d, 0, source);
                e.VI(VexOp.VCMPPD, 15, d, d, 3);
                e.V(VexOp.VPTEST, 15, 0, 15);
                byte* slow = e.Jcc(Cc.NE);
                AddFloatSite(slow, null, in ins, XmmPlace(a), default, default, d + XmmBase);
                DefineXmm(current, d);
                return true;
            }

            case Op.VFConvertNarrow when ins.Sub == 32 && narrow64 && parameter == (int)FPRounding.Current:
            {
                int a = UseXmm(ins.A);
                int d = AllocateXmm();
                e.V(VexOp.VCVTPD2PS, d, 0, a);
                FinishVectorFloat(in ins, d, true, XmmPlace(a), default, default);
                return true;
            }

            default:
                return false;
        }
    }

    /// <summary>The rounding control of ROUNDPS and ROUNDPD; -1 for what they do not know.</summary>
    private static int RoundControl(FPRounding rounding) => rounding switch
    {
        FPRounding.TIEEVEN => 0,
        FPRounding.NEGINF => 1,
        FPRounding.POSINF => 2,
        FPRounding.ZERO => 3,
        FPRounding.Current => 4,
        _ => -1,
    };

    /// <summary>Packs, and widens again: where that is not the operand, something saturated and a site does it and sets QC.</summary>
    private bool LowerSaturatingNarrow(in Instruction ins, VexOp pack, VexOp widen)
    {
        int a = UseXmm(ins.A);
        int d = AllocateXmm();
        e.V(VexOp.VPXOR, 15, 15, 15);
        e.V(pack, d, a, 15);
        e.V(widen, 15, 0, d);
        e.V(VexOp.VPXOR, 15, 15, a);
        e.V(VexOp.VPTEST, 15, 0, 15);
        byte* slow = e.Jcc(Cc.NE);
        AddFloatSite(slow, null, in ins, XmmPlace(a), default, default, d + XmmBase);
        DefineXmm(current, d);
        return true;
    }

    /// <summary>The host gives 0x80000000 for NaNs and what is out of range; a site then does as Arm does.</summary>
    private bool LowerVectorToInteger(in Instruction ins, FPRounding rounding)
    {
        int a = UseXmm(ins.A);
        int d = AllocateXmm();
        int source = WholeLanes(in ins, a, 14);
        if (rounding != FPRounding.ZERO)
        {
            e.VI(VexOp.VROUNDPS, 14, 0, source, RoundControl(rounding));
            source = 14;
        }

        e.V(VexOp.VCVTTPS2DQ, d, 0, source);
        e.V(VexOp.VPCMPEQD, 15, d, Constant(VectorConstant.Sign32));
        e.V(VexOp.VPTEST, 15, 0, 15);
        byte* slow = e.Jcc(Cc.NE);
        if ((byte)ins.Imm == 64)
        {
            e.V(VexOp.VMOVQ_load, d, 0, d);
        }

        AddFloatSite(slow, null, in ins, XmmPlace(a), default, default, d + XmmBase);
        DefineXmm(current, d);
        return true;
    }

    /// <summary>The same for two doubles, one after the other.</summary>
    private bool LowerVectorToLong(in Instruction ins, FPRounding rounding)
    {
        int a = UseXmm(ins.A);
        int d = AllocateXmm();
        int source = a;
        if (rounding != FPRounding.ZERO)
        {
            e.VI(VexOp.VROUNDPD, 14, 0, a, RoundControl(rounding));
            source = 14;
        }

        e.V(VexOp.VCVTTSD2SI, RAX, 0, source, true);
        e.V(VexOp.VMOVQ, d, 0, RAX);
        e.VI(VexOp.VPSHUFD, 15, 0, source, 0xEE);
        e.V(VexOp.VCVTTSD2SI, RAX, 0, 15, true);
        e.VI(VexOp.VPINSRQ, d, d, RAX, 1);
        e.V(VexOp.VPCMPEQQ, 15, d, Constant(VectorConstant.Sign64));
        e.V(VexOp.VPTEST, 15, 0, 15);
        byte* slow = e.Jcc(Cc.NE);
        AddFloatSite(slow, null, in ins, XmmPlace(a), default, default, d + XmmBase);
        DefineXmm(current, d);
        return true;
    }

    /// <summary>SQDMULH, SQRDMULH: only the most negative number times itself saturates, and shows as that number.</summary>
    private bool LowerDoublingMultiplyHigh(in Instruction ins, bool rounding)
    {
        int a = UseXmm(ins.A);
        int b = UseXmm(ins.B);
        int d = AllocateXmm();
        if (ins.Sub == 16 && rounding)
        {
            e.V(VexOp.VPMULHRSW, d, a, b);
        }
        else if (ins.Sub == 16)
        {
            e.V(VexOp.VPMULHW, d, a, b);
            e.V(VexOp.VPMULLW, 15, a, b);
            e.V(VexOp.VPADDW, d, d, d);
            e.VShiftI(VexOp.VPSHIFTW_imm, 2, 15, 15, 15);
            e.V(VexOp.VPOR, d, d, 15);
        }
        else
        {
            e.VShiftI(VexOp.VPSHIFTQ_imm, 2, 14, a, 32);
            e.VShiftI(VexOp.VPSHIFTQ_imm, 2, 15, b, 32);
            e.V(VexOp.VPMULDQ, 14, 14, 15);
            e.V(VexOp.VPMULDQ, d, a, b);
            e.V(VexOp.VPADDQ, 14, 14, 14);
            e.V(VexOp.VPADDQ, d, d, d);
            if (rounding)
            {
                // the lower of each product's words with only bit 31
                e.V(VexOp.VPCMPEQD, 15, 15, 15);
                e.VShiftI(VexOp.VPSHIFTQ_imm, 6, 15, 15, 63);
                e.VShiftI(VexOp.VPSHIFTQ_imm, 2, 15, 15, 32);
                e.V(VexOp.VPADDQ, 14, 14, 15);
                e.V(VexOp.VPADDQ, d, d, 15);
            }

            e.VShiftI(VexOp.VPSHIFTQ_imm, 2, d, d, 32);
            e.VI(VexOp.VBLENDPS, d, d, 14, 0b1010);
        }

        e.V(ins.Sub == 16 ? VexOp.VPCMPEQW : VexOp.VPCMPEQD, 15, d, Constant(ins.Sub == 16 ? VectorConstant.Sign16 : VectorConstant.Sign32));
        e.V(VexOp.VPTEST, 15, 0, 15);
        byte* slow = e.Jcc(Cc.NE);
        if ((byte)ins.Imm == 64)
        {
            e.V(VexOp.VMOVQ_load, d, 0, d);
        }

        AddFloatSite(slow, null, in ins, XmmPlace(a), XmmPlace(b), default, d + XmmBase);
        DefineXmm(current, d);
        return true;
    }

    private bool LowerSha256(in Instruction ins)
    {
        if (!features.Sha)
        {
            return false;
        }

        int a = UseXmm(ins.A);
        int b = UseXmm(ins.B);
        int c = ins.C >= 0 ? UseXmm(ins.C) : -1;
        int d = AllocateXmm();
        switch (ins.Op)
        {
            case Op.VSha256Su0:
                e.VMov(15, a);
                e.Sha(ShaOp.SHA256MSG1, 15, b);
                e.VMov(d, 15);
                break;
            case Op.VSha256Su1:
                e.VI(VexOp.VPALIGNR, 15, c, b, 4);
                e.V(VexOp.VPADDD, 15, 15, a);
                e.Sha(ShaOp.SHA256MSG2, 15, c);
                e.VMov(d, 15);
                break;
            default:
                // Arm has abcd in A and efgh in B of SHA256H, the other way round of SHA256H2; the host has f e b a and h g d c.
                (int abcd, int efgh) = ins.Op == Op.VSha256H ? (a, b) : (b, a);
                e.VI(VexOp.VSHUFPS, 14, efgh, abcd, 0x11);
                e.VI(VexOp.VSHUFPS, 15, efgh, abcd, 0xBB);
                LowerSha256Rounds(c, d);
                e.VI(VexOp.VSHUFPS, d, 14, 15, ins.Op == Op.VSha256H ? 0xBB : 0x11);
                break;
        }

        DefineXmm(current, d);
        return true;
    }

    /// <summary>Four rounds on XMM15 (h g d c) and XMM14 (f e b a) with the words of a register; d is free.</summary>
    private void LowerSha256Rounds(int words, int d)
    {
        // XMM0 is an implicit operand: what it holds waits in d, unless it is d itself.
        if (d != 0)
        {
            e.VMov(d, 0);
        }

        if (words != 0)
        {
            e.VMov(0, words);
        }

        e.Sha(ShaOp.SHA256RNDS2, 15, 14);
        e.VI(VexOp.VPSHUFD, 0, 0, 0, 0xEE);
        e.Sha(ShaOp.SHA256RNDS2, 14, 15);
        if (d != 0)
        {
            e.VMov(0, d);
        }
    }
}
