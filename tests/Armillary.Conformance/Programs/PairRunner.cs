using Armillary.Core.Memory;
using Armillary.Core.Time;
using Armillary.Engines;
using Armillary.Engines.Jit;

namespace Armillary.Conformance.Programs;

/// <summary>
/// Runs two programs at the same time, each on a CPU with data of its own, in code pages that both share: what one changes in the code, drops from the caches or
/// has compiled must not be seen in the other's result.
/// </summary>
public sealed class PairRunner : IDisposable
{
    private readonly TestMachine reference = new(EngineList.All["interpreter"], 256);
    private readonly (string Name, TestMachine Machine)[] machines =
    [
        ("heat", NewPair(EngineList.ByHeat)),
        ("jit", NewPair(EngineList.All["jit"])),
        ("mirrors", NewPair((bus, clock, services, options) => EngineList.All["mirrors"](bus, clock, services, options with { OneProcessor = false }))),
        ("regions", NewPair((bus, clock, services, options) => new JitEngine(bus, clock, services, options with { Tiers = TierChoice.RegionsOnly }))),
    ];

    /// <summary>Which CPU ends in another state than the interpreter does with its program alone, and what differs; empty if none does. The first program's seed tells the engine.</summary>
    /// <param name="one">The first CPU's program.</param>
    /// <param name="other">The other's.</param>
    public string Compare(TestProgram one, TestProgram other)
    {
        TestProgram first = one.Longer();
        TestProgram second = other.At(first.Offset + (first.Words.Length * 4) + 4 + (int)(other.Seed % 16 * 4)).Longer();
        TestResult[][] expected = [Expected(first), Expected(second)];
        if (expected.Any(results => results.Any(result => result.Signal == (long)EndSignal.Alarm)))
        {
            return "a program does not end";
        }

        (string name, TestMachine machine) = machines[(int)(one.Seed / 2 % (ulong)machines.Length)];
        machine.PlaceProgram(first.Offset, first.Words);
        machine.PlaceProgram(second.Offset, second.Words, beside: true);
        TestResult[][] actual = [[], []];
        var thread = new Thread(() => actual[1] = Run(machine.Cpus[1], second));
        thread.Start();
        actual[0] = Run(machine.Cpus[0], first);
        thread.Join();
        for (int cpu = 0; cpu < 2; cpu++)
        {
            for (int i = 0; i < actual[cpu].Length; i++)
            {
                string difference = Comparison.Difference(expected[cpu][i], actual[cpu][i]);
                if (difference.Length != 0)
                {
                    return $"{name}, CPU {cpu}, run {i}:{difference}\n{(cpu == 0 ? first : second).Describe()}";
                }
            }
        }

        return "";
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        reference.Dispose();
        Array.ForEach(machines, pair => pair.Machine.Dispose());
    }

    private static TestMachine NewPair(Func<AddressSpace, IClock, IMachineServices, EngineOptions, IEngine> newEngine) => new(newEngine, 256, cpuCount: 2);

    private static TestResult[] Run(TestCpu cpu, TestProgram program) => [.. program.States.Select(state => cpu.Run(DataArea.Code + (ulong)program.Offset, state))];

    private TestResult[] Expected(TestProgram program)
    {
        reference.PlaceProgram(program.Offset, program.Words);
        return Run(reference.Cpus[0], program);
    }
}
