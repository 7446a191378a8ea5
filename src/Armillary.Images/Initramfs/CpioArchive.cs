using System.Globalization;
using System.Text;

namespace Armillary.Images.Initramfs;

/// <summary>
/// Writes a cpio archive in the <c>newc</c> format, which the kernel unpacks as its initramfs (Linux,
/// Documentation/driver-api/early-userspace/buffer-format.rst). All entries belong to root and have no time, so that the same content
/// gives the same bytes.
/// </summary>
public sealed class CpioArchive : IDisposable
{
    private const int Directory = 0x4000;
    private const int Regular = 0x8000;
    private const int Symbolic = 0xA000;

    private readonly Stream stream;
    private readonly HashSet<string> folders = new(StringComparer.Ordinal);
    private long position;
    private int inode = 1;

    /// <summary>An archive written to a stream, which stays open.</summary>
    /// <param name="stream">Where the archive goes.</param>
    public CpioArchive(Stream stream) => this.stream = stream;

    /// <summary>Adds a folder, and those above it; what is there already is left alone.</summary>
    /// <param name="path">The path without a slash at the start.</param>
    public void AddFolder(string path)
    {
        if (path.Length == 0 || !folders.Add(path))
        {
            return;
        }

        AddFolder(Path.GetDirectoryName(path) ?? "");
        Entry(path, Directory | 0x1ED, []);
    }

    /// <summary>Adds a file and the folders above it.</summary>
    /// <param name="path">The path without a slash at the start.</param>
    /// <param name="content">The file's bytes.</param>
    /// <param name="executable">Whether its mode is 0755 rather than 0644.</param>
    public void AddFile(string path, ReadOnlySpan<byte> content, bool executable = false)
    {
        AddFolder(Path.GetDirectoryName(path) ?? "");
        Entry(path, Regular | (executable ? 0x1ED : 0x1A4), content);
    }

    /// <summary>Adds a symbolic link.</summary>
    /// <param name="path">The path without a slash at the start.</param>
    /// <param name="target">What it points to.</param>
    public void AddLink(string path, string target)
    {
        AddFolder(Path.GetDirectoryName(path) ?? "");
        Entry(path, Symbolic | 0x1FF, Encoding.UTF8.GetBytes(target));
    }

    /// <summary>Ends the archive.</summary>
    public void Dispose()
    {
        inode = 0;
        Entry("TRAILER!!!", 0, []);
    }

    private void Entry(string path, int mode, ReadOnlySpan<byte> content)
    {
        byte[] name = [.. Encoding.UTF8.GetBytes(path), 0];
        int links = (mode & 0xF000) == Directory ? 2 : 1;
        int[] fields = [inode++, mode, 0, 0, links, 0, content.Length, 0, 0, 0, 0, name.Length, 0];
        Write("070701"u8);
        foreach (int field in fields)
        {
            Write(Encoding.ASCII.GetBytes(field.ToString("X8", CultureInfo.InvariantCulture)));
        }

        Write(name);
        Align();
        Write(content);
        Align();
    }

    private void Align() => Write("\0\0\0"u8[..(int)(-position & 3)]);

    private void Write(ReadOnlySpan<byte> bytes)
    {
        stream.Write(bytes);
        position += bytes.Length;
    }
}
