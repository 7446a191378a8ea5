using System.Text;
using Armillary.Backends.Host;
using Armillary.Core.Host;

namespace Armillary.Backends.Net;

/// <summary>A TAP interface of the host, which must exist already or which the process is allowed to make.</summary>
public sealed unsafe class TapNetwork : INetBackend
{
    private const int MaximumFrame = 65_535 + 14;

    private readonly Descriptor tap;
    private readonly Thread reader;
    private INetFrontend? device;
    private bool disposed;

    /// <summary>Attaches to the interface.</summary>
    /// <param name="name">Its name, at most 15 bytes.</param>
    /// <exception cref="IOException">It cannot be attached to.</exception>
    public TapNetwork(string name)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(name);
        if (bytes.Length is 0 or > 15)
        {
            throw new IOException($"{name}: the name of a TAP interface has 1 to 15 bytes");
        }

        int fd = Posix.Open("/dev/net/tun", Posix.O_RDWR | Posix.O_CLOEXEC | Posix.O_NONBLOCK, 0);
        if (fd < 0)
        {
            throw new IOException($"{name}: cannot open /dev/net/tun: {Libc.LastErrorMessage()}");
        }

        Posix.InterfaceRequest request = new() { Flags = Posix.IFF_TAP | Posix.IFF_NO_PI };

        // SAFETY: the name was checked to fit with its terminator; the structure is zeroed and as long as struct ifreq.
        bytes.CopyTo(new Span<byte>(request.Name, 16));
        if (Posix.Ioctl(fd, Posix.TUNSETIFF, &request) != 0)
        {
            string reason = Libc.LastErrorMessage();
            _ = Libc.Close(fd);
            throw new IOException($"{name}: cannot attach to the TAP interface: {reason}");
        }

        tap = new Descriptor(fd, owned: true);
        reader = new Thread(Run) { IsBackground = true, Name = "tap" };
    }

    /// <inheritdoc/>
    public void Attach(INetFrontend device)
    {
        this.device = device;
        reader.Start();
    }

    /// <summary>A full queue of the interface drops the frame.</summary>
    public void Send(ReadOnlySpan<byte> frame) => tap.TryWrite(frame);

    /// <inheritdoc/>
    public void Dispose()
    {
        if (disposed)
        {
            return;
        }

        disposed = true;
        tap.Stop();
        if (device is not null)
        {
            reader.Join();
        }

        tap.Dispose();
    }

    private void Run()
    {
        byte[] frame = new byte[MaximumFrame];
        int count;
        while ((count = tap.Read(frame)) > 0)
        {
            _ = device!.Receive(frame.AsSpan(0, count));
        }
    }
}
