using System.Globalization;
using Armillary.Ir.Numerics;

namespace Armillary.Ir.Tests.Numerics;

/// <summary>What each row of fp-oracle.txt computes, through <see cref="FP"/>.</summary>
internal static class FpOperations
{
    public delegate ulong Operation(ulong a, ulong b, ulong c, ref FPContext context);

    public static Operation Find(string name)
    {
        string[] part = name.Split('.');
        int[] n = [.. part.Skip(1).Select(p => int.Parse(p, CultureInfo.InvariantCulture))];
        string op = part[0];
        return n.Length switch
        {
            0 => Single(op),
            1 => Arithmetic(op, n[0]),
            2 when op.StartsWith("fcvt", StringComparison.Ordinal) && op.Length == 6 && op != "fcvtxn" => ToInteger(op[5] == 'u', Mode(op[4]), n[0], n[1], 0),
            2 => Convert(op, n[0], n[1]),
            _ when op[0] == 'f' => ToInteger(op[5] == 'u', FPRounding.ZERO, n[0], n[1], n[2]),
            _ => (ulong a, ulong b, ulong c, ref FPContext x) => FP.FixedToFP(n.Length > 0 && n[0] == 16 ? (ushort)a : a, n[2], op[0] == 'u', FPRounding.Current, n[0], n[1], ref x),
        };
    }

    private static FPRounding Mode(char letter) => letter switch
    {
        'n' => FPRounding.TIEEVEN,
        'p' => FPRounding.POSINF,
        'm' => FPRounding.NEGINF,
        'z' => FPRounding.ZERO,
        'a' => FPRounding.TIEAWAY,
        _ => FPRounding.Current,
    };

    private static Operation ToInteger(bool unsigned, FPRounding rounding, int M, int N, int fbits)
        => (ulong a, ulong b, ulong c, ref FPContext x) => FP.FPToFixed(Low(a, N), fbits, unsigned, rounding, M, N, ref x);

    private static Operation Convert(string op, int M, int N) => op switch
    {
        "fcvt" => (ulong a, ulong b, ulong c, ref FPContext x) => FP.FPConvert(Low(a, M), FPRounding.Current, M, N, ref x),
        "fcvtxn" => (ulong a, ulong b, ulong c, ref FPContext x) => FP.FPConvert(a, FPRounding.ODD, M, N, ref x),
        "bfcvt" => (ulong a, ulong b, ulong c, ref FPContext x) => FP.FPConvertBF((uint)a, FPRounding.Current, ref x),
        _ => throw new ArgumentException(op),
    };

    private static Operation Single(string op) => op switch
    {
        "fmlal" => (ulong a, ulong b, ulong c, ref FPContext x) => FP.FPMulAddH((uint)a, (ushort)b, (ushort)c, ref x),
        "bfmlalb" => (ulong a, ulong b, ulong c, ref FPContext x) => FP.BFMulAddH((uint)a, (ushort)b, (ushort)c, ref x),
        "bfdot" => (ulong a, ulong b, ulong c, ref FPContext x) => FP.BFDotAdd((uint)a, (ushort)b, (ushort)(b >> 16), (ushort)c, (ushort)(c >> 16)),
        "urecpe" => (ulong a, ulong b, ulong c, ref FPContext x) => FP.UnsignedRecipEstimate((uint)a),
        "ursqrte" => (ulong a, ulong b, ulong c, ref FPContext x) => FP.UnsignedRSqrtEstimate((uint)a),
        "fjcvtzs" => (ulong a, ulong b, ulong c, ref FPContext x) => FPToFixedJS(a, ref x),
        _ => throw new ArgumentException(op),
    };

    private static Operation Arithmetic(string op, int N)
    {
        Operation inner = op switch
        {
            "fadd" => (ulong a, ulong b, ulong c, ref FPContext x) => FP.FPAdd(a, b, N, ref x),
            "fsub" => (ulong a, ulong b, ulong c, ref FPContext x) => FP.FPSub(a, b, N, ref x),
            "fmul" => (ulong a, ulong b, ulong c, ref FPContext x) => FP.FPMul(a, b, N, ref x),
            "fdiv" => (ulong a, ulong b, ulong c, ref FPContext x) => FP.FPDiv(a, b, N, ref x),
            "fnmul" => (ulong a, ulong b, ulong c, ref FPContext x) => FP.FPNeg(FP.FPMul(a, b, N, ref x), N),
            "fmax" => (ulong a, ulong b, ulong c, ref FPContext x) => FP.FPMax(a, b, N, ref x),
            "fmin" => (ulong a, ulong b, ulong c, ref FPContext x) => FP.FPMin(a, b, N, ref x),
            "fmaxnm" => (ulong a, ulong b, ulong c, ref FPContext x) => FP.FPMaxNum(a, b, N, ref x),
            "fminnm" => (ulong a, ulong b, ulong c, ref FPContext x) => FP.FPMinNum(a, b, N, ref x),
            "fmulx" => (ulong a, ulong b, ulong c, ref FPContext x) => FP.FPMulX(a, b, N, ref x),
            "frecps" => (ulong a, ulong b, ulong c, ref FPContext x) => FP.FPRecipStepFused(a, b, N, ref x),
            "frsqrts" => (ulong a, ulong b, ulong c, ref FPContext x) => FP.FPRSqrtStepFused(a, b, N, ref x),
            "fcmeq" => (ulong a, ulong b, ulong c, ref FPContext x) => Ones(FP.FPCompareEQ(a, b, N, ref x), N),
            "fcmge" => (ulong a, ulong b, ulong c, ref FPContext x) => Ones(FP.FPCompareGE(a, b, N, ref x), N),
            "fcmgt" => (ulong a, ulong b, ulong c, ref FPContext x) => Ones(FP.FPCompareGT(a, b, N, ref x), N),
            "facge" => (ulong a, ulong b, ulong c, ref FPContext x) => Ones(FP.FPCompareGE(FP.FPAbs(a, N), FP.FPAbs(b, N), N, ref x), N),
            "facgt" => (ulong a, ulong b, ulong c, ref FPContext x) => Ones(FP.FPCompareGT(FP.FPAbs(a, N), FP.FPAbs(b, N), N, ref x), N),
            "fabd" => (ulong a, ulong b, ulong c, ref FPContext x) => FP.FPAbs(FP.FPSub(a, b, N, ref x), N),
            "fmadd" => (ulong a, ulong b, ulong c, ref FPContext x) => FP.FPMulAdd(a, b, c, N, ref x),
            "fmsub" => (ulong a, ulong b, ulong c, ref FPContext x) => FP.FPMulSub(a, b, c, N, ref x),
            "fnmadd" => (ulong a, ulong b, ulong c, ref FPContext x) => FP.FPMulSub(FP.FPNeg(a, N), b, c, N, ref x),
            "fnmsub" => (ulong a, ulong b, ulong c, ref FPContext x) => FP.FPMulAdd(FP.FPNeg(a, N), b, c, N, ref x),
            "fabs" => (ulong a, ulong b, ulong c, ref FPContext x) => FP.FPAbs(a, N),
            "fneg" => (ulong a, ulong b, ulong c, ref FPContext x) => FP.FPNeg(a, N),
            "fsqrt" => (ulong a, ulong b, ulong c, ref FPContext x) => FP.FPSqrt(a, N, ref x),
            "frintx" => (ulong a, ulong b, ulong c, ref FPContext x) => FP.FPRoundInt(a, FPRounding.Current, true, N, ref x),
            "frint32z" or "frint32x" or "frint64z" or "frint64x" => (ulong a, ulong b, ulong c, ref FPContext x)
                => FP.FPRoundIntN(a, op[7] == 'z' ? FPRounding.ZERO : FPRounding.Current, op[5] == '3' ? 32 : 64, N, ref x),
            "frintn" or "frintp" or "frintm" or "frintz" or "frinta" or "frinti" => (ulong a, ulong b, ulong c, ref FPContext x) => FP.FPRoundInt(a, Mode(op[5]), false, N, ref x),
            "frecpe" => (ulong a, ulong b, ulong c, ref FPContext x) => FP.FPRecipEstimate(a, N, ref x),
            "frsqrte" => (ulong a, ulong b, ulong c, ref FPContext x) => FP.FPRSqrtEstimate(a, N, ref x),
            "frecpx" => (ulong a, ulong b, ulong c, ref FPContext x) => FP.FPRecpX(a, N, ref x),
            "fcmp" => (ulong a, ulong b, ulong c, ref FPContext x) => FP.FPCompare(a, b, false, N, ref x),
            "fcmpe" => (ulong a, ulong b, ulong c, ref FPContext x) => FP.FPCompare(a, b, true, N, ref x),
            _ => throw new ArgumentException(op),
        };
        return (ulong a, ulong b, ulong c, ref FPContext x) => inner(Low(a, N), Low(b, N), Low(c, N), ref x);
    }

    private static ulong FPToFixedJS(ulong a, ref FPContext context)
    {
        FPContext plain = new(0);
        uint result = FP.FPToFixedJS(a, out bool z, ref plain);
        context.Raise(plain.FPSR);
        return result | (z ? 1UL << 32 : 0);
    }

    private static ulong Low(ulong value, int N) => value & (ulong.MaxValue >> (64 - N));

    private static ulong Ones(bool condition, int N) => condition ? ulong.MaxValue >> (64 - N) : 0;
}
