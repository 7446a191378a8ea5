using Xunit;

namespace Armillary.Conformance;

/// <summary>PSTATE.BTYPE in guarded pages, from SPSR_EL1 through ERET to the target (DDI 0487, D8.5.3 and D1.4.4).</summary>
public unsafe class BranchTargetTests
{
    private const ulong ToEL1h = 0x3C5;
    private const ulong BTypeOfBlr = 2 << 10;
    private const uint WriteSpsrFromX1 = 0xD518_4001, WriteElrFromX2 = 0xD518_4022, Eret = 0xD69F_03E0, BtiC = 0xD503_245F, Nop = 0xD503_201F;
    private const uint DecrementX0 = 0xF100_0400, LoopBackFive = 0x54FF_FF61, SetX3 = 0xD280_0023;

    public static TheoryData<string> Engines => [.. EngineList.All.Keys];

    /// <summary>
    /// Several rounds, so that the return finds its target in the jump cache; then branches of type 0, whose targets no BTI instruction guards.
    /// </summary>
    [Theory]
    [MemberData(nameof(Engines))]
    public void The_BTYPE_of_an_exception_return_is_for_the_first_instruction_only(string engine)
    {
        TestResult result = Run(engine, BtiC, rounds: 3);
        Assert.Equal((long)EndSignal.Trap, result.Signal);
        Assert.Equal(7 * 4, result.Offset);
        Assert.Equal(1UL, result.State.X[3]);
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public void The_BTYPE_of_an_exception_return_is_checked_at_its_target(string engine)
    {
        TestResult result = Run(engine, Nop, rounds: 1);
        Assert.Equal(0x0D, result.ExceptionClass);
        Assert.Equal(3 * 4, result.Offset);
    }

    private static TestResult Run(string engine, uint target, ulong rounds)
    {
        var test = default(TestCase);
        uint[] words = [WriteSpsrFromX1, WriteElrFromX2, Eret, target, DecrementX0, LoopBackFive, SetX3];
        for (int i = 0; i < words.Length; i++)
        {
            test.Words[i] = words[i];
        }

        test.State.X[0] = rounds;
        test.State.X[1] = ToEL1h | BTypeOfBlr;
        test.State.X[2] = DataArea.Code + (3 * 4);
        test.State.SP = ConformanceLine.DefaultSP;
        using var machine = new TestMachine(EngineList.All[engine], 1, guarded: true);
        machine.Place(0, test);
        return machine.Run(0, test);
    }
}
