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
        [.. Run("list").Where(words => words.Length == 2).Select(words => (words[0], words[1])).Order()];

    /// <summary>Runs those that are asked for, one process each.</summary>
    public IEnumerable<Measurement> Measure()
    {
        foreach ((string kind, string program) in List().Where(one => options.Only.Count == 0 || options.Only.Contains(one.Name) || options.Only.Contains(one.Class)))
        {
            string checksum = "", wall = "", cpu = "";
            foreach (string[] words in Run(program))
            {
                (checksum, wall) = words is [_, var sum, var time] && words[0] == program ? (sum, time) : (checksum, wall);
                cpu = words is ["cpu", var used] ? used : cpu;
            }

            yield return new Measurement(kind, program, checksum, double.Parse(options.CpuClock ? cpu : wall, CultureInfo.InvariantCulture) / 1e9);
        }
    }

    private IEnumerable<string[]> Run(string argument)
    {
        using var process = Process.Start(new ProcessStartInfo(binary, argument) { RedirectStandardOutput = true })!;
        using CancellationTokenRegistration registration = cancellation.Register(process.Kill);
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        cancellation.ThrowIfCancellationRequested();
        return output.Split('\n').Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries));
    }
}
