using Armillary.Ir;
using Armillary.X64.Assembler;

namespace Armillary.X64;

/// <content>Saturating vectors: the result is made either way; a comparison tells whether a lane saturated, and cold code then notes it (FPSR.QC).</content>
public sealed unsafe partial class BlockCompiler
{
    private static Mem SaturationStatus => Thunks.Word(EngineArea.SaturationStatus);

    /// <summary>Notes saturation unless the register is zero (in its low half, where only that takes part), zeroes the upper half of the result where need be, and defines it.</summary>
    private void FinishSaturating(in Instruction ins, int d, int differences, bool zeroUpper)
    {
        bool half = (byte)ins.Imm == 64;
        if (half && !zeroUpper)
        {
            e.V(VexOp.VMOVQ_load, differences, 0, differences);
        }

        e.V(VexOp.VPTEST, differences, 0, differences);
        byte* saturated = e.Jcc(Cc.NE);
        AddCold(ColdKind.Saturation, saturated).Back = e.Here;
        if (half && !zeroUpper)
        {
            e.V(VexOp.VMOVQ_load, d, 0, d);
        }

        DefineXmm(current, d);
    }

    private bool LowerSaturating(in Instruction ins, int size)
    {
        if ((byte)ins.Imm is not (64 or 128))
        {
            return false;
        }

        int a = UseXmm(ins.A);
        int b = UseXmm(ins.B);
        int d = AllocateXmm();
        bool add = ins.Op is Op.VAddSaturateSigned or Op.VAddSaturateUnsigned;
        bool signed = ins.Op is Op.VAddSaturateSigned or Op.VSubSaturateSigned;
        VexOp wrapping = add ? AddOps[size] : SubOps[size];
        if (size < 2)
        {
            VexOp saturating = ins.Op switch
            {
                Op.VAddSaturateSigned => size == 0 ? VexOp.VPADDSB : VexOp.VPADDSW,
                Op.VAddSaturateUnsigned => size == 0 ? VexOp.VPADDUSB : VexOp.VPADDUSW,
                Op.VSubSaturateSigned => size == 0 ? VexOp.VPSUBSB : VexOp.VPSUBSW,
                _ => size == 0 ? VexOp.VPSUBUSB : VexOp.VPSUBUSW,
            };
            e.V(saturating, d, a, b);
            e.V(wrapping, 15, a, b);
            e.V(VexOp.VPXOR, 15, 15, d);
        }
        else if (signed)
        {
            // what overflows has the wrong sign: (a ^ r) & (b ^ r) for a sum, (a ^ b) & (a ^ r) for a difference
            e.V(wrapping, 14, a, b);
            e.V(VexOp.VPXOR, 15, a, 14);
            e.V(VexOp.VPXOR, d, b, add ? 14 : a);
            e.V(VexOp.VPAND, 15, 15, d);
            e.VShiftI(VexOp.VPSHIFTD_imm, 4, d, 14, 31);
            e.V(VexOp.VPXOR, d, d, Constant(VectorConstant.Sign32));
            e.VI(VexOp.VBLENDVPS, d, 14, d, 15 << 4);
            e.VShiftI(VexOp.VPSHIFTD_imm, 2, 15, 15, 31);
        }
        else if (add)
        {
            // what wraps is below an operand
            e.V(wrapping, d, a, b);
            e.V(VexOp.VPMAXUD, 15, d, a);
            e.V(VexOp.VPCMPEQD, 15, 15, d);
            e.V(VexOp.VPXOR, 15, 15, Constant(VectorConstant.Ones));
            e.V(VexOp.VPOR, d, d, 15);
        }
        else
        {
            e.V(VexOp.VPMAXUD, 15, a, b);
            e.V(VexOp.VPSUBD, d, 15, b);
            e.V(VexOp.VPXOR, 15, 15, a);
        }

        FinishSaturating(in ins, d, 15, KeepsZeroUpper(in ins));
        return true;
    }

    /// <summary>Packs, and widens again: where that is not the operand, something saturated.</summary>
    private bool LowerSaturatingNarrow(in Instruction ins)
    {
        bool bytes = ins.Sub == 8;
        bool signed = ins.Op == Op.VNarrowSaturateSigned;
        int a = UseXmm(ins.A);
        int d = AllocateXmm();
        int source = a;
        if (ins.Op == Op.VNarrowSaturateUnsigned)
        {
            // the host takes the operand for signed
            e.V(bytes ? VexOp.VPMINUW : VexOp.VPMINUD, 14, a, Constant(bytes ? VectorConstant.Low8 : VectorConstant.Low16));
            source = 14;
        }

        VexOp pack = bytes ? (signed ? VexOp.VPACKSSWB : VexOp.VPACKUSWB) : signed ? VexOp.VPACKSSDW : VexOp.VPACKUSDW;
        VexOp widen = bytes ? (signed ? VexOp.VPMOVSXBW : VexOp.VPMOVZXBW) : signed ? VexOp.VPMOVSXWD : VexOp.VPMOVZXWD;
        e.V(VexOp.VPXOR, 15, 15, 15);
        e.V(pack, d, source, 15);
        e.V(widen, 15, 0, d);
        e.V(VexOp.VPXOR, 15, 15, a);
        FinishSaturating(in ins, d, 15, true);
        return true;
    }

    /// <summary>SQDMULH, SQRDMULH: only the most negative number times itself saturates, and comes out as that number, which nothing else does.</summary>
    private bool LowerDoublingMultiplyHigh(in Instruction ins, bool rounding)
    {
        if ((byte)ins.Imm is not (64 or 128))
        {
            return false;
        }

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
                e.V(VexOp.VPADDQ, 14, 14, Constant(VectorConstant.Sign32Low64));
                e.V(VexOp.VPADDQ, d, d, Constant(VectorConstant.Sign32Low64));
            }

            e.VShiftI(VexOp.VPSHIFTQ_imm, 2, d, d, 32);
            e.VI(VexOp.VBLENDPS, d, d, 14, 0b1010);
        }

        e.V(ins.Sub == 16 ? VexOp.VPCMPEQW : VexOp.VPCMPEQD, 15, d, Constant(ins.Sub == 16 ? VectorConstant.Sign16 : VectorConstant.Sign32));
        e.V(VexOp.VPXOR, d, d, 15);
        FinishSaturating(in ins, d, 15, false);
        return true;
    }

    /// <summary>SQDMULL: the product of two sign-extended halves is exact; twice it is too large for the most negative number's square alone.</summary>
    private bool LowerDoublingMultiply(in Instruction ins)
    {
        if ((byte)ins.Imm is not (64 or 128))
        {
            return false;
        }

        int a = UseXmm(ins.A);
        int b = UseXmm(ins.B);
        int d = AllocateXmm();
        bool words = ins.Sub == 32;
        e.V(words ? VexOp.VPMULLD : VexOp.VPMULDQ, d, a, b);
        e.V(words ? VexOp.VPADDD : VexOp.VPADDQ, d, d, d);
        e.V(words ? VexOp.VPCMPEQD : VexOp.VPCMPEQQ, 15, d, Constant(words ? VectorConstant.Sign32 : VectorConstant.Sign64));
        e.V(VexOp.VPXOR, d, d, 15);
        FinishSaturating(in ins, d, 15, false);
        return true;
    }

    /// <summary>
    /// USHL, SSHL of words and doublewords. The host's shifts give zero for counts that are too large, and a negative count is one as an unsigned number, so a
    /// shift to the left and one to the right by the negated count together are the result.
    /// </summary>
    private bool LowerShiftByRegister(in Instruction ins, int size)
    {
        int kind = (int)(ins.Imm >> 8);
        if (size < 2 || kind > 1 || (byte)ins.Imm is not (64 or 128))
        {
            return false;
        }

        bool w = size == 3;
        VexOp shift = w ? VexOp.VPSHIFTQ_imm : VexOp.VPSHIFTD_imm;
        int a = UseXmm(ins.A);
        int b = UseXmm(ins.B);
        int d = AllocateXmm();
        int sign = kind == 0 ? AllocateXmm() : -1;

        // the count is the low byte, signed
        if (w)
        {
            e.VI(VexOp.VPSHUFD, 15, 0, b, 0xA0);
            e.VShiftI(VexOp.VPSHIFTD_imm, 6, 15, 15, 24);
            e.VShiftI(VexOp.VPSHIFTD_imm, 4, 14, 15, 31);
            e.VShiftI(VexOp.VPSHIFTD_imm, 4, 15, 15, 24);
            e.VI(VexOp.VPBLENDW, 15, 15, 14, 0xCC);
        }
        else
        {
            e.VShiftI(shift, 6, 15, b, 24);
            e.VShiftI(shift, 4, 15, 15, 24);
        }

        e.V(VexOp.VPXOR, 14, 14, 14);
        e.V(w ? VexOp.VPSUBQ : VexOp.VPSUBD, 14, 14, 15);
        if (kind == 0)
        {
            // to the right a negative number is inverted before and after; only where the count is negative
            e.V(VexOp.VPXOR, d, d, d);
            e.V(w ? VexOp.VPCMPGTQ : VexOp.VPCMPGTD, sign, d, a);
            e.V(w ? VexOp.VPCMPGTQ : VexOp.VPCMPGTD, d, d, 15);
            e.V(VexOp.VPAND, sign, sign, d);
            e.V(VexOp.VPXOR, d, a, sign);
            e.V(w ? VexOp.VPSRLVQ : VexOp.VPSRLVD, 14, d, 14);
            e.V(VexOp.VPXOR, 14, 14, sign);
        }
        else
        {
            e.V(w ? VexOp.VPSRLVQ : VexOp.VPSRLVD, 14, a, 14);
        }

        e.V(w ? VexOp.VPSLLVQ : VexOp.VPSLLVD, d, a, 15);
        e.V(VexOp.VPOR, d, d, 14);
        FinishVector(in ins, d);
        return true;
    }

    /// <summary>SDOT, UDOT, USDOT: the even and the odd bytes as halfwords, whose products the host adds in pairs.</summary>
    private bool LowerDot(in Instruction ins)
    {
        if (ins.Sub != 32 || (byte)ins.Imm is not (64 or 128))
        {
            return false;
        }

        bool firstSigned = ins.Op == Op.VDotSigned;
        bool secondSigned = ins.Op != Op.VDotUnsigned;
        int a = UseXmm(ins.A);
        int b = UseXmm(ins.B);
        int c = UseXmm(ins.C);
        int d = AllocateXmm();
        Evens(14, b, firstSigned);
        Evens(15, c, secondSigned);
        e.V(VexOp.VPMADDWD, 14, 14, 15);
        e.V(VexOp.VPADDD, d, a, 14);
        e.VShiftI(VexOp.VPSHIFTW_imm, firstSigned ? 4 : 2, 14, b, 8);
        e.VShiftI(VexOp.VPSHIFTW_imm, secondSigned ? 4 : 2, 15, c, 8);
        e.V(VexOp.VPMADDWD, 14, 14, 15);
        e.V(VexOp.VPADDD, d, d, 14);
        FinishVector(in ins, d);
        return true;

        void Evens(int to, int from, bool signed)
        {
            if (signed)
            {
                e.VShiftI(VexOp.VPSHIFTW_imm, 6, to, from, 8);
                e.VShiftI(VexOp.VPSHIFTW_imm, 4, to, to, 8);
            }
            else
            {
                e.V(VexOp.VPAND, to, from, Constant(VectorConstant.Low8));
            }
        }
    }
}
