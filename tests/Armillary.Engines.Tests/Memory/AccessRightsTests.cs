using Armillary.Engines.Tests.Jit;
using Xunit;
using static Armillary.Engines.Tests.Memory.PagedGuest;

namespace Armillary.Engines.Tests.Memory;

/// <summary>What generated code remembers of a page allows no more than the page does: unprivileged accesses, dirty state, tagged addresses (DDI 0487, D8.4, D8.5.5, D8.8).</summary>
public class AccessRightsTests
{
    private const ulong Va = 0x8_5000, Tagged = 0x5A00_0000_0000_0000 + Va;
    private const uint Ldtr = 0xF840_0824, Sttr = 0xF800_0824; // X4, [X1]
    private const uint Tlbi_VAAE1IS = 0xD508_8362, PanOn = 0xD500_419F;
    private const int DataAbort = 0x25;

    public static TheoryData<SitePageChoice, TierChoice, MirrorChoice> Ways => TranslationTests.Ways;

    [Theory]
    [MemberData(nameof(Ways))]
    public void An_unprivileged_access_has_the_rights_of_EL0_in_every_block(SitePageChoice pages, TierChoice tiers, MirrorChoice mirrors)
    {
        using PagedGuest guest = New(pages, tiers, mirrors);
        ulong load = guest.Code(A64.Ldr(0, 1), Ldtr, A64.LdrAt(5, 1, 8), Hvc), store = guest.Code(A64.Str(0, 1), Sttr, A64.Str(0, 1), Hvc);
        ulong flush = guest.Code(Tlbi_VAAE1IS, DsbIsh, Isb, Hvc), unprivileged = guest.Code(PanOn, Ldtr, Ldtr, A64.Ldr(0, 1), Hvc);
        foreach (bool user in new[] { true, false, true, false })
        {
            guest.Map(0, Va, Frame(0) | Valid | (user ? User : 0));
            guest.X(2) = Va >> 12;
            guest.Run(flush);
            for (int n = 0; n < 3; n++)
            {
                guest.X(1) = Va;
                guest.X(4) = 0;
                Assert.Equal(user ? -1 : DataAbort, guest.Run(load));
                Assert.Equal(user ? guest.X(0) : 0, guest.X(4));
                Assert.Equal(user ? -1 : DataAbort, guest.Run(store));
            }
        }

        guest.Map(0, Va, Frame(0) | Valid | User);
        guest.Run(flush);
        guest.X(1) = Va;
        guest.X(4) = 0;
        Assert.Equal(DataAbort, guest.Run(unprivileged));
        Assert.Equal(guest.FrameData(0)[0], guest.X(4));
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public void The_first_store_to_a_clean_page_makes_it_dirty(SitePageChoice pages, TierChoice tiers, MirrorChoice mirrors)
    {
        using PagedGuest guest = New(pages, tiers, mirrors);
        ulong load = guest.Code(A64.Ldr(0, 1), Hvc), both = guest.Code(A64.Ldr(5, 1), A64.Str(0, 1), Hvc), flush = guest.Code(Tlbi_VAAE1IS, DsbIsh, Isb, Hvc);
        guest.X(2) = Va >> 12;
        for (int round = 0; round < 5; round++)
        {
            guest.Map(0, Va, Frame(0) | (Valid & ~Accessed) | ReadOnly | DirtyManaged);
            guest.Run(flush);
            guest.X(1) = Va;
            Assert.Equal(-1, guest.Run(load));
            Assert.Equal(Frame(0) | Valid | ReadOnly | DirtyManaged, guest.EntryOf(0, Va));
            Assert.Equal(-1, guest.Run(both));
            Assert.Equal(Frame(0) | Valid | DirtyManaged, guest.EntryOf(0, Va));
            Assert.Equal(-1, guest.Run(both));
        }
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public void A_TLBI_is_for_tagged_addresses_of_its_page_too(SitePageChoice pages, TierChoice tiers, MirrorChoice mirrors)
    {
        using PagedGuest guest = New(pages, tiers, mirrors);
        ulong load = guest.Code(A64.Ldr(0, 1), Hvc), flush = guest.Code(Tlbi_VAAE1IS, DsbIsh, Isb, Hvc);
        ulong both = guest.Code(A64.Ldr(0, 1), A64.Ldr(4, 3), A64.LdrAt(5, 1, 8), A64.LdrAt(6, 3, 8), Hvc);
        for (int round = 0; round < 6; round++)
        {
            int frame = round & 1;
            guest.Map(0, Va, Frame(frame) | Valid);
            guest.X(2) = Va >> 12;
            guest.Run(flush);
            foreach (ulong address in new[] { Tagged, Va, Tagged })
            {
                guest.X(1) = address;
                guest.X(3) = Va;
                Assert.Equal(-1, guest.Run(load));
                Assert.Equal(100UL + (ulong)frame, guest.X(0));
                Assert.Equal(-1, guest.Run(both));
                Assert.Equal(guest.X(0), guest.X(4));
                Assert.Equal(guest.X(5), guest.X(6));
            }
        }
    }

    private static PagedGuest New(SitePageChoice pages, TierChoice tiers, MirrorChoice mirrors)
    {
        PagedGuest guest = new(new EngineOptions { SitePages = pages, Tiers = tiers, Mirrors = mirrors });
        for (int frame = 0; frame < 2; frame++)
        {
            guest.FrameData(frame)[0] = 100 + (ulong)frame;
            guest.FrameData(frame)[1] = 200 + (ulong)frame;
        }

        return guest;
    }
}
