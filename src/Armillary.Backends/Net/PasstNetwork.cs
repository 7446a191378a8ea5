using System.Buffers.Binary;
using System.ComponentModel;
using System.Diagnostics;
using System.Net.Sockets;

namespace Armillary.Backends.Net;

/// <summary>
/// A network through a passt process of its own, which translates the guest's frames to the host's sockets in its own
/// sandbox. The guest gets the host's address. Frames cross a Unix stream socket, each after its length (32 bits, big-endian).
/// </summary>
public sealed class PasstNetwork : INetBackend
{
    private const int MaximumFrame = 65_535 + 14;
    private const int LengthSize = 4;
    private static readonly TimeSpan StartTime = TimeSpan.FromSeconds(5);

    private readonly Process passt;
    private readonly Socket socket = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    private readonly Thread reader;
    private readonly string directory;
    private readonly byte[] outgoing = new byte[LengthSize + MaximumFrame];
    private INetFrontend? device;
    private volatile bool stopping;

    /// <summary>Starts passt and connects to it.</summary>
    /// <exception cref="IOException">passt is missing or does not start.</exception>
    public PasstNetwork()
    {
        directory = Directory.CreateTempSubdirectory("armillary-passt").FullName;

        if (OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess)
        {
            // passt gives up root, so the directory must be open to the user it becomes.
            File.SetUnixFileMode(directory, (UnixFileMode)0b111_111_111);
        }

        string path = Path.Combine(directory, "socket");
        try
        {
            passt = Process.Start(new ProcessStartInfo("passt", ["--foreground", "--one-off", "--quiet", "--socket", path]) { RedirectStandardError = true })!;
        }
        catch (Win32Exception e)
        {
            Directory.Delete(directory, recursive: true);
            throw new IOException("networking through passt needs it: install the package passt (apt-get install passt)", e);
        }

        socket.SendTimeout = 1000;
        reader = new Thread(Run) { IsBackground = true, Name = "passt" };
        Connect(path);
    }

    /// <inheritdoc/>
    public void Attach(INetFrontend device)
    {
        this.device = device;
        reader.Start();
    }

    /// <inheritdoc/>
    public void Send(ReadOnlySpan<byte> frame)
    {
        if (frame.Length > MaximumFrame)
        {
            return;
        }

        BinaryPrimitives.WriteInt32BigEndian(outgoing, frame.Length);
        frame.CopyTo(outgoing.AsSpan(LengthSize));
        ReadOnlySpan<byte> rest = outgoing.AsSpan(0, LengthSize + frame.Length);
        try
        {
            while (!rest.IsEmpty)
            {
                rest = rest[socket.Send(rest)..];
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // passt is gone: the cable is cut.
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (stopping)
        {
            return;
        }

        stopping = true;
        socket.Dispose();
        if (device is not null)
        {
            reader.Join();
        }

        Stop();
    }

    private void Connect(string path)
    {
        long start = Stopwatch.GetTimestamp();
        while (true)
        {
            try
            {
                socket.Connect(new UnixDomainSocketEndPoint(path));
                return;
            }
            catch (SocketException e)
            {
                if (passt.HasExited || Stopwatch.GetElapsedTime(start) > StartTime)
                {
                    string reason = passt.HasExited ? passt.StandardError.ReadToEnd().Trim().Split('\n')[^1] : e.Message;
                    Stop();
                    throw new IOException($"passt does not start: {reason}", e);
                }

                Thread.Sleep(1);
            }
        }
    }

    private void Stop()
    {
        try
        {
            passt.Kill();
            passt.WaitForExit();
        }
        catch (InvalidOperationException)
        {
            // It has ended by itself.
        }

        passt.Dispose();
        socket.Dispose();
        Directory.Delete(directory, recursive: true);
    }

    private void Run()
    {
        byte[] frame = new byte[MaximumFrame];
        while (ReadExactly(frame.AsSpan(0, LengthSize)))
        {
            uint length = BinaryPrimitives.ReadUInt32BigEndian(frame);
            if (length > MaximumFrame || !ReadExactly(frame.AsSpan(0, (int)length)))
            {
                return;
            }

            _ = device!.Receive(frame.AsSpan(0, (int)length));
        }
    }

    private bool ReadExactly(Span<byte> buffer)
    {
        try
        {
            while (!buffer.IsEmpty)
            {
                int count = socket.Receive(buffer);
                if (count == 0)
                {
                    return false;
                }

                buffer = buffer[count..];
            }

            return true;
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            return false;
        }
    }
}
