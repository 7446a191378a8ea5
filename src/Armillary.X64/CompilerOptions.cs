namespace Armillary.X64;

/// <summary>What a <see cref="BlockCompiler"/> is told once.</summary>
public sealed record CompilerOptions
{
    /// <summary>Count guest instructions in <see cref="Core.State.GuestContext.InstructionCount"/>, exactly, at each exit.</summary>
    public bool CountInstructions { get; init; }

    /// <summary>
    /// One thread runs all of the guest's code: its atomic operations are single instructions, but not locked ones, and a store-release need not be visible
    /// before a later load-acquire. Barriers stay, because of devices.
    /// </summary>
    public bool OneProcessor { get; init; }
}

/// <summary>How a compilation ended.</summary>
public enum CompileStatus
{
    /// <summary>The code is in the buffer.</summary>
    Done,

    /// <summary>The buffer is too small: make room and try again. At most 1 MiB is ever needed.</summary>
    NoRoom,

    /// <summary>The block needs more places than there are: translate fewer guest instructions.</summary>
    TooLarge,
}

/// <summary>A direct exit of a compiled block. Offsets count from the block's first byte.</summary>
/// <param name="JumpOffset">The five-byte jump to patch; its 32-bit displacement is aligned to four bytes.</param>
/// <param name="StubOffset">What it jumps to while it is not linked: its call of <c>Link</c>.</param>
/// <param name="TargetDelta">The target's guest PC relative to the block's.</param>
public readonly record struct BlockExit(int JumpOffset, int StubOffset, long TargetDelta)
{
    /// <summary>Makes the exit jump to <paramref name="target"/>, atomically for threads that run it.</summary>
    /// <param name="write">Where the block's first byte can be written.</param>
    /// <param name="execute">Where it runs.</param>
    /// <param name="target">A block's entry in the same code cache (or this exit's stub, to unlink).</param>
    public unsafe void Patch(byte* write, byte* execute, nint target)
    {
        // SAFETY: the displacement is an aligned word of the jump that the compiler emitted there.
        long relative = target - (nint)(execute + JumpOffset + 5);
        Volatile.Write(ref *(int*)(write + JumpOffset + 1), checked((int)relative));
    }
}
