using Armillary.Ir.Numerics;

namespace Armillary.Ir.Interpretation;

/// <summary>Operations between element sizes: widening, narrowing, dot and matrix products.</summary>
public static partial class VectorOps
{
    private static bool Widening(in Instruction i, Bits128 a, Bits128 b, Bits128 c, ref FPContext context, out Bits128 result)
    {
        int esize = i.Sub, parameter = (int)(i.Imm >> 8);
        Lanes x = new(a), y = new(b), z = new(c), r = default;
        switch (i.Op)
        {
            case Op.VWidenSigned or Op.VWidenUnsigned or Op.VFConvertLong:
                for (int e = 0; e < 64 / esize; e++)
                {
                    int from = e + ((parameter & 1) * (64 / esize));
                    ulong value = i.Op switch
                    {
                        Op.VWidenSigned => (ulong)x.GetSigned(from, esize),
                        Op.VWidenUnsigned => x.Get(from, esize),
                        _ => FP.FPConvert(x.Get(from, esize), FPRounding.Current, esize, 2 * esize, ref context),
                    };
                    r.Set(e, 2 * esize, value);
                }

                break;
            case Op.VMulPolynomialLong when esize == 64:
                UInt128 product = (parameter & 1) == 0 ? CarrylessMultiply(a.Low, b.Low) : CarrylessMultiply(a.High, b.High);
                result = new((ulong)product, (ulong)(product >> 64));
                return true;
            case Op.VMulPolynomialLong:
                for (int e = 0; e < 8; e++)
                {
                    int from = e + ((parameter & 1) * 8);
                    r.Set(e, 16, (ulong)CarrylessMultiply(x.Get(from, 8), y.Get(from, 8)));
                }

                break;
            case >= Op.VNarrow and <= Op.VNarrowSaturateSignedToUnsigned or Op.VFConvertNarrow or Op.VBfConvertNarrow:
                for (int e = 0; e < Math.Max((int)(i.Imm & 0xFF) / esize, 1); e++)
                {
                    r.Set(e, esize, Narrow(i.Op, x.Get(e, 2 * esize), esize, parameter, ref context));
                }

                break;
            case >= Op.VDotSigned and <= Op.VDotUnsignedSigned:
                for (int e = 0; e < (int)(i.Imm & 0xFF) / 32; e++)
                {
                    r.Set(e, 32, x.Get(e, 32) + Dot(i.Op - Op.VDotSigned, y, 4 * e, z, 4 * e, 4));
                }

                break;
            case >= Op.VMatrixMulSigned and <= Op.VMatrixMulUnsignedSigned:
                for (int e = 0; e < 4; e++)
                {
                    r.Set(e, 32, x.Get(e, 32) + Dot(i.Op - Op.VMatrixMulSigned, y, 8 * (e >> 1), z, 8 * (e & 1), 8));
                }

                break;
            case Op.VBfDot:
                for (int e = 0; e < (int)(i.Imm & 0xFF) / 32; e++)
                {
                    r.Set(e, 32, BfDot(x.Get(e, 32), y, 2 * e, z, 2 * e));
                }

                break;
            case Op.VBfMatrixMul:
                for (int e = 0; e < 4; e++)
                {
                    uint sum = BfDot(x.Get(e, 32), y, 4 * (e >> 1), z, 4 * (e & 1));
                    r.Set(e, 32, BfDot(sum, y, (4 * (e >> 1)) + 2, z, (4 * (e & 1)) + 2));
                }

                break;
            case Op.VBfMulAddLong:
                for (int e = 0; e < 4; e++)
                {
                    int from = (2 * e) + parameter;
                    r.Set(e, 32, FP.BFMulAddH((uint)x.Get(e, 32), (ushort)y.Get(from, 16), (ushort)z.Get(from, 16), ref context));
                }

                break;
            case Op.VFMulAddLong:
                int elements = (int)(i.Imm & 0xFF) / 32;
                for (int e = 0; e < elements; e++)
                {
                    int from = e + (parameter * elements);
                    r.Set(e, 32, FP.FPMulAddH((uint)x.Get(e, 32), (ushort)y.Get(from, 16), (ushort)z.Get(from, 16), ref context));
                }

                break;
            default:
                result = default;
                return false;
        }

        result = r.Bits;
        return true;
    }

    private static ulong Narrow(Op op, ulong a, int esize, int parameter, ref FPContext context) => op switch
    {
        Op.VNarrow => a,
        Op.VNarrowSaturateSigned => Saturate(Lanes.Signed(a, 2 * esize), esize, false, ref context),
        Op.VNarrowSaturateUnsigned => Saturate(a, esize, true, ref context),
        Op.VNarrowSaturateSignedToUnsigned => Saturate(Lanes.Signed(a, 2 * esize), esize, true, ref context),
        Op.VFConvertNarrow => FP.FPConvert(a, (FPRounding)(parameter & 7), 2 * esize, esize, ref context),
        _ => FP.FPConvertBF((uint)a, (FPRounding)(parameter & 7), ref context),
    };

    /// <summary>A sum of products of bytes; kind 0 signed, 1 unsigned, 2 unsigned by signed.</summary>
    private static ulong Dot(int kind, Lanes x, int xFrom, Lanes y, int yFrom, int count)
    {
        long sum = 0;
        for (int k = 0; k < count; k++)
        {
            long p = kind == 0 ? x.GetSigned(xFrom + k, 8) : (long)x.Get(xFrom + k, 8);
            long q = kind == 1 ? (long)y.Get(yFrom + k, 8) : y.GetSigned(yFrom + k, 8);
            sum += p * q;
        }

        return (ulong)sum;
    }

    private static uint BfDot(ulong addend, Lanes x, int xFrom, Lanes y, int yFrom)
        => FP.BFDotAdd((uint)addend, (ushort)x.Get(xFrom, 16), (ushort)x.Get(xFrom + 1, 16), (ushort)y.Get(yFrom, 16), (ushort)y.Get(yFrom + 1, 16));
}
