namespace Armillary.Arm.Tests;

public class HelperTests
{
    [Fact]
    public void A_helper_that_ends_a_block_goes_on_at_the_next_instruction_or_at_a_vector()
    {
        using var m = new TestMachine();
        m.Cpu.PC = 0x4000_0000;
        Call(m, Helpers.WriteSystemRegister, TestMachine.EncodingOf("VBAR_EL1"), 0x4000_8000, 1);
        Assert.Equal(0x4000_0004UL, m.Cpu.PC);
        Call(m, Helpers.InstructionSynchronizationBarrier);
        Assert.Equal(0x4000_0008UL, m.Cpu.PC);
        Call(m, Helpers.WriteSystemRegister, TestMachine.EncodingOf("MIDR_EL1"), 0, 1);
        Assert.Equal(0x4000_8200UL, m.Cpu.PC);
        Assert.Equal(0x4000_0008UL, m.Cpu.ELR(1));
    }

    [Fact]
    public void A_helper_that_may_leave_says_so_only_when_it_took_an_exception()
    {
        using var m = new TestMachine();
        m.Cpu.PC = 0x4000_0000;
        m.Cpu.Native.Words.Leave = 1; // left over
        Assert.Equal(m.Cpu.Model.MIDR_EL1, Call(m, Helpers.ReadSystemRegister, TestMachine.EncodingOf("MIDR_EL1")));
        Assert.Equal(0, m.Cpu.Native.Words.Leave);
        Assert.Equal(0x4000_0000UL, m.Cpu.PC);
        Call(m, Helpers.ReadSystemRegister, TestMachine.EncodingOf("HCR_EL2"));
        Assert.Equal(1, m.Cpu.Native.Words.Leave);
        Assert.Equal(0x200UL, m.Cpu.PC);
    }

    [Theory]
    [InlineData(Helpers.StackAlignmentFault, 0, 0x26, 0)]
    [InlineData(Helpers.PCAlignmentFault, 0, 0x22, 0)]
    [InlineData(Helpers.IllegalState, 0, 0x0E, 0)]
    [InlineData(Helpers.BranchTargetFault, 2, 0x0D, 2)]
    [InlineData(Helpers.AuthenticationFailure, 3, 0x1C, 3)]
    [InlineData(Helpers.FpAccessTrap, 0, 0x07, 0x1E0_0000)]
    [InlineData(Helpers.Breakpoint, 0x123, 0x3C, 0x123)]
    [InlineData(Helpers.Halt, 5, 0x00, 0)]
    public void Each_exception_has_its_class_and_syndrome(int helper, ulong a, uint ec, uint iss)
    {
        using var m = new TestMachine();
        m.Enter(0, pc: 0x4000_0100);
        Call(m, helper, a);
        Assert.Equal((ec, iss), (m.EC, m.ISS));
        Assert.Equal(0x4000_0100UL, m.Cpu.ELR(1));
        Assert.NotEqual(0UL, m.Cpu.ESR(1) & (1 << 25)); // IL
    }

    [Fact]
    public void A_fetch_that_fails_is_an_Instruction_Abort()
    {
        using var m = new TestMachine();
        m.Enter(0, pc: 0x9000_0000);
        Call(m, Helpers.InstructionAbort, 0x9000_0000);
        Assert.Equal((0x20u, 0x10u, 0x9000_0000UL), (m.EC, m.ISS, m.Cpu.FAR(1)));
    }

    [Fact]
    public void SEV_tells_everyone_and_SEVL_only_itself()
    {
        using var m = new TestMachine();
        Call(m, Helpers.SendEvent, 1);
        Assert.DoesNotContain("sev", m.Calls);
        Assert.True(m.Cpu.TestAndClearEvent());
        Call(m, Helpers.SendEvent, 0);
        Assert.Contains("sev", m.Calls);
    }

    [Fact]
    public void YIELD_tells_the_host()
    {
        using var m = new TestMachine();
        Assert.DoesNotContain("yield", m.Calls);
        Call(m, Helpers.Yield);
        Assert.Contains("yield", m.Calls);
    }

    private static ulong Call(TestMachine m, int helper, ulong a = 0, ulong b = 0, ulong c = 0) => Helpers.Table[helper]!(m.Cpu, a, b, c);
}
