using System.Diagnostics;
using System.IO.Compression;
using Armillary.Images.Initramfs;
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
            string text = small.Run("/tags", c => c with { MemoryTagging = true, Cpus = cpus, Engine = engine, Initrd = WithProgram(folder) });
            Assert.Contains("tags: good", text, StringComparison.Ordinal);
            Assert.DoesNotContain("BAD", text, StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    // The kernel unpacks archives one after the other.
    private string WithProgram(string folder)
    {
        string program = Path.Combine(folder, "tags"), initrd = Path.Combine(folder, "initrd.gz");
        using (Process compiler = Process.Start(
            "aarch64-linux-gnu-gcc", ["-O1", "-static", "-march=armv8.5-a+memtag", Path.Combine(AppContext.BaseDirectory, "guest", "tags.c"), "-o", program]))
        {
            compiler.WaitForExit();
            Assert.Equal(0, compiler.ExitCode);
        }

        using FileStream file = File.Create(initrd);
        using (FileStream first = File.OpenRead(small.Guest.Initrd))
        {
            first.CopyTo(file);
        }

        using var compressed = new GZipStream(file, CompressionLevel.Fastest);
        using var archive = new CpioArchive(compressed);
        archive.AddFile("tags", File.ReadAllBytes(program), executable: true);
        return initrd;
    }
}
