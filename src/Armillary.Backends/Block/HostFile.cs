using Armillary.Backends.Host;
using Armillary.Core.Host;
using Microsoft.Win32.SafeHandles;

namespace Armillary.Backends.Block;

/// <summary>
/// A file or block device of the host, opened so that no two writers share it: a writer locks it against everyone, a
/// reader against writers (advisory, flock).
/// </summary>
internal sealed class HostFile : IDisposable
{
    private static readonly byte[] Zeroes = new byte[64 * 1024];

    private readonly SafeFileHandle handle;

    public HostFile(string path, FileMode mode, bool readOnly)
    {
        try
        {
            handle = File.OpenHandle(path, mode, readOnly ? FileAccess.Read : FileAccess.ReadWrite, readOnly ? FileShare.Read : FileShare.None);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new IOException(e.Message, e);
        }

        // Seeking tells the size of block devices, too, which have no length.
        Length = Posix.Seek((int)handle.DangerousGetHandle(), 0, Posix.SEEK_END);
        if (Length < 0)
        {
            handle.Dispose();
            throw new IOException($"{path}: cannot tell its size: {Libc.LastErrorMessage()}");
        }
    }

    /// <summary>The size in bytes when it was opened.</summary>
    public long Length { get; }

    public void SetLength(long length) => RandomAccess.SetLength(handle, length);

    /// <summary>Reads; bytes past the end of the file are zero.</summary>
    public void Read(long offset, Span<byte> buffer)
    {
        while (!buffer.IsEmpty)
        {
            int count = RandomAccess.Read(handle, buffer, offset);
            if (count == 0)
            {
                buffer.Clear();
                return;
            }

            buffer = buffer[count..];
            offset += count;
        }
    }

    public void Write(long offset, ReadOnlySpan<byte> data) => RandomAccess.Write(handle, data, offset);

    public void Flush() => RandomAccess.FlushToDisk(handle);

    /// <summary>Frees the range's space; it reads as zeroes. False where the file system cannot.</summary>
    public bool TryPunchHole(long offset, long length)
        => length == 0 || Posix.Fallocate((int)handle.DangerousGetHandle(), Posix.FALLOC_FL_PUNCH_HOLE | Posix.FALLOC_FL_KEEP_SIZE, offset, length) == 0;

    public void WriteZeroes(long offset, long length)
    {
        while (length > 0)
        {
            int count = (int)Math.Min(length, Zeroes.Length);
            Write(offset, Zeroes.AsSpan(0, count));
            offset += count;
            length -= count;
        }
    }

    public void Dispose() => handle.Dispose();
}
