using System.Numerics;
using Armillary.Ir.Numerics;

namespace Armillary.Ir.Interpretation;

public static partial class VectorOps
{
    private static bool IntegerLane(Op op, ulong a, ulong b, ulong c, int esize, int parameter, ref FPContext context, out ulong result)
    {
        long x = Lanes.Signed(a, esize), y = Lanes.Signed(b, esize);
        switch (op)
        {
            case Op.VAdd: result = a + b; break;
            case Op.VSub: result = a - b; break;
            case Op.VMul: result = a * b; break;
            case Op.VNeg: result = 0 - a; break;
            case Op.VAbs: result = x < 0 ? 0 - a : a; break;
            case Op.VCompareEqual: result = Mask(a == b); break;
            case Op.VCompareGreaterSigned: result = Mask(x > y); break;
            case Op.VCompareGreaterEqualSigned: result = Mask(x >= y); break;
            case Op.VCompareGreaterUnsigned: result = Mask(a > b); break;
            case Op.VCompareGreaterEqualUnsigned: result = Mask(a >= b); break;
            case Op.VMaxSigned: result = x > y ? a : b; break;
            case Op.VMinSigned: result = x < y ? a : b; break;
            case Op.VMaxUnsigned: result = Math.Max(a, b); break;
            case Op.VMinUnsigned: result = Math.Min(a, b); break;
            case Op.VShlImm: result = parameter >= 64 ? 0 : a << parameter; break;
            case Op.VShrImm: result = parameter >= 64 ? 0 : a >> parameter; break;
            case Op.VSarImm: result = (ulong)(x >> Math.Min(parameter, 63)); break;
            case Op.VCountBits: result = (ulong)BitOperations.PopCount(a); break;
            case Op.VReverseBits: result = ReverseByte(a); break;
            case Op.VCountLeadingZeros: result = (ulong)(BitOperations.LeadingZeroCount(a) - (64 - esize)); break;
            case Op.VCountLeadingSigns: result = (ulong)(BitOperations.LeadingZeroCount((ulong)(x ^ (x >> 63))) - 1 - (64 - esize)); break;
            case Op.VMulEvenSigned: result = (ulong)((long)(int)a * (int)b); break;
            case Op.VMulEvenUnsigned: result = (ulong)(uint)a * (uint)b; break;
            case Op.VMulPolynomial: result = (ulong)CarrylessMultiply(a, b); break;
            case Op.VRecipEstimate: result = FP.UnsignedRecipEstimate((uint)a); break;
            case Op.VRSqrtEstimate: result = FP.UnsignedRSqrtEstimate((uint)a); break;
            default: return SaturatingLane(op, a, b, c, esize, parameter, ref context, out result);
        }

        return true;
    }

    private static ulong Mask(bool condition) => condition ? ulong.MaxValue : 0;

    private static ulong ReverseByte(ulong a)
    {
        a = ((a & 0x55) << 1) | ((a >> 1) & 0x55);
        a = ((a & 0x33) << 2) | ((a >> 2) & 0x33);
        return ((a & 0x0F) << 4) | (a >> 4);
    }

    private static UInt128 CarrylessMultiply(ulong a, ulong b)
    {
        UInt128 product = 0;
        for (int bit = 0; bit < 64; bit++)
        {
            if (((b >> bit) & 1) != 0)
            {
                product ^= (UInt128)a << bit;
            }
        }

        return product;
    }
}
