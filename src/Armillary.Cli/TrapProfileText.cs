using System.Globalization;
using Armillary.Arm.Exceptions;

namespace Armillary.Cli;

/// <summary>What <c>--trap-profile</c> prints: what went to a higher level with its time, then what stayed at its level.</summary>
internal static class TrapProfileText
{
    /// <summary>The rows that are printed; the rest is one line.</summary>
    private const int MostRows = 60, MostRowsOfOneLevel = 20;

    public static void Write(TextWriter output, IReadOnlyList<TrapProfileRow> rows)
    {
        output.WriteLine($"  {"exception",-20} {"from",-4} {"to",-4} {"count",12} {"ms",11} {"us each",9}  detail");
        WriteRows(output, [.. rows.Where(r => r.Target > r.Source)], MostRows);
        WriteRows(output, [.. rows.Where(r => r.Target == r.Source)], MostRowsOfOneLevel);
    }

    private static void WriteRows(TextWriter output, IReadOnlyList<TrapProfileRow> rows, int most)
    {
        foreach (TrapProfileRow row in rows.Take(most))
        {
            string time = row.Target > row.Source
                ? string.Create(CultureInfo.InvariantCulture, $"{row.Time.TotalMilliseconds,11:N1} {row.Time.TotalMicroseconds / row.Count,9:N2}")
                : $"{"",11} {"",9}";
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {row.Kind,-20} EL{row.Source,-2} EL{row.Target,-2} {row.Count,12:N0} {time}  {row.Detail}").TrimEnd());
        }

        if (rows.Count > most)
        {
            long count = rows.Skip(most).Sum(r => r.Count);
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  and {rows.Count - most} more rows, {count:N0} exceptions"));
        }
    }
}
