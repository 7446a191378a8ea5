namespace Armillary.Backends.Block;

/// <summary>A disk whose bytes are those of a host file or block device. A size that is no multiple of 512 is filled up with zeroes.</summary>
public sealed class RawDisk : IBlockBackend
{
    private readonly HostFile file;

    /// <summary>Opens the file at <paramref name="path"/>.</summary>
    /// <exception cref="IOException">It does not exist, cannot be opened, or another process uses it.</exception>
    public RawDisk(string path, bool readOnly = false)
    {
        file = new HostFile(path, FileMode.Open, readOnly);
        ReadOnly = readOnly;
        Length = (file.Length + 511) & ~511L;
    }

    /// <inheritdoc/>
    public long Length { get; }

    /// <inheritdoc/>
    public bool ReadOnly { get; }

    /// <summary>Creates a file of <paramref name="length"/> zero bytes that take no space yet.</summary>
    /// <exception cref="IOException">It exists already, or cannot be created.</exception>
    public static RawDisk Create(string path, long length)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(length);
        using (HostFile created = new(path, FileMode.CreateNew, readOnly: false))
        {
            created.SetLength(length);
        }

        return new RawDisk(path);
    }

    /// <inheritdoc/>
    public void Read(long offset, Span<byte> buffer) => file.Read(offset, buffer);

    /// <inheritdoc/>
    public void Write(long offset, ReadOnlySpan<byte> data) => file.Write(offset, data);

    /// <inheritdoc/>
    public void Flush() => file.Flush();

    /// <inheritdoc/>
    public void WriteZeroes(long offset, long length, bool mayUnmap)
    {
        if (!mayUnmap || !file.TryPunchHole(offset, length))
        {
            file.WriteZeroes(offset, length);
        }
    }

    /// <inheritdoc/>
    public void Discard(long offset, long length) => file.TryPunchHole(offset, length);

    /// <inheritdoc/>
    public void Dispose() => file.Dispose();
}
