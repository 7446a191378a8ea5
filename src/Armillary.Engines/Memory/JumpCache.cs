using System.Runtime.InteropServices;
using Armillary.Arm.State;
using Armillary.Core.State;

namespace Armillary.Engines.Memory;

/// <summary>
/// Where the blocks of one translation space and context begin, by guest PC: what generated code probes at indirect branches.
/// Only the owning vCPU's thread writes.
/// </summary>
internal sealed unsafe class JumpCache : IDisposable
{
    private const int FilterBits = 8192;
    private const ulong PageMask = (1UL << 44) - 1;

    // Which pages blocks that are in it may begin in.
    private readonly ulong[] pages = new ulong[FilterBits / 64];
    private JumpCacheEntry* entries;

    public JumpCache()
    {
        entries = (JumpCacheEntry*)NativeMemory.AlignedAlloc((nuint)(JumpCacheEntry.Count * sizeof(JumpCacheEntry)), 64);
        Clear();
    }

    public TranslationSpace? Space { get; set; }

    public TranslationContext Context { get; set; }

    public long LastUse { get; set; }

    public JumpCacheEntry* Entries => entries;

    /// <summary>Whether any of it was reached by a translation of one address space only.</summary>
    public bool HasLocal { get; private set; }

    /// <param name="pc">The guest PC.</param>
    /// <param name="btype">The branch-target type that it may be reached with.</param>
    /// <param name="global">Whether the page's translation holds in every address space (nG is 0).</param>
    /// <param name="code">Where the block's code is.</param>
    public void Fill(ulong pc, uint btype, bool global, nint code)
    {
        HasLocal |= !global;
        JumpCacheEntry* entry = EntryOf(pc);
        entry->Code = code;
        entry->Tag = pc | btype;
        List(pc >> 12);
    }

    /// <summary>What leads from a PC to a block's code leads to other code instead.</summary>
    public void Replace(ulong pc, nint code, nint replacement)
    {
        JumpCacheEntry* entry = EntryOf(pc);
        if (entry->Code == code)
        {
            entry->Code = replacement;
        }
    }

    /// <summary>Forgets a block.</summary>
    public void Forget(ulong pc, nint code)
    {
        JumpCacheEntry* entry = EntryOf(pc);
        if (entry->Code == code)
        {
            entry->Tag = ulong.MaxValue;
        }
    }

    /// <summary>Forgets everything.</summary>
    public void Clear()
    {

        // SAFETY: the table has Count entries; all ones is the tag that nothing hits.
        NativeMemory.Fill(entries, (nuint)(JumpCacheEntry.Count * sizeof(JumpCacheEntry)), 0xFF);
        Array.Clear(pages);
        HasLocal = false;
    }

    /// <summary>Forgets the blocks that begin in [start, +length).</summary>
    public void ClearRange(ulong start, ulong length)
    {
        ulong first = start >> 12, count = ((start & 0xFFF) + length + 0xFFF) >> 12;
        bool found = count >= FilterBits;
        for (ulong i = 0; i < count && !found; i++)
        {
            found = Listed(first + i);
        }

        if (!found)
        {
            return;
        }

        // The filter forgets what is no longer there.
        Array.Clear(pages);
        for (JumpCacheEntry* entry = entries; entry < entries + JumpCacheEntry.Count; entry++)
        {
            if (entry->Tag == ulong.MaxValue)
            {
                continue;
            }

            // The top byte takes no part, as in TLBI.
            ulong page = entry->Tag >> 12;
            if (((page - first) & PageMask) < count)
            {
                entry->Tag = ulong.MaxValue;
            }
            else
            {
                List(page);
            }
        }
    }

    private void List(ulong page) => pages[Index(page) >> 6] |= 1UL << Index(page);

    private bool Listed(ulong page) => (pages[Index(page) >> 6] & (1UL << Index(page))) != 0;

    // Kernels and programs are told apart by the half of the address space, which bit 43 of the page number tells.
    private static int Index(ulong page) => (int)((page ^ (page >> 9)) & ((FilterBits / 2) - 1)) | (int)((page >> 43) & 1) * (FilterBits / 2);

    private JumpCacheEntry* EntryOf(ulong pc) => entries + (((pc >> 2) ^ (pc >> 14)) & (JumpCacheEntry.Count - 1));

    public void Dispose()
    {
        NativeMemory.AlignedFree(entries);
        entries = null;
    }
}
