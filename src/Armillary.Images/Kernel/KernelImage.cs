using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using Armillary.Images.Host;

namespace Armillary.Images.Kernel;

/// <summary>
/// Gets the arm64 <c>Image</c> (Linux, Documentation/arch/arm64/booting.rst) out of what a distribution calls its kernel: the Image
/// itself, an <c>Image.gz</c>, or an EFI zboot file (drivers/firmware/efi/libstub/zboot-header.S), which holds it compressed.
/// </summary>
public static class KernelImage
{
    private const int MagicOffset = 0x38;
    private const uint Magic = 0x644D5241; // "ARM\x64"
    private const int Largest = 512 << 20;

    /// <summary>Whether the bytes begin with the header of an arm64 Image.</summary>
    /// <param name="file">The file's content.</param>
    public static bool IsImage(ReadOnlySpan<byte> file) =>
        file.Length >= 64 && BinaryPrimitives.ReadUInt32LittleEndian(file[MagicOffset..]) == Magic && !IsZboot(file);

    /// <summary>Extracts the Image.</summary>
    /// <param name="file">The kernel file's content.</param>
    /// <param name="name">The file's name, for messages.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="ImageException">The file is no arm64 kernel.</exception>
    public static byte[] Extract(byte[] file, string name, CancellationToken cancellation)
    {
        byte[] image = file;
        if (IsZboot(file))
        {
            uint offset = BinaryPrimitives.ReadUInt32LittleEndian(file.AsSpan(8));
            uint size = BinaryPrimitives.ReadUInt32LittleEndian(file.AsSpan(12));
            if (offset > file.Length || size > file.Length - offset)
            {
                throw new ImageException($"{name}: truncated: its payload ends past the end of the file");
            }

            string compression = Encoding.ASCII.GetString(file, 24, 32).Split('\0')[0];
            image = Decompress(file.AsMemory((int)offset, (int)size), compression, name, cancellation);
        }
        else if (file.Length > 2 && file[0] == 0x1F && file[1] == 0x8B)
        {
            image = Decompress(file, "gzip", name, cancellation);
        }

        return IsImage(image) ? image : throw new ImageException($"{name}: not an arm64 Linux kernel");
    }

    private static bool IsZboot(ReadOnlySpan<byte> file) => file.Length >= 64 && file[..2].SequenceEqual("MZ"u8) && file.Slice(4, 4).SequenceEqual("zimg"u8);

    private static byte[] Decompress(ReadOnlyMemory<byte> payload, string compression, string name, CancellationToken cancellation)
    {
        using var output = new MemoryStream();
        try
        {
            switch (compression)
            {
                case "gzip":
                    using (var gzip = new GZipStream(new MemoryStream(payload.ToArray()), CompressionMode.Decompress))
                    {
                        CopyBounded(gzip, output, name);
                    }

                    break;
                case "xz" or "xzkern":
                    HostTool.Find("xz", "xz-utils").Pipe(["-dc"], payload, stream => CopyBounded(stream, output, name), cancellation);
                    break;
                case "zstd" or "zstd22":
                    HostTool.Find("zstd", "zstd").Pipe(["-dcq"], payload, stream => CopyBounded(stream, output, name), cancellation);
                    break;
                default:
                    throw new ImageException($"{name}: its compression {compression} is not known (gzip, xz and zstd are)");
            }
        }
        catch (InvalidDataException e)
        {
            throw new ImageException($"{name}: its {compression} payload is damaged", e);
        }

        return output.ToArray();
    }

    private static void CopyBounded(Stream from, MemoryStream to, string name)
    {
        byte[] buffer = new byte[1 << 16];
        while (from.Read(buffer) is > 0 and var count)
        {
            to.Write(buffer, 0, count);
            if (to.Length > Largest)
            {
                throw new ImageException($"{name}: larger than {Largest >> 20} MiB when unpacked");
            }
        }
    }
}
