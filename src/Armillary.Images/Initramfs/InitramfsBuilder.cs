using System.IO.Compression;
using System.Text;
using Armillary.Images.Host;

namespace Armillary.Images.Initramfs;

/// <summary>An initramfs of our own: busybox, an init, kernel modules in loading order, and further files.</summary>
public sealed class InitramfsBuilder
{
    private readonly SortedDictionary<string, (byte[] Content, bool Executable)> files = new(StringComparer.Ordinal);

    /// <summary>An initramfs with busybox and an init.</summary>
    /// <param name="busybox">A statically linked busybox for arm64.</param>
    /// <param name="init">The program or script that the kernel starts.</param>
    public InitramfsBuilder(byte[] busybox, byte[] init)
    {
        files["bin/busybox"] = (busybox, true);
        files["init"] = (init, true);
    }

    /// <summary>Adds a file.</summary>
    /// <param name="path">Its path without a slash at the start.</param>
    /// <param name="content">Its bytes.</param>
    /// <param name="executable">Whether it can be executed.</param>
    public void Add(string path, byte[] content, bool executable = false) => files[path] = (content, executable);

    /// <summary>Adds modules as <c>modules/NAME.ko</c>, and <c>modules/order</c> with their names, one a line, first to load first.</summary>
    /// <param name="modules">Names and ELF files.</param>
    public void AddModules(IReadOnlyList<(string Name, byte[] File)> modules)
    {
        foreach ((string name, byte[] file) in modules)
        {
            Add($"modules/{name}.ko", file);
        }

        Add("modules/order", Encoding.UTF8.GetBytes(string.Concat(modules.Select(module => module.Name + "\n"))));
    }

    /// <summary>Writes the archive, compressed with gzip.</summary>
    /// <param name="path">The file; it gets its name when it is whole.</param>
    public void Write(string path) => CacheDirectory.WriteWhole(path, stream =>
    {
        using var gzip = new GZipStream(stream, CompressionLevel.Optimal);
        using var archive = new CpioArchive(gzip);
        foreach (string folder in new[] { "bin", "dev", "proc", "root", "run", "sys", "tmp" })
        {
            archive.AddFolder(folder);
        }

        foreach ((string name, (byte[] content, bool executable)) in files)
        {
            archive.AddFile(name, content, executable);
        }
    });
}
