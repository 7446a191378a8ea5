using System.Runtime.InteropServices;
using Armillary.Engines.Jit;
using Xunit;
using static Armillary.Engines.Tests.Memory.PagedGuest;

namespace Armillary.Engines.Tests.Memory;

/// <summary>Loads and stores whose bytes are in two pages, which lie apart in memory.</summary>
public class AcrossPagesTests
{
    private const ulong At = 0x8_0000, End = At + 0x1000;
    private const int First = 9, Second = 4, DataAbort = 0x25;
    private const ulong Marker = 0x1122_3344_5566_7788;

    // Rt 4, Rt2 5, Rn 0; the bytes and whether it stores.
    public static TheoryData<string, uint, int, bool, MirrorChoice> Accesses
    {
        get
        {
            (string Name, uint Word, int Bytes, bool Store)[] all =
            [
                ("ldrh w", 0x7940_0004, 2, false), ("ldrsh x", 0x7980_0004, 2, false), ("ldrsh w", 0x79C0_0004, 2, false), ("ldr w", 0xB940_0004, 4, false),
                ("ldrsw x", 0xB980_0004, 4, false), ("ldr x", 0xF940_0004, 8, false), ("ldr h", 0x7D40_0004, 2, false), ("ldr s", 0xBD40_0004, 4, false),
                ("ldr d", 0xFD40_0004, 8, false), ("ldr q", 0x3DC0_0004, 16, false), ("ldp w", 0x2940_1404, 8, false), ("ldpsw", 0x6940_1404, 8, false),
                ("ldp x", 0xA940_1404, 16, false), ("ldp s", 0x2D40_1404, 8, false), ("ldp d", 0x6D40_1404, 16, false), ("ldp q", 0xAD40_1404, 32, false),
                ("strh w", 0x7900_0004, 2, true), ("str w", 0xB900_0004, 4, true), ("str x", 0xF900_0004, 8, true), ("str xzr", 0xF900_001F, 8, true),
                ("str h", 0x7D00_0004, 2, true), ("str s", 0xBD00_0004, 4, true), ("str d", 0xFD00_0004, 8, true), ("str q", 0x3D80_0004, 16, true),
                ("stp w", 0x2900_1404, 8, true), ("stp x", 0xA900_1404, 16, true), ("stp xzr", 0xA900_7C1F, 16, true), ("stp d", 0x6D00_1404, 16, true),
                ("stp q", 0xAD00_1404, 32, true),
            ];
            var data = new TheoryData<string, uint, int, bool, MirrorChoice>();
            foreach ((string name, uint word, int bytes, bool store) in all)
            {
                data.Add(name, word, bytes, store, MirrorChoice.Nowhere);
                data.Add(name, word, bytes, store, MirrorChoice.Everywhere);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Accesses))]
    public void A_region_does_what_a_block_does_without_managed_code(string name, uint access, int bytes, bool store, MirrorChoice mirrors)
    {
        _ = name;
        using Pair pair = new(access, mirrors);
        for (int before = 1; before < bytes; before++)
        {
            pair.Map(Valid, Valid);
            pair.Reset();
            pair.Touch();
            long slow = pair.Region.SlowPathCalls;
            pair.RunBoth(End - (ulong)before, -1);
            Assert.Equal(slow, pair.Region.SlowPathCalls);
        }

        Assert.Equal(store, pair.Region.FrameData(First)[511] != Marker);
    }

    [Theory]
    [MemberData(nameof(Accesses))]
    public void What_one_page_refuses_leaves_both_as_they_were(string name, uint access, int bytes, bool store, MirrorChoice mirrors)
    {
        _ = name;
        using Pair pair = new(access, mirrors);
        foreach ((ulong first, ulong second, int readClass, int writeClass) in new[]
        {
            (Valid, 0UL, DataAbort, DataAbort), (0UL, Valid, DataAbort, DataAbort), (Valid, Valid | ReadOnly, -1, DataAbort), (Valid | ReadOnly, Valid, -1, DataAbort),
            ((Valid & ~0x1CUL) | Device, Valid, DataAbort, DataAbort), (Valid, (Valid & ~0x1CUL) | Device, DataAbort, DataAbort),
        })
        {
            for (int before = 1; before < bytes; before += Math.Max(bytes / 8, 2))
            {
                pair.Map(first, second);
                pair.Reset();
                int expected = store ? writeClass : readClass;
                pair.RunBoth(End - (ulong)before, expected);
                Assert.True(expected < 0 || pair.Region.FrameData(First).IndexOfAnyExcept(Marker) < 0);
                Assert.True(expected < 0 || pair.Region.FrameData(Second).IndexOfAnyExcept(~Marker) < 0);
            }
        }
    }

    [Theory]
    [InlineData(0xA940_1404u, 8)] // LDP X4, X5, [X0]
    [InlineData(0xA900_1404u, 8)] // STP X4, X5, [X0]
    [InlineData(0x2940_1404u, 4)] // LDP W4, W5, [X0]
    [InlineData(0x2900_1404u, 4)] // STP W4, W5, [X0]
    public void A_pair_with_one_in_each_page_is_aligned_and_may_be_of_a_device(uint access, int bytes)
    {
        using Pair pair = new(access, MirrorChoice.Nowhere);
        const ulong DevicePage = (Valid & ~0x1CUL) | Device;
        foreach ((ulong first, ulong second, int exception) in new[]
        {
            (DevicePage, Valid, -1), (Valid, DevicePage, -1), (DevicePage, DevicePage, -1), (DevicePage, 0UL, DataAbort), (0UL, DevicePage, DataAbort),
        })
        {
            pair.Map(first, second);
            pair.Reset();
            pair.RunBoth(End - (ulong)bytes, exception);
            Assert.True(exception < 0 || pair.Region.FrameData(First).IndexOfAnyExcept(Marker) < 0);
            Assert.True(exception < 0 || pair.Region.FrameData(Second).IndexOfAnyExcept(~Marker) < 0);
        }
    }

    // The same guest twice: its code as blocks, and as regions.
    private sealed class Pair : IDisposable
    {
        private readonly PagedGuest[] guests;
        private readonly ulong code, touch, flush;

        public Pair(uint access, MirrorChoice mirrors)
        {
            guests =
            [
                new(new EngineOptions { SitePages = SitePageChoice.InRegions, Tiers = TierChoice.BlocksOnly, Mirrors = MirrorChoice.Nowhere }),
                new(new EngineOptions { SitePages = SitePageChoice.InRegions, Tiers = TierChoice.RegionsOnly, Mirrors = mirrors }),
            ];
            foreach (PagedGuest guest in guests)
            {
                code = guest.Code(
                    0xAD40_1544, // LDP Q4, Q5, [X10]
                    access,
                    0xAD00_1544, // STP Q4, Q5, [X10]
                    Hvc);
                touch = guest.Code(
                    0xF940_0001, // LDR X1, [X0]
                    0xF900_0001, // STR X1, [X0]
                    0xF940_0041, // LDR X1, [X2]
                    0xF900_0041, // STR X1, [X2]
                    Hvc);
                flush = guest.FlushCode();
            }
        }

        public PagedGuest Region => guests[1];

        public void Map(ulong first, ulong second)
        {
            foreach (PagedGuest guest in guests)
            {
                guest.Map(0, At, first == 0 ? 0 : Frame(First) | first);
                guest.Map(0, End, second == 0 ? 0 : Frame(Second) | second);
                guest.Map(0, End + 0x1000, Frame(Second + 1) | Valid);
                Assert.Equal(-1, guest.Run(flush));
            }
        }

        public void Reset()
        {
            foreach (PagedGuest guest in guests)
            {
                guest.FrameData(First).Fill(Marker);
                guest.FrameData(Second).Fill(~Marker);
                for (int i = 0; i < 4; i++)
                {
                    guest.FrameData(Second + 1)[i] = 0x0F1E_2D3C_4B5A_6978 * (ulong)(i + 1);
                }

                guest.X(4) = 0xA1A2_A3A4_A5A6_A7A8;
                guest.X(5) = 0xB1B2_B3B4_B5B6_B7B8;
                guest.X(10) = End + 0x1000;
            }
        }

        /// <summary>Brings both pages, and that of the vectors, to the TLB.</summary>
        public void Touch()
        {
            foreach (PagedGuest guest in guests)
            {
                foreach (ulong page in new[] { At, End + 0x1000 })
                {
                    guest.X(0) = page;
                    guest.X(2) = End;
                    Assert.Equal(-1, guest.Run(touch));
                }

                guest.X(0) = At;
                Assert.Equal(-1, guest.Run(code));
            }

            Reset();
        }

        public void RunBoth(ulong address, int exception)
        {
            foreach (PagedGuest guest in guests)
            {
                guest.X(0) = address;
                Assert.Equal(exception, guest.Run(code));
            }

            Assert.Equal(guests[0].X(4), guests[1].X(4));
            Assert.Equal(guests[0].X(5), guests[1].X(5));
            Assert.Equal(guests[0].FaultAddress, guests[1].FaultAddress);
            foreach (int frame in new[] { First, Second, Second + 1 })
            {
                Assert.Equal(Bytes(guests[0], frame), Bytes(guests[1], frame));
            }
        }

        public void Dispose()
        {
            foreach (PagedGuest guest in guests)
            {
                guest.Dispose();
            }
        }

        private static byte[] Bytes(PagedGuest guest, int frame) => MemoryMarshal.AsBytes(guest.FrameData(frame)).ToArray();
    }
}
