using System.Diagnostics;
using Armillary.Ir.Numerics;

namespace Armillary.Ir.Interpretation;

/// <summary>What the vector and floating-point operations mean, by family.</summary>
public static class VectorOps
{
    /// <summary>Evaluates a vector or floating-point operation.</summary>
    public static Bits128 Evaluate(in Instruction i, in Bits128 a, in Bits128 b, in Bits128 c, ref FPContext fp)
    {
        _ = fp;
        return i.Op switch
        {
            Op.VAnd => new Bits128(a.Low & b.Low, a.High & b.High),
            Op.VOr => new Bits128(a.Low | b.Low, a.High | b.High),
            Op.VXor => new Bits128(a.Low ^ b.Low, a.High ^ b.High),
            Op.VAndNot => new Bits128(a.Low & ~b.Low, a.High & ~b.High),
            Op.VNot => new Bits128(~a.Low, ~a.High),
            Op.VBitSelect => new Bits128((a.Low & b.Low) | (~a.Low & c.Low), (a.High & b.High) | (~a.High & c.High)),
            _ => throw new UnreachableException($"{i.Op} has no meaning"),
        };
    }
}
