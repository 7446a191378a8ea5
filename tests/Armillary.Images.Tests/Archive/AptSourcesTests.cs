using Armillary.Images.Archive;
using Xunit;

namespace Armillary.Images.Tests.Archive;

public class AptSourcesTests
{
    [Fact]
    public void The_one_line_form_gives_uri_suite_components_and_key()
    {
        AptSource source = Assert.Single(AptSources.ParseLines("""
            # deb http://commented.example/debian trixie main
            deb-src http://mirror.example/debian trixie main
            deb [ arch=amd64 signed-by=/usr/share/keyrings/a.gpg ] http://mirror.example/debian/ trixie main contrib # why
            """));
        Assert.Equal("http://mirror.example/debian", source.Uri);
        Assert.Equal("trixie", source.Suite);
        Assert.Equal(["main", "contrib"], source.Components);
        Assert.Equal("/usr/share/keyrings/a.gpg", source.SignedBy);
    }

    [Fact]
    public void A_stanza_gives_a_source_for_each_uri_and_suite()
    {
        IEnumerable<AptSource> sources = AptSources.ParseStanzas("""
            Types: deb deb-src
            URIs: http://one.example/debian https://two.example/debian
            Suites: bookworm bookworm-updates
            Components: main
            Signed-By: /usr/share/keyrings/a.gpg
            """);
        Assert.Equal(
            ["http://one.example/debian bookworm", "http://one.example/debian bookworm-updates",
             "https://two.example/debian bookworm", "https://two.example/debian bookworm-updates"],
            sources.Select(source => $"{source.Uri} {source.Suite}"));
    }

    [Theory]
    [InlineData("Enabled: no")]
    [InlineData("Types: deb-src")]
    public void A_stanza_that_is_off_or_has_only_sources_gives_nothing(string field) =>
        Assert.Empty(AptSources.ParseStanzas($"{field}\nTypes: deb-src\nURIs: http://one.example/debian\nSuites: trixie\nComponents: main\n"));

    [Fact]
    public void The_mirror_is_the_first_release_of_Debian_with_main()
    {
        AptSource[] sources =
        [
            new("https://packages.example/apt", "stable-other", ["main"], null),
            new("cdrom:[Debian]/", "trixie", ["main"], null),
            new("http://mirror.example/debian", "bookworm-updates", ["main"], null),
            new("http://mirror.example/contrib", "bookworm", ["contrib"], null),
            new("http://mirror.example/debian", "bookworm", ["main"], null),
            new("http://mirror.example/debian-security", "bookworm-security", ["main"], null),
        ];
        Assert.Same(sources[4], AptSources.Main(sources));
        Assert.Same(sources[5], AptSources.Security(sources));
    }

    [Fact]
    public void A_host_without_a_Debian_mirror_is_told_so_in_one_line()
    {
        using var folder = new TemporaryFolder();
        folder.File("sources.list", "deb http://mirror.example/other noble main\n");
        var e = Assert.Throws<ImageException>(() => DebianMirror.FromHost(folder.Path));
        Assert.Contains(folder.Path, e.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', e.Message);
    }

    [Fact]
    public void Files_with_other_endings_are_not_sources()
    {
        using var folder = new TemporaryFolder();
        folder.File("sources.list.d/a.list.disabled", "deb http://mirror.example/debian trixie main\n");
        folder.File("sources.list.d/b.sources", "Types: deb\nURIs: http://mirror.example/debian\nSuites: trixie\nComponents: main\n");
        Assert.Single(AptSources.Read(folder.Path));
    }

    [Fact]
    public void A_key_block_survives_into_the_list_of_the_archive()
    {
        const string Block = "\n -----BEGIN PGP PUBLIC KEY BLOCK-----\n .\n abc\n -----END PGP PUBLIC KEY BLOCK-----";
        var mirror = new DebianMirror(new AptSource("http://mirror.example/debian", "bookworm", ["main"], Block), null, Block);
        string list = mirror.SourceList("trixie", "arm64", mirror.Keyring);
        AptSource source = AptSources.ParseStanzas(list).First();
        Assert.Equal(Block, source.SignedBy);
        Assert.Equal("trixie", source.Suite);
        Assert.Contains("Architectures: arm64\n", list, StringComparison.Ordinal);
    }
}
