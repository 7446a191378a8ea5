namespace Armillary.Engines.Jit.Regions;

/// <summary>Which guest PCs samples found code at, more or less: of the thousands of targets that a jump cache has, the few that are worth a search. Written and read without a lock.</summary>
internal sealed class HotFilter
{
    private readonly bool[] seen = new bool[1 << 16];

    /// <summary>A sample found a block; what no jump cache has under a PC is no target.</summary>
    public void Add(TranslatedBlock block)
    {
        if (block.Entry is { } pc)
        {
            seen[IndexOf(pc)] = true;
        }
    }

    /// <summary>False: no sample found code there.</summary>
    public bool MayHave(ulong pc) => seen[IndexOf(pc)];

    private static int IndexOf(ulong pc) => (ushort)((pc >> 2) ^ (pc >> 18));
}
