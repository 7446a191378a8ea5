namespace Armillary.Images.Archive;

/// <summary>Where Debian's packages come from: the mirror that the host's own apt is configured with.</summary>
/// <param name="Main">The archive with the releases; its suite is not used.</param>
/// <param name="Security">The archive with the security updates; null where the host has none.</param>
/// <param name="Keyring">The value for Signed-By.</param>
public sealed record DebianMirror(AptSource Main, AptSource? Security, string Keyring)
{
    private static readonly string[] Keyrings =
        ["/usr/share/keyrings/debian-archive-keyring.pgp", "/usr/share/keyrings/debian-archive-keyring.gpg"];

    /// <summary>Finds the mirror in the host's configuration.</summary>
    /// <param name="folder">apt's configuration folder.</param>
    /// <exception cref="ImageException">The host has no Debian mirror, or no key to check it with.</exception>
    public static DebianMirror FromHost(string folder = "/etc/apt")
    {
        IReadOnlyList<AptSource> sources = Host.CacheDirectory.Guard(folder, () => AptSources.Read(folder));
        AptSource main = AptSources.Main(sources)
            ?? throw new ImageException($"no Debian mirror: the source lists in {folder} name no Debian release with the component main");
        string keyring = main.SignedBy ?? Keyrings.FirstOrDefault(File.Exists)
            ?? throw new ImageException("the keys of the Debian archive are needed and are not installed (Debian has them in the package debian-archive-keyring)");
        return new DebianMirror(main, AptSources.Security(sources), keyring);
    }

    /// <summary>The deb822 source list for a release.</summary>
    /// <param name="release">The release's code name.</param>
    /// <param name="architecture">The only architecture to take; null leaves it to apt.</param>
    /// <param name="keyring">The value for Signed-By.</param>
    /// <param name="types"><c>deb</c> for packages, <c>deb-src</c> for what they are built from.</param>
    public string SourceList(string release, string? architecture, string keyring, string types = "deb")
    {
        string list = Stanza(Main.Uri, $"{release} {release}-updates");
        return Security is null ? list : list + Stanza(Security.Uri, $"{release}-security");

        string Stanza(string uri, string suites)
        {
            var stanza = new Deb822Stanza();
            stanza.Set("Types", types);
            stanza.Set("URIs", uri);
            stanza.Set("Suites", suites);
            stanza.Set("Components", "main");
            if (architecture is not null)
            {
                stanza.Set("Architectures", architecture);
            }

            stanza.Set("Signed-By", keyring);
            return stanza.ToString();
        }
    }
}
