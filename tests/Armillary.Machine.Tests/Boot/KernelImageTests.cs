using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using Armillary.Machine.Boot;
using Xunit;

namespace Armillary.Machine.Tests.Boot;

public class KernelImageTests
{
    private const ulong Limit = 64 << 20;

    private static byte[] Image(ulong textOffset = 0, ulong imageSize = 0x10000, int length = 0x1000)
    {
        var image = new byte[length];
        BinaryPrimitives.WriteUInt64LittleEndian(image.AsSpan(8), textOffset);
        BinaryPrimitives.WriteUInt64LittleEndian(image.AsSpan(16), imageSize);
        "ARM\x64"u8.CopyTo(image.AsSpan(56));
        new Random(1).NextBytes(image.AsSpan(64));
        return image;
    }

    private static byte[] Gzip(byte[] bytes)
    {
        var to = new MemoryStream();
        using (var gzip = new GZipStream(to, CompressionLevel.Fastest))
        {
            gzip.Write(bytes);
        }

        return to.ToArray();
    }

    /// <summary>A Zstandard frame of one raw block (RFC 8878, 3.1.1): a single segment with its size in four bytes.</summary>
    private static byte[] Zstandard(byte[] bytes)
    {
        var frame = new byte[12 + bytes.Length];
        BinaryPrimitives.WriteUInt32LittleEndian(frame, 0xFD2F_B528);
        frame[4] = 0b1010_0000;
        BinaryPrimitives.WriteInt32LittleEndian(frame.AsSpan(5), bytes.Length);
        int lastRawBlock = (bytes.Length << 3) | 1;
        frame[9] = (byte)lastRawBlock;
        frame[10] = (byte)(lastRawBlock >> 8);
        frame[11] = (byte)(lastRawBlock >> 16);
        bytes.CopyTo(frame, 12);
        return frame;
    }

    private static byte[] Zboot(byte[] payload, string type)
    {
        var file = new byte[512 + payload.Length];
        "MZ\0\0zimg"u8.CopyTo(file);
        BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(8), 512);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(12), payload.Length);
        Encoding.ASCII.GetBytes(type).CopyTo(file, 24);
        payload.CopyTo(file, 512);
        return file;
    }

    private static string Refusal(byte[] content)
    {
        using var file = new TemporaryFile(content);
        string message = Assert.Throws<ConfigurationException>(() => KernelImage.Open(file.Path, Limit)).Message;
        Assert.Contains(file.Path, message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', message);
        return message;
    }

    [Fact]
    public void Image_tells_its_offset_and_the_memory_it_needs()
    {
        using var file = new TemporaryFile(Image(textOffset: 0x80000));
        using KernelImage kernel = KernelImage.Open(file.Path, Limit);
        Assert.Equal(0x80000u, kernel.TextOffset);
        Assert.Equal(0x10000u, kernel.MemorySize);
        Assert.Equal(0x1000, kernel.FileSize);
    }

    [Fact]
    public void Image_without_a_size_lies_at_0x80000()
    {
        using var file = new TemporaryFile(Image(textOffset: 0x1234, imageSize: 0));
        using KernelImage kernel = KernelImage.Open(file.Path, Limit);
        Assert.Equal(0x80000u, kernel.TextOffset);
        Assert.Equal(0x1000u, kernel.MemorySize);
    }

    [Theory]
    [InlineData("plain")]
    [InlineData("gzip")]
    [InlineData("zboot")]
    [InlineData("zboot zstd")]
    [InlineData("zboot zstd22")]
    public void Every_packing_loads_the_same_bytes(string packing)
    {
        byte[] image = Image();
        using var file = new TemporaryFile(packing switch
        {
            "gzip" => Gzip(image),
            "zboot" => Zboot(Gzip(image), "gzip"),
            "zboot zstd" => Zboot(Zstandard(image), "zstd"),
            "zboot zstd22" => Zboot(Zstandard(image), "zstd22"),
            _ => image,
        });
        using KernelImage kernel = KernelImage.Open(file.Path, Limit);
        var loaded = new byte[0x1000];
        kernel.Load(loaded);
        Assert.Equal(image, loaded);
    }

    [Fact]
    public void A_foreign_kernel_is_named_for_what_it_is()
    {
        var bzImage = new byte[1024];
        "HdrS"u8.CopyTo(bzImage.AsSpan(0x202));
        Assert.Contains("x86 bzImage", Refusal(bzImage), StringComparison.Ordinal);
        var elf = new byte[64];
        byte[] elfStart = [0x7F, (byte)'E', (byte)'L', (byte)'F', 2, 1];
        elfStart.CopyTo(elf, 0);
        elf[18] = 62;
        Assert.Contains("ELF file for x86-64", Refusal(elf), StringComparison.Ordinal);
        Assert.Contains("cpio archive", Refusal(Encoding.ASCII.GetBytes("070701".PadRight(100, '0'))), StringComparison.Ordinal);
        Assert.Contains("no kernel header", Refusal(new byte[100]), StringComparison.Ordinal);
        Assert.Contains("is empty", Refusal([]), StringComparison.Ordinal);
        Assert.Contains("too few", Refusal([1, 2, 3]), StringComparison.Ordinal);
    }

    [Fact]
    public void Truncated_files_are_named_truncated()
    {
        byte[] packed = Gzip(Image());
        Assert.Contains("truncated", Refusal(packed[..^20]), StringComparison.Ordinal);
        Assert.Contains("truncated", Refusal(Zboot(packed, "gzip")[..^20]), StringComparison.Ordinal);
        Assert.Contains("is damaged", Refusal(Zboot(Zstandard(Image())[..^20], "zstd")), StringComparison.Ordinal);
        Assert.Contains("'lzma'", Refusal(Zboot(packed, "lzma")), StringComparison.Ordinal);
    }

    [Fact]
    public void An_image_with_an_EFI_stub_must_hold_all_its_sections()
    {
        byte[] image = Image();
        image.AsSpan(64).Clear();
        "MZ"u8.CopyTo(image);
        BinaryPrimitives.WriteUInt32LittleEndian(image.AsSpan(0x3C), 64);
        "PE"u8.CopyTo(image.AsSpan(64));
        image[64 + 6] = 1;
        BinaryPrimitives.WriteUInt32LittleEndian(image.AsSpan(64 + 24 + 16), 0x800);
        BinaryPrimitives.WriteUInt32LittleEndian(image.AsSpan(64 + 24 + 20), 0x800);
        using (var file = new TemporaryFile(image))
        {
            KernelImage.Open(file.Path, Limit).Dispose();
        }

        Assert.Contains("truncated: it has 4095 bytes of 4096", Refusal(image[..^1]), StringComparison.Ordinal);
    }

    [Fact]
    public void What_unpacks_beyond_the_memory_is_refused()
    {
        using var file = new TemporaryFile(Gzip(new byte[2 << 20]));
        Assert.Contains("more than the 1 MiB", Assert.Throws<ConfigurationException>(() => KernelImage.Open(file.Path, 1 << 20)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_file_and_a_directory_are_refused()
    {
        Assert.Contains("does not exist", Assert.Throws<ConfigurationException>(() => KernelImage.Open("/nonexistent/Image", Limit)).Message, StringComparison.Ordinal);
        Assert.Contains("is a directory", Assert.Throws<ConfigurationException>(() => KernelImage.Open("/", Limit)).Message, StringComparison.Ordinal);
    }
}
