using System.Buffers.Binary;
using System.IO.Compression;
using Armillary.Images.Kernel;
using Xunit;

namespace Armillary.Images.Tests.Kernel;

public class KernelImageTests
{
    [Fact]
    public void An_Image_is_taken_as_it_is()
    {
        byte[] image = Image();
        Assert.Equal(image, Extract(image));
    }

    [Fact]
    public void A_compressed_Image_is_unpacked() => Assert.Equal(Image(), Extract(Gzip(Image())));

    [Fact]
    public void An_EFI_zboot_file_gives_its_payload() => Assert.Equal(Image(), Extract(Zboot("gzip", Gzip(Image()))));

    [Theory]
    [InlineData(40)]
    [InlineData(80)]
    public void A_truncated_zboot_file_is_named(int missing)
    {
        byte[] whole = Zboot("gzip", Gzip(Image()));
        var e = Assert.Throws<ImageException>(() => Extract(whole[..^missing]));
        Assert.StartsWith("vmlinuz: ", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_unknown_compression_is_named() =>
        Assert.Contains("lz9", Assert.Throws<ImageException>(() => Extract(Zboot("lz9", [1, 2, 3]))).Message, StringComparison.Ordinal);

    [Fact]
    public void A_foreign_or_damaged_file_is_refused()
    {
        Assert.Throws<ImageException>(() => Extract([]));
        Assert.Throws<ImageException>(() => Extract(new byte[4096]));
        Assert.Throws<ImageException>(() => Extract([0x1F, 0x8B, 8, 0, 1, 2, 3, 4]));
        Assert.Throws<ImageException>(() => Extract(Gzip(new byte[4096])));
    }

    private static byte[] Extract(byte[] file) => KernelImage.Extract(file, "vmlinuz", CancellationToken.None);

    private static byte[] Image()
    {
        byte[] image = new byte[256];
        "MZ"u8.CopyTo(image);
        "ARMd"u8.CopyTo(image.AsSpan(0x38));
        return image;
    }

    private static byte[] Gzip(byte[] content)
    {
        using var output = new MemoryStream();
        using (var gzip = new GZipStream(output, CompressionLevel.Fastest))
        {
            gzip.Write(content);
        }

        return output.ToArray();
    }

    private static byte[] Zboot(string compression, byte[] payload)
    {
        byte[] file = new byte[128 + payload.Length];
        "MZ\0\0zimg"u8.CopyTo(file);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(8), 128);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(12), payload.Length);
        System.Text.Encoding.ASCII.GetBytes(compression, file.AsSpan(24));
        payload.CopyTo(file, 128);
        return file;
    }
}
