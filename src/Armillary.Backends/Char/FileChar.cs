namespace Armillary.Backends.Char;

/// <summary>Writes what the guest prints to a file; nothing comes in.</summary>
public sealed class FileChar : CharBackend
{
    private readonly FileStream file;

    /// <summary>Creates or empties the file at <paramref name="path"/>.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public FileChar(string path)
        : base("file")
        => file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.Read, bufferSize: 0);

    /// <inheritdoc/>
    protected override void WriteToHost(ReadOnlySpan<byte> data)
    {
        try
        {
            file.Write(data);
        }
        catch (IOException)
        {
            // A full disk loses the log, not the guest.
        }
    }

    /// <inheritdoc/>
    protected override void ReadLoop()
    {
    }

    /// <inheritdoc/>
    protected override void StopReading()
    {
    }

    /// <inheritdoc/>
    protected override void Close() => file.Dispose();
}
