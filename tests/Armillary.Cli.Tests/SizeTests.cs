using Armillary.Cli.Options;
using Armillary.Machine;
using Xunit;

namespace Armillary.Cli.Tests;

public class SizeTests
{
    [Theory]
    [InlineData("512M", 512UL << 20)]
    [InlineData("2G", 2UL << 30)]
    [InlineData("64k", 64UL << 10)]
    [InlineData("1T", 1UL << 40)]
    public void A_size_is_a_number_and_a_unit(string text, ulong expected) => Assert.Equal(expected, Size.Parse("--x", text));

    [Theory]
    [InlineData("")]
    [InlineData("512")]
    [InlineData("M")]
    [InlineData("-1M")]
    [InlineData("1.5G")]
    [InlineData("99999999999999T")]
    [InlineData("512MB")]
    public void Anything_else_is_refused(string text) => Assert.Throws<ConfigurationException>(() => Size.Parse("--x", text));
}
