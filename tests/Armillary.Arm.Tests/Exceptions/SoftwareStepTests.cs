using Armillary.Arm.State;

namespace Armillary.Arm.Tests.Exceptions;

public class SoftwareStepTests
{
    private const TranslationContext Active = TranslationContext.SoftwareStep, NotPending = TranslationContext.SS;

    [Fact]
    public void A_return_with_SS_steps_one_instruction_and_then_reports()
    {
        using var m = Stepping();
        m.Enter(0, extra: 1 << 21);
        Assert.Equal(Active | NotPending, m.Cpu.TranslationContext & (Active | NotPending));
        m.Cpu.PC += 4;
        m.Cpu.SSAdvance();
        Assert.Equal(Active, m.Cpu.TranslationContext & (Active | NotPending));
        m.Cpu.TakeSoftwareStep(exclusive: false);
        Assert.Equal((0x32u, (1u << 24) | 0x22), (m.EC, m.ISS));
        Assert.Equal(TestMachine.RamBase + 4, m.Cpu.ELR(1));
        Assert.Equal(0UL, m.Cpu.SPSR(1) & (1 << 21));
        Assert.Equal((TranslationContext)0, m.Cpu.TranslationContext & Active); // EL1 without KDE
    }

    [Fact]
    public void A_return_without_SS_is_pending_at_once()
    {
        using var m = Stepping();
        m.Enter(0);
        Assert.Equal(Active, m.Cpu.TranslationContext & (Active | NotPending));
        m.Cpu.TakeSoftwareStep(exclusive: true);
        Assert.Equal((0x32u, 0x22u), (m.EC, m.ISS)); // ISV 0: nothing was stepped
    }

    [Fact]
    public void A_stepped_SVC_saves_SS_clear_and_a_fault_saves_it_set()
    {
        using var m = Stepping();
        m.Enter(0, extra: 1 << 21);
        m.Cpu.CallSupervisor(0);
        Assert.Equal(0UL, m.Cpu.SPSR(1) & (1 << 21));
        m.Enter(0, extra: 1 << 21);
        m.Cpu.RaiseAlignmentFault(1, Arm.Mmu.AccessKind.Read);
        Assert.NotEqual(0UL, m.Cpu.SPSR(1) & (1 << 21));
    }

    [Fact]
    public void The_OS_lock_holds_debug_exceptions_back()
    {
        using var m = Stepping();
        Assert.True(m.Msr("OSLAR_EL1", 1));
        Assert.Equal(0b1010UL, m.Mrs("OSLSR_EL1"));
        m.Enter(0, extra: 1 << 21);
        Assert.Equal((TranslationContext)0, m.Cpu.TranslationContext & Active);
        Assert.False(m.Cpu.PSTATE.SS);
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, true)]
    public void EL1_steps_itself_only_with_KDE_and_D_clear(bool kde, bool active)
    {
        using var m = Stepping();
        m.Msr("MDSCR_EL1", kde ? 1UL | (1 << 13) : 1);
        Assert.Equal((TranslationContext)0, m.Cpu.TranslationContext & Active); // D is set
        m.Enter(1, true, extra: 1 << 21);
        Assert.Equal(active, (m.Cpu.TranslationContext & Active) != 0);
        m.Cpu.TryWriteProcessState(0b011_110, 8); // DAIFSet D
        Assert.Equal((TranslationContext)0, m.Cpu.TranslationContext & Active);
    }

    private static TestMachine Stepping()
    {
        var m = new TestMachine();
        m.Msr("OSLAR_EL1", 0);
        m.Msr("MDSCR_EL1", 1);
        return m;
    }
}
