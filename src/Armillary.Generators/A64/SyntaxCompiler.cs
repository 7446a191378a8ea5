using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Text.RegularExpressions;

namespace Armillary.Generators.A64;

/// <summary>
/// Turns a row's syntax into C# that prints an instruction. Placeholders are <c>&lt;...&gt;</c>: a register
/// (<c>Rd Wn Xm|.. Vt2 Dd</c>, with <c>|SP</c> where 31 is the stack pointer, with <c>+1</c> for the next), a field,
/// an arrangement (<c>T</c>), or a C# expression of the fields and of the functions in Disassembly/Operands.cs. <c>{...}</c> is
/// printed where a placeholder in it is not zero (nor empty), <c>{?condition: ...}</c> where the condition (without a colon) holds;
/// <c>{{</c> and <c>}}</c> are braces.
/// </summary>
internal sealed class SyntaxCompiler
{
    private static readonly Regex Register = new Regex(@"^([RWXBHSDQV])(d|n|m|a|t|t2|s)(\+[1-3])?(\|W?SP)?$");
    private readonly EncodingRow row;
    private readonly StringBuilder o = new StringBuilder();
    private int temporaries;

    private SyntaxCompiler(EncodingRow row) => this.row = row;

    /// <summary>The statements that print <paramref name="syntax"/> to <c>o</c>.</summary>
    public static string Compile(EncodingRow row, string syntax, string indent)
    {
        var compiler = new SyntaxCompiler(row);
        compiler.Text(syntax, indent);
        return compiler.o.ToString();
    }

    private void Text(string s, string indent)
    {
        var literal = new StringBuilder();
        int i = 0;
        while (i < s.Length)
        {
            char c = s[i];
            if (c == '<' && s.IndexOf('>', i) > 0)
            {
                Flush(literal, indent);
                int end = PlaceholderEnd(s, i);
                o.Append(indent).Append("o.Put(").Append(Expression(s.Substring(i + 1, end - i - 1), out _)).Append(");\n");
                i = end + 1;
            }
            else if ((c == '{' || c == '}') && i + 1 < s.Length && s[i + 1] == c)
            {
                literal.Append(c);
                i += 2;
            }
            else if (c == '{')
            {
                Flush(literal, indent);
                int end = GroupEnd(s, i);
                Group(s.Substring(i + 1, end - i - 1), indent);
                i = end + 1;
            }
            else
            {
                literal.Append(c);
                i++;
            }
        }

        Flush(literal, indent);
    }

    private static int PlaceholderEnd(string s, int start)
    {
        // "<" and ">" of an expression stand in parentheses; the placeholder ends at a ">" outside all.
        int depth = 0;
        for (int i = start + 1; i < s.Length; i++)
        {
            if (s[i] == '(')
            {
                depth++;
            }
            else if (s[i] == ')')
            {
                depth--;
            }
            else if (s[i] == '>' && depth == 0)
            {
                return i;
            }
        }

        return s.Length - 1;
    }

    private static int GroupEnd(string s, int start)
    {
        int depth = 0;
        for (int i = start; i < s.Length; i++)
        {
            if (i + 1 < s.Length && i > start && (s[i] == '{' || s[i] == '}') && s[i + 1] == s[i] && depth == 1 && s[i] == '{')
            {
                i++;
            }
            else if (s[i] == '{')
            {
                depth++;
            }
            else if (s[i] == '}' && --depth == 0)
            {
                return i;
            }
        }

        return s.Length - 1;
    }

    private void Group(string inner, string indent)
    {
        string condition;
        if (inner.StartsWith("?", StringComparison.Ordinal))
        {
            // One blank after the colon only parts condition and text.
            int colon = inner.IndexOf(':');
            condition = inner.Substring(1, colon - 1);
            inner = inner.Substring(colon + 1);
            inner = inner.StartsWith(" ", StringComparison.Ordinal) ? inner.Substring(1) : inner;
        }
        else
        {
            var tests = new List<string>();
            for (int i = inner.IndexOf('<'); i >= 0; i = inner.IndexOf('<', i + 1))
            {
                int end = PlaceholderEnd(inner, i);
                string expression = Expression(inner.Substring(i + 1, end - i - 1), out bool register);
                if (!register)
                {
                    tests.Add($"Shown({expression})");
                }

                i = end;
            }

            condition = tests.Count == 0 ? "false" : string.Join(" || ", tests);
        }

        temporaries++;
        o.Append(indent).Append("if (").Append(condition).Append(")\n").Append(indent).Append("{\n");
        Text(inner, indent + "    ");
        o.Append(indent).Append("}\n");
    }

    private string Expression(string text, out bool register)
    {
        Match match = Register.Match(text);
        register = match.Success && HasField("R" + match.Groups[2].Value);
        if (register)
        {
            string number = "R" + match.Groups[2].Value;
            if (match.Groups[3].Success)
            {
                number = $"(({number} {match.Groups[3].Value}) & 31)";
            }

            bool stack = match.Groups[4].Success;
            switch (match.Groups[1].Value)
            {
                case "R": return $"{(stack ? "RegisterOrSP" : "Register")}({number}, {(HasField("sf") ? "sf" : "1")})";
                case "W": return $"{(stack ? "RegisterOrSP" : "Register")}({number}, 0)";
                case "X": return $"{(stack ? "RegisterOrSP" : "Register")}({number}, 1)";
                default: return $"Numbered('{match.Groups[1].Value}', {number})";
            }
        }

        if (!HasField(text))
        {
            switch (text)
            {
                case "T" when HasField("size") && HasField("Q"): return "T(size, Q)";
                case "T" when HasField("sz") && HasField("Q"): return "T(2 + sz, Q)";
                case "T" when HasField("Q"): return "T(0, Q)";
            }
        }

        return text;
    }

    private bool HasField(string name) => row.Parameters.Contains(name);

    private void Flush(StringBuilder literal, string indent)
    {
        if (literal.Length > 0)
        {
            o.Append(indent).Append("o.Put(\"").Append(literal.ToString().Replace("\"", "\\\"")).Append("\");\n");
            literal.Clear();
        }
    }
}
