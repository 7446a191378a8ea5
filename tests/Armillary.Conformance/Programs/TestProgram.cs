using System.Globalization;
using System.Text;
using Armillary.Arm.A64.Disassembly;

namespace Armillary.Conformance.Programs;

/// <summary>A program that ends: its words, where they lie in the code area, and the states to start in.</summary>
/// <param name="Seed">What it was made from.</param>
/// <param name="Offset">Where the first word lies, in bytes from <see cref="DataArea.Code"/>; that is the entry.</param>
/// <param name="Words">The words; a breakpoint follows.</param>
/// <param name="States">Runs, one after the other on the same code.</param>
public sealed unsafe record TestProgram(ulong Seed, int Offset, uint[] Words, GuestState[] States)
{
    private const uint Nop = 0xD503_201F;

    /// <summary>The same program run for longer: from the same states again and again, or with more fuel, as its seed tells.</summary>
    public TestProgram Longer()
    {
        GuestState[] states = [.. States];
        int times = 12;
        if (Seed % 2 != 0)
        {
            times = 2;
            for (int i = 0; i < states.Length; i++)
            {
                states[i].X[ProgramGenerator.Fuel] = Math.Min(3000, states[i].X[ProgramGenerator.Fuel] * 50);
            }
        }

        return this with { States = [.. Enumerable.Repeat(states, times).SelectMany(all => all)] };
    }

    /// <summary>The same program elsewhere in the code area.</summary>
    /// <param name="offset">Where its first word is to lie.</param>
    public TestProgram At(int offset)
    {
        GuestState[] states = [.. States];
        for (int i = 0; i < states.Length; i++)
        {
            states[i].X[ProgramGenerator.Link] += (ulong)(offset - Offset);
        }

        return this with { Offset = offset, States = states };
    }

    /// <summary>All instructions but NOPs, a line each.</summary>
    public string Describe()
    {
        var text = new StringBuilder();
        for (int i = 0; i < Words.Length; i++)
        {
            ulong pc = DataArea.Code + (ulong)Offset + ((ulong)i * 4);
            if (Words[i] != Nop)
            {
                text.Append(CultureInfo.InvariantCulture, $"  {pc:X}: {Words[i]:X8} {A64Disassembler.Disassemble(Words[i], pc)}\n");
            }
        }

        return text.ToString();
    }

    /// <summary>The same program with fewer instructions that still fails: words become NOP, ever smaller pieces at a time.</summary>
    /// <param name="fails">Whether a program fails.</param>
    public TestProgram Minimize(Func<TestProgram, bool> fails)
    {
        TestProgram best = this;
        foreach (GuestState state in States)
        {
            TestProgram one = best with { States = [state] };
            best = best.States.Length > 1 && fails(one) ? one : best;
        }

        for (int round = 0; round < 3; round++)
        {
            for (int size = Math.Max(1, Words.Length / 2); size > 0; size /= 2)
            {
                for (int at = 0; at < Words.Length; at += size)
                {
                    uint[] words = [.. best.Words];
                    Span<uint> piece = words.AsSpan(at, Math.Min(size, words.Length - at));
                    if (piece.IndexOfAnyExcept(Nop) >= 0)
                    {
                        piece.Fill(Nop);
                        TestProgram smaller = best with { Words = words };
                        best = fails(smaller) ? smaller : best;
                    }
                }
            }
        }

        return best;
    }
}
