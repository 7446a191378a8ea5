using System.Collections;
using Armillary.Arm.State;
using Armillary.Engines.Jit.Regions;

namespace Armillary.Engines.Jit;

/// <summary>Guest code of one page that a region was made from.</summary>
/// <param name="Page">The virtual page, by its distance from the entry's, in pages.</param>
/// <param name="Start">The physical address of the first byte.</param>
/// <param name="Bytes">The bytes.</param>
internal readonly record struct CodePart(int Page, ulong Start, byte[] Bytes);

/// <summary>A block or a region in the code cache.</summary>
/// <param name="physical">Where its guest code lies.</param>
/// <param name="context">What else it depends on.</param>
internal sealed class TranslatedBlock(ulong physical, TranslationContext context)
{
    private const ulong Never = ulong.MaxValue;

    // How often a loop is looked for again around a block that was found to be in none.
    private const int MostTries = 8;

    private bool valid = true;
    private ulong entry = Never;
    private bool manyEntries;
    private int considered;
    private int loopless;
    private int looplessTries;

    /// <summary>Where its guest code lies.</summary>
    public ulong Physical { get; } = physical;

    /// <summary>What else it depends on.</summary>
    public TranslationContext Context { get; } = context;

    /// <summary>The guest code it was made from.</summary>
    public byte[] Source { get; init; } = [];

    /// <summary>Where the first byte of <see cref="Source"/> lies: a region's code may begin before its entry.</summary>
    public ulong SourceStart { get; init; } = physical;

    /// <summary>Of a region: the code it was made from, page by page, that of the entry's page first. It is good where all are mapped as they were.</summary>
    public CodePart[] Parts { get; init; } = [];

    /// <summary>The region that is run in place of this block, where its pages are mapped as it wants them.</summary>
    public TranslatedBlock? Region { get; set; }

    /// <summary>Of a region: the block in whose place it is run.</summary>
    public TranslatedBlock? Base { get; init; }

    /// <summary>How many regions were made for this block.</summary>
    public int RegionCount { get; set; }

    /// <summary>Whether it is a region of the second tier.</summary>
    public bool IsRegion { get; init; }

    /// <summary>In how many samples of late it was found; each vCPU's thread counts, so a sample may be lost.</summary>
    public int Heat { get; set; }

    /// <summary>The sampler's epoch in which <see cref="Heat"/> is right: it halves with each that passes.</summary>
    public int HeatEpoch { get; set; }

    /// <summary>Whether it is waiting to become a region, or cannot become a better one.</summary>
    public bool Considered
    {
        get => Volatile.Read(ref considered) != 0;
        set => Volatile.Write(ref considered, value ? 1 : 0);
    }

    /// <summary>From now on it is <see cref="Considered"/>. False: it was, perhaps by another vCPU's thread.</summary>
    public bool TryConsider() => Interlocked.Exchange(ref considered, 1) == 0;

    /// <summary>It is <see cref="Considered"/>, and no loop was found around it.</summary>
    public void NoteLoopless() => Volatile.Write(ref loopless, 1);

    /// <summary>Now that more is known, a loop may be found where none was: that is tried a few times. False: not now.</summary>
    public bool TryReconsider() => looplessTries < MostTries && Interlocked.Exchange(ref loopless, 0) != 0 && ++looplessTries != 0;

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

    /// <summary>Where direct jumps go: the entry, or code that asks the jump cache first.</summary>
    public nint LinkCode { get; set; }

    /// <summary>Of a region: whether it is good wherever its entry is mapped, having code of that page only.</summary>
    public bool IsOfOnePage => LinkCode == Code && Parts.Length == 1;

    /// <summary>Whether it was made from any of some bytes.</summary>
    public bool Has(ulong physical, ulong length)
    {
        bool any = SourceStart < physical + length && physical < SourceStart + (ulong)Length;
        foreach (ref readonly CodePart part in Parts.AsSpan())
        {
            any |= part.Start < physical + length && physical < part.Start + (ulong)part.Bytes.Length;
        }

        return any;
    }

    /// <summary>Where the guest code so many bytes from the entry lies; null if it was made from no code of that page.</summary>
    public ulong? PhysicalOf(long offset)
    {
        long place = (long)(Physical & 0xFFF) + offset;
        if (place >> 12 == 0)
        {
            return (Physical & ~0xFFFUL) | (ulong)place;
        }

        foreach (ref readonly CodePart part in Parts.AsSpan())
        {
            if (part.Page == place >> 12)
            {
                return (part.Start & ~0xFFFUL) | (ulong)(place & 0xFFF);
            }
        }

        return null;
    }

    /// <summary>The number of the first exit that jumps here directly; each tells the next. A list of its own for each block would be most of what the collector goes through.</summary>
    public int FirstIncoming { get; set; } = CodeExit.None;

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
