using System.Globalization;

namespace Armillary.Compare;

/// <summary>What is to be reached by a row: the geometric mean of all ratios of some classes.</summary>
/// <param name="Row">What the row is about.</param>
/// <param name="Classes">The classes of programs that count, separated by spaces.</param>
/// <param name="Value">The ratio to reach.</param>
/// <param name="AtMost">Whether the ratio is to be at most that, rather than at least.</param>
internal sealed record Goal(string Row, string Classes, double Value, bool AtMost = false);

/// <summary>Collects ratios, and tells which goals they reach. A row without ratios is not printed, so that a run of one part tells of its own rows.</summary>
internal sealed class Goals
{
    /// <summary>The class of ratios to native code: our time divided by its.</summary>
    public const string Native = "native";

    private const string Emulated = "int call str ivec fp fvec mem sys thread debian";

    private static readonly Goal[] All =
    [
        new("scalar integer", "int", 2),
        new("calls, indirect branches, interpreters", "call", 6),
        new("strings and integer vectors", "str ivec", 6),
        new("floating point and vectors", "fp fvec", 10),
        new("memory", "mem", 3),
        new("system", "sys thread", 4),
        new("Debian programs", "debian", 4),
        new("Debian programs, with the code of a former run", "debian-cached", 4),
        new("geometric mean of all", Emulated, 5),
        new("C programs, against native gcc -O2: times its time", Native, 3, AtMost: true),
        new("Debian to login, first boot", "login", 2),
        new("Debian to login, with the code cache", "login-cached", 3.5),
        new("two busy vCPUs, times one", "scaling", 1.9),
    ];

    private readonly List<(string Class, string Name, double Ratio)> ratios = [];

    /// <summary>Adds a ratio.</summary>
    /// <param name="kind">Its class.</param>
    /// <param name="name">What was measured.</param>
    /// <param name="ratio">How many times faster than what it is compared with.</param>
    public void Add(string kind, string name, double ratio)
    {
        if (ratio > 0 && double.IsFinite(ratio))
        {
            ratios.Add((kind, name, ratio));
        }
    }

    /// <summary>Prints the rows that have ratios, and the programs that the other emulator runs faster.</summary>
    /// <param name="output">Where to.</param>
    public void Print(TextWriter output)
    {
        if (ratios.Count == 0)
        {
            return;
        }

        output.WriteLine("| row | goal | reached | goal met | worst | of |");
        output.WriteLine("|---|---:|---:|---|---|---:|");
        foreach (Goal goal in All)
        {
            string[] classes = goal.Classes.Split(' ');
            (string Class, string Name, double Ratio)[] own = [.. ratios.Where(ratio => classes.Contains(ratio.Class)).OrderBy(ratio => ratio.Ratio)];
            if (own.Length == 0)
            {
                continue;
            }

            double reached = Statistics.GeometricMean(own.Select(ratio => ratio.Ratio));
            bool met = goal.AtMost ? reached <= goal.Value : reached >= goal.Value;
            (_, string name, double worst) = goal.AtMost ? own[^1] : own[0];
            output.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"| {goal.Row} | {(goal.AtMost ? "at most " : "")}{goal.Value:0.0} | {reached:0.00} | {(met ? "yes" : "NO")} | {name} {worst:0.00} | {own.Length} |"));
        }

        string[] emulated = Emulated.Split(' ');
        string[] slower = [.. ratios.Where(ratio => emulated.Contains(ratio.Class) && ratio.Ratio < 1).OrderBy(ratio => ratio.Ratio)
            .Select(ratio => string.Create(CultureInfo.InvariantCulture, $"{ratio.Name} {ratio.Ratio:0.00}"))];
        if (ratios.Any(ratio => emulated.Contains(ratio.Class)))
        {
            output.WriteLine();
            output.WriteLine(slower.Length == 0 ? "No program is slower than with QEMU: met." : $"No program is slower than with QEMU: NOT met: {string.Join(", ", slower)}.");
        }
    }
}
