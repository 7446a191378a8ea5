using Armillary.Core.Memory;
using Xunit;

namespace Armillary.Engines.Tests.Memory;

public sealed class AllocationTagsTests
{
    [Fact]
    public void Each_granule_of_16_bytes_has_its_own_tag()
    {
        using var tags = new AllocationTags(0x10000);
        for (int i = 0; i < 32; i++)
        {
            tags.Write(0x8000 + ((ulong)i * 16) + 5, i);
        }

        for (int i = 0; i < 32; i++)
        {
            Assert.Equal(i & 15, tags.Read(0x8000 + ((ulong)i * 16) + 11));
        }

        Assert.Equal(0, tags.Read(0x7FF0));
        Assert.Equal(0, tags.Read(0x8200));
    }

    [Fact]
    public void The_first_byte_of_another_tag_is_found_in_every_granule_that_is_touched()
    {
        using var tags = new AllocationTags(0x10000);
        tags.Write(0x100, 3);
        tags.Write(0x110, 3);
        tags.Write(0x120, 4);
        Assert.Equal(-1, tags.FindOther(0x108, 24, 3));
        Assert.Equal(0x120, tags.FindOther(0x108, 25, 3));
        Assert.Equal(0x108, tags.FindOther(0x108, 1, 4));
        Assert.Equal(0xFF, tags.FindOther(0xFF, 2, 3));
    }

    [Fact]
    public void Writers_of_neighbours_lose_nothing_of_each_other()
    {
        using var tags = new AllocationTags(0x10000);
        Parallel.For(0, 2, n =>
        {
            ulong offset = (ulong)n * 16;
            for (int i = 1; i <= 200_000; i++)
            {
                tags.Write(offset, i);
                Assert.Equal(i & 15, tags.Read(offset));
            }
        });
    }

    [Fact]
    public void An_offset_beyond_the_memory_is_refused()
    {
        using var tags = new AllocationTags(0x10000);
        Assert.Throws<ArgumentOutOfRangeException>(() => tags.Read(0x10000));
        Assert.Throws<ArgumentOutOfRangeException>(() => tags.Write(ulong.MaxValue, 1));
    }
}
