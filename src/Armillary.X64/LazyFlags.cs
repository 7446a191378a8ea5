using Armillary.Ir;

namespace Armillary.X64;

/// <summary>The flags operations that generated code leaves undone until someone needs the flags.</summary>
internal static class LazyFlags
{
    /// <summary>Whether flags of this operation stay an expression of its operands.</summary>
    public static bool IsLazy(Op op) => op is Op.SubFlags or Op.AddFlags or Op.LogicFlags;

    /// <summary>The flags word of the operation.</summary>
    public static uint Evaluate(Op op, IrType type, ulong a, ulong b)
    {
        if (type == IrType.I32)
        {
            a <<= 32;
            b <<= 32;
        }

        ulong r = op switch { Op.SubFlags => a - b, Op.AddFlags => a + b, _ => a };
        uint word = (r >> 63 != 0 ? FlagsWord.N : 0) | (r == 0 ? FlagsWord.Z : 0);
        return op switch
        {
            Op.SubFlags => word | (a >= b ? FlagsWord.C : 0) | (((a ^ b) & (a ^ r)) >> 63 != 0 ? FlagsWord.V : 0),
            Op.AddFlags => word | (r < a ? FlagsWord.C : 0) | (((a ^ r) & (b ^ r)) >> 63 != 0 ? FlagsWord.V : 0),
            _ => word,
        };
    }
}
