using System.Globalization;

namespace Armillary.Machine;

/// <summary>An Ethernet address.</summary>
/// <param name="Value">The six bytes, the first one transmitted in bits 47:40.</param>
public readonly record struct MacAddress(ulong Value)
{
    /// <summary>The address that the machine's interface <paramref name="number"/> has by default: 52:54:00:12:34:56 and on.</summary>
    public static MacAddress Default(int number) => new(0x5254_0012_3456 + (ulong)number);

    /// <summary>Reads six pairs of hexadecimal digits with colons between them. False: it is none, or a group address.</summary>
    public static bool TryParse(string text, out MacAddress address)
    {
        address = default;
        string[] pairs = (text ?? "").Split(':');
        ulong value = 0;
        foreach (string pair in pairs)
        {
            if (pair.Length != 2 || !byte.TryParse(pair, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out byte b))
            {
                return false;
            }

            value = ((value & 0xFF_FFFF_FFFF) << 8) | b;
        }

        address = new MacAddress(value);
        return pairs.Length == 6 && (value >> 40 & 1) == 0;
    }

    /// <summary>The six bytes in the order of transmission.</summary>
    public byte[] ToBytes()
    {
        ulong value = Value;
        return [.. Enumerable.Range(0, 6).Select(i => (byte)((value >> (40 - (8 * i))) & 0xFF))];
    }

    /// <summary>As in <c>52:54:00:12:34:56</c>.</summary>
    public override string ToString() => string.Join(':', ToBytes().Select(b => b.ToString("x2", CultureInfo.InvariantCulture)));
}
