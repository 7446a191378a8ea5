namespace Armillary.Backends.Block;

/// <summary>
/// A disk: an array of bytes of fixed length that several threads may access at once. A failed operation throws
/// <see cref="IOException"/> (host disk full, medium error), which a device turns into an I/O error for its guest.
/// Callers stay within [0, <see cref="Length"/>).
/// </summary>
public interface IBlockBackend : IDisposable
{
    /// <summary>The size in bytes, a multiple of 512.</summary>
    long Length { get; }

    /// <summary>Whether writes, discards and write-zeroes are refused.</summary>
    bool ReadOnly { get; }

    /// <summary>Reads all of <paramref name="buffer"/> from <paramref name="offset"/>.</summary>
    void Read(long offset, Span<byte> buffer);

    /// <summary>Writes all of <paramref name="data"/> at <paramref name="offset"/>. Durable after the next <see cref="Flush"/>.</summary>
    void Write(long offset, ReadOnlySpan<byte> data);

    /// <summary>Returns when every write that completed before the call survives a crash of the host.</summary>
    void Flush();

    /// <summary>Makes the range read as zeroes; <paramref name="mayUnmap"/> allows the host to free its space.</summary>
    void WriteZeroes(long offset, long length, bool mayUnmap);

    /// <summary>Tells that the guest needs the range's contents no more. May do nothing.</summary>
    void Discard(long offset, long length);
}
