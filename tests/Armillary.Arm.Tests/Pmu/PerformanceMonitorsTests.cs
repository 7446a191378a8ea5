using Armillary.Arm.State;
using Armillary.Core.Interrupts;

namespace Armillary.Arm.Tests.Pmu;

public sealed class PerformanceMonitorsTests : IDisposable, IInterruptSink
{
    private const ulong Cycles = 1UL << 31;

    private readonly TestMachine machine = new();
    private bool interrupt;

    public PerformanceMonitorsTests()
    {
        machine.Cpu.Pmu.Connect(new InterruptLine(this, 0));
        machine.Msr("PMCR_EL0", 1 | (1 << 6));
    }

    public void Dispose() => machine.Dispose();

    void IInterruptSink.SetLevel(int input, bool level) => interrupt = level;

    private void Pass(long nanoseconds) => machine.ManualClock.Advance(nanoseconds);

    private void Retire(ulong count) => machine.Cpu.Native.Words.InstructionCount += count;

    private ulong Mrs(string name) => Assert.IsType<ulong>(machine.Mrs(name));

    [Fact]
    public void There_are_six_counters_and_the_events_that_are_counted()
    {
        Assert.Equal(6UL, (Mrs("PMCR_EL0") >> 11) & 31);
        Assert.Equal(0x4002_0701UL, Mrs("PMCEID0_EL0"));
        Assert.Equal(4UL, (Mrs("ID_AA64DFR0_EL1") >> 8) & 15);
    }

    [Fact]
    public void The_cycle_counter_counts_nanoseconds_while_it_is_enabled()
    {
        Pass(50);
        machine.Msr("PMCNTENSET_EL0", Cycles);
        Pass(100);
        Assert.Equal(100UL, Mrs("PMCCNTR_EL0"));
        machine.Msr("PMCNTENCLR_EL0", Cycles);
        Pass(100);
        Assert.Equal(100UL, Mrs("PMCCNTR_EL0"));
        machine.Msr("PMCR_EL0", 1 | 4);
        Assert.Equal(0UL, Mrs("PMCCNTR_EL0"));
    }

    [Fact]
    public void Instructions_are_counted_at_the_levels_of_the_filter_and_code_is_told_to_count_there()
    {
        machine.Msr("PMEVTYPER2_EL0", (1UL << 31) | 8);                 // not at EL1
        machine.Msr("PMCNTENSET_EL0", 4);
        Assert.Equal(TranslationContext.None, machine.Cpu.TranslationContext & TranslationContext.CountInstructions);
        Retire(10);
        machine.Enter(0);
        Assert.NotEqual(TranslationContext.None, machine.Cpu.TranslationContext & TranslationContext.CountInstructions);
        Retire(7);
        machine.Cpu.TakeSynchronousException(1, Armillary.Arm.Exceptions.ExceptionClass.SupervisorCall, 0, 0);
        Retire(100);
        Assert.Equal(7UL, Mrs("PMEVCNTR2_EL0"));
        machine.Msr("PMCNTENCLR_EL0", 4);
        machine.Enter(0);
        Assert.Equal(TranslationContext.None, machine.Cpu.TranslationContext & TranslationContext.CountInstructions);
    }

    [Fact]
    public void Exceptions_and_returns_are_events()
    {
        machine.Msr("PMEVTYPER0_EL0", 9);
        machine.Msr("PMEVTYPER1_EL0", 10);
        machine.Msr("PMCNTENSET_EL0", 3);
        machine.Enter(0);
        machine.Cpu.TakeSynchronousException(1, Armillary.Arm.Exceptions.ExceptionClass.SupervisorCall, 0, 0);
        machine.Enter(0);
        machine.Cpu.TakeSynchronousException(1, Armillary.Arm.Exceptions.ExceptionClass.SupervisorCall, 0, 0);
        Assert.Equal(2UL, Mrs("PMEVCNTR0_EL0"));
        Assert.Equal(2UL, Mrs("PMEVCNTR1_EL0"));
    }

    [Fact]
    public void An_overflow_sets_its_bit_and_interrupts_when_the_alarm_comes()
    {
        machine.Msr("PMEVTYPER3_EL0", 0x11);
        machine.Msr("PMEVCNTR3_EL0", 0xFFFF_FF00);
        machine.Msr("PMINTENSET_EL1", 8);
        machine.Msr("PMCNTENSET_EL0", 8);
        Pass(0x80);
        machine.Cpu.CheckInterrupts();
        Assert.False(interrupt);
        Pass(0x100);
        machine.Cpu.CheckInterrupts();
        Assert.True(interrupt);
        Assert.Equal(8UL, Mrs("PMOVSSET_EL0"));
        Assert.Equal(0x80UL, Mrs("PMEVCNTR3_EL0"));
        machine.Msr("PMOVSCLR_EL0", 8);
        Assert.False(interrupt);
    }

    [Fact]
    public void An_odd_counter_counts_its_neighbours_overflows()
    {
        machine.Msr("PMEVTYPER4_EL0", 8);
        machine.Msr("PMEVTYPER5_EL0", 0x1E);
        machine.Msr("PMCNTENSET_EL0", 0x30);
        Retire(0x1_0000_0005);
        Assert.Equal(5UL, Mrs("PMEVCNTR4_EL0"));
        Assert.Equal(1UL, Mrs("PMEVCNTR5_EL0"));
    }

    [Fact]
    public void Software_increments_the_counters_that_want_it()
    {
        machine.Msr("PMCNTENSET_EL0", 3);
        machine.Msr("PMEVTYPER1_EL0", 0x11);
        machine.Msr("PMSWINC_EL0", 0x3F);
        Assert.Equal(1UL, Mrs("PMEVCNTR0_EL0"));
        Assert.Equal(0UL, Mrs("PMEVCNTR2_EL0"));
    }

    [Fact]
    public void The_selected_counter_is_any_and_one_that_is_not_there_reads_as_zero()
    {
        machine.Msr("PMSELR_EL0", 3);
        machine.Msr("PMXEVCNTR_EL0", 77);
        Assert.Equal(77UL, Mrs("PMEVCNTR3_EL0"));
        machine.Msr("PMSELR_EL0", 31);
        machine.Msr("PMXEVTYPER_EL0", 1UL << 31);
        Assert.Equal(1UL << 31, Mrs("PMCCFILTR_EL0"));
        machine.Msr("PMSELR_EL0", 6);
        machine.Msr("PMXEVCNTR_EL0", 1);
        Assert.Equal(0UL, Mrs("PMXEVCNTR_EL0"));
    }

    [Fact]
    public void EL0_may_do_what_PMUSERENR_EL0_allows()
    {
        machine.Enter(0);
        Assert.Null(machine.Mrs("PMCCNTR_EL0"));
        Assert.Equal(0x18U, machine.EC);
        machine.Msr("PMUSERENR_EL0", 4);
        machine.Enter(0);
        Assert.NotNull(machine.Mrs("PMCCNTR_EL0"));
        Assert.NotNull(machine.Mrs("PMUSERENR_EL0"));
        Assert.False(machine.Msr("PMCCNTR_EL0", 0));
    }

    [Fact]
    public void EL2_keeps_counters_for_itself_and_traps_the_others()
    {
        using TestMachine hypervisor = new(el2: true);
        Assert.Equal(6UL, hypervisor.Mrs("MDCR_EL2")!.Value & 31);
        hypervisor.Msr("MDCR_EL2", 4);
        hypervisor.Enter(1, sp: true);
        Assert.Equal(4UL, (hypervisor.Mrs("PMCR_EL0")!.Value >> 11) & 31);
        hypervisor.Msr("PMCNTENSET_EL0", ulong.MaxValue);
        Assert.Equal(Cycles | 15, hypervisor.Mrs("PMCNTENSET_EL0"));
        Assert.Null(hypervisor.Mrs("PMEVCNTR4_EL0"));
        using TestMachine trapping = new(el2: true);
        trapping.Msr("MDCR_EL2", 6 | (1 << 6));
        trapping.Enter(1, sp: true);
        Assert.Null(trapping.Mrs("PMCNTENSET_EL0"));
        Assert.Equal(2, trapping.Cpu.PSTATE.EL);
        Assert.Equal(0x18U, trapping.EC);
    }
}
