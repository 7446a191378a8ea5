using Armillary.Core.Time;

namespace Armillary.Tests;

/// <summary>The time of a machine whose guest looks at no clock: it stands, and timers never expire.</summary>
/// <param name="wasRead">Called whenever the time is asked for.</param>
internal sealed class StoppedClock(Action? wasRead = null) : IClock
{
    public long Nanoseconds
    {
        get
        {
            wasRead?.Invoke();
            return 0;
        }
    }

    public DateTimeOffset WallClock => DateTimeOffset.UnixEpoch;

    public IClockTimer CreateTimer(Action expired) => new NoTimer();

    private sealed class NoTimer : IClockTimer
    {
        public void Arm(long deadline)
        {
        }

        public void Disarm()
        {
        }

        public void Dispose()
        {
        }
    }
}
