namespace Armillary.Machine.Boot;

/// <summary>A file that the user named: every failure to read it is a <see cref="ConfigurationException"/> that names it.</summary>
/// <param name="Kind">What it is for, as the message says it: <c>kernel</c>, <c>initrd</c>.</param>
/// <param name="Path">Where it lies.</param>
internal readonly record struct HostFile(string Kind, string Path)
{
    /// <summary>Opens it for reading.</summary>
    public FileStream Open()
    {
        if (Directory.Exists(Path))
        {
            throw Wrong("is a directory, not a file");
        }

        try
        {
            var stream = new FileStream(Path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1);
            if (!stream.CanSeek)
            {
                stream.Dispose();
                throw Wrong("is a pipe or a device, not a file");
            }

            return stream;
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw Wrong("does not exist", e);
        }
        catch (UnauthorizedAccessException e)
        {
            throw Wrong("may not be read (permission denied)", e);
        }
        catch (Exception e) when (e is IOException or ArgumentException or NotSupportedException)
        {
            throw Wrong($"cannot be opened: {e.Message}", e);
        }
    }

    /// <summary>All its bytes, at most <paramref name="limit"/>.</summary>
    public byte[] ReadAll(long limit)
    {
        using FileStream stream = Open();
        limit = Math.Min(limit, Array.MaxLength);
        if (stream.Length > limit)
        {
            throw Wrong($"has {stream.Length} bytes, more than the {limit} that fit");
        }

        var bytes = new byte[stream.Length];
        Read(stream, bytes);
        return bytes;
    }

    /// <summary>Fills <paramref name="buffer"/> from the stream's position.</summary>
    public void Read(Stream stream, Span<byte> buffer)
    {
        try
        {
            stream.ReadExactly(buffer);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Wrong($"cannot be read: {e.Message}", e);
        }
    }

    /// <summary>The message for something wrong with it: kind, path, and what.</summary>
    public ConfigurationException Wrong(string what, Exception? cause = null)
        => cause is null ? new($"{Kind} '{Path}' {what}") : new($"{Kind} '{Path}' {what}", cause);
}
