using System.Runtime.InteropServices;

namespace Armillary.Engines.Jit.Saved;

/// <summary>
/// How a segment lies in its file, which is written once and never changed: <see cref="Header"/>; groups of blocks, each at a multiple of eight; one
/// <see cref="Group"/> for each; the <see cref="Slot"/>s of a hash table of all blocks.
/// </summary>
internal static class SegmentFormat
{
    /// <summary>"ArmCode1".</summary>
    public const ulong Magic = 0x3165_646F_436D_7241;

    /// <summary>Limits that no sound file is near to, so that what is read fits.</summary>
    public const int GroupLimit = 1 << 25;

    /// <summary>The longest group in bytes.</summary>
    public const int GroupLengthLimit = 1 << 27;

    /// <summary>The most slots of a hash table.</summary>
    public const int SlotLimit = 1 << 24;

    /// <summary>So many slots are looked at for a key.</summary>
    public const int ProbeLimit = 256;

    /// <summary>What a file begins with.</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal struct Header
    {
        public ulong Magic;
        public ulong Zero;
        public UInt128 Identity;
        public long FileLength;
        public long TablesOffset;
        public int Groups;
        public int Slots;
        public long Blocks;
        public ulong TablesChecksum;
        public ulong HeaderChecksum;
    }

    /// <summary>Where a group is.</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal struct Group
    {
        public long Offset;
        public ulong Checksum;
        public int Length;
        public int Zero;
    }

    /// <summary>A block by its key. An empty one is all zero.</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal struct Slot
    {
        /// <summary>The key's upper half; the lower half tells where the search begins.</summary>
        public uint Check;

        /// <summary>The number of the group, and in its lowest bits that of the block in it; and one.</summary>
        public uint Place;

        /// <summary><see cref="CodeHash.Source"/> of the guest code.</summary>
        public uint SourceHash;

        /// <summary>Where in its page the guest code begins, and its length.</summary>
        public ushort SourceStart;

        public ushort SourceLength;
    }

    public static ulong ChecksumOf(in Header header)
    {
        Header copy = header;
        copy.HeaderChecksum = 0;
        return CodeHash.Checksum(MemoryMarshal.AsBytes(new ReadOnlySpan<Header>(in copy)));
    }
}
