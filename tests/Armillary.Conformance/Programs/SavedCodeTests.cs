using System.Globalization;
using Armillary.Engines;
using Armillary.Engines.Jit;
using Xunit;

namespace Armillary.Conformance.Programs;

/// <summary>
/// Random programs that run with code of a former run end as they did with the interpreter. ARMILLARY_FUZZ_PROGRAMS and ARMILLARY_FUZZ_SEED are those of
/// <see cref="ProgramTests"/>.
/// </summary>
public sealed class SavedCodeTests : IDisposable
{
    private const int Batch = 250;
    private readonly string folder = Directory.CreateTempSubdirectory("armillary-code").FullName;

    [Theory]
    [InlineData(TierChoice.BlocksOnly)]
    [InlineData(TierChoice.RegionsOnly)]
    public void Programs_end_alike_with_code_of_a_former_run(TierChoice tiers)
    {
        int count = int.Parse(Environment.GetEnvironmentVariable("ARMILLARY_FUZZ_PROGRAMS") ?? "500", CultureInfo.InvariantCulture);
        ulong seed = ulong.Parse(Environment.GetEnvironmentVariable("ARMILLARY_FUZZ_SEED") ?? "1", CultureInfo.InvariantCulture);
        for (int first = 0; first < count; first += Batch)
        {
            List<TestProgram> programs = [.. Enumerable.Range(first, Math.Min(Batch, count - first)).Select(i => ProgramGenerator.Make(seed + (ulong)i))];
            List<TestResult[]> expected = [.. programs.Select(new Runs(EngineList.All["interpreter"]).Of)];
            string own = Path.Combine(folder, $"{tiers}-{first}");
            Compare(programs, expected, tiers, own, out EngineStatistics cold);
            Compare(programs, expected, tiers, own, out EngineStatistics warm);
            Assert.InRange(warm.SavedBlocksLoaded, 1, long.MaxValue);
            Assert.InRange(warm.Translations + warm.Regions, 0, cold.Translations + cold.Regions);
        }
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private static void Compare(List<TestProgram> programs, List<TestResult[]> expected, TierChoice tiers, string folder, out EngineStatistics statistics)
    {
        JitEngine? engine = null;
        using (var runs = new Runs((bus, clock, services, options) => engine = new JitEngine(
            bus, clock, services, options with { CodeCacheSize = 64 << 20, Tiers = tiers, SavedCode = new SavedCodeOptions { Folder = folder, Warn = Assert.Fail } })))
        {
            engine!.WaitForSavedCode();
            for (int i = 0; i < programs.Count; i++)
            {
                TestResult[] actual = runs.Of(programs[i]);
                for (int k = 0; k < actual.Length; k++)
                {
                    string difference = (EndSignal)expected[i][k].Signal == EndSignal.Alarm ? "" : Comparison.Difference(expected[i][k], actual[k]);
                    Assert.True(difference.Length == 0, $"seed {programs[i].Seed}, {engine.Statistics.SavedBlocksLoaded} blocks loaded: {difference}\n{programs[i].Describe()}");
                }
            }

            engine.EndWork();
            statistics = engine.Statistics;
        }
    }

    private sealed class Runs(Func<Core.Memory.AddressSpace, Core.Time.IClock, IMachineServices, EngineOptions, IEngine> newEngine) : IDisposable
    {
        private readonly TestMachine machine = new(newEngine, 256);

        public TestResult[] Of(TestProgram program)
        {
            machine.PlaceProgram(program.Offset, program.Words);
            return [.. program.States.Select(state => machine.Run(DataArea.Code + (ulong)program.Offset, state))];
        }

        public void Dispose() => machine.Dispose();
    }
}
