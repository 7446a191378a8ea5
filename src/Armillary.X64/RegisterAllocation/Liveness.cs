using Armillary.Ir;

namespace Armillary.X64.RegisterAllocation;

/// <summary>The backward pass: where each value is read last, which operations nobody needs, which slot writes nobody sees.</summary>
internal static class Liveness
{
    /// <summary>How far from its root an address may be, in all a small part of the address space.</summary>
    private const long MaxOffset = 0x4000;

    /// <returns>Whether the block has multiplications of which the high half is wanted.</returns>
    public static bool Run(Block block, Span<ValueState> values)
    {
        bool multiplies = false;
        Span<Instruction> instructions = block.Instructions;
        values = values[..instructions.Length];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = new ValueState { LastUse = -1, Spill = -1, Register = -1, Home = -1, NextLoad = int.MaxValue, NextStore = int.MaxValue, Into = -1 };
        }

        int nextCall = int.MaxValue;
        int nextObserver = int.MaxValue;
        SlotSet overwritten = default;
        for (int i = instructions.Length - 1; i >= 0; i--)
        {
            ref readonly Instruction ins = ref instructions[i];
            Trait trait = Traits.Of(ins.Op);
            if (ins.Op == Op.SetSlot)
            {
                if (!overwritten.Add((int)ins.Imm))
                {
                    values[i].Dead = true;
                    continue;
                }

                values[ins.A].Into = (sbyte)ins.Imm;
                values[ins.A].IntoAt = i;
            }
            else if ((trait & Trait.Effect) == 0)
            {
                if (values[i].LastUse < 0)
                {
                    values[i].Dead = true;
                    continue;
                }

                if (ins.Op == Op.GetSlot)
                {
                    overwritten.Remove((int)ins.Imm);
                }
            }

            if (values[i].Into >= 0 && values[i].IntoAt > nextObserver)
            {
                values[i].Into = -1;
            }

            if ((trait & Trait.Observer) != 0)
            {
                overwritten = default;
                nextObserver = i;
            }

            if (ins.Op == Op.Call)
            {
                nextCall = i;
            }
            else if (ins.Op == Op.StoreExclusive)
            {
                PairExclusive(instructions, values, i);
            }
            else if (IsPlainAccess(in ins))
            {
                ref ValueState root = ref values[RootOf(block, ins.A)];
                values[i].Later = (byte)((root.NextLoad < nextCall ? 1 : 0) | (root.NextStore < nextCall ? 2 : 0));
                if (ins.Op is Op.Load or Op.LoadPair)
                {
                    root.NextLoad = i;
                }
                else
                {
                    root.NextStore = i;
                }
            }

            multiplies |= ins.Op == Op.MulHighUnsigned;
            if ((trait & Trait.NoOperands) == 0)
            {
                Use(values, ins.A, i);
                Use(values, ins.B, i);
                Use(values, ins.C, i);
            }
        }

        return multiplies;
    }

    // A store-exclusive whose load-exclusive is in the same block needs what that has loaded: it becomes an operand.
    private static void PairExclusive(Span<Instruction> instructions, Span<ValueState> values, int store)
    {
        ref Instruction ins = ref instructions[store];
        ins.C = -1;
        for (int i = store - 1; i >= 0; i--)
        {
            ref readonly Instruction before = ref instructions[i];
            if (before.Op == Op.LoadExclusive && before.A == ins.A && before.Imm == ins.Imm && before.Sub == ins.Sub)
            {
                ins.C = i;
                values[i].Paired = true;
                return;
            }

            if ((Traits.Of(before.Op) & Trait.Effect) != 0 && before.Op is not (Op.SetSlot or Op.GuestInstruction))
            {
                return;
            }
        }
    }

    /// <summary>Whether the operation is a load or store that may use a page that an earlier one has found.</summary>
    public static bool IsPlainAccess(in Instruction ins)
        => ins.Op is Op.Load or Op.LoadPair or Op.Store or Op.StorePair
            && ((MemoryAccess)ins.Sub & (MemoryAccess.Ordered | MemoryAccess.Aligned | MemoryAccess.Unprivileged)) == 0
            && ins.Imm is >= -MaxOffset and <= MaxOffset;

    /// <summary>The value that an address is a small constant away from.</summary>
    public static int RootOf(Block block, int v) => RootOf(block, v, out _);

    /// <summary>The same, and how far away the address is.</summary>
    public static int RootOf(Block block, int v, out long distance)
    {
        distance = 0;
        long offset = 0;
        for (int step = 0; step < 8; step++)
        {
            ref Instruction ins = ref block[v];
            if (ins.Op is not (Op.Add or Op.Sub) || ins.Type != IrType.I64 || block[ins.B].Op != Op.Const)
            {
                break;
            }

            long imm = block[ins.B].Imm;
            offset += Math.Clamp(imm, -2 * MaxOffset, 2 * MaxOffset);
            if (imm is < -MaxOffset or > MaxOffset || offset is < -MaxOffset or > MaxOffset)
            {
                break;
            }

            distance += ins.Op == Op.Add ? imm : -imm;
            v = ins.A;
        }

        return v;
    }

    private static void Use(Span<ValueState> values, int value, int user)
    {
        if (value >= 0)
        {
            values[value].Shared |= values[value].LastUse >= 0;
            values[value].LastUse = Math.Max(values[value].LastUse, user);
        }
    }
}
