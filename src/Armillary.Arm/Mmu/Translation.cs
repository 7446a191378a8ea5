using Armillary.Core.Memory;

namespace Armillary.Arm.Mmu;

/// <summary>What a page lets whom do. PSTATE.PAN and a dirty state still clean are already taken into account.</summary>
[Flags]
public enum PagePermissions : byte
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Loads at EL1 and above.</summary>
    PrivilegedRead = 1,

    /// <summary>Stores at EL1 and above.</summary>
    PrivilegedWrite = 2,

    /// <summary>Fetches at EL1 and above.</summary>
    PrivilegedExecute = 4,

    /// <summary>Loads at EL0, and unprivileged loads.</summary>
    UnprivilegedRead = 8,

    /// <summary>Stores at EL0, and unprivileged stores.</summary>
    UnprivilegedWrite = 16,

    /// <summary>Fetches at EL0.</summary>
    UnprivilegedExecute = 32,

    /// <summary>Everything.</summary>
    All = 63,
}

/// <summary>The result of a translation: the 4 KiB page that holds the address, and what a TLB entry for it may say.</summary>
public struct Translation
{
    /// <summary>The attributes of Normal memory, write-back and allocating.</summary>
    public const byte WriteBackAttributes = 0xFF;

    /// <summary>The same with allocation tags, as MAIR_ELx and PAR_EL1 have it; here it is <see cref="WriteBackAttributes"/> and <see cref="Tagged"/>.</summary>
    public const byte TaggedAttributes = 0xF0;

    /// <summary>The physical address of the 4 KiB page.</summary>
    public PhysicalAddress Page;

    /// <summary>It is in the Secure physical address space, though both may have the same memory there.</summary>
    public bool Secure;

    /// <summary>What may be done with no further walk. A page whose dirty state is clean has no write permission until a store has set it.</summary>
    public PagePermissions Permissions;

    /// <summary>The memory attributes as a MAIR byte (PAR_EL1.ATTR).</summary>
    public byte Attributes;

    /// <summary>Normal Tagged memory: it has allocation tags (FEAT_MTE2).</summary>
    public bool Tagged;

    /// <summary>Shareability as PAR_EL1.SH.</summary>
    public byte Shareability;

    /// <summary>Device memory: accesses are aligned, and not speculative.</summary>
    public bool IsDevice;

    /// <summary>The page is guarded (GP): branches into it are checked.</summary>
    public bool Guarded;

    /// <summary>The entry is for every ASID.</summary>
    public bool Global;

    /// <summary>The ASID that the entry is for, where not global.</summary>
    public ushort Asid;

    /// <summary>The log2 of the size in bytes of the page or block that maps it: a TLBI of any address in it must forget all of it.</summary>
    public byte BlockSizeLog2;
}
