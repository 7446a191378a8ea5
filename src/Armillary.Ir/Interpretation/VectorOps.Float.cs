using Armillary.Ir.Numerics;

namespace Armillary.Ir.Interpretation;

public static partial class VectorOps
{
    private static bool FloatLane(Op op, ulong a, ulong b, ulong c, int N, int parameter, ref FPContext context, out ulong result)
    {
        switch (op)
        {
            case Op.VFAdd: result = FP.FPAdd(a, b, N, ref context); break;
            case Op.VFSub: result = FP.FPSub(a, b, N, ref context); break;
            case Op.VFMul: result = FP.FPMul(a, b, N, ref context); break;
            case Op.VFDiv: result = FP.FPDiv(a, b, N, ref context); break;
            case Op.VFSqrt: result = FP.FPSqrt(a, N, ref context); break;
            case Op.VFMulAdd: result = FP.FPMulAdd(a, b, c, N, ref context); break;
            case Op.VFNeg: result = FP.FPNeg(a, N); break;
            case Op.VFAbs: result = FP.FPAbs(a, N); break;
            case Op.VFMax: result = FP.FPMax(a, b, N, ref context); break;
            case Op.VFMin: result = FP.FPMin(a, b, N, ref context); break;
            case Op.VFMaxNum: result = FP.FPMaxNum(a, b, N, ref context); break;
            case Op.VFMinNum: result = FP.FPMinNum(a, b, N, ref context); break;
            case Op.VFCompareEqual: result = Mask(FP.FPCompareEQ(a, b, N, ref context)); break;
            case Op.VFCompareGreater: result = Mask(FP.FPCompareGT(a, b, N, ref context)); break;
            case Op.VFCompareGreaterEqual: result = Mask(FP.FPCompareGE(a, b, N, ref context)); break;
            case Op.VFMulX: result = FP.FPMulX(a, b, N, ref context); break;
            case Op.VFRecipStep: result = FP.FPRecipStepFused(a, b, N, ref context); break;
            case Op.VFRSqrtStep: result = FP.FPRSqrtStepFused(a, b, N, ref context); break;
            case Op.VFRecipEstimate: result = FP.FPRecipEstimate(a, N, ref context); break;
            case Op.VFRSqrtEstimate: result = FP.FPRSqrtEstimate(a, N, ref context); break;
            case Op.VFRecpX: result = FP.FPRecpX(a, N, ref context); break;
            case Op.VFRoundInt: result = FP.FPRoundInt(a, (FPRounding)(parameter & 7), (parameter & 8) != 0, N, ref context); break;
            case Op.VFRoundIntN: result = FP.FPRoundIntN(a, (FPRounding)(parameter & 7), (parameter & 8) != 0 ? 64 : 32, N, ref context); break;
            case Op.VFToInt: result = FP.FPToFixed(a, parameter >> 8, (parameter & 16) != 0, (FPRounding)(parameter & 7), N, N, ref context); break;
            case Op.VIntToF: result = FP.FixedToFP(a, parameter >> 8, (parameter & 16) != 0, FPRounding.Current, N, N, ref context); break;
            default:
                result = 0;
                return false;
        }

        return true;
    }

    private static Bits128 ScalarFloat(in Instruction i, ulong a, ulong b, ulong c, ref FPContext context)
    {
        int N = i.Sub;
        int parameter = (int)i.Imm;
        ulong mask = Lanes.Ones(N), x = a & mask, y = b & mask;
        ulong result;
        switch (i.Op)
        {
            case Op.FAdd: result = FP.FPAdd(x, y, N, ref context); break;
            case Op.FSub: result = FP.FPSub(x, y, N, ref context); break;
            case Op.FMul: result = FP.FPMul(x, y, N, ref context); break;
            case Op.FDiv: result = FP.FPDiv(x, y, N, ref context); break;
            case Op.FSqrt: result = FP.FPSqrt(x, N, ref context); break;
            case Op.FMulAdd: result = FP.FPMulAdd(x, y, c & mask, N, ref context); break;
            case Op.FNeg: result = FP.FPNeg(x, N); break;
            case Op.FAbs: result = FP.FPAbs(x, N); break;
            case Op.FMax: result = FP.FPMax(x, y, N, ref context); break;
            case Op.FMin: result = FP.FPMin(x, y, N, ref context); break;
            case Op.FMaxNum: result = FP.FPMaxNum(x, y, N, ref context); break;
            case Op.FMinNum: result = FP.FPMinNum(x, y, N, ref context); break;
            case Op.FCompare: result = FlagsWord.FromNzcv(FP.FPCompare(x, y, parameter != 0, N, ref context)); break;
            case Op.FConvert: result = FP.FPConvert(a & Lanes.Ones(parameter), FPRounding.Current, parameter, N, ref context); break;
            case Op.FRoundInt: result = FP.FPRoundInt(x, (FPRounding)(parameter & 7), (parameter & 8) != 0, N, ref context); break;
            case Op.FToInt:
                result = FP.FPToFixed(x, parameter >> 8, (parameter & 16) != 0, (FPRounding)(parameter & 7), IntegerBits(i.Type), N, ref context);
                break;
            case Op.IntToF:
                // The operand's own type is not in the instruction: Imm bit 5 tells that it has 32 bits.
                result = FP.FixedToFP(a, parameter >> 8, (parameter & 16) != 0, FPRounding.Current, (parameter & 32) != 0 ? 32 : 64, N, ref context);
                break;
            case Op.FCompareEqual: result = FP.FPCompareEQ(x, y, N, ref context) ? mask : 0; break;
            case Op.FCompareGreater: result = FP.FPCompareGT(x, y, N, ref context) ? mask : 0; break;
            case Op.FCompareGreaterEqual: result = FP.FPCompareGE(x, y, N, ref context) ? mask : 0; break;
            default: // FToIntJs
                result = FP.FPToFixedJS(a, out bool exact, ref context);
                result |= exact ? 1UL << 32 : 0;
                break;
        }

        return new(result);
    }

    private static int IntegerBits(IrType type) => type == IrType.I32 ? 32 : 64;
}
