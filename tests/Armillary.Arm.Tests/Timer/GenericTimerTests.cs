using Armillary.Arm.Timer;
using Armillary.Core.Interrupts;

namespace Armillary.Arm.Tests.Timer;

public class GenericTimerTests
{
    [Fact]
    public void Counter_runs_at_the_announced_frequency()
    {
        using var m = new TestMachine();
        m.ManualClock.Advance(1_000_000_000);
        Assert.Equal(GenericTimer.Frequency, m.Mrs("CNTFRQ_EL0"));
        Assert.Equal(GenericTimer.Frequency, m.Mrs("CNTVCT_EL0"));
        Assert.Equal(GenericTimer.Frequency, m.Mrs("CNTPCT_EL0"));
    }

    [Theory]
    [InlineData("CNTV")]
    [InlineData("CNTP")]
    public void Line_rises_at_the_compare_value_and_IMASK_drops_it(string timer)
    {
        using var m = new TestMachine();
        var sink = new Sink();
        (timer == "CNTV" ? m.Cpu.Timer.Virtual : m.Cpu.Timer.Physical).Connect(new InterruptLine(sink, 27));
        m.ManualClock.Advance(1600);
        m.Msr($"{timer}_TVAL_EL0", 50);
        Assert.Equal(150UL, m.Mrs($"{timer}_CVAL_EL0"));
        Assert.Equal(0, m.ManualClock.Armed);
        m.Msr($"{timer}_CTL_EL0", 1);
        Assert.Equal(1, m.ManualClock.Armed);
        m.ManualClock.Advance(799);
        Assert.False(sink.Level);
        Assert.Equal(1UL, m.Mrs($"{timer}_CTL_EL0"));
        m.ManualClock.Advance(1);
        Assert.True(sink.Level);
        Assert.Equal(5UL, m.Mrs($"{timer}_CTL_EL0"));
        m.Msr($"{timer}_CTL_EL0", 3);
        Assert.False(sink.Level);
        Assert.Equal(7UL, m.Mrs($"{timer}_CTL_EL0"));
        m.Msr($"{timer}_CTL_EL0", 1);
        Assert.True(sink.Level);
        m.Msr($"{timer}_TVAL_EL0", 1);
        Assert.False(sink.Level);
        m.ManualClock.Advance(16 * 3);
        Assert.Equal(0xFFFF_FFFEUL, m.Mrs($"{timer}_TVAL_EL0"));
    }

    [Fact]
    public void A_deadline_beyond_the_clock_arms_nothing()
    {
        using var m = new TestMachine();
        m.Msr("CNTV_CVAL_EL0", ulong.MaxValue);
        m.Msr("CNTV_CTL_EL0", 1);
        Assert.Equal(0, m.ManualClock.Armed);
        Assert.Equal(1UL, m.Mrs("CNTV_CTL_EL0"));
    }

    [Fact]
    public void EL0_reads_the_counter_only_with_CNTKCTLs_permission()
    {
        using var m = new TestMachine();
        m.Enter(0);
        Assert.Null(m.Mrs("CNTVCT_EL0"));
        Assert.Equal(0x18u, m.EC);
        m.Msr("CNTKCTL_EL1", 2);
        m.Enter(0);
        Assert.NotNull(m.Mrs("CNTVCT_EL0"));
        Assert.NotNull(m.Mrs("CNTFRQ_EL0"));
        Assert.Null(m.Mrs("CNTPCT_EL0"));
        m.Enter(0);
        Assert.Null(m.Mrs("CNTV_CTL_EL0"));
    }

    private sealed class Sink : IInterruptSink
    {
        public bool Level { get; private set; }

        public void SetLevel(int input, bool level) => Level = level;
    }
}
