using System.Globalization;
using System.Text;
using Armillary.Arm.A64.Disassembly;

namespace Armillary.Conformance;

/// <summary>Tells how two results differ.</summary>
public static unsafe class Comparison
{
    /// <summary>What differs, one line; empty if nothing does.</summary>
    public static string Difference(in TestResult expected, in TestResult actual)
    {
        var text = new StringBuilder();
        Compare(text, "signal", (ulong)expected.Signal, (ulong)actual.Signal);
        Compare(text, "offset", (ulong)expected.Offset, (ulong)actual.Offset);
        for (int i = 0; i < 31; i++)
        {
            Compare(text, "X" + i, expected.State.X[i], actual.State.X[i]);
        }

        Compare(text, "SP", expected.State.SP, actual.State.SP);
        Compare(text, "NZCV", expected.State.NZCV, actual.State.NZCV);
        Compare(text, "FPSR", expected.State.FPSR, actual.State.FPSR);
        for (int i = 0; i < 64; i++)
        {
            Compare(text, $"V{i / 2}.D[{i & 1}]", expected.State.V[i], actual.State.V[i]);
        }

        Compare(text, "ESR", expected.Syndrome, expected.Syndrome == 0 ? 0 : actual.Syndrome);
        Compare(text, "FAR", expected.FaultAddress, expected.Syndrome == 0 ? 0 : actual.FaultAddress);
        Compare(text, "digest", expected.Digest, expected.Syndrome == 0 ? 0 : actual.Digest);
        Compare(text, "stores", (ulong)expected.Changes, (ulong)actual.Changes);
        for (int i = 0; i < 2 * Math.Min(expected.Changes, actual.Changes); i++)
        {
            Compare(text, (i & 1) == 0 ? "store address" : "stored value", expected.Change[i], actual.Change[i]);
        }

        return text.ToString();
    }

    /// <summary>A test's instructions.</summary>
    public static string Describe(in TestCase test)
    {
        var text = new StringBuilder();
        for (int i = 0; i < 12 && test.Words[i] != 0; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"{(i == 0 ? "" : "; ")}{test.Words[i]:X8} {A64Disassembler.Disassemble(test.Words[i])}");
        }

        return text.ToString();
    }

    private static void Compare(StringBuilder text, string name, ulong expected, ulong actual)
    {
        if (expected != actual)
        {
            text.Append(CultureInfo.InvariantCulture, $" {name}: {actual:X} not {expected:X}");
        }
    }
}
