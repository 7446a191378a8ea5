using System.Net.Sockets;

namespace Armillary.Backends.Char;

/// <summary>
/// A Unix stream socket on which one client at a time is the other end of the line. What the guest prints while there is no
/// client is lost, as on an unplugged cable.
/// </summary>
public sealed class UnixSocketChar : CharBackend
{
    private readonly string path;
    private readonly Socket listener = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    private volatile Socket? client;

    /// <summary>Listens at <paramref name="path"/>, replacing a socket that no one listens on any more.</summary>
    /// <exception cref="IOException">The socket cannot be created, or another process uses it.</exception>
    public UnixSocketChar(string path)
        : base("unix")
    {
        this.path = path;
        try
        {
            RemoveStale(path);
            listener.Bind(new UnixDomainSocketEndPoint(path));
            listener.Listen(1);
        }
        catch (SocketException e)
        {
            listener.Dispose();
            throw new IOException($"cannot listen on {path}: {e.Message}", e);
        }
    }

    /// <inheritdoc/>
    protected override void WriteToHost(ReadOnlySpan<byte> data)
    {
        try
        {
            while (client is { } connected && !data.IsEmpty)
            {
                data = data[connected.Send(data)..];
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // The client left; the reader's thread notices, too.
        }
    }

    /// <inheritdoc/>
    protected override void ReadLoop()
    {
        byte[] buffer = new byte[4096];
        try
        {
            while (!Stopping)
            {
                using Socket connected = listener.Accept();
                client = connected;
                Serve(connected, buffer);
                client = null;
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // The listener was closed.
        }
    }

    /// <inheritdoc/>
    protected override void StopReading()
    {
        listener.Dispose();
        client?.Dispose();
    }

    /// <inheritdoc/>
    protected override void Close()
    {
        listener.Dispose();
        File.Delete(path);
    }

    private static void RemoveStale(string path)
    {
        if (!File.Exists(path))
        {
            return;
        }

        using Socket probe = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            probe.Connect(new UnixDomainSocketEndPoint(path));
        }
        catch (SocketException e) when (e.SocketErrorCode == SocketError.ConnectionRefused)
        {
            File.Delete(path);
            return;
        }

        throw new IOException($"cannot listen on {path}: another process does");
    }

    private void Serve(Socket connected, byte[] buffer)
    {
        try
        {
            int count;
            while ((count = connected.Receive(buffer)) > 0)
            {
                Deliver(buffer.AsSpan(0, count));
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // The client left.
        }
    }
}
