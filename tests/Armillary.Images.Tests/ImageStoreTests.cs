using Armillary.Images.Host;
using Xunit;

namespace Armillary.Images.Tests;

public sealed class ImageStoreTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly ImageStore store;

    public ImageStoreTests() => store = new ImageStore(new CacheDirectory(folder.Path));

    public void Dispose() => folder.Dispose();

    [Fact]
    public void An_image_is_found_when_it_is_whole()
    {
        store.Create("one", Fill);
        MachineImage image = store.Find("one")!;
        Assert.Equal("disk", File.ReadAllText(image.DiskPath));
        Assert.Equal("one", Assert.Single(store.List()).Name);
        Assert.Equal("console=ttyAMA0", image.Append);
    }

    [Fact]
    public void A_failed_build_leaves_the_old_image_and_nothing_else()
    {
        store.Create("one", Fill);
        Assert.Throws<ImageException>(() => store.Create("one", path =>
        {
            File.WriteAllText(Path.Combine(path, "half"), "");
            throw new ImageException("no");
        }));
        Assert.NotNull(store.Find("one"));
        Assert.Single(Directory.EnumerateFileSystemEntries(Path.Combine(folder.Path, "images")));
    }

    [Fact]
    public void What_a_killed_build_left_does_not_stop_the_next()
    {
        folder.File("images/.one.part/half", "");
        folder.File("images/.one.old/half", "");
        Assert.Null(store.Find("one"));
        store.Create("one", Fill);
        Assert.Single(Directory.EnumerateFileSystemEntries(Path.Combine(folder.Path, "images")));
    }

    [Fact]
    public void Two_builds_of_an_image_at_once_are_refused() =>
        store.Create("one", path =>
        {
            Assert.Throws<ImageException>(() => store.Create("one", Fill));
            return Fill(path);
        });

    [Fact]
    public void An_image_that_lacks_a_file_is_damaged()
    {
        MachineImage image = store.Create("one", Fill);
        File.Delete(image.DiskPath);
        Assert.Contains(image.DiskPath, Assert.Throws<ImageException>(() => store.Find("one")).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("{}")]
    public void A_damaged_description_is_named(string text)
    {
        MachineImage image = store.Create("one", Fill);
        File.WriteAllText(Path.Combine(image.Folder, "image.json"), text);
        Assert.Contains("image.json", Assert.Throws<ImageException>(() => store.Find("one")).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("..")]
    [InlineData("a/b")]
    [InlineData("-a")]
    public void A_name_cannot_leave_the_store(string name) => Assert.Throws<ImageException>(() => store.Find(name));

    [Fact]
    public void An_imported_disk_is_copied_and_its_format_found()
    {
        string file = Path.Combine(folder.Path, "disk");
        File.WriteAllBytes(file, [(byte)'Q', (byte)'F', (byte)'I', 0xFB, 0, 0]);
        Assert.Equal("qcow2", store.Import(file, "two").DiskFormat);
        Assert.Equal("raw", store.Import(folder.File("other", "x"), "three").DiskFormat);
        Assert.Throws<ImageException>(() => store.Import(file, "two"));
        Assert.Throws<ImageException>(() => store.Import(file + "-absent", "four"));
        store.Remove("two");
        Assert.Null(store.Find("two"));
        Assert.Throws<ImageException>(() => store.Remove("two"));
    }

    private static MachineImage Fill(string path)
    {
        File.WriteAllText(Path.Combine(path, "disk.raw"), "disk");
        return new MachineImage("one", "a test", null, null, "disk.raw", "raw", "console=ttyAMA0", []);
    }
}
