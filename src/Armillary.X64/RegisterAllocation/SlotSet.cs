namespace Armillary.X64.RegisterAllocation;

/// <summary>A set of state slots, of which there are at most 128. (UInt128 would do, but is not compiled ahead of time.)</summary>
internal struct SlotSet
{
    private ulong low;
    private ulong high;

    /// <summary>Adds a slot; false: it was there already.</summary>
    public bool Add(int slot)
    {
        ref ulong word = ref slot < 64 ? ref low : ref high;
        ulong bit = 1UL << slot;
        bool added = (word & bit) == 0;
        word |= bit;
        return added;
    }

    /// <summary>Whether a slot is in it.</summary>
    public readonly bool Has(int slot) => ((slot < 64 ? low : high) >> slot & 1) != 0;

    /// <summary>Takes a slot out.</summary>
    public void Remove(int slot)
    {
        ref ulong word = ref slot < 64 ? ref low : ref high;
        word &= ~(1UL << slot);
    }
}
