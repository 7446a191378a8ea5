using System.Globalization;
using System.Text;
using Armillary.Arm;
using Armillary.Arm.A64;
using Armillary.Conformance.Levels;
using Armillary.Conformance.Sve;
using Xunit;

namespace Armillary.Conformance;

/// <summary>docs/conformance.md: how much is compared with whom, counted from the tests themselves.</summary>
public sealed class CountsTests
{
    private const string Page = "docs/conformance.md", Write = "ARMILLARY_WRITE_COUNTS";

    [Fact]
    public void The_page_tells_what_the_tests_count()
    {
        string path = Path.Combine(Root(), Page), expected = Render();
        if (Environment.GetEnvironmentVariable(Write) == "1")
        {
            File.WriteAllText(path, expected);
        }

        Assert.True(File.Exists(path) && File.ReadAllText(path) == expected, $"{Page} is not what the tests count: run ./test with {Write}=1");
    }

    private static string Render()
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"""
            # What is compared with whom

            Made by `{Write}=1 dotnet test tests/Armillary.Conformance -c Release --filter Counts`; the tests fail while it is not current.

            ## Instructions

            *Lines*: of `tests/Armillary.Conformance/a64/*.txt`, written from the manual, run by the disassembler, the interpreter and every tier of the JIT. *Compared*: words with random
            fields and state that qemu-aarch64 ran too, in each run of the tests ({QemuTests.DefaultEach} of each encoding; and 45,000 sequences of eleven, of all encodings together).
            The Scalable Vector Extension: {SveTests.DefaultEach} of each at each vector length, and sequences with Advanced SIMD.
            What user mode cannot run, or what is IMPLEMENTATION DEFINED, has lines alone. Beside these, `Programs` compares the interpreter with the JIT on random programs with loops and calls.

            | feature | encodings | lines | compared |
            |---|---:|---:|---:|

            """);
        var lines = Counts(Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "a64"), "*.txt").SelectMany(f => ConformanceTests.Lines(Path.GetFileName(f)))
            .SelectMany(l => FirstWord(l)));
        var compared = Counts(QemuTests.MakeSingles(QemuTests.DefaultEach, 1, "").Select(FirstWord)
            .Concat(CpuModel.VectorLengths.SelectMany(length => SveTests.MakeSingles(length, SveTests.DefaultEach)).Select(FirstWord)));
        foreach (IGrouping<Features, A64Encoding> feature in A64EncodingTable.Rows.GroupBy(r => r.Feature).OrderBy(g => Name(g.Key), StringComparer.Ordinal))
        {
            text.Append(CultureInfo.InvariantCulture, $"| {Name(feature.Key)} | {feature.Count()} | {lines.GetValueOrDefault(feature.Key)} | {compared.GetValueOrDefault(feature.Key)} |\n");
        }

        text.Append("""

            ## Levels

            Lines that `tests/Armillary.Conformance/Levels/levels.c` prints at EL2, and as firmware at EL3, each compared with what QEMU's machine prints (`--cpu max`). A line is an instruction that
            was trapped, with its syndrome, or what became of a translation. `tags.c` beside it, with `--mte`: an instruction of tags, or an access that was checked or not.

            | what | lines |
            |---|---:|

            """);
        string[] firmware = LevelsTests.RunMachine(new() { Firmware = LevelsTests.Build(top: 3), Cpu = "max", El2 = true, El3 = true });
        int secure = Array.IndexOf(firmware, "secure el2");
        string[] printed =
        [
            .. LevelsTests.RunMachine(new() { Kernel = LevelsTests.Build(top: 2), Cpu = "max", El2 = true }),
            .. firmware[..secure].Select(l => "EL3 " + l),
            .. firmware[secure..].Select(l => "S-EL2 " + l),
            .. LevelsTests.RunMachine(new() { Kernel = LevelsTests.Build(top: 2, source: "tags"), Cpu = "max", El2 = true, MemoryTagging = true }).Select(l => "tags " + l),
        ];
        foreach ((string name, string[] starts) in Sections)
        {
            text.Append(CultureInfo.InvariantCulture, $"| {name} | {printed.Count(l => starts.Any(s => l.StartsWith(s, StringComparison.Ordinal)))} |\n");
        }

        return text.ToString();
    }

    private static string[] SecureTraps
        => ["hcr", "none", "tge", "mdcr", "tda", "tdosa", "tfp", "tcpac", "fpen", "hostfpen", "cnthctl", "cntkctl", "hostcnthctl", "sctlr", "scr", "e2h", "host", "hosthcr", "hostsctlr"];

    private static readonly (string Name, string[] Starts)[] Sections =
    [
        ("HCR_EL2: traps of EL0 and EL1", ["hcr ", "none ", "tge "]),
        ("MDCR_EL2: debug", ["mdcr "]),
        ("CPTR_EL2: floating point, CPACR_EL1", ["tfp ", "tcpac ", "fpen ", "hostfpen "]),
        ("CNTHCTL_EL2 and CNTKCTL_EL1: timers", ["cnthctl ", "cntkctl ", "hostcnthctl "]),
        ("SCTLR_EL1: what EL0 may do", ["sctlr "]),
        ("FEAT_VHE: with E2H, and EL0 of the host", ["e2h ", "host ", "hosthcr ", "hostsctlr "]),
        ("Both stages of translation: AT", ["at "]),
        ("Stage 2: loads and stores", ["access "]),
        ("Stage 2: fetches", ["fetch "]),
        ("EL3: SCR_EL3, CPTR_EL3, MDCR_EL3", ["EL3 scr ", "EL3 tfp ", "EL3 tcpac ", "EL3 tda ", "EL3 tdosa "]),
        ("Secure EL2: traps of EL0 and EL1", [.. SecureTraps.Select(s => $"S-EL2 {s} ")]),
        ("Secure EL2: both stages, two intermediate address spaces", ["S-EL2 sat ", "S-EL2 saccess", "S-EL2 sfetch "]),
        ("Both security states: exception returns, interrupts, ICC_*, TLBI", ["S-EL2 eret ", "S-EL2 irq ", "S-EL2 virq ", "S-EL2 icc ", "S-EL2 tlbi ", "S-EL2 worlds "]),
        ("Both security states: EL2's own stage 1, with and without E2H", ["S-EL2 oat "]),
        ("Memory tagging: instructions", ["tags arithmetic ", "tags move "]),
        ("Memory tagging: registers, and what traps", ["tags register "]),
        ("Memory tagging: checks of EL0 and EL1", ["tags access "]),
        ("Memory tagging: checks of EL2 and EL0 of the host", ["tags host "]),
        ("Memory tagging: which memory is tagged in both stages", ["tags both "]),
    ];

    private static unsafe uint FirstWord(SveCase test) => test.Words[0];

    private static unsafe uint FirstWord(TestCase test) => test.Words[0];

    private static unsafe IEnumerable<uint> FirstWord(ConformanceLine line) => [line.Test.Words[0]];

    private static Dictionary<Features, int> Counts(IEnumerable<uint> words)
        => words.Select(w => A64Decoder.Find(w, TestMachine.Model.Features | SveRandom.Model)).Where(r => r >= 0).Select(r => A64EncodingTable.Rows.First(e => e.Row == r).Feature)
            .GroupBy(f => f).ToDictionary(g => g.Key, g => g.Count());

    private static string Name(Features feature) => feature == Features.None ? "Armv8.0" : string.Join(", ", feature.ToString().Split(", ").Select(f => "FEAT_" + f));

    private static string Root()
    {
        string folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Armillary.slnx")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("Armillary.slnx is nowhere above the tests");
        }

        return folder;
    }
}
