namespace Armillary.Images.Archive;

/// <summary>
/// Reads apt's source lists in both their forms (sources.list(5)): one line a source, and deb822 stanzas. Only reads: the host's
/// configuration stays as it is.
/// </summary>
public static class AptSources
{
    private static readonly string[] Schemes = ["http://", "https://", "file:/", "mirror+http://", "mirror+https://"];

    private static readonly string[] Releases =
        ["stable", "oldstable", "oldoldstable", "testing", "unstable", "sid", "buster", "bullseye", "bookworm", "trixie", "forky", "duke"];

    /// <summary>All binary sources that the files below a configuration folder name.</summary>
    /// <param name="folder">The folder, <c>/etc/apt</c> on a host.</param>
    public static IReadOnlyList<AptSource> Read(string folder)
    {
        var sources = new List<AptSource>();
        string list = Path.Combine(folder, "sources.list");
        if (File.Exists(list))
        {
            sources.AddRange(ParseLines(File.ReadAllText(list)));
        }

        string parts = Path.Combine(folder, "sources.list.d");
        if (Directory.Exists(parts))
        {
            foreach (string file in Directory.EnumerateFiles(parts).Order(StringComparer.Ordinal))
            {
                // sources.list(5): other endings are ignored.
                sources.AddRange(Path.GetExtension(file) switch
                {
                    ".list" => ParseLines(File.ReadAllText(file)),
                    ".sources" => ParseStanzas(File.ReadAllText(file)),
                    _ => [],
                });
            }
        }

        return sources;
    }

    /// <summary>Parses the one-line form: <c>deb [ option=value ] uri suite component...</c>.</summary>
    /// <param name="text">A file's content.</param>
    public static IEnumerable<AptSource> ParseLines(string text)
    {
        foreach (string raw in text.Split('\n'))
        {
            string line = raw.Split('#')[0].Trim();
            if (!line.StartsWith("deb ", StringComparison.Ordinal) && !line.StartsWith("deb\t", StringComparison.Ordinal))
            {
                continue;
            }

            line = line[3..].Trim();
            string? signedBy = null;
            if (line.StartsWith('['))
            {
                int end = line.IndexOf(']', StringComparison.Ordinal);
                if (end < 0)
                {
                    continue;
                }

                string? option = Words(line[1..end]).FirstOrDefault(word => word.StartsWith("signed-by=", StringComparison.OrdinalIgnoreCase));
                signedBy = option?["signed-by=".Length..].Replace(',', ' ');
                line = line[(end + 1)..].Trim();
            }

            string[] words = Words(line);
            if (words.Length >= 2)
            {
                yield return new AptSource(words[0].TrimEnd('/'), words[1], words[2..], signedBy);
            }
        }
    }

    /// <summary>Parses deb822 stanzas.</summary>
    /// <param name="text">A file's content.</param>
    public static IEnumerable<AptSource> ParseStanzas(string text)
    {
        foreach (Deb822Stanza stanza in Deb822Stanza.Parse(text))
        {
            bool enabled = stanza["Enabled"] is not { } value || value is not ("no" or "false" or "without" or "off" or "disable");
            if (!enabled || !Words(stanza["Types"] ?? "").Contains("deb"))
            {
                continue;
            }

            foreach (string uri in Words(stanza["URIs"] ?? ""))
            {
                foreach (string suite in Words(stanza["Suites"] ?? ""))
                {
                    yield return new AptSource(uri.TrimEnd('/'), suite, Words(stanza["Components"] ?? ""), stanza["Signed-By"]);
                }
            }
        }
    }

    /// <summary>The source of Debian itself: the first with a release of Debian as its suite and the component main.</summary>
    /// <param name="sources">The sources to choose from.</param>
    public static AptSource? Main(IEnumerable<AptSource> sources) =>
        sources.FirstOrDefault(source => Releases.Contains(source.Suite) && Usable(source));

    /// <summary>The source of Debian's security updates.</summary>
    /// <param name="sources">The sources to choose from.</param>
    public static AptSource? Security(IEnumerable<AptSource> sources) =>
        sources.FirstOrDefault(source => source.Suite.EndsWith("-security", StringComparison.Ordinal)
            && Releases.Contains(source.Suite[..^"-security".Length]) && Usable(source));

    private static bool Usable(AptSource source) =>
        source.Components.Contains("main") && Schemes.Any(scheme => source.Uri.StartsWith(scheme, StringComparison.Ordinal));

    private static string[] Words(string text) => text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
}
