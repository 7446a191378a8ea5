using Armillary.Core.Interrupts;
using Armillary.Core.Memory;
using Armillary.Core.Time;

namespace Armillary.Devices.Tests;

/// <summary>An interrupt line that ends in the test.</summary>
internal sealed class Wire : IInterruptSink
{
    public Wire() => Line = new InterruptLine(this, 0);

    public InterruptLine Line { get; }

    public bool Level => Line.Level;

    public int Rises { get; private set; }

    public void SetLevel(int input, bool level) => Rises += level ? 1 : 0;
}

/// <summary>A vCPU's interrupt inputs.</summary>
internal sealed class VcpuInputs : IVcpuInterrupts
{
    public bool Irq { get; private set; }

    public bool Fiq { get; private set; }

    public void SetIrq(bool level) => Irq = level;

    public void SetFiq(bool level) => Fiq = level;

    public bool VirtualIrq { get; private set; }

    public bool VirtualFiq { get; private set; }

    public void SetVirtualIrq(bool level) => VirtualIrq = level;

    public void SetVirtualFiq(bool level) => VirtualFiq = level;
}

/// <summary>Time that the test moves.</summary>
internal sealed class ManualClock : IClock
{
    private readonly List<Timer> timers = [];

    public long Nanoseconds { get; private set; }

    public DateTimeOffset Start { get; init; } = DateTimeOffset.FromUnixTimeSeconds(1_000_000);

    public DateTimeOffset WallClock => Start.AddTicks(Nanoseconds / 100);

    public IClockTimer CreateTimer(Action expired)
    {
        Timer timer = new(expired);
        timers.Add(timer);
        return timer;
    }

    public void Advance(TimeSpan time)
    {
        Nanoseconds += time.Ticks * 100;
        foreach (Timer timer in timers.Where(t => t.Deadline <= Nanoseconds))
        {
            timer.Deadline = long.MaxValue;
            timer.Expired();
        }
    }

    private sealed class Timer(Action expired) : IClockTimer
    {
        public long Deadline { get; set; } = long.MaxValue;

        public Action Expired { get; } = expired;

        public void Arm(long deadline) => Deadline = deadline;

        public void Disarm() => Deadline = long.MaxValue;

        public void Dispose() => Disarm();
    }
}

/// <summary>Register accesses as a guest makes them.</summary>
internal static class Access
{
    public static uint Read32(this IMmioTarget target, ulong offset) => (uint)target.Read(offset, 4);

    public static ulong Read(this IMmioTarget target, ulong offset, int size)
    {
        Assert.True(target.TryRead(offset, size, out ulong value));
        return value;
    }

    public static void Write32(this IMmioTarget target, ulong offset, uint value) => Assert.True(target.TryWrite(offset, 4, value));
}
