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
    private readonly ulong[] pages = new ulong[16];
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

    public void Fill(ulong pc, uint btype, nint code)
    {
        JumpCacheEntry* entry = EntryOf(pc);
        entry->Code = code;
        entry->Tag = pc | btype;
        pages[(pc >> 18) & 15] |= 1UL << (int)((pc >> 12) & 63);
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

    /// <summary>Forgets everything.</summary>
    public void Clear()
    {
        // SAFETY: the table has Count entries; all ones is the tag that nothing hits.
        NativeMemory.Fill(entries, (nuint)(JumpCacheEntry.Count * sizeof(JumpCacheEntry)), 0xFF);
        Array.Clear(pages);
    }

    /// <summary>Forgets everything if a block in [start, +length) may be in it.</summary>
    public void ClearRange(ulong start, ulong length)
    {
        ulong count = (length + 0xFFF) >> 12;
        for (ulong i = 0; i < count && i < 1024; i++)
        {
            ulong pc = start + (i << 12);
            if ((pages[(pc >> 18) & 15] & (1UL << (int)((pc >> 12) & 63))) != 0)
            {
                Clear();
                return;
            }
        }
    }

    private JumpCacheEntry* EntryOf(ulong pc) => entries + (((pc >> 2) ^ (pc >> 14)) & (JumpCacheEntry.Count - 1));

    public void Dispose()
    {
        NativeMemory.AlignedFree(entries);
        entries = null;
    }
}
