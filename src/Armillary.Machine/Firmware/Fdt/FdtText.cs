using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace Armillary.Machine.Firmware.Fdt;

/// <summary>A device tree as source text (Devicetree Specification v0.4, chapter 6), for people to read.</summary>
public static class FdtText
{
    /// <summary>The tree as <c>dtc</c> would take it.</summary>
    public static string Write(FdtNode root)
    {
        ArgumentNullException.ThrowIfNull(root);
        var text = new StringBuilder("/dts-v1/;\n\n");
        WriteNode(text, root, "");
        return text.ToString();
    }

    private static void WriteNode(StringBuilder text, FdtNode node, string indent)
    {
        text.Append(indent).Append(node.Name.Length == 0 ? "/" : node.Name).Append(" {\n");
        string inner = indent + "    ";
        foreach ((string name, byte[] value) in node.Properties)
        {
            text.Append(inner).Append(name);
            if (value.Length != 0)
            {
                text.Append(" = ").Append(Value(value));
            }

            text.Append(";\n");
        }

        foreach (FdtNode child in node.Children)
        {
            text.Append('\n');
            WriteNode(text, child, inner);
        }

        text.Append(indent).Append("};\n");
    }

    /// <summary>The blob has no types, so a value that reads as text is shown as text, as other decompilers do.</summary>
    private static string Value(byte[] value)
    {
        if (value[0] != 0 && value[^1] == 0 && value.All(b => b is 0 or (>= 0x20 and < 0x7F)) && !value.AsSpan().Contains([0, 0]))
        {
            string[] strings = Encoding.ASCII.GetString(value, 0, value.Length - 1).Split('\0');
            return string.Join(", ", strings.Select(s => "\"" + s.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal) + "\""));
        }

        if (value.Length % 4 == 0)
        {
            var cells = new List<string>();
            for (int i = 0; i < value.Length; i += 4)
            {
                cells.Add("0x" + BinaryPrimitives.ReadUInt32BigEndian(value.AsSpan(i)).ToString("x", CultureInfo.InvariantCulture));
            }

            return "<" + string.Join(' ', cells) + ">";
        }

        return "[" + Convert.ToHexStringLower(value) + "]";
    }

    private static bool Contains(this Span<byte> bytes, ReadOnlySpan<byte> pattern) => bytes.IndexOf(pattern) >= 0;
}
