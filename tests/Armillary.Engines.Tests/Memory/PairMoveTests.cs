using System.Runtime.InteropServices;
using Armillary.Engines.Jit;
using Armillary.Engines.Tests.Jit;
using Xunit;
using static Armillary.Engines.Tests.Memory.PagedGuest;

namespace Armillary.Engines.Tests.Memory;

/// <summary>Loops that move pairs of registers from memory to memory, which regions move as vectors.</summary>
public class PairMoveTests
{
    private const ulong From = 0x8_0000, To = 0x9_0000;
    private const int FromFrame = 2, ToFrame = 7, DataAbort = 0x25;

    public static TheoryData<int, int, MirrorChoice> Distances => new()
    {
        { 0, 0, MirrorChoice.Nowhere }, { 8, 0, MirrorChoice.Nowhere }, { 3, 13, MirrorChoice.Nowhere }, { 5, 8, MirrorChoice.Everywhere },
    };

    // What else is done to the pair outside of the inner loop, which the outer one does again and again.
    [Theory]
    [MemberData(nameof(Distances))]
    public void What_else_uses_the_pair_sees_what_was_moved(int from, int to, MirrorChoice mirrors)
    {
        (ulong[] Registers, byte[] Memory) blocks = Run(TierChoice.BlocksOnly, MirrorChoice.Nowhere, from, to);
        (ulong[] Registers, byte[] Memory) regions = Run(TierChoice.RegionsOnly, mirrors, from, to);
        Assert.Equal(blocks.Registers, regions.Registers);
        Assert.Equal(blocks.Memory, regions.Memory);
    }

    [Theory]
    [InlineData(0, -1)]
    [InlineData(8, -1)]
    [InlineData(4, DataAbort)]
    public void Device_memory_asks_for_the_alignment_of_the_elements(int offset, int expected)
    {
        foreach (TierChoice tiers in new[] { TierChoice.BlocksOnly, TierChoice.RegionsOnly })
        {
            foreach (bool store in new[] { false, true })
            {
                using PagedGuest guest = new(new EngineOptions { SitePages = SitePageChoice.InRegions, Tiers = tiers, Mirrors = MirrorChoice.Nowhere });
                const ulong AsDevice = (Valid & ~0x1CUL) | Device;
                guest.Map(0, From, Frame(FromFrame) | (store ? Valid : AsDevice));
                guest.Map(0, To, Frame(ToFrame) | (store ? AsDevice : Valid));
                for (int i = 0; i < 512; i++)
                {
                    guest.FrameData(FromFrame)[i] = 0x0102_0304_0506_0708 * (ulong)(i + 1);
                }

                ulong code = guest.Code(Inner);
                guest.X(0) = From + (ulong)(store ? 0 : offset);
                guest.X(1) = To + (ulong)(store ? offset : 0);
                guest.X(10) = 9;
                Assert.Equal(expected, guest.Run(code));
                if (expected < 0)
                {
                    Assert.Equal(guest.FrameData(FromFrame)[(store ? 0 : offset / 8) + 15], guest.FrameData(ToFrame)[(store ? offset / 8 : 0) + 17]);
                }
            }
        }
    }

    private static uint[] Inner =>
    [
        0xA881_1424, // STP X4, X5, [X1], #16
        0xA8C1_1404, // LDP X4, X5, [X0], #16
        A64.SubOne(10),
        A64.Cbnz(10, -12),
        Hvc,
    ];

    private static (ulong[] Registers, byte[] Memory) Run(TierChoice tiers, MirrorChoice mirrors, int from, int to)
    {
        using PagedGuest guest = new(new EngineOptions { SitePages = SitePageChoice.InRegions, Tiers = tiers, Mirrors = mirrors });
        for (int page = 0; page < 2; page++)
        {
            guest.Map(0, From + ((ulong)page << 12), Frame(FromFrame + (2 * page)) | Valid);
            guest.Map(0, To + ((ulong)page << 12), Frame(ToFrame + (2 * page)) | Valid);
            for (int i = 0; i < 512; i++)
            {
                guest.FrameData(FromFrame + (2 * page))[i] = 0x0102_0408_1020_4081 * (ulong)(i + 1 + (page * 512));
            }
        }

        ulong code = guest.Code(
            0xAA07_03E4, // MOV X4, X7
            0x2A08_03E5, // MOV W5, W8
            0xD280_028A, // MOV X10, #20
            0xA881_1424, // STP X4, X5, [X1], #16
            0xA8C1_1404, // LDP X4, X5, [X0], #16
            A64.SubOne(10),
            A64.Cbnz(10, -12),
            0x8B05_0086, // ADD X6, X4, X5
            0xCA06_00E7, // EOR X7, X7, X6
            0x0B04_0108, // ADD W8, W8, W4
            0xA8C1_1805, // LDP X5, X6, [X0], #16
            0xCA05_0108, // EOR X8, X8, X5
            A64.SubOne(11),
            A64.Cbnz(11, -52),
            Hvc);
        guest.X(0) = From + (ulong)from;
        guest.X(1) = To + (ulong)to;
        guest.X(7) = 0x1111_2222_3333_4444;
        guest.X(8) = 0x5555_6666_7777_8888;
        guest.X(11) = 20;
        Assert.Equal(-1, guest.Run(code));
        ulong[] registers = new ulong[12];
        for (int i = 0; i < registers.Length; i++)
        {
            registers[i] = guest.X(i);
        }

        return (registers, [.. MemoryMarshal.AsBytes(guest.FrameData(ToFrame)), .. MemoryMarshal.AsBytes(guest.FrameData(ToFrame + 2))]);
    }
}
