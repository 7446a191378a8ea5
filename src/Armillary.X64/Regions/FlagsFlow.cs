using Armillary.Ir;

namespace Armillary.X64.Regions;

/// <summary>Finds, for each block of a region, in what state the flags are when it begins.</summary>
internal sealed class FlagsFlow
{
    private const int AtEntry = -1;
    private const int Unknown = -2;

    private readonly Region region;
    private readonly Pin[] pins;
    private readonly FlagsState?[] entry;
    private readonly int[] slotValue = new int[Block.GeneralSlots];
    private readonly RegionGraph graph;
    private bool changed;
    private int latch = -1;
    private int walked;
    private ulong others;

    private FlagsFlow(Region region, RegionGraph graph, Pin[] pins)
    {
        this.region = region;
        this.graph = graph;
        this.pins = pins;
        entry = new FlagsState?[region.Blocks.Count];
    }

    /// <summary>The states, by block. Into block 0 the guest comes from elsewhere, so that it has them in memory.</summary>
    /// <param name="region">The region.</param>
    /// <param name="graph">Its ways.</param>
    /// <param name="pins">Its pins.</param>
    /// <param name="peeled">Block 1 is block 0 once more, for the way round: it takes the state that the innermost loop brings.</param>
    /// <param name="throughEntry">A bit for each block whose way to block 1 has to be one to block 0 instead, because it brings another state.</param>
    public static FlagsState[] Run(Region region, RegionGraph graph, Pin[] pins, bool peeled, out ulong throughEntry)
    {
        var flow = new FlagsFlow(region, graph, pins) { latch = peeled ? FindLatch(region) : -1 };
        flow.entry[0] = FlagsState.Memory;
        do
        {
            flow.changed = false;
            for (int i = 0; i < region.Blocks.Count; i++)
            {
                if (flow.entry[i] is { } state)
                {
                    flow.Walk(i, state);
                }
            }
        }
        while (flow.changed);

        throughEntry = flow.others;
        return Array.ConvertAll(flow.entry, state => state ?? FlagsState.Memory);
    }

    private void Walk(int number, FlagsState state)
    {
        walked = number;
        Block block = region.Blocks[number].Ir;
        Array.Fill(slotValue, AtEntry);
        int flags = AtEntry;
        for (int i = 0; i < block.Count; i++)
        {
            ref readonly Instruction ins = ref block[i];
            switch (ins.Op)
            {
                case Op.SetSlot when ins.Imm == Block.FlagsSlot:
                    flags = ins.A;
                    break;
                case Op.SetSlot when ins.Imm < Block.GeneralSlots:
                    slotValue[ins.Imm] = ins.A;
                    break;
                case Op.Call:
                    Array.Fill(slotValue, Unknown);
                    flags = Unknown;
                    break;
                case Op.GotoIndirect when ins.Sub == (byte)BranchKind.Return:
                    for (ulong sites = graph.ReturnSites(number); sites != 0; sites &= sites - 1)
                    {
                        Arrive(System.Numerics.BitOperations.TrailingZeroCount(sites), Describe(block, flags, state));
                    }

                    break;
                case Op.GotoIndirect:
                    // One way for all targets; where the entry is there twice, to the first, which has flags in memory.
                    for (ulong targets = graph.Targets(number); targets != 0; targets &= targets - 1)
                    {
                        int to = System.Numerics.BitOperations.TrailingZeroCount(targets);
                        Meet(to == 1 && region.FirstTarget == 1 ? 0 : to, FlagsState.Memory);
                    }

                    break;
                default:
                    if (RegionHints.IsDirectExit(ins.Op) && region.Find(region.Blocks[number].Offset + ins.Imm) is >= 0 and var target)
                    {
                        Arrive(target, Describe(block, flags, state));
                    }

                    break;
            }
        }
    }

    // The first block, as they are laid out, from which the way leads round.
    private static int FindLatch(Region region)
    {
        for (int i = 1; i < region.Blocks.Count; i++)
        {
            foreach (ref readonly Instruction ins in region.Blocks[i].Ir.Instructions)
            {
                if (RegionHints.IsDirectExit(ins.Op) && region.Find(region.Blocks[i].Offset + ins.Imm) == 1)
                {
                    return i;
                }
            }
        }

        return -1;
    }

    private void Arrive(int target, FlagsState state)
    {
        if (target == 1 && latch >= 0)
        {
            if (walked == latch || (latch == 1 && walked == 0))
            {
                Meet(1, state);
            }

            ulong bit = 1UL << walked;
            others = entry[1] == state ? others & ~bit : others | bit;
            return;
        }

        Meet(target, state);
    }

    private void Meet(int target, FlagsState state)
    {
        FlagsState met = entry[target] is { } before && before != state ? FlagsState.Memory : state;
        if (entry[target] != met)
        {
            entry[target] = met;
            changed = true;
        }
    }

    private FlagsState Describe(Block block, int flags, FlagsState atEntry)
    {
        if (flags == AtEntry)
        {
            return !atEntry.IsMemory && Unchanged(atEntry.A) && Unchanged(atEntry.B) ? atEntry : FlagsState.Memory;
        }

        if (flags == Unknown || block[flags].Op is not (Op.SubFlags or Op.AddFlags or Op.LogicFlags))
        {
            return FlagsState.Memory;
        }

        ref readonly Instruction f = ref block[flags];
        var type = (IrType)f.Sub;
        FlagsOperand b = FlagsOperand.None;
        return TryDescribe(block, f.A, type, out FlagsOperand a) && (f.B < 0 || (TryDescribe(block, f.B, type, out b) && (b.Slot < 0 || b.Constant == 0)))
            ? new FlagsState(f.Op, type, a, b)
            : FlagsState.Memory;
    }

    private bool Unchanged(FlagsOperand operand) => operand.Slot < 0 || slotValue[operand.Slot] == AtEntry;

    private bool TryDescribe(Block block, int value, IrType type, out FlagsOperand operand)
    {
        operand = FlagsOperand.None;
        value = Strip(block, value, type);
        if (block[value].Op == Op.Const)
        {
            operand = new FlagsOperand(-1, type == IrType.I32 ? (int)block[value].Imm : block[value].Imm);
            return true;
        }

        // Those that have a register are the cheaper ones.
        foreach (Pin pin in pins)
        {
            if (pin.Slot < Block.GeneralSlots && IsOfSlot(block, value, type, pin.Slot, out operand))
            {
                return true;
            }
        }

        for (int slot = 0; slot < Block.GeneralSlots; slot++)
        {
            if (IsOfSlot(block, value, type, slot, out operand))
            {
                return true;
            }
        }

        return false;
    }

    // Whether a value is what a slot has now, or that and a constant.
    private bool IsOfSlot(Block block, int value, IrType type, int slot, out FlagsOperand operand)
    {
        operand = FlagsOperand.None;
        if (slotValue[slot] == Unknown)
        {
            return false;
        }

        int has = slotValue[slot] == AtEntry ? -1 : Strip(block, slotValue[slot], type);
        if (has == value || (has < 0 && block[value] is { Op: Op.GetSlot } get && get.Imm == slot && get.Type == IrType.I64))
        {
            operand = new FlagsOperand(slot, 0);
            return true;
        }

        // what it had before a constant was added
        if (has >= 0 && block[has].Op is Op.Add or Op.Sub && block[has].Type == type && Strip(block, block[has].A, type) == value
            && block[block[has].B] is { Op: Op.Const } constant && constant.Imm is > -0x1000_0000 and < 0x1000_0000)
        {
            operand = new FlagsOperand(slot, block[has].Op == Op.Add ? -constant.Imm : constant.Imm);
            return true;
        }

        return false;
    }

    // The value that has the same low half, where no more counts.
    private static int Strip(Block block, int value, IrType type)
    {
        while (type == IrType.I32 && (block[value].Op == Op.Truncate || block[value] is { Op: Op.ZeroExtend, Sub: 32 }))
        {
            value = block[value].A;
        }

        return value;
    }
}
