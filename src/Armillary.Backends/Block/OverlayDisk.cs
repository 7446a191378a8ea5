namespace Armillary.Backends.Block;

/// <summary>
/// A disk that keeps what was written in a file of its own and reads the rest from a base that it never changes. The format
/// is told at <see cref="OverlayHeader"/>. A cluster belongs to the overlay once its bit is set; it is filled whole before
/// that. <see cref="Flush"/> makes data durable before the bits that announce it, so that after a crash every cluster is
/// either as the base has it or as it was written before the last flush or later.
/// </summary>
public sealed class OverlayDisk : IBlockBackend
{
    private readonly HostFile file;
    private readonly IBlockBackend below;
    private readonly OverlayHeader header;
    private readonly byte[] bitmap;
    private readonly bool[] dirtyPages;
    private readonly Lock allocation = new();
    private readonly byte[] cluster;
    private bool anyDirty;

    private OverlayDisk(HostFile file, IBlockBackend below, OverlayHeader header)
    {
        this.file = file;
        this.below = below;
        this.header = header;
        cluster = new byte[header.ClusterSize];
        bitmap = new byte[header.BitmapLength];
        dirtyPages = new bool[header.BitmapLength / OverlayHeader.Size];
        file.Read(OverlayHeader.Size, bitmap);
    }

    /// <inheritdoc/>
    public long Length => header.Length;

    /// <inheritdoc/>
    public bool ReadOnly => false;

    /// <summary>
    /// Makes a new overlay at <paramref name="path"/> over the raw image at <paramref name="basePath"/>. The disk may be
    /// longer than its base, then the end is zeroes.
    /// </summary>
    /// <param name="path">The overlay, which must not exist.</param>
    /// <param name="basePath">The base, a raw image.</param>
    /// <param name="length">The length of the disk in bytes, or null for the base's.</param>
    /// <exception cref="IOException">The base cannot be read, or the overlay exists or cannot be written.</exception>
    public static OverlayDisk Create(string path, string basePath, long? length = null)
    {
        basePath = Path.GetFullPath(basePath);
        RawDisk below = new(basePath, readOnly: true);
        try
        {
            long size = ((length ?? below.Length) + 511) & ~511L;
            if (size < below.Length)
            {
                throw new IOException($"{path}: an overlay cannot be shorter than its base ({below.Length} bytes)");
            }

            OverlayHeader header = OverlayHeader.For(basePath, below.Length, TimeOf(basePath), size);
            HostFile file = new(path, FileMode.CreateNew, readOnly: false);
            try
            {
                file.Write(0, header.ToBytes());
                file.SetLength(header.DataOffset + (header.Clusters * header.ClusterSize));
            }
            catch
            {
                file.Dispose();
                File.Delete(path);
                throw;
            }

            return new OverlayDisk(file, below, header);
        }
        catch
        {
            below.Dispose();
            throw;
        }
    }

    /// <summary>Opens an overlay and its base.</summary>
    /// <exception cref="IOException">The file is no overlay, or its base is missing or has changed since.</exception>
    public static OverlayDisk Open(string path)
    {
        HostFile file = new(path, FileMode.Open, readOnly: false);
        RawDisk? below = null;
        try
        {
            byte[] bytes = new byte[OverlayHeader.Size];
            file.Read(0, bytes);
            if (!OverlayHeader.TryParse(bytes, out OverlayHeader header, out string reason))
            {
                throw new IOException($"{path}: {reason}");
            }

            below = new RawDisk(header.BasePath, readOnly: true);
            if (below.Length != header.BaseLength || TimeOf(header.BasePath) != header.BaseTime)
            {
                throw new IOException($"{path}: its base {header.BasePath} has changed since the overlay was made");
            }

            return new OverlayDisk(file, below, header);
        }
        catch
        {
            below?.Dispose();
            file.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Read(long offset, Span<byte> buffer)
    {
        while (!buffer.IsEmpty)
        {
            int run = RunAt(offset, buffer.Length, out bool own);
            if (own)
            {
                file.Read(header.DataOffset + offset, buffer[..run]);
            }
            else
            {
                ReadBelow(offset, buffer[..run]);
            }

            buffer = buffer[run..];
            offset += run;
        }
    }

    /// <inheritdoc/>
    public void Write(long offset, ReadOnlySpan<byte> data)
    {
        while (!data.IsEmpty)
        {
            int run = RunAt(offset, data.Length, out bool own);
            if (own)
            {
                file.Write(header.DataOffset + offset, data[..run]);
            }
            else
            {
                run = WriteNew(offset, data[..run]);
            }

            data = data[run..];
            offset += run;
        }
    }

    /// <inheritdoc/>
    public void Flush()
    {
        List<(int Page, byte[] Bytes)> announced = [];
        lock (allocation)
        {
            for (int page = 0; anyDirty && page < dirtyPages.Length; page++)
            {
                if (dirtyPages[page])
                {
                    dirtyPages[page] = false;
                    announced.Add((page, bitmap.AsSpan(page * OverlayHeader.Size, OverlayHeader.Size).ToArray()));
                }
            }

            anyDirty = false;
        }

        try
        {
            // Every cluster in the copied pages was written before the copy, so it is durable before its bit is.
            file.Flush();
            foreach ((int page, byte[] bytes) in announced)
            {
                file.Write(OverlayHeader.Size + ((long)page * OverlayHeader.Size), bytes);
            }

            if (announced.Count > 0)
            {
                file.Flush();
            }
        }
        catch (IOException)
        {
            lock (allocation)
            {
                announced.ForEach(a => dirtyPages[a.Page] = true);
                anyDirty |= announced.Count > 0;
            }

            throw;
        }
    }

    /// <inheritdoc/>
    public void WriteZeroes(long offset, long length, bool mayUnmap)
    {
        // Whole clusters that are the overlay's can be holes; everything else is written.
        while (length > 0)
        {
            int run = RunAt(offset, (int)Math.Min(length, 1 << 20), out bool own);
            long first = Align(offset), end = (offset + run) & ~(header.ClusterSize - 1L);
            if (own && mayUnmap && first < end && file.TryPunchHole(header.DataOffset + first, end - first))
            {
                file.WriteZeroes(header.DataOffset + offset, first - offset);
                file.WriteZeroes(header.DataOffset + end, offset + run - end);
            }
            else
            {
                Write(offset, new byte[run]);
            }

            offset += run;
            length -= run;
        }
    }

    /// <summary>Frees clusters that are the overlay's own; those of the base take no space here.</summary>
    public void Discard(long offset, long length)
    {
        long first = Align(offset), end = (offset + length) & ~(header.ClusterSize - 1L);
        while (first < end)
        {
            int run = RunAt(first, (int)Math.Min(end - first, 1 << 30), out bool own);
            if (own)
            {
                file.TryPunchHole(header.DataOffset + first, run);
            }

            first += run;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        try
        {
            Flush();
        }
        catch (IOException)
        {
            // The disk is full or gone; what the guest flushed before is safe, and there is no one left to tell.
        }

        file.Dispose();
        below.Dispose();
    }

    private static long TimeOf(string path) => File.GetLastWriteTimeUtc(path).Ticks;

    private long Align(long offset) => (offset + header.ClusterSize - 1) & ~(header.ClusterSize - 1L);

    private bool IsOwn(long index) => (Volatile.Read(ref bitmap[index >> 3]) & (1 << (int)(index & 7))) != 0;

    /// <summary>How many bytes from an offset on are all the overlay's, or all the base's.</summary>
    private int RunAt(long offset, int length, out bool own)
    {
        long index = offset / header.ClusterSize;
        own = IsOwn(index);
        long end = (index + 1) * header.ClusterSize;
        while (end < offset + length && IsOwn(++index) == own)
        {
            end += header.ClusterSize;
        }

        return (int)Math.Min(length, end - offset);
    }

    private void ReadBelow(long offset, Span<byte> buffer)
    {
        int inBase = (int)Math.Clamp(below.Length - offset, 0, buffer.Length);
        if (inBase > 0)
        {
            below.Read(offset, buffer[..inBase]);
        }

        buffer[inBase..].Clear();
    }

    /// <summary>Writes where the base still shows: whole clusters as they are, parts of one on top of the base's. Returns how much it wrote.</summary>
    private int WriteNew(long offset, ReadOnlySpan<byte> data)
    {
        lock (allocation)
        {
            long index = offset / header.ClusterSize;
            int inside = (int)(offset % header.ClusterSize);
            if (IsOwn(index))
            {
                // Another thread was here first.
                int rest = Math.Min(data.Length, header.ClusterSize - inside);
                file.Write(header.DataOffset + offset, data[..rest]);
                return rest;
            }

            int whole = inside == 0 ? data.Length / header.ClusterSize : 0;
            if (whole > 0)
            {
                int length = whole * header.ClusterSize;
                file.Write(header.DataOffset + offset, data[..length]);
                for (long i = index; i < index + whole; i++)
                {
                    SetOwn(i);
                }

                return length;
            }

            int count = Math.Min(data.Length, header.ClusterSize - inside);
            ReadBelow(index * header.ClusterSize, cluster);
            data[..count].CopyTo(cluster.AsSpan(inside));
            file.Write(header.DataOffset + (index * header.ClusterSize), cluster);
            SetOwn(index);
            return count;
        }
    }

    private void SetOwn(long index)
    {
        ref byte bits = ref bitmap[index >> 3];
        Volatile.Write(ref bits, (byte)(bits | (1 << (int)(index & 7))));
        dirtyPages[(index >> 3) / OverlayHeader.Size] = true;
        anyDirty = true;
    }
}
