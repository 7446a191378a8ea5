using System.Globalization;
using System.Text;
using Armillary.Arm.A64.Disassembly;

namespace Armillary.Conformance;

/// <summary>
/// A line of a64/*.txt: <c>91000420 | ADD X0, X1, #1 | X1=5 -> X0=6</c>. Words (more than one make a sequence); their disassembly, parted
/// by <c>;</c>; what the registers are before, and what has changed after. Registers not named are zero before and as before after. Numbers
/// are decimal, or hexadecimal with 0x. Names: X0 to X30, SP, NZCV (four bits), V0 to V31, FPCR, FPSR, <c>[0x8000]</c> (a doubleword of the data area,
/// by offset; only after), PC (<c>+8</c>; the next instruction where it is not told), EC (ESR_EL1.EC of the exception that ended it).
/// </summary>
public sealed unsafe class ConformanceLine
{
    private static readonly string[] NoChange = ["-"];

    private ConformanceLine(string text) => Text = text;

    public string Text { get; }

    public string Disassembly { get; private set; } = "";

    public TestCase Test;

    public int Words { get; private set; }

    public IReadOnlyList<(string Name, string Value)> After { get; private set; } = [];

    /// <summary>SP where a line does not name it.</summary>
    public const ulong DefaultSP = DataArea.Data + 0x8000;

    public static ConformanceLine Parse(string text)
    {
        string[] parts = text.Split('|');
        if (parts.Length != 3 || parts[2].Split("->") is not { Length: 2 } sides)
        {
            throw new FormatException($"'{text}' is not of the form words | disassembly | before -> after");
        }

        var line = new ConformanceLine(text) { Disassembly = parts[1].Trim() };
        line.Test.State.SP = DefaultSP;
        foreach (string word in parts[0].Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            line.Test.Words[line.Words++] = uint.Parse(word, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        }

        foreach ((string name, string value) in Assignments(sides[0]))
        {
            line.SetBefore(name, value);
        }

        line.After = Assignments(sides[1]);
        return line;
    }

    /// <summary>What is wrong with a result, empty if nothing.</summary>
    public string Check(in TestResult result)
    {
        var expected = new TestResult { Offset = Words * 4, Signal = (long)EndSignal.Trap, State = Test.State, ExceptionClass = 0x3C };
        foreach ((string name, string value) in After)
        {
            switch (name)
            {
                case "PC":
                    expected.Offset = long.Parse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
                    break;
                case "EC":
                    expected.ExceptionClass = (long)Number(value);
                    break;
                default:
                    if (name[0] == '[')
                    {
                        expected.Change[expected.Changes * 2] = Number(name.Trim('[', ']'));
                        expected.Change[(expected.Changes * 2) + 1] = Number(value);
                        expected.Changes++;
                    }
                    else
                    {
                        Assign(ref expected.State, name, value);
                    }

                    break;
            }
        }

        string difference = expected.ExceptionClass == result.ExceptionClass ? "" : $" EC: {result.ExceptionClass:X} not {expected.ExceptionClass:X}";
        expected.Signal = result.Signal;
        return difference + Comparison.Difference(expected, result);
    }

    /// <summary>The disassembly of the words.</summary>
    public string Disassemble()
    {
        var text = new StringBuilder();
        for (int i = 0; i < Words; i++)
        {
            text.Append(i == 0 ? "" : "; ").Append(A64Disassembler.Disassemble(Test.Words[i], DataArea.Code + ((ulong)i * 4)));
        }

        return text.ToString();
    }

    /// <summary>Writes a test and its result as a line.</summary>
    public static string Write(in TestCase test, in TestResult result)
    {
        var text = new StringBuilder();
        var line = new ConformanceLine("") { Test = test };
        for (; line.Words < 12 && test.Words[line.Words] != 0; line.Words++)
        {
            text.Append(CultureInfo.InvariantCulture, $"{test.Words[line.Words]:X8} ");
        }

        text.Append(CultureInfo.InvariantCulture, $"| {line.Disassemble()} |");
        GuestState zero = new() { SP = DefaultSP };
        Registers(text, zero, test.State);
        text.Append(" ->");
        Registers(text, test.State, result.State);
        for (int i = 0; i < result.Changes; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $" [0x{result.Change[i * 2]:x}]=0x{result.Change[(i * 2) + 1]:x}");
        }

        if (result.Offset != line.Words * 4)
        {
            text.Append(CultureInfo.InvariantCulture, $" PC={result.Offset:+0;-0}");
        }

        if (result.Signal != (long)EndSignal.Trap)
        {
            text.Append(result.Signal switch { (long)EndSignal.Illegal => " EC=0", (long)EndSignal.Bus => " EC=0x25", _ => " EC=?" });
        }

        return text.ToString();
    }

    private static void Registers(StringBuilder text, in GuestState from, in GuestState to)
    {
        for (int i = 0; i < 31; i++)
        {
            Register(text, "X" + i, from.X[i], to.X[i]);
        }

        Register(text, "SP", from.SP, to.SP);
        Register(text, "NZCV", from.NZCV >> 28, to.NZCV >> 28);
        Register(text, "FPCR", from.FPCR, to.FPCR);
        Register(text, "FPSR", from.FPSR, to.FPSR);
        for (int i = 0; i < 32; i++)
        {
            if (from.V[i * 2] != to.V[i * 2] || from.V[(i * 2) + 1] != to.V[(i * 2) + 1])
            {
                text.Append(CultureInfo.InvariantCulture, $" V{i}=0x{to.V[(i * 2) + 1]:x16}{to.V[i * 2]:x16}");
            }
        }
    }

    private static void Register(StringBuilder text, string name, ulong from, ulong to)
    {
        if (from != to)
        {
            text.Append(to < 1000 ? string.Create(CultureInfo.InvariantCulture, $" {name}={to}") : string.Create(CultureInfo.InvariantCulture, $" {name}=0x{to:x}"));
        }
    }

    private static List<(string Name, string Value)> Assignments(string text)
        => [.. text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Except(NoChange).Select(a => a.Split('=')).Select(a => (a[0], a[1]))];

    private void SetBefore(string name, string value) => Assign(ref Test.State, name, value);

    private static void Assign(ref GuestState state, string name, string value)
    {
        switch (name)
        {
            case "SP":
                state.SP = Number(value);
                break;
            case "NZCV":
                state.NZCV = Number(value) << 28;
                break;
            case "FPCR":
                state.FPCR = Number(value);
                break;
            case "FPSR":
                state.FPSR = Number(value);
                break;
            default:
                int number = int.Parse(name.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture);
                if (name[0] == 'X')
                {
                    state.X[number] = Number(value);
                }
                else
                {
                    UInt128 wide = value.StartsWith("0x", StringComparison.Ordinal)
                        ? UInt128.Parse(value.AsSpan(2), NumberStyles.HexNumber, CultureInfo.InvariantCulture)
                        : UInt128.Parse(value, CultureInfo.InvariantCulture);
                    state.V[number * 2] = (ulong)wide;
                    state.V[(number * 2) + 1] = (ulong)(wide >> 64);
                }

                break;
        }
    }

    private static ulong Number(string text) => text.StartsWith("0x", StringComparison.Ordinal)
        ? ulong.Parse(text.AsSpan(2), NumberStyles.HexNumber, CultureInfo.InvariantCulture)
        : text[0] == '-' ? unchecked((ulong)long.Parse(text, CultureInfo.InvariantCulture)) : ulong.Parse(text, CultureInfo.InvariantCulture);
}
