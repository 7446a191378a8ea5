using Armillary.Arm.State;

namespace Armillary.Engines.Jit;

/// <summary>The translated blocks by where their guest code lies and what they depend on, and by physical page. Not thread-safe: used under the engine's lock.</summary>
internal sealed class BlockTable
{
    private readonly Dictionary<(ulong Physical, TranslationContext Context), TranslatedBlock> blocks = [];
    private readonly Dictionary<ulong, List<TranslatedBlock>> pages = [];

    public int Count => blocks.Count;

    public TranslatedBlock? Find(ulong physical, TranslationContext context)
        => blocks.TryGetValue((physical, context), out TranslatedBlock? block) ? block : null;

    public void Add(TranslatedBlock block)
    {
        blocks.Add((block.Physical, block.Context), block);
        ulong page = block.Physical >> 12;
        if (!pages.TryGetValue(page, out List<TranslatedBlock>? list))
        {
            pages.Add(page, list = []);
        }

        list.Add(block);
    }

    /// <summary>Whether any block was made from the pages of [physical, +length).</summary>
    public bool HasBlocks(ulong physical, ulong length)
    {
        for (ulong page = physical >> 12; page <= (physical + length - 1) >> 12; page++)
        {
            if (pages.ContainsKey(page))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Removes every block that was made from any byte in [physical, +length) and returns them.</summary>
    public List<TranslatedBlock> RemoveRange(ulong physical, ulong length)
    {
        List<TranslatedBlock> removed = [];
        for (ulong page = physical >> 12; page <= (physical + length - 1) >> 12; page++)
        {
            if (!pages.TryGetValue(page, out List<TranslatedBlock>? list))
            {
                continue;
            }

            for (int i = list.Count - 1; i >= 0; i--)
            {
                TranslatedBlock block = list[i];
                if (block.Physical < physical + length && physical < block.Physical + (ulong)block.Length)
                {
                    blocks.Remove((block.Physical, block.Context));
                    block.Valid = false;
                    removed.Add(block);
                    list.RemoveAt(i);
                }
            }

            if (list.Count == 0)
            {
                pages.Remove(page);
            }
        }

        return removed;
    }

    public void Clear()
    {
        blocks.Clear();
        pages.Clear();
    }
}
