using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace Armillary.Generators.A64;

/// <summary>
/// Writes the decoder: nested switches on the bits that tell rows apart best, then a comparison with mask and value. The
/// first two levels are methods of their own, so that a method stays small for the compiler.
/// </summary>
internal sealed class DecisionTree
{
    private const int LinearLimit = 3;
    private const int MethodLimit = 24;
    private readonly StringBuilder methods = new StringBuilder();
    private int methodCount;

    /// <summary>The decoder's methods; the entry is <c>Find</c>.</summary>
    public static string Write(List<EncodingRow> ordered)
    {
        var tree = new DecisionTree();
        var entry = new StringBuilder();
        tree.Node(entry, ordered, 0, "        ", 25, 4);
        return
            "    /// <summary>The number of the row that a word is, or -1.</summary>\n" +
            "    public static int Find(uint word, global::Armillary.Arm.Features features)\n    {\n" + entry +
            "        return -1;\n    }\n\n" + tree.methods;
    }

    private void Node(StringBuilder o, List<EncodingRow> rows, uint known, string indent, int lsb = -1, int width = 0)
    {
        if (lsb < 0 && (rows.Count <= LinearLimit || !Choose(rows, known, out lsb, out width)))
        {
            foreach (EncodingRow row in rows)
            {
                o.Append(indent).Append($"if ((word & 0x{row.Mask:X8}) == 0x{row.Value:X8}");
                if (row.Feature != null)
                {
                    o.Append(" && ").Append(row.FeatureTest);
                }

                if (row.When != null)
                {
                    o.Append($" && When{row.Index}(word)");
                }

                o.Append($") return {row.Index}; // {row.Name}\n");
            }

            return;
        }

        uint ones = (1u << width) - 1;
        uint bits = ones << lsb;
        o.Append(indent).Append($"switch ((word >> {lsb}) & 0x{ones:X})\n").Append(indent).Append("{\n");
        var groups = new Dictionary<string, KeyValuePair<List<uint>, List<EncodingRow>>>();
        for (uint v = 0; v <= ones; v++)
        {
            List<EncodingRow> part = rows.Where(r => ((r.Value ^ (v << lsb)) & r.Mask & bits) == 0).ToList();
            if (part.Count == 0)
            {
                continue;
            }

            string key = string.Join(",", part.Select(r => r.Index));
            if (!groups.TryGetValue(key, out KeyValuePair<List<uint>, List<EncodingRow>> group))
            {
                groups[key] = group = new KeyValuePair<List<uint>, List<EncodingRow>>(new List<uint>(), part);
            }

            group.Key.Add(v);
        }

        foreach (KeyValuePair<List<uint>, List<EncodingRow>> group in groups.Values)
        {
            o.Append(indent).Append("   ");
            foreach (uint v in group.Key)
            {
                o.Append($" case {v}:");
            }

            o.Append('\n');
            if (group.Value.Count > MethodLimit)
            {
                int number = methodCount++;
                var body = new StringBuilder();
                Node(body, group.Value, known | bits, "        ");
                methods.Append($"    private static int Find{number}(uint word, global::Armillary.Arm.Features features)\n    {{\n").Append(body)
                    .Append("        return -1;\n    }\n\n");
                o.Append(indent).Append($"        return Find{number}(word, features);\n");
            }
            else
            {
                Node(o, group.Value, known | bits, indent + "        ");
                o.Append(indent).Append("        break;\n");
            }
        }

        o.Append(indent).Append("}\n");
    }

    /// <summary>The window of bits after whose test the fewest rows are left on average.</summary>
    private static bool Choose(List<EncodingRow> rows, uint known, out int bestLsb, out int bestWidth)
    {
        bestLsb = -1;
        bestWidth = 0;
        double best = rows.Count - 0.5;
        for (int width = 1; width <= 6; width++)
        {
            uint ones = (1u << width) - 1;
            for (int lsb = 0; lsb + width <= 32; lsb++)
            {
                uint bits = ones << lsb;
                if ((bits & known) != 0 || rows.All(r => (r.Mask & bits) == 0))
                {
                    continue;
                }

                double left = 0;
                foreach (EncodingRow row in rows)
                {
                    uint free = bits & ~row.Mask;
                    double part = 1;
                    for (uint m = bits & row.Mask; m != 0; m &= m - 1)
                    {
                        part /= 2;
                    }

                    left += part + (free != 0 ? 0.02 : 0);
                }

                left += 0.05 * width;
                if (left < best)
                {
                    best = left;
                    bestLsb = lsb;
                    bestWidth = width;
                }
            }
        }

        return bestLsb >= 0;
    }
}
