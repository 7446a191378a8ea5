using System.Runtime.InteropServices;

namespace Armillary.Core.Host;

/// <summary>Zstandard decompression by the host's libzstd, which every Debian system has because dpkg needs it.</summary>
internal static unsafe partial class Zstd
{
    private const ulong ZSTD_CONTENTSIZE_UNKNOWN = ulong.MaxValue;
    private const ulong ZSTD_CONTENTSIZE_ERROR = ulong.MaxValue - 1;

    /// <summary>Decompresses the first frame of <paramref name="source"/>; what follows it is ignored. Null: damaged, or longer than <paramref name="limit"/>.</summary>
    /// <exception cref="DllNotFoundException">The host has no libzstd.</exception>
    public static byte[]? Decompress(ReadOnlySpan<byte> source, long limit)
    {
        // SAFETY: libzstd reads [in, length) and writes [out, result.Length) only; both spans are pinned meanwhile.
        fixed (byte* input = source)
        {
            ulong size = GetFrameContentSize(input, (nuint)source.Length);
            nuint length = FindFrameCompressedSize(input, (nuint)source.Length);
            if (size is ZSTD_CONTENTSIZE_UNKNOWN or ZSTD_CONTENTSIZE_ERROR || size > (ulong)Math.Min(limit, Array.MaxLength) || IsError(length) != 0)
            {
                return null;
            }

            var result = new byte[size];
            fixed (byte* output = result)
            {
                return Decompress(output, (nuint)size, input, length) == size ? result : null;
            }
        }
    }

    [LibraryImport("libzstd.so.1", EntryPoint = "ZSTD_getFrameContentSize")]
    private static partial ulong GetFrameContentSize(byte* source, nuint length);

    [LibraryImport("libzstd.so.1", EntryPoint = "ZSTD_findFrameCompressedSize")]
    private static partial nuint FindFrameCompressedSize(byte* source, nuint length);

    [LibraryImport("libzstd.so.1", EntryPoint = "ZSTD_isError")]
    private static partial uint IsError(nuint code);

    [LibraryImport("libzstd.so.1", EntryPoint = "ZSTD_decompress")]
    private static partial nuint Decompress(byte* destination, nuint capacity, byte* source, nuint length);
}
