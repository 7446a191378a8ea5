using System.Globalization;
using Armillary.Images;
using Armillary.Images.Host;

namespace Armillary.Compare;

/// <summary>Runs the C programs of <c>bench/programs</c> in the small guest.</summary>
internal sealed class ProgramComparison(Options options, SmallGuest guest, CacheDirectory cache, CancellationToken cancellation)
{
    // The kernel command line says which programs: bench=NAME,NAME; without it all of them.
    private const string RunScript = """
        #!/bin/sh
        only=
        for word in $(cat /proc/cmdline); do
            case $word in bench=*) only=,${word#bench=}, ;; esac
        done
        /bench/bench list | sort | while read -r class name; do
            case "$only" in
                '' | *,$name,* | *,$class,*) echo "class $class $name"; /bench/bench "$name" ;;
            esac
        done
        """;

    /// <summary>Compares, and prints the table.</summary>
    /// <returns>Whether all checksums agree.</returns>
    public bool Run()
    {
        string initrd = Path.Combine(cache.Folder("bench"), "initrd.gz");
        guest.WriteInitrd(initrd, [("bench/run", System.Text.Encoding.UTF8.GetBytes(RunScript), true), ("bench/bench", File.ReadAllBytes(Compile()), true)]);
        string only = options.Only.Count == 0 ? "" : $" bench={string.Join(',', options.Only)}";
        var machine = new GuestMachine(guest.Kernel, initrd, "console=ttyAMA0 quiet" + only);
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
                foreach (Measurement value in Parse(session))
                {
                    table.Add(emulator.Name, value);
                }
            }
        }

        return table.Print(Console.Out);
    }

    // The guest tells its own wall time. Host CPU time, for a busy host, is what passed from the line that announces a program to its result.
    private IEnumerable<Measurement> Parse(GuestSession session)
    {
        string kind = "", program = "";
        int announced = 0, offset = 0;
        foreach (string line in session.Console.Split('\n'))
        {
            string[] words = line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
            if (words is ["class", var newKind, var newProgram])
            {
                (kind, program, announced) = (newKind, newProgram, offset);
            }
            else if (words is [var name, var checksum, var time] && name == program && program.Length > 0
                && double.TryParse(time, NumberStyles.None, CultureInfo.InvariantCulture, out double nanoseconds))
            {
                TimeSpan cpu = session.At(offset).Cpu - session.At(announced).Cpu;
                yield return new Measurement(kind, name, checksum, options.CpuClock ? Math.Max(0.01, cpu.TotalSeconds) : nanoseconds / 1e9);
            }

            offset += line.Length + 1;
        }
    }

    private static string Compile()
    {
        string repository = Options.Repository();
        string output = Path.Combine(repository, "artifacts", "bench");
        _ = HostTool.Find("aarch64-linux-gnu-gcc", "gcc-aarch64-linux-gnu");
        HostTool make = HostTool.Find("make", "make");
        (int status, IReadOnlyList<string> errors) = make.Run(["-s", "-C", Path.Combine(repository, "bench", "programs"), $"OUT={output}"], null, default);
        return status == 0 ? Path.Combine(output, "bench") : throw make.Failure(status, errors);
    }
}
