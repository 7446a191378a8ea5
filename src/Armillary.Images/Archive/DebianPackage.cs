using System.Formats.Tar;
using System.Text;
using Armillary.Images.Host;

namespace Armillary.Images.Archive;

/// <summary>Reads a .deb (deb(5)) through the host's dpkg-deb: its control files, and its tree as a tar stream.</summary>
public sealed class DebianPackage
{
    private readonly HostTool dpkgDeb = HostTool.Find("dpkg-deb", "dpkg");
    private readonly string path;

    /// <summary>The package in a file.</summary>
    /// <param name="path">The .deb.</param>
    /// <param name="cancellation">Stops the reading.</param>
    /// <exception cref="ImageException">The file is not a Debian package.</exception>
    public DebianPackage(string path, CancellationToken cancellation)
    {
        this.path = path;
        var files = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        dpkgDeb.Pipe(["--ctrl-tarfile", path], null, stream =>
        {
            using var tar = new TarReader(stream, leaveOpen: true);
            while (tar.GetNextEntry(copyData: true) is { } entry)
            {
                if (entry.EntryType is TarEntryType.RegularFile or TarEntryType.V7RegularFile)
                {
                    using var content = new MemoryStream();
                    entry.DataStream?.CopyTo(content);
                    files[Path.GetFileName(entry.Name)] = content.ToArray();
                }
            }
        }, cancellation);
        ControlFiles = files;
        Control = files.TryGetValue("control", out byte[]? control)
            ? Deb822Stanza.Parse(Encoding.UTF8.GetString(control)).FirstOrDefault() ?? throw Foreign("its control file is empty")
            : throw Foreign("it has no control file");
        Name = Control["Package"] ?? throw Foreign("its control file names no package");
    }

    /// <summary>The package's name.</summary>
    public string Name { get; }

    /// <summary>The fields of the control file.</summary>
    public Deb822Stanza Control { get; }

    /// <summary>The control files by name: <c>control</c>, <c>md5sums</c>, <c>postinst</c> and so on.</summary>
    public IReadOnlyDictionary<string, byte[]> ControlFiles { get; }

    /// <summary>Reads the package's tree.</summary>
    /// <param name="visit">Called with each entry; its data must be read before the call returns.</param>
    /// <param name="cancellation">Stops the reading.</param>
    public void ReadTree(Action<TarEntry> visit, CancellationToken cancellation) =>
        dpkgDeb.Pipe(["--fsys-tarfile", path], null, stream =>
        {
            using var tar = new TarReader(stream, leaveOpen: true);
            while (tar.GetNextEntry() is { } entry)
            {
                visit(entry);
            }
        }, cancellation);

    private ImageException Foreign(string why) => new($"{path}: not a Debian package: {why}");
}
