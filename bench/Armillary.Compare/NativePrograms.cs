using System.Diagnostics;
using System.Globalization;

namespace Armillary.Compare;

/// <summary>Runs the C programs of <c>bench/programs</c> on the host itself, compiled by its own gcc with the same options.</summary>
/// <param name="binary">The programs.</param>
/// <param name="options">Which to run, and by which clock.</param>
/// <param name="cancellation">Stops them.</param>
internal sealed class NativePrograms(string binary, Options options, CancellationToken cancellation)
{
    /// <summary>The class and name of each.</summary>
    public IReadOnlyList<(string Class, string Name)> List() =>
        [.. Run(["list"]).Where(words => words.Length == 2).Select(words => (words[0], words[1])).Order()];

    /// <summary>Runs those that are asked for, one process each.</summary>
    public IEnumerable<Measurement> Measure()
    {
        foreach ((string kind, string program) in List().Where(one => options.Only.Count == 0 || options.Only.Contains(one.Name) || options.Only.Contains(one.Class)))
        {
            NativeRun run = Run(program, 1);
            yield return new Measurement(kind, program, run.Checksum, options.CpuClock ? run.Cpu : run.Wall);
        }
    }

    /// <summary>Runs one program, several times in one process.</summary>
    /// <param name="program">Its name.</param>
    /// <param name="times">How often.</param>
    public NativeRun Run(string program, int times)
    {
        string checksum = "";
        double wall = 0, cpu = 0;
        foreach (string[] words in Run(Enumerable.Repeat(program, times)))
        {
            if (words is [_, var sum, var time] && words[0] == program)
            {
                // Each of the runs is to compute the same: a run that does not makes a checksum that no other engine has.
                checksum = checksum.Length == 0 || checksum == sum ? sum : checksum + sum;
                wall += Seconds(time);
            }
            else if (words is ["cpu", var used])
            {
                cpu += Seconds(used);
            }
        }

        return new NativeRun(checksum, wall / times, cpu / times);
    }

    private IEnumerable<string[]> Run(IEnumerable<string> arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(binary, arguments) { RedirectStandardOutput = true })!;
        using CancellationTokenRegistration registration = cancellation.Register(process.Kill);
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        cancellation.ThrowIfCancellationRequested();
        return output.Split('\n').Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries));
    }

    private static double Seconds(string nanoseconds) => double.Parse(nanoseconds, CultureInfo.InvariantCulture) / 1e9;
}

/// <summary>What a program told when it ran on the host.</summary>
/// <param name="Checksum">What it computed.</param>
/// <param name="Wall">How many seconds it took, by the clock.</param>
/// <param name="Cpu">CPU time, in seconds.</param>
internal readonly record struct NativeRun(string Checksum, double Wall, double Cpu);
