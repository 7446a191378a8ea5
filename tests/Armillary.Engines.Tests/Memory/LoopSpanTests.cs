using Armillary.Engines.Tests.Jit;
using Xunit;
using static Armillary.Engines.Tests.Memory.PagedGuest;

namespace Armillary.Engines.Tests.Memory;

/// <summary>A loop that copies several words a time, whose accesses off one address a region sees to be in a page by one comparison.</summary>
public class LoopSpanTests
{
    private const ulong From = 0x8_0000, To = 0x9_0000;
    private const int Begin = 0x800, Iterations = 100, Step = 32, DataAbort = 0x25, FromFrame = 2, ToFrame = 7;

    public static TheoryData<int, int, TierChoice, MirrorChoice> Distances
    {
        get
        {
            var data = new TheoryData<int, int, TierChoice, MirrorChoice>();
            foreach ((int from, int to) in new[] { (0, 0), (8, 0), (0, 24), (16, 8), (1, 31), (17, 3) })
            {
                data.Add(from, to, TierChoice.BlocksOnly, MirrorChoice.Nowhere);
                data.Add(from, to, TierChoice.RegionsOnly, MirrorChoice.Nowhere);
                data.Add(from, to, TierChoice.RegionsOnly, MirrorChoice.Everywhere);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Distances))]
    public void A_copy_over_pages_is_whole(int from, int to, TierChoice tiers, MirrorChoice mirrors)
    {
        using PagedGuest guest = New(tiers, mirrors);
        ulong code = Loop(guest);
        ulong flush = guest.FlushCode();
        for (int round = 0; round < 3; round++)
        {
            // the pages lie elsewhere each time, and never one behind the other
            Map(guest, From, FromFrame + (round & 1), FromFrame + 3 - (round & 1));
            Map(guest, To, ToFrame + 3 - (round & 1), ToFrame + (round & 1));
            Assert.Equal(-1, guest.Run(flush));
            byte[] expected = Fill(guest, round);
            Start(guest, from, to);
            Assert.Equal(-1, guest.Run(code));
            byte[] copied = [.. Page(guest, ToFrame + 3 - (round & 1)), .. Page(guest, ToFrame + (round & 1))];
            Assert.Equal(expected.AsSpan(Begin + from, Iterations * Step).ToArray(), copied.AsSpan(Begin + to, Iterations * Step).ToArray());
            Assert.Equal(To + Begin + (ulong)to + (Iterations * Step), guest.X(1));
        }
    }

    [Theory]
    [MemberData(nameof(Distances))]
    public void A_fault_leaves_what_was_copied_before_it(int from, int to, TierChoice tiers, MirrorChoice mirrors)
    {
        using PagedGuest guest = New(tiers, mirrors);
        ulong code = Loop(guest);
        ulong flush = guest.FlushCode();
        foreach (bool store in new[] { false, true })
        {
            Map(guest, From, FromFrame, store ? FromFrame + 3 : -1);
            Map(guest, To, ToFrame, store ? -1 : ToFrame + 3);
            Assert.Equal(-1, guest.Run(flush));
            byte[] expected = Fill(guest, 0);
            Start(guest, from, to);
            Assert.Equal(DataAbort, guest.Run(code));

            // bytes of the page that the accesses may use, the pair that does not fit, and what its time round had copied before
            int there = 0x1000 - Begin - (store ? to : from);
            int done = there / Step, pairs = (there - (done * Step)) / 16;
            Assert.Equal((ulong)(Iterations - done), guest.X(10));
            Assert.Equal(From + Begin + (ulong)(from + (done * Step)), guest.X(0));
            Assert.Equal(To + Begin + (ulong)(to + (done * Step)), guest.X(1));
            int copied = (done * Step) + (store ? pairs * 16 : 0);
            byte[] page = [.. Page(guest, ToFrame), .. store ? [] : Page(guest, ToFrame + 3)];
            int visible = Math.Min(copied, page.Length - Begin - to);
            Assert.Equal(expected.AsSpan(Begin + from, visible).ToArray(), page.AsSpan(Begin + to, visible).ToArray());
            Assert.True(page.AsSpan(Begin + to + visible).IndexOfAnyExcept((byte)0) < 0);
        }
    }

    // LDP twice, STP twice; X0 from, X1 to, X10 counts down.
    private static ulong Loop(PagedGuest guest) => guest.Code(
        0xA940_1404, // LDP X4, X5, [X0]
        0xA941_1C06, // LDP X6, X7, [X0, #16]
        0xA900_1424, // STP X4, X5, [X1]
        0xA901_1C26, // STP X6, X7, [X1, #16]
        0x9100_8000, // ADD X0, X0, #32
        0x9100_8021, // ADD X1, X1, #32
        A64.SubOne(10),
        A64.Cbnz(10, -28),
        Hvc);

    private static void Start(PagedGuest guest, int from, int to)
    {
        guest.X(0) = From + Begin + (ulong)from;
        guest.X(1) = To + Begin + (ulong)to;
        guest.X(10) = Iterations;
    }

    private static void Map(PagedGuest guest, ulong va, int first, int second)
    {
        guest.Map(0, va, Frame(first) | Valid);
        guest.Map(0, va + 0x1000, second < 0 ? 0 : Frame(second) | Valid);
    }

    // What the two pages at From have.
    private static byte[] Fill(PagedGuest guest, int round)
    {
        for (int frame = 0; frame < 12; frame++)
        {
            for (int i = 0; i < 512; i++)
            {
                guest.FrameData(frame)[i] = frame >= ToFrame ? 0 : (ulong)(((frame + 1) * 0x0101_0F0F_0707_1003L) + (i * 0x0102_0408_1122_33L));
            }
        }

        return [.. Page(guest, FromFrame + (round & 1)), .. Page(guest, FromFrame + 3 - (round & 1))];
    }

    private static byte[] Page(PagedGuest guest, int frame)
    {
        byte[] bytes = new byte[0x1000];
        for (int i = 0; i < 512; i++)
        {
            BitConverter.TryWriteBytes(bytes.AsSpan(i * 8), guest.FrameData(frame)[i]);
        }

        return bytes;
    }

    private static PagedGuest New(TierChoice tiers, MirrorChoice mirrors)
        => new(new EngineOptions { SitePages = SitePageChoice.InRegions, Tiers = tiers, Mirrors = mirrors });
}
