using System.Buffers.Binary;
using System.Text;
using Armillary.Images.Host;

namespace Armillary.Images.Kernel;

/// <summary>
/// The modules of one kernel in a folder. Dependencies come from each module's own <c>.modinfo</c> section (<c>depends=</c>,
/// <c>softdep=pre:</c>), since a kernel package holds no modules.dep: depmod makes that where the package is installed.
/// </summary>
public sealed class KernelModules
{
    private readonly Dictionary<string, string> paths = new(StringComparer.Ordinal);
    private readonly CancellationToken cancellation;

    /// <summary>The modules below a folder.</summary>
    /// <param name="folder">The folder <c>lib/modules/VERSION</c>.</param>
    /// <param name="cancellation">Stops the reading of modules.</param>
    public KernelModules(string folder, CancellationToken cancellation)
    {
        this.cancellation = cancellation;
        foreach (string path in Directory.EnumerateFiles(folder, "*.ko*", SearchOption.AllDirectories))
        {
            paths[NameOf(path)] = path;
        }
    }

    /// <summary>Modules and all that they need, in an order in which they can be loaded. A name that is built in is left out.</summary>
    /// <param name="names">Module names.</param>
    /// <returns>Each module's name and its ELF file, not compressed.</returns>
    public IReadOnlyList<(string Name, byte[] File)> Closure(IEnumerable<string> names)
    {
        var order = new List<(string Name, byte[] File)>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (string name in names)
        {
            Visit(name);
        }

        return order;

        void Visit(string name)
        {
            name = name.Replace('-', '_');
            if (!seen.Add(name) || !paths.TryGetValue(name, out string? path))
            {
                return;
            }

            byte[] file = Read(path);
            foreach (string needed in Needs(file))
            {
                Visit(needed);
            }

            order.Add((name, file));
        }
    }

    /// <summary>A module's name: its file name without endings, with underscores for dashes.</summary>
    /// <param name="path">The file.</param>
    public static string NameOf(string path) => Path.GetFileName(path).Split('.')[0].Replace('-', '_');

    /// <summary>The names that a module's <c>.modinfo</c> says it needs first.</summary>
    /// <param name="elf">The module's ELF64 file.</param>
    public static IReadOnlyList<string> Needs(ReadOnlySpan<byte> elf)
    {
        var needs = new List<string>();
        foreach (string entry in Encoding.UTF8.GetString(Section(elf, ".modinfo")).Split('\0'))
        {
            if (entry.StartsWith("depends=", StringComparison.Ordinal))
            {
                needs.AddRange(entry["depends=".Length..].Split(',', StringSplitOptions.RemoveEmptyEntries));
            }
            else if (entry.StartsWith("softdep=pre:", StringComparison.Ordinal))
            {
                string list = entry["softdep=pre:".Length..].Split("post:")[0];
                needs.AddRange(list.Split(' ', StringSplitOptions.RemoveEmptyEntries));
            }
        }

        return needs;
    }

    // ELF-64 object file format: e_shoff at 0x28, e_shentsize at 0x3A, e_shnum at 0x3C, e_shstrndx at 0x3E; in a section header
    // sh_name at 0, sh_offset at 0x18, sh_size at 0x20.
    private static ReadOnlySpan<byte> Section(ReadOnlySpan<byte> elf, string name)
    {
        if (elf.Length < 64 || !elf[..4].SequenceEqual("\u007fELF"u8))
        {
            return [];
        }

        ulong table = BinaryPrimitives.ReadUInt64LittleEndian(elf[0x28..]);
        int entry = BinaryPrimitives.ReadUInt16LittleEndian(elf[0x3A..]);
        int count = BinaryPrimitives.ReadUInt16LittleEndian(elf[0x3C..]);
        int names = BinaryPrimitives.ReadUInt16LittleEndian(elf[0x3E..]);
        if (entry < 64 || table > (ulong)elf.Length || (ulong)(entry * count) > (ulong)elf.Length - table || names >= count)
        {
            return [];
        }

        ReadOnlySpan<byte> headers = elf.Slice((int)table, entry * count);
        ReadOnlySpan<byte> strings = Content(elf, headers[(names * entry)..]);
        byte[] wanted = [.. Encoding.ASCII.GetBytes(name), 0];
        for (int index = 0; index < count; index++)
        {
            ReadOnlySpan<byte> header = headers[(index * entry)..];
            uint at = BinaryPrimitives.ReadUInt32LittleEndian(header);
            if (at < strings.Length && strings[(int)at..].StartsWith(wanted))
            {
                return Content(elf, header);
            }
        }

        return [];
    }

    private static ReadOnlySpan<byte> Content(ReadOnlySpan<byte> elf, ReadOnlySpan<byte> header)
    {
        ulong offset = BinaryPrimitives.ReadUInt64LittleEndian(header[0x18..]);
        ulong size = BinaryPrimitives.ReadUInt64LittleEndian(header[0x20..]);
        return offset <= (ulong)elf.Length && size <= (ulong)elf.Length - offset ? elf.Slice((int)offset, (int)size) : [];
    }

    private byte[] Read(string path)
    {
        if (Path.GetExtension(path) == ".ko")
        {
            return File.ReadAllBytes(path);
        }

        using var content = new MemoryStream();
        HostTool tool = Path.GetExtension(path) == ".zst" ? HostTool.Find("zstd", "zstd") : HostTool.Find("xz", "xz-utils");
        tool.Pipe(["-dc", path], null, stream => stream.CopyTo(content), cancellation);
        return content.ToArray();
    }
}
