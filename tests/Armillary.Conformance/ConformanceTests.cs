using System.Text;
using Armillary.Arm.A64;
using Xunit;

namespace Armillary.Conformance;

/// <summary>Runs a64/*.txt with the disassembler and every engine.</summary>
public class ConformanceTests
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "a64");

    public static TheoryData<string, string> FilesAndEngines
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (string file in Directory.EnumerateFiles(Folder, "*.txt").Order(StringComparer.Ordinal))
            {
                foreach (string engine in EngineList.All.Keys)
                {
                    data.Add(Path.GetFileName(file), engine);
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(FilesAndEngines))]
    public void Lines_hold(string file, string engine)
    {
        var failures = new StringBuilder();
        using var machine = new TestMachine(EngineList.All[engine], 1);
        foreach (ConformanceLine line in Lines(file))
        {
            string text = line.Disassemble();
            if (text != line.Disassembly)
            {
                failures.AppendLine(line.Text + " || " + text);
            }

            machine.Place(0, line.Test);
            string difference = line.Check(machine.Run(0, line.Test));
            if (difference.Length != 0)
            {
                failures.AppendLine(line.Text + " ||" + difference);
            }
        }

        Assert.True(failures.Length == 0, failures.ToString());
    }

    [Fact]
    public void Every_encoding_has_a_line()
    {
        HashSet<int> seen = RowsWithLines(Folder);

        // HVC and SMC leave the machine; WFI and WFE may sleep; LOR, SPECRES and their like are not in the model.
        string[] without = ["HVC_EX_exception", "SMC_EX_exception", "WFI_HI_hints", "WFE_HI_hints"];
        Assert.Empty(A64EncodingTable.Rows.Where(r => !seen.Contains(r.Row) && !without.Contains(r.Name) && TestMachine.Model.Has(r.Feature)).Select(r => r.Name));
    }

    /// <summary>The rows that the lines of a folder execute.</summary>
    internal static unsafe HashSet<int> RowsWithLines(string folder)
    {
        var seen = new HashSet<int>();
        foreach (ConformanceLine line in Directory.EnumerateFiles(folder, "*.txt").SelectMany(Lines))
        {
            for (int i = 0; i < line.Words; i++)
            {
                seen.Add(A64Decoder.Find(line.Test.Words[i], TestMachine.Model.Features));
            }
        }

        return seen;
    }

    internal static IEnumerable<ConformanceLine> Lines(string file)
        => File.ReadLines(Path.Combine(Folder, file)).Where(l => l.Length != 0 && l[0] != '#').Select(ConformanceLine.Parse);
}
