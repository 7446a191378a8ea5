using System.Collections;
using Armillary.Core.Host;
using Armillary.Core.State;
using Armillary.Engines.Memory;
using Armillary.Ir;
using Armillary.X64;

namespace Armillary.Engines.Jit;

/// <summary>
/// The memory that translated code lives in, its sites and its exits. Blocks are appended until there is no room; then all go at once.
/// Everything but <see cref="Enter"/>, reading sites and <see cref="CompileAside"/> is done under the engine's lock.
/// </summary>
internal sealed unsafe partial class CodeCache : IDisposable
{
    public const int ThunkRoom = Thunks.Room;

    private const int UsualSize = 256 << 20;

    // A region at each entry is some ten times the code; the memory is taken as it is used.
    private const int RegionsOnlySize = 512 << 20;

    // Exits of what is compiled aside have numbers from here.
    private const int FirstAsideExit = 1 << 30;

    private readonly ExecutableMemory memory;
    private readonly Thunks thunks;
    private readonly CodeArea area;
    private readonly CodeArea aside;
    private int clears;

    public CodeCache(EngineOptions options, LargePages largePages)
    {
        int wanted = options.CodeCacheSize ?? (options.Tiers == TierChoice.RegionsOnly ? RegionsOnlySize : UsualSize);
        memory = new ExecutableMemory((nuint)Math.Max(wanted, ThunkRoom + (4 * CodeArea.BlockRoom)), options.PerfMap);
        thunks = new Thunks(memory.Write, memory.Execute);
        CompilerOptions compilerOptions = new() { CountInstructions = options.CountInstructions, OneProcessor = options.OneProcessor };
        HostFeatures features = options.HostFeatures ?? HostFeatures.Detect();
        bool portable = options.SavedCode is not null;
        MirrorUse mirrors = options.Mirrors == MirrorChoice.Everywhere && Mirror.IsPossible ? MirrorUse.All : MirrorUse.None;
        int size = (int)memory.Size;
        int split = options.Tiers == TierChoice.ByHeat ? (size - (size / 4)) & ~0xFFF : size;
        area = new CodeArea(memory, ThunkRoom, split, 0, new BlockCompiler(compilerOptions, features, thunks, Sites) { MirrorUse = mirrors }, largePages, portable);
        aside = new CodeArea(memory, split, size, FirstAsideExit, new BlockCompiler(compilerOptions, features, thunks, Sites) { MirrorUse = mirrors }, largePages, portable);
    }

    public SiteTable Sites { get; } = new();

    /// <summary>Where generated code goes to return to the engine.</summary>
    public nint LeaveCode => thunks.Exit;

    /// <summary>Where the code that blocks and the engine share begins.</summary>
    public nint ThunkCode => (nint)memory.Execute;

    public void Enter(GuestContext* context, nint code) => thunks.Enter(context, code);

    /// <summary>How many times all code was forgotten.</summary>
    public int Clears => Volatile.Read(ref clears);

    /// <summary>Compiles a block and adds it.</summary>
    public CompileStatus Compile(Block source, bool exactFloatingPoint, SitePageArea sitePages, int pageOffset, TranslatedBlock block)
        => AddTo(area, area.Compile(source, exactFloatingPoint, sitePages, pageOffset), block);

    /// <summary>Compiles a region.</summary>
    public CompileStatus CompileHere(Region source, bool exactFloatingPoint, SitePageArea sitePages, int pageOffset)
        => area.Compile(source, exactFloatingPoint, sitePages, pageOffset);

    /// <summary>Compiles a region without the engine's lock; one thread only. <paramref name="mirrorAccesses"/>: which of its accesses use the mirror.</summary>
    public CompileStatus CompileAside(Region source, bool exactFloatingPoint, SitePageArea sitePages, BitArray? mirrorAccesses, int pageOffset)
    {
        aside.MirrorAccesses = mirrorAccesses;
        return aside.Compile(source, exactFloatingPoint, sitePages, pageOffset);
    }

    /// <summary>Adds what was compiled aside, if <see cref="Clears"/> is what it was before.</summary>
    public void AddAside(TranslatedBlock block) => aside.Add(block);

    /// <summary>Adds what <see cref="CompileHere"/> compiled.</summary>
    public void AddHere(TranslatedBlock block) => area.Add(block);

    private static CompileStatus AddTo(CodeArea area, CompileStatus status, TranslatedBlock block)
    {
        if (status == CompileStatus.Done)
        {
            area.Add(block);
        }

        return status;
    }

    private ref CodeExit ExitOf(int number)
    {
        if (number >= FirstAsideExit)
        {
            return ref aside.ExitAt(number - FirstAsideExit);
        }

        return ref area.ExitAt(number);
    }

    /// <summary>
    /// Makes an exit jump straight to its target, where that cannot change behind its back: in a page that the exit's code was made from, whose
    /// translation holds for as long as it runs.
    /// </summary>
    public void Link(int number, TranslatedBlock target)
    {
        ref CodeExit exit = ref ExitOf(number);
        if (exit.Target != null || !exit.Owner.Valid || !target.Valid || exit.Owner.Context != target.Context
            || exit.Owner.PhysicalOf(exit.Jump.TargetDelta) != target.Physical)
        {
            return;
        }

        target = target.Region ?? target;
        Aim(ref exit, number, target);
    }

    // From now on the exit goes to the target, and is among its incoming ones: an exit is in the list of its target only.
    private void Aim(ref CodeExit exit, int number, TranslatedBlock target)
    {
        exit.Target = target;
        exit.NextIncoming = target.FirstIncoming;
        target.FirstIncoming = number;
        Patch(in exit, target.LinkCode);
    }

    /// <summary>What goes straight to a block goes to another one of the same place and context instead.</summary>
    public void Redirect(TranslatedBlock block, TranslatedBlock replacement)
    {
        int number = block.FirstIncoming;
        block.FirstIncoming = CodeExit.None;
        while (number != CodeExit.None)
        {
            ref CodeExit exit = ref ExitOf(number);
            int next = exit.NextIncoming;
            Aim(ref exit, number, replacement);
            number = next;
        }
    }

    /// <summary>No block goes straight to this one any more.</summary>
    public void Unlink(TranslatedBlock block)
    {
        for (int number = block.FirstIncoming; number != CodeExit.None;)
        {
            ref CodeExit exit = ref ExitOf(number);
            exit.Target = null;
            Patch(in exit, exit.Owner.Code + exit.Jump.StubOffset);
            number = exit.NextIncoming;
        }

        block.FirstIncoming = CodeExit.None;
    }

    /// <summary>No block goes straight to another.</summary>
    public void UnlinkAll()
    {
        UnlinkAll(area);
        UnlinkAll(aside);
    }

    private void UnlinkAll(CodeArea from)
    {
        for (int i = 0; i < from.ExitCount; i++)
        {
            ref CodeExit exit = ref from.ExitAt(i);
            if (exit.Target is { } target)
            {
                target.FirstIncoming = CodeExit.None;
                exit.Target = null;
                Patch(in exit, exit.Owner.Code + exit.Jump.StubOffset);
            }
        }
    }

    /// <summary>Forgets all code. No vCPU may be in it.</summary>
    public void Clear()
    {
        area.Clear();
        aside.Clear();
        Sites.Reset();
        Volatile.Write(ref clears, clears + 1);
    }

    private void Patch(in CodeExit exit, nint target)
    {
        byte* execute = (byte*)exit.Owner.Code;
        exit.Jump.Patch(memory.Write + (execute - memory.Execute), execute, target);
    }

    public void Dispose() => memory.Dispose();
}
