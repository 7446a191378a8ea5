using Armillary.Engines.Tests.Jit;
using Xunit;
using static Armillary.Engines.Tests.Memory.PagedGuest;

namespace Armillary.Engines.Tests.Memory;

/// <summary>Loops that go through several arrays at once, whose pages a region carries round in registers.</summary>
public class LoopPageTests
{
    private const ulong Va = 0x8_0000;
    private const int Iterations = 600, Begin = 0x800, DataAbort = 0x25;

    public static TheoryData<int, TierChoice, MirrorChoice> Loops
    {
        get
        {
            var data = new TheoryData<int, TierChoice, MirrorChoice>();
            for (int arrays = 1; arrays <= 5; arrays++)
            {
                data.Add(arrays, TierChoice.BlocksOnly, MirrorChoice.Nowhere);
                data.Add(arrays, TierChoice.RegionsOnly, MirrorChoice.Nowhere);
                data.Add(arrays, TierChoice.RegionsOnly, MirrorChoice.Everywhere);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Loops))]
    public void Arrays_are_read_where_they_are_mapped_now(int arrays, TierChoice tiers, MirrorChoice mirrors)
    {
        using PagedGuest guest = New(tiers, mirrors);
        ulong code = Loop(guest, arrays);
        ulong flush = guest.FlushCode();
        for (int round = 0; round < 4; round++)
        {
            for (int array = 0; array <= arrays; array++)
            {
                guest.Map(0, Page(array, 0), Frame(Number(array, 0, round)) | Valid);
                guest.Map(0, Page(array, 1), Frame(Number(array, 1, round)) | Valid);
            }

            Assert.Equal(-1, guest.Run(flush));
            Start(guest, arrays, Iterations);
            Assert.Equal(-1, guest.Run(code));
            ExpectSums(guest, arrays, round, Iterations);
        }
    }

    [Theory]
    [MemberData(nameof(Loops))]
    public void A_fault_on_the_way_is_taken_at_its_access(int arrays, TierChoice tiers, MirrorChoice mirrors)
    {
        using PagedGuest guest = New(tiers, mirrors);
        ulong code = Loop(guest, arrays);
        ulong flush = guest.FlushCode();
        for (int missing = 0; missing <= arrays; missing++)
        {
            for (int array = 0; array <= arrays; array++)
            {
                guest.Map(0, Page(array, 0), Frame(Number(array, 0, 0)) | Valid);
                guest.Map(0, Page(array, 1), array == missing ? 0 : Frame(Number(array, 1, 0)) | Valid);
            }

            Assert.Equal(-1, guest.Run(flush));
            Start(guest, arrays, Iterations);
            Assert.Equal(DataAbort, guest.Run(code));
            const int done = (0x1000 - Begin) / 8;
            Assert.Equal((ulong)(Iterations - done), guest.X(10));
            for (int array = 0; array <= arrays; array++)
            {
                Assert.Equal(Page(array, 1) + (array < missing ? 8UL : 0), guest.X(array + 1));
            }

            // from there once more: the sum and where the arrays are read are as they were before the iteration
            guest.Map(0, Page(missing, 1), Frame(Number(missing, 1, 0)) | Valid);
            Start(guest, arrays, Iterations);
            Assert.Equal(-1, guest.Run(code));
            ExpectSums(guest, arrays, 0, Iterations);
        }
    }

    // X0 is the sum of all that is read from the arrays at X1 and so on; the next register's array gets the sums. X10 counts down.
    private static ulong Loop(PagedGuest guest, int arrays)
    {
        var code = new List<uint>();
        for (int array = 0; array < arrays; array++)
        {
            code.Add(0xF840_8400 | (uint)((array + 1) << 5) | 11); // LDR X11, [Xn], #8
            code.Add(0x8B0B_0000); // ADD X0, X0, X11
        }

        code.Add(0xF800_8400 | (uint)((arrays + 1) << 5)); // STR X0, [Xn], #8
        code.Add(A64.SubOne(10));
        code.Add(A64.Cbnz(10, -4 * code.Count));
        code.Add(Hvc);
        return guest.Code([.. code]);
    }

    private static void Start(PagedGuest guest, int arrays, int iterations)
    {
        for (int frame = 0; frame < 12; frame++)
        {
            for (int i = 0; i < 512; i++)
            {
                guest.FrameData(frame)[i] = (ulong)((frame * 1000) + i);
            }
        }

        for (int array = 0; array <= arrays; array++)
        {
            guest.X(array + 1) = Page(array, 0) + Begin;
        }

        guest.X(0) = 0;
        guest.X(10) = (ulong)iterations;
    }

    private static void ExpectSums(PagedGuest guest, int arrays, int round, int iterations)
    {
        ulong sum = 0;
        for (int i = 0; i < iterations; i++)
        {
            int at = (Begin / 8) + i;
            for (int array = 0; array < arrays; array++)
            {
                sum += (ulong)((Number(array, at >> 9, round) * 1000) + (at & 511));
            }

            Assert.Equal(sum, guest.FrameData(Number(arrays, at >> 9, round))[at & 511]);
        }

        Assert.Equal(sum, guest.X(0));
    }

    private static ulong Page(int array, int page) => Va + ((ulong)array << 14) + ((ulong)page << 12);

    // Twelve frames, each in another place in each round.
    private static int Number(int array, int page, int round) => ((array * 2) + page + (round * 5)) % 12;

    private static PagedGuest New(TierChoice tiers, MirrorChoice mirrors)
        => new(new EngineOptions { SitePages = SitePageChoice.InRegions, Tiers = tiers, Mirrors = mirrors });
}
