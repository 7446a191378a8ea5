using System.Diagnostics;
using Armillary.Core.State;

namespace Armillary.Ir.Interpretation;

/// <summary>How an interpreted block ended.</summary>
/// <param name="Indirect">Whether it ended in an indirect branch.</param>
/// <param name="Kind">Which kind of indirect branch.</param>
/// <param name="GuestInstructions">How many guest instructions were begun.</param>
public readonly record struct BlockOutcome(bool Indirect, BranchKind Kind, int GuestInstructions);

/// <summary>
/// Runs a block operation by operation, each slot write at once, so that guest state is precise everywhere. It is the oracle that the
/// compiled code is compared with, and the engine that can always run.
/// </summary>
public sealed class Interpreter
{
    private Bits128[] values = new Bits128[1024];

    /// <summary>Runs a block from its start; leaves the next PC in the context.</summary>
    public BlockOutcome Run(ReadOnlySpan<Instruction> block, IInterpreterHost host)
    {
        ArgumentNullException.ThrowIfNull(host);
        NativeContext context = host.Context;
        ref GuestContext words = ref context.Words;
        ulong start = words.Pc;
        int count = block.Length, guest = 0;
        if (values.Length < count)
        {
            values = new Bits128[count * 2];
        }

        Bits128[] v = values;
        for (int n = 0; n < count; n++)
        {
            ref readonly Instruction i = ref block[n];
            bool operands = i.Op is not (Op.VConst or Op.GuestInstruction);
            Bits128 a = operands && i.A >= 0 ? v[i.A] : default;
            Bits128 b = operands && i.B >= 0 ? v[i.B] : default;
            Bits128 c = operands && i.C >= 0 ? v[i.C] : default;
            switch (i.Op)
            {
                case Op.Nop:
                    break;
                case Op.GuestInstruction:
                    words.Pc = start + (ulong)i.Imm;
                    guest++;
                    break;
                case Op.GetSlot:
                    v[n] = ReadSlot(context, (int)i.Imm, i.Type);
                    break;
                case Op.SetSlot:
                    WriteSlot(context, (int)i.Imm, a);
                    break;
                case Op.PcRelative:
                    v[n] = new Bits128(start + (ulong)i.Imm);
                    break;
                case >= Op.Load and <= Op.CompareAndSwap when i.Op != Op.PairHigh:
                    if (!host.ExecuteMemory(i, a, b, c, out v[n], out Bits128 second))
                    {
                        words.Leave = 0;
                        return new BlockOutcome(false, default, guest);
                    }

                    if (n + 1 < count && block[n + 1].Op == Op.PairHigh)
                    {
                        v[++n] = second;
                    }

                    break;
                case Op.Fence:
                    Thread.MemoryBarrier();
                    break;
                case Op.ExitIf when FlagsWord.Holds((Condition)i.Sub, (uint)a.Low):
                case Op.ExitIfZero when a.Low == 0:
                case Op.ExitIfNotZero when a.Low != 0:
                case Op.ExitIfBit when ((a.Low >> i.Sub) & 1) != 0:
                case Op.ExitIfNotBit when ((a.Low >> i.Sub) & 1) == 0:
                case Op.Goto:
                    words.Pc = start + (ulong)i.Imm;
                    return new BlockOutcome(false, default, guest);
                case Op.ExitIf or Op.ExitIfZero or Op.ExitIfNotZero or Op.ExitIfBit or Op.ExitIfNotBit:
                    break;
                case Op.TrapIf:
                    if (a.Low != 0)
                    {
                        host.CallHelper(i.Sub, (ulong)i.Imm, 0, 0);
                        words.Leave = 0;
                        return new BlockOutcome(false, default, guest);
                    }

                    break;
                case Op.Call:
                    v[n] = new Bits128(host.CallHelper(i.Sub, a.Low, b.Low, c.Low));
                    if (((CallFlags)i.Imm & CallFlags.MayLeave) != 0 && words.Leave != 0)
                    {
                        words.Leave = 0;
                        return new BlockOutcome(false, default, guest);
                    }

                    break;
                case Op.GotoIndirect:
                    words.Pc = a.Low;
                    return new BlockOutcome(true, (BranchKind)i.Sub, guest);
                case Op.Leave when i.A >= 0:
                    // Only generated code goes to a kept level by itself: with this engine none is.
                    throw new InvalidOperationException("no level is kept");
                case Op.Leave:
                    words.Leave = 0;
                    return new BlockOutcome(false, default, guest);
                default:
                    v[n] = PureOps.Evaluate(i, a, b, c, ref host.FloatingPoint);
                    break;
            }
        }

        throw new UnreachableException("a block ended without a terminator");
    }

    private static Bits128 ReadSlot(NativeContext context, int slot, IrType type)
    {
        if (type == IrType.V128)
        {
            Span<ulong> halves = context.Vector(slot - Block.FirstVectorSlot);
            return new Bits128(halves[0], halves[1]);
        }

        ulong value = context.Integer(slot);
        return new Bits128(type == IrType.I64 ? value : (uint)value);
    }

    private static void WriteSlot(NativeContext context, int slot, in Bits128 value)
    {
        if (slot >= Block.FirstVectorSlot)
        {
            Span<ulong> halves = context.Vector(slot - Block.FirstVectorSlot);
            halves[0] = value.Low;
            halves[1] = value.High;
        }
        else
        {
            context.Integer(slot) = value.Low;
        }
    }
}
