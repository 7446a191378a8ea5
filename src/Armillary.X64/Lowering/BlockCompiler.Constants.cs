using Armillary.Ir;
using Armillary.X64.Assembler;

namespace Armillary.X64;

/// <content>
/// Vector constants of the code: they lie behind it, each once, and instructions name them relative to RIP. A load is one instruction where moving them
/// through a general register would be four.
/// </content>
public sealed unsafe partial class BlockCompiler
{
    private struct ConstantUse
    {
        public nint Displacement;
        public int After;
        public int Constant;
    }

    private Bits128[] constants = new Bits128[32];
    private ConstantUse[] constantUses = new ConstantUse[64];
    private int constantCount;
    private int constantUseCount;

    /// <summary>What stands for a constant's place in an instruction until it is known; <see cref="NoteConstant"/> follows the instruction.</summary>
    private Mem UnplacedConstant => Mem.At(startExecute);

    /// <summary>The instruction that was just emitted has <see cref="UnplacedConstant"/> as its operand and means this one.</summary>
    /// <param name="low">The constant's bits 63:0.</param>
    /// <param name="high">Its bits 127:64.</param>
    /// <param name="immediateBytes">How many bytes of the instruction follow the displacement.</param>
    private void NoteConstant(ulong low, ulong high, int immediateBytes = 0)
    {
        int index = 0;
        while (index < constantCount && (constants[index].Low != low || constants[index].High != high))
        {
            index++;
        }

        if (index == constantCount)
        {
            if (index == constants.Length)
            {
                Array.Resize(ref constants, index * 2);
            }

            constants[constantCount++] = new Bits128(low, high);
        }

        if (constantUseCount == constantUses.Length)
        {
            Array.Resize(ref constantUses, constantUseCount * 2);
        }

        constantUses[constantUseCount++] = new ConstantUse { Displacement = (nint)(e.Position - immediateBytes - 4), After = 4 + immediateBytes, Constant = index };
    }

    private void EmitConstants()
    {
        if (constantCount == 0 || status != CompileStatus.Done)
        {
            return;
        }

        if (e.Position + (16 * (constantCount + 1)) > limit + (Margin / 2))
        {
            status = CompileStatus.NoRoom;
            return;
        }

        while ((e.Here & 15) != 0)
        {
            e.Byte(0xCC);
        }

        // SAFETY: there is room for all of them, and the uses are displacements in the code emitted since Begin.
        Bits128* first = (Bits128*)e.Position;
        constants.AsSpan(0, constantCount).CopyTo(new Span<Bits128>(first, constantCount));
        for (int i = 0; i < constantUseCount; i++)
        {
            ref ConstantUse use = ref constantUses[i];
            *(int*)use.Displacement = (int)((nint)(first + use.Constant) - (use.Displacement + use.After));
        }

        e.Position += 16 * constantCount;
    }

    private static (ulong Low, ulong High) VectorConstantOf(in Instruction constant)
        => ((ulong)constant.Imm, ((ulong)(uint)constant.A << 32) | (uint)constant.B);

    /// <summary>An instruction whose last operand is a constant in memory.</summary>
    private void VConstant(VexOp op, int d, int a, ulong low, ulong high)
    {
        e.V(op, d, a, UnplacedConstant);
        NoteConstant(low, high);
    }

    /// <summary>
    /// d = op(a, value): the value is read from memory where it is a constant that no register has, or where it is in no register and nothing else needs it.
    /// For operations without a site, which would have to name the place.
    /// </summary>
    private void VValue(VexOp op, int d, int a, int v)
    {
        ref Instruction ins = ref block[v];
        if (values[v].Register >= 0)
        {
            e.V(op, d, a, values[v].Register - XmmBase);
        }
        else if (ins.Op == Op.VConst)
        {
            (ulong low, ulong high) = VectorConstantOf(in ins);
            VConstant(op, d, a, low, high);
        }
        else
        {
            _ = IsMemory(v, IrType.V128, out Mem memory);
            e.V(op, d, a, memory);
        }
    }

    /// <summary>Makes a value ready for <see cref="VValue"/>, before the result's register is chosen.</summary>
    private void ReadyValue(int v)
    {
        if (values[v].Register < 0 && ((block[v].Op == Op.VConst && Dies(v)) || IsMemory(v, IrType.V128, out _)))
        {
            return;
        }

        _ = UseXmm(v);
    }

    /// <summary>Eight of TBL's indices as VPSHUFB's: 16 and above select zero.</summary>
    private static ulong TableIndices(ulong indices)
    {
        ulong result = 0;
        for (int i = 0; i < 64; i += 8)
        {
            ulong index = indices >> i & 0xFF;
            result |= (index < 16 ? index : 0x80) << i;
        }

        return result;
    }
}
