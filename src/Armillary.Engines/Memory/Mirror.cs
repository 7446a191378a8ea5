using Armillary.Core.Host;
using Armillary.Core.Memory;
using Armillary.Core.State;
using Armillary.X64;

namespace Armillary.Engines.Memory;

/// <summary>
/// The mirror of one <see cref="TranslationSpace"/> (<see cref="Mirrors"/>): guest pages mapped in the host where their virtual addresses say, and the tags that
/// tell generated code which of them it may use. What is mapped in a place that has no tag harms nobody, so a translation's end is the end of its tag only;
/// if the same page comes back, so does the tag. Only the thread of the space's vCPU may touch it.
/// </summary>
internal sealed unsafe class Mirror : IDisposable
{
    // A word of the third table: the physical page, and these.
    private const ulong Mapped = 1;
    private const ulong Listed = 2;
    private const ulong Global = 4;
    private const int LargeShift = 3;
    private const ulong LargeMask = 0x3F;
    private const ulong PageMask = 0xFFF;

    private const int ChunkLog2 = 21;
    private const int ChunkPages = 1 << (ChunkLog2 - 12);
    private static readonly ulong ReservedSize = Mirrors.Window + Mirrors.WindowSize;

    private readonly byte* memory;
    private readonly ulong* reads;
    private readonly ulong* writes;
    private readonly ulong* places;
    private int[] listed = new int[256];
    private int listedCount;
    private int mappings;
    private bool broken;

    private Mirror(byte* memory)
    {
        this.memory = memory;
        reads = (ulong*)memory;
        writes = reads + Mirrors.PageCount;
        places = writes + Mirrors.PageCount;
        CloseEnds(memory);
    }

    /// <summary>A mirror that no access hits, for spaces that have none. Null: the host gives no address space for mirrors.</summary>
    public static byte* Nothing { get; } = ReserveNothing();

    /// <summary>Whether the host gives address space for mirrors: without, no code may use them.</summary>
    public static bool IsPossible => Nothing != null;

    /// <summary>Where it lies in the host.</summary>
    public byte* Memory => memory;

    /// <summary>How many times pages were mapped since it was last emptied, which bounds what it costs the host.</summary>
    public int Mappings => mappings;

    /// <summary>An empty mirror. Null: the host gives no address space for it.</summary>
    public static Mirror? TryCreate()
    {
        byte* memory = (byte*)Libc.Mmap(null, (nuint)ReservedSize, 0, Libc.MAP_PRIVATE | Libc.MAP_ANONYMOUS | Libc.MAP_NORESERVE, -1, 0);
        if (memory == Libc.MAP_FAILED)
        {
            return null;
        }

        if (!OpenTables(memory))
        {
            _ = Libc.Munmap(memory, (nuint)ReservedSize);
            return null;
        }

        return new Mirror(memory);
    }

    /// <summary>
    /// Whether <see cref="Add"/> would map something in the place of what is mapped there: not while generated code is inside a block, which may have found
    /// that and use it again without a look at the tag.
    /// </summary>
    public bool WouldReplace(ulong tag, TlbEntry* entry, GuestMemory guest)
    {
        int place = Mirrors.PlaceOf(tag);
        if (IsMapped(place, entry))
        {
            return false;
        }

        (int first, int count, _) = Extent(place, entry, guest);
        bool any = false;
        for (int i = 0; i < count; i++)
        {
            any |= (places[first + i] & Mapped) != 0;
        }

        return any;
    }

    /// <summary>Mirrors the page of a TLB entry and gives it the entry's tags. False: it cannot be.</summary>
    public bool Add(ulong tag, TlbEntry* entry, GuestMemory guest)
    {
        int place = Mirrors.PlaceOf(tag);
        ulong offset = (ulong)place << 12;
        if (offset < Mirrors.Guard || offset >= Mirrors.WindowSize - Mirrors.Guard)
        {
            return false;
        }

        if (!IsMapped(place, entry))
        {
            Drop(place);
            if (broken || !Map(place, entry, guest))
            {
                return false;
            }
        }

        SetTags(place, entry);
        return true;
    }

    /// <summary>An entry was filled: if its page is in its place still, it may be used there again; if another one is, that has had its time.</summary>
    public void Refresh(ulong tag, TlbEntry* entry)
    {
        int place = Mirrors.PlaceOf(tag);
        if (IsMapped(place, entry))
        {
            SetTags(place, entry);
        }
        else if (reads[place] == tag || writes[place] == tag)
        {
            Drop(place);
        }
    }

    /// <summary>Takes all tags away.</summary>
    public void Clear()
    {
        for (int i = 0; i < listedCount; i++)
        {
            Drop(listed[i]);
            places[listed[i]] &= ~Listed;
        }

        listedCount = 0;
    }

    /// <summary>Takes the tags of pages away that are not global.</summary>
    public void ClearLocal()
    {
        int kept = 0;
        for (int i = 0; i < listedCount; i++)
        {
            int place = listed[i];
            if ((places[place] & Global) != 0)
            {
                listed[kept++] = place;
            }
            else
            {
                Drop(place);
                places[place] &= ~Listed;
            }
        }

        listedCount = kept;
    }

    /// <summary>Takes the tags of all pages away that are in [<paramref name="start"/>, +<paramref name="length"/>), or in a block of which a part is.</summary>
    public void ClearByScan(ulong start, ulong length)
    {
        for (int i = 0; i < listedCount; i++)
        {
            int place = listed[i];
            int log2 = (int)(places[place] >> LargeShift & LargeMask);
            if (Covers(place, log2, start, length))
            {
                Drop(place);
            }
        }
    }

    /// <summary>Takes the tags of so many pages away, none of which is a part of a larger block.</summary>
    public void ClearPages(ulong start, ulong count)
    {
        if (count > (ulong)listedCount)
        {
            ClearByScan(start, count << 12);
            return;
        }

        for (ulong i = 0; i < count; i++)
        {
            ulong va = start + (i << 12);
            int place = Mirrors.PlaceOf(va);
            if (Covers(place, 12, va, 1))
            {
                Drop(place);
            }
        }
    }

    /// <summary>Unmaps all pages. The tables are empty afterwards.</summary>
    public void Empty()
    {
        Clear();
        if (mappings == 0 || broken)
        {
            return;
        }

        // The tables go to the system as well: pages of zeros take their place.
        broken = !Reserve(memory + Mirrors.Window, Mirrors.WindowSize) || !OpenTables(memory);
        if (broken)
        {
            return;
        }

        CloseEnds(memory);
        MirrorBudget.GiveBack(mappings);
        mappings = 0;
    }

    public void Dispose()
    {
        MirrorBudget.GiveBack(mappings);
        mappings = 0;

        // Where mapping failed half-way there may be a hole that by now is someone else's memory: then the addresses are not given back.
        if (!broken)
        {
            _ = Libc.Munmap(memory, (nuint)ReservedSize);
        }
    }

    // A word that nobody wrote is the tag of page 0, which an access to that page would find at the first place, and one that goes on there from the last
    // page at the last.
    private static void CloseEnds(byte* memory)
    {
        for (ulong table = 0; table < 2 * Mirrors.TableSize; table += Mirrors.TableSize)
        {
            *(ulong*)(memory + table) = Mirrors.NoTag;
            *(ulong*)(memory + table + Mirrors.TableSize - sizeof(ulong)) = Mirrors.NoTag;
        }
    }

    private static byte* ReserveNothing()
    {
        byte* memory = (byte*)Libc.Mmap(null, (nuint)(2 * Mirrors.TableSize), Libc.PROT_READ | Libc.PROT_WRITE, Libc.MAP_PRIVATE | Libc.MAP_ANONYMOUS | Libc.MAP_NORESERVE, -1, 0);
        if (memory == Libc.MAP_FAILED)
        {
            return null;
        }

        _ = Libc.Madvise(memory, (nuint)(2 * Mirrors.TableSize), Libc.MADV_NOHUGEPAGE);
        CloseEnds(memory);
        return memory;
    }

    private static bool OpenTables(byte* memory)
    {
        void* opened = Libc.Mmap(
            memory,
            (nuint)(3 * Mirrors.TableSize),
            Libc.PROT_READ | Libc.PROT_WRITE,
            Libc.MAP_PRIVATE | Libc.MAP_ANONYMOUS | Libc.MAP_NORESERVE | Libc.MAP_FIXED,
            -1,
            0);

        // A huge page for each word would be waste.
        return opened == memory && Libc.Madvise(memory, (nuint)(3 * Mirrors.TableSize), Libc.MADV_NOHUGEPAGE) == 0;
    }

    private static bool Reserve(byte* start, ulong size)
        => Libc.Mmap(start, (nuint)size, 0, Libc.MAP_PRIVATE | Libc.MAP_ANONYMOUS | Libc.MAP_NORESERVE | Libc.MAP_FIXED, -1, 0) == start;

    private bool IsMapped(int place, TlbEntry* entry) => (places[place] & Mapped) != 0 && ((places[place] ^ entry->Physical) & ~PageMask) == 0;

    // What is mapped at once: of a large block the chunk around the page, if all of it is there, one mapping for what otherwise takes many.
    private static (int Place, int Count, ulong Physical) Extent(int place, TlbEntry* entry, GuestMemory guest)
    {
        ulong physical = entry->Physical & ~PageMask;
        ulong first = physical & ~((1UL << ChunkLog2) - 1);
        return (int)(entry->Physical & LargeMask) >= ChunkLog2 && first >= guest.Start.Value && first - guest.Start.Value + (1UL << ChunkLog2) <= guest.Size
            ? (place & ~(ChunkPages - 1), ChunkPages, first)
            : (place, 1, physical);
    }

    private bool Map(int place, TlbEntry* entry, GuestMemory guest)
    {
        (place, int count, ulong physical) = Extent(place, entry, guest);
        if (!MirrorBudget.TryTake())
        {
            return false;
        }

        mappings++;
        for (int i = 0; i < count; i++)
        {
            Drop(place + i);
        }

        // SAFETY: the place is inside the window, which is this object's alone; the pages are in the guest's memory, whose file lives as long as it does.
        byte* at = memory + Mirrors.Window + ((ulong)place << 12);
        void* mapped = Libc.Mmap(
            at,
            (nuint)count << 12,
            Libc.PROT_READ | Libc.PROT_WRITE,
            Libc.MAP_SHARED | Libc.MAP_NORESERVE | Libc.MAP_FIXED | (count == 1 ? Libc.MAP_POPULATE : 0),
            guest.FileDescriptor,
            (long)(physical - guest.Start.Value));
        broken = mapped != at;
        for (int i = 0; i < count; i++)
        {
            places[place + i] = (places[place + i] & Listed) | (broken ? 0 : (physical + ((ulong)i << 12)) | Mapped);
        }

        return !broken;
    }

    private void SetTags(int place, TlbEntry* entry)
    {
        reads[place] = (entry->ReadTag & PageMask) == 0 ? entry->ReadTag : Mirrors.NoTag;
        writes[place] = (entry->WriteTag & PageMask) == 0 ? entry->WriteTag : Mirrors.NoTag;
        if ((places[place] & Listed) == 0)
        {
            if (listedCount == listed.Length)
            {
                Array.Resize(ref listed, listedCount * 2);
            }

            listed[listedCount++] = place;
        }

        ulong physical = entry->Physical;
        places[place] = (physical & ~PageMask) | Mapped | Listed | ((physical & LargeMask) << LargeShift) | (TranslationSpace.IsGlobal(entry) ? Global : 0);
    }

    private void Drop(int place)
    {
        if (reads[place] != 0)
        {
            reads[place] = Mirrors.NoTag;
        }

        if (writes[place] != 0)
        {
            writes[place] = Mirrors.NoTag;
        }
    }

    private bool Covers(int place, int log2, ulong start, ulong length)
        => (reads[place] != 0 && TranslationSpace.Covers(reads[place], log2, start, length))
            || (writes[place] != 0 && TranslationSpace.Covers(writes[place], log2, start, length));
}
