using System.Collections;
using Armillary.Arm.State;
using Armillary.Engines.Jit.Regions;

namespace Armillary.Engines.Jit;

/// <summary>A block or a region in the code cache.</summary>
/// <param name="physical">Where its guest code lies.</param>
/// <param name="context">What else it depends on.</param>
internal sealed class TranslatedBlock(ulong physical, TranslationContext context)
{
    private const ulong Never = ulong.MaxValue;

    private bool valid = true;
    private ulong entry = Never;
    private bool manyEntries;

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

    /// <summary>A region's accesses (<see cref="X64.BlockCompiler.Accesses"/>).</summary>
    public int[] Accesses { get; set; } = [];

    /// <summary>For a region that is to be made again: which of them use the mirror then.</summary>
    public BitArray? MirrorAccesses { get; set; }

    /// <summary>What was seen of its accesses; null: nothing yet.</summary>
    public AccessHistory? History { get; set; }

    /// <summary>How many bytes of guest code it was made from.</summary>
    public int Length => Source.Length;

    /// <summary>The engine's code generation in which the guest code was last seen to be <see cref="Source"/>.</summary>
    public int Generation { get; set; }

    /// <summary>How many bytes of host code it is.</summary>
    public int CodeLength { get; set; }

    /// <summary>The host address of its entry.</summary>
    public nint Code { get; set; }

    /// <summary>The number of its first exit; those that follow have the numbers that follow.</summary>
    public int FirstExit { get; set; }

    /// <summary>How many direct exits it has.</summary>
    public int ExitCount { get; set; }

    /// <summary>Where its area of the code cache notes its first fixup, if it notes any.</summary>
    public int FirstFixup { get; set; }

    /// <summary>How many fixups are noted of it.</summary>
    public int FixupCount { get; set; }

    /// <summary>Whether a better one of the same guest code has taken its place.</summary>
    public bool IsReplaced { get; set; }

    /// <summary>The exits of other blocks that jump here directly.</summary>
    public List<int>? Incoming { get; set; }

    /// <summary>The block that this one has taken the place of; jump caches may have it still.</summary>
    public TranslatedBlock? Replaced { get; init; }

    /// <summary>The guest PC that it is known by, or none: null. Right for the jump caches of the vCPU whose thread asks.</summary>
    public ulong? Entry => Volatile.Read(ref entry) is not Never and var pc ? pc : null;

    /// <summary>Whether it is known by more than one guest PC: its page is mapped in several places.</summary>
    public bool HasManyEntries => Volatile.Read(ref manyEntries);

    /// <summary>Before a jump cache gets it, so that it can be taken out of there again.</summary>
    public void NoteEntry(ulong pc)
    {
        if (Volatile.Read(ref entry) != pc && Interlocked.CompareExchange(ref entry, pc, Never) is not Never and var known && known != pc)
        {
            Volatile.Write(ref manyEntries, true);
        }
    }

    /// <summary>False once its guest code may have changed.</summary>
    public bool Valid
    {
        get => Volatile.Read(ref valid);
        set => Volatile.Write(ref valid, value);
    }
}
