using Armillary.Arm.A64;
using Xunit;

namespace Armillary.Conformance;

/// <summary>
/// Writes lines for encodings that have none, with results from qemu-aarch64, where ARMILLARY_RECORD names the folder to write to.
/// Lines are read and kept by people after that; a wrong one is corrected from the manual.
/// </summary>
public unsafe class Recorder
{
    [Fact]
    public void Record()
    {
        if (Environment.GetEnvironmentVariable("ARMILLARY_RECORD") is not { } folder)
        {
            return;
        }

        var random = new RandomTests(20);
        var tests = new List<(string File, TestCase Test)>();
        HashSet<int> seen = ConformanceTests.RowsWithLines(folder);
        foreach (A64Encoding row in A64EncodingTable.Rows)
        {
            string file = row.Name[(row.Name.IndexOf('_', StringComparison.Ordinal) + 1)..];
            foreach (string width in new[] { "32WA_", "64WA_", "32_", "64_", "64P_", "64Z_", "64E_", "64R_", "imm_", "reg_" })
            {
                file = file.StartsWith(width, StringComparison.Ordinal) ? file[width.Length..] : file;
            }

            if (QemuTests.IsExcluded(row) || seen.Contains(row.Row))
            {
                continue;
            }

            for (int i = 0, made = 0; i < 40 && made < 3; i++)
            {
                TestCase test = default;
                GuestState state = random.State();
                uint word = random.Word(row, ref state);
                if (A64Decoder.Find(word, Arm.CpuModel.Max.Features) != row.Row)
                {
                    continue;
                }

                made++;
                test.Words[0] = word;
                test.State = Relevant(row, word, state);
                tests.Add((file, test));
            }
        }

        TestCase[] all = [.. tests.Select(t => t.Test)];
        TestResult[] results = QemuReference.Run(all);
        for (int i = 0; i < all.Length; i++)
        {
            TestResult result = results[i];
            if (result.Signal != (long)EndSignal.Segmentation)
            {
                QemuTests.Rebase(ref result, 0UL - ((ulong)i * DataArea.SlotSize), all[i]);
                File.AppendAllText(Path.Combine(folder, tests[i].File + ".txt"), ConformanceLine.Write(all[i], result) + "\n");
            }
        }
    }

    /// <summary>Only the registers that the word names, and the flags.</summary>
    private static GuestState Relevant(A64Encoding row, uint word, in GuestState state)
    {
        GuestState kept = new() { SP = ConformanceLine.DefaultSP, NZCV = state.NZCV };
        foreach (A64Field field in row.Fields.Where(f => f.Name[0] == 'R' && f.Width >= 4))
        {
            int n = field.Extract(word);
            for (int i = 0; i < 4; i++)
            {
                int v = (n + i) & 31;
                if (i == 0 || (row.Value & 0x0400_0000) != 0)
                {
                    kept.V[v * 2] = state.V[v * 2];
                    kept.V[(v * 2) + 1] = state.V[(v * 2) + 1];
                }

                if (v < 31 && i < 1 + (row.Name.StartsWith("CASP", StringComparison.Ordinal) ? 1 : 0))
                {
                    kept.X[v] = state.X[v];
                }
            }
        }

        bool vector = (row.Mask & row.Value & 0x0400_0000) != 0;
        for (int i = 0; i < 64 && !vector; i++)
        {
            kept.V[i] = 0;
        }

        return kept;
    }
}
