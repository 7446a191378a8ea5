using Armillary.Ir;

namespace Armillary.X64.Regions;

/// <summary>An operand of flags that nobody has computed yet: a constant, or what a general slot has, plus a constant.</summary>
/// <param name="Slot">The slot, -1 for a constant.</param>
/// <param name="Constant">The constant, or what to add.</param>
internal readonly record struct FlagsOperand(int Slot, long Constant)
{
    public static FlagsOperand None => new(-1, 0);
}

/// <summary>
/// Where the condition flags are when a block of a region begins: in their home (<see cref="Op"/> Nop), or nowhere yet, being those of an operation on what
/// slots have. Every way to the block agrees on that.
/// </summary>
/// <param name="Op">SubFlags, AddFlags or LogicFlags; Nop: in memory.</param>
/// <param name="Type">The operation's type.</param>
/// <param name="A">The first operand.</param>
/// <param name="B">The second operand, a plain constant or slot.</param>
internal readonly record struct FlagsState(Op Op, IrType Type, FlagsOperand A, FlagsOperand B)
{
    /// <summary>In the flags' home.</summary>
    public static FlagsState Memory => default;

    /// <summary>Whether they are in memory.</summary>
    public bool IsMemory => Op == Op.Nop;
}
