using System.Globalization;

namespace Armillary.Compare;

/// <summary>
/// What the host gives to two busy threads: the C programs of <c>bench/programs</c> on the host itself, alone and two copies at once. Two CPUs that are one core's two threads,
/// or a host that is shared, do less than twice the work of one whatever runs on them.
/// </summary>
/// <param name="programs">The programs.</param>
internal sealed class NativeScaling(NativePrograms programs)
{
    // Copies do not start at once: what is measured has to be much longer than the milliseconds between them.
    private const double Shortest = 0.2;
    private const int MostTimes = 100;

    /// <summary>Runs one program alone and in copies.</summary>
    /// <param name="program">Its name.</param>
    /// <param name="copies">How many copies.</param>
    /// <returns>Whether all computed the same; the time of one alone, and of the slowest of the copies.</returns>
    public (bool Sound, double Alone, double Together) Measure(string program, int copies)
    {
        NativeRun first = programs.Run(program, 1);
        int times = (int)Math.Clamp(Math.Ceiling(Shortest / first.Wall), 1, MostTimes);
        NativeRun alone = programs.Run(program, times);
        NativeRun[] together = Task.WhenAll(Enumerable.Range(0, copies)
            .Select(_ => Task.Factory.StartNew(() => programs.Run(program, times), default, TaskCreationOptions.LongRunning, TaskScheduler.Default))).GetAwaiter().GetResult();
        bool sound = together.Append(alone).All(run => run.Checksum == first.Checksum);
        return (sound, alone.Wall, together.Max(run => run.Wall));
    }
}
