namespace Armillary.Conformance.Programs;

/// <summary>Runs programs with every engine.</summary>
public sealed class ProgramRunner : IDisposable
{
    private const string Reference = "interpreter";
    private readonly Dictionary<string, TestMachine> machines = [];

    /// <summary>A runner.</summary>
    /// <param name="patience">How long a run may last; null: so long that no program lasts longer.</param>
    /// <param name="byHeat">Whether to compare the interpreter with regions that come while the program runs, rather than with each tier alone.</param>
    public ProgramRunner(TimeSpan? patience = null, bool byHeat = false)
    {
        foreach (string name in byHeat ? [Reference, "heat"] : EngineList.All.Keys)
        {
            var machine = new TestMachine(name == "heat" ? EngineList.ByHeat : EngineList.All[name], 256);
            machine.Patience = patience ?? machine.Patience;
            machines.Add(name, machine);
        }
    }

    /// <summary>How the last program's runs ended.</summary>
    public List<EndSignal> Ends { get; } = [];

    /// <summary>How many regions there were so far.</summary>
    public long Regions => machines.Values.Sum(machine => machine.Regions);

    /// <summary>Which engine ends in another state than the interpreter, and what differs; empty if none does.</summary>
    /// <param name="program">The program.</param>
    /// <param name="only">An engine's name, or null for all.</param>
    public (string Engine, string Difference) Compare(TestProgram program, string? only = null)
    {
        TestResult[] expected = Run(Reference, program);
        Ends.Clear();
        Ends.AddRange(expected.Select(result => (EndSignal)result.Signal));
        foreach (string name in machines.Keys)
        {
            if (name == Reference || (only is not null && name != only) || Ends.Contains(EndSignal.Alarm))
            {
                continue;
            }

            TestResult[] actual = Run(name, program);
            for (int i = 0; i < actual.Length; i++)
            {
                string difference = Comparison.Difference(expected[i], actual[i]);
                if (difference.Length != 0)
                {
                    return (name, difference);
                }
            }
        }

        return ("", "");
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (TestMachine machine in machines.Values)
        {
            machine.Dispose();
        }
    }

    private TestResult[] Run(string engine, TestProgram program)
    {
        TestMachine machine = machines[engine];
        machine.PlaceProgram(program.Offset, program.Words);
        return [.. program.States.Select(state => machine.Run(DataArea.Code + (ulong)program.Offset, state))];
    }
}
