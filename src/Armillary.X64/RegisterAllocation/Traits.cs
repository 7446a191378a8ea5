using Armillary.Ir;

namespace Armillary.X64.RegisterAllocation;

/// <summary>What the passes need to know of operations, by operation.</summary>
[Flags]
internal enum Trait : byte
{
    None = 0,

    /// <summary>Must happen even if nobody uses the result.</summary>
    Effect = 1,

    /// <summary>Someone may look at the slots here.</summary>
    Observer = 2,

    /// <summary>A and B are not value numbers.</summary>
    NoOperands = 4,

    /// <summary>Its lowering leaves the host's arithmetic flags alone, or cares for them itself.</summary>
    KeepsHostFlags = 8,
}

/// <summary>The table of <see cref="Trait"/>s.</summary>
internal static class Traits
{
    private static readonly Trait[] Table = Build();

    public static Trait Of(Op op) => Table[(int)op];

    private static Trait[] Build()
    {
        var table = new Trait[(int)Enum.GetValues<Op>().Max() + 1];
        foreach (Op op in Enum.GetValues<Op>())
        {
            string name = op.ToString();
            table[(int)op] = op switch
            {
                Op.Nop or Op.Const or Op.GetSlot or Op.PcRelative or Op.PairHigh or Op.SignExtend or Op.ZeroExtend or Op.Truncate
                    or Op.SubFlags or Op.AddFlags or Op.LogicFlags or Op.Select or Op.ConditionSet or Op.SelectFlags
                    or Op.AddCarry or Op.SubCarry or Op.AddCarryFlags or Op.SubCarryFlags or Op.Mul or Op.MulHighUnsigned or Op.MulHighSigned => Trait.KeepsHostFlags,
                Op.SetSlot => Trait.Effect | Trait.KeepsHostFlags,
                Op.VConst => Trait.NoOperands | Trait.KeepsHostFlags,
                Op.GuestInstruction => Trait.NoOperands | Trait.Effect | Trait.KeepsHostFlags,
                Op.ExitIf or Op.ExitIfZero or Op.ExitIfNotZero or Op.ExitIfBit or Op.ExitIfNotBit
                    => Trait.Effect | Trait.Observer | Trait.KeepsHostFlags,
                Op.TrapIf or Op.Call or Op.Goto or Op.GotoIndirect or Op.Leave
                    => Trait.Effect | Trait.Observer | (op == Op.Goto ? Trait.KeepsHostFlags : 0),
                Op.Fence or Op.ClearExclusive => Trait.Effect,
                Op.CompareAndSwap => Trait.Effect | Trait.Observer,
                Op.FNeg or Op.FAbs or Op.VFNeg or Op.VFAbs => Trait.None,
                _ when name.StartsWith("Load", StringComparison.Ordinal) || name.StartsWith("Store", StringComparison.Ordinal)
                    || name.StartsWith("Atomic", StringComparison.Ordinal) || name.StartsWith("CompareAndSwap", StringComparison.Ordinal)
                    => Trait.Effect | Trait.Observer,

                // the cumulative exception flags are an effect
                _ when (name[0] == 'F' && char.IsUpper(name[1])) || name.StartsWith("VF", StringComparison.Ordinal) || op is Op.IntToF or Op.VIntToF or Op.VBfConvertNarrow or Op.VBfMulAddLong
                    || op == Op.VShift || name.Contains("Saturate", StringComparison.Ordinal) => Trait.Effect,
                _ => Trait.None,
            };
        }

        table[(int)Op.VFromInt] = Trait.None;
        return table;
    }
}
