using Armillary.Core.Time;

namespace Armillary.Arm.Timer;

/// <summary>A CPU's generic timer (DDI 0487, D11): the system counter's views and the timers over them.</summary>
public sealed class GenericTimer : IDisposable
{
    /// <summary>CNTFRQ_EL0's value: ticks a second.</summary>
    public const uint Frequency = 62_500_000;

    /// <summary>The length of a tick: a whole number of nanoseconds, so that the conversions are exact.</summary>
    public const long NanosecondsPerTick = 1_000_000_000 / Frequency;

    private readonly IClock clock;

    /// <summary>A timer that counts a clock, no interrupt lines connected.</summary>
    public GenericTimer(IClock clock)
    {
        this.clock = clock;
        Physical = new TimerChannel(clock);
        Virtual = new TimerChannel(clock);
        SecurePhysical = new TimerChannel(clock);
        HypPhysical = new TimerChannel(clock);
        HypVirtual = new TimerChannel(clock);
        SecureHypPhysical = new TimerChannel(clock);
        SecureHypVirtual = new TimerChannel(clock);
    }

    /// <summary>The EL1 physical timer, PPI 30.</summary>
    public TimerChannel Physical { get; }

    /// <summary>The virtual timer, PPI 27.</summary>
    public TimerChannel Virtual { get; }

    /// <summary>The secure physical timer, PPI 29.</summary>
    public TimerChannel SecurePhysical { get; }

    /// <summary>The EL2 physical timer, PPI 26.</summary>
    public TimerChannel HypPhysical { get; }

    /// <summary>The EL2 virtual timer, PPI 28.</summary>
    public TimerChannel HypVirtual { get; }

    /// <summary>The Secure EL2 physical timer, PPI 20.</summary>
    public TimerChannel SecureHypPhysical { get; }

    /// <summary>The Secure EL2 virtual timer, PPI 19.</summary>
    public TimerChannel SecureHypVirtual { get; }

    /// <summary>CNTPCT_EL0.</summary>
    public ulong PhysicalCount => CountAt(clock.Nanoseconds);

    /// <summary>CNTVCT_EL0.</summary>
    public ulong VirtualCount => Virtual.Count;

    /// <summary>The system counter at a time.</summary>
    public static ulong CountAt(long nanoseconds) => (ulong)nanoseconds / NanosecondsPerTick;

    /// <summary>
    /// When the event stream from a counter that CNTKCTL_EL1 or CNTHCTL_EL2 (EVNTEN, EVNTDIR, EVNTI) describes makes its next event, in the
    /// clock's nanoseconds; -1 if it is off (DDI 0487, D11.2.5).
    /// </summary>
    public long NextEvent(ulong control, ulong count)
    {
        if ((control & 4) == 0)
        {
            return -1;
        }

        int bit = (int)(control >> 4) & 15;
        ulong period = 2UL << bit;
        ulong phase = (control & 8) == 0 ? 1UL << bit : 0; // rises at half the period, falls at its end
        ulong next = ((count + period - phase) / period * period) + phase;
        if (next <= count)
        {
            next += period;
        }

        return clock.Nanoseconds + ((long)(next - count) * NanosecondsPerTick);
    }

    /// <summary>All timers disabled.</summary>
    public void Reset()
    {
        Physical.Reset();
        Virtual.Reset();
        SecurePhysical.Reset();
        HypPhysical.Reset();
        HypVirtual.Reset();
        SecureHypPhysical.Reset();
        SecureHypVirtual.Reset();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Physical.Dispose();
        Virtual.Dispose();
        SecurePhysical.Dispose();
        HypPhysical.Dispose();
        HypVirtual.Dispose();
        SecureHypPhysical.Dispose();
        SecureHypVirtual.Dispose();
    }
}
