using System.Runtime.InteropServices;
using Armillary.Arm.Mmu;
using Armillary.Core.State;
using Armillary.Engines.Jit.Regions;
using Armillary.X64;

namespace Armillary.Engines.Memory;

/// <summary>What the contents of a software TLB depend on.</summary>
/// <param name="Regime">The exception level, or 0 for unprivileged accesses.</param>
/// <param name="Pan">PSTATE.PAN, for privileged spaces.</param>
/// <param name="Table">TTBR0 with its ASID, for unprivileged spaces.</param>
/// <param name="World">The number of the <see cref="TranslationWorld"/>.</param>
internal readonly record struct SpaceKey(byte Regime, bool Pan, ulong Table, byte World);

/// <summary>
/// A software TLB for data and one for instruction fetches, for one <see cref="SpaceKey"/>. Generated code reads the data part, and moves an
/// entry to another top byte where tags are checked; only the owning vCPU's thread writes.
/// </summary>
internal sealed unsafe partial class TranslationSpace : IDisposable
{
    public const ulong NoTag = ulong.MaxValue;
    /// <summary>The low bit of a tag: a valid translation that generated code must not hit (a device).</summary>
    public const ulong SlowTag = 1;

    private const int BlockLog2 = 21, BlockBits = 16384;
    private const ulong LargeMask = 0x3F;
    private const ulong GlobalBit = 0x40, TaggedBit = TlbEntry.TaggedBit;

    private FetchEntry* fetch;
    private readonly NativeContext context;
    private TlbEntry* entries;
    // Which 2 MiB blocks, by the low bits of their number, an entry may be part of; and whether there are blocks of any other size.
    private readonly ulong[] blocks = new ulong[BlockBits / 64];
    private bool otherBlocks;

    /// <param name="context">The context of the vCPU that the space belongs to.</param>
    public TranslationSpace(NativeContext context)
    {
        this.context = context;

        // What is not used is not touched, so takes no memory.
        entries = (TlbEntry*)NativeMemory.AlignedAlloc((nuint)(TlbEntry.MaxCount * sizeof(TlbEntry)), 64);
        fetch = (FetchEntry*)NativeMemory.AlignedAlloc((nuint)(FetchEntry.Count * sizeof(FetchEntry)), 64);
        Clear();
    }

    public SpaceKey Key { get; set; }

    /// <summary>The site pages that are filled from this space now.</summary>
    public SitePageArea SitePages { get; set; }

    /// <summary>The space's mirror; null: it has none yet.</summary>
    public Mirror? Mirror { get; set; }

    public long LastUse { get; set; }

    public bool Valid { get; set; }

    public TlbEntry* Entries => entries;

    public TlbEntry* Entry(ulong va) => entries + ((va >> 12) & ((uint)count - 1));

    public FetchEntry* FetchTable => fetch;

    public ref FetchEntry Fetch(ulong va) => ref fetch[(va >> 12) & (FetchEntry.Count - 1)];

    private Span<FetchEntry> Fetches => new(fetch, FetchEntry.Count);

    public void Clear()
    {
        ForgetAll();
        foreach (ref FetchEntry entry in Fetches)
        {
            entry.Tag = NoTag;
        }

        Array.Clear(blocks);
        otherBlocks = false;
        Mirror?.Clear();
        ClearSitePages();
    }

    private void ClearSitePages()
    {
        if (SitePages != SitePageArea.None)
        {
            X64.SitePages.Clear(context.Pointer, SitePages);
        }
    }

    /// <summary>Where the pages lie that instructions were fetched from, by virtual address.</summary>
    public Dictionary<ulong, CodePage> KnownCode()
    {
        var known = new Dictionary<ulong, CodePage>();
        foreach (ref readonly FetchEntry entry in Fetches)
        {
            if (entry.Tag != NoTag)
            {
                known[entry.Tag] = CodePage.Of(in entry);
            }
        }

        return known;
    }

    /// <summary>Remembers what an entry that was just filled asks of later invalidations.</summary>
    public void NoteInsertion(ulong va, int blockLog2, bool global)
    {
        if (!global)
        {
            NoteLocal(va);
        }

        if (blockLog2 == BlockLog2)
        {
            uint block = (uint)(va >> BlockLog2) & (BlockBits - 1);
            blocks[block >> 6] |= 1UL << (int)(block & 63);
        }
        else if (blockLog2 > 12)
        {
            otherBlocks = true;
        }
    }

    public static ulong PackPhysical(ulong page, int blockLog2, bool global, bool tagged)
        => page | (uint)blockLog2 | (global ? GlobalBit : 0) | (tagged ? TaggedBit : 0);

    /// <summary>Whether the page has allocation tags.</summary>
    public static bool IsTagged(TlbEntry* entry) => (entry->Physical & TaggedBit) != 0;

    /// <summary>
    /// Whether an entry says that a page may be accessed so. An entry of the same page by an address with another top byte, which the caller knows to be ignored,
    /// becomes one of this address: memory with allocation tags has many tags in each page, and generated code compares all of an address.
    /// </summary>
    public static bool TryMoveTo(TlbEntry* entry, ulong page, AccessKind kind)
    {
        const ulong AddressBits = 0x00FF_FFFF_FFFF_FFFF;
        ulong held = entry->ReadTag != NoTag ? entry->ReadTag : entry->WriteTag;
        if (held == NoTag || (((held & ~SlowTag) ^ page) & AddressBits) != 0
            || ((kind & AccessKind.Read) != 0 && entry->ReadTag == NoTag) || ((kind & AccessKind.Write) != 0 && entry->WriteTag == NoTag))
        {
            return false;
        }

        ulong moved = page - (held & ~SlowTag);
        if (moved != 0)
        {
            entry->ReadTag += entry->ReadTag != NoTag ? moved : 0;
            entry->WriteTag += entry->WriteTag != NoTag ? moved : 0;
            entry->Addend -= moved;
        }

        return true;
    }

    public static bool IsGlobal(TlbEntry* entry) => (entry->Physical & GlobalBit) != 0;

    /// <summary>Drops entries that are not global (the ASID or the lower table changed).</summary>
    public void ClearLocal()
    {
        if (localCount == 0)
        {
            return;
        }

        DropLocal();

        foreach (ref FetchEntry entry in Fetches)
        {
            if (!entry.Global)
            {
                entry.Tag = NoTag;
            }
        }

        localCount = 0;
        Mirror?.ClearLocal();
        ClearSitePages();
    }

    /// <summary>Drops what translates any address in [start, +length).</summary>
    public void ClearRange(ulong start, ulong length)
    {
        ulong pages = (length + 0xFFF) >> 12;
        if (pages > TlbEntry.MinCount / 2 || MayBeOfBlock(start, length))
        {
            ClearByScan(start, length);
            Mirror?.ClearByScan(start, length);
            ClearSitePages();
            return;
        }

        Mirror?.ClearPages(start, pages);

        if (SitePages != SitePageArea.None)
        {
            X64.SitePages.ClearRange(context.Pointer, SitePages, start, pages);
        }

        for (ulong i = 0; i < pages; i++)
        {
            ulong va = (start & ~0xFFFUL) + (i << 12);
            TlbEntry* entry = Entry(va);
            if (Covers(entry->ReadTag, 12, va, 1) || Covers(entry->WriteTag, 12, va, 1))
            {
                Drop(entry);
            }

            ref FetchEntry f = ref Fetch(va);
            if (Covers(f.Tag, 12, va, 1))
            {
                f.Tag = NoTag;
            }
        }
    }

    private bool MayBeOfBlock(ulong start, ulong length)
    {
        if (otherBlocks)
        {
            return true;
        }

        // At most Count / 2 pages, so two or three blocks.
        for (ulong block = start >> BlockLog2; block <= (start + length - 1) >> BlockLog2; block++)
        {
            uint bit = (uint)block & (BlockBits - 1);
            if ((blocks[bit >> 6] & (1UL << (int)(bit & 63))) != 0)
            {
                return true;
            }
        }

        return false;
    }

    private void ClearByScan(ulong start, ulong length)
    {
        for (TlbEntry* entry = entries; entry < entries + count; entry++)
        {
            int log2 = (int)(entry->Physical & LargeMask);
            if (Covers(entry->ReadTag, log2, start, length) || Covers(entry->WriteTag, log2, start, length))
            {
                Drop(entry);
            }
        }

        foreach (ref FetchEntry entry in Fetches)
        {
            if (Covers(entry.Tag, entry.LargeLog2, start, length))
            {
                entry.Tag = NoTag;
            }
        }
    }

    private static void Drop(TlbEntry* entry)
    {
        entry->ReadTag = NoTag;
        entry->WriteTag = NoTag;
    }

    private static ulong Canonical(ulong va) => (ulong)((long)(va << 8) >> 8);

    // The top byte takes no part: a tag of a tagged address covers the same page.
    public static bool Covers(ulong tag, int log2, ulong start, ulong length)
    {
        if (tag == NoTag)
        {
            return false;
        }

        ulong size = 1UL << log2;
        ulong first = Canonical(tag) & ~(size - 1);
        ulong from = Canonical(start);
        return unchecked(from - first < size || first - from < length);
    }

    public void Dispose()
    {
        Mirror?.Dispose();
        Mirror = null;
        NativeMemory.AlignedFree(entries);
        NativeMemory.AlignedFree(fetch);
        entries = null;
        fetch = null;
    }
}
