using System.Diagnostics;
using Armillary.Ir.Numerics;

namespace Armillary.Ir.Interpretation;

/// <summary>
/// What the floating-point and vector operations mean. A result of type I32, I64 or Flags is in the low half; what an operation
/// does to FPSR it does to the context.
/// </summary>
public static partial class VectorOps
{
    /// <summary>Evaluates a floating-point or vector operation.</summary>
    public static Bits128 Evaluate(in Instruction i, in Bits128 a, in Bits128 b, in Bits128 c, ref FPContext fp)
    {
        if (i.Op is >= Op.FAdd and <= Op.IntToF or >= Op.FCompareEqual and <= Op.FToIntJs)
        {
            return ScalarFloat(i, a.Low, b.Low, c.Low, ref fp);
        }

        // By family first: compiled code falls back to this for whatever it has no rule for, so the way there is kept short.
        Bits128 result;
        bool known = i.Op switch
        {
            >= Op.VAesEncrypt => Crypto(i.Op, a, b, c, out result),
            >= Op.VAdd and <= Op.VSarImm or >= Op.VFAdd and <= Op.VFCompareGreaterEqual or Op.VShift or >= Op.VFMulX and <= Op.VIntToF
                => ByLane(i, a, b, c, ref fp, out result),
            _ => Bitwise(i, a, b, c, out result)
                || Permute(i, a, b, out result)
                || Widening(i, a, b, c, ref fp, out result)
                || ByLane(i, a, b, c, ref fp, out result),
        };
        return known ? result : throw new UnreachableException($"{i.Op} has no meaning");
    }

    /// <summary>The operations whose result elements depend on the operands' elements in the same place only.</summary>
    private static bool ByLane(in Instruction i, Bits128 a, Bits128 b, Bits128 c, ref FPContext context, out Bits128 result)
    {
        int esize = i.Sub;
        int elements = (int)(i.Imm & 0xFF) / Math.Max(esize, 1);
        int parameter = (int)(i.Imm >> 8);
        bool isFloat = i.Op is >= Op.VFAdd and <= Op.VFCompareGreaterEqual or >= Op.VFMulX and <= Op.VIntToF;
        Lanes x = new(a), y = new(b), z = new(c), r = default;
        result = default;
        for (int e = 0; e < elements; e++)
        {
            ulong p = x.Get(e, esize), q = y.Get(e, esize), s = z.Get(e, esize);
            bool known = isFloat
                ? FloatLane(i.Op, p, q, s, esize, parameter, ref context, out ulong value)
                : IntegerLane(i.Op, p, q, s, esize, parameter, ref context, out value);
            if (!known)
            {
                return false;
            }

            r.Set(e, esize, value);
        }

        result = r.Bits;
        return true;
    }

    private static bool Bitwise(in Instruction i, Bits128 a, Bits128 b, Bits128 c, out Bits128 result)
    {
        bool whole = true;
        switch (i.Op)
        {
            case Op.VAnd:
                result = new(a.Low & b.Low, a.High & b.High);
                break;
            case Op.VOr:
                result = new(a.Low | b.Low, a.High | b.High);
                break;
            case Op.VXor:
                result = new(a.Low ^ b.Low, a.High ^ b.High);
                break;
            case Op.VAndNot:
                result = new(a.Low & ~b.Low, a.High & ~b.High);
                break;
            case Op.VNot:
                result = new(~a.Low, ~a.High);
                break;
            case Op.VBitSelect:
                result = new((a.Low & b.Low) | (~a.Low & c.Low), (a.High & b.High) | (~a.High & c.High));
                break;
            case Op.VZeroUpper:
                result = new(a.Low & Lanes.Ones(Math.Min((int)i.Sub, 64)), i.Sub > 64 ? a.High : 0);
                return true;
            default:
                result = default;
                whole = false;
                break;
        }

        if (whole && i.Imm == 64)
        {
            result = new(result.Low);
        }

        return whole;
    }
}
