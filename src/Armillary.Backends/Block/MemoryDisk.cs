namespace Armillary.Backends.Block;

/// <summary>A disk in the program's own memory, gone when the program ends.</summary>
public sealed class MemoryDisk : IBlockBackend
{
    private readonly byte[] bytes;

    /// <summary>A disk of zeroes. <paramref name="length"/> is a multiple of 512.</summary>
    public MemoryDisk(int length)
        : this(new byte[length])
    {
    }

    /// <summary>A disk whose contents are <paramref name="bytes"/>, a multiple of 512 of them; writes change that array.</summary>
    public MemoryDisk(byte[] bytes, bool readOnly = false)
    {
        ArgumentNullException.ThrowIfNull(bytes);
        ArgumentOutOfRangeException.ThrowIfNotEqual(bytes.Length % 512, 0);
        this.bytes = bytes;
        ReadOnly = readOnly;
    }

    /// <inheritdoc/>
    public long Length => bytes.Length;

    /// <inheritdoc/>
    public bool ReadOnly { get; }

    /// <inheritdoc/>
    public void Read(long offset, Span<byte> buffer) => bytes.AsSpan((int)offset, buffer.Length).CopyTo(buffer);

    /// <inheritdoc/>
    public void Write(long offset, ReadOnlySpan<byte> data) => data.CopyTo(bytes.AsSpan((int)offset));

    /// <inheritdoc/>
    public void Flush()
    {
    }

    /// <inheritdoc/>
    public void WriteZeroes(long offset, long length, bool mayUnmap) => bytes.AsSpan((int)offset, (int)length).Clear();

    /// <inheritdoc/>
    public void Discard(long offset, long length) => WriteZeroes(offset, length, mayUnmap: true);

    /// <inheritdoc/>
    public void Dispose()
    {
    }
}
