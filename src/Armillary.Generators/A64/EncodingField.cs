namespace Armillary.Generators.A64;

/// <summary>A named run of bits in an encoding.</summary>
internal sealed class EncodingField
{
    /// <summary>A field of <paramref name="width"/> bits from <paramref name="lsb"/> up.</summary>
    public EncodingField(string name, int lsb, int width)
    {
        Name = name;
        Lsb = lsb;
        Width = width;
    }

    /// <summary>The manual's name.</summary>
    public string Name { get; }

    /// <summary>The lowest bit.</summary>
    public int Lsb { get; }

    /// <summary>How many bits.</summary>
    public int Width { get; }

    /// <summary>The C# that extracts it from <c>word</c>.</summary>
    public string Extract => Width == 32 ? "(int)word" : Lsb + Width == 32 ? $"(int)(word >> {Lsb})" : $"(int)(word >> {Lsb}) & {(1u << Width) - 1}";
}
