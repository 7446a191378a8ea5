using System.Formats.Tar;
using System.Globalization;
using System.Text;
using Armillary.Images.Archive;

namespace Armillary.Images.Debian;

/// <summary>
/// A root file system under construction in a folder, by an ordinary user: content and plain permissions are real, owners and special
/// bits are only noted, for the guest (which has a root of its own) to set. Nothing in the folder is ever executed on the host.
/// </summary>
public sealed class RootFileSystem
{
    // Debian's merged /usr: packages may still name the old places, which are links.
    private static readonly string[] Merged = ["bin", "sbin", "lib", "lib64"];

    private const UnixFileMode Special = UnixFileMode.SetUser | UnixFileMode.SetGroup | UnixFileMode.StickyBit;

    private readonly SortedDictionary<string, (int Uid, int Gid, UnixFileMode Mode)> owners = new(StringComparer.Ordinal);

    /// <summary>An empty tree.</summary>
    /// <param name="folder">The folder; it is made.</param>
    public RootFileSystem(string folder)
    {
        Folder = folder;
        Directory.CreateDirectory(folder);
        foreach (string name in Merged)
        {
            if (name != "lib64")
            {
                Directory.CreateDirectory(Path.Combine(folder, "usr", name));
                File.CreateSymbolicLink(Path.Combine(folder, name), "usr/" + name);
            }
        }
    }

    /// <summary>The folder.</summary>
    public string Folder { get; }

    /// <summary>
    /// The files that are not root's with plain permissions, one a line: <c>UID:GID MODE PATH</c>, the mode in octal.
    /// </summary>
    public string OwnerList => string.Concat(owners.Select(owner =>
        $"{owner.Value.Uid}:{owner.Value.Gid} {Convert.ToString((int)owner.Value.Mode, 8)} {owner.Key}\n"));

    /// <summary>Unpacks a package.</summary>
    /// <param name="package">The package.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>The paths in it, as dpkg lists them: absolute, <c>/.</c> for the root.</returns>
    public IReadOnlyList<string> Unpack(DebianPackage package, CancellationToken cancellation)
    {
        var paths = new List<string>();
        package.ReadTree(entry =>
        {
            string name = entry.Name.Trim('/');
            name = name is "." ? "" : name.StartsWith("./", StringComparison.Ordinal) ? name[2..] : name;
            if (name.Split('/').Contains(".."))
            {
                throw new ImageException($"{package.Name}: its path {entry.Name} leaves the root");
            }

            paths.Add(name.Length == 0 ? "/." : "/" + name);
            if (name.Length > 0)
            {
                Take(entry, Normal(name));
            }
        }, cancellation);
        return paths;
    }

    /// <summary>Writes a file of root's.</summary>
    /// <param name="path">Its path without a slash at the start.</param>
    /// <param name="content">Its bytes.</param>
    /// <param name="executable">Whether its mode is 0755 rather than 0644.</param>
    public void Write(string path, ReadOnlySpan<byte> content, bool executable = false)
    {
        string target = Path.Combine(Folder, Normal(path));
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        File.Delete(target);
        File.WriteAllBytes(target, content);
        File.SetUnixFileMode(target, (UnixFileMode)(executable ? 0x1ED : 0x1A4));
    }

    /// <summary>Writes a text file of root's.</summary>
    /// <param name="path">Its path without a slash at the start.</param>
    /// <param name="text">Its content.</param>
    public void Write(string path, string text) => Write(path, Encoding.UTF8.GetBytes(text));

    private static string Normal(string name)
    {
        string first = name.Split('/')[0];
        return Merged.Contains(first) ? "usr/" + name : name;
    }

    private void Take(TarEntry entry, string name)
    {
        string path = Path.Combine(Folder, name);
        UnixFileMode plain = entry.Mode & ~Special;
        switch (entry.EntryType)
        {
            case TarEntryType.Directory:
                if (new FileInfo(path).LinkTarget is not null)
                {
                    return;
                }

                Directory.CreateDirectory(path);
                File.SetUnixFileMode(path, plain | UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
                break;
            case TarEntryType.RegularFile or TarEntryType.V7RegularFile:
                Clear(path);
                using (FileStream file = File.Create(path))
                {
                    entry.DataStream?.CopyTo(file);
                }

                File.SetUnixFileMode(path, plain | UnixFileMode.UserRead);
                File.SetLastWriteTimeUtc(path, entry.ModificationTime.UtcDateTime);
                break;
            case TarEntryType.SymbolicLink:
                if (Merged.Contains(entry.Name.Trim('.', '/')))
                {
                    return;
                }

                Clear(path);
                File.CreateSymbolicLink(path, entry.LinkName);
                return;
            case TarEntryType.HardLink:
                Clear(path);
                string target = entry.LinkName.Trim('/');
                File.Copy(Path.Combine(Folder, Normal(target.StartsWith("./", StringComparison.Ordinal) ? target[2..] : target)), path);
                break;
            default:
                throw new ImageException(string.Create(CultureInfo.InvariantCulture, $"{entry.Name}: a package with a {entry.EntryType} is not understood"));
        }

        if (entry.Uid != 0 || entry.Gid != 0 || (entry.Mode & Special) != 0)
        {
            owners[name] = (entry.Uid, entry.Gid, entry.Mode);
        }
    }

    // A package's file goes where the package says, never through a link that another package left at its name.
    private static void Clear(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.Delete(path);
    }
}
