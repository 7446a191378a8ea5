using System.Diagnostics;
using Armillary.Core.Host;

namespace Armillary.Core.Time;

/// <summary>
/// Real time: the host's monotonic clock from zero, and one thread that fires the timers to within a few microseconds. There are
/// few timers (some for each vCPU and device), so they are a list that is scanned, not a heap: moving a deadline, which a
/// guest does at every tick, then costs one store unless it is the earliest. A timer that is armed again and again at the same distance
/// is expected to be so once more when it fires: the thread then sleeps until that time, and need not be woken to hear of it.
/// </summary>
public sealed unsafe class MachineClock : IClock, IDisposable
{
    // Timers that are armed at longer distances are not worth to wake up for without need.
    private const long LongestPeriod = 20_000_000;

    // What a timer may be late, in nanoseconds: guests round their deadlines.
    private const long Tolerance = 1_000;

    private readonly Lock gate = new();
    private readonly List<Timer> timers = [];
    private readonly long start = Stopwatch.GetTimestamp();
    private readonly int wake;
    private readonly Thread thread;
    private long nextWake = long.MaxValue;
    private volatile bool disposed;

    /// <summary>A clock that starts at zero now.</summary>
    /// <exception cref="IOException">The host gave no event descriptor.</exception>
    public MachineClock()
    {
        wake = Libc.EventFd(0, Libc.EFD_CLOEXEC | Libc.EFD_NONBLOCK);
        if (wake < 0)
        {
            throw new IOException($"cannot create the clock's event descriptor: {Libc.LastErrorMessage()}");
        }

        thread = new Thread(Run) { IsBackground = true, Name = "clock" };
        thread.Start();
    }

    /// <inheritdoc/>
    public long Nanoseconds
    {
        get
        {
            long ticks = Stopwatch.GetTimestamp() - start;
            return Stopwatch.Frequency == 1_000_000_000 ? ticks : (long)((Int128)ticks * 1_000_000_000 / Stopwatch.Frequency);
        }
    }

    /// <inheritdoc/>
    public DateTimeOffset WallClock => TimeProvider.System.GetUtcNow();

    /// <inheritdoc/>
    public IClockTimer CreateTimer(Action expired)
    {
        ArgumentNullException.ThrowIfNull(expired);
        var timer = new Timer(this, expired);
        lock (gate)
        {
            timers.Add(timer);
        }

        return timer;
    }

    /// <summary>Stops the clock's thread; no timer fires afterwards.</summary>
    public void Dispose()
    {
        if (!disposed)
        {
            disposed = true;
            Wake();
            if (Thread.CurrentThread != thread)
            {
                thread.Join();
                _ = Libc.Close(wake);
            }
        }
    }

    private void Wake()
    {
        ulong one = 1;

        // SAFETY: eight bytes of a local, as eventfd(2) takes them.
        _ = Libc.Write(wake, &one, sizeof(ulong));
    }

    private void Run()
    {
        // The default slack of 50 microseconds would be most of a timer's error.
        _ = Libc.Prctl(Libc.PR_SET_TIMERSLACK, 1, 0, 0, 0);
        var expired = new List<Timer>();
        while (!disposed)
        {
            long now = Nanoseconds, earliest = long.MaxValue;
            lock (gate)
            {
                foreach (Timer timer in timers)
                {
                    if (timer.Deadline <= now)
                    {
                        timer.Expire();
                        expired.Add(timer);
                    }

                    earliest = Math.Min(earliest, timer.NextAfter(now));
                }

                nextWake = earliest;
            }

            if (expired.Count == 0)
            {
                Sleep(earliest == long.MaxValue ? long.MaxValue : earliest - now);
            }

            foreach (Timer timer in expired)
            {
                timer.Expired();
            }

            expired.Clear();
        }
    }

    private void Sleep(long nanoseconds)
    {
        var descriptor = new Libc.PollFd { Fd = wake, Events = Libc.POLLIN };
        var timeout = new Libc.TimeSpec { Seconds = nanoseconds / 1_000_000_000, Nanoseconds = nanoseconds % 1_000_000_000 };
        ulong count;

        // SAFETY: all pointers are to locals of this frame, and ppoll and read finish with them before they return.
        if (Libc.Ppoll(&descriptor, 1, nanoseconds == long.MaxValue ? null : &timeout, null) > 0)
        {
            _ = Libc.Read(wake, &count, sizeof(ulong));
        }
    }

    private sealed class Timer(MachineClock clock, Action expired) : IClockTimer
    {
        private const long Never = long.MaxValue;

        // When it fired, until it is armed again; by how much its deadlines follow each other; when it is expected to fire though it is not armed.
        private long fired = Never;
        private long period = Never;
        private long expected = Never;

        public long Deadline { get; private set; } = Never;

        public Action Expired => expired;

        /// <summary>Its deadline has come. Under the lock.</summary>
        public void Expire()
        {
            fired = Deadline;
            expected = period == Never ? Never : fired + period;
            Deadline = Never;
        }

        /// <summary>When it may fire after a time. Under the lock.</summary>
        public long NextAfter(long now)
        {
            if (expected <= now)
            {
                expected = Never;
            }

            return Math.Min(Deadline, expected);
        }

        public void Arm(long deadline)
        {
            bool earlier;
            lock (clock.gate)
            {
                if (fired != Never)
                {
                    // Both are times of one clock, or the guest's choice: the difference may be anything.
                    long distance = unchecked(deadline - fired);
                    period = deadline > fired && distance is > 0 and <= LongestPeriod ? distance : Never;
                    fired = Never;
                }

                expected = Never;
                Deadline = deadline;
                earlier = deadline < clock.nextWake - Tolerance;
                if (earlier)
                {
                    clock.nextWake = deadline;
                }
            }

            if (earlier)
            {
                clock.Wake();
            }
        }

        public void Disarm()
        {
            lock (clock.gate)
            {
                Deadline = Never;
            }
        }

        public void Dispose()
        {
            lock (clock.gate)
            {
                Deadline = Never;
                clock.timers.Remove(this);
            }
        }
    }
}
