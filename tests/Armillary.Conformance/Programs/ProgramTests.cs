using System.Globalization;
using System.Text;
using Xunit;
using Xunit.Abstractions;

namespace Armillary.Conformance.Programs;

/// <summary>
/// Random programs with loops, branches, calls and faults: every engine ends each in the state in which the interpreter does.
/// ARMILLARY_FUZZ_PROGRAMS tells how many, ARMILLARY_FUZZ_SEED the seed of the first, those of the others follow it;
/// ARMILLARY_FUZZ_LOG is a file for the seed that runs, if a long run ends without a word, with its failures in the same name and ".failures".
/// </summary>
public sealed class ProgramTests(ITestOutputHelper output)
{
    private const int FailureLimit = 3;

    [Fact]
    public void Programs_end_alike_with_all_engines()
    {
        int count = int.Parse(Environment.GetEnvironmentVariable("ARMILLARY_FUZZ_PROGRAMS") ?? "1500", CultureInfo.InvariantCulture);
        ulong seed = ulong.Parse(Environment.GetEnvironmentVariable("ARMILLARY_FUZZ_SEED") ?? "1", CultureInfo.InvariantCulture);
        string? log = Environment.GetEnvironmentVariable("ARMILLARY_FUZZ_LOG");
        using var runner = new ProgramRunner();
        var ends = new SortedDictionary<EndSignal, int>();
        var text = new StringBuilder();
        int failures = 0;
        for (int i = 0; i < count && failures < FailureLimit; i++)
        {
            TestProgram program = ProgramGenerator.Make(seed + (ulong)i);
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
                using var again = new ProgramRunner(TimeSpan.FromMilliseconds(300));
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
    }
}
