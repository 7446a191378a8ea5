using Armillary.Arm.State;

namespace Armillary.Engines.Jit;

/// <summary>A block or a region in the code cache.</summary>
/// <param name="physical">Where its guest code lies.</param>
/// <param name="context">What else it depends on.</param>
internal sealed class TranslatedBlock(ulong physical, TranslationContext context)
{
    private bool valid = true;

    /// <summary>Where its guest code lies.</summary>
    public ulong Physical { get; } = physical;

    /// <summary>What else it depends on.</summary>
    public TranslationContext Context { get; } = context;

    /// <summary>The guest code it was made from.</summary>
    public byte[] Source { get; init; } = [];

    /// <summary>Where the first byte of <see cref="Source"/> lies: a region's code may begin before its entry.</summary>
    public ulong SourceStart { get; init; } = physical;

    /// <summary>Whether it is a region of the second tier.</summary>
    public bool IsRegion { get; init; }

    /// <summary>In how many samples of late it was found; each vCPU's thread counts, so a sample may be lost.</summary>
    public int Heat { get; set; }

    /// <summary>The sampler's epoch in which <see cref="Heat"/> is right: it halves with each that passes.</summary>
    public int HeatEpoch { get; set; }

    /// <summary>Whether it is waiting to become a region, or cannot become a better one.</summary>
    public bool Considered { get; set; }

    /// <summary>How many bytes of guest code it was made from.</summary>
    public int Length => Source.Length;

    /// <summary>The engine's code generation in which the guest code was last seen to be <see cref="Source"/>.</summary>
    public int Generation { get; set; }

    /// <summary>How many bytes of host code it is.</summary>
    public int CodeLength { get; set; }

    /// <summary>The host address of its entry.</summary>
    public nint Code { get; set; }

    /// <summary>The exits of other blocks that jump here directly.</summary>
    public List<int>? Incoming { get; set; }

    /// <summary>False once its guest code may have changed.</summary>
    public bool Valid
    {
        get => Volatile.Read(ref valid);
        set => Volatile.Write(ref valid, value);
    }
}
