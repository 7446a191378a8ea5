using System.Globalization;
using System.Text;
using Armillary.Images;
using Armillary.Images.Host;

namespace Armillary.Compare;

/// <summary>
/// How much more two busy vCPUs do than one: a program alone in a guest with two vCPUs, then two copies of it at once, by the guest's clock, and the same on the host
/// itself, which tells what the host gives: it must have two CPUs that do nothing else, and these may be two threads of one core.
/// </summary>
internal sealed class ScalingComparison(Options options, SmallGuest guest, CacheDirectory cache, Goals goals, CancellationToken cancellation)
{
    private const int Copies = 2;

    // How often each is measured in one run of a guest: some programs take so short a time that one pause of the host is all that is seen.
    private const int Turns = 3;

    // A part of each class that needs no kernel, so that what differs is the emulator's.
    private static readonly string[] Default = ["collatz", "sha256", "quicksort", "fib", "switch_interpreter", "nbody", "dgemm", "copy_page", "hash_table", "format"];

    // The first run of a program has its code translated, and is not counted.
    private const string RunScript = """
        #!/bin/sh
        for word in $(cat /proc/cmdline); do
            case $word in bench=*) names=${word#bench=} ;; turns=*) turns=${word#turns=} ;; esac
        done
        for name in $(echo "$names" | tr , ' '); do
            /bench/bench "$name" > /tmp/alone
            for turn in $(seq $turns); do
                /bench/bench "$name" > /tmp/alone
                /bench/bench "$name" > /tmp/first &
                /bench/bench "$name" > /tmp/second &
                wait
                echo "scaling $(grep "^$name " /tmp/alone) $(grep "^$name " /tmp/first) $(grep "^$name " /tmp/second)"
            done
        done
        """;

    /// <summary>Measures, and prints the table.</summary>
    /// <returns>Whether each copy of a program computed the same.</returns>
    public bool Run()
    {
        string initrd = Path.Combine(cache.Folder("bench"), "scaling.gz");
        guest.WriteInitrd(initrd, [("bench/run", Encoding.UTF8.GetBytes(RunScript), true), ("bench/bench", File.ReadAllBytes(ProgramComparison.Compile("bench")), true)]);
        IReadOnlyList<string> programs = options.Only.Count == 0 ? Default : options.Only;
        var machine = new GuestMachine(guest.Kernel, initrd, $"console=ttyAMA0 quiet turns={Turns} bench={string.Join(',', programs)}");
        IReadOnlyList<Emulator> emulators = Emulator.All(options with { Cpus = Copies });
        List<(string Engine, string Program, double Alone, double Together)> values = [];
        NativeScaling? native = options.Engines.Contains(Goals.Native)
            ? new NativeScaling(new NativePrograms(ProgramComparison.Compile("bench-native"), options, cancellation)) : null;
        bool sound = true;
        for (int round = 1; round <= options.Rounds; round++)
        {
            foreach (Emulator emulator in emulators)
            {
                Console.Error.WriteLine($"round {round} of {options.Rounds}: {emulator.Name}");
                using var session = new GuestSession(emulator, machine, options.Limit, cancellation);
                session.Expect("armillary: exit 0");
                session.Finish();
                foreach (string line in session.Console.Split('\n'))
                {
                    string[] words = line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
                    if (words is ["scaling", var name, var sum, var alone, _, var sum1, var first, _, var sum2, var second])
                    {
                        sound &= sum == sum1 && sum == sum2;
                        values.Add((emulator.Name, name, Seconds(alone), Math.Max(Seconds(first), Seconds(second))));
                    }
                }
            }

            foreach (string program in native is null ? [] : programs)
            {
                for (int turn = 0; turn < Turns; turn++)
                {
                    (bool same, double alone, double together) = native!.Measure(program, Copies);
                    sound &= same;
                    values.Add((Goals.Native, program, alone, together));
                }
            }
        }

        Print(values);
        return sound && values.Count == programs.Count * (emulators.Count + (native is null ? 0 : 1)) * options.Rounds * Turns;
    }

    private void Print(List<(string Engine, string Program, double Alone, double Together)> values)
    {
        Console.WriteLine("| engine | program | one (s) | two at once (s) | times one |");
        Console.WriteLine("|---|---|---:|---:|---:|");
        Dictionary<string, List<double>> means = [];
        foreach (var row in values.GroupBy(value => (value.Engine, value.Program)))
        {
            double alone = Statistics.Median(row.Select(value => value.Alone)), together = Statistics.Median(row.Select(value => value.Together));
            double times = Copies * alone / together;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {row.Key.Engine} | {row.Key.Program} | {alone:0.000} | {together:0.000} | {times:0.00} |"));
            means.TryAdd(row.Key.Engine, []);
            means[row.Key.Engine].Add(times);
            if (row.Key.Engine == "armillary")
            {
                goals.Add("scaling", row.Key.Program, times);
            }
        }

        foreach ((string engine, List<double> times) in means)
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {engine} | geometric mean | | | {Statistics.GeometricMean(times):0.00} |"));
        }
    }

    private static double Seconds(string nanoseconds) => double.Parse(nanoseconds, CultureInfo.InvariantCulture) / 1e9;
}
