using Armillary.Arm.State;
using Armillary.Ir;

namespace Armillary.Arm.A64;

/// <summary>The manual's <c>V[n, width]</c>: SIMD and floating-point registers as IR vectors.</summary>
/// <param name="translator">Where reads and writes are appended.</param>
public sealed class VRegisters(A64Translator translator)
{
    /// <summary>All 128 bits of a register.</summary>
    public Value this[int n]
    {
        get => translator.Block.GetSlot(Slots.V0 + n, IrType.V128);
        set
        {
            translator.Block.SetSlot(Slots.V0 + n, value);
            if ((translator.Context & TranslationContext.LongVectors) != 0)
            {
                translator.Block.SetSlot(Slots.SveUpper, translator.Block.GetSlot(Slots.SveUpper, IrType.I64) & ~(1L << n));
            }
        }
    }

    /// <summary>
    /// A register as a vector operand. A read gives all 128 bits (operations name the part they use); a write of a 64-bit shape
    /// needs a value whose upper half is zero, which every vector operation with Imm = 64 makes.
    /// </summary>
    public Value this[int n, VectorShape shape]
    {
        get => this[n];
        set => this[n] = value;
    }
}
