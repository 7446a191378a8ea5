namespace Armillary.Devices.Gic;

/// <summary>What an interrupt controller is built with.</summary>
public sealed record GicOptions
{
    /// <summary>The number of shared peripheral interrupts: a multiple of 32, at most 960.</summary>
    public int Spis { get; init; } = 256;

    /// <summary>The vCPUs have EL2: there is a virtual CPU interface, whose maintenance interrupt is INTID 25.</summary>
    public bool El2 { get; init; }
}
