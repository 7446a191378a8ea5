using Armillary.Core.Memory;
using Armillary.Machine.Boot;
using Xunit;

namespace Armillary.Machine.Tests.Boot;

public class PlacementTests
{
    private static readonly PhysicalAddress Ram = new(0x4000_0000);

    [Fact]
    public void Parts_follow_each_other_on_2_MiB_boundaries()
    {
        Placement place = Placement.Of(Ram, 128 << 20, 0, 0x30_0001, 1);
        Assert.Equal(0x4000_0000u, place.DeviceTree.Value);
        Assert.Equal(0x4020_0000u, place.Kernel.Value);
        Assert.Equal(0x4060_0000u, place.Initrd.Value);
    }

    [Theory]
    [InlineData(1 << 20, 0, 0)]
    [InlineData(16 << 20, 16 << 20, 0)]
    [InlineData(16 << 20, 1 << 20, 13 << 20)]
    [InlineData(16 << 20, 13 << 20, 1 << 20)]
    [InlineData(16 << 20, long.MaxValue, 0)]
    [InlineData(16 << 20, 1 << 20, long.MaxValue)]
    public void What_does_not_fit_is_refused(long ram, long kernel, long initrd)
        => Assert.Throws<ConfigurationException>(() => Placement.Of(Ram, (ulong)ram, 0, (ulong)kernel, (ulong)initrd));

    [Fact]
    public void An_initrd_may_fill_the_memory_to_its_end()
        => Assert.Equal(0x4040_0000u, Placement.Of(Ram, 16 << 20, 0, 1 << 20, 12 << 20).Initrd.Value);
}
