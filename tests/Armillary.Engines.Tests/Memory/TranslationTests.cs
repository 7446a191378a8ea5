using Armillary.Engines.Tests.Jit;
using Xunit;
using static Armillary.Engines.Tests.Memory.PagedGuest;

namespace Armillary.Engines.Tests.Memory;

/// <summary>What generated code remembers of a translation is gone when the architecture says so (DDI 0487, D8.16), wherever it is remembered.</summary>
public class TranslationTests
{
    private const ulong Va = 0x8_5000;
    private const uint Load = 0xF940_0020, LoadPair = 0xA940_1420, LoadByte = 0x3940_0020, LoadVector = 0x3DC0_0020, Store = 0xF900_0020, StorePair = 0xA900_0020;
    private const uint Tlbi_VAAE1IS = 0xD508_8362, Tlbi_VAE1 = 0xD508_8722, Tlbi_ASIDE1IS = 0xD508_8342, Tlbi_VMALLE1 = 0xD508_871F;
    private const uint WriteTtbr0 = 0xD518_2002;
    private const uint PanOff = 0xD500_409F, PanOn = 0xD500_419F, LoopWhileX0IsZero = 0xB4FF_FFE0, StoreX0AtX3 = 0xF900_0060, Wfi = 0xD503_207F;
    private const int DataAbort = 0x25, DataAbortLower = 0x24, SvcClass = 0x15;

    private static readonly uint[] AccessKinds = [Load, LoadPair, LoadByte, LoadVector, Store, StorePair];

    public static TheoryData<SitePageChoice, TierChoice, MirrorChoice> Ways => new()
    {
        { SitePageChoice.Nowhere, TierChoice.BlocksOnly, MirrorChoice.Nowhere },
        { SitePageChoice.Everywhere, TierChoice.BlocksOnly, MirrorChoice.Nowhere },
        { SitePageChoice.InRegions, TierChoice.RegionsOnly, MirrorChoice.Nowhere },
        { SitePageChoice.Nowhere, TierChoice.BlocksOnly, MirrorChoice.Everywhere },
        { SitePageChoice.InRegions, TierChoice.RegionsOnly, MirrorChoice.Everywhere },
    };

    public static TheoryData<SitePageChoice, TierChoice, MirrorChoice, uint, bool> Invalidations
    {
        get
        {
            var data = new TheoryData<SitePageChoice, TierChoice, MirrorChoice, uint, bool>();
            foreach ((SitePageChoice choice, MirrorChoice mirrors) in new[]
            {
                (SitePageChoice.Nowhere, MirrorChoice.Nowhere), (SitePageChoice.Everywhere, MirrorChoice.Nowhere), (SitePageChoice.Nowhere, MirrorChoice.Everywhere),
            })
            {
                foreach (uint tlbi in new[] { Tlbi_VAAE1IS, Tlbi_VAE1, Tlbi_ASIDE1IS, Tlbi_VMALLE1 })
                {
                    data.Add(choice, TierChoice.BlocksOnly, mirrors, tlbi, false);
                    data.Add(choice, TierChoice.BlocksOnly, mirrors, tlbi, true);
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Invalidations))]
    public void Every_access_uses_the_new_page_after_a_TLBI(SitePageChoice pages, TierChoice tiers, MirrorChoice mirrors, uint tlbi, bool user)
    {
        using PagedGuest guest = New(pages, tiers, mirrors);
        ulong flush = guest.Code(tlbi, DsbIsh, Isb, Hvc);
        foreach (uint access in AccessKinds)
        {
            ulong code = Accessor(guest, access, user);
            for (int round = 0; round < 4; round++)
            {
                guest.Map(0, Va, Frame(round & 1) | Valid | NotGlobal | (user ? User : 0));
                guest.X(2) = (1UL << 48) | (Va >> 12);
                guest.Run(flush);
                Expect(guest, code, access, user, round & 1);
                Expect(guest, code, access, user, round & 1);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Invalidations))]
    public void An_access_faults_after_its_page_is_unmapped(SitePageChoice pages, TierChoice tiers, MirrorChoice mirrors, uint tlbi, bool user)
    {
        using PagedGuest guest = New(pages, tiers, mirrors);
        ulong flush = guest.Code(tlbi, DsbIsh, Isb, Hvc);
        foreach (uint access in AccessKinds)
        {
            ulong code = Accessor(guest, access, user);
            guest.Map(0, Va, Frame(0) | Valid | NotGlobal | (user ? User : 0));
            Expect(guest, code, access, user, 0);
            guest.Map(0, Va, 0);
            guest.X(2) = (1UL << 48) | (Va >> 12);
            guest.Run(flush);
            guest.X(1) = Va;
            Assert.Equal(user ? DataAbortLower : DataAbort, RunAccess(guest, code, user));
        }
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public void A_TLBI_by_address_is_for_the_whole_block_that_the_address_is_in(SitePageChoice pages, TierChoice tiers, MirrorChoice mirrors)
    {
        using PagedGuest guest = New(pages, tiers, mirrors);
        ulong load = guest.Code(Load, Hvc), flush = guest.Code(Tlbi_VAAE1IS, DsbIsh, Isb, Hvc);
        guest.BlockData(0)[0x5000 / 8] = 7;
        guest.BlockData(1)[0x5000 / 8] = 8;
        for (int round = 0; round < 4; round++)
        {
            guest.MapBlock(0, round & 1, Valid);
            guest.X(2) = 0x20_9000 >> 12;
            guest.Run(flush);
            guest.X(1) = 0x20_5000;
            Assert.Equal(-1, guest.Run(load));
            Assert.Equal(7UL + (ulong)(round & 1), guest.X(0));
        }
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public void After_many_TLBIs_by_address_every_load_sees_the_page_that_is_mapped(SitePageChoice pages, TierChoice tiers, MirrorChoice mirrors)
    {
        using PagedGuest guest = New(pages, tiers, mirrors);
        ulong flush = guest.Code(Tlbi_VAAE1IS, DsbIsh, Isb, Hvc);
        ulong[] loads = [.. Enumerable.Range(0, 24).Select(_ => guest.Code(Load, Hvc))];
        int[] frames = new int[4];
        var random = new Random(3);
        guest.FrameData(2)[0] = 102;
        guest.FrameData(3)[0] = 103;
        for (ulong page = 0; page < 4; page++)
        {
            guest.Map(0, Va + (page << 12), Frame(0) | Valid);
        }

        for (int round = 0; round < 400; round++)
        {
            int changed = random.Next(4);
            frames[changed] = random.Next(4);
            guest.Map(0, Va + ((ulong)changed << 12), Frame(frames[changed]) | Valid);
            guest.X(2) = (Va >> 12) + (ulong)changed;
            guest.Run(flush);
            for (int n = 0; n < 6; n++)
            {
                int page = random.Next(4);
                guest.X(1) = Va + ((ulong)page << 12);
                Assert.Equal(-1, guest.Run(loads[random.Next(loads.Length)]));
                Assert.Equal(100 + (ulong)frames[page], guest.X(0));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public void Address_spaces_do_not_see_each_others_pages(SitePageChoice pages, TierChoice tiers, MirrorChoice mirrors)
    {
        using PagedGuest guest = New(pages, tiers, mirrors);
        ulong select = guest.Code(WriteTtbr0, Isb, Hvc);
        for (int space = 0; space < 2; space++)
        {
            guest.Map(space, Va, Frame(space) | Valid | NotGlobal | User);
            guest.Map(space, Va + 0x1000, Frame(space) | Valid | NotGlobal);
        }

        foreach (uint access in AccessKinds)
        {
            ulong user = Accessor(guest, access, true), privileged = Accessor(guest, access, false);
            for (int round = 0; round < 6; round++)
            {
                int space = round & 1;
                guest.X(2) = Root(space, (ushort)(space + 1));
                guest.Run(select);
                Expect(guest, user, access, true, space);
                Expect(guest, privileged, access, false, space, Va + 0x1000);
                Expect(guest, user, access, true, space);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public void PAN_forbids_what_was_allowed_without_it(SitePageChoice pages, TierChoice tiers, MirrorChoice mirrors)
    {
        using PagedGuest guest = New(pages, tiers, mirrors);
        ulong off = guest.Code(PanOff, Hvc), on = guest.Code(PanOn, Hvc);
        guest.Map(0, Va, Frame(0) | Valid | User);
        foreach (uint access in AccessKinds)
        {
            ulong code = Accessor(guest, access, false);
            for (int round = 0; round < 3; round++)
            {
                guest.Run(off);
                Expect(guest, code, access, false, 0);
                guest.Run(on);
                guest.X(1) = Va;
                Assert.Equal(DataAbort, guest.Run(code));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public void A_page_that_was_read_is_not_writable_for_that(SitePageChoice pages, TierChoice tiers, MirrorChoice mirrors)
    {
        using PagedGuest guest = New(pages, tiers, mirrors);
        ulong both = guest.Code(Load, Store, Hvc), load = guest.Code(Load, Hvc), store = guest.Code(Store, Hvc);
        guest.Map(0, Va, Frame(0) | Valid | ReadOnly);
        for (int round = 0; round < 3; round++)
        {
            guest.X(1) = Va;
            guest.FrameData(0)[0] = 77;
            Assert.Equal(DataAbort, guest.Run(both));
            Assert.Equal(77UL, guest.X(0));
            Assert.Equal(-1, guest.Run(load));
            guest.X(0) = 78;
            Assert.Equal(DataAbort, guest.Run(store));
            Assert.Equal(77UL, guest.FrameData(0)[0]);
        }
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public void An_access_across_pages_uses_both(SitePageChoice pages, TierChoice tiers, MirrorChoice mirrors)
    {
        using PagedGuest guest = New(pages, tiers, mirrors);
        ulong load = guest.Code(Load, Hvc), store = guest.Code(Store, Hvc);
        guest.Map(0, Va, Frame(4) | Valid);
        guest.Map(0, Va + 0x1000, Frame(2) | Valid);
        guest.FrameData(4)[511] = 0x1122_3344_5566_7788;
        guest.FrameData(2)[0] = 0x99AA_BBCC_DDEE_FF00;
        for (int round = 0; round < 3; round++)
        {
            foreach ((ulong address, ulong expected) in new[]
            {
                (Va + 0xFF8, 0x1122_3344_5566_7788UL), (Va + 0xFFC, 0xDDEE_FF00_1122_3344), (Va + 0xFFF, 0xAABB_CCDD_EEFF_0011), (Va + 0x1000, 0x99AA_BBCC_DDEE_FF00),
            })
            {
                guest.X(1) = address;
                Assert.Equal(-1, guest.Run(load));
                Assert.Equal(expected, guest.X(0));
                Assert.Equal(-1, guest.Run(store));
                Assert.Equal(0x1122_3344_5566_7788UL, guest.FrameData(4)[511]);
                Assert.Equal(0x99AA_BBCC_DDEE_FF00UL, guest.FrameData(2)[0]);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public void An_access_that_ends_behind_the_last_address_faults(SitePageChoice pages, TierChoice tiers, MirrorChoice mirrors)
    {
        using PagedGuest guest = New(pages, tiers, mirrors);
        ulong load = guest.Code(Load, Hvc), store = guest.Code(Store, Hvc), usual = guest.Code(Load, Hvc);
        guest.Map(0, 0, Frame(0) | Valid);
        guest.Map(0, Va, Frame(1) | Valid);
        foreach (ulong address in new[] { Va, 0UL, ulong.MaxValue, ulong.MaxValue - 6, Upper, Upper - 1 })
        {
            bool mapped = address is Va or 0;
            guest.X(1) = address;
            Assert.Equal(mapped ? -1 : DataAbort, guest.Run(load));
            guest.X(1) = address;
            Assert.Equal(mapped ? -1 : DataAbort, guest.Run(store));
            guest.X(1) = Va;
            Assert.Equal(-1, guest.Run(usual));
        }
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public void What_a_block_has_found_of_a_page_is_of_that_page_to_its_end(SitePageChoice pages, TierChoice tiers, MirrorChoice mirrors)
    {
        // Two pages that a mirror has the same place for.
        using PagedGuest guest = New(pages, tiers, mirrors);
        guest.Map(0, Va, Frame(0) | Valid);
        guest.Map(1, Va, Frame(1) | Valid);
        guest.FrameData(0)[1] = 200;
        guest.FrameData(1)[1] = 201;
        ulong first = guest.Code(Load, Hvc);
        ulong both = guest.Code(A64.Ldr(0, 1), A64.Ldr(4, 2), A64.LdrAt(5, 1, 8), A64.LdrAt(6, 2, 8), Hvc);
        for (int round = 0; round < 4; round++)
        {
            guest.X(1) = (round & 1) == 0 ? Va : Upper + Va;
            guest.X(2) = (round & 1) == 0 ? Upper + Va : Va;
            Assert.Equal(-1, guest.Run(first));
            Assert.Equal(-1, guest.Run(both));
            ulong frame = (ulong)(round & 1);
            Assert.Equal((100 + frame, 101 - frame, 200 + frame, 201 - frame), (guest.X(0), guest.X(4), guest.X(5), guest.X(6)));
        }
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public void Accesses_near_one_across_pages_use_each_its_own_page(SitePageChoice pages, TierChoice tiers, MirrorChoice mirrors)
    {
        using PagedGuest guest = New(pages, tiers, mirrors);
        const uint LoadPairX0X4 = 0xA940_1020; // LDP X0, X4, [X1]
        ulong code = guest.Code(LoadPairX0X4, A64.LdrAt(5, 1, 0), A64.LdrAt(6, 1, 8), LoadPairX0X4, A64.LdrAt(7, 1, 8), A64.LdrAt(8, 1, 0), Hvc);
        guest.Map(0, Va, Frame(4) | Valid);
        guest.Map(0, Va + 0x1000, Frame(2) | Valid);
        guest.FrameData(4).Fill(4);
        guest.FrameData(2).Fill(2);
        guest.FrameData(5).Fill(5);
        for (int round = 0; round < 4; round++)
        {
            foreach ((ulong address, ulong first, ulong second) in new[] { (Va + 0xFF0, 4UL, 4UL), (Va + 0xFF8, 4UL, 2UL), (Va + 0x1000, 2UL, 2UL) })
            {
                guest.X(1) = address;
                Assert.Equal(-1, guest.Run(code));
                Assert.Equal((first, second, first, second, second, first), (guest.X(0), guest.X(4), guest.X(5), guest.X(6), guest.X(7), guest.X(8)));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public void A_page_that_becomes_a_device_is_not_plain_memory(SitePageChoice pages, TierChoice tiers, MirrorChoice mirrors)
    {
        using PagedGuest guest = New(pages, tiers, mirrors);
        ulong load = guest.Code(Load, Hvc), flush = guest.Code(Tlbi_VAAE1IS, DsbIsh, Isb, Hvc);
        for (int round = 0; round < 3; round++)
        {
            guest.Map(0, Va, Frame(0) | Valid);
            guest.X(2) = Va >> 12;
            guest.Run(flush);
            guest.X(1) = Va + 4;
            Assert.Equal(-1, guest.Run(load));
            guest.Map(0, Va, Frame(0) | Valid | Device);
            guest.Run(flush);
            Assert.Equal(DataAbort, guest.Run(load)); // not aligned
        }
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public void A_broadcast_TLBI_reaches_a_loop_on_another_CPU(SitePageChoice pages, TierChoice tiers, MirrorChoice mirrors)
    {
        using PagedGuest guest = new(new EngineOptions { SitePages = pages, Tiers = tiers, Mirrors = mirrors }, 2);
        ulong loop = guest.Code(Load, LoopWhileX0IsZero, Hvc);
        ulong change = guest.Code(StoreX0AtX3, DsbIsh, Tlbi_VAAE1IS, DsbIsh, Isb, Hvc);
        guest.FrameData(0)[0] = 0;
        guest.FrameData(1)[0] = 1;
        for (int round = 0; round < 20; round++)
        {
            guest.Map(0, Va, Frame(0) | Valid);
            guest.X(2, 1) = Va >> 12;
            guest.X(3, 1) = EntryAddress(0, Va);
            guest.X(0, 1) = Frame(0) | Valid;
            guest.Run(change, 1);
            guest.X(1) = Va;
            var waits = new Thread(() => guest.Run(loop));
            waits.Start();
            Thread.Sleep(round & 3);
            guest.X(0, 1) = Frame(1) | Valid;
            Assert.Equal(-1, guest.Run(change, 1));
            Assert.True(waits.Join(TimeSpan.FromSeconds(20)), "the other CPU still sees the old page");
            Assert.Equal(1UL, guest.X(0));
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(1000)]
    public void A_CPU_that_sleeps_is_not_woken_by_TLBIs_and_uses_nothing_that_they_named_when_it_wakes(int changes)
    {
        using PagedGuest guest = new(new EngineOptions(), 2);
        ulong sleeper = guest.Code(Load, Wfi, Load, Hvc);
        ulong change = guest.Code(StoreX0AtX3, DsbIsh, Tlbi_VAAE1IS, DsbIsh, Isb, Hvc);
        guest.FrameData(0)[0] = 100;
        guest.FrameData(1)[0] = 101;
        guest.Map(0, Va, Frame(0) | Valid);
        guest.X(1) = Va;
        var sleeps = new Thread(() => guest.Run(sleeper));
        sleeps.Start();
        BareGuest.Until(() => guest.Sleeps == 1);
        for (int i = changes - 1; i >= 0; i--)
        {
            guest.X(2, 1) = Va >> 12;
            guest.X(3, 1) = EntryAddress(0, Va);
            guest.X(0, 1) = Frame(1 - (i & 1)) | Valid;
            Assert.Equal(-1, guest.Run(change, 1));
        }

        Assert.Equal(1, guest.Sleeps);
        Assert.False(sleeps.Join(0));
        guest.Wake(0);
        Assert.True(sleeps.Join(TimeSpan.FromSeconds(20)), "the CPU was not woken");
        Assert.Equal(101UL, guest.X(0));
    }

    private static PagedGuest New(SitePageChoice pages, TierChoice tiers, MirrorChoice mirrors)
    {
        PagedGuest guest = new(new EngineOptions { SitePages = pages, Tiers = tiers, Mirrors = mirrors });
        guest.FrameData(0)[0] = 100;
        guest.FrameData(1)[0] = 101;
        return guest;
    }

    // Code that does one access: what to give to Run, or to return to at EL0.
    private static ulong Accessor(PagedGuest guest, uint access, bool user)
    {
        ulong code = guest.Code(access, user ? Svc : Hvc);
        return user ? code | 1 : code;
    }

    private static int RunAccess(PagedGuest guest, ulong code, bool user)
    {
        if (!user)
        {
            return guest.Run(code);
        }

        guest.X(3) = 0x3C0;
        guest.X(4) = code & ~1UL;
        return guest.Run(guest.EnterUser);
    }

    private static void Expect(PagedGuest guest, ulong code, uint access, bool user, int frame, ulong va = Va)
    {
        guest.FrameData(frame)[0] = 100 + (ulong)frame;
        guest.FrameData(frame ^ 1)[0] = 100 + (ulong)(frame ^ 1);
        guest.X(0) = access is Store or StorePair ? 55UL : 0;
        guest.X(1) = va;
        Assert.Equal(user ? SvcClass : -1, RunAccess(guest, code, user));
        if (access is Store or StorePair)
        {
            Assert.Equal(55UL, guest.FrameData(frame)[0]);
            Assert.Equal(100 + (ulong)(frame ^ 1), guest.FrameData(frame ^ 1)[0]);
        }
        else
        {
            Assert.Equal(100 + (ulong)frame, access == LoadVector ? guest.Vector0 : guest.X(0));
        }
    }
}
