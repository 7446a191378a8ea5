using Armillary.Core.State;

namespace Armillary.X64;

/// <summary>
/// How a mirror lies in host memory: a window in which a guest page is mapped at its own address modulo the window's size, behind tables
/// with a word for each page of the window, which tell what accesses may use the page there. The address of the tables is that of the mirror.
/// </summary>
/// <remarks>
/// A word of a table of tags is the virtual address of the page that accesses may find at this place, or <see cref="NoTag"/>. Memory that nobody wrote is
/// therefore empty but for the place of page 0, and the last one, from which an access may go on to page 0: these have to be written. An access adds its displacement to the address in the
/// window, so pages whose place is less than <see cref="Guard"/> from an end of the window must not have a tag.
/// </remarks>
public static unsafe class Mirrors
{
    /// <summary>The log2 of the window's size.</summary>
    public const int WindowLog2 = 39;

    /// <summary>The size of the window in bytes.</summary>
    public const ulong WindowSize = 1UL << WindowLog2;

    /// <summary>How many pages the window has.</summary>
    public const int PageCount = 1 << (WindowLog2 - 12);

    /// <summary>The size of one table in bytes. That of tags for loads comes first, then that for stores, then one for the engine's own use.</summary>
    public const ulong TableSize = (ulong)PageCount * 8;

    /// <summary>Where the window lies, counted from the tables.</summary>
    public const ulong Window = 4 * TableSize;

    /// <summary>So far from an end of the window no page may be used.</summary>
    public const ulong Guard = 1 << 16;

    /// <summary>The tag of a place that no access may use.</summary>
    public const ulong NoTag = ulong.MaxValue;

    /// <summary>The place of a virtual address: the number of its page in the window.</summary>
    public static int PlaceOf(ulong virtualAddress) => (int)(virtualAddress >> 12) & (PageCount - 1);

    /// <summary>Chooses the mirror that generated code uses; its table of tags for loads has to stay readable.</summary>
    public static void Select(GuestContext* context, byte* mirror)
    {
        *(byte**)((byte*)context + EngineArea.MirrorTags) = mirror;
        *(byte**)((byte*)context + EngineArea.MirrorWindow) = mirror + Window;
    }

    /// <summary>
    /// How many accesses will miss the mirror before one is done by the slow path though the TLB has its page, with this number below 0 then.
    /// </summary>
    public static ref int Patience(GuestContext* context) => ref *(int*)((byte*)context + EngineArea.MirrorPatience);
}

/// <summary>Which plain loads and stores use the mirror.</summary>
public enum MirrorUse : byte
{
    /// <summary>None.</summary>
    None,

    /// <summary>Those that <see cref="BlockCompiler.MirrorAccesses"/> names.</summary>
    Chosen,

    /// <summary>All but those that follow another one off the same address.</summary>
    All,
}
