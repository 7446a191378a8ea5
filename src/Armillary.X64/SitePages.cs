using System.Numerics;
using Armillary.Core.State;

namespace Armillary.X64;

/// <summary>Which site pages a block's accesses use.</summary>
public enum SitePageArea : byte
{
    /// <summary>None: every access probes the TLB.</summary>
    None,

    /// <summary>Those of blocks at EL0.</summary>
    Unprivileged,

    /// <summary>Those of blocks at the levels above.</summary>
    Privileged,
}

/// <summary>
/// The site pages of a context: for one load or store of generated code, the page it touched last. Where they lie, and how to empty them.
/// A slot belongs to accesses of one size, one direction and one <see cref="SitePageArea"/>; several accesses may share it. Filled slots of an area
/// are in a list, so that emptying costs what was filled.
/// </summary>
/// <remarks>
/// Generated code fills a slot from the TLB only, by the thunk, and links it into the list if it was empty. All offsets are from the pinned register.
/// Only the thread that runs the context's vCPU may touch any of this.
/// </remarks>
public static unsafe class SitePages
{
    /// <summary>How many pages an area's filter tells apart.</summary>
    internal const int FilterCount = SitePage.FilterSize;

    private const int Classes = 6;

    // How many slots accesses of 1, 2, 4, 8, 16 and 32 bytes have: loads, then stores.
    private static readonly int[] Counts = [1024, 256, 1024, 2048, 1024, 256, 256, 128, 512, 1024, 768, 256];
    private static readonly int[] Bases = Sums();

    /// <summary>The first word of an area's list, as an offset in the context.</summary>
    internal static int Head(SitePageArea area) => EngineArea.SitePageHeads + (((int)area - 1) * 8);

    /// <summary>How many different slots there are for a kind of access.</summary>
    internal static int CountOf(bool write, int bytes) => Counts[Kind(write, bytes)];

    /// <summary>The offset from the pinned register of the slot with a number (taken modulo <see cref="CountOf"/>).</summary>
    internal static int Offset(SitePageArea area, bool write, int bytes, uint number)
    {
        int kind = Kind(write, bytes);
        int index = (((int)area - 1) * SitePage.AreaCount) + Bases[kind] + (int)(number % (uint)Counts[kind]);
        return GuestContext.SitePages + (index * sizeof(SitePage)) - EngineArea.Bias;
    }

    /// <summary>A number for each direction, area and size, for counters.</summary>
    internal static int Kind(bool write, int bytes) => BitOperations.Log2((uint)bytes) + (write ? Classes : 0);

    /// <summary>Where an area's filter lies, as an offset from the pinned register: a byte for each page number modulo <see cref="FilterCount"/>, not 0 where a slot may have such a page.</summary>
    internal static int Filter(SitePageArea area)
        => GuestContext.SitePages + (2 * SitePage.AreaCount * SitePage.Size) + (((int)area - 1) * SitePage.FilterSize) - EngineArea.Bias;

    /// <summary>How many accesses missed the slot at an offset from the pinned register, for the difference to an earlier count.</summary>
    public static int Misses(GuestContext* context, int offset) => ((SitePage*)((byte*)context + EngineArea.Bias + offset))->Misses;

    /// <summary>Empties all slots of an area.</summary>
    public static void Clear(GuestContext* context, SitePageArea area)
    {
        // SAFETY: the list's words are offsets of slots that generated code wrote; the list ends with 0, and no slot is in it twice.
        byte* pinned = (byte*)context + EngineArea.Bias;
        long* head = (long*)((byte*)context + Head(area));
        if (*head == 0)
        {
            return;
        }

        for (long next = *head; next != 0;)
        {
            SitePage* page = (SitePage*)(pinned + next);
            page->Limit = 0;
            next = page->Next;
        }

        *head = 0;
        new Span<byte>(pinned + Filter(area), SitePage.FilterSize).Clear();
    }

    /// <summary>Empties an area's slots with a page from <paramref name="start"/>'s to <paramref name="count"/> pages on; the top byte takes no part.</summary>
    public static void ClearRange(GuestContext* context, SitePageArea area, ulong start, ulong count)
    {
        // SAFETY: as in Clear; a slot that is emptied is taken out of the list.
        byte* pinned = (byte*)context + EngineArea.Bias;
        byte* filter = pinned + Filter(area);
        int* link = (int*)((byte*)context + Head(area));
        ulong first = start << 8 >> 20;
        if (*link == 0 || !MayHave(filter, first, count))
        {
            return;
        }

        while (*link != 0)
        {
            SitePage* page = (SitePage*)(pinned + *link);
            ulong number = (0 - page->Tag) << 8 >> 20;
            if (((number - first) & ((1UL << 44) - 1)) < count)
            {
                page->Limit = 0;
                *link = page->Next;
            }
            else
            {
                filter[number & (FilterCount - 1)] = 1;
                link = &page->Next;
            }
        }
    }

    // Whether the filter has any of the pages, which it forgets.
    private static bool MayHave(byte* filter, ulong first, ulong count)
    {
        int any = 0;
        for (ulong i = 0; i < count && i < FilterCount; i++)
        {
            ref byte may = ref filter[(first + i) & (FilterCount - 1)];
            any |= may;
            may = 0;
        }

        return any != 0;
    }

    private static int[] Sums()
    {
        int[] sums = new int[Counts.Length];
        for (int i = 1; i < sums.Length; i++)
        {
            sums[i] = sums[i - 1] + Counts[i - 1];
        }

        ArgumentOutOfRangeException.ThrowIfGreaterThan(sums[^1] + Counts[^1], SitePage.AreaCount);
        return sums;
    }
}
