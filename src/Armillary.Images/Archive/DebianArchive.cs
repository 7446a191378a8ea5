using System.Globalization;
using System.Security.Cryptography;
using Armillary.Images.Host;

namespace Armillary.Images.Archive;

/// <summary>
/// The packages of one Debian release for arm64, through the host's apt with a state of its own below the cache: apt checks the
/// signatures and the hashes, and the host's package state and configuration are neither used nor changed.
/// </summary>
public sealed class DebianArchive
{
    /// <summary>The release that images are made of.</summary>
    public const string Release = "trixie";

    private const string Architecture = "arm64";
    private const long BatchSize = 8_000_000;

    private readonly HostTool apt = HostTool.Find("apt-get", "apt");
    private readonly string state;
    private readonly string archives;
    private readonly string configuration;
    private readonly bool sources;
    private bool refreshed;

    /// <summary>The archive with its state below a cache.</summary>
    /// <param name="cache">The cache; package files stay in it.</param>
    /// <param name="mirror">The mirror.</param>
    /// <param name="sources">Whether it is the archive of what packages are built from.</param>
    public DebianArchive(CacheDirectory cache, DebianMirror mirror, bool sources = false)
    {
        Mirror = mirror;
        this.sources = sources;
        string folder = sources ? "apt-source" : "apt";
        state = cache.Folder(folder, "state");
        archives = cache.Folder(folder, "archives");
        configuration = Path.Combine(cache.Folder(folder), "apt.conf");
        _ = cache.Folder(folder, "state", "lists", "partial");
        _ = cache.Folder(folder, "archives", "partial");
    }

    /// <summary>The mirror in use.</summary>
    public DebianMirror Mirror { get; }

    // apt.conf(5): APT_CONFIG is read first, so that it can say which of the host's files are read at all.
    private KeyValuePair<string, string> Environment => KeyValuePair.Create("APT_CONFIG", configuration);

    /// <summary>Fetches the indexes. Later calls of the same object do nothing.</summary>
    /// <param name="progress">Hears where it stands.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="ImageException">The mirror does not answer, or its signature does not hold.</exception>
    public void Refresh(Action<ImageProgress>? progress, CancellationToken cancellation)
    {
        if (refreshed)
        {
            return;
        }

        progress?.Invoke(new ImageProgress("Reading the package index", Mirror.Main.Uri));
        WriteConfiguration(cancellation);
        Apt(["-o", "APT::Update::Error-Mode=any", "update"], null, cancellation);
        refreshed = true;
    }

    /// <summary>Finds the files of packages and of all that they depend on, dependencies first. Recommendations are not followed.</summary>
    /// <param name="packages">Package names, or patterns as in apt-patterns(7).</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="ImageException">A package does not exist, or no choice satisfies its dependencies.</exception>
    public IReadOnlyList<DebianPackageFile> Resolve(IEnumerable<string> packages, CancellationToken cancellation)
    {
        var files = new List<DebianPackageFile>();
        Apt(["-qq", "-y", "--print-uris", "install", .. packages], Collect, cancellation);
        return files;

        void Collect(string line)
        {
            if (ParseUri(line) is { } file)
            {
                files.Add(file);
            }
        }
    }

    /// <summary>Finds the newest file of each package, without what it depends on.</summary>
    /// <param name="packages">Package names.</param>
    /// <param name="cancellation">Stops it.</param>
    public IReadOnlyList<DebianPackageFile> ResolveAlone(IEnumerable<string> packages, CancellationToken cancellation)
    {
        var files = new List<DebianPackageFile>();
        Apt(["-qq", "--print-uris", "download", .. packages], line =>
        {
            if (ParseUri(line) is { } file)
            {
                files.Add(file);
            }
        }, cancellation);
        return files;
    }

    /// <summary>Finds the files that a package is built from: its .dsc and what that names.</summary>
    /// <param name="package">The source package's name.</param>
    /// <param name="cancellation">Stops it.</param>
    public IReadOnlyList<DebianPackageFile> ResolveSource(string package, CancellationToken cancellation)
    {
        var files = new List<DebianPackageFile>();
        Apt(["-qq", "--print-uris", "--only-source", "source", package], line =>
        {
            if (ParseUri(line) is { } file)
            {
                files.Add(file);
            }
        }, cancellation);
        return files;
    }

    /// <summary>Has the files in the cache: those that are there and whole are kept, the others are fetched.</summary>
    /// <param name="files">The files.</param>
    /// <param name="progress">Hears where it stands.</param>
    /// <param name="cancellation">Stops it; what is complete stays.</param>
    /// <exception cref="ImageException">A file cannot be fetched, or is not what the signed index says.</exception>
    public void Download(IReadOnlyList<DebianPackageFile> files, Action<ImageProgress>? progress, CancellationToken cancellation)
    {
        var missing = files.Where(file => !IsWhole(file)).ToList();
        long total = missing.Sum(file => file.Size);
        long done = 0;
        while (missing.Count > 0)
        {
            // A batch keeps connections open; its end is where progress is known and where an interrupted build continues.
            var batch = new List<DebianPackageFile>();
            while (missing.Count > 0 && batch.Count < 32 && (batch.Count == 0 || batch.Sum(file => file.Size) + missing[0].Size <= BatchSize))
            {
                batch.Add(missing[0]);
                missing.RemoveAt(0);
            }

            progress?.Invoke(new ImageProgress("Downloading packages", batch[0].Name, (double)done / total));
            Fetch(batch, cancellation);
            done += batch.Sum(file => file.Size);
        }

        if (total > 0)
        {
            progress?.Invoke(new ImageProgress("Downloading packages", $"{total / 1_000_000} MB", 1));
        }
    }

    /// <summary>Parses a line of <c>apt-get --print-uris</c>: <c>'URI' FILE SIZE SHA256:HASH</c>.</summary>
    /// <param name="line">The line.</param>
    internal DebianPackageFile? ParseUri(string line)
    {
        int end = line.IndexOf("' ", StringComparison.Ordinal);
        if (!line.StartsWith('\'') || end < 0)
        {
            return null;
        }

        string[] words = line[(end + 2)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        const string Hash = "SHA256:";
        if (words.Length < 3 || !long.TryParse(words[1], CultureInfo.InvariantCulture, out long size)
            || !words[2].StartsWith(Hash, StringComparison.Ordinal) || words[0].Contains('/', StringComparison.Ordinal))
        {
            throw new ImageException($"apt-get printed a line that is not understood: {line}");
        }

        return new DebianPackageFile(line[1..end], words[0], size, words[2][Hash.Length..], Path.Combine(archives, words[0]));
    }

    private static bool IsWhole(DebianPackageFile file)
    {
        var info = new FileInfo(file.Path);
        if (!info.Exists || info.Length != file.Size)
        {
            return false;
        }

        using FileStream stream = info.OpenRead();
        return string.Equals(Convert.ToHexStringLower(SHA256.HashData(stream)), file.Sha256, StringComparison.Ordinal);
    }

    private void Fetch(IReadOnlyList<DebianPackageFile> files, CancellationToken cancellation)
    {
        // apt-helper fetches addresses with apt's own methods, proxies and logins, and checks the hashes.
        string[] arguments = [.. files.SelectMany(file => new[] { file.Uri, Partial(file), $"SHA256:{file.Sha256}" })];
        foreach (DebianPackageFile file in files)
        {
            File.Delete(Partial(file));
        }

        HostTool helper = HostTool.Find("/usr/lib/apt/apt-helper", "apt");
        (int status, IReadOnlyList<string> errors) = helper.Run(["download-file", .. arguments], null, cancellation, Environment);
        if (status != 0)
        {
            throw Explain(errors, status, files[0].Uri);
        }

        foreach (DebianPackageFile file in files)
        {
            CacheDirectory.Guard(file.Path, () =>
            {
                File.Move(Partial(file), file.Path, overwrite: true);
                return file.Path;
            });
            if (!IsWhole(file))
            {
                throw new ImageException($"{file.Uri}: the file is not what the signed index says");
            }
        }
    }

    private string Partial(DebianPackageFile file) => Path.Combine(archives, "partial", file.FileName);

    private void Apt(IEnumerable<string> arguments, Action<string>? onLine, CancellationToken cancellation)
    {
        (int status, IReadOnlyList<string> errors) = apt.Run(arguments, onLine, cancellation, Environment);
        if (status != 0)
        {
            throw Explain(errors, status, Mirror.Main.Uri);
        }
    }

    private ImageException Explain(IReadOnlyList<string> errors, int status, string address)
    {
        string? reason = errors.FirstOrDefault(line => line.StartsWith("E: ", StringComparison.Ordinal))
            ?? errors.FirstOrDefault(line => line.StartsWith("W: ", StringComparison.Ordinal));
        return reason is null ? apt.Failure(status, errors) : new ImageException($"{address}: {reason[3..].Trim()}");
    }

    private static bool IsTransport(string line) =>
        line.StartsWith("Acquire::", StringComparison.Ordinal)
        && !line.StartsWith("Acquire::IndexTargets", StringComparison.Ordinal)
        && !line.StartsWith("Acquire::Languages", StringComparison.Ordinal);

    private void WriteConfiguration(CancellationToken cancellation)
    {
        string parts = Path.Combine(Path.GetDirectoryName(configuration)!, "sources");
        string none = Path.Combine(Path.GetDirectoryName(configuration)!, "none");
        CacheDirectory.Guard(configuration, () =>
        {
            Directory.CreateDirectory(parts);
            Directory.CreateDirectory(Path.Combine(none, "partial"));
            File.WriteAllText(Path.Combine(parts, "debian.sources"), Mirror.SourceList(Release, sources ? null : Architecture, Mirror.Keyring, sources ? "deb-src" : "deb"));
            File.WriteAllText(Path.Combine(state, "status"), "");
            var lines = new List<string>();

            // How the host reaches its mirror (proxies, certificates, time-outs) holds for ours too; nothing else of its settings does.
            HostTool.Find("apt-config", "apt").Run(["dump", "Acquire"], lines.Add, cancellation);
            lines = [.. lines.Where(IsTransport),
                $"Dir::Etc::parts \"{none}\";",
                "Dir::Etc::main \"/dev/null\";",
                $"Dir::State \"{state}\";",
                $"Dir::State::status \"{Path.Combine(state, "status")}\";",
                $"Dir::Cache \"{Path.GetDirectoryName(archives)}\";",

                // apt lists only the files that its own archive folder lacks; an empty one makes it list all.
                $"Dir::Cache::archives \"{none}\";",
                "Dir::Etc::sourcelist \"/dev/null\";",
                $"Dir::Etc::sourceparts \"{parts}\";",
                "Dir::Etc::preferences \"/dev/null\";",
                "Dir::Etc::preferencesparts \"/dev/null\";",
                $"APT::Architecture \"{Architecture}\";",
                $"APT::Architectures {{ \"{Architecture}\"; }};",
                "APT::Install-Recommends \"false\";",
                "APT::Install-Suggests \"false\";",
                "APT::Sandbox::User \"root\";",
                "Acquire::Languages \"none\";",
                "Acquire::ForceHash \"SHA256\";",
                "Acquire::Retries \"3\";"];

            // A proxy's address may hold a password.
            using var stream = new FileStream(configuration, new FileStreamOptions
            {
                Mode = FileMode.Create,
                Access = FileAccess.Write,
                UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
            });
            using var writer = new StreamWriter(stream);
            writer.Write(string.Join('\n', lines) + "\n");
            return configuration;
        });
    }
}
