using System.Diagnostics;
using Armillary.Ir.Numerics;

namespace Armillary.Ir.Interpretation;

/// <summary>
/// What every operation without side effects on memory or control means. The interpreter runs on it, and compiled code calls it
/// for operations and cases that the host's instructions do not cover.
/// </summary>
public static class PureOps
{
    /// <summary>Evaluates one operation. Values of type I32 and Flags are zero above bit 31.</summary>
    public static Bits128 Evaluate(in Instruction i, in Bits128 a, in Bits128 b, in Bits128 c, ref FPContext fp)
    {
        if (IntegerOps.TryEvaluate(i, a.Low, b.Low, c.Low, out ulong result))
        {
            return new Bits128(result);
        }

        return i.Op switch
        {
            Op.VConst => new Bits128((ulong)i.Imm, (ulong)(uint)i.A << 32 | (uint)i.B),
            Op.Select => FlagsWord.Holds((Condition)i.Sub, (uint)a.Low) ? b : c,
            Op.SelectZero => a.Low == 0 ? b : c,
            _ => VectorOps.Evaluate(i, a, b, c, ref fp),
        };
    }
}
