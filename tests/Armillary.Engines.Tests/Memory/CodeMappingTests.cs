using System.Runtime.InteropServices;
using Armillary.Engines.Tests.Jit;
using Xunit;
using static Armillary.Engines.Tests.Memory.PagedGuest;

namespace Armillary.Engines.Tests.Memory;

/// <summary>What is remembered of where code lies is gone when the architecture says so: blocks, ranges and guarded pages (DDI 0487, D8.16 and D8.5.3).</summary>
public class CodeMappingTests
{
    private const ulong Va = 0x8_4000;
    private const uint Tlbi_VAAE1IS = 0xD508_8362, Tlbi_RVAAE1 = 0xD508_8662;
    private const uint BrX5 = 0xD61F_00A0, BrX6 = 0xD61F_00C0, AdrX6By32 = 0x1000_0106, BtiC = 0xD503_245F;
    private const int BranchTarget = 0x0D;

    public static TheoryData<TierChoice> Tiers => [TierChoice.BlocksOnly, TierChoice.RegionsOnly];

    [Theory]
    [MemberData(nameof(Tiers))]
    public void A_TLBI_by_address_is_for_code_of_the_whole_block_that_the_address_is_in(TierChoice tiers)
    {
        using PagedGuest guest = new(new EngineOptions { Tiers = tiers });
        ulong go = guest.Code(BrX5), flush = guest.Code(Tlbi_VAAE1IS, A64.DsbIsh, A64.Isb, A64.Hvc);
        for (int block = 0; block < 2; block++)
        {
            MemoryMarshal.Cast<ulong, uint>(guest.BlockData(block))[0x5000 / 4] = A64.Movz(0, block + 7);
            MemoryMarshal.Cast<ulong, uint>(guest.BlockData(block))[(0x5000 / 4) + 1] = A64.Hvc;
        }

        for (int round = 0; round < 6; round++)
        {
            guest.MapBlock(0, round & 1, Valid);
            guest.X(2) = 0x20_9000 >> 12;
            guest.Run(flush);
            guest.X(5) = 0x20_5000;
            Assert.Equal(-1, guest.Run(go));
            Assert.Equal(7UL + (ulong)(round & 1), guest.X(0));
        }
    }

    [Theory]
    [InlineData(Va + 0x1000, 2, 3)] // 32 MiB
    [InlineData(Va + 0x1000, 0, 0)] // two pages
    public void A_TLBI_of_a_range_is_for_every_page_of_a_region(ulong start, int scale, int number)
    {
        // A region of the first page and the third. Code that is entered through the second one is in the range as well.
        using PagedGuest guest = new(new EngineOptions { Tiers = TierChoice.RegionsOnly });
        ulong go = guest.Code(BrX5), flush = guest.Code(Tlbi_RVAAE1, A64.DsbIsh, A64.Isb, A64.Hvc);
        guest.PutCode(2, 0, A64.Bl(0x2000), A64.Hvc);
        guest.PutCode(3, 0, A64.Hvc);
        guest.PutCode(4, 0, A64.Movz(0, 4), A64.Ret);
        guest.PutCode(6, 0, A64.Movz(0, 6), A64.Ret);
        guest.Map(0, Va, Frame(2) | Valid);
        guest.Map(0, Va + 0x1000, Frame(3) | Valid);
        for (int round = 0; round < 6; round++)
        {
            int frame = 4 + (round % 2 * 2);
            guest.Map(0, Va + 0x2000, Frame(frame) | Valid);
            guest.X(2) = (start >> 12) | (1UL << 46) | ((ulong)scale << 44) | ((ulong)number << 39);
            guest.Run(flush);
            foreach (ulong pc in new[] { Va, Va + 0x1000 })
            {
                guest.X(5) = pc;
                Assert.Equal(-1, guest.Run(go));
                Assert.Equal((ulong)frame, guest.X(0));
            }
        }
    }

    [Theory]
    [InlineData(TierChoice.BlocksOnly)]
    [InlineData(TierChoice.RegionsOnly)]
    [InlineData(TierChoice.ByHeat)]
    public void A_loop_calls_what_another_CPU_maps(TierChoice tiers)
    {
        // The first CPU notes what a function of another page returns. The second one maps that page to one of eight functions, and waits for nobody but by DSB.
        const ulong Data = 0x9_0000;
        using PagedGuest guest = new(new EngineOptions { Tiers = tiers }, 2);
        guest.PutCode(2, 0, A64.Bl(0x1000), A64.Str(0, 3), A64.Ldr(4, 2), A64.Cbz(4, -12), A64.Hvc);
        for (int n = 0; n < 8; n++)
        {
            guest.PutCode(4 + n, 0, A64.Movz(0, n), A64.Ret);
        }

        ulong change = guest.Code(A64.Str(0, 3), A64.DsbIsh, Tlbi_VAAE1IS, A64.DsbIsh, A64.Isb, A64.Hvc);
        guest.Map(0, Va, Frame(2) | Valid);
        guest.Map(0, Va + 0x1000, Frame(4) | Valid);
        guest.Map(0, Data, Frame(12) | Valid);
        guest.X(2) = Data;
        guest.X(3) = Data + 8;
        int result = 0;
        var loop = new Thread(() => result = guest.Run(Va));
        loop.Start();
        var random = new Random(7);
        for (int round = 1; round <= 32; round++)
        {
            int n = round % 8;
            guest.X(0, 1) = Frame(4 + n) | Valid;
            guest.X(2, 1) = (Va + 0x1000) >> 12;
            guest.X(3, 1) = EntryAddress(0, Va + 0x1000);
            Assert.Equal(-1, guest.Run(change, 1));
            BareGuest.Until(() => Volatile.Read(ref guest.FrameData(12)[1]) == (ulong)n);
            Thread.SpinWait(random.Next(200_000));
            Assert.Equal((ulong)n, Volatile.Read(ref guest.FrameData(12)[1]));
        }

        Volatile.Write(ref guest.FrameData(12)[0], 1);
        Assert.True(loop.Join(TimeSpan.FromSeconds(60)));
        Assert.Equal(-1, result);
    }

    [Theory]
    [MemberData(nameof(Tiers))]
    public void Code_whose_page_becomes_guarded_is_checked_where_it_lands(TierChoice tiers)
    {
        // Long straight code, so that what follows is another region; then a branch to where no BTI is.
        const int Straight = 100;
        using PagedGuest guest = new(new EngineOptions { Tiers = tiers });
        uint[] straight = new uint[Straight];
        Array.Fill(straight, A64.AddOne(1));
        guest.PutCode(2, 0, [.. straight, AdrX6By32, BrX6]);
        guest.PutCode(2, (Straight * 4) + 32, A64.Movz(0, 1), A64.Hvc);
        ulong flush = guest.Code(Tlbi_VAAE1IS, A64.DsbIsh, A64.Isb, A64.Hvc);
        guest.Map(0, Va, Frame(2) | Valid);
        for (int n = 0; n < 6; n++)
        {
            Assert.Equal(-1, guest.Run(Va + (80 * 4)));
            Assert.Equal(-1, guest.Run(Va + (64 * 4)));
            Assert.Equal(-1, guest.Run(Va));
        }

        guest.Map(0, Va, Frame(2) | Valid | Guarded);
        guest.X(2) = Va >> 12;
        guest.Run(flush);
        for (int n = 0; n < 4; n++)
        {
            Assert.Equal(BranchTarget, guest.Run(Va));
        }

        guest.Map(0, Va, Frame(2) | Valid);
        guest.X(2) = Va >> 12;
        guest.Run(flush);
        for (int n = 0; n < 4; n++)
        {
            Assert.Equal(-1, guest.Run(Va));
        }
    }

    [Theory]
    [InlineData(BtiC, BrX6, Guarded, BranchTarget)] // BTYPE 3, from a guarded page
    [InlineData(BtiC, BrX6, 0UL, -1)] // BTYPE 1
    [InlineData(BtiC, 0xD61F_0200, Guarded, -1)] // BR X16: BTYPE 1
    [InlineData(0xD503_249F, BrX6, Guarded, -1)] // BTI j
    public void A_branch_has_the_type_that_its_page_gives_it(uint target, uint branch, ulong from, int expected)
    {
        foreach (TierChoice tiers in new[] { TierChoice.BlocksOnly, TierChoice.RegionsOnly })
        {
            using PagedGuest guest = new(new EngineOptions { Tiers = tiers });
            guest.PutCode(2, 0, branch);
            guest.PutCode(3, 0, target, A64.Hvc);
            guest.Map(0, Va, Frame(2) | Valid | from);
            guest.Map(0, Va + 0x1000, Frame(3) | Valid | Guarded);
            for (int n = 0; n < 5; n++)
            {
                guest.X(6) = guest.X(16) = Va + 0x1000;
                Assert.Equal(expected, guest.Run(Va));
            }
        }
    }
}
