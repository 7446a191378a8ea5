using Armillary.Engines.Jit;
using Armillary.Engines.Tests.Jit;
using Xunit;
using static Armillary.Engines.Tests.Memory.PagedGuest;

namespace Armillary.Engines.Tests.Memory;

/// <summary>Loops whose load writes over what they had in the same register, until it fails.</summary>
public class LoadFaultTests
{
    private const ulong At = 0x8_0000;
    private const int DataAbort = 0x25, First = 3;

    [Theory]
    [InlineData(0xF940_0000)] // LDR X0, [X0]
    [InlineData(0xF840_8004)] // LDUR X4, [X0, #8]
    [InlineData(0xA940_1000)] // LDP X0, X4, [X0]
    [InlineData(0xA940_0004)] // LDP X4, X0, [X0]
    [InlineData(0xA940_1400)] // LDP X0, X5, [X0]
    [InlineData(0xF940_0404)] // LDR X4, [X0, #8]
    [InlineData(0x3DC0_0000)] // LDR Q0, [X0]
    public void Registers_are_what_they_were_before_it(uint load)
    {
        ulong[] blocks = Run(TierChoice.BlocksOnly, load);
        Assert.Equal(blocks, Run(TierChoice.RegionsOnly, load));
    }

    private static ulong[] Run(TierChoice tiers, uint load)
    {
        using PagedGuest guest = new(new EngineOptions { SitePages = SitePageChoice.InRegions, Tiers = tiers, Mirrors = MirrorChoice.Nowhere });
        guest.Map(0, At, Frame(First) | Valid);
        guest.Map(0, At + 0x1000, 0);
        for (int i = 0; i < 512; i++)
        {
            guest.FrameData(First)[i] = At + (ulong)((i + 6) * 8);
        }

        ulong code = guest.Code(
            load,
            0x8B04_00A5, // ADD X5, X5, X4
            0x9100_8000, // ADD X0, X0, #32
            A64.SubOne(10),
            A64.Cbnz(10, -16),
            Hvc);
        guest.X(0) = At;
        guest.X(10) = 100_000;
        Assert.Equal(DataAbort, guest.Run(code));
        return [guest.X(0), guest.X(4), guest.X(5), guest.X(10), guest.FaultAddress, guest.Vector0];
    }
}
