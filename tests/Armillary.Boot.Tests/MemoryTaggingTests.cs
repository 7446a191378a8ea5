using Xunit;

namespace Armillary.Boot.Tests;

/// <summary>Linux with memory tagging: guest/tags.c, a program that tags its memory and is told of each fault.</summary>
[Trait("Category", "Boot")]
public sealed class MemoryTaggingTests(SmallGuestFixture small) : IClassFixture<SmallGuestFixture>
{
    [Theory]
    [InlineData(1, "jit")]
    [InlineData(4, "jit")]
    [InlineData(1, "interpreter")]
    public void Programs_tag_their_memory_and_hear_of_wrong_tags(int cpus, string engine)
    {
        string folder = Directory.CreateTempSubdirectory("armillary-tags").FullName;
        try
        {
            string text = small.Run("/tags", c => c with { MemoryTagging = true, Cpus = cpus, Engine = engine, Initrd = small.WithProgram(folder, "tags", "-O1", "-march=armv8.5-a+memtag") });
            Assert.Contains("tags: good", text, StringComparison.Ordinal);
            Assert.DoesNotContain("BAD", text, StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
