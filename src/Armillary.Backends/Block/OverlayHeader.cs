using System.Buffers.Binary;
using System.Text;

namespace Armillary.Backends.Block;

/// <summary>
/// The first 4 KiB of an overlay file, little-endian: magic "ARMLOVL1" (8 bytes), cluster size (4), length of the base's
/// path (4), length of the disk (8), length of the base (8), modification time of the base in 100 ns ticks of UTC (8), the
/// base's absolute path in UTF-8. Then the bitmap, one bit a cluster, least significant first, in whole 4 KiB pages; then,
/// from the next multiple of the cluster size, the clusters in order. The file is sparse.
/// </summary>
/// <param name="ClusterSize">Bytes in a cluster: a power of two, at least 4096.</param>
/// <param name="Length">Bytes of the disk.</param>
/// <param name="BasePath">The disk below, an absolute path.</param>
/// <param name="BaseLength">Its length when the overlay was made.</param>
/// <param name="BaseTime">Its modification time then.</param>
internal sealed record OverlayHeader(int ClusterSize, long Length, string BasePath, long BaseLength, long BaseTime)
{
    public const int Size = 4096;
    private const int SmallestCluster = 4096;
    private const int PathOffset = 40;
    private const long MaximumBitmap = 32 << 20;

    private static ReadOnlySpan<byte> Magic => "ARMLOVL1"u8;

    public long Clusters => (Length + ClusterSize - 1) / ClusterSize;

    public long BitmapLength => ((Clusters + 7) / 8 + (Size - 1)) & ~(Size - 1L);

    public long DataOffset => (Size + BitmapLength + ClusterSize - 1) & ~(ClusterSize - 1L);

    /// <summary>A header for a disk of a length, with clusters as small as keeps the bitmap in bounds.</summary>
    public static OverlayHeader For(string basePath, long baseLength, long baseTime, long length)
    {
        int cluster = SmallestCluster;
        while (length / cluster / 8 > MaximumBitmap)
        {
            cluster *= 2;
        }

        return new OverlayHeader(cluster, length, basePath, baseLength, baseTime);
    }

    public static bool TryParse(ReadOnlySpan<byte> bytes, out OverlayHeader header, out string reason)
    {
        header = null!;
        reason = "not an overlay of this program";
        if (bytes.Length < Size || !bytes.StartsWith(Magic))
        {
            return false;
        }

        uint cluster = BinaryPrimitives.ReadUInt32LittleEndian(bytes[8..]);
        uint pathLength = BinaryPrimitives.ReadUInt32LittleEndian(bytes[12..]);
        long length = BinaryPrimitives.ReadInt64LittleEndian(bytes[16..]);
        reason = "its header is damaged";
        if (cluster < SmallestCluster || cluster > 1 << 30 || (cluster & (cluster - 1)) != 0 || pathLength is 0 or > Size - PathOffset
            || bytes.Slice(PathOffset, (int)pathLength).Contains((byte)0) || length <= 0 || length % 512 != 0 || length / cluster / 8 > 2 * MaximumBitmap)
        {
            return false;
        }

        header = new OverlayHeader(
            (int)cluster,
            length,
            Encoding.UTF8.GetString(bytes.Slice(PathOffset, (int)pathLength)),
            BinaryPrimitives.ReadInt64LittleEndian(bytes[24..]),
            BinaryPrimitives.ReadInt64LittleEndian(bytes[32..]));
        return true;
    }

    public byte[] ToBytes()
    {
        byte[] bytes = new byte[Size];
        byte[] path = Encoding.UTF8.GetBytes(BasePath);
        if (path.Length > Size - PathOffset)
        {
            throw new IOException($"{BasePath}: the path is too long for an overlay");
        }

        Magic.CopyTo(bytes);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(8), (uint)ClusterSize);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(12), (uint)path.Length);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(16), Length);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(24), BaseLength);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(32), BaseTime);
        path.CopyTo(bytes.AsSpan(PathOffset));
        return bytes;
    }
}
