using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Armillary.Arm.A64;
using Armillary.Arm.A64.Disassembly;
using Xunit;
using Xunit.Abstractions;

namespace Armillary.Conformance;

/// <summary>Every encoding with random fields, printed as binutils prints it.</summary>
public partial class DisassemblerTests(ITestOutputHelper output)
{
    private const string Objdump = "aarch64-linux-gnu-objdump";

    [Fact]
    public void Every_encoding_is_printed_as_objdump_prints_it()
    {
        if (!(Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(d => File.Exists(Path.Combine(d, Objdump))))
        {
            return;
        }

        int each = int.Parse(Environment.GetEnvironmentVariable("ARMILLARY_DISASSEMBLE_EACH") ?? "30", CultureInfo.InvariantCulture);
        string only = Environment.GetEnvironmentVariable("ARMILLARY_FUZZ_ONLY") ?? "";
        var random = new RandomTests(1);
        var words = new List<uint>();
        foreach (A64Encoding row in A64EncodingTable.Rows.Where(r => r.Name.StartsWith(only, StringComparison.Ordinal)))
        {
            for (int i = 0; i < each; i++)
            {
                uint word = row.Value | row.ShouldBe;
                foreach (A64Field field in row.Fields)
                {
                    // Registers 31 and zero immediates choose aliases, so they come often.
                    ulong value = random.Next(6) switch { 0 => ulong.MaxValue, 1 => 0, _ => random.Next() };
                    word |= (uint)(value & ((1UL << field.Width) - 1)) << field.Lsb;
                }

                if (A64Decoder.Find(word, A64Disassembler.AllFeatures) == row.Row)
                {
                    words.Add(word);
                }
            }
        }

        string[] expected = RunObjdump(words);
        Assert.Equal(words.Count, expected.Length);
        var failures = new SortedDictionary<string, (int Count, string First)>(StringComparer.Ordinal);
        int failed = 0;
        for (int i = 0; i < words.Count; i++)
        {
            string ours = A64Disassembler.Disassemble(words[i], (ulong)i * 4);
            if (Normal(ours) == Normal(expected[i]) || IsUnlike(words[i], ours, expected[i]))
            {
                continue;
            }

            failed++;
            string name = A64EncodingTable.Rows[A64Decoder.Find(words[i], A64Disassembler.AllFeatures)].Name;
            failures.TryGetValue(name, out (int Count, string First) old);
            failures[name] = (old.Count + 1, old.First ?? $"{words[i]:X8} '{ours}' not '{expected[i]}'");
        }

        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{words.Count} tests, {failed} failed\n");
        foreach ((string name, (int count, string first)) in failures)
        {
            text.Append(CultureInfo.InvariantCulture, $"{name} {count}: {first}\n");
        }

        output.WriteLine(text.ToString());
        Assert.True(failed == 0, text.ToString());
    }

    /// <summary>Where binutils 2.40 knows another set of names: system registers and hints by number, and what it takes as unallocated.</summary>
    private static bool IsUnlike(uint word, string ours, string theirs)
        => (theirs.Contains("undefined", StringComparison.Ordinal) && ours.StartsWith("LDPSW", StringComparison.Ordinal)) // Rt equal to Rt2
            || (ours.StartsWith("ORR", StringComparison.Ordinal) && theirs.StartsWith("mov", StringComparison.Ordinal) && (word & 31) == 31) // MoveWidePreferred, though MOVZ has no SP
            || ((word & 0xFFC0_0000) == 0xD500_0000 && (ours.StartsWith("MRS", StringComparison.Ordinal) || ours.StartsWith("MSR", StringComparison.Ordinal)
            || ours.StartsWith("SYS", StringComparison.Ordinal) || theirs.StartsWith("sys", StringComparison.Ordinal)
            || (ours.StartsWith("HINT", StringComparison.Ordinal) != theirs.StartsWith("hint", StringComparison.Ordinal))));

    private static string Normal(string text)
    {
        int comment = text.IndexOf("//", StringComparison.Ordinal);
        if (comment >= 0)
        {
            text = text[..comment];
        }

        text = Blanks().Replace(text.ToLowerInvariant(), " ").Replace(", ", ",", StringComparison.Ordinal).Replace("#", "", StringComparison.Ordinal)
            .Replace(" ,", ",", StringComparison.Ordinal).Replace("{ ", "{", StringComparison.Ordinal).Replace(" }", "}", StringComparison.Ordinal).Trim();
        text = VectorList().Replace(text, m =>
        {
            int first = int.Parse(m.Groups[1].Value, CultureInfo.InvariantCulture), last = int.Parse(m.Groups[3].Value, CultureInfo.InvariantCulture);
            int count = ((last - first) & 31) + 1;
            return "{" + string.Join(",", Enumerable.Range(first, count).Select(n => $"v{n & 31}.{m.Groups[2].Value}")) + "}";
        });
        return Hexadecimal().Replace(text, m =>
        {
            ulong value = ulong.Parse(m.Groups[2].Value, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            return m.Groups[1].Value + unchecked((long)value).ToString(CultureInfo.InvariantCulture);
        });
    }

    private static string[] RunObjdump(List<uint> words)
    {
        string file = Path.GetTempFileName();
        try
        {
            File.WriteAllBytes(file, words.SelectMany(BitConverter.GetBytes).ToArray());
            var info = new ProcessStartInfo(Objdump, ["-D", "-z", "-b", "binary", "-m", "aarch64", file]) { RedirectStandardOutput = true };
            using Process process = Process.Start(info)!;
            string text = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return [.. text.Split('\n').Where(l => Line().IsMatch(l)).Select(l => Line().Replace(l, ""))];
        }
        finally
        {
            File.Delete(file);
        }
    }

    [GeneratedRegex(@"^\s+[0-9a-f]+:\s+[0-9a-f]{8}\s+")]
    private static partial Regex Line();

    [GeneratedRegex(@"\{v(\d+)\.(\w+)-v(\d+)\.\w+\}")]
    private static partial Regex VectorList();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();

    [GeneratedRegex(@"(-?)0x([0-9a-f]+)")]
    private static partial Regex Hexadecimal();
}
