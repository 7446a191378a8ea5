using System.Globalization;
using Armillary.Images;

namespace Armillary.Compare;

/// <summary>What to compare, from the command line.</summary>
internal sealed record Options
{
    /// <summary>How many times each machine runs; the median counts.</summary>
    public int Rounds { get; init; } = 3;

    /// <summary>How many CPUs the guest has.</summary>
    public int Cpus { get; init; } = 1;

    /// <summary>Guest memory.</summary>
    public string Memory { get; init; } = "512M";

    /// <summary>The only programs or classes to run; none for all.</summary>
    public IReadOnlyList<string> Only { get; init; } = [];

    /// <summary>What is compared, by name: the emulators, and the host itself for the C programs.</summary>
    public IReadOnlyList<string> Engines { get; init; } = ["armillary", "qemu", Goals.Native];

    /// <summary>Our command.</summary>
    public string Armillary { get; init; } = "";

    /// <summary>Our command of another build, to be compared with instead of QEMU and the host; null: it is not.</summary>
    public string? Against { get; init; }

    /// <summary>Options for our command on top of what the comparison needs.</summary>
    public IReadOnlyList<string> Extra { get; init; } = [];

    /// <summary>The emulators among them.</summary>
    public IReadOnlyList<string> Emulators => [.. Engines.Where(engine => engine != Goals.Native)];

    /// <summary>Whether a program's time is the host CPU time that passed, rather than the guest's wall time.</summary>
    public bool CpuClock { get; init; } = true;

    /// <summary>How long one run may take.</summary>
    public TimeSpan Limit { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Reads the options.</summary>
    /// <param name="words">The words after the subcommand.</param>
    /// <exception cref="ImageException">An option is unknown or its value is wrong.</exception>
    public static Options Parse(ReadOnlySpan<string> words)
    {
        var options = new Options { Armillary = Path.Combine(Repository(), "armillary") };
        for (int index = 0; index < words.Length; index++)
        {
            string name = words[index];
            string value = index + 1 < words.Length ? words[++index] : throw new ImageException($"{name}: a value is expected");
            options = name switch
            {
                "--rounds" => options with { Rounds = Number(name, value, 100) },
                "--cpus" => options with { Cpus = Number(name, value, 16) },
                "--memory" => options with { Memory = value },
                "--only" => options with { Only = value.Split(',') },
                "--engines" => options with { Engines = value.Split(',') },
                "--clock" when value is "cpu" or "wall" => options with { CpuClock = value == "cpu" },
                "--armillary" => options with { Armillary = value },
                "--against" => options with { Against = value, Engines = ["armillary", Emulator.Against] },
                "--extra" => options with { Extra = value.Split(' ', StringSplitOptions.RemoveEmptyEntries) },
                "--limit" => options with { Limit = TimeSpan.FromSeconds(Number(name, value, 86400)) },
                _ => throw new ImageException($"{name}: there is no such option (--rounds, --cpus, --memory, --only, --engines, --clock cpu|wall, --armillary, --against, --extra, --limit)"),
            };
        }

        if (options.Engines.FirstOrDefault(engine => engine is not ("armillary" or "qemu" or Goals.Native) && (engine != Emulator.Against || options.Against is null)) is { } unknown)
        {
            throw new ImageException($"{unknown}: the engines are armillary, qemu and native");
        }

        return options;
    }

    /// <summary>The root of the repository that this program was built in.</summary>
    public static string Repository()
    {
        string? folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(Path.Combine(folder, "Armillary.slnx")))
        {
            folder = Path.GetDirectoryName(folder);
        }

        return folder ?? Environment.CurrentDirectory;
    }

    private static int Number(string name, string value, int largest) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number > 0 && number <= largest
            ? number
            : throw new ImageException($"{name}: {value} is not a number from 1 to {largest}");
}
