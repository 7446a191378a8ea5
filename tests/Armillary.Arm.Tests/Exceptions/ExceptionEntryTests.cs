using Armillary.Arm.Exceptions;
using Armillary.Arm.State;

namespace Armillary.Arm.Tests.Exceptions;

public class ExceptionEntryTests
{
    private const ulong Vectors = 0x4000_8000;

    [Theory]
    [InlineData(1, false, 0x000)] // EL1 with SP_EL0
    [InlineData(1, true, 0x200)] // EL1 with SP_EL1
    [InlineData(0, false, 0x400)] // EL0
    public void Vector_offset_follows_the_level_and_stack_it_came_from(int el, bool sp, ulong offset)
    {
        using var m = new TestMachine();
        m.Cpu.VBAR_EL1 = Vectors;
        m.Enter(el, sp, 0x4000_0100);
        m.Cpu.CallSupervisor(0x1234);
        Assert.Equal(Vectors + offset, m.Cpu.PC);
        Assert.Equal(0x4000_0104UL, m.Cpu.ELR(1));
        Assert.Equal(0x15u, m.EC);
        Assert.Equal(0x1234u, m.ISS);
        Assert.Equal(1, m.Cpu.PSTATE.EL);
        Assert.True(m.Cpu.PSTATE.SP);
        Assert.Equal(0x3C0UL, m.Cpu.DAIF);
        Assert.Equal(((ulong)el << 2) | (sp ? 1UL : 0), m.Cpu.SPSR(1));
    }

    [Fact]
    public void Entry_saves_PSTATE_and_return_restores_it()
    {
        using var m = new TestMachine();
        const ulong psr = (0xAUL << 28) | (1 << 24) | (1 << 12) | (2 << 10) | (5 << 6); // N, C; DIT, SSBS, BTYPE, A, F of EL0
        m.Enter(0, false, 0x4000_0000, psr);
        Assert.Equal(psr, m.Cpu.GetPSRFromPSTATE());
        m.Cpu.TakeUndefined();
        Assert.Equal(psr, m.Cpu.SPSR(1));
        Assert.Equal(0u, m.EC);
        Assert.Equal(0, m.Cpu.PSTATE.BTYPE);
        m.Cpu.ExceptionReturn(m.Cpu.ELR(1));
        Assert.Equal(psr, m.Cpu.GetPSRFromPSTATE());
        Assert.Equal(0x4000_0000UL, m.Cpu.PC);
    }

    [Theory]
    [InlineData(false, true)]
    [InlineData(true, false)]
    public void PAN_is_set_on_entry_unless_SPAN(bool span, bool pan)
    {
        using var m = new TestMachine();
        m.Msr("SCTLR_EL1", span ? 1UL << 23 : 0);
        m.Enter(0);
        m.Cpu.TakeUndefined();
        Assert.Equal(pan, m.Cpu.PSTATE.PAN);
    }

    [Fact]
    public void SSBS_comes_from_DSSBS_on_entry()
    {
        using var m = new TestMachine();
        m.Msr("SCTLR_EL1", 1UL << 44);
        m.Enter(0);
        Assert.False(m.Cpu.PSTATE.SSBS);
        m.Cpu.TakeUndefined();
        Assert.True(m.Cpu.PSTATE.SSBS);
    }

    [Fact]
    public void Stack_pointers_are_banked()
    {
        using var m = new TestMachine();
        m.Cpu.Native.Integer(Slots.SP) = 0x1111; // SP_EL1
        m.Msr("SP_EL0", 0x2222);
        m.Enter(0);
        Assert.Equal(0x2222UL, m.Cpu.Native.Integer(Slots.SP));
        m.Cpu.Native.Integer(Slots.SP) = 0x3333;
        m.Cpu.TakeUndefined();
        Assert.Equal(0x1111UL, m.Cpu.Native.Integer(Slots.SP));
        Assert.Equal(0x3333UL, m.Mrs("SP_EL0"));
        Assert.True(m.Cpu.TryWriteProcessState(0b000_101, 0)); // SPSel 0
        Assert.Equal(0x3333UL, m.Cpu.Native.Integer(Slots.SP));
        Assert.Null(m.Mrs("SP_EL0")); // UNDEFINED while it is the current one
    }

    [Theory]
    [InlineData(0x10UL)] // AArch32 User
    [InlineData(0x2UL)] // reserved M[1]
    [InlineData(0x1UL)] // EL0 with SP_ELx
    [InlineData(0x8UL)] // EL2, absent
    [InlineData(0xCUL)] // EL3, absent
    public void Illegal_return_sets_IL_and_stays(ulong mode)
    {
        using var m = new TestMachine();
        m.Cpu.SPSR(1) = mode | (0x6UL << 28) | 0x80;
        m.Cpu.ExceptionReturn(0x4000_0040);
        Assert.True(m.Cpu.PSTATE.IL);
        Assert.Equal(1, m.Cpu.PSTATE.EL);
        Assert.True(m.Cpu.PSTATE.SP);
        Assert.Equal(6u, m.Cpu.NZCV);
        Assert.Equal(0x80UL, m.Cpu.DAIF);
        Assert.Equal(0x4000_0040UL, m.Cpu.PC);
        Assert.True((m.Cpu.TranslationContext & TranslationContext.IL) != 0);
        m.Cpu.TakeIllegalState();
        Assert.Equal(0x0Eu, m.EC);
        Assert.NotEqual(0UL, m.Cpu.SPSR(1) & (1 << 20));
        Assert.False(m.Cpu.PSTATE.IL);
    }

    [Fact]
    public void Return_clears_the_exclusive_monitor_and_sets_the_event_register()
    {
        using var m = new TestMachine();
        m.Cpu.Native.Words.ExclusiveAddress = 0x40;
        m.Enter(0);
        Assert.Equal(ulong.MaxValue, m.Cpu.Native.Words.ExclusiveAddress);
        Assert.True(m.Cpu.TestAndClearEvent());
        Assert.False(m.Cpu.TestAndClearEvent());
    }

    [Theory]
    [InlineData(0x00AB_0000_4000_0000UL, true, 0x4000_0000UL)]
    [InlineData(0x00AB_0000_4000_0000UL, false, 0x00AB_0000_4000_0000UL)]
    public void Return_address_loses_its_tag_only_under_TBI(ulong address, bool tbi, ulong pc)
    {
        using var m = new TestMachine();
        m.Msr("TCR_EL1", tbi ? 1UL << 37 : 0);
        m.Cpu.SPSR(1) = 0;
        m.Cpu.ExceptionReturn(address & ~(0xFFUL << 48) | (tbi ? 0xAB00_0000_0000_0000 : address & (0xFFUL << 48)));
        Assert.Equal(pc, m.Cpu.PC);
    }

    [Fact]
    public void Abort_class_tells_a_lower_level_from_the_same()
    {
        using var m = new TestMachine();
        m.Cpu.RaiseAlignmentFault(0x1001, Arm.Mmu.AccessKind.Write);
        Assert.Equal(0x25u, m.EC);
        Assert.Equal(0x61u, m.ISS);
        Assert.Equal(0x1001UL, m.Cpu.FAR(1));
        m.Enter(0);
        m.Cpu.RaiseExternalAbort(0x2000, Arm.Mmu.AccessKind.Execute);
        Assert.Equal(0x20u, m.EC);
        Assert.Equal(0x10u, m.ISS);
    }

    [Fact]
    public void HVC_and_SMC_without_EL2_and_EL3_go_to_firmware_or_are_UNDEFINED()
    {
        using var m = new TestMachine { ServesFirmware = true };
        m.Cpu.PC = 0x4000_0000;
        m.Cpu.CallHypervisor(0);
        Assert.Equal(0x4000_0004UL, m.Cpu.PC);
        m.ServesFirmware = false;
        m.Cpu.CallSecureMonitor(0);
        Assert.Equal(0u, m.EC);
        Assert.Equal(0x4000_0004UL, m.Cpu.ELR(1));
        m.Enter(0);
        m.ServesFirmware = true;
        m.Cpu.CallHypervisor(0);
        Assert.Equal(1, m.Cpu.PSTATE.EL); // EL0 may not call
        Assert.Equal(0u, m.EC);
    }

    [Fact]
    public void Calls_reach_the_levels_that_exist()
    {
        using var m = new TestMachine(el2: true, el3: true);
        Assert.Equal(3, m.Cpu.PSTATE.EL);
        m.Msr("SCR_EL3", 1 | (1 << 8));
        m.Cpu.VBAR_EL2 = 0x4001_0000;
        m.Cpu.VBAR_EL3 = 0x4002_0000;
        m.Enter(1, true);
        m.Cpu.CallHypervisor(7);
        Assert.Equal((2, 0x4001_0400UL, 0x16u), (m.Cpu.PSTATE.EL, m.Cpu.PC, m.EC));
        m.Cpu.CallSecureMonitor(9);
        Assert.Equal((3, 0x4002_0400UL, 0x17u), (m.Cpu.PSTATE.EL, m.Cpu.PC, m.EC));
    }
}
