using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace Armillary.Generators.A64;

/// <summary>One [A64] attribute on one method, parsed.</summary>
internal sealed class EncodingRow
{
    private EncodingRow(string name) => Name = name;

    /// <summary>The method.</summary>
    public string Name { get; }

    /// <summary>The fixed bits.</summary>
    public uint Mask { get; private set; }

    /// <summary>The value of the fixed bits.</summary>
    public uint Value { get; private set; }

    /// <summary>Bits written (0) or (1): what an assembler puts there, though any value is decoded.</summary>
    public uint ShouldBeMask { get; private set; }

    /// <summary>The value of those bits.</summary>
    public uint ShouldBe { get; private set; }

    /// <summary>The fields from bit 31 down.</summary>
    public List<EncodingField> Fields { get; } = new List<EncodingField>();

    /// <summary>Parameters of the method that this row does not encode, with their defaults.</summary>
    public List<KeyValuePair<string, string>> Defaults { get; } = new List<KeyValuePair<string, string>>();

    /// <summary>The names of the method's parameters in order.</summary>
    public List<string> Parameters { get; } = new List<string>();

    /// <summary>The syntax.</summary>
    public string Syntax { get; private set; } = "";

    /// <summary>Preferred aliases in order: syntax and condition.</summary>
    public List<KeyValuePair<string, string>> Aliases { get; } = new List<KeyValuePair<string, string>>();

    /// <summary>The feature, or null.</summary>
    public string? Feature { get; private set; }

    /// <summary>The condition on fields, or null.</summary>
    public string? When { get; private set; }

    /// <summary>Where it is written.</summary>
    public Location? Location { get; private set; }

    /// <summary>What is wrong with it, or null.</summary>
    public string? Error { get; private set; }

    /// <summary>The row's place in the table.</summary>
    public int Index { get; set; }

    /// <summary>The C# of the feature test on <c>features</c>.</summary>
    public string FeatureTest
    {
        get
        {
            string all = string.Join(" | ", Feature!.Split('|').Select(f => "global::Armillary.Arm.Features." + f.Trim()));
            return $"(features & ({all})) == ({all})";
        }
    }

    /// <summary>Whether a word can match both.</summary>
    public bool Overlaps(EncodingRow other) => ((Value ^ other.Value) & Mask & other.Mask) == 0;

    /// <summary>Whether the words of this row are a part of the other's.</summary>
    public bool IsWithin(EncodingRow other) => (Mask & other.Mask) == other.Mask && Mask != other.Mask && Overlaps(other);

    /// <summary>How many bits are fixed.</summary>
    public int Specificity
    {
        get
        {
            int count = 0;
            for (uint m = Mask; m != 0; m &= m - 1)
            {
                count++;
            }

            return count;
        }
    }

    /// <summary>Parses one attribute.</summary>
    public static EncodingRow Parse(IMethodSymbol method, AttributeData attribute)
    {
        var row = new EncodingRow(method.Name)
        {
            Syntax = attribute.ConstructorArguments.Length > 1 ? attribute.ConstructorArguments[1].Value as string ?? "" : "",
            Location = attribute.ApplicationSyntaxReference?.GetSyntax().GetLocation(),
        };
        foreach (KeyValuePair<string, TypedConstant> named in attribute.NamedArguments)
        {
            switch (named.Key)
            {
                case "Feature": row.Feature = named.Value.Value as string; break;
                case "When": row.When = named.Value.Value as string; break;
            }
        }

        row.ParseEncoding(attribute.ConstructorArguments.Length > 0 ? attribute.ConstructorArguments[0].Value as string ?? "" : "");
        row.MatchParameters(method);
        foreach (AttributeData other in method.GetAttributes())
        {
            if (other.AttributeClass?.Name == "A64AliasAttribute" && other.ConstructorArguments.Length > 0)
            {
                string when = other.NamedArguments.FirstOrDefault(n => n.Key == "When").Value.Value as string ?? "true";
                row.Aliases.Add(new KeyValuePair<string, string>(other.ConstructorArguments[0].Value as string ?? "", when));
            }
        }

        return row;
    }

    private void ParseEncoding(string text)
    {
        int bit = 31;
        int i = 0;
        while (i < text.Length && Error == null)
        {
            char c = text[i];
            if (c == ' ')
            {
                i++;
            }
            else if (c == '0' || c == '1' || c == 'x')
            {
                if (bit >= 0 && c != 'x')
                {
                    Mask |= 1u << bit;
                    Value |= c == '1' ? 1u << bit : 0;
                }

                bit--;
                i++;
            }
            else if (c == '(' && i + 2 < text.Length && text[i + 2] == ')')
            {
                if (bit >= 0)
                {
                    ShouldBeMask |= 1u << bit;
                    ShouldBe |= text[i + 1] == '1' ? 1u << bit : 0;
                }

                bit--;
                i += 3;
            }
            else if (char.IsLetter(c))
            {
                int end = text.IndexOf(' ', i);
                string token = end < 0 ? text.Substring(i) : text.Substring(i, end - i);
                i += token.Length;
                string[] parts = token.Split(':');
                if (parts.Length != 2 || !int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out int width) || width < 1 || width > 32)
                {
                    Error = $"'{token}' is not of the form name:width";
                    return;
                }

                bit -= width;
                if (Fields.Any(f => f.Name == parts[0]))
                {
                    Error = $"the field {parts[0]} is there twice";
                    return;
                }

                Fields.Add(new EncodingField(parts[0], Math.Max(bit + 1, 0), width));
            }
            else
            {
                Error = $"'{c}' has no meaning in an encoding";
            }
        }

        if (Error == null && bit != -1)
        {
            Error = $"the encoding has {31 - bit} bits, not 32";
        }
    }

    private void MatchParameters(IMethodSymbol method)
    {
        foreach (IParameterSymbol parameter in method.Parameters)
        {
            Parameters.Add(parameter.Name);
            if (Fields.Any(f => f.Name == parameter.Name))
            {
                continue;
            }

            if (!parameter.HasExplicitDefaultValue)
            {
                Error ??= $"the parameter {parameter.Name} is not a field of the encoding";
            }

            Defaults.Add(new KeyValuePair<string, string>(parameter.Name, Convert.ToString(parameter.HasExplicitDefaultValue ? parameter.ExplicitDefaultValue : 0, CultureInfo.InvariantCulture)));
        }

        foreach (EncodingField field in Fields)
        {
            if (!Parameters.Contains(field.Name))
            {
                Error ??= $"the field {field.Name} is not a parameter of {method.Name}";
            }
        }
    }
}
