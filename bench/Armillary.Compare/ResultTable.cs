using System.Globalization;

namespace Armillary.Compare;

/// <summary>One measurement: a program in a class, what it computed, and how long it took.</summary>
/// <param name="Class">The class.</param>
/// <param name="Program">The program.</param>
/// <param name="Checksum">What it computed; <c>-</c> for nothing that can be compared.</param>
/// <param name="Seconds">How long it took.</param>
internal sealed record Measurement(string Class, string Program, string Checksum, double Seconds);

/// <summary>One program's times.</summary>
/// <param name="First">The first measurement of it.</param>
/// <param name="Seconds">The median of the rounds by engine, or the least of them; NaN where there are none.</param>
internal sealed record ResultRow(Measurement First, IReadOnlyDictionary<string, double> Seconds)
{
    /// <summary>One engine's time divided by another's; NaN without both.</summary>
    public double Ratio(string engine, string divisor) => Seconds.GetValueOrDefault(engine, double.NaN) / Seconds.GetValueOrDefault(divisor, double.NaN);
}

/// <summary>
/// Collects the measurements of several rounds and prints medians and ratios as a Markdown table. Between two builds differences are small, and whatever else a host does makes a run longer: there the least counts.
/// </summary>
/// <param name="engines">The columns.</param>
internal sealed class ResultTable(IReadOnlyList<string> engines)
{
    private readonly List<(string Engine, Measurement Value)> values = [];

    /// <summary>The programs, each with its times.</summary>
    public IEnumerable<ResultRow> Rows => Programs().Select(Row);

    /// <summary>Adds a measurement.</summary>
    /// <param name="engine">The engine.</param>
    /// <param name="value">The measurement.</param>
    public void Add(string engine, Measurement value) => values.Add((engine, value));

    /// <summary>Prints the table.</summary>
    /// <param name="output">Where to.</param>
    /// <returns>Whether all checksums agree and each emulator has a value for each program; native code need not have one.</returns>
    public bool Print(TextWriter output)
    {
        bool sound = true;
        (string Above, string Below)[] quotients = [.. new[] { ("qemu", "armillary"), ("qemu", Emulator.Again), ("armillary", Goals.Native), ("armillary", Emulator.Against) }.Where(pair => engines.Contains(pair.Item1) && engines.Contains(pair.Item2))];
        string[] columns = [.. engines.Select(engine => engine + " (s)"), .. quotients.Select(pair => $"{pair.Above} / {pair.Below}")];
        output.WriteLine($"| class | program | {string.Join(" | ", columns)} | checksum |");
        output.WriteLine($"|---|---|{string.Concat(columns.Select(_ => "---:|"))}---|");
        foreach (IGrouping<string, (string Engine, Measurement Value)> program in Programs())
        {
            ResultRow row = Row(program);
            bool agree = program.Select(value => value.Value.Checksum).Distinct().Count() == 1;
            bool complete = engines.All(engine => engine == Goals.Native || row.Seconds.ContainsKey(engine));
            sound &= agree && complete;
            string verdict = !agree ? "DIFFERS" : !complete ? "MISSING" : row.First.Checksum;
            string[] cells = [.. engines.Select(engine => Text(row.Seconds.GetValueOrDefault(engine, double.NaN), "0.000")), .. quotients.Select(pair => Text(row.Ratio(pair.Above, pair.Below), pair.Below == Emulator.Against ? "0.000" : "0.00"))];
            output.WriteLine($"| {row.First.Class} | {row.First.Program} | {string.Join(" | ", cells)} | {verdict} |");
        }

        return sound;
    }

    private ResultRow Row(IGrouping<string, (string Engine, Measurement Value)> program) => new(
        program.First().Value,
        program.GroupBy(value => value.Engine).ToDictionary(engine => engine.Key, engine => Typical(engine.Select(value => value.Value.Seconds))));

    private double Typical(IEnumerable<double> seconds) => engines.Contains(Emulator.Against) ? seconds.Min() : Statistics.Median(seconds);

    private static string Text(double value, string format) => double.IsFinite(value) ? value.ToString(format, CultureInfo.InvariantCulture) : "-";

    private IEnumerable<IGrouping<string, (string Engine, Measurement Value)>> Programs() => values.GroupBy(value => value.Value.Class + " " + value.Value.Program);
}
