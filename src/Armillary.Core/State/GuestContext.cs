using System.Runtime.InteropServices;

namespace Armillary.Core.State;

/// <summary>
/// The part of a virtual CPU that generated code addresses, in host memory that never moves: engine words first, then the
/// guest's integer slots, then its vector slots. What the slots mean is the guest architecture's affair.
/// Offsets are part of the contract between the engine, the lowering and the guest architecture.
/// </summary>
[StructLayout(LayoutKind.Explicit, Size = TotalSize)]
public unsafe struct GuestContext
{
    /// <summary>The size in bytes.</summary>
    public const int TotalSize = 0x2000;

    /// <summary>Where integer slot 0 lies.</summary>
    public const int IntegerSlots = 0x100;

    /// <summary>Where vector slot 0 (slot number 64) lies.</summary>
    public const int VectorSlots = 0x300;

    /// <summary>Where an engine may keep its own spill and save areas (to <see cref="TotalSize"/>).</summary>
    public const int EngineArea = 0x800;

    /// <summary>Where the <see cref="SitePage"/>s lie, behind the rest.</summary>
    public const int SitePages = TotalSize;

    /// <summary>How much memory a context takes with its site pages.</summary>
    public const int AllocatedSize = SitePages + (2 * ((SitePage.AreaCount * SitePage.Size) + SitePage.FilterSize));

    /// <summary>Not zero: leave linked code at the next block edge. Written by any thread.</summary>
    [FieldOffset(0x00)] public int Attention;

    /// <summary>Not zero: a helper has changed the PC (took an exception, changed the context); leave the block.</summary>
    [FieldOffset(0x04)] public int Leave;

    /// <summary>The guest PC, valid outside generated code and in helpers (the current guest instruction's address).</summary>
    [FieldOffset(0x08)] public ulong Pc;

    /// <summary>The data TLB for privileged accesses: entries of <see cref="TlbEntry"/>.</summary>
    [FieldOffset(0x10)] public TlbEntry* Tlb;

    /// <summary>The data TLB for unprivileged accesses (at EL0 equal to <see cref="Tlb"/>).</summary>
    [FieldOffset(0x18)] public TlbEntry* UnprivilegedTlb;

    /// <summary>The jump cache of the current translation context: entries of <see cref="JumpCacheEntry"/>.</summary>
    [FieldOffset(0x20)] public JumpCacheEntry* JumpCache;

    /// <summary>A number that the engine finds its managed vCPU by.</summary>
    [FieldOffset(0x28)] public nint Handle;

    /// <summary>The address that the exclusive monitor holds, or all ones.</summary>
    [FieldOffset(0x30)] public ulong ExclusiveAddress;

    /// <summary>What a load-exclusive read there (low half).</summary>
    [FieldOffset(0x38)] public ulong ExclusiveValue;

    /// <summary>What a load-exclusive pair read above.</summary>
    [FieldOffset(0x40)] public ulong ExclusiveValueHigh;

    /// <summary>The size in bytes of the exclusive access.</summary>
    [FieldOffset(0x48)] public int ExclusiveSize;

    /// <summary>The host's floating-point control and status while the guest is not running (x86-64: MXCSR).</summary>
    [FieldOffset(0x4C)] public uint HostFpControl;

    /// <summary>Guest instructions executed, where counting was compiled in.</summary>
    [FieldOffset(0x50)] public ulong InstructionCount;

    /// <summary>What selects an entry of <see cref="Tlb"/>: the offset of its last entry in bytes.</summary>
    [FieldOffset(0x58)] public uint TlbMask;

    /// <summary>What selects an entry of <see cref="UnprivilegedTlb"/>.</summary>
    [FieldOffset(0x5C)] public uint UnprivilegedTlbMask;

    /// <summary>The byte offset of a slot (0 to 63 integer, 64 to 95 vector, from 96 on two integers, of which the first is the number less 96).</summary>
    public static int OffsetOfSlot(int slot)
        => slot < 64 ? IntegerSlots + (slot * 8) : slot < 96 ? VectorSlots + ((slot - 64) * 16) : IntegerSlots + ((slot - 96) * 8);
}

/// <summary>
/// One entry of a software data TLB. A tag is the virtual page address (low 12 bits zero) that an access of this kind may hit,
/// or all ones. Index: (virtual address >> 12) &amp; (count - 1), where the count is a power of two from <see cref="MinCount"/> up.
/// </summary>
[StructLayout(LayoutKind.Sequential)]
public struct TlbEntry
{
    /// <summary>How many entries a TLB has at least.</summary>
    public const int MinCount = 1024;

    /// <summary>How many it has at most.</summary>
    public const int MaxCount = 32768;

    /// <summary>The log2 of an entry's size in bytes.</summary>
    public const int SizeLog2 = 5;

    /// <summary>Set in <see cref="Physical"/> where the page has allocation tags.</summary>
    public const int TaggedBit = 0x80;

    /// <summary>The page that loads may hit.</summary>
    public ulong ReadTag;

    /// <summary>The page that stores may hit.</summary>
    public ulong WriteTag;

    /// <summary>What to add to a virtual address (top byte included) to get the host address.</summary>
    public ulong Addend;

    /// <summary>The engine's own: physical page and attributes.</summary>
    public ulong Physical;
}

/// <summary>The page that a load or store of generated code touched last. Empty while <see cref="Limit"/> is 0, as zeroed memory is.</summary>
[StructLayout(LayoutKind.Sequential)]
public struct SitePage
{
    /// <summary>How many an exception level has.</summary>
    public const int AreaCount = 8576;

    /// <summary>The size in bytes.</summary>
    public const int Size = 32;

    /// <summary>How many bytes each exception level has, behind all site pages, to tell which pages may be in them.</summary>
    public const int FilterSize = 4096;

    /// <summary>The virtual page address, negated.</summary>
    public ulong Tag;

    /// <summary>What to add to a virtual address to get the host address.</summary>
    public ulong Addend;

    /// <summary>An access whose address + <see cref="Tag"/> is less hits.</summary>
    public ulong Limit;

    /// <summary>The engine's own: the next one that is filled.</summary>
    public int Next;

    /// <summary>How many accesses found another page here than theirs, and no neighbour of it.</summary>
    public int Misses;
}

/// <summary>
/// One entry of a jump cache. The tag is the guest PC with the branch-target type (BTYPE) of the jump in its low two bits, or all ones.
/// Index: ((pc >> 2) ^ (pc >> 14)) &amp; (<see cref="Count"/> - 1); what was put out of there is at that index ^ 1.
/// </summary>
[StructLayout(LayoutKind.Sequential)]
public struct JumpCacheEntry
{
    /// <summary>How many entries a jump cache has: a power of two, so many that those of one page are together in a part of 1,024.</summary>
    public const int Count = 32768;

    /// <summary>The guest PC | BTYPE.</summary>
    public ulong Tag;

    /// <summary>The host address of the translated block.</summary>
    public nint Code;
}
