using System.Runtime.InteropServices;

namespace Armillary.Compare;

/// <summary>The CPU time of a process of the host, to the nanosecond: what <c>/proc/PID/stat</c> tells has a grain of 10 ms.</summary>
internal static class ProcessClock
{
    /// <summary>CPU time of all threads of a process, those that have ended too; null if the process has ended.</summary>
    /// <param name="process">Its number.</param>
    public static TimeSpan? Read(int process)
    {
        // clock_getcpuclockid(3): a process's clock is made of its number.
        return clock_getcpuclockid(process, out int clock) == 0 && clock_gettime(clock, out Timespec time) == 0
            ? TimeSpan.FromTicks((time.Seconds * TimeSpan.TicksPerSecond) + (time.Nanoseconds / TimeSpan.NanosecondsPerTick))
            : null;
    }

    [DllImport("libc")]
    private static extern int clock_getcpuclockid(int process, out int clock);

    [DllImport("libc")]
    private static extern int clock_gettime(int clock, out Timespec time);

    private struct Timespec
    {
        public long Seconds;
        public long Nanoseconds;
    }
}
