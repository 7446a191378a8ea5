using System.Globalization;
using System.Text;

namespace Armillary.Arm.A64.Disassembly;

/// <summary>Where the printing of an instruction goes.</summary>
internal sealed class InstructionText
{
    private readonly StringBuilder text = new();

    public void Put(string s) => text.Append(s);

    public void Put(char c) => text.Append(c);

    public void Put(int value) => text.Append(value.ToString(CultureInfo.InvariantCulture));

    public void Put(long value) => text.Append(value.ToString(CultureInfo.InvariantCulture));

    public override string ToString() => text.ToString();
}
