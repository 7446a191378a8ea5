using System.Buffers.Binary;
using System.Diagnostics;
using System.Text;
using Armillary.Backends.Block;
using static Armillary.Devices.Virtio.VirtioBlockRequest;

namespace Armillary.Devices.Virtio;

/// <summary>
/// A virtio disk (virtio 1.2, 5.2). Requests run on the device's own threads, several at once; each ends with a status
/// byte, whatever happens. Without VIRTIO_BLK_F_FLUSH every write is durable before it completes.
/// </summary>
public sealed class VirtioBlock : VirtioDevice
{
    private const int SectorSize = 512;
    private const int QueueSize = 256;
    private const int Threads = 4;
    private const uint MaximumRanges = 32;
    private const uint MaximumRangeSectors = 1 << 22;
    private const int IdLength = 20;

    private const int VIRTIO_BLK_F_SEG_MAX = 2;
    private const int VIRTIO_BLK_F_RO = 5;
    private const int VIRTIO_BLK_F_BLK_SIZE = 6;
    private const int VIRTIO_BLK_F_FLUSH = 9;
    private const int VIRTIO_BLK_F_DISCARD = 13;
    private const int VIRTIO_BLK_F_WRITE_ZEROES = 14;

    private const byte VIRTIO_BLK_S_OK = 0;
    private const byte VIRTIO_BLK_S_IOERR = 1;
    private const byte VIRTIO_BLK_S_UNSUPP = 2;

    private static readonly TimeSpan SlowRequest = TimeSpan.FromMicroseconds(100);

    private readonly IBlockBackend disk;
    private readonly byte[] serial = new byte[IdLength];
    private readonly ulong sectors;
    private readonly DeviceWorker worker;
    private readonly Action<string>? failed;
    private int failures;
    private bool slow;

    /// <summary>A disk that shows the contents of <paramref name="disk"/>.</summary>
    /// <param name="disk">The contents; disposed with the device.</param>
    /// <param name="serial">The serial number that the guest sees: at most 20 bytes of it.</param>
    /// <param name="failed">Told the reason of the first failure of the host's; of the others the guest alone is told, by its I/O errors.</param>
    public VirtioBlock(IBlockBackend disk, string serial = "", Action<string>? failed = null)
        : base(60, QueueSize)
    {
        ArgumentNullException.ThrowIfNull(disk);
        ArgumentNullException.ThrowIfNull(serial);
        this.disk = disk;
        this.failed = failed;
        sectors = (ulong)disk.Length / SectorSize;
        byte[] text = Encoding.UTF8.GetBytes(serial);
        text.AsSpan(0, Math.Min(text.Length, IdLength)).CopyTo(this.serial);
        DescribeDisk(Configuration);
        worker = new DeviceWorker("virtio-blk", Threads, ServeOne);
    }

    /// <inheritdoc/>
    public override uint DeviceId => 2;

    /// <inheritdoc/>
    protected override ulong DeviceFeatures
        => (1UL << VIRTIO_BLK_F_SEG_MAX) | (1UL << VIRTIO_BLK_F_BLK_SIZE) | (1UL << VIRTIO_BLK_F_FLUSH)
            | (disk.ReadOnly ? 1UL << VIRTIO_BLK_F_RO : (1UL << VIRTIO_BLK_F_DISCARD) | (1UL << VIRTIO_BLK_F_WRITE_ZEROES));

    /// <inheritdoc/>
    public override void Notify(int queue) => worker.Wake();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        worker.Dispose();
        disk.Dispose();
    }

    /// <summary>struct virtio_blk_config (5.2.4).</summary>
    private void DescribeDisk(Span<byte> configuration)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(configuration, sectors);
        BinaryPrimitives.WriteUInt32LittleEndian(configuration[12..], QueueSize - 2);
        BinaryPrimitives.WriteUInt32LittleEndian(configuration[20..], SectorSize);
        BinaryPrimitives.WriteUInt32LittleEndian(configuration[36..], MaximumRangeSectors);
        BinaryPrimitives.WriteUInt32LittleEndian(configuration[40..], MaximumRanges);
        BinaryPrimitives.WriteUInt32LittleEndian(configuration[44..], 4096 / SectorSize);
        BinaryPrimitives.WriteUInt32LittleEndian(configuration[48..], MaximumRangeSectors);
        BinaryPrimitives.WriteUInt32LittleEndian(configuration[52..], MaximumRanges);
        configuration[56] = 1;
    }

    private bool ServeOne()
    {
        Virtqueue queue = Queues[0];
        if (!TryPop(queue, out DescriptorChain chain))
        {
            return false;
        }

        // Waking another thread costs more than a request that the host's page cache answers.
        if (Volatile.Read(ref slow) && queue.HasMore)
        {
            worker.Wake();
        }

        long begun = Stopwatch.GetTimestamp();
        ulong written = 0;
        byte status = VIRTIO_BLK_S_IOERR;
        try
        {
            status = Execute(chain, out written);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ObjectDisposedException)
        {
            // The host's failure is the guest's I/O error.
            written = 0;
            if (e is not ObjectDisposedException && Interlocked.Exchange(ref failures, 1) == 0)
            {
                failed?.Invoke(e.Message);
            }
        }

        // The last device-writable byte is the status. A request without one cannot be answered.
        if (chain.WritableLength == 0 || !chain.TryWrite(chain.WritableLength - 1, [status]))
        {
            NeedsReset();
        }

        Volatile.Write(ref slow, Stopwatch.GetElapsedTime(begun) > SlowRequest);
        Complete(queue, chain, written + 1);
        return true;
    }

    private byte Execute(DescriptorChain chain, out ulong written)
    {
        written = 0;
        Span<byte> header = stackalloc byte[VirtioBlockRequest.Size];
        if (chain.WritableLength == 0 || !chain.TryRead(0, header) || !VirtioBlockRequest.TryParse(header, out VirtioBlockRequest request))
        {
            return VIRTIO_BLK_S_IOERR;
        }

        ulong outgoing = chain.ReadableLength - VirtioBlockRequest.Size;
        ulong incoming = chain.WritableLength - 1;
        switch (request.Type)
        {
            case VIRTIO_BLK_T_IN: return Read(chain, request.Sector, incoming, out written);
            case VIRTIO_BLK_T_OUT: return Write(chain, request.Sector, outgoing);
            case VIRTIO_BLK_T_FLUSH: disk.Flush(); return VIRTIO_BLK_S_OK;
            case VIRTIO_BLK_T_GET_ID:
                written = Math.Min(incoming, IdLength);
                return chain.TryWrite(0, serial.AsSpan(0, (int)written)) ? VIRTIO_BLK_S_OK : VIRTIO_BLK_S_IOERR;
            case VIRTIO_BLK_T_DISCARD when Has(VIRTIO_BLK_F_DISCARD): return ChangeRanges(chain, outgoing, discard: true);
            case VIRTIO_BLK_T_WRITE_ZEROES when Has(VIRTIO_BLK_F_WRITE_ZEROES): return ChangeRanges(chain, outgoing, discard: false);
            default: return VIRTIO_BLK_S_UNSUPP;
        }
    }

    private bool Holds(ulong sector, ulong bytes)
        => bytes % SectorSize == 0 && sector <= sectors && bytes / SectorSize <= sectors - sector;

    private byte Read(DescriptorChain chain, ulong sector, ulong length, out ulong written)
    {
        written = 0;
        if (!Holds(sector, length))
        {
            return VIRTIO_BLK_S_IOERR;
        }

        while (chain.NextWritable(ref written, length, out Span<byte> piece))
        {
            disk.Read((long)((sector * SectorSize) + written - (ulong)piece.Length), piece);
        }

        return VIRTIO_BLK_S_OK;
    }

    private byte Write(DescriptorChain chain, ulong sector, ulong length)
    {
        if (disk.ReadOnly || !Holds(sector, length))
        {
            return VIRTIO_BLK_S_IOERR;
        }

        ulong end = VirtioBlockRequest.Size + length;
        ulong done = VirtioBlockRequest.Size;
        while (chain.NextReadable(ref done, end, out ReadOnlySpan<byte> piece))
        {
            disk.Write((long)((sector * SectorSize) + (done - (ulong)piece.Length - VirtioBlockRequest.Size)), piece);
        }

        FlushIfWriteThrough();
        return VIRTIO_BLK_S_OK;
    }

    private byte ChangeRanges(DescriptorChain chain, ulong length, bool discard)
    {
        if (disk.ReadOnly || length == 0 || length % VirtioBlockRange.Size != 0 || length / VirtioBlockRange.Size > MaximumRanges)
        {
            return VIRTIO_BLK_S_IOERR;
        }

        Span<byte> bytes = stackalloc byte[VirtioBlockRange.Size];
        for (ulong at = 0; at < length; at += VirtioBlockRange.Size)
        {
            if (!chain.TryRead(VirtioBlockRequest.Size + at, bytes) || !VirtioBlockRange.TryParse(bytes, out VirtioBlockRange range))
            {
                return VIRTIO_BLK_S_IOERR;
            }

            // Reserved flags, and unmap in a discard, are refused (5.2.6.2).
            if ((range.Flags & ~(discard ? 0 : VirtioBlockRange.Unmap)) != 0)
            {
                return VIRTIO_BLK_S_UNSUPP;
            }

            ulong size = (ulong)range.NumSectors * SectorSize;
            if (range.NumSectors > MaximumRangeSectors || !Holds(range.Sector, size))
            {
                return VIRTIO_BLK_S_IOERR;
            }

            if (discard)
            {
                disk.Discard((long)(range.Sector * SectorSize), (long)size);
            }
            else
            {
                disk.WriteZeroes((long)(range.Sector * SectorSize), (long)size, range.Flags == VirtioBlockRange.Unmap);
            }
        }

        FlushIfWriteThrough();
        return VIRTIO_BLK_S_OK;
    }

    private void FlushIfWriteThrough()
    {
        if (!Has(VIRTIO_BLK_F_FLUSH))
        {
            disk.Flush();
        }
    }
}
