using System.Buffers.Binary;

namespace Armillary.Devices.Virtio;

/// <summary>The first 16 bytes of a block request (virtio 1.2, 5.2.6), copied out of guest memory.</summary>
/// <param name="Type">VIRTIO_BLK_T_*.</param>
/// <param name="Sector">The first sector of 512 bytes, for reads and writes.</param>
internal readonly record struct VirtioBlockRequest(uint Type, ulong Sector)
{
    public const int Size = 16;
    public const uint VIRTIO_BLK_T_IN = 0;
    public const uint VIRTIO_BLK_T_OUT = 1;
    public const uint VIRTIO_BLK_T_FLUSH = 4;
    public const uint VIRTIO_BLK_T_GET_ID = 8;
    public const uint VIRTIO_BLK_T_DISCARD = 11;
    public const uint VIRTIO_BLK_T_WRITE_ZEROES = 13;

    public static bool TryParse(ReadOnlySpan<byte> bytes, out VirtioBlockRequest request)
    {
        request = default;
        if (bytes.Length < Size)
        {
            return false;
        }

        request = new(BinaryPrimitives.ReadUInt32LittleEndian(bytes), BinaryPrimitives.ReadUInt64LittleEndian(bytes[8..]));
        return true;
    }
}

/// <summary>One range of a discard or write-zeroes request (virtio 1.2, 5.2.6: struct virtio_blk_discard_write_zeroes).</summary>
/// <param name="Sector">The first sector.</param>
/// <param name="NumSectors">How many sectors.</param>
/// <param name="Flags">Bit 0: unmap. The others are reserved.</param>
internal readonly record struct VirtioBlockRange(ulong Sector, uint NumSectors, uint Flags)
{
    public const int Size = 16;
    public const uint Unmap = 1;

    public static bool TryParse(ReadOnlySpan<byte> bytes, out VirtioBlockRange range)
    {
        range = default;
        if (bytes.Length < Size)
        {
            return false;
        }

        range = new(
            BinaryPrimitives.ReadUInt64LittleEndian(bytes),
            BinaryPrimitives.ReadUInt32LittleEndian(bytes[8..]),
            BinaryPrimitives.ReadUInt32LittleEndian(bytes[12..]));
        return true;
    }
}
