using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using Armillary.Core.Host;

namespace Armillary.Machine.Boot;

/// <summary>
/// An arm64 Linux <c>Image</c> (Linux: Documentation/arch/arm64/booting.rst, section 4), as it is, compressed with gzip, or as an EFI
/// zboot image. Other operating systems' kernels come with the same header.
/// </summary>
internal sealed class KernelImage : IDisposable
{
    /// <summary>The size of the header, and the least size of an image.</summary>
    public const int HeaderSize = 64;

    private const uint Arm64Magic = 0x644D_5241;
    private const ulong LegacyTextOffset = 0x8_0000;

    private readonly HostFile file;
    private readonly Stream content;

    private KernelImage(HostFile file, Stream content, ReadOnlySpan<byte> header)
    {
        this.file = file;
        this.content = content;
        ulong textOffset = BinaryPrimitives.ReadUInt64LittleEndian(header[8..]);
        ulong imageSize = BinaryPrimitives.ReadUInt64LittleEndian(header[16..]);

        // "Where image_size is zero, text_offset can be assumed to be 0x80000": kernels before 3.17.
        TextOffset = imageSize == 0 ? LegacyTextOffset : textOffset;
        MemorySize = Math.Max(imageSize, (ulong)content.Length);
        if (TextOffset >= Placement.Alignment)
        {
            throw file.Wrong($"has a text_offset of 0x{textOffset:x} in its header; a kernel has less than 0x{Placement.Alignment:x}: the file is damaged");
        }
    }

    /// <summary>How far above a 2 MiB boundary it wants to lie.</summary>
    public ulong TextOffset { get; }

    /// <summary>How many bytes it needs from where it lies, its BSS included.</summary>
    public ulong MemorySize { get; }

    /// <summary>How many bytes it has.</summary>
    public long FileSize => content.Length;

    /// <summary>Opens a kernel of any of the formats; what unpacks to more than <paramref name="limit"/> bytes is refused.</summary>
    /// <exception cref="ConfigurationException">The file cannot be read or is no arm64 kernel.</exception>
    public static KernelImage Open(string path, ulong limit)
    {
        var file = new HostFile("kernel", path);
        Stream content = file.Open();
        try
        {
            Span<byte> header = stackalloc byte[HeaderSize];
            ReadHeader(file, content, header);
            if (header is [0x1F, 0x8B, ..])
            {
                content = Replace(content, Gunzip(file, content, (long)limit));
                ReadHeader(file, content, header);
            }
            else if (header is [(byte)'M', (byte)'Z', _, _, (byte)'z', (byte)'i', (byte)'m', (byte)'g', ..])
            {
                content = Replace(content, UnpackZboot(file, content, header, (long)limit));
                ReadHeader(file, content, header);
            }

            if (BinaryPrimitives.ReadUInt32LittleEndian(header[56..]) != Arm64Magic)
            {
                content.Position = 0;
                throw file.Wrong($"{ForeignKernel.Describe(content)}; expected an arm64 Linux Image (also gzip or EFI zboot)");
            }

            CheckSections(file, content, header);
            return new KernelImage(file, content, header);
        }
        catch
        {
            content.Dispose();
            throw;
        }
    }

    /// <summary>Writes the image to where it belongs.</summary>
    public void Load(Span<byte> destination)
    {
        content.Position = 0;
        file.Read(content, destination[..(int)content.Length]);
    }

    /// <inheritdoc/>
    public void Dispose() => content.Dispose();

    private static void ReadHeader(HostFile file, Stream content, Span<byte> header)
    {
        if (content.Length < HeaderSize)
        {
            throw file.Wrong(content.Length == 0 ? "is empty" : $"has only {content.Length} bytes, too few for a kernel");
        }

        content.Position = 0;
        file.Read(content, header);
        content.Position = 0;
    }

    private static MemoryStream Replace(Stream old, byte[] unpacked)
    {
        old.Dispose();
        return new MemoryStream(unpacked, writable: false);
    }

    private static byte[] Gunzip(HostFile file, Stream compressed, long limit)
    {
        using var gzip = new GZipStream(compressed, CompressionMode.Decompress, leaveOpen: true);
        var unpacked = new MemoryStream();
        var buffer = new byte[1 << 16];
        try
        {
            for (int n; (n = gzip.Read(buffer)) > 0;)
            {
                if (unpacked.Length + n > Math.Min(limit, Array.MaxLength))
                {
                    throw file.Wrong($"unpacks to more than the {limit >> 20} MiB of guest memory");
                }

                unpacked.Write(buffer, 0, n);
            }
        }
        catch (Exception e) when (e is InvalidDataException or IOException)
        {
            throw file.Wrong($"is damaged or truncated gzip data: {e.Message}", e);
        }

        // GZipStream takes the end of its input for the end of the data; the last four bytes tell the length (RFC 1952, 2.3.1).
        Span<byte> size = stackalloc byte[4];
        compressed.Position = compressed.Length - size.Length;
        file.Read(compressed, size);
        if (BinaryPrimitives.ReadUInt32LittleEndian(size) != (uint)(unpacked.Length & uint.MaxValue))
        {
            throw file.Wrong("is damaged or truncated gzip data");
        }

        return unpacked.ToArray();
    }

    /// <summary>Linux: drivers/firmware/efi/libstub/zboot-header.S.</summary>
    private static byte[] UnpackZboot(HostFile file, Stream content, ReadOnlySpan<byte> header, long limit)
    {
        uint offset = BinaryPrimitives.ReadUInt32LittleEndian(header[8..]), size = BinaryPrimitives.ReadUInt32LittleEndian(header[12..]);
        string type = Encoding.ASCII.GetString(header[24..56]).Split('\0')[0];
        if ((long)offset + size > content.Length || size > Array.MaxLength)
        {
            throw file.Wrong($"is truncated: its EFI zboot payload ends at byte {(long)offset + size}, the file at {content.Length}");
        }

        var payload = new byte[size];
        content.Position = offset;
        file.Read(content, payload);
        switch (type)
        {
            case "gzip":
                return Gunzip(file, new MemoryStream(payload), limit);
            case "zstd" or "zstd22":
                try
                {
                    return Zstd.Decompress(payload, limit) ?? throw file.Wrong("is damaged, or unpacks to more than the guest's memory (zstd)");
                }
                catch (DllNotFoundException e)
                {
                    throw file.Wrong("is compressed with zstd, and libzstd.so.1 is not installed (Debian package libzstd1)", e);
                }

            default:
                throw file.Wrong($"is an EFI zboot image compressed with '{type}'; gzip and zstd are supported");
        }
    }

    /// <summary>
    /// A kernel with an EFI stub also has PE headers, and these tell how long the file must be (Microsoft PE format, 3.3 and 4).
    /// </summary>
    private static void CheckSections(HostFile file, Stream content, ReadOnlySpan<byte> header)
    {
        if (header[0] != 'M' || header[1] != 'Z')
        {
            return;
        }

        uint pe = BinaryPrimitives.ReadUInt32LittleEndian(header[0x3C..]);
        const int coffSize = 24, sectionSize = 40;
        Span<byte> coff = stackalloc byte[coffSize];
        if ((long)pe + coffSize > content.Length)
        {
            throw file.Wrong("is truncated: it ends before its PE header");
        }

        content.Position = pe;
        file.Read(content, coff);
        if (BinaryPrimitives.ReadUInt32LittleEndian(coff) != 0x4550)
        {
            return;
        }

        int sections = BinaryPrimitives.ReadUInt16LittleEndian(coff[6..]);
        long table = (long)pe + coffSize + BinaryPrimitives.ReadUInt16LittleEndian(coff[20..]);
        Span<byte> section = stackalloc byte[sectionSize];
        for (int i = 0; i < sections; i++)
        {
            content.Position = table + ((long)i * sectionSize);
            if (content.Position + sectionSize > content.Length)
            {
                throw file.Wrong("is truncated: it ends within its section table");
            }

            file.Read(content, section);
            long end = (long)BinaryPrimitives.ReadUInt32LittleEndian(section[16..]) + BinaryPrimitives.ReadUInt32LittleEndian(section[20..]);
            if (end > content.Length)
            {
                throw file.Wrong($"is truncated: it has {content.Length} bytes of {end}");
            }
        }
    }
}
