using Armillary.Ir;
using Armillary.X64.RegisterAllocation;

namespace Armillary.X64.Regions;

/// <summary>Makes a block part of a region: pinned slots are read first of all, and everything is relative to the region's entry.</summary>
internal static class RegionRewriter
{
    /// <summary>A value is not computed again within so many operations; longer, and it would take a register from others.</summary>
    private const int SharingDistance = 96;

    /// <summary>Writes the block anew into <paramref name="to"/>: value <c>k</c> is what pin <c>k</c> has at the beginning.</summary>
    public static void Rewrite(RegionBlock source, ReadOnlySpan<Pin> pins, FlagsState flags, Block to)
    {
        Span<Instruction> from = source.Ir.Instructions;
        int[] numbers = new int[from.Length];
        int[] wide = new int[from.Length]; // of a Truncate: what it is the low half of
        Array.Fill(wide, -1);
        to.Clear();
        foreach (Pin pin in pins)
        {
            to.Append(Op.GetSlot, pin.Type, imm: pin.Slot);
        }

        SlotSet known = default; // slots whose value at the beginning is a value already, and still what they have
        Span<int> initial = stackalloc int[Block.SlotLimit];
        for (int k = 0; k < pins.Length; k++)
        {
            known.Add(pins[k].Slot);
            initial[pins[k].Slot] = k;
        }

        if (!flags.IsMemory)
        {
            initial[Block.FlagsSlot] = Flags(flags, to, ref known, initial);
            known.Add(Block.FlagsSlot);
        }

        for (int i = 0; i < from.Length; i++)
        {
            Instruction ins = from[i];
            if (ins.Op == Op.GetSlot && known.Has((int)ins.Imm))
            {
                int value = initial[(int)ins.Imm];
                numbers[i] = ins.Type == to[value].Type ? value : to.Append(Op.Truncate, ins.Type, a: value).Number;
                continue;
            }

            bool low = ReadsLowHalves(in ins);

            if ((Traits.Of(ins.Op) & Trait.NoOperands) == 0)
            {
                ins.A = ins.A < 0 ? ins.A : low && wide[ins.A] >= 0 ? wide[ins.A] : numbers[ins.A];
                ins.B = ins.B < 0 ? ins.B : low && wide[ins.B] >= 0 ? wide[ins.B] : numbers[ins.B];
                ins.C = ins.C < 0 ? ins.C : numbers[ins.C];
            }

            if (ins.Op is Op.PcRelative or Op.GuestInstruction || RegionHints.IsDirectExit(ins.Op))
            {
                ins.Imm += source.Offset;
            }

            switch (ins.Op)
            {
                case Op.Truncate:
                    wide[i] = ins.A;
                    break;
                case Op.SetSlot:
                    known.Remove((int)ins.Imm);
                    break;
                case Op.Call:
                    known = default;
                    break;
            }

            int same = IsShared(ins.Op) ? FindSame(to, in ins, pins.Length) : -1;
            numbers[i] = same >= 0 ? same : to.Append(ins.Op, ins.Type, ins.Sub, ins.A, ins.B, ins.C, ins.Imm).Number;
        }

        to.GuestInstructions = source.Ir.GuestInstructions;
        to.CountGuest = source.Ir.CountGuest;
    }

    // What addresses are made of: guest code computes base + index anew for each load and store, and accesses off one value share what they know of its page.
    private static bool IsShared(Op op) => op is Op.Const or Op.VConst or Op.Add or Op.Shl or Op.SignExtend or Op.ZeroExtend;

    // The value that was computed so not long ago, -1 if there is none.
    private static int FindSame(Block block, in Instruction wanted, int first)
    {
        Span<Instruction> instructions = block.Instructions;
        first = Math.Max(first, instructions.Length - SharingDistance);
        for (int i = instructions.Length - 1; i >= first; i--)
        {
            ref readonly Instruction ins = ref instructions[i];
            if (ins.Op == wanted.Op && ins.A == wanted.A && ins.B == wanted.B && ins.Imm == wanted.Imm && ins.Type == wanted.Type && ins.Sub == wanted.Sub)
            {
                return i;
            }
        }

        return -1;
    }

    // Flags that nobody has computed yet, as a value of the block.
    private static int Flags(FlagsState flags, Block to, ref SlotSet known, Span<int> initial)
    {
        int a = Operand(flags.A, flags.Type, to, ref known, initial);
        int b = flags.Op == Op.LogicFlags ? -1 : Operand(flags.B, flags.Type, to, ref known, initial);
        int value = to.Append(flags.Op, IrType.Flags, (int)flags.Type, a, b).Number;
        to.Append(Op.SetSlot, IrType.Void, a: value, imm: Block.FlagsSlot);
        return value;
    }

    private static int Operand(FlagsOperand operand, IrType type, Block to, ref SlotSet known, Span<int> initial)
    {
        if (operand.Slot < 0)
        {
            return to.Const(type, operand.Constant).Number;
        }

        if (known.Add(operand.Slot))
        {
            initial[operand.Slot] = to.Append(Op.GetSlot, IrType.I64, imm: operand.Slot).Number;
        }

        int value = initial[operand.Slot];
        return operand.Constant == 0 ? value
            : to.Append(Op.Add, IrType.I64, a: value, b: to.Const(IrType.I64, operand.Constant).Number).Number;
    }

    // Operations on 32 bits whose lowering reads nothing above in A and B, so that a 64-bit value does as well.
    private static bool ReadsLowHalves(in Instruction ins)
        => (ins.Type == IrType.I32 && ins.Op is Op.Add or Op.Sub or Op.And or Op.Or or Op.Xor or Op.AndNot or Op.Not or Op.Neg or Op.Mul or Op.Shl or Op.Shr or Op.Sar or Op.Ror)
            || (ins.Op is Op.ZeroExtend or Op.SignExtend && ins.Sub <= 32)
            || (ins.Op is Op.AddFlags or Op.SubFlags or Op.LogicFlags && (IrType)ins.Sub == IrType.I32)
            || (ins.Op == Op.Store && ((MemoryAccess)ins.Sub).Bytes() <= 4);
}
