using System.Globalization;
using Armillary.Machine;

namespace Armillary.Cli.Options;

/// <summary>Sizes as people write them: <c>512M</c>, <c>2G</c>. A number without a unit is refused, because it is a mistake more often than bytes.</summary>
internal static class Size
{
    private const string Units = "KMGT";

    /// <summary>The size in bytes.</summary>
    /// <param name="option">What the message names.</param>
    /// <param name="text">A whole number and K, M, G or T (powers of 1024).</param>
    /// <exception cref="ConfigurationException">It is none.</exception>
    public static ulong Parse(string option, string text)
    {
        int unit = text.Length == 0 ? -1 : Units.IndexOf(char.ToUpperInvariant(text[^1]), StringComparison.Ordinal);
        if (text.Length != 0 && char.IsAsciiDigit(text[^1]))
        {
            throw new ConfigurationException($"{option}: '{text}' has no unit; expected a size such as 512M or 2G");
        }

        int shift = 10 * (unit + 1);
        if (unit < 0 || !ulong.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out ulong number)
            || number > ulong.MaxValue >> shift)
        {
            throw new ConfigurationException($"{option}: '{text}' is no size; expected a number and a unit (K, M, G, T), such as 512M or 2G");
        }

        return number << shift;
    }

    /// <summary>A size for people, in the largest unit that divides it.</summary>
    public static string Format(ulong bytes)
    {
        int unit = -1;
        while (unit < Units.Length - 1 && bytes != 0 && bytes % 1024 == 0)
        {
            bytes /= 1024;
            unit++;
        }

        return bytes.ToString(CultureInfo.InvariantCulture) + (unit < 0 ? "" : Units[unit] + "iB");
    }
}
