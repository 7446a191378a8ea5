using Xunit;

namespace Armillary.Conformance.Programs;

/// <summary>A hot loop of one page that calls a function of another: what becomes of it when that page is mapped otherwise, or its code changes.</summary>
public sealed unsafe class CodePageTests
{
    private const int Rounds = 6, Calls = 3000, Loop = 0x2000;
    private const uint AddOne = 0x9100_0400, AddSixteen = 0x9100_4000, Ret = 0xD65F_03C0; // ADD X0, X0, #1 or #16

    // X19 the window, X20 rounds, X21 calls, X22 the window's translation table.
    private static readonly uint[] Calling =
    [
        0x97FF_F800, // BL, a page and another back
        0xD100_06B5, // SUB X21, X21, #1
        0xB5FF_FFD5, // CBNZ X21, the call
    ];

    private static readonly uint[] Again =
    [
        0xD281_7715, // MOVZ X21, #3000
        0xD100_0694, // SUB X20, X20, #1
    ];

    public static TheoryData<string> Engines => [.. EngineList.All.Keys, "heat"];

    [Theory]
    [MemberData(nameof(Engines))]
    public void A_call_goes_where_the_page_is_mapped_now(string engine)
    {
        uint[] swap =
        [
            0xF940_02C2, 0xF940_06C3, 0xF900_02C3, 0xF900_06C2, // LDR X2, [X22]; LDR X3, [X22, #8]; STR X3, [X22]; STR X2, [X22, #8]
            0xD503_3B9F, 0xD2A0_0084, 0xD508_8324, 0x9100_0484, 0xD508_8324, 0xD503_3B9F, 0xD503_3FDF, // DSB ISH; X4 = 0x40000; TLBI VAE1IS, X4; the next; DSB ISH; ISB
        ];
        Assert.Equal((ulong)(Rounds / 2 * Calls * 17), Run(engine, swap));
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public void A_call_runs_what_its_page_says_now(string engine)
    {
        uint[] patch =
        [
            0xB940_0262, 0xCA05_0042, // LDR W2, [X19]; EOR X2, X2, X5
            0xB900_0262, 0xD50B_7B33, 0xD503_3B9F, 0xD50B_7533, 0xD503_3B9F, 0xD503_3FDF, // STR W2, [X19]; DC CVAU, X19; DSB ISH; IC IVAU, X19; DSB ISH; ISB
        ];
        Assert.Equal((ulong)(Rounds / 2 * Calls * 17), Run(engine, patch));
    }

    private static ulong Run(string engine, uint[] between)
    {
        using var machine = new TestMachine(engine == "heat" ? EngineList.ByHeat : EngineList.All[engine], 256);
        uint[] loop = [.. Calling, .. between, .. Again, 0];
        loop[^1] = 0xB500_0014 | (((uint)(0x8_0000 - (loop.Length - 1)) & 0x7_FFFF) << 5); // CBNZ X20, the beginning
        var program = new List<uint>();
        Store(program, 0, [AddOne, Ret]);
        Store(program, 0x1000, [AddSixteen, Ret]);
        Store(program, Loop, [.. loop, DataArea.Breakpoint]);
        program.AddRange([0xD503_3B9F, 0xD508_751F, 0xD503_3B9F, 0xD503_3FDF, 0xD61F_00C0]); // DSB ISH; IC IALLU; DSB ISH; ISB; BR X6
        machine.PlaceProgram(0, [.. program]);
        var state = default(GuestState);
        state.X[5] = AddOne ^ AddSixteen;
        state.X[6] = DataArea.Window + Loop;
        state.X[19] = DataArea.Window;
        state.X[20] = Rounds;
        state.X[21] = Calls;
        state.X[22] = DataArea.WindowTable;
        state.SP = DataArea.Data + 0x1_0000;
        TestResult result = machine.Run(DataArea.Code, state);
        Assert.Equal((long)EndSignal.Trap, result.Signal);
        return result.State.X[0];
    }

    // Writes words into the window.
    private static void Store(List<uint> program, int offset, uint[] words)
    {
        for (int i = 0; i < words.Length; i++)
        {
            program.Add(0x5280_0001 | ((words[i] & 0xFFFF) << 5)); // MOVZ W1
            program.Add(0x72A0_0001 | (words[i] >> 16 << 5)); // MOVK W1, LSL #16
            program.Add(0xB900_0261 | ((uint)(offset + (i * 4)) / 4 << 10)); // STR W1, [X19, #offset]
        }
    }
}
