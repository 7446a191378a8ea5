using Armillary.Core.Memory;
using Armillary.Core.State;
using Armillary.Engines.Memory;
using Armillary.X64;
using Xunit;
using static Armillary.Engines.Tests.Memory.PagedGuest;

namespace Armillary.Engines.Tests.Memory;

/// <summary>What a mirror's tables allow, and what lies behind them. That accesses through it obey the architecture: <see cref="TranslationTests"/>.</summary>
public sealed unsafe class MirrorTests : IDisposable
{
    private const ulong Start = 0x4000_0000;
    private const uint Load = 0xF940_0020;

    private readonly GuestMemory ram = new(new PhysicalAddress(Start), 0x80_0000);
    private readonly Mirror mirror = Mirror.TryCreate()!;

    [Fact]
    public void A_page_that_was_added_is_the_guests_memory()
    {
        Add(0x55_5000, 3);
        *(ulong*)At(0x55_5008) = 77;
        Assert.Equal(77UL, *(ulong*)(ram.HostBase + 0x3008));
        Assert.True(Allows(0x55_5000, write: true));
    }

    [Fact]
    public void Of_two_pages_of_one_place_the_last_has_it()
    {
        const ulong Other = 0x55_5000 + (3 * Mirrors.WindowSize);
        ram.HostBase[0x3000] = 3;
        ram.HostBase[0x4000] = 4;
        for (int round = 0; round < 3; round++)
        {
            Add(0x55_5000, 3);
            Assert.False(Allows(Other));
            Assert.Equal(3, *At(0x55_5000));
            Add(Other, 4);
            Assert.False(Allows(0x55_5000));
            Assert.True(Allows(Other));
            Assert.Equal(4, *At(Other));
        }
    }

    [Fact]
    public void A_page_with_other_top_bits_than_the_address_has_no_tag_for_it()
    {
        Add(0x55_5000, 3);
        Assert.False(Allows(0xFF00_0000_0055_5000));
        Assert.False(Allows(0x55_5000 + Mirrors.WindowSize));
    }

    [Fact]
    public void A_page_that_loads_may_use_is_not_for_stores()
    {
        TlbEntry entry = Entry(0x55_5000, 3);
        entry.WriteTag = TranslationSpace.NoTag;
        Assert.True(mirror.Add(0x55_5000, &entry, ram));
        Assert.True(Allows(0x55_5000));
        Assert.False(Allows(0x55_5000, write: true));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0xF000)]
    [InlineData(0x7F_FFFF_0000)]
    [InlineData(0x7F_FFFF_F000)]
    [InlineData(-0x1000)]
    public void Pages_at_the_ends_of_the_window_are_not_mirrored(long va)
    {
        TlbEntry entry = Entry((ulong)va, 3);
        Assert.False(mirror.Add((ulong)va, &entry, ram));
        Assert.False(Allows((ulong)va));
    }

    [Fact]
    public void The_tag_comes_back_with_the_page_and_not_with_another_one()
    {
        Add(0x55_5000, 3);
        mirror.Clear();
        Assert.False(Allows(0x55_5000));
        TlbEntry entry = Entry(0x55_5000, 3), other = Entry(0x55_5000, 4);
        mirror.Refresh(0x55_5000, &other);
        Assert.False(Allows(0x55_5000));
        mirror.Refresh(0x55_5000, &entry);
        Assert.True(Allows(0x55_5000));
        mirror.Refresh(0x55_5000, &other);
        Assert.False(Allows(0x55_5000));
    }

    [Fact]
    public void Of_a_block_every_page_has_a_tag_of_its_own()
    {
        TlbEntry entry = Entry(0x4020_5000, 0x205, log2: 30);
        Assert.True(mirror.Add(0x4020_5000, &entry, ram));
        ram.HostBase[0x20_6000] = 6;
        Assert.Equal(6, *At(0x4020_6000));
        Assert.False(Allows(0x4020_6000));
        entry = Entry(0x4020_6000, 0x206, log2: 30);
        mirror.Refresh(0x4020_6000, &entry);
        Assert.True(Allows(0x4020_6000));
        Assert.Equal(1, mirror.Mappings);
        mirror.ClearByScan(0x4000_0000, 1);
        Assert.False(Allows(0x4020_5000));
        Assert.False(Allows(0x4020_6000));
    }

    [Fact]
    public void ClearPages_takes_the_tags_of_its_pages()
    {
        for (ulong i = 0; i < 8; i++)
        {
            Add(0x55_0000 + (i << 12), i);
        }

        mirror.ClearPages(0x55_2000, 2);
        mirror.ClearPages(0x55_6000, 1000);
        Assert.Equal([true, true, false, false, true, true, false, false], Enumerable.Range(0, 8).Select(i => Allows(0x55_0000 + ((ulong)i << 12))));
    }

    [Fact]
    public void ClearLocal_leaves_what_is_global()
    {
        Add(0x55_5000, 3);
        Add(0x55_6000, 4, global: true);
        mirror.ClearLocal();
        Assert.False(Allows(0x55_5000));
        Assert.True(Allows(0x55_6000));
        mirror.Clear();
        Assert.False(Allows(0x55_6000));
    }

    [Fact]
    public void An_emptied_mirror_gives_its_mappings_back_and_can_be_filled_again()
    {
        Add(0x55_5000, 3);
        mirror.Empty();
        Assert.Equal(0, mirror.Mappings);
        Assert.False(Allows(0x55_5000));
        Assert.False(Allows(0));
        ram.HostBase[0x4000] = 44;
        Add(0x55_5000, 4);
        Assert.Equal(44, *At(0x55_5000));
    }

    [Fact]
    public void Accesses_of_generated_code_ask_for_their_pages_but_not_at_the_windows_ends()
    {
        using PagedGuest guest = new(new EngineOptions { Tiers = TierChoice.BlocksOnly, Mirrors = MirrorChoice.Everywhere });
        ulong load = guest.Code(Load, Hvc);
        foreach ((ulong va, int mirrored) in new[] { (0x5000UL, 0), (0x8_5000UL, 1), (0x8_6000UL, 2), (0x8_5000UL, 2) })
        {
            guest.Map(0, va, Frame(1) | Valid);
            guest.FrameData(1)[0] = va;
            guest.X(1) = va;
            Assert.Equal(-1, guest.Run(load));
            Assert.Equal(va, guest.X(0));
            if (va == 0x5000)
            {
                Assert.Equal(mirrored, guest.MirroredPages);
            }
        }

        // After a page that could not be had accesses ask seldom.
        for (int i = 0; i < 5000; i++)
        {
            guest.Run(load);
        }

        Assert.InRange(guest.MirroredPages, 1, 2);
    }

    public void Dispose()
    {
        mirror.Dispose();
        ram.Dispose();
    }

    private static TlbEntry Entry(ulong va, ulong frame, int log2 = 12, bool global = false) => new()
    {
        ReadTag = va,
        WriteTag = va,
        Physical = TranslationSpace.PackPhysical(Start + (frame << 12), log2, global, tagged: false),
    };

    private void Add(ulong va, ulong frame, bool global = false)
    {
        TlbEntry entry = Entry(va, frame, global: global);
        Assert.True(mirror.Add(va, &entry, ram));
    }

    private bool Allows(ulong va, bool write = false) => ((ulong*)(mirror.Memory + (write ? Mirrors.TableSize : 0)))[Mirrors.PlaceOf(va)] == va;

    private byte* At(ulong va) => mirror.Memory + Mirrors.Window + (va & (Mirrors.WindowSize - 1));
}
