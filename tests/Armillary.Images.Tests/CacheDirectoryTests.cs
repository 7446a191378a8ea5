using Armillary.Images.Host;
using Xunit;

namespace Armillary.Images.Tests;

public sealed class CacheDirectoryTests : IDisposable
{
    private readonly string? home = Environment.GetEnvironmentVariable("HOME"), cache = Environment.GetEnvironmentVariable("XDG_CACHE_HOME");

    public void Dispose()
    {
        Environment.SetEnvironmentVariable("HOME", home);
        Environment.SetEnvironmentVariable("XDG_CACHE_HOME", cache);
    }

    [Theory]
    [InlineData("/nonexistent/cache", "/nonexistent/home", "/nonexistent/cache/armillary")]
    [InlineData("relative", "/nonexistent/home", "/nonexistent/home/.cache/armillary")]
    [InlineData(null, "/nonexistent/home", "/nonexistent/home/.cache/armillary")]
    public void The_cache_is_where_the_XDG_specification_has_it_and_never_in_the_working_directory(string? cache, string home, string expected)
    {
        Environment.SetEnvironmentVariable("XDG_CACHE_HOME", cache);
        Environment.SetEnvironmentVariable("HOME", home);
        Assert.Equal(expected, CacheDirectory.ForUser().Root);
    }

    [Fact]
    public void A_cache_that_cannot_be_made_is_named() =>
        Assert.Contains("/proc/none", Assert.Throws<ImageException>(() => new CacheDirectory("/proc/none").Folder("images")).Message, StringComparison.Ordinal);
}
