using System.Runtime.InteropServices;
using Armillary.Core.Host;

namespace Armillary.Backends.Host;

/// <summary>A file descriptor that a thread reads until it ends or until another thread says stop.</summary>
internal sealed unsafe class Descriptor : IDisposable
{
    private readonly int fd;
    private readonly bool owned;
    private readonly int wake;

    public Descriptor(int fd, bool owned)
    {
        this.fd = fd;
        this.owned = owned;
        wake = Libc.EventFd(0, Libc.EFD_CLOEXEC | Libc.EFD_NONBLOCK);
        if (wake < 0)
        {
            throw new IOException($"cannot create an event descriptor: {Libc.LastErrorMessage()}");
        }
    }

    /// <summary>Waits for bytes and reads them; 0 at the end of the file, after an error and after <see cref="Stop"/>.</summary>
    public int Read(Span<byte> buffer)
    {
        Libc.PollFd* polled = stackalloc Libc.PollFd[2];
        while (true)
        {
            polled[0] = new Libc.PollFd { Fd = fd, Events = Libc.POLLIN };
            polled[1] = new Libc.PollFd { Fd = wake, Events = Libc.POLLIN };

            // SAFETY: polled has two elements; they live until the call returns.
            int ready = Libc.Ppoll(polled, 2, null, null);
            if (ready < 0 && Marshal.GetLastPInvokeError() != Posix.EINTR)
            {
                return 0;
            }

            if (ready <= 0)
            {
                continue;
            }

            if (polled[1].Revents != 0)
            {
                return 0;
            }

            // SAFETY: the buffer is pinned for the call and its length is passed.
            fixed (byte* start = buffer)
            {
                nint count = Libc.Read(fd, start, (nuint)buffer.Length);
                if (count >= 0)
                {
                    return (int)count;
                }
            }

            if (Marshal.GetLastPInvokeError() is not (Posix.EINTR or Posix.EAGAIN))
            {
                return 0;
            }
        }
    }

    /// <summary>Writes all bytes, waiting for room. False: the other end is gone.</summary>
    public bool Write(ReadOnlySpan<byte> data)
    {
        while (!data.IsEmpty)
        {
            // SAFETY: the data is pinned for the call and its length is passed.
            fixed (byte* start = data)
            {
                nint count = Libc.Write(fd, start, (nuint)data.Length);
                if (count > 0)
                {
                    data = data[(int)count..];
                    continue;
                }
            }

            switch (Marshal.GetLastPInvokeError())
            {
                case Posix.EINTR:
                    break;
                case Posix.EAGAIN:
                    Libc.PollFd polled = new() { Fd = fd, Events = Posix.POLLOUT };
                    _ = Libc.Ppoll(&polled, 1, null, null);
                    break;
                default:
                    return false;
            }
        }

        return true;
    }

    /// <summary>Writes in one call, as a datagram; false if it was not taken whole.</summary>
    public bool TryWrite(ReadOnlySpan<byte> data)
    {
        // SAFETY: the data is pinned for the call and its length is passed.
        fixed (byte* start = data)
        {
            return Libc.Write(fd, start, (nuint)data.Length) == data.Length;
        }
    }

    /// <summary>Ends the present and every later <see cref="Read"/>.</summary>
    public void Stop()
    {
        ulong one = 1;
        _ = Libc.Write(wake, &one, sizeof(ulong));
    }

    public void Dispose()
    {
        Libc.Close(wake);
        if (owned)
        {
            Libc.Close(fd);
        }
    }
}
