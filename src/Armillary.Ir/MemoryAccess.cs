namespace Armillary.Ir;

/// <summary>The Sub parameter of a memory operation: size and kind of the access.</summary>
[Flags]
public enum MemoryAccess : byte
{
    /// <summary>One byte.</summary>
    Size1 = 0,

    /// <summary>Two bytes.</summary>
    Size2 = 1,

    /// <summary>Four bytes.</summary>
    Size4 = 2,

    /// <summary>Eight bytes.</summary>
    Size8 = 3,

    /// <summary>Sixteen bytes.</summary>
    Size16 = 4,

    /// <summary>The bits that hold the log2 of the size in bytes (of each element of a pair).</summary>
    SizeMask = 7,

    /// <summary>A load sign-extends to its result type.</summary>
    Signed = 8,

    /// <summary>Checked with EL0's permissions (LDTR, STTR).</summary>
    Unprivileged = 16,

    /// <summary>Ordered: load-acquire, store-release (RCsc). Unaligned ordered accesses fault as the architecture says.</summary>
    Ordered = 32,

    /// <summary>Must be aligned to its whole size whatever SCTLR_ELx.A says (exclusives, atomics).</summary>
    Aligned = 64,

    /// <summary>Of sixteen bytes: two elements of eight, as a pair's, and aligned if those are.</summary>
    Halves = 128,
}

/// <summary>Sizes of <see cref="MemoryAccess"/>.</summary>
public static class MemoryAccessExtensions
{
    /// <summary>The size of one element in bytes.</summary>
    public static int Bytes(this MemoryAccess access) => 1 << (int)(access & MemoryAccess.SizeMask);
}

/// <summary>How an indirect branch was made: its branch-target type and its use of the return stack.</summary>
public enum BranchKind : byte
{
    /// <summary>BR: a jump (BTYPE 3).</summary>
    Jump,

    /// <summary>BR through X16 or X17 (BTYPE 1).</summary>
    JumpViaX16X17,

    /// <summary>BLR: a call (BTYPE 2).</summary>
    Call,

    /// <summary>RET: a return (BTYPE 0).</summary>
    Return,
}

/// <summary>What a <see cref="Op.Call"/> may do.</summary>
[Flags]
public enum CallFlags
{
    /// <summary>Returns normally always.</summary>
    None = 0,

    /// <summary>May set <see cref="Core.State.GuestContext.Leave"/> (an exception was taken): test it and leave.</summary>
    MayLeave = 1,

    /// <summary>
    /// Checks the allocation tags of an access, at the address A. B tells what access: its size in bits 7:0; bit 9 a store; bit 10 not through the TLB of this level; bit 14
    /// that the top byte of addresses whose bit 55 is clear takes no part. It need not be called where the address's tag, bits 59:56, is that of what it names.
    /// </summary>
    ChecksTags = 2,
}
