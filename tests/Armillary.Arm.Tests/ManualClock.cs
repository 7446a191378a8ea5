using Armillary.Core.Time;

namespace Armillary.Arm.Tests;

/// <summary>A clock that the test moves.</summary>
internal sealed class ManualClock : IClock
{
    private readonly List<Alarm> alarms = [];

    public long Nanoseconds { get; private set; }

    public DateTimeOffset WallClock => DateTimeOffset.UnixEpoch;

    public IClockTimer CreateTimer(Action expired)
    {
        var alarm = new Alarm(expired);
        alarms.Add(alarm);
        return alarm;
    }

    public int Armed => alarms.Count(a => a.Deadline >= 0);

    public void Advance(long nanoseconds)
    {
        Nanoseconds += nanoseconds;
        foreach (Alarm alarm in alarms.Where(a => a.Deadline >= 0 && a.Deadline <= Nanoseconds).ToArray())
        {
            alarm.Deadline = -1;
            alarm.Expired();
        }
    }

    private sealed class Alarm(Action expired) : IClockTimer
    {
        public long Deadline { get; set; } = -1;

        public Action Expired { get; } = expired;

        public void Arm(long deadline) => Deadline = deadline;

        public void Disarm() => Deadline = -1;

        public void Dispose() => Deadline = -1;
    }
}
