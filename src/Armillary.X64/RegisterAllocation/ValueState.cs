namespace Armillary.X64.RegisterAllocation;

/// <summary>What the allocator knows of one value of the block.</summary>
internal struct ValueState
{
    /// <summary>The last instruction that reads it, -1 if none.</summary>
    public int LastUse;

    /// <summary>More than one operand names it.</summary>
    public bool Shared;

    /// <summary>How many dirty slots and pending flags expressions hold it.</summary>
    public int Holders;

    /// <summary>Its spill place, -1 if none.</summary>
    public short Spill;

    /// <summary>The register that has it (general 0 to 15, vector 16 to 31), -1 if none.</summary>
    public sbyte Register;

    /// <summary>The slot whose home may have it, -1 if none; see <c>homeValue</c>.</summary>
    public sbyte Home;

    /// <summary>It is what a slot that the region never writes has, and stays in its register while that is not needed for something else.</summary>
    public bool Pinned;

    /// <summary>It is a flags expression that holds its operands.</summary>
    public bool Lazy;

    /// <summary>Of a memory operation: what comes later off the same root (1 a load, 2 a store).</summary>
    public byte Later;

    /// <summary>Of a root, in the backward pass: the next load off it.</summary>
    public int NextLoad;

    /// <summary>Of a root, in the backward pass: the next store off it.</summary>
    public int NextStore;

    /// <summary>The slot that is set to it before anyone can look at slots, -1 if none: what the slot has until then nobody needs.</summary>
    public sbyte Into;

    /// <summary>In the backward pass: where the slot is set.</summary>
    public int IntoAt;

    /// <summary>Of a load-exclusive: its store-exclusive follows in the block, with nothing between that anyone could see the monitor at.</summary>
    public bool Paired;

    /// <summary>Nothing needs the instruction.</summary>
    public bool Dead;
}
