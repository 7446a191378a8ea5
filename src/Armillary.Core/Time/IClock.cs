namespace Armillary.Core.Time;

/// <summary>The machine's time: the one source of time for devices and timers, so that a run can be paused or replayed.</summary>
public interface IClock
{
    /// <summary>Nanoseconds since the machine was started; never goes back.</summary>
    long Nanoseconds { get; }

    /// <summary>The date and time of day that a real-time clock shows.</summary>
    DateTimeOffset WallClock { get; }

    /// <summary>A timer, not armed. <paramref name="expired"/> runs on the clock's own thread and must not block.</summary>
    IClockTimer CreateTimer(Action expired);
}

/// <summary>A one-shot timer on an <see cref="IClock"/>.</summary>
public interface IClockTimer : IDisposable
{
    /// <summary>Fires once when <see cref="IClock.Nanoseconds"/> reaches <paramref name="deadline"/> (at once if it has); replaces an earlier deadline.</summary>
    void Arm(long deadline);

    /// <summary>Forgets the deadline.</summary>
    void Disarm();
}
