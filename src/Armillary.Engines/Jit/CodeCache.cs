using Armillary.Core.Host;
using Armillary.Core.State;
using Armillary.Ir;
using Armillary.X64;

namespace Armillary.Engines.Jit;

/// <summary>
/// The memory that translated code lives in, its sites and its exits. Blocks are appended until there is no room; then all go at once.
/// Everything but <see cref="Enter"/> and reading sites is done under the engine's lock.
/// </summary>
internal sealed unsafe class CodeCache : IDisposable
{
    public const int ThunkRoom = 0x1000;
    private const int BlockRoom = 1 << 20;

    private struct Exit
    {
        public BlockExit Jump;
        public TranslatedBlock Owner;
        public TranslatedBlock? Target;
    }

    private readonly ExecutableMemory memory;
    private readonly Thunks thunks;
    private readonly BlockCompiler compiler;
    private Exit[] exits = new Exit[4096];
    private int exitCount;
    private int used = ThunkRoom;

    public CodeCache(EngineOptions options)
    {
        memory = new ExecutableMemory((nuint)Math.Max(options.CodeCacheSize, ThunkRoom + (2 * BlockRoom)), options.PerfMap);
        thunks = new Thunks(memory.Write, memory.Execute);
        compiler = new BlockCompiler(new CompilerOptions { CountInstructions = options.CountInstructions }, HostFeatures.Detect(), thunks, Sites);
    }

    public SiteTable Sites { get; } = new();

    /// <summary>Where generated code goes to return to the engine.</summary>
    public nint LeaveCode => thunks.Exit;

    /// <summary>Where the code that blocks and the engine share begins.</summary>
    public nint ThunkCode => (nint)memory.Execute;

    public void Enter(GuestContext* context, nint code) => thunks.Enter(context, code);

    /// <summary>Compiles a block behind the others.</summary>
    public CompileStatus Compile(Block source, bool exactFloatingPoint, int pageOffset, TranslatedBlock block)
    {
        int start = NextStart(out int room);
        CompileStatus status = room < 0x4000
            ? CompileStatus.NoRoom
            : compiler.Compile(source, memory.Write + start, memory.Execute + start, room, (uint)exitCount, pageOffset, exactFloatingPoint);
        return Append(status, start, room, block);
    }

    /// <summary>Compiles a region behind the blocks.</summary>
    public CompileStatus CompileRegion(Region source, bool exactFloatingPoint, int pageOffset, TranslatedBlock block)
    {
        int start = NextStart(out int room);
        CompileStatus status = room < 0x4000
            ? CompileStatus.NoRoom
            : compiler.CompileRegion(source, memory.Write + start, memory.Execute + start, room, (uint)exitCount, pageOffset, exactFloatingPoint);
        return Append(status, start, room, block);
    }

    private int NextStart(out int room)
    {
        int start = (used + 15) & ~15;
        room = Math.Min((int)memory.Size - start, BlockRoom);
        return start;
    }

    private CompileStatus Append(CompileStatus status, int start, int room, TranslatedBlock block)
    {
        if (status != CompileStatus.Done)
        {
            // With plenty of room it is the block that is too large.
            return status == CompileStatus.NoRoom && room == BlockRoom ? CompileStatus.TooLarge : status;
        }

        block.Code = (nint)(memory.Execute + start);
        block.CodeLength = compiler.Length;
        block.FirstExit = exitCount;
        foreach (BlockExit exit in compiler.Exits)
        {
            if (exitCount == exits.Length)
            {
                Array.Resize(ref exits, exitCount * 2);
            }

            exits[exitCount++] = new Exit { Jump = exit, Owner = block };
        }

        block.ExitCount = exitCount - block.FirstExit;
        used = start + compiler.Length;
        return CompileStatus.Done;
    }

    /// <summary>
    /// Makes an exit jump straight to its target, where that cannot change behind its back: in the same 4 KiB page, hence the same translation.
    /// </summary>
    public void Link(int number, TranslatedBlock target)
    {
        ref Exit exit = ref exits[number];
        long offset = (long)(exit.Owner.Physical & 0xFFF) + exit.Jump.TargetDelta;
        if (exit.Target != null || !exit.Owner.Valid || !target.Valid || exit.Owner.Context != target.Context
            || offset is < 0 or > 0xFFF || target.Physical != (exit.Owner.Physical & ~0xFFFUL) + (ulong)offset)
        {
            return;
        }

        exit.Target = target;
        (target.Incoming ??= []).Add(number);
        Patch(in exit, target.Code);
    }

    /// <summary>What goes straight to a block goes to another one of the same place and context instead.</summary>
    public void Redirect(TranslatedBlock block, TranslatedBlock replacement)
    {
        foreach (int number in block.Incoming ?? [])
        {
            ref Exit exit = ref exits[number];
            if (exit.Target == block)
            {
                exit.Target = replacement;
                (replacement.Incoming ??= []).Add(number);
                Patch(in exit, replacement.Code);
            }
        }

        block.Incoming = null;
    }

    /// <summary>No block goes straight to this one any more.</summary>
    public void Unlink(TranslatedBlock block)
    {
        if (block.Incoming is not { } incoming)
        {
            return;
        }

        foreach (int number in incoming)
        {
            ref Exit exit = ref exits[number];
            if (exit.Target == block)
            {
                exit.Target = null;
                Patch(in exit, exit.Owner.Code + exit.Jump.StubOffset);
            }
        }

        block.Incoming = null;
    }

    /// <summary>No block goes straight to another.</summary>
    public void UnlinkAll()
    {
        for (int number = 0; number < exitCount; number++)
        {
            ref Exit exit = ref exits[number];
            if (exit.Target is { } target)
            {
                target.Incoming = null;
                exit.Target = null;
                Patch(in exit, exit.Owner.Code + exit.Jump.StubOffset);
            }
        }
    }

    /// <summary>Forgets all code. No vCPU may be in it.</summary>
    public void Clear()
    {
        used = ThunkRoom;
        Array.Clear(exits, 0, exitCount);
        exitCount = 0;
        Sites.Reset();
    }

    private void Patch(in Exit exit, nint target)
    {
        byte* execute = (byte*)exit.Owner.Code;
        exit.Jump.Patch(memory.Write + (execute - memory.Execute), execute, target);
    }

    public void Dispose() => memory.Dispose();
}
