using F = Armillary.Arm.Features;

namespace Armillary.Arm;

/// <summary>What a processing element announces: its name, its optional features and what identifies it.</summary>
/// <param name="Name">The name that the command line takes.</param>
/// <param name="Features">The optional features; the ID registers derive from them.</param>
/// <param name="MIDR_EL1">Implementer, variant, part number and revision.</param>
/// <param name="PARange">The size of physical addresses, as ID_AA64MMFR0_EL1.PARange: 2 is 40 bits, 4 is 44, 5 is 48.</param>
/// <param name="Granule16K">Whether the 16 KiB translation granule is there.</param>
public sealed record CpuModel(string Name, Features Features, uint MIDR_EL1, uint PARange, bool Granule16K)
{
    /// <summary>The size of physical addresses in bits.</summary>
    public int PhysicalAddressBits => PARange switch { 0 => 32, 1 => 36, 2 => 40, 3 => 42, 4 => 44, _ => 48 };

    /// <summary>The length of the longest vectors of the Scalable Vector Extension in bits; 0: it is not there.</summary>
    public int VectorLength { get; private init; }

    /// <summary>The lengths that <see cref="WithSve"/> takes.</summary>
    public static IReadOnlyList<int> VectorLengths { get; } = [128, 256, 512];

    /// <summary>Whether the model can have the Scalable Vector Extension.</summary>
    public bool CanHaveSve => Name == Max.Name;

    /// <summary>The model with the Scalable Vector Extension, and vectors of so many bits and all lengths below.</summary>
    public CpuModel WithSve(int bits) => this with { Features = Features | F.SVE, VectorLength = bits };

    private const F V80 = F.AES | F.PMULL | F.SHA1 | F.SHA256 | F.CRC32 | F.PMUv3;

    /// <summary>Cortex-A53 r0p4: Armv8.0 with the cryptographic extension.</summary>
    public static CpuModel CortexA53 { get; } = new("cortex-a53", V80, 0x410F_D034, 2, false);

    /// <summary>Cortex-A72 r0p3: Armv8.0 with the cryptographic extension.</summary>
    public static CpuModel CortexA72 { get; } = new("cortex-a72", V80, 0x410F_D083, 4, false);

    /// <summary>Neoverse N1 r4p1: Armv8.2 with parts of 8.3 to 8.5.</summary>
    public static CpuModel NeoverseN1 { get; } = new(
        "neoverse-n1",
        V80 | F.LSE | F.RDM | F.FP16 | F.DotProd | F.LRCPC | F.PAN | F.PAN2 | F.UAO | F.DPB | F.HAFDBS | F.HPDS | F.RAS | F.SSBS | F.CSV | F.TTCNP
            | F.VHE | F.VMID16 | F.XNX | F.LOR,
        0x414F_D0C1, 5, true);

    /// <summary>Everything that is implemented.</summary>
    public static CpuModel Max { get; } = new(
        "max",
        NeoverseN1.Features | F.LRCPC2 | F.JSCVT | F.FCMA | F.FlagM | F.FlagM2 | F.SHA3 | F.SHA512 | F.I8MM | F.BF16 | F.FHM | F.FRINTTS
            | F.PAN3 | F.PAuth | F.EPAC | F.Pauth2 | F.FPAC | F.BTI | F.DPB2 | F.SB | F.LSE2 | F.TTL | F.TLBIOS | F.TLBIRANGE | F.DIT | F.E0PD | F.BBM | F.IDST
            | F.CSV2_3 | F.SPECRES | F.S2FWB | F.EVT | F.TTST | F.FGT | F.SEL2,
        0x000F_0510, 5, true);

    /// <summary>The features of memory tagging: what a machine with tags adds to a model that can have them.</summary>
    public const F MemoryTagging = F.MTE2 | F.MTE3;

    /// <summary>Whether the model can have memory tagging.</summary>
    public bool CanTagMemory => Name == Max.Name;

    /// <summary>The model with memory tagging.</summary>
    public CpuModel WithMemoryTagging() => this with { Features = Features | MemoryTagging };

    /// <summary>Every model.</summary>
    public static IReadOnlyList<CpuModel> All { get; } = [CortexA53, CortexA72, NeoverseN1, Max];

    /// <summary>The model of a name, or null.</summary>
    public static CpuModel? Find(string name) => All.FirstOrDefault(m => m.Name == name);

    /// <summary>Whether all of <paramref name="features"/> are announced.</summary>
    public bool Has(F features) => (Features & features) == features;
}
