namespace Armillary.Devices.Pci;

/// <summary>One named register of a <see cref="ConfigurationSpace"/>, as the device sees it: without the masks that hold for the guest.</summary>
public sealed class ConfigurationRegister
{
    private readonly ConfigurationSpace space;

    internal ConfigurationRegister(ConfigurationSpace space, int offset, int size)
    {
        this.space = space;
        Offset = offset;
        Size = size;
    }

    /// <summary>Where it lies in configuration space.</summary>
    public int Offset { get; }

    /// <summary>Its bytes: 1, 2 or 4.</summary>
    public int Size { get; }

    /// <summary>What it holds.</summary>
    public uint Value
    {
        get => space.Peek(Offset, Size);
        set => space.Poke(Offset, Size, value);
    }

    /// <summary>Whether any of some bits is set.</summary>
    public bool Has(uint bits) => (Value & bits) != 0;

    /// <summary>Sets or clears some bits.</summary>
    public void Set(uint bits, bool value) => Value = value ? Value | bits : Value & ~bits;
}
