using Armillary.Machine;

namespace Armillary.Cli.Options;

/// <summary>
/// An option's value of the form <c>FIRST[,flag][,key=value]...</c>. What is asked for is taken out; what is left over in the end is unknown.
/// A comma within a value is written twice.
/// </summary>
internal sealed class KeyedText
{
    private readonly string option;
    private readonly List<string> rest;

    /// <summary>Splits the value of an option.</summary>
    public KeyedText(string option, string text)
    {
        this.option = option;
        rest = [.. text.Replace(",,", "\0", StringComparison.Ordinal).Split(',').Select(p => p.Replace('\0', ','))];
        First = rest[0];
        rest.RemoveAt(0);
    }

    /// <summary>What stands before the first comma.</summary>
    public string First { get; }

    /// <summary>Whether the word <paramref name="name"/> stands there.</summary>
    public bool Flag(string name) => rest.Remove(name);

    /// <summary>The value of <paramref name="key"/>, or null.</summary>
    public string? Value(string key)
    {
        int i = rest.FindIndex(p => p.StartsWith(key + "=", StringComparison.Ordinal));
        if (i < 0)
        {
            return null;
        }

        string value = rest[i][(key.Length + 1)..];
        rest.RemoveAt(i);
        return value;
    }

    /// <summary>Refuses what no one asked for.</summary>
    /// <exception cref="ConfigurationException">Something is left over.</exception>
    public void End(string expected)
    {
        if (rest.Count != 0)
        {
            throw new ConfigurationException($"{option}: unknown '{rest[0]}'; expected {expected}");
        }
    }
}
