using Armillary.Arm.State;
using Armillary.Ir;

namespace Armillary.Arm.A64;

/// <summary>
/// Turns A64 instructions into IR. One method an instruction, in Instructions/; this part has what they are written with, in the
/// manual's words: <c>X[n, datasize]</c>, <c>XSP</c>, <c>V[n, shape]</c>, <c>NZCV</c>, memory, branches, <c>Undefined()</c>.
/// </summary>
public sealed partial class A64Translator
{
    /// <summary>A translator with an empty block.</summary>
    public A64Translator()
    {
        X = new(this, stackPointer: false);
        XSP = new(this, stackPointer: true);
        V = new(this);
    }

    /// <summary>The block under construction.</summary>
    public Block Block { get; private set; } = new();

    /// <summary>What the block depends on besides its words.</summary>
    public TranslationContext Context { get; private set; }

    /// <summary>What the CPU announces.</summary>
    public Features Features { get; private set; } = Features.None;

    /// <summary>The address of the instruction being translated, relative to the block's first.</summary>
    public long Offset { get; private set; }

    /// <summary>The offset of the block's first instruction in its 4 KiB page.</summary>
    public int PageOffset { get; private set; }

    /// <summary>Set by an instruction that ends the block (it has appended a terminator).</summary>
    public bool Ended { get; private set; }

    /// <summary>PSTATE.EL of the block.</summary>
    public int EL => (int)(Context & TranslationContext.ELMask);

    /// <summary>General-purpose registers; number 31 is zero.</summary>
    public XRegisters X { get; }

    /// <summary>General-purpose registers; number 31 is the stack pointer.</summary>
    public XRegisters XSP { get; }

    /// <summary>SIMD and floating-point registers.</summary>
    public VRegisters V { get; }

    /// <summary>PSTATE.N, Z, C, V.</summary>
    public Value NZCV
    {
        get => Block.GetSlot(Slots.NZCV, IrType.Flags);
        set => Block.SetSlot(Slots.NZCV, value);
    }

    /// <summary>Whether the page of the instruction is guarded (stage 1 GP), which decides the BTYPE of BR (DDI 0487, BTypeNext in C6.2, BR).</summary>
    public bool Guarded => (Context & TranslationContext.GuardedPage) != 0;

    /// <summary>The address of this instruction.</summary>
    public Value PC => PcRelative(0);

    /// <summary>The address of this instruction plus a constant.</summary>
    public Value PcRelative(long delta) => Block.Append(Op.PcRelative, IrType.I64, imm: Offset + delta);

    /// <summary>The IR integer type of a data size (32 or 64).</summary>
    public static IrType TypeOf(int datasize) => datasize == 64 ? IrType.I64 : IrType.I32;

    /// <summary>A constant of a data size (32 or 64).</summary>
    public Value Imm(long value, int datasize) => Block.Const(TypeOf(datasize), value);

    /// <summary>Converts to a data size (32 or 64): truncates, or zero-extends.</summary>
    public Value ZeroExtend(Value value, int datasize)
        => datasize == 32 ? Block.Truncate(value) : value.Type == IrType.I64 ? value : Block.ZeroExtend(value, 32, IrType.I64);

    /// <summary>Converts to a data size (32 or 64): truncates, or sign-extends.</summary>
    public Value SignExtend(Value value, int datasize)
        => datasize == 32 ? Block.Truncate(value) : value.Type == IrType.I64 ? value : Block.SignExtend(value, 32, IrType.I64);

    /// <summary>Flags of a + b for operands of one type.</summary>
    public Value AddFlags(Value a, Value b) => Block.Append(Op.AddFlags, IrType.Flags, (int)a.Type, a.Number, b.Number);

    /// <summary>Flags of a - b for operands of one type.</summary>
    public Value SubFlags(Value a, Value b) => Block.Append(Op.SubFlags, IrType.Flags, (int)a.Type, a.Number, b.Number);

    /// <summary>N and Z of a value; C and V clear.</summary>
    public Value LogicFlags(Value a) => Block.Append(Op.LogicFlags, IrType.Flags, (int)a.Type, a.Number);

    /// <summary>a where the condition holds on the flags, else b.</summary>
    public Value Select(Condition condition, Value flags, Value a, Value b)
        => Block.Append(Op.Select, a.Type, (int)condition, flags.Number, a.Number, b.Number);

    /// <summary>Branch to this instruction + <paramref name="offset"/>, ending the block.</summary>
    public void BranchTo(long offset)
    {
        Block.Append(Op.Goto, IrType.Void, imm: Offset + offset);
        Ended = true;
    }

    /// <summary>Branch to a computed address, ending the block.</summary>
    public void BranchTo(Value target, BranchKind kind)
    {
        Block.Append(Op.GotoIndirect, IrType.Void, (int)kind, target.Number);
        Ended = true;
    }

    /// <summary>Calls a helper that takes an exception or changes the context, and ends the block.</summary>
    public void CallAndLeave(int helper, Value? a = null, Value? b = null, Value? c = null)
    {
        Block.Call(helper, CallFlags.None, a, b, c);
        Block.Append(Op.Leave, IrType.Void);
        Ended = true;
    }

    /// <summary>The encoding is UNDEFINED: takes the exception and ends the block.</summary>
    public void Undefined()
    {
        undefined = true;
        CallAndLeave(Helpers.Undefined, Imm(0, 64));
    }
}
