using System.Globalization;
using System.Text;
using Armillary.Arm.A64;
using Xunit;
using Xunit.Abstractions;

namespace Armillary.Conformance;

/// <summary>Every encoding with random fields and state, compared with qemu-aarch64.</summary>
public unsafe class QemuTests(ITestOutputHelper output)
{
    /// <summary>What user mode, or an implementation defined result, leaves out.</summary>
    private static readonly string[] Excluded =
    [
        "SVC", "HVC", "SMC", "BRK", "HLT", "DCPS", "DRPS", "ERET", "MRS", "MSR", "SYS", "DC_", "WFI", "WFE", "SEV", "UDF", "PAC", "AUT", "XPAC",
        "BR_", "BLR", "RET", "BRA", "LDRA", "HINT", "DSB", "ISB", "CLREX", "STTR", "LDTR", "LDGM", "STGM", "STZGM",
    ];

    /// <summary>What depends on the address of the test, what the two may take differently when misaligned, or when the monitor was set by another size.</summary>
    private static readonly string[] Unordered = ["ADR", "BL_", "LDAP", "STLUR", "STXR", "STXP", "FCVTZS_advsimd_imm", "FCVTZU_advsimd_imm"];

    // The same tests, and the reference's results, for every engine.
    private static readonly Lazy<(TestCase[] Tests, TestResult[] Expected)> Singles = new(() => WithReference(MakeSingles()));
    private static readonly Lazy<(TestCase[] Tests, TestResult[] Expected)> Sequences = new(() => WithReference(MakeSequences()));

    public static TheoryData<string> Engines => new(EngineList.All.Keys);

    internal static bool IsExcluded(A64Encoding row) => Excluded.Any(e => row.Name.StartsWith(e, StringComparison.Ordinal));

    [Theory]
    [MemberData(nameof(Engines))]
    public void Single_instructions_do_what_qemu_does(string engine) => Check(engine, Singles);

    [Theory]
    [MemberData(nameof(Engines))]
    public void Sequences_do_what_qemu_does(string engine) => Check(engine, Sequences);

    /// <summary>How many words of each encoding are compared.</summary>
    internal const int DefaultEach = 8;

    private static List<TestCase> MakeSingles() => MakeSingles(
        int.Parse(Environment.GetEnvironmentVariable("ARMILLARY_FUZZ_EACH") ?? $"{DefaultEach}", CultureInfo.InvariantCulture),
        ulong.Parse(Environment.GetEnvironmentVariable("ARMILLARY_FUZZ_SEED") ?? "1", CultureInfo.InvariantCulture),
        Environment.GetEnvironmentVariable("ARMILLARY_FUZZ_ONLY") ?? "");

    internal static List<TestCase> MakeSingles(int each, ulong seed, string only)
    {
        var random = new RandomTests(seed);
        var tests = new List<TestCase>();
        foreach (A64Encoding row in A64EncodingTable.Rows)
        {
            if (IsExcluded(row) || !row.Name.StartsWith(only, StringComparison.Ordinal))
            {
                continue;
            }

            for (int i = 0; i < each; i++)
            {
                TestCase test = default;
                test.State = random.State();
                test.Words[0] = random.Word(row, ref test.State);
                if (A64Decoder.Find(test.Words[0], TestMachine.Model.Features) == row.Row)
                {
                    tests.Add(test);
                }
            }
        }

        return tests;
    }

    private static List<TestCase> MakeSequences()
    {
        int count = int.Parse(Environment.GetEnvironmentVariable("ARMILLARY_FUZZ_SEQUENCES") ?? "45000", CultureInfo.InvariantCulture);
        ulong seed = ulong.Parse(Environment.GetEnvironmentVariable("ARMILLARY_FUZZ_SEED") ?? "1", CultureInfo.InvariantCulture);
        var random = new RandomTests(seed);
        A64Encoding[] rows = [.. A64EncodingTable.Rows.Where(r => !IsExcluded(r) && !r.Fields.Any(f => f.Name == "imm19" && !r.Fields.Any(c => c.Name is "cond" or "sf")) && !Unordered.Any(u => r.Name.StartsWith(u, StringComparison.Ordinal)))];
        var tests = new List<TestCase>();
        for (int i = 0; i < count; i++)
        {
            TestCase test = default;
            test.State = random.State();
            test.State.X[28] = DataArea.Data + 0x8000 + (ulong)(random.Next(64) * 16);
            test.State.X[27] = (ulong)random.Next(0x100) * 16;
            for (int w = 0; w < 11;)
            {
                A64Encoding row = rows[random.Next(rows.Length)];
                uint word = random.SequenceWord(row);
                if (A64Decoder.Find(word, TestMachine.Model.Features) == row.Row)
                {
                    test.Words[w++] = word;
                }
            }

            tests.Add(test);
        }

        return tests;
    }

    private static (TestCase[] Tests, TestResult[] Expected) WithReference(List<TestCase> tests)
    {
        TestCase[] all = [.. tests];
        return (all, QemuReference.Run(all));
    }

    private void Check(string engine, Lazy<(TestCase[] Tests, TestResult[] Expected)> tests)
    {
        if (!QemuReference.IsAvailable)
        {
            return;
        }

        (TestCase[] all, TestResult[] expected) = tests.Value;
        Assert.Equal(all.Length, expected.Length);
        const int Slots = 4096; // times the slot size is a multiple of 4 KiB, so that ADRP moves with the slot too
        using var machine = new TestMachine(EngineList.All[engine], Slots);
        var failures = new Dictionary<string, (int Count, string First)>();
        int failed = 0;
        for (int i = 0; i < all.Length; i++)
        {
            TestResult e = expected[i];
            if (e.Signal is (long)EndSignal.Segmentation)
            {
                continue; // out of the data area
            }

            // The reference's slot number gives the address, which PC-relative results show.
            int slot = i % Slots;
            machine.Place(slot, all[i]);
            TestResult a = machine.Run(slot, all[i]);
            Rebase(ref a, (ulong)(i - slot) * DataArea.SlotSize, all[i]);
            string difference = OnlyAlignment(all[i].Words[1] != 0, all[i].Words[0], e, a) || OnlyReference(all[i]) ? "" : Comparison.Difference(e, a);
            if (difference.Length != 0)
            {
                failed++;
                int row = A64Decoder.Find(all[i].Words[0], TestMachine.Model.Features);
                string name = A64EncodingTable.Rows[row].Name;
                failures.TryGetValue(name, out (int Count, string First) old);
                failures[name] = (old.Count + 1, old.First ?? difference + " | " + Comparison.Describe(all[i]));
            }
        }

        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{all.Length} tests, {failed} failed\n");
        foreach ((string name, (int count, string first)) in failures.OrderBy(f => f.Key, StringComparer.Ordinal))
        {
            text.Append(CultureInfo.InvariantCulture, $"{name} {count}: {first}\n");
        }

        output.WriteLine(text.ToString());
        Assert.True(failed == 0, text.ToString());
    }

    private static readonly string[] AtomicSuffixes = ["_memop", "_comswap", "_comswappr", "_ldstexclr", "_ldstexclp"];

    /// <summary>FEAT_LSE2 lets ordered accesses, atomics and exclusives be misaligned within 16 bytes; the reference faults, or lets them all pass.</summary>
    private static bool OnlyAlignment(bool sequence, uint word, in TestResult a, in TestResult b)
        => sequence
            ? a.Signal == (long)EndSignal.Bus || b.Signal == (long)EndSignal.Bus
            : (a.Signal == (long)EndSignal.Bus) != (b.Signal == (long)EndSignal.Bus)
                && A64EncodingTable.Rows[A64Decoder.Find(word, TestMachine.Model.Features)].Name is { } name
                && (name.StartsWith("LDAP", StringComparison.Ordinal) || name.StartsWith("STLUR", StringComparison.Ordinal)
                    || AtomicSuffixes.Any(suffix => name.EndsWith(suffix, StringComparison.Ordinal)));

    /// <summary>
    /// Where qemu 7.2 is not the architecture: FCVTZS (scalar, fixed-point) to 16 bits leaves a sign above them, and FJCVTZS of a flushed
    /// denormal sets Z.
    /// </summary>
    internal static bool OnlyReference(in TestCase test)
    {
        bool only = (test.Words[0] & 0xFFF0_FC00) == 0x5F10_FC00;
        for (int i = 0; i < 12; i++)
        {
            only |= (test.Words[i] & 0xFFFF_FC00) == 0x1E7E_0000 && (test.State.FPCR & (1 << 24)) != 0;
        }

        return only;
    }

    /// <summary>Results that hold an address in the test's own slot move with it.</summary>
    internal static void Rebase(ref TestResult result, ulong delta, in TestCase test)
    {
        if (test.Words[1] != 0 || (test.Words[0] & 0x1F00_0000) is not (0x1000_0000 or 0x1400_0000 or 0x1500_0000 or 0x1600_0000 or 0x1700_0000) || delta == 0)
        {
            return;
        }

        if ((test.Words[0] & 0x9F00_0000) == 0x9000_0000)
        {
            delta = (ulong)((long)delta / 4096 * 4096); // ADRP moves by pages
        }

        for (int i = 0; i < 31; i++)
        {
            if (result.State.X[i] != test.State.X[i])
            {
                result.State.X[i] += delta;
            }
        }
    }
}
