using Armillary.X64.Regions;
using Xunit;

namespace Armillary.X64.Tests.Regions;

public class JumpHashTests
{
    [Fact]
    public void No_two_offsets_have_one_place()
    {
        var random = new Random(1);
        int found = 0;
        for (int round = 0; round < 500; round++)
        {
            int[] offsets = [.. Enumerable.Range(0, 2 + random.Next(40)).Select(_ => random.Next(-0x8000, 0x8000) * 4).Distinct()];
            if (offsets.Length > 1 && JumpHash.Find(offsets) is { } hash)
            {
                found++;
                int[] places = [.. offsets.Select(hash.Of)];
                Assert.Equal(places.Length, places.Distinct().Count());
                Assert.All(places, place => Assert.InRange(place, 0, (1 << hash.Log2) - 1));
            }
        }

        Assert.InRange(found, 490, 500);
    }

    [Fact]
    public void Entries_of_a_table_find_room()
    {
        int[] offsets = [.. Enumerable.Range(0, 40).Select(static i => 0x1000 + (i * 4))];
        Assert.NotNull(JumpHash.Find(offsets));
    }
}
