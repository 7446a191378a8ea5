using System.Security.Cryptography;
using System.Text;
using Armillary.Images.Archive;

namespace Armillary.Images.Debian;

/// <summary>
/// Writes dpkg's database for packages that were unpacked without dpkg, in the state that dpkg itself leaves after unpacking (dpkg(1),
/// "unpacked"), so that the guest's dpkg can configure them.
/// </summary>
public sealed class DpkgDatabase(RootFileSystem root)
{
    private const string Folder = "var/lib/dpkg";

    private readonly StringBuilder status = new();
    private readonly StringBuilder packages = new();
    private readonly StringBuilder fileTriggers = new();
    private readonly SortedDictionary<string, StringBuilder> namedTriggers = new(StringComparer.Ordinal);

    /// <summary>The packages in the order in which they were added, one a line: name, and the base name of its files in dpkg's info folder.</summary>
    public string PackageList => packages.ToString();

    /// <summary>Adds an unpacked package.</summary>
    /// <param name="package">The package.</param>
    /// <param name="paths">The paths in it.</param>
    public void Add(DebianPackage package, IReadOnlyList<string> paths)
    {
        // dpkg qualifies the names of packages that can be there for several architectures at once.
        string files = package.Control["Multi-Arch"] == "same" ? $"{package.Name}:{package.Control["Architecture"]}" : package.Name;
        foreach ((string name, byte[] content) in package.ControlFiles)
        {
            if (name != "control")
            {
                root.Write($"{Folder}/info/{files}.{name}", content, executable: name is "preinst" or "postinst" or "prerm" or "postrm" or "config");
            }
        }

        root.Write($"{Folder}/info/{files}.list", string.Join('\n', paths) + "\n");
        packages.Append(package.Name).Append(' ').Append(files).Append('\n');
        package.Control.Set("Status", "install ok unpacked");
        if (ConfigurationFiles(package) is { Length: > 0 } list)
        {
            package.Control.Set("Conffiles", list);
        }

        status.Append(package.Control);
        AddTriggers(package);
    }

    /// <summary>Writes the database's files.</summary>
    public void Write()
    {
        root.Write($"{Folder}/status", status.ToString());
        root.Write($"{Folder}/available", "");
        root.Write($"{Folder}/info/format", "1\n");
        root.Write($"{Folder}/triggers/File", fileTriggers.ToString());
        root.Write($"{Folder}/triggers/Unincorp", "");
        Directory.CreateDirectory(Path.Combine(root.Folder, Folder, "updates"));
        Directory.CreateDirectory(Path.Combine(root.Folder, Folder, "parts"));
        foreach ((string name, StringBuilder lines) in namedTriggers)
        {
            root.Write($"{Folder}/triggers/{name}", lines.ToString());
        }
    }

    // With the real hash there, and no .dpkg-new file, configuring a package takes the file as installed and unchanged.
    private string ConfigurationFiles(DebianPackage package)
    {
        var list = new StringBuilder();
        if (package.ControlFiles.TryGetValue("conffiles", out byte[]? content))
        {
            foreach (string line in Encoding.UTF8.GetString(content).Split('\n', StringSplitOptions.RemoveEmptyEntries))
            {
                string path = Path.Combine(root.Folder, line.Trim().TrimStart('/'));
                if (line.StartsWith('/') && File.Exists(path))
                {
#pragma warning disable CA5351 // dpkg's database has MD5 here; it finds changes, and protects nothing.
                    list.Append('\n').Append(' ').Append(line.Trim()).Append(' ').Append(Convert.ToHexStringLower(MD5.HashData(File.ReadAllBytes(path))));
#pragma warning restore CA5351
                }
            }
        }

        return list.ToString();
    }

    // deb-triggers(5); the files are those of dpkg's doc/triggers.txt: paths in File, and a file for each name.
    private void AddTriggers(DebianPackage package)
    {
        if (!package.ControlFiles.TryGetValue("triggers", out byte[]? content))
        {
            return;
        }

        foreach (string raw in Encoding.UTF8.GetString(content).Split('\n'))
        {
            string[] words = raw.Split('#')[0].Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
            if (words.Length != 2 || words[0] is not ("interest" or "interest-await" or "interest-noawait"))
            {
                continue;
            }

            string suffix = words[0] == "interest-noawait" ? "/noawait" : "";
            if (words[1].StartsWith('/'))
            {
                fileTriggers.Append(words[1]).Append(' ').Append(package.Name).Append(suffix).Append('\n');
            }
            else if (!words[1].Contains('/', StringComparison.Ordinal))
            {
                if (!namedTriggers.TryGetValue(words[1], out StringBuilder? lines))
                {
                    namedTriggers[words[1]] = lines = new StringBuilder();
                }

                lines.Append(package.Name).Append(suffix).Append('\n');
            }
        }
    }
}
