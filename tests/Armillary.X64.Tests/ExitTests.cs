using Armillary.Core.State;
using Armillary.Ir;
using Xunit;

namespace Armillary.X64.Tests;

public sealed unsafe class ExitTests
{
    private static Block CountDown()
    {
        var block = new Block();
        block.Append(Op.GuestInstruction, IrType.Void, imm: 0);
        Value x = block.GetSlot(0, IrType.I64);
        Value one = block.Const(IrType.I64, 1);
        Value flags = block.Append(Op.SubFlags, IrType.Flags, (int)IrType.I64, x.Number, one.Number);
        block.SetSlot(0, block.Append(Op.Sub, IrType.I64, 0, x.Number, one.Number));
        block.SetSlot(32, flags);
        block.Append(Op.GuestInstruction, IrType.Void, imm: 4);
        block.Append(Op.ExitIf, IrType.Void, (int)Condition.NE, flags.Number, imm: 0);
        block.Append(Op.Goto, IrType.Void, imm: 8);
        return block;
    }

    [Fact]
    public void A_linked_exit_jumps_without_asking()
    {
        using var machine = new TestMachine(count: true);
        machine.Compile(CountDown());
        BlockExit back = machine.Compiler.Exits.ToArray().Single(e => e.TargetDelta == 0);
        back.Patch(machine.CodeAt, machine.ExecuteAt, (nint)machine.ExecuteAt);
        machine.Context.Integer(0) = 1000;
        machine.Run();
        Assert.Equal(0UL, machine.Context.Integer(0));
        Assert.Equal(1, machine.Links);
        Assert.Equal(TestMachine.Start + 8, machine.Context.Words.Pc);
        Assert.Equal(2000UL, machine.Context.Words.InstructionCount);
        Assert.Equal(6u, FlagsWord.ToNzcv((uint)machine.Context.Integer(32)));
    }

    [Fact]
    public void Attention_stops_a_loop_at_its_back_edge_with_all_state_in_memory()
    {
        using var machine = new TestMachine(count: true);
        machine.Compile(CountDown());
        BlockExit back = machine.Compiler.Exits.ToArray().Single(e => e.TargetDelta == 0);
        back.Patch(machine.CodeAt, machine.ExecuteAt, (nint)machine.ExecuteAt);
        machine.Context.Integer(0) = 1000;
        machine.Context.Words.Attention = 1;
        machine.Run();
        Assert.Equal(999UL, machine.Context.Integer(0));
        Assert.Equal(TestMachine.Start, machine.Context.Words.Pc);
        Assert.Equal(0, machine.Links);
        Assert.Equal(2UL, machine.Context.Words.InstructionCount);
    }

    [Theory]
    [InlineData(BranchKind.Return, 0)]
    [InlineData(BranchKind.Jump, 3)]
    [InlineData(BranchKind.Call, 2)]
    [InlineData(BranchKind.JumpViaX16X17, 1)]
    public void An_indirect_exit_hits_the_jump_cache_only_for_its_own_branch_type(BranchKind kind, int btype)
    {
        using var machine = new TestMachine();
        var block = new Block();
        block.Append(Op.GotoIndirect, IrType.Void, (int)kind, block.GetSlot(7, IrType.I64).Number);
        machine.Compile(block);
        const ulong Target = 0xFFFF_8000_1234_5678 & ~3UL;
        machine.Context.Integer(7) = Target;
        machine.Run();
        Assert.Equal(1, machine.Lookups);
        Assert.Equal(Target, machine.Context.Words.Pc);

        JumpCacheEntry* entry = machine.JumpCache + (((Target >> 2) ^ (Target >> 14)) & (JumpCacheEntry.Count - 1));
        entry->Code = machine.Thunks.Exit;
        entry->Tag = Target | (uint)btype;
        machine.Run();
        Assert.Equal(1, machine.Lookups);
        Assert.Equal(Target, machine.Context.Words.Pc);

        entry->Tag = Target | ((uint)btype ^ 1);
        machine.Run();
        Assert.Equal(2, machine.Lookups);

        JumpCacheEntry* second = machine.JumpCache + (((Target >> 2) ^ (Target >> 14)) & (JumpCacheEntry.Count - 1) ^ 1);
        second->Code = machine.Thunks.Exit;
        second->Tag = Target | (uint)btype;
        machine.Run();
        Assert.Equal(2, machine.Lookups);
        second->Tag = Target | 3;

        entry->Tag = Target | 3;
        machine.Context.Integer(7) = Target | 3;
        machine.Run();
        Assert.Equal(3, machine.Lookups);
    }

    [Fact]
    public void Thousands_of_live_values_end_in_TooLarge_and_never_in_an_exception()
    {
        using var machine = new TestMachine();
        var block = new Block();
        var values = new List<Value>();
        for (int n = 0; n < 600; n++)
        {
            values.Add(block.Append(Op.Mul, IrType.I64, 0, block.GetSlot(n % 16, IrType.I64).Number, block.GetSlot((n + 1) % 16, IrType.I64).Number));
        }

        Value sum = values[0];
        foreach (Value value in values)
        {
            sum = block.Append(Op.Add, IrType.I64, 0, sum.Number, value.Number);
        }

        block.SetSlot(0, sum);
        block.Append(Op.Goto, IrType.Void, imm: 4);
        Assert.Equal(CompileStatus.TooLarge, machine.Compiler.Compile(block, machine.CodeAt, machine.ExecuteAt, 1 << 19, 0, 0));
        Assert.Equal(CompileStatus.NoRoom, machine.Compiler.Compile(CountDown(), machine.CodeAt, machine.ExecuteAt, 1 << 10, 0, 0));
    }
}
