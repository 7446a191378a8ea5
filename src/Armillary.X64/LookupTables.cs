using System.Runtime.InteropServices;
using Armillary.Core.State;

namespace Armillary.X64;

/// <summary>
/// Where a page's code lies: an entry of the table of a translation space's fetches, direct-mapped by page number. With it, the jump cache and the table of blocks
/// <see cref="Thunks"/> look a PC up without managed code.
/// </summary>
[StructLayout(LayoutKind.Sequential)]
public unsafe struct FetchEntry
{
    /// <summary>How many a space has.</summary>
    public const int Count = 256;

    /// <summary>The log2 of the size in bytes.</summary>
    public const int SizeLog2 = 5;

    /// <summary>No page.</summary>
    public const ulong NoTag = ulong.MaxValue;

    internal const ulong GuardedBit = 0x80;
    private const ulong GlobalBit = 0x40;
    private const ulong Log2Mask = 0x3F;
    private const ulong PageMask = 0xFFF;

    /// <summary>The virtual page address.</summary>
    public ulong Tag;

    private ulong page;

    /// <summary>Where the page is in the host.</summary>
    public byte* Host;

    /// <summary>The stamp of the jump cache that has noted this mapping (<see cref="JumpCacheHeader.Stamp"/>), or 0.</summary>
    public ulong NotedBy;

    /// <summary>The physical page.</summary>
    public readonly ulong Physical => page & ~PageMask;

    /// <summary>The log2 of the page's or block's size.</summary>
    public readonly int LargeLog2 => (int)(page & Log2Mask);

    /// <summary>Whether it is guarded.</summary>
    public readonly bool Guarded => (page & GuardedBit) != 0;

    /// <summary>Whether it is the same in all address spaces.</summary>
    public readonly bool Global => (page & GlobalBit) != 0;

    /// <summary>Fills it.</summary>
    public void Fill(ulong tag, ulong physical, byte* host, int largeLog2, bool guarded, bool global)
    {
        Tag = tag;
        page = physical | (uint)largeLog2 | (guarded ? GuardedBit : 0) | (global ? GlobalBit : 0);
        Host = host;
        NotedBy = 0;
    }
}

/// <summary>What lies before a jump cache's entries.</summary>
[StructLayout(LayoutKind.Sequential)]
public unsafe struct JumpCacheHeader
{
    /// <summary>So many places are noted.</summary>
    public const int FilledCount = 1024;

    /// <summary>The size in bytes: the entries begin at a multiple of 64.</summary>
    public const int Size = 64 + (2 * FilledCount);

    /// <summary>A number that the process has once: it changes when the jump cache forgets which mappings it depends on.</summary>
    public ulong Stamp;

    /// <summary>How many entries were filled since it was last empty, at most <see cref="FilledCount"/> and one.</summary>
    public int Fills;

    private fixed byte rest[64 - 12];

    /// <summary>Which.</summary>
    public fixed ushort Filled[FilledCount];
}

/// <summary>A place of the table of blocks: open addressing, the next one is the one behind.</summary>
[StructLayout(LayoutKind.Sequential)]
public struct BlockSlot
{
    /// <summary>The log2 of the size in bytes.</summary>
    public const int SizeLog2 = 5;

    /// <summary>Where the slots begin in the table; before them is a mask of their numbers.</summary>
    public const int First = 32;

    /// <summary>An <see cref="Entry"/>: whichever guest PC it has.</summary>
    public const ulong AnyEntry = 1;

    /// <summary>Where the block's guest code lies.</summary>
    public ulong Physical;

    /// <summary>What else it depends on.</summary>
    public uint Context;

    /// <summary>The block's number; 0: the place is free.</summary>
    public int Number;

    /// <summary>The host code to go on at without managed code; 0: managed code has to be asked. Whoever changes <see cref="Entry"/> sets it to 0 before.</summary>
    public nint Code;

    /// <summary>The guest PC that the code is known by: one that it is not known by has to be noted first.</summary>
    public ulong Entry;

    /// <summary>A slot's number, modulo the count. The thunks compute the same.</summary>
    /// <remarks>Blocks of a page lie near each other in the order of their code: what is run next to it is sought next to it, in memory that the host has just been at.</remarks>
    public static uint Hash(ulong physical, uint context)
        => (uint)((((physical >> 12) ^ ((ulong)context << ContextShift)) * Multiplier) >> HashShift) + (uint)((physical & 0xFFF) >> OffsetShift);

    internal const int ContextShift = 20;
    internal const ulong Multiplier = 0x9E37_79B9_7F4A_7C15;
    internal const int HashShift = 33;
    internal const int OffsetShift = 3;
}
