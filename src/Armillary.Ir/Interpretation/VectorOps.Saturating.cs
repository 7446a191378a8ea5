using Armillary.Ir.Numerics;

namespace Armillary.Ir.Interpretation;

public static partial class VectorOps
{
    private static bool SaturatingLane(Op op, ulong a, ulong b, ulong c, int esize, int parameter, ref FPContext context, out ulong result)
    {
        Int128 x = Lanes.Signed(a, esize), y = Lanes.Signed(b, esize);
        switch (op)
        {
            case Op.VAddSaturateSigned: result = Saturate(x + y, esize, false, ref context); break;
            case Op.VAddSaturateUnsigned: result = Saturate((Int128)a + b, esize, true, ref context); break;
            case Op.VSubSaturateSigned: result = Saturate(x - y, esize, false, ref context); break;
            case Op.VSubSaturateUnsigned: result = Saturate((Int128)a - b, esize, true, ref context); break;
            case Op.VAddSaturateSignedUnsigned: result = Saturate(x + b, esize, false, ref context); break;
            case Op.VAddSaturateUnsignedSigned: result = Saturate((Int128)a + y, esize, true, ref context); break;
            case Op.VMulDoublingSaturate: result = Saturate(2 * x * y, esize, false, ref context); break;
            case Op.VMulHighDoublingSaturate:
                result = Saturate(((2 * x * y) + Rounding(parameter, esize)) >> esize, esize, false, ref context);
                break;
            case Op.VMulAddHighDoublingSaturate:
                Int128 product = 2 * y * Lanes.Signed(c, esize);
                Int128 sum = (x << esize) + ((parameter & 1) != 0 ? -product : product) + Rounding(1, esize);
                result = Saturate(sum >> esize, esize, false, ref context);
                break;
            case Op.VShift: result = Shift(a, (sbyte)b, esize, parameter, ref context); break;
            default:
                result = 0;
                return false;
        }

        return true;
    }

    private static Int128 Rounding(int parameter, int esize) => (parameter & 1) != 0 ? Int128.One << (esize - 1) : 0;

    /// <summary>SatQ (DDI 0487, shared/functions/integer): clamps, and sets FPSR.QC if it changed the value.</summary>
    private static ulong Saturate(Int128 value, int esize, bool unsigned, ref FPContext context)
    {
        Int128 max = (Int128.One << (unsigned ? esize : esize - 1)) - 1;
        Int128 min = unsigned ? 0 : -max - 1;
        if (value > max || value < min)
        {
            context.Raise(FPContext.QC);
            value = value > max ? max : min;
        }

        return (ulong)value & Lanes.Ones(esize);
    }

    /// <summary>SSHL, USHL and their rounding and saturating forms.</summary>
    private static ulong Shift(ulong a, int shift, int esize, int flags, ref FPContext context)
    {
        bool unsigned = (flags & 1) != 0, rounding = (flags & 2) != 0, saturating = (flags & 12) != 0;
        Int128 value = unsigned ? (Int128)a : Lanes.Signed(a, esize);
        if (shift >= esize)
        {
            // Nothing of the element is left, or a number beyond every bound.
            value = !saturating ? 0 : Int128.Sign(value) * (Int128.One << 100);
        }
        else if (shift >= 0)
        {
            value <<= shift;
        }
        else
        {
            int amount = Math.Min(-shift, 66);
            value = (rounding ? value + (Int128.One << (amount - 1)) : value) >> amount;
        }

        return saturating ? Saturate(value, esize, unsigned || (flags & 8) != 0, ref context) : (ulong)value & Lanes.Ones(esize);
    }
}
