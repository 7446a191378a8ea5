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
            case Op.VNarrowSaturateSigned or Op.VNarrowSaturateUnsigned or Op.VNarrowSaturateSignedToUnsigned when ins.Sub < 32 && narrow64:
                return LowerSaturatingNarrow(in ins);
            case Op.VMulHighDoublingSaturate when ins.Sub is 16 or 32:
                return LowerDoublingMultiplyHigh(in ins, (parameter & 1) != 0);
            case Op.VMulDoublingSaturate when ins.Sub is 32 or 64:
                return LowerDoublingMultiply(in ins);
            case Op.VSha256H or Op.VSha256H2 or Op.VSha256Su0 or Op.VSha256Su1:
                return LowerSha256(in ins);
            case >= Op.VSha1C and <= Op.VSha1Su1:
                return LowerSha1(in ins);
            case >= Op.VSha512H and <= Op.VSha512Su1:
                return LowerSha512(in ins);
            case Op.VFConvertLong or Op.VFConvertNarrow when ins.Sub == 16:
                return LowerHalf(in ins);
        }

        if (exactFloatingPoint)
        {
            return false;
        }

        switch (ins.Op)
        {
            case Op.VIntToF when ins.Sub == 32 && (byte)ins.Imm is 64 or 128:
            {
                int a = UseXmm(ins.A);
                int d = AllocateXmm();
                int source = WholeLanes(in ins, a, 15);
                if ((parameter & 16) != 0)
                {
                    UnsignedLanesToFloat(true, d, source);
                }
                else
                {
                    e.V(VexOp.VCVTDQ2PS, d, 0, source);
                }

                if (parameter >> 8 is var fbits && fbits != 0)
                {
                    ulong scale = FractionScale(true, fbits);
                    VConstant(VexOp.VMULPS, d, d, scale << 32 | scale, scale << 32 | scale);
                }

                FinishVector(in ins, d);
                return true;
            }

            case Op.VIntToF when ins.Sub == 64 && (byte)ins.Imm == 128 && (parameter & 16) != 0 && parameter >> 8 == 0:
            {
                int a = UseXmm(ins.A);
                int d = AllocateXmm();
                UnsignedLanesToFloat(false, d, a);
                DefineXmm(current, d);
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
