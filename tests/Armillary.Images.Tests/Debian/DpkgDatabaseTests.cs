using Armillary.Images.Archive;
using Armillary.Images.Debian;
using Armillary.Images.Host;
using Xunit;

namespace Armillary.Images.Tests.Debian;

public sealed class DpkgDatabaseTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_package_is_unpacked_into_the_merged_usr_and_its_special_bits_are_noted()
    {
        RootFileSystem root = Unpacked(out _);
        Assert.Equal("program", File.ReadAllText(Path.Combine(root.Folder, "usr/bin/tool")));
        Assert.Equal("library", File.ReadAllText(Path.Combine(root.Folder, "lib/one.so")));
        Assert.Equal("usr/lib", new FileInfo(Path.Combine(root.Folder, "lib")).LinkTarget);
        Assert.Equal("one.so", new FileInfo(Path.Combine(root.Folder, "usr/lib/two.so")).LinkTarget);
        Assert.Contains("0:0 4755 usr/bin/tool\n", root.OwnerList, StringComparison.Ordinal);
        Assert.DoesNotContain("one.so", root.OwnerList, StringComparison.Ordinal);
        Assert.Equal((UnixFileMode)0x1ED, File.GetUnixFileMode(Path.Combine(root.Folder, "usr/bin/tool")));
    }

    [Fact]
    public void The_status_is_unpacked_with_the_hashes_of_configuration_files()
    {
        RootFileSystem root = Unpacked(out DpkgDatabase database);
        Deb822Stanza status = Assert.Single(Deb822Stanza.Parse(File.ReadAllText(Path.Combine(root.Folder, "var/lib/dpkg/status"))));
        Assert.Equal("install ok unpacked", status["Status"]);
        Assert.Equal("\n /etc/tool.conf 0fe3b45684ba33113a7cbec60285ab48", status["Conffiles"]);
        Assert.Equal("tool tool:arm64\n", database.PackageList);
        string list = File.ReadAllText(Path.Combine(root.Folder, "var/lib/dpkg/info/tool:arm64.list"));
        Assert.StartsWith("/.\n", list, StringComparison.Ordinal);
        Assert.Contains("\n/lib/one.so\n", list, StringComparison.Ordinal);
    }

    [Fact]
    public void Interest_in_triggers_is_registered()
    {
        RootFileSystem root = Unpacked(out _);
        Assert.Equal("/usr/share/things tool/noawait\n", File.ReadAllText(Path.Combine(root.Folder, "var/lib/dpkg/triggers/File")));
        Assert.Equal("tool\n", File.ReadAllText(Path.Combine(root.Folder, "var/lib/dpkg/triggers/refresh")));
    }

    [Fact]
    public void A_file_that_is_no_package_is_named()
    {
        string path = folder.File("not.deb", "nothing");
        Assert.Throws<ImageException>(() => new DebianPackage(path, CancellationToken.None));
    }

    private RootFileSystem Unpacked(out DpkgDatabase database)
    {
        folder.File("tree/DEBIAN/control", "Package: tool\nVersion: 1\nArchitecture: arm64\nMulti-Arch: same\nMaintainer: a <a@b>\nDescription: a tool\n of ours\n");
        folder.File("tree/DEBIAN/conffiles", "/etc/tool.conf\n");
        folder.File("tree/DEBIAN/triggers", "interest-noawait /usr/share/things\ninterest refresh\nactivate other\n");
        folder.File("tree/etc/tool.conf", "a setting\n");
        folder.File("tree/usr/bin/tool", "program");
        folder.File("tree/lib/one.so", "library");
        File.CreateSymbolicLink(Path.Combine(folder.Path, "tree/lib/two.so"), "one.so");
        File.SetUnixFileMode(Path.Combine(folder.Path, "tree/usr/bin/tool"), (UnixFileMode)0x9ED);
        string deb = Path.Combine(folder.Path, "tool.deb");
        HostTool tool = HostTool.Find("dpkg-deb", "dpkg");
        (int status, IReadOnlyList<string> errors) = tool.Run(["--root-owner-group", "-b", Path.Combine(folder.Path, "tree"), deb], null, CancellationToken.None);
        Assert.True(status == 0, string.Join('\n', errors));

        var package = new DebianPackage(deb, CancellationToken.None);
        var root = new RootFileSystem(Path.Combine(folder.Path, "root"));
        database = new DpkgDatabase(root);
        database.Add(package, root.Unpack(package, CancellationToken.None));
        database.Write();
        return root;
    }
}
