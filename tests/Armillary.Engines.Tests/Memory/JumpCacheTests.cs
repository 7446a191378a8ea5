using Armillary.Core.State;
using Armillary.Engines.Jit.Regions;
using Armillary.Engines.Memory;
using Xunit;

namespace Armillary.Engines.Tests.Memory;

public sealed unsafe class JumpCacheTests : IDisposable
{
    private const ulong First = 0xFFFF_8000_1234_5678;

    // At the same index, which no bit above 28 is part of.
    private const ulong Second = First ^ (1UL << 29);
    private const ulong Third = First ^ (1UL << 30);

    private readonly CodePage mapping = new(0x4000_0000, false, true, 12);
    private readonly JumpCache cache = new();

    public JumpCacheTests() => cache.Clear();

    [Fact]
    public void Two_blocks_of_one_index_are_both_in_it()
    {
        cache.Fill(First, 0, in mapping, 1);
        cache.Fill(Second, 0, in mapping, 2);
        Assert.Equal([1, 2], Codes(First, Second));
        cache.Fill(Third, 0, in mapping, 3);
        Assert.Equal([null, 2, 3], Codes(First, Second, Third));
        cache.Fill(Second, 0, in mapping, 4);
        Assert.Equal([4, 3], Codes(Second, Third));
    }

    [Fact]
    public void A_block_that_goes_is_forgotten_wherever_it_is()
    {
        cache.Fill(First, 0, in mapping, 1);
        cache.Fill(Second, 0, in mapping, 2);
        cache.Forget(First, 1);
        cache.Forget(Second, 7);
        Assert.Equal([null, 2], Codes(First, Second));
        cache.Forget(Second, 2);
        Assert.Equal([null, null], Codes(First, Second));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(100)]
    public void A_range_takes_the_blocks_of_its_pages_whatever_their_top_byte(int pages)
    {
        const ulong Tagged = (First & ~(0xFFUL << 56)) | (0xABUL << 56);
        const ulong Behind = (First & ~0xFFFUL) + 0x6_4000; // the page behind 100 of them
        cache.Fill(First, 0, in mapping, 1);
        cache.Fill(Second, 0, in mapping, 2);
        cache.Fill(Tagged + 8, 2, in mapping, 3);
        cache.Fill(Behind, 0, in mapping, 4);
        cache.ClearRange(First & ~0xFFFUL, (ulong)pages << 12);
        Assert.Equal([null, 2, null, 4], Codes(First, Second, (Tagged + 8) | 2, Behind));
    }

    [Theory]
    [InlineData(3)]
    [InlineData(1024)]
    [InlineData(5000)]
    public void Nothing_is_left_of_what_was_in_it(int blocks)
    {
        for (int round = 0; round < 2; round++)
        {
            for (int i = 0; i < blocks; i++)
            {
                cache.Fill(First + ((ulong)i * 4), 0, in mapping, 1);
                cache.Fill(Second + ((ulong)i * 4), 0, in mapping, 2);
            }

            cache.Clear();
            for (int i = 0; i < JumpCacheEntry.Count; i++)
            {
                Assert.Equal(ulong.MaxValue, cache.Entries[i].Tag);
            }
        }
    }

    [Fact]
    public void A_range_that_ends_behind_the_last_address_takes_what_blocks_in_it_map()
    {
        const ulong Last = 0xFFFF_FFFF_FFE0_0000;
        cache.Fill(Last + 0x1000, 0, mapping with { BlockLog2 = 21 }, 1);
        cache.ClearRange(Last + 0x10_0000, 0x20_0000);
        Assert.Equal([null], Codes(Last + 0x1000));
    }

    [Fact]
    public void Every_address_of_a_page_is_where_a_range_looks_for_it()
    {
        for (ulong page = 0; page < 64; page++)
        {
            ulong start = First & ~0xFFFUL ^ (page * 0x0003_0401_0000_1000 & 0x0000_FFFF_FFFF_F000);
            for (ulong pc = start; pc < start + 0x1000; pc += 4)
            {
                cache.Fill(pc, 0, in mapping, 5);
            }

            cache.ClearRange(start, 0x1000);
            for (ulong pc = start; pc < start + 0x1000; pc += 4)
            {
                Assert.Null(Code(pc));
            }
        }
    }

    public void Dispose() => cache.Dispose();

    private nint?[] Codes(params ulong[] tags) => [.. tags.Select(Code)];

    // As generated code finds it.
    private nint? Code(ulong tag)
    {
        long index = (long)(((tag >> 2) ^ (tag >> 14)) & (JumpCacheEntry.Count - 1));
        foreach (long place in (long[])[index, index ^ 1])
        {
            if (cache.Entries[place].Tag == tag)
            {
                return cache.Entries[place].Code;
            }
        }

        return null;
    }
}
