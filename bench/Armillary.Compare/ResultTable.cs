using System.Globalization;

namespace Armillary.Compare;

/// <summary>One measurement: a program in a class, what it computed, and how long it took.</summary>
/// <param name="Class">The class.</param>
/// <param name="Program">The program.</param>
/// <param name="Checksum">What it computed; <c>-</c> for nothing that can be compared.</param>
/// <param name="Seconds">How long it took.</param>
internal sealed record Measurement(string Class, string Program, string Checksum, double Seconds);

/// <summary>Collects the measurements of several rounds and prints medians, ratios and geometric means as a Markdown table.</summary>
internal sealed class ResultTable(IReadOnlyList<string> engines)
{
    private readonly List<(string Engine, Measurement Value)> values = [];

    /// <summary>Adds a measurement.</summary>
    /// <param name="engine">The emulator.</param>
    /// <param name="value">The measurement.</param>
    public void Add(string engine, Measurement value) => values.Add((engine, value));

    /// <summary>Prints the table.</summary>
    /// <param name="output">Where to.</param>
    /// <returns>Whether all checksums agree and each emulator has a value for each program.</returns>
    public bool Print(TextWriter output)
    {
        bool sound = true;
        bool ratio = engines.Count == 2;
        var ratios = new List<(string Class, double Ratio)>();
        output.WriteLine($"| class | program | {string.Join(" | ", engines.Select(engine => engine + " (s)"))} |{(ratio ? " ratio |" : "")} checksum |");
        output.WriteLine($"|---|---|{string.Concat(engines.Select(_ => "---:|"))}{(ratio ? "---:|" : "")}---|");
        foreach (IGrouping<string, (string Engine, Measurement Value)> program in values.GroupBy(value => value.Value.Class + " " + value.Value.Program))
        {
            Measurement first = program.First().Value;
            double[] medians = [.. engines.Select(engine => Median(program, engine))];
            bool agree = program.Select(value => value.Value.Checksum).Distinct().Count() == 1;
            bool complete = !medians.Any(double.IsNaN);
            sound &= agree && complete;
            string verdict = !agree ? "DIFFERS" : !complete ? "MISSING" : first.Checksum;
            string quotient = "";
            if (ratio)
            {
                double value = medians[1] / medians[0];
                quotient = complete ? Text(value) : "-";
                if (complete && value > 0 && double.IsFinite(value))
                {
                    ratios.Add((first.Class, value));
                }

                quotient = $" {quotient} |";
            }

            output.WriteLine($"| {first.Class} | {first.Program} | {string.Join(" | ", medians.Select(median => double.IsNaN(median) ? "-" : Seconds(median)))} |{quotient} {verdict} |");
        }

        if (ratios.Count > 0)
        {
            output.WriteLine();
            output.WriteLine($"| class | {engines[1]} / {engines[0]}, geometric mean | lowest | programs |");
            output.WriteLine("|---|---:|---:|---:|");
            foreach (IGrouping<string, (string Class, double Ratio)> group in ratios.GroupBy(value => value.Class))
            {
                Row(group.Key, [.. group.Select(value => value.Ratio)]);
            }

            Row("all", [.. ratios.Select(value => value.Ratio)]);
        }

        return sound;

        void Row(string name, double[] all) =>
            output.WriteLine($"| {name} | {Text(Statistics.GeometricMean(all))} | {Text(all.Min())} | {all.Length} |");
    }

    private static double Median(IEnumerable<(string Engine, Measurement Value)> program, string engine)
    {
        double[] all = [.. program.Where(value => value.Engine == engine).Select(value => value.Value.Seconds)];
        return all.Length == 0 ? double.NaN : Statistics.Median(all);
    }

    private static string Text(double value) => value.ToString("0.00", CultureInfo.InvariantCulture);

    private static string Seconds(double value) => value.ToString("0.000", CultureInfo.InvariantCulture);
}
