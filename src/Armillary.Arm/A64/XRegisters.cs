using Armillary.Arm.State;
using Armillary.Ir;

namespace Armillary.Arm.A64;

/// <summary>The manual's <c>X[n, width]</c>: register 31 is zero, or the stack pointer.</summary>
/// <param name="translator">Where reads and writes are appended.</param>
/// <param name="stackPointer">Whether register 31 is SP.</param>
public sealed class XRegisters(A64Translator translator, bool stackPointer)
{
    /// <summary>Register <paramref name="n"/> as 32 or 64 bits; a 32-bit write clears the upper half.</summary>
    public Value this[int n, int datasize]
    {
        get
        {
            if (n == 31 && !stackPointer)
            {
                return translator.Imm(0, datasize);
            }

            Value value = translator.Block.GetSlot(n, IrType.I64);
            return datasize == 64 ? value : translator.Block.Truncate(value);
        }

        set
        {
            if (n == 31 && !stackPointer)
            {
                return;
            }

            translator.Block.SetSlot(n, value.Type == IrType.I64 ? value : translator.Block.ZeroExtend(value, 32, IrType.I64));
        }
    }
}
