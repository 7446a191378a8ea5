using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Armillary.Arm.State;
using Armillary.Core.State;
using Armillary.Engines.Jit.Regions;
using Armillary.X64;

namespace Armillary.Engines.Memory;

/// <summary>
/// Where the blocks of one translation space and context begin, by guest PC: what generated code probes at indirect branches.
/// Only the owning vCPU's thread writes.
/// </summary>
internal sealed unsafe class JumpCache : IDisposable
{
    private const int FilterBits = 8192;
    private const int LargeLog2 = 21, LargeBits = 16384;
    private const ulong PageMask = (1UL << 44) - 1;

    // A page's entries are in as many places that lie together.
    private const int PageEntries = 0x1000 / 4;
    private const int MostPagesApart = 8;

    // Which pages blocks that are in it may begin in.
    private readonly ulong[] pages = new ulong[FilterBits / 64];

    // Which pages else any of them may depend on.
    private readonly ulong[] furtherPages = new ulong[FilterBits / 64];

    // Which blocks of 2 MiB, by the low bits of their number, any of it was reached by; and the size of the largest other page or block.
    private readonly ulong[] largeBlocks = new ulong[LargeBits / 64];
    private int largestLog2;
    private JumpCacheEntry* entries;
    private static long stamps;

    // Before the entries: generated code fills them too (Thunks). It knows where they were filled since they were last empty, as few places are emptied one by one.
    private JumpCacheHeader* Header => (JumpCacheHeader*)((byte*)entries - JumpCacheHeader.Size);

    public TranslationSpace? Space { get; set; }

    public TranslationContext Context { get; set; }

    public long LastUse { get; set; }

    /// <summary>The table; null until it is first cleared: few of a vCPU's jump caches are ever used.</summary>
    public JumpCacheEntry* Entries => entries;

    /// <summary>Whether any of it was reached by a translation of one address space only.</summary>
    public bool HasLocal { get; private set; }

    /// <param name="pc">The guest PC.</param>
    /// <param name="btype">The branch-target type that it may be reached with.</param>
    /// <param name="page">How its page is mapped.</param>
    /// <param name="code">Where the block's code is.</param>
    public void Fill(ulong pc, uint btype, in CodePage page, nint code)
    {
        NoteMapping(pc, in page);
        JumpCacheEntry* entry = EntryOf(pc), second = SecondOf(pc);
        ulong tag = pc | btype;
        if (entry->Tag != tag && entry->Tag != ulong.MaxValue)
        {
            *second = *entry;
        }
        else if (second->Tag == tag)
        {
            second->Tag = ulong.MaxValue;
        }

        JumpCacheHeader* header = Header;
        if (header->Fills < JumpCacheHeader.FilledCount)
        {
            header->Filled[header->Fills] = (ushort)(entry - entries);
        }

        header->Fills = Math.Min(header->Fills, JumpCacheHeader.FilledCount) + 1;
        entry->Code = code;
        entry->Tag = tag;
        List(pages, pc >> 12);
    }

    /// <summary>Generated code may fill by itself with code of a page, the mapping of which the last fill has noted.</summary>
    public void Trust(ref FetchEntry page) => page.NotedBy = Header->Stamp;

    private void NewStamp() => Header->Stamp = (ulong)Interlocked.Increment(ref stamps);

    /// <summary>What was filled last depends on the translation of another page too.</summary>
    /// <param name="address">An address of the page.</param>
    /// <param name="page">How it is mapped.</param>
    public void DependOn(ulong address, in CodePage page)
    {
        NoteMapping(address, in page);
        List(furtherPages, address >> 12);
    }

    private void NoteMapping(ulong address, in CodePage page)
    {
        HasLocal |= !page.Global;
        if (page.BlockLog2 == LargeLog2)
        {
            uint block = (uint)(address >> LargeLog2) & (LargeBits - 1);
            largeBlocks[block >> 6] |= 1UL << (int)(block & 63);
        }
        else
        {
            largestLog2 = Math.Max(largestLog2, page.BlockLog2);
        }
    }

    /// <summary>Where indirect branches other than returns went, with the BTYPE of each.</summary>
    public List<(ulong Pc, uint BType)> IndirectTargets()
    {
        var targets = new List<(ulong Pc, uint BType)>();
        for (int i = 0; i < JumpCacheEntry.Count; i++)
        {
            if (entries[i].Tag != ulong.MaxValue && (entries[i].Tag & 3) != 0)
            {
                targets.Add((entries[i].Tag & ~3UL, (uint)entries[i].Tag & 3));
            }
        }

        return targets;
    }

    /// <summary>Forgets a block.</summary>
    public void Forget(ulong pc, nint code)
    {
        if (entries != null)
        {
            Forget(EntryOf(pc), code);
            Forget(SecondOf(pc), code);
        }
    }

    private static void Forget(JumpCacheEntry* entry, nint code)
    {
        if (entry->Code == code)
        {
            entry->Tag = ulong.MaxValue;
        }
    }

    /// <summary>Forgets everything.</summary>
    public void Clear()
    {
        if (entries != null && Header->Fills <= JumpCacheHeader.FilledCount)
        {
            foreach (ushort place in new ReadOnlySpan<ushort>(Header->Filled, Header->Fills))
            {
                entries[place].Tag = entries[place ^ 1].Tag = ulong.MaxValue;
            }
        }
        else
        {
            if (entries == null)
            {
                entries = (JumpCacheEntry*)((byte*)NativeMemory.AlignedAlloc((nuint)(JumpCacheHeader.Size + (JumpCacheEntry.Count * sizeof(JumpCacheEntry))), 64) + JumpCacheHeader.Size);
            }

            // SAFETY: the table has Count entries; all ones is the tag that nothing hits.
            NativeMemory.Fill(entries, (nuint)(JumpCacheEntry.Count * sizeof(JumpCacheEntry)), 0xFF);
        }

        Header->Fills = 0;
        NewStamp();
        Array.Clear(pages);
        Array.Clear(furtherPages);
        Array.Clear(largeBlocks);
        largestLog2 = 0;
        HasLocal = false;
    }

    /// <summary>
    /// Forgets the blocks that begin in [start, +length), and everything if one that begins elsewhere may have code there too, or what maps any of it may be larger.
    /// </summary>
    public void ClearRange(ulong start, ulong length)
    {
        ulong first = start >> 12, count = ((start & 0xFFF) + length + 0xFFF) >> 12;
        if (MayBeOfBlock(start, length) || AnyListed(furtherPages, first, count))
        {
            Clear();
            return;
        }

        if (!AnyListed(pages, first, count))
        {
            return;
        }

        if (count <= MostPagesApart)
        {
            for (ulong i = 0; i < count; i++)
            {
                JumpCacheEntry* part = PartOf(first + i);
                for (JumpCacheEntry* entry = part; entry < part + PageEntries; entry++)
                {
                    ForgetIn(entry, first + i, 1);
                }
            }

            return;
        }

        // The filter forgets what is no longer there.
        NewStamp();
        Array.Clear(pages);
        for (JumpCacheEntry* entry = entries; entry < entries + JumpCacheEntry.Count; entry++)
        {
            if (entry->Tag != ulong.MaxValue && !ForgetIn(entry, first, count))
            {
                List(pages, entry->Tag >> 12);
            }
        }
    }

    // The top byte takes no part, as in TLBI.
    private static bool ForgetIn(JumpCacheEntry* entry, ulong first, ulong count)
    {
        if ((((entry->Tag >> 12) - first) & PageMask) >= count)
        {
            return false;
        }

        entry->Tag = ulong.MaxValue;
        return true;
    }

    private static void List(ulong[] filter, ulong page)
    {
        int index = Index(page);
        filter[index >> 6] |= 1UL << index;
    }

    private static bool AnyListed(ulong[] filter, ulong first, ulong count)
    {
        if (count >= FilterBits)
        {
            return filter.AsSpan().ContainsAnyExcept(0UL);
        }

        for (ulong i = 0; i < count; i++)
        {
            int index = Index(first + i);
            if ((filter[index >> 6] & (1UL << index)) != 0)
            {
                return true;
            }
        }

        return false;
    }

    // Where all is in pages of the size that a TLBI names, what it names is whole.
    private bool MayBeOfBlock(ulong start, ulong length)
    {
        if (((start | length) & ((1UL << largestLog2) - 1)) != 0)
        {
            return true;
        }

        // By number, as the range may go on at address 0.
        const ulong InBlock = (1UL << LargeLog2) - 1;
        ulong first = start >> LargeLog2, count = ((start & InBlock) + length + InBlock) >> LargeLog2;
        if (count >= LargeBits)
        {
            return largeBlocks.AsSpan().ContainsAnyExcept(0UL);
        }

        for (ulong i = 0; i < count; i++)
        {
            uint bit = (uint)(first + i) & (LargeBits - 1);
            if ((largeBlocks[bit >> 6] & (1UL << (int)(bit & 63))) != 0)
            {
                return true;
            }
        }

        return false;
    }

    // Kernels and programs are told apart by the half of the address space, which bit 43 of the page number tells.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Index(ulong page) => (int)((page ^ (page >> 9)) & ((FilterBits / 2) - 1)) | (int)((page >> 43) & 1) * (FilterBits / 2);

    private JumpCacheEntry* EntryOf(ulong pc) => entries + (((pc >> 2) ^ (pc >> 14)) & (JumpCacheEntry.Count - 1));

    // Where what another block put out of its entry is.
    private JumpCacheEntry* SecondOf(ulong pc) => entries + ((((pc >> 2) ^ (pc >> 14)) & (JumpCacheEntry.Count - 1)) ^ 1);

    // Those of all addresses in a page, whose top byte may be any: it has no part in the index.
    private JumpCacheEntry* PartOf(ulong page) => entries + (((page << 10) ^ (page >> 2)) & (JumpCacheEntry.Count - 1) & ~(PageEntries - 1UL));

    public void Dispose()
    {
        if (entries != null)
        {
            NativeMemory.AlignedFree(Header);
            entries = null;
        }
    }
}
