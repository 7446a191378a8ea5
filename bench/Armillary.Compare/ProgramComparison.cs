using System.Globalization;
using Armillary.Images;
using Armillary.Images.Host;

namespace Armillary.Compare;

/// <summary>Runs the C programs of <c>bench/programs</c> in the small guest.</summary>
internal sealed class ProgramComparison(Options options, SmallGuest guest, CacheDirectory cache, Goals goals, CancellationToken cancellation)
{
    // The kernel command line says which programs: bench=NAME,NAME; without it all of them. A class is a name too, and vec means ivec and fvec.
    private const string RunScript = """
        #!/bin/sh
        only=
        for word in $(cat /proc/cmdline); do
            case $word in bench=*) only=,${word#bench=}, ;; esac
        done
        /bench/bench list | sort | while read -r class name; do
            case "$only" in
                '' | *,$name,* | *,$class,* | *,${class#[if]},*) /bench/bench "$name" ;;
            esac
        done
        """;

    /// <summary>Compares, and prints the table.</summary>
    /// <returns>Whether all checksums agree.</returns>
    public bool Run()
    {
        string initrd = Path.Combine(cache.Folder("bench"), "initrd.gz");
        guest.WriteInitrd(initrd, [("bench/run", System.Text.Encoding.UTF8.GetBytes(RunScript), true), ("bench/bench", File.ReadAllBytes(Compile("bench")), true)]);
        string only = options.Only.Count == 0 ? "" : $" bench={string.Join(',', options.Only)}";
        var machine = new GuestMachine(guest.Kernel, initrd, "console=ttyAMA0 quiet" + only);
        NativePrograms? native = options.Engines.Contains(Goals.Native) ? new NativePrograms(Compile("bench-native"), options, cancellation) : null;
        var table = new ResultTable(options.Engines);
        IReadOnlyList<Emulator> emulators = Emulator.All(options);
        for (int round = 1; round <= options.Rounds; round++)
        {
            foreach (Emulator emulator in emulators)
            {
                Console.Error.WriteLine($"round {round} of {options.Rounds}: {emulator.Name}");
                using var session = new GuestSession(emulator, machine, options.Limit, cancellation);
                session.Expect("armillary: exit 0");
                session.Finish();
                foreach (Measurement value in ConsoleResults.Read(session, options.CpuClock))
                {
                    table.Add(emulator.Name, value);
                }
            }

            foreach (Measurement value in native?.Measure() ?? [])
            {
                table.Add(Goals.Native, value);
            }
        }

        List<string> elsewhere = [];
        foreach (ResultRow row in table.Rows)
        {
            double toNative = row.Ratio("armillary", Goals.Native);
            goals.Add(row.First.Class, row.First.Program, row.Ratio("qemu", "armillary"));
            goals.Add(Goals.Native, row.First.Program, toNative);
            if (!double.IsFinite(toNative))
            {
                elsewhere.Add(row.First.Program);
            }
        }

        bool sound = table.Print(Console.Out);
        double[] ratios = [.. table.Rows.Select(row => row.Ratio("armillary", Emulator.Against)).Where(double.IsFinite)];
        if (ratios.Length > 0)
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"\nThe geometric mean of {ratios.Length} programs: {Statistics.GeometricMean(ratios):0.000} times the other build's time."));
        }

        if (native is not null && elsewhere.Count > 0)
        {
            Console.WriteLine($"\nNot native, as they are written with Arm's intrinsics or instructions: {string.Join(", ", elsewhere)}.");
        }

        return sound;
    }

    /// <summary>Makes a program of <c>bench/programs</c>.</summary>
    /// <param name="target">The make target.</param>
    /// <returns>Its file.</returns>
    public static string Compile(string target)
    {
        string repository = Options.Repository();
        string output = Path.Combine(repository, "artifacts", "bench");
        _ = target == "bench" ? HostTool.Find("aarch64-linux-gnu-gcc", "gcc-aarch64-linux-gnu") : HostTool.Find("gcc", "gcc");
        HostTool make = HostTool.Find("make", "make");
        (int status, IReadOnlyList<string> errors) = make.Run(["-s", "-C", Path.Combine(repository, "bench", "programs"), $"OUT={output}", Path.Combine(output, target)], null, default);
        return status == 0 ? Path.Combine(output, target) : throw make.Failure(status, errors);
    }
}
