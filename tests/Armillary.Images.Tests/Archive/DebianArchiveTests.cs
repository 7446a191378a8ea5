using Armillary.Images.Archive;
using Armillary.Images.Host;
using Xunit;

namespace Armillary.Images.Tests.Archive;

public class DebianArchiveTests
{
    private const string Hash = "fb3bcca2651b0000000000000000000000000000000000000000000000000000";

    [Fact]
    public void A_line_of_print_uris_is_a_file_of_the_package()
    {
        using var folder = new TemporaryFolder();
        DebianPackageFile? file = Archive(folder).ParseUri($"'http://mirror.example/pool/libc6_2.41%2b1_arm64.deb' libc6_1%3a2.41_arm64.deb 2483572 SHA256:{Hash}");
        Assert.NotNull(file);
        Assert.Equal("libc6", file.Name);
        Assert.Equal(2483572, file.Size);
        Assert.Equal(Hash, file.Sha256);
        Assert.StartsWith(folder.Path, file.Path, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("'http://mirror.example/a.deb' ../a_1_arm64.deb 5 SHA256:00")]
    [InlineData("'http://mirror.example/a.deb' a_1_arm64.deb 5 MD5Sum:00")]
    [InlineData("'http://mirror.example/a.deb' a_1_arm64.deb")]
    public void A_line_with_a_path_or_without_a_strong_hash_is_refused(string line)
    {
        using var folder = new TemporaryFolder();
        Assert.Throws<ImageException>(() => Archive(folder).ParseUri(line));
    }

    [Fact]
    public void A_mirror_that_does_not_answer_is_named_and_leaves_no_file()
    {
        using var folder = new TemporaryFolder();
        var e = Assert.Throws<ImageException>(() => Archive(folder).Refresh(null, CancellationToken.None));
        Assert.Contains("file:/nonexistent/debian", e.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', e.Message);
        Assert.Empty(Directory.EnumerateFiles(Path.Combine(folder.Path, "apt", "archives"), "*", SearchOption.AllDirectories));
    }

    private static DebianArchive Archive(TemporaryFolder folder) =>
        new(new CacheDirectory(folder.Path), new DebianMirror(new AptSource("file:/nonexistent/debian", "trixie", ["main"], null), null, "/nonexistent/key.gpg"));
}
