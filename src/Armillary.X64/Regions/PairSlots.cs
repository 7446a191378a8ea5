using System.Numerics;
using Armillary.Ir;
using Armillary.X64.RegisterAllocation;

namespace Armillary.X64.Regions;

/// <summary>
/// Two general registers next to each other that a region's loops only move, from a load of both to a store of both: to the region they are one vector slot,
/// whose home is that of the two. Copies then take one instruction of the host where they took two, and vector registers, of which there are more.
/// </summary>
internal static class PairSlots
{
    // Between a load of a pair and what sets the second slot, there is nothing that could see the first.
    private const int MostBetween = 6;

    /// <summary>The region with such pairs made vectors, or the same one.</summary>
    public static Region Rewrite(Region region)
    {
        uint candidates = 0;
        foreach (RegionBlock block in region.Blocks)
        {
            candidates |= LoadedPairs(block.Ir);
        }

        if (candidates == 0)
        {
            return region;
        }

        uint chosen = Choose(region, candidates);
        if (chosen == 0)
        {
            return region;
        }

        var blocks = new List<RegionBlock>(region.Blocks.Count);
        foreach (RegionBlock block in region.Blocks)
        {
            blocks.Add(Names(block.Ir, chosen) ? block with { Ir = new Rewriter(block.Ir, chosen).Run() } : block);
        }

        return new Region(blocks, region.FirstTarget);
    }

    /// <summary>The first slots of the pairs that gain: moves of pairs count for, all other uses against, more so inside loops.</summary>
    private static uint Choose(Region region, uint candidates)
    {
        int[] depths = new RegionGraph(region).LoopDepths(Pins.MostDepth);
        Span<long> gains = stackalloc long[Block.LinkSlot];
        gains.Clear();
        for (int i = 0; i < region.Blocks.Count; i++)
        {
            long weight = depths[i] == 0 ? 1 : 1L << ((depths[i] * Pins.LoopWeightLog2) + 2);
            for (uint rest = candidates; rest != 0; rest &= rest - 1)
            {
                int slot = BitOperations.TrailingZeroCount(rest);
                gains[slot] += weight * Gain(region.Blocks[i].Ir, slot);
            }
        }

        uint chosen = 0;
        while (true)
        {
            int best = 0;
            for (int slot = 1; slot < gains.Length; slot++)
            {
                best = gains[slot] > gains[best] ? slot : best;
            }

            // not for what is done once: a loop has to move it
            if (gains[best] < 1 << Pins.LoopWeightLog2)
            {
                return chosen;
            }

            chosen |= 1u << best;
            gains[best] = 0;
            gains[Math.Max(best - 1, 0)] = 0;
            gains[Math.Min(best + 1, gains.Length - 1)] = 0;
        }
    }

    /// <summary>How many host instructions a block saves if a slot and the next one are a pair.</summary>
    private static int Gain(Block block, int slot)
    {
        Span<Instruction> all = block.Instructions;
        int gain = 0;
        for (int i = 0; i < all.Length; i++)
        {
            ref readonly Instruction ins = ref all[i];
            if (ins.Op is Op.GetSlot or Op.SetSlot && (ins.Imm == slot || ins.Imm == slot + 1))
            {
                gain -= 2;
            }
            else if (ins.Op == Op.LoadPair && PairLoadedBy(block, i) == slot)
            {
                gain += 5; // two uses of slots among them
            }
            else if (IsStoreOfPair(in ins) && IsHalf(block, ins.B, slot) && IsHalf(block, ins.C, slot + 1))
            {
                gain += all[ins.B].Op == Op.GetSlot ? 5 : 1;
            }
        }

        return gain;
    }

    private static bool IsHalf(Block block, int value, int slot)
        => block[value] is { Op: Op.GetSlot } get ? get.Imm == slot
            : block[value].Op == Op.LoadPair ? PairLoadedBy(block, value) == slot
            : block[value].Op == Op.PairHigh && block[block[value].A].Op == Op.LoadPair && PairLoadedBy(block, block[value].A) == slot - 1;

    private static bool Names(Block block, uint pairs)
    {
        foreach (ref readonly Instruction ins in block.Instructions)
        {
            if (ins.Op is Op.GetSlot or Op.SetSlot && PairOf(ins.Imm, pairs) >= 0)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The first slot of the pair that a slot is of, -1 if it is of none.</summary>
    private static int PairOf(long slot, uint pairs)
        => slot is < 0 or > Block.LinkSlot ? -1
            : (pairs >> (int)slot & 1) != 0 ? (int)slot
            : slot > 0 && (pairs >> (int)(slot - 1) & 1) != 0 ? (int)slot - 1 : -1;

    private static uint LoadedPairs(Block block)
    {
        uint pairs = 0;
        for (int i = 0; i < block.Count; i++)
        {
            if (block[i].Op == Op.LoadPair && PairLoadedBy(block, i) is >= 0 and var slot)
            {
                pairs |= 1u << slot;
            }
        }

        return pairs;
    }

    private static bool IsPlainPair(in Instruction ins)
        => Liveness.IsPlainAccess(in ins) && (MemoryAccess)(ins.Sub & (int)MemoryAccess.SizeMask) == MemoryAccess.Size8;

    private static bool IsStoreOfPair(in Instruction ins) => ins.Op == Op.StorePair && IsPlainPair(in ins);

    /// <summary>The first of the two slots that get what a load of a pair loads, at once; -1 if it is none such.</summary>
    private static int PairLoadedBy(Block block, int load)
    {
        if (block[load].Type != IrType.I64 || !IsPlainPair(in block[load]))
        {
            return -1;
        }

        long first = -1, second = -1;
        for (int i = load + 2; i < Math.Min(load + 2 + MostBetween, block.Count); i++)
        {
            ref readonly Instruction ins = ref block[i];
            if (ins.Op == Op.SetSlot && ins.A == load && first < 0)
            {
                first = ins.Imm;
            }
            else if (ins.Op == Op.SetSlot && ins.A == load + 1 && second < 0)
            {
                second = ins.Imm;
            }
            else if (ins.Op is not (Op.SetSlot or Op.Add or Op.Const))
            {
                return -1;
            }

            if (first >= 0 && second >= 0)
            {
                return second == first + 1 && first < Block.LinkSlot - 1 ? (int)first : -1;
            }
        }

        return -1;
    }

    /// <summary>Writes one block anew.</summary>
    private sealed class Rewriter(Block from, uint pairs)
    {
        private readonly Block to = new();
        private readonly int[] numbers = new int[from.Count];

        // Of what was one of a pair: the value of both, -1 of everything else; and which of them it was.
        private readonly int[] vectors = new int[from.Count];
        private readonly byte[] halves = new byte[from.Count];

        // Of a load of a pair: its slots were set to it.
        private readonly bool[] set = new bool[from.Count];

        // By first slot: the value that both have now, -1 if it was not read yet.
        private readonly int[] now = new int[Block.LinkSlot];

        public Block Run()
        {
            Array.Fill(vectors, -1);
            Array.Fill(numbers, -1);
            Array.Fill(now, -1);
            for (int i = 0; i < from.Count; i++)
            {
                if (!RewritePair(i))
                {
                    Copy(i);
                }
            }

            to.GuestInstructions = from.GuestInstructions;
            to.CountGuest = from.CountGuest;
            return to;
        }

        private bool RewritePair(int i)
        {
            ref readonly Instruction ins = ref from[i];
            switch (ins.Op)
            {
                case Op.GetSlot when PairOf(ins.Imm, pairs) is >= 0 and var slot:
                    vectors[i] = Now(slot);
                    halves[i] = (byte)(ins.Imm - slot);
                    return true;
                case Op.LoadPair when PairLoadedBy(from, i) is >= 0 and var slot && (pairs >> slot & 1) != 0:
                    vectors[i] = vectors[i + 1] = to.Append(Op.Load, IrType.V128, (int)(MemoryAccess.Size16 | MemoryAccess.Halves), Use(ins.A), imm: ins.Imm).Number;
                    halves[i + 1] = 1;
                    return true;
                case Op.PairHigh when vectors[i] >= 0:
                    return true;
                case Op.SetSlot when PairOf(ins.Imm, pairs) is >= 0 and var slot:
                    Set(slot, (int)ins.Imm - slot, ins.A);
                    return true;
                case Op.StorePair when IsStoreOfPair(in ins) && vectors[ins.B] >= 0 && vectors[ins.B] == vectors[ins.C] && halves[ins.B] == 0 && halves[ins.C] == 1:
                    to.Append(Op.Store, IrType.Void, (int)(MemoryAccess.Size16 | MemoryAccess.Halves), Use(ins.A), vectors[ins.B], imm: ins.Imm);
                    return true;
                case Op.Call:
                    Array.Fill(now, -1);
                    return false;
                default:
                    return false;
            }
        }

        private int Now(int slot)
        {
            if (now[slot] < 0)
            {
                now[slot] = to.Append(Op.GetSlot, IrType.V128, imm: Block.FirstPairSlot + slot).Number;
            }

            return now[slot];
        }

        private void Set(int slot, int half, int value)
        {
            int load = from[value].Op == Op.PairHigh ? value - 1 : value;
            if (vectors[value] >= 0 && from[load].Op == Op.LoadPair && !set[load] && PairLoadedBy(from, load) == slot)
            {
                // both at once; nobody looks before the second one is set
                set[load] = true;
                SetVector(slot, vectors[value]);
                return;
            }

            if (now[slot] >= 0 && vectors[value] == now[slot] && halves[value] == half)
            {
                return;
            }

            int v = Use(value);
            if (to[v].Type == IrType.I32)
            {
                v = to.Append(Op.ZeroExtend, IrType.I64, 32, v).Number;
            }

            SetVector(slot, to.Append(Op.VInsert, IrType.V128, 64, Now(slot), v, imm: half).Number);
        }

        private void SetVector(int slot, int vector)
        {
            now[slot] = vector;
            to.Append(Op.SetSlot, IrType.Void, a: vector, imm: Block.FirstPairSlot + slot);
        }

        private void Copy(int i)
        {
            Instruction ins = from[i];
            if ((Traits.Of(ins.Op) & Trait.NoOperands) == 0)
            {
                ins.A = ins.A < 0 ? ins.A : Use(ins.A);
                ins.B = ins.B < 0 ? ins.B : Use(ins.B);
                ins.C = ins.C < 0 ? ins.C : Use(ins.C);
            }

            numbers[i] = to.Append(ins.Op, ins.Type, ins.Sub, ins.A, ins.B, ins.C, ins.Imm).Number;
        }

        /// <summary>The new number of a value.</summary>
        private int Use(int value)
        {
            if (numbers[value] < 0)
            {
                int element = to.Append(Op.VExtract, IrType.I64, 64, vectors[value], imm: halves[value]).Number;
                numbers[value] = from[value].Type == IrType.I32 ? to.Append(Op.Truncate, IrType.I32, a: element).Number : element;
            }

            return numbers[value];
        }
    }
}
