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

            if (SimdClass(row.Value) is { } simd)
            {
                file = simd;
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
                if (A64Decoder.Find(word, TestMachine.Model.Features) != row.Row)
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
            if (result.Signal != (long)EndSignal.Segmentation && !QemuTests.OnlyReference(all[i]))
            {
                QemuTests.Rebase(ref result, 0UL - ((ulong)i * DataArea.SlotSize), all[i]);
                File.AppendAllText(Path.Combine(folder, tests[i].File + ".txt"), ConformanceLine.Write(all[i], result) + "\n");
            }
        }
    }

    /// <summary>The encoding class of Advanced SIMD data processing (DDI 0487, C4.1), null for others.</summary>
    private static string? SimdClass(uint value)
    {
        bool bit10 = (value & (1 << 10)) != 0, bit15 = (value & (1 << 15)) != 0, bit21 = (value & (1 << 21)) != 0, bit22 = (value & (1 << 22)) != 0;
        if (value >> 24 == 0xCE)
        {
            return "simd_crypto";
        }

        if ((value & 0x8E00_0000) != 0x0E00_0000 || (value & 0x5000_0000) == 0x1000_0000)
        {
            return null;
        }

        if ((value & 0x0100_0000) != 0)
        {
            return !bit10 ? "simd_by_element" : "simd_immediate";
        }

        if (bit21)
        {
            return bit10 ? "simd_three_same" : (value & (1 << 11)) == 0 ? "simd_three_different" : (value >> 17 & 15) switch
            {
                0 => "simd_two_register_misc",
                8 => "simd_across_pairwise",
                4 => "simd_crypto",
                _ => "simd_two_register_misc",
            };
        }

        return !bit10 ? (value & 0x1000_0000) != 0 ? "simd_crypto" : "simd_permute" : bit15 ? "simd_three_same_extra" : bit22 ? "simd_three_same" : "simd_copy";
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
        bool structure = (row.Value & 0x0A00_0000) == 0x0800_0000 || row.Name.StartsWith("TB", StringComparison.Ordinal);
        for (int n = 0; n < 32 && vector && !structure; n++)
        {
            if (!row.Fields.Any(f => f.Name[0] == 'R' && (f.Extract(word) == n || f.Extract(word) + 16 == n)))
            {
                kept.V[n * 2] = 0;
                kept.V[(n * 2) + 1] = 0;
            }
        }

        kept.FPCR = vector ? state.FPCR : 0;
        for (int i = 0; i < 64 && !vector; i++)
        {
            kept.V[i] = 0;
        }

        return kept;
    }
}
