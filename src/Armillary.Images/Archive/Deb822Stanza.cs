using System.Text;

namespace Armillary.Images.Archive;

/// <summary>One paragraph of fields, in the form of deb822(5). A field keeps its continuation lines, joined by line ends.</summary>
public sealed class Deb822Stanza
{
    private readonly List<KeyValuePair<string, string>> fields = [];

    /// <summary>A field's value, by its name in any case; null where the stanza lacks it.</summary>
    /// <param name="name">The field's name.</param>
    public string? this[string name] =>
        fields.Where(field => string.Equals(field.Key, name, StringComparison.OrdinalIgnoreCase)).Select(field => field.Value).FirstOrDefault();

    /// <summary>Sets a field, in its place or at the end.</summary>
    /// <param name="name">The field's name.</param>
    /// <param name="value">Its value; continuation lines start with a space.</param>
    public void Set(string name, string value)
    {
        int index = fields.FindIndex(field => string.Equals(field.Key, name, StringComparison.OrdinalIgnoreCase));
        var pair = KeyValuePair.Create(name, value);
        if (index >= 0)
        {
            fields[index] = pair;
        }
        else
        {
            fields.Add(pair);
        }
    }

    /// <summary>Reads all stanzas of a text.</summary>
    /// <param name="text">Paragraphs with empty lines between them; lines that begin with # are comments.</param>
    public static IEnumerable<Deb822Stanza> Parse(string text)
    {
        var stanza = new Deb822Stanza();
        foreach (string line in text.ReplaceLineEndings("\n").Split('\n'))
        {
            if (line.StartsWith('#'))
            {
                continue;
            }

            if (string.IsNullOrWhiteSpace(line))
            {
                if (stanza.fields.Count > 0)
                {
                    yield return stanza;
                    stanza = new Deb822Stanza();
                }
            }
            else if (line[0] is ' ' or '\t')
            {
                if (stanza.fields.Count > 0)
                {
                    (string key, string value) = stanza.fields[^1];
                    stanza.fields[^1] = KeyValuePair.Create(key, value + "\n" + line);
                }
            }
            else if (line.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon)
            {
                stanza.fields.Add(KeyValuePair.Create(line[..colon], line[(colon + 1)..].Trim()));
            }
        }

        if (stanza.fields.Count > 0)
        {
            yield return stanza;
        }
    }

    /// <summary>The stanza as text, with an empty line after it.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        foreach ((string key, string value) in fields)
        {
            text.Append(key).Append(value.StartsWith('\n') ? ":" : ": ").Append(value).Append('\n');
        }

        return text.Append('\n').ToString();
    }
}
