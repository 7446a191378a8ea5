using Armillary.Core.State;

namespace Armillary.X64;

/// <summary>
/// What lies where in the engine's own part of a <see cref="GuestContext"/> (byte offsets from its start). The function pointers are
/// written by the engine before the first entry; the rest belongs to generated code.
/// </summary>
public static unsafe class EngineArea
{
    /// <summary>The 16 general registers as the slow-path thunk saved them, in encoding order (RSP's place is unused).</summary>
    public const int SavedGpr = GuestContext.EngineArea;

    /// <summary>XMM0 to XMM15 as the slow-path thunk saved them.</summary>
    public const int SavedXmm = SavedGpr + (16 * 8);

    /// <summary>The MXCSR that managed code runs with (0x1F80).</summary>
    public const int DefaultMxcsr = 0x980;

    /// <summary>
    /// The branch type (<see cref="Ir.BranchKind"/> as BTYPE: 3, 1, 2, 0) of the transfer that <c>Lookup</c> is asked for. A helper that sets the
    /// PC and wants another type than 0 writes it here before it leaves; the lookup consumes it.
    /// </summary>
    public const int BranchType = 0x984;

    /// <summary>A word in which generated code sets FPSR.QC when a lane saturates; the engine reads and clears it.</summary>
    public const int SaturationStatus = 0x988;

    /// <summary>FPSR.QC.</summary>
    internal const int QC = 1 << 27;

    /// <summary><c>delegate* unmanaged&lt;GuestContext*, uint site, int&gt;</c>: performs a site; not zero: state is in memory and the PC is set, leave.</summary>
    public const int SlowPathFunction = 0x990;

    /// <summary><c>delegate* unmanaged&lt;GuestContext*, nint&gt;</c>: the host address to go on at for (Pc, <see cref="BranchType"/>).</summary>
    public const int LookupFunction = 0x998;

    /// <summary><c>delegate* unmanaged&lt;GuestContext*, uint exit, nint&gt;</c>: the host address to go on at for Pc; may patch the exit.</summary>
    public const int LinkFunction = 0x9A0;

    /// <summary><c>delegate* unmanaged&lt;GuestContext*, uint helper, ulong a, ulong b, ulong c, ulong&gt;</c>: the IR's Call and TrapIf.</summary>
    public const int HelperFunction = 0x9A8;

    /// <summary>The tables of the mirror in use (<see cref="Mirrors"/>).</summary>
    internal const int MirrorTags = 0x9B0;

    /// <summary>The window of the mirror in use.</summary>
    internal const int MirrorWindow = 0x9B8;

    /// <summary>A mask of the bits of an address that tell its place in the window.</summary>
    internal const int MirrorMask = 0x9C0;

    /// <summary>The other bits.</summary>
    internal const int MirrorHighMask = 0x9C8;

    /// <summary>See <see cref="Mirrors.Patience"/>.</summary>
    internal const int MirrorPatience = 0x9D0;

    /// <summary>The translation context that code is looked up for; that of guarded pages has the bits of <see cref="GuardedPageContext"/> as well.</summary>
    public const int CodeContext = 0x9D4;

    /// <summary>The <see cref="FetchEntry"/>s of the current translation space; 0: managed code looks everything up.</summary>
    public const int FetchTable = 0x9D8;

    /// <summary>The first filled site page of each area (<see cref="SitePages"/>), as an offset from the pinned register; 0: none.</summary>
    internal const int SitePageHeads = 0x9E0;

    /// <summary>Where a region keeps the target of an indirect branch while it moves pinned slots to their registers.</summary>
    internal const int JumpTarget = 0x9F0;

    /// <summary>The table of blocks: a mask, and from <see cref="BlockSlot.First"/> on the <see cref="BlockSlot"/>s.</summary>
    public const int BlockTable = 0x9F8;

    /// <summary>Where 64-bit spill places start.</summary>
    public const int SpillGpr = 0xA00;

    /// <summary>How many 64-bit spill places there are.</summary>
    public const int SpillGprCount = 256;

    /// <summary>Where 128-bit spill places start.</summary>
    public const int SpillXmm = SpillGpr + (SpillGprCount * 8);

    /// <summary>How many 128-bit spill places there are.</summary>
    public const int SpillXmmCount = 128;

    /// <summary>Not zero: code went to a kept level by itself (its number and one), and managed code has not heard of it.</summary>
    public const int WentTo = SpillXmm + (SpillXmmCount * 16);

    /// <summary>What a guarded page adds to the <see cref="CodeContext"/>.</summary>
    public const int GuardedPageContext = WentTo + 8;

    /// <summary>Where the words of a kept level (0 or 1) are: the data TLB, its mask, the jump cache, the mirror's tables and window, the fetch table, the context.</summary>
    public static int Level(int level) => WentTo + 32 + (level * 64);

    /// <summary>The memory whose allocation tags generated code looks at: where they are in the host, the memory's first address and its size in bytes (0: none).</summary>
    public const int TagBase = WentTo + 160, TagStart = TagBase + 8, TagSize = TagBase + 16;

    /// <summary>The pinned context register points this far into the context, so that slots 0 to 31 have one-byte displacements.</summary>
    internal const int Bias = 0x180;

    /// <summary>Writes the words that the thunks need. Call once for each context.</summary>
    public static void Initialize(
        GuestContext* context,
        delegate* unmanaged<GuestContext*, uint, int> slowPath,
        delegate* unmanaged<GuestContext*, nint> lookup,
        delegate* unmanaged<GuestContext*, uint, nint> link,
        delegate* unmanaged<GuestContext*, uint, ulong, ulong, ulong, ulong> helper)
    {
        // SAFETY: all offsets are inside GuestContext.TotalSize.
        byte* area = (byte*)context;
        *(uint*)(area + DefaultMxcsr) = 0x1F80;
        *(uint*)(area + BranchType) = 0;
        *(uint*)(area + SaturationStatus) = 0;
        *(ulong*)(area + MirrorMask) = Mirrors.WindowSize - 1;
        *(ulong*)(area + MirrorHighMask) = ~(Mirrors.WindowSize - 1);
        *(nint*)(area + SlowPathFunction) = (nint)slowPath;
        *(nint*)(area + LookupFunction) = (nint)lookup;
        *(nint*)(area + LinkFunction) = (nint)link;
        *(nint*)(area + HelperFunction) = (nint)helper;
        if (context->HostFpControl == 0)
        {
            context->HostFpControl = 0x1F80;
        }
    }
}
