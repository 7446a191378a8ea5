using Xunit;
using Xunit.Abstractions;

namespace Armillary.Litmus.Tests;

/// <summary>
/// What several vCPUs may see of each other's accesses (DDI 0487, B2.3): outcomes that the architecture forbids are never seen, on either engine. Outcomes are
/// the CPUs' results, two bits each, CPU 0's lowest; which register is which bit is in <c>guest/litmus.S</c>.
/// </summary>
public class LitmusTests(ITestOutputHelper output)
{
    /// <summary>Name, number, vCPUs, and the forbidden outcomes.</summary>
    public static TheoryData<string, int, int, int[]> Slots => new()
    {
        { "message passing, no barriers: anything may be seen", 0, 2, [] },
        { "message passing, DMB ISHST and DMB ISHLD", 1, 2, [0b0100] },
        { "message passing, STLR and LDAR", 2, 2, [0b0100] },
        { "message passing, DMB ISHST and an address dependency", 16, 2, [0b0100] },
        { "store buffering, no barriers: anything may be seen", 3, 2, [] },
        { "store buffering, DMB ISH", 4, 2, [0b0000] },
        { "store buffering, DSB ISH", 14, 2, [0b0000] },
        { "store buffering, STLR and LDAR", 5, 2, [0b0000] },
        { "store buffering, SWPAL and LDAR", 11, 2, [0b0000] },
        { "store buffering, STLXR and LDAR", 15, 2, [0b0000] },
        { "load buffering, no barriers: anything may be seen", 6, 2, [] },
        { "load buffering, DMB ISH", 7, 2, [0b0101] },
        { "coherence of two reads", 8, 2, [0b0100] },
        { "coherence of two writes", 9, 2, [0b0100] },
        { "a CPU sees its own store or a later one", 12, 2, [0, 1, 2, 3, 4, 8, 12, 0b0110] },
        { "independent reads of independent writes, LDAR", 10, 4, [0b0101_0000] },
    };

    /// <summary>Name, number, vCPUs, and how often one of them adds to the sum for each round.</summary>
    public static TheoryData<string, int, int, int> Sums => new()
    {
        { "LDXR and STXR", 50, 4, 256 },
        { "LDAXR and STLXR", 51, 4, 256 },
        { "LDADD", 52, 4, 256 },
        { "CASAL", 53, 4, 256 },
        { "LDAXP and STLXP", 55, 4, 256 },
        { "a lock of LDAXR and STXR with WFE", 56, 4, 1 },
        { "a token, with WFE and SEV", 57, 4, 1 },
    };

    /// <summary>Name and number of what CPU 0 changes while others use it.</summary>
    public static TheoryData<string, int> Changes => new()
    {
        { "break-before-make with TLBI VAAE1IS and DSB", 58 },
        { "code, with DC CVAU, IC IVAU, DSB and ISB", 59 },
    };

    [Theory]
    [MemberData(nameof(Slots))]
    public void What_is_forbidden_is_never_seen(string name, int test, int cpus, int[] forbidden)
    {
        foreach (string engine in new[] { "jit", "interpreter" })
        {
            IReadOnlyDictionary<int, uint> seen = Outcomes(name, engine, test, cpus, engine == "jit" ? 20 : 3);
            Assert.All(forbidden, outcome => Assert.DoesNotContain(outcome, seen.Keys));
        }
    }

    [Theory]
    [MemberData(nameof(Sums))]
    public void No_addition_is_lost(string name, int test, int cpus, int each)
    {
        foreach (string engine in new[] { "jit", "interpreter" })
        {
            int rounds = engine == "jit" ? 200 : 20;
            Assert.Equal([KeyValuePair.Create(0, (uint)(cpus * each * rounds))], Outcomes(name, engine, test, cpus, rounds));
        }
    }

    [Theory]
    [MemberData(nameof(Changes))]
    public void What_was_there_before_is_never_used_after(string name, int test)
    {
        foreach (string engine in new[] { "jit", "interpreter" })
        {
            int rounds = engine == "jit" ? 300 : 50;
            Assert.Equal([KeyValuePair.Create(0, (uint)rounds)], Outcomes(name, engine, test, 3, rounds));
        }
    }

    private IReadOnlyDictionary<int, uint> Outcomes(string name, string engine, int test, int cpus, int rounds)
    {
        IReadOnlyDictionary<int, uint> seen = LitmusGuest.Run(engine, test, cpus, rounds);
        output.WriteLine($"{name}, {engine}: {string.Join(", ", seen.Select(pair => $"{pair.Key:b8}: {pair.Value}"))}");
        return seen;
    }
}
