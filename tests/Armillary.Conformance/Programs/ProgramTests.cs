using System.Globalization;
using System.Text;
using Xunit;
using Xunit.Abstractions;

namespace Armillary.Conformance.Programs;

/// <summary>
/// Random programs with loops, branches, calls and faults: every engine ends each in the state in which the interpreter does.
/// ARMILLARY_FUZZ_PROGRAMS tells how many, ARMILLARY_FUZZ_SEED the seed of the first, those of the others follow it;
/// of those promoted while they run ARMILLARY_FUZZ_HEAT tells how many, of those on two CPUs at once ARMILLARY_FUZZ_PAIRS;
/// ARMILLARY_FUZZ_LOG is a file for the seed that runs, if a long run ends without a word, with its failures in the same name and ".failures".
/// </summary>
public sealed class ProgramTests(ITestOutputHelper output)
{
    private const int FailureLimit = 3;

    [Fact]
    public void Programs_end_alike_with_all_engines()
    {
        using var runner = new ProgramRunner();
        Check("ARMILLARY_FUZZ_PROGRAMS", 1500, ProgramGenerator.Make, runner, () => new ProgramRunner(TimeSpan.FromMilliseconds(300)));
    }

    [Fact]
    public void Programs_end_alike_with_regions_that_come_while_they_run()
    {
        using var runner = new ProgramRunner(TimeSpan.FromMinutes(2), byHeat: true);
        int count = Check("ARMILLARY_FUZZ_HEAT", 150, seed => ProgramGenerator.Make(seed).Longer(), runner, () => new ProgramRunner(TimeSpan.FromSeconds(2), byHeat: true));
        output.WriteLine($"{runner.Regions} regions of {count} programs");
        Assert.True(runner.Regions >= count / 8, $"only {runner.Regions} regions of {count} programs");
    }

    [Fact]
    public void Programs_of_two_CPUs_end_as_each_does_alone()
    {
        int count = Number("ARMILLARY_FUZZ_PAIRS", 40);
        ulong seed = (ulong)Number("ARMILLARY_FUZZ_SEED", 1);
        var text = new StringBuilder();
        int failures = 0;
        using var runner = new PairRunner();
        for (int i = 0; i < count && failures < FailureLimit; i++)
        {
            ulong first = seed + ((ulong)i * 2);
            string difference = runner.Compare(ProgramGenerator.Make(first), ProgramGenerator.Make(first + 1));
            if (difference.Length != 0)
            {
                failures++;
                text.Append(CultureInfo.InvariantCulture, $"seeds {first} and {first + 1}, {difference}\n");
            }
        }

        Assert.True(failures == 0, text.ToString());
    }

    private static int Number(string variable, int otherwise) => int.Parse(Environment.GetEnvironmentVariable(variable) ?? $"{otherwise}", CultureInfo.InvariantCulture);

    // How many programs there were.
    private int Check(string variable, int otherwise, Func<ulong, TestProgram> make, ProgramRunner runner, Func<ProgramRunner> newRunner)
    {
        int count = Number(variable, otherwise);
        ulong seed = (ulong)Number("ARMILLARY_FUZZ_SEED", 1);
        string? log = Environment.GetEnvironmentVariable("ARMILLARY_FUZZ_LOG");
        var ends = new SortedDictionary<EndSignal, int>();
        var text = new StringBuilder();
        int failures = 0;
        for (int i = 0; i < count && failures < FailureLimit; i++)
        {
            TestProgram program = make(seed + (ulong)i);
            if (log is not null)
            {
                File.WriteAllText(log, program.Seed.ToString(CultureInfo.InvariantCulture));
            }

            (string engine, string difference) = runner.Compare(program);
            foreach (EndSignal end in runner.Ends)
            {
                ends[end] = ends.GetValueOrDefault(end) + 1;
            }

            if (difference.Length != 0)
            {
                failures++;
                using ProgramRunner again = newRunner();
                TestProgram small = program.Minimize(p => again.Compare(p, engine).Difference.Length != 0);
                text.Append(CultureInfo.InvariantCulture, $"seed {program.Seed}, {engine}:{difference}\nshortened, {engine}:{again.Compare(small, engine).Difference}\n{small.Describe()}");
                if (log is not null)
                {
                    File.WriteAllText(log + ".failures", text.ToString());
                }
            }
        }

        output.WriteLine(string.Join(", ", ends.Select(e => $"{e.Key} {e.Value}")));
        Assert.True(failures == 0, text.ToString());
        Assert.False(ends.ContainsKey(EndSignal.Alarm), "a program does not end");
        return count;
    }
}
