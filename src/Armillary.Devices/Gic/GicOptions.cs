using Armillary.Core.Memory;

namespace Armillary.Devices.Gic;

/// <summary>What an interrupt controller is built with.</summary>
public sealed record GicOptions
{
    /// <summary>The number of shared peripheral interrupts: a multiple of 32, at most 960.</summary>
    public int Spis { get; init; } = 256;

    /// <summary>The vCPUs have EL2: there is a virtual CPU interface, whose maintenance interrupt is INTID 25.</summary>
    public bool El2 { get; init; }

    /// <summary>The vCPUs have EL3: there are two security states; a GICv3's software can give one up.</summary>
    public bool El3 { get; init; }

    /// <summary>At reset all interrupts are Non-secure Group 1, as firmware leaves them: for machines with EL3 that start without firmware.</summary>
    public bool NonSecureAtReset { get; init; }

    /// <summary>Guest memory, in which LPIs have their tables; null: no LPIs. GICv3 only.</summary>
    public AddressSpace? Memory { get; init; }

    /// <summary>Where the interrupt translation service lies; null: there is none. Needs <see cref="Memory"/>.</summary>
    public PhysicalAddress? Its { get; init; }
}
