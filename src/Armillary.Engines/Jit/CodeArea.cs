using System.Collections;
using Armillary.Core.Host;
using Armillary.Ir;
using Armillary.X64;

namespace Armillary.Engines.Jit;

/// <summary>A direct exit in the code cache.</summary>
internal struct CodeExit
{
    public BlockExit Jump;
    public TranslatedBlock Owner;
    public TranslatedBlock? Target;

    /// <summary>The number of the next exit that goes straight to <see cref="Target"/>, or <see cref="None"/>.</summary>
    public int NextIncoming;

    /// <summary>No exit.</summary>
    public const int None = -1;
}

/// <summary>
/// A part of the code cache with its own compiler: one thread at a time compiles in it, and what it compiled counts once it is added,
/// under the engine's lock.
/// </summary>
/// <param name="memory">The code cache's memory.</param>
/// <param name="start">Where the part begins.</param>
/// <param name="end">Where it ends.</param>
/// <param name="firstExit">The number of its first exit.</param>
/// <param name="compiler">What compiles into it.</param>
/// <param name="largePages">Whom to ask for large pages of the host.</param>
/// <param name="portable">Whether what it takes to copy code to another process is noted.</param>
internal sealed unsafe partial class CodeArea(ExecutableMemory memory, int start, int end, int firstExit, BlockCompiler compiler, LargePages largePages, bool portable)
{
    /// <summary>No block needs more.</summary>
    public const int BlockRoom = 1 << 20;

    private const int LeastRoom = 0x4000;

    // With less code than that there are no large pages for it.
    private const int Little = 0x10000;

    private const int FixupsLog2 = 14;
    private readonly List<uint[]> fixups = [];
    private int fixupCount;
    // In parts: one array of all would be copied whenever it grows, and one so large has the collector go through everything.
    private const int ExitsLog2 = 11;
    private readonly List<CodeExit[]> exits = [];
    private int exitCount;
    private readonly int first = start;
    private int used = start;
    private int large = start / LargePages.Size;
    private int compiledAt;

    /// <summary>How many exits were added so far.</summary>
    public int ExitCount => exitCount;

    /// <summary>An exit, by how many were added before it.</summary>
    public ref CodeExit ExitAt(int number) => ref exits[number >> ExitsLog2][number & ((1 << ExitsLog2) - 1)];

    /// <summary>Which accesses of what is compiled next use the mirror.</summary>
    public BitArray? MirrorAccesses
    {
        set
        {
            if (compiler.MirrorUse != MirrorUse.All)
            {
                compiler.MirrorUse = value is null ? MirrorUse.None : MirrorUse.Chosen;
                compiler.MirrorAccesses = value;
            }
        }
    }

    /// <summary>Compiles a block behind the others.</summary>
    public CompileStatus Compile(Block source, bool exactFloatingPoint, SitePageArea sitePages, int pageOffset)
    {
        compiler.SitePageArea = sitePages;
        int room = Begin();
        return room < LeastRoom
            ? CompileStatus.NoRoom
            : Result(room, compiler.Compile(source, memory.Write + compiledAt, memory.Execute + compiledAt, room, (uint)(firstExit + exitCount), pageOffset, exactFloatingPoint));
    }

    /// <summary>Compiles a region behind the others.</summary>
    public CompileStatus Compile(Region source, bool exactFloatingPoint, SitePageArea sitePages, int pageOffset)
    {
        compiler.SitePageArea = sitePages;
        int room = Begin();
        return room < LeastRoom
            ? CompileStatus.NoRoom
            : Result(room, compiler.CompileRegion(source, memory.Write + compiledAt, memory.Execute + compiledAt, room, (uint)(firstExit + exitCount), pageOffset, exactFloatingPoint));
    }

    /// <summary>Adds what was compiled last; nothing was cleared meanwhile.</summary>
    public void Add(TranslatedBlock block)
    {
        block.Code = (nint)(memory.Execute + compiledAt);
        block.LinkCode = block.Code + compiler.LinkOffset;
        block.CodeLength = compiler.Length;
        block.Accesses = block.IsRegion ? [.. compiler.Accesses] : [];
        block.FirstExit = firstExit + exitCount;
        block.ExitCount = compiler.Exits.Length;
        if (portable)
        {
            ReadOnlySpan<uint> noted = compiler.Fixups;
            if (fixups.Count == 0 || (1 << FixupsLog2) - fixupCount < noted.Length)
            {
                fixups.Add(new uint[Math.Max(1 << FixupsLog2, noted.Length)]);
                fixupCount = 0;
            }

            noted.CopyTo(fixups[^1].AsSpan(fixupCount));
            block.FirstFixup = ((fixups.Count - 1) << FixupsLog2) | fixupCount;
            block.FixupCount = noted.Length;
            fixupCount += noted.Length;
        }

        foreach (BlockExit exit in compiler.Exits)
        {
            AddExit(new CodeExit { Jump = exit, Owner = block });
        }

        Use(compiledAt + compiler.Length);
    }

    // Code that is all over the place is slow where the host has to find each of its small pages. They are asked for before there is much in them: what is
    // there is copied, and each small page that is touched before costs two faults of the host.
    private void Use(int until)
    {
        used = until;
        if (until - first >= Little)
        {
            for (long next = (long)large * LargePages.Size; next <= until + (LargePages.Size / 2) && next + LargePages.Size <= end; next += LargePages.Size)
            {
                if (next >= first)
                {
                    largePages.Ask(memory.Execute + next);
                }

                large++;
            }
        }
    }

    private void AddExit(CodeExit exit)
    {
        if (exitCount >> ExitsLog2 == exits.Count)
        {
            exits.Add(new CodeExit[1 << ExitsLog2]);
        }

        ExitAt(exitCount++) = exit;
    }

    /// <summary>Forgets all code.</summary>
    public void Clear()
    {
        used = first;
        exits.Clear();
        exitCount = 0;
        fixups.Clear();
    }

    private int Begin()
    {
        compiledAt = (used + 15) & ~15;
        return Math.Min(end - compiledAt, BlockRoom);
    }

    // With plenty of room it is the block that is too large.
    private static CompileStatus Result(int room, CompileStatus status)
        => status == CompileStatus.NoRoom && room == BlockRoom ? CompileStatus.TooLarge : status;
}
