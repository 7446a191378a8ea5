using Armillary.Ir;
using Armillary.X64.RegisterAllocation;

namespace Armillary.X64.Regions;

/// <summary>A slot that has a host register wherever a block of a region begins.</summary>
/// <param name="Slot">The slot.</param>
/// <param name="Register">The register: general 0 to 15, vector 16 to 31.</param>
/// <param name="Written">Some block of the region writes the slot, so that its home is out of date.</param>
internal readonly record struct Pin(int Slot, int Register, bool Written)
{
    /// <summary>The type of the slot's value.</summary>
    public IrType Type => Slot < Block.FirstVectorSlot ? IrType.I64 : IrType.V128;
}

/// <summary>Chooses the slots of a region that are worth a register: those that its loops name most often.</summary>
internal static class Pins
{
    /// <summary>How many times as much a block counts that lies deeper in loops, as a power of two.</summary>
    internal const int LoopWeightLog2 = 4;

    internal const int MostDepth = 3;

    private static readonly int[] GeneralRegisters = [12, 13, 3, 5, 11, 10, 9]; // R12, R13, RBX, RBP, R11, R10, R9: what is left serves for all else
    private static readonly int[] VectorRegisters = [29, 28, 27, 26, 25, 24, 23, 22, 21, 20]; // XMM13 to XMM4

    /// <summary>The pins of a region, given the ways between its blocks.</summary>
    public static Pin[] Choose(IReadOnlyList<RegionBlock> blocks, RegionGraph graph)
    {
        int[] depths = graph.LoopDepths(MostDepth);
        Span<int> uses = stackalloc int[Block.SlotLimit];
        uses.Clear();
        SlotSet written = default;
        for (int i = 0; i < blocks.Count; i++)
        {
            Count(blocks[i].Ir, 1 << (depths[i] * LoopWeightLog2), uses, ref written);
        }

        var pins = new List<Pin>();
        Take(uses[..Block.GeneralSlots], 0, GeneralRegisters, written, pins);
        Take(uses[Block.FirstVectorSlot..], Block.FirstVectorSlot, VectorRegisters, written, pins);
        return [.. pins];
    }

    private static void Count(Block block, int weight, Span<int> uses, ref SlotSet written)
    {
        foreach (ref readonly Instruction ins in block.Instructions)
        {
            if (ins.Op is Op.GetSlot or Op.SetSlot)
            {
                uses[(int)ins.Imm] += weight;
                if (ins.Op == Op.SetSlot)
                {
                    written.Add((int)ins.Imm);
                }
            }
        }
    }

    private static void Take(Span<int> uses, int firstSlot, ReadOnlySpan<int> registers, SlotSet written, List<Pin> pins)
    {
        foreach (int register in registers)
        {
            int best = 0;
            for (int i = 1; i < uses.Length; i++)
            {
                best = uses[i] > uses[best] ? i : best;
            }

            if (uses[best] < 2)
            {
                return;
            }

            uses[best] = 0;
            pins.Add(new Pin(firstSlot + best, register, written.Has(firstSlot + best)));
        }
    }
}
