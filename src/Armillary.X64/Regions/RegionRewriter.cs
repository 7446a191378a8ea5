using Armillary.Ir;
using Armillary.X64.RegisterAllocation;

namespace Armillary.X64.Regions;

/// <summary>Makes a block part of a region: pinned slots are read first of all, and everything is relative to the region's entry.</summary>
internal static class RegionRewriter
{
    /// <summary>Writes the block anew into <paramref name="to"/>: value <c>k</c> is what pin <c>k</c> has at the beginning.</summary>
    public static void Rewrite(RegionBlock source, ReadOnlySpan<Pin> pins, Block to)
    {
        Span<Instruction> from = source.Ir.Instructions;
        int[] numbers = new int[from.Length];
        to.Clear();
        foreach (Pin pin in pins)
        {
            to.Append(Op.GetSlot, pin.Type, imm: pin.Slot);
        }

        SlotSet known = default;
        foreach (Pin pin in pins)
        {
            known.Add(pin.Slot);
        }

        for (int i = 0; i < from.Length; i++)
        {
            Instruction ins = from[i];
            if (ins.Op == Op.GetSlot && known.Has((int)ins.Imm))
            {
                numbers[i] = PinOf((int)ins.Imm, pins);
                continue;
            }

            if ((Traits.Of(ins.Op) & Trait.NoOperands) == 0)
            {
                ins.A = ins.A < 0 ? ins.A : numbers[ins.A];
                ins.B = ins.B < 0 ? ins.B : numbers[ins.B];
                ins.C = ins.C < 0 ? ins.C : numbers[ins.C];
            }

            if (ins.Op is Op.PcRelative or Op.GuestInstruction || RegionLayout.IsExit(ins.Op))
            {
                ins.Imm += source.Offset;
            }

            switch (ins.Op)
            {
                case Op.SetSlot:
                    known.Remove((int)ins.Imm);
                    break;
                case Op.Call:
                    known = default;
                    break;
            }

            numbers[i] = to.Append(ins.Op, ins.Type, ins.Sub, ins.A, ins.B, ins.C, ins.Imm).Number;
        }

        to.GuestInstructions = source.Ir.GuestInstructions;
    }

    private static int PinOf(int slot, ReadOnlySpan<Pin> pins)
    {
        for (int k = 0; k < pins.Length; k++)
        {
            if (pins[k].Slot == slot)
            {
                return k;
            }
        }

        return -1;
    }
}
