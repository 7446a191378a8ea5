using System.Text;
using Armillary.Arm;
using Armillary.Arm.A64;
using Armillary.Engines;
using Armillary.Engines.Interpretation;
using Armillary.Engines.Jit;
using Xunit;

namespace Armillary.Differential;

/// <summary>The interpreter, generated code and qemu-aarch64 agree on random instructions from random states.</summary>
public sealed class DifferentialTests
{
    private static readonly int Sequences = int.TryParse(Environment.GetEnvironmentVariable("ARMILLARY_SEQUENCES"), out int n) ? n : 60_000;

    // Whether a store-exclusive of another size than the load-exclusive before it stores is CONSTRAINED UNPREDICTABLE (DDI 0487, B2.12.2).
    private static bool IsStoreExclusive(A64Encoding row) => row.Syntax.StartsWith("STX", StringComparison.Ordinal) || row.Syntax.StartsWith("STLX", StringComparison.Ordinal);

    [Fact]
    public void Interpreter_agrees_with_qemu_user()
        => Compare((bus, clock, services) => new InterpreterEngine(bus, clock, services, new EngineOptions()), seed: 1);

    [Fact]
    public void Generated_code_agrees_with_qemu_user()
        => Compare((bus, clock, services) => new JitEngine(bus, clock, services, new EngineOptions()), seed: 2);

    [Fact]
    public void Generated_code_of_whole_sequences_agrees_with_qemu_user()
        => Compare((bus, clock, services) => new JitEngine(bus, clock, services, new EngineOptions()), seed: 3, length: 12);

    private static void Compare(Func<Core.Memory.AddressSpace, Core.Time.IClock, IMachineServices, IEngine> engine, int seed, int length = 1)
    {
        RandomSequences random = new(seed, CpuModel.Max.Features, row => length == 1 || !IsStoreExclusive(row));
        using BareMachine machine = new(engine);
        Dictionary<string, (int Count, string Example)> failures = [];
        List<(uint[] Words, SequenceState Before)> batch = [];
        int compared = 0;
        for (int n = 0; n < Sequences; n += batch.Count)
        {
            batch.Clear();
            for (int i = 0; i < 1000; i++)
            {
                batch.Add((random.Sequence(length), random.State()));
            }

            compared += CompareBatch(machine, batch, failures);
        }

        StringBuilder report = new();
        foreach ((string name, (int count, string example)) in failures.OrderByDescending(f => f.Value.Count))
        {
            report.AppendLine($"{name}: {count} differ, for example {example}");
        }

        Assert.True(failures.Count == 0, $"{failures.Count} encodings of {random.RowCount} differ (ours / qemu):\n{report}");
        Assert.True(compared >= Sequences * 9 / 10, $"only {compared} sequences of {Sequences} could be compared");
    }

    private static int CompareBatch(
        BareMachine machine, List<(uint[] Words, SequenceState Before)> batch, Dictionary<string, (int Count, string Example)> failures)
    {
        int compared = 0;
        List<(uint[] Words, SequenceState Before)> rest = batch;
        while (rest.Count > 0)
        {
            List<SequenceState> results = QemuUser.Run(rest);
            for (int i = 0; i < results.Count; i++)
            {
                (uint[] words, SequenceState before) = rest[i];
                SequenceState? ours = machine.Run(words, before);
                string? difference = ours is null ? "ours takes an exception" : ours.Difference(results[i]);
                compared++;
                if (difference is not null)
                {
                    Note(failures, words, difference);
                }
            }

            if (results.Count < rest.Count)
            {
                // A signal ended qemu here; ours must take an exception too.
                (uint[] words, SequenceState before) = rest[results.Count];
                if (machine.Run(words, before) is not null)
                {
                    Note(failures, words, "qemu raises a signal");
                }
            }

            rest = rest.Skip(results.Count + 1).ToList();
        }

        return compared;
    }

    private static void Note(Dictionary<string, (int Count, string Example)> failures, uint[] words, string difference)
    {
        int row = A64Decoder.Find(words[0], CpuModel.Max.Features);
        string name = words.Length == 1 && row >= 0 ? A64EncodingTable.Rows[row].Name : "sequence";
        string text = string.Join("; ", words.Select(w => $"{w:X8}"));
        (int count, string example) = failures.TryGetValue(name, out var known) ? known : (0, $"{text}: {difference}");
        failures[name] = (count + 1, example);
    }
}
