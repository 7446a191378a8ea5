using System.Buffers;
using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Armillary.Backends.Host;
using Armillary.Core.Host;

namespace Armillary.Backends.Net;

/// <summary>
/// A private network behind the host's own connections, without privileges: DHCP gives the guest 10.0.2.15, the gateway is
/// 10.0.2.2 and the name server 10.0.2.3. libslirp does the work; it is not thread-safe, so one thread makes every call
/// into it and frames from the guest are queued for that thread.
/// </summary>
public sealed unsafe class UserNetwork : INetBackend
{
    private const int MaximumQueued = 1024;
    private const int MaximumFrame = 65_535 + 14;
    private const int MaximumSleepMilliseconds = 1000;

    private readonly ConcurrentQueue<(byte[] Bytes, int Length)> outgoing = [];
    private readonly int wake;
    private readonly Thread thread;
    private readonly List<Libc.PollFd> polled = [];
    private readonly List<SlirpTimer> timers = [];
    private readonly GCHandle self;
    private readonly Libslirp.Callbacks* callbacks;
    private readonly nint slirp;
    private INetFrontend? device;
    private int queued;
    private int signalled;
    private volatile bool stopping;

    /// <summary>A network of its own, with ports of the host forwarded into it.</summary>
    /// <exception cref="IOException">libslirp is missing, or a port is taken.</exception>
    public UserNetwork(IReadOnlyList<PortForward>? forwards = null)
    {
        wake = Libc.EventFd(0, Libc.EFD_CLOEXEC | Libc.EFD_NONBLOCK);
        self = GCHandle.Alloc(this);

        // libslirp keeps the pointer, so the table lives as long as the instance.
        callbacks = (Libslirp.Callbacks*)NativeMemory.AllocZeroed((nuint)sizeof(Libslirp.Callbacks));
        FillCallbacks();
        try
        {
            slirp = Create();
        }
        catch (DllNotFoundException e)
        {
            Release();
            throw new IOException("user-mode networking needs libslirp: install the package libslirp0 (apt-get install libslirp0)", e);
        }

        foreach (PortForward forward in forwards ?? [])
        {
            Forward(forward);
        }

        thread = new Thread(Run) { IsBackground = true, Name = "user-net" };
    }

    /// <inheritdoc/>
    public void Attach(INetFrontend device)
    {
        this.device = device;
        thread.Start();
    }

    /// <inheritdoc/>
    public void Send(ReadOnlySpan<byte> frame)
    {
        if (frame.Length > MaximumFrame || Interlocked.Increment(ref queued) > MaximumQueued)
        {
            Interlocked.Decrement(ref queued);
            return;
        }

        byte[] copy = ArrayPool<byte>.Shared.Rent(frame.Length);
        frame.CopyTo(copy);
        outgoing.Enqueue((copy, frame.Length));
        Wake();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (stopping)
        {
            return;
        }

        stopping = true;
        Wake();
        if (device is not null)
        {
            thread.Join();
        }

        Libslirp.Cleanup(slirp);
        Release();
    }

    private static uint Address(string text) => BitConverter.ToUInt32(IPAddress.Parse(text).GetAddressBytes());

    private static UserNetwork From(void* opaque) => (UserNetwork)GCHandle.FromIntPtr((nint)opaque).Target!;

    private void Release()
    {
        NativeMemory.Free(callbacks);
        self.Free();
        Libc.Close(wake);
    }

    private nint Create()
    {
        Libslirp.Config configuration = new()
        {
            Version = 1,
            InEnabled = 1,
            Network = Address("10.0.2.0"),
            NetworkMask = Address("255.255.255.0"),
            Host = Address("10.0.2.2"),
            DhcpStart = Address("10.0.2.15"),
            NameServer = Address("10.0.2.3"),
        };

        // SAFETY: libslirp copies the configuration; the callbacks and the handle live until slirp_cleanup.
        return Libslirp.New(&configuration, callbacks, (void*)GCHandle.ToIntPtr(self));
    }

    private void Forward(PortForward forward)
    {
        uint host = BitConverter.ToUInt32(forward.HostAddress.GetAddressBytes());
        if (Libslirp.AddHostForward(slirp, forward.Udp ? 1 : 0, host, forward.HostPort, Address("10.0.2.15"), forward.GuestPort) != 0)
        {
            string reason = Libc.LastErrorMessage();
            Libslirp.Cleanup(slirp);
            Release();
            throw new IOException($"cannot listen on port {forward.HostPort} of {forward.HostAddress}: {reason}");
        }
    }

    private void Wake()
    {
        // One signal is enough until the thread has seen it.
        if (Interlocked.Exchange(ref signalled, 1) == 0)
        {
            ulong one = 1;
            _ = Libc.Write(wake, &one, sizeof(ulong));
        }
    }

    private void Run()
    {
        while (!stopping)
        {
            polled.Clear();
            polled.Add(new Libc.PollFd { Fd = wake, Events = Libc.POLLIN });
            uint timeout = NextTimeout();

            // SAFETY: every call into libslirp is made by this thread with its own handle.
            Libslirp.FillPoll(slirp, &timeout, &AddPoll, (void*)GCHandle.ToIntPtr(self));
            int ready = Wait(timeout);
            if (polled[0].Revents != 0)
            {
                ulong count;
                _ = Libc.Read(wake, &count, sizeof(ulong));
            }

            Volatile.Write(ref signalled, 0);
            Interlocked.MemoryBarrier();
            Libslirp.Poll(slirp, ready < 0 ? 1 : 0, &GetEvents, (void*)GCHandle.ToIntPtr(self));
            RunTimers();
            SendQueued();
        }
    }

    private int Wait(uint timeoutMilliseconds)
    {
        long milliseconds = Math.Min(timeoutMilliseconds, int.MaxValue);
        Libc.TimeSpec timeout = new() { Seconds = milliseconds / 1000, Nanoseconds = milliseconds % 1000 * 1_000_000 };
        Span<Libc.PollFd> descriptors = CollectionsMarshal.AsSpan(polled);

        // SAFETY: the list is pinned for the call and its length is passed; nothing changes it meanwhile.
        fixed (Libc.PollFd* first = descriptors)
        {
            return Libc.Ppoll(first, (nuint)descriptors.Length, timeoutMilliseconds == uint.MaxValue ? null : &timeout, null);
        }
    }

    private void SendQueued()
    {
        while (outgoing.TryDequeue(out (byte[] Bytes, int Length) frame))
        {
            Interlocked.Decrement(ref queued);

            // SAFETY: the frame is pinned for the call; libslirp copies it.
            fixed (byte* bytes = frame.Bytes)
            {
                Libslirp.Input(slirp, bytes, frame.Length);
            }

            ArrayPool<byte>.Shared.Return(frame.Bytes);
        }
    }

    private uint NextTimeout()
    {
        long next = timers.Count == 0 ? long.MaxValue : timers.Min(t => t.Deadline);
        if (next == long.MaxValue)
        {
            return uint.MaxValue;
        }

        return (uint)Math.Clamp(next - (Now() / 1_000_000), 0, MaximumSleepMilliseconds);
    }

    private void RunTimers()
    {
        long now = Now() / 1_000_000;
        foreach (SlirpTimer timer in timers.Where(t => t.Deadline <= now).ToArray())
        {
            timer.Deadline = long.MaxValue;
            ((delegate* unmanaged<void*, void>)timer.Callback)((void*)timer.Opaque);
        }
    }

    /// <summary>libslirp's own protocol timers follow the host's time: its peers on the Internet do.</summary>
    private static long Now() => (long)(Stopwatch.GetElapsedTime(0).TotalMilliseconds * 1e6);

    private void FillCallbacks()
    {
        callbacks->SendPacket = &SendPacket;
        callbacks->GuestError = &GuestError;
        callbacks->ClockGetNs = &ClockGetNs;
        callbacks->TimerNew = &TimerNew;
        callbacks->TimerFree = &TimerFree;
        callbacks->TimerMod = &TimerMod;
        callbacks->RegisterPollFd = &IgnoreDescriptor;
        callbacks->UnregisterPollFd = &IgnoreDescriptor;
        callbacks->Notify = &NothingToNotify;
    }

    private sealed class SlirpTimer(nint callback, nint opaque)
    {
        public nint Callback { get; } = callback;

        public nint Opaque { get; } = opaque;

        public GCHandle Handle { get; set; }

        /// <summary>In milliseconds of <see cref="Now"/>.</summary>
        public long Deadline { get; set; } = long.MaxValue;
    }

    // The callbacks: all run on the network's thread, inside one of its calls into libslirp.
#pragma warning disable IDE0060 // Their parameters are libslirp's.
    [UnmanagedCallersOnly]
    private static nint SendPacket(void* buffer, nuint length, void* opaque)
    {
        // SAFETY: libslirp passes a frame of that length, valid during the call.
        _ = From(opaque).device?.Receive(new ReadOnlySpan<byte>(buffer, (int)length));
        return (nint)length;
    }

    [UnmanagedCallersOnly]
    private static void GuestError(byte* message, void* opaque)
    {
    }

    [UnmanagedCallersOnly]
    private static long ClockGetNs(void* opaque) => Now();

    [UnmanagedCallersOnly]
    private static void* TimerNew(delegate* unmanaged<void*, void> callback, void* callbackOpaque, void* opaque)
    {
        SlirpTimer timer = new((nint)callback, (nint)callbackOpaque);
        timer.Handle = GCHandle.Alloc(timer);
        From(opaque).timers.Add(timer);
        return (void*)GCHandle.ToIntPtr(timer.Handle);
    }

    [UnmanagedCallersOnly]
    private static void TimerFree(void* timer, void* opaque)
    {
        GCHandle handle = GCHandle.FromIntPtr((nint)timer);
        From(opaque).timers.Remove((SlirpTimer)handle.Target!);
        handle.Free();
    }

    [UnmanagedCallersOnly]
    private static void TimerMod(void* timer, long expireTime, void* opaque)
        => ((SlirpTimer)GCHandle.FromIntPtr((nint)timer).Target!).Deadline = expireTime;

    [UnmanagedCallersOnly]
    private static void IgnoreDescriptor(int fd, void* opaque)
    {
    }

    [UnmanagedCallersOnly]
    private static void NothingToNotify(void* opaque)
    {
    }

    [UnmanagedCallersOnly]
    private static int AddPoll(int fd, int events, void* opaque)
    {
        List<Libc.PollFd> polled = From(opaque).polled;
        short wanted = 0;
        wanted |= (events & Libslirp.SLIRP_POLL_IN) != 0 ? Libc.POLLIN : (short)0;
        wanted |= (events & Libslirp.SLIRP_POLL_OUT) != 0 ? Posix.POLLOUT : (short)0;
        wanted |= (events & Libslirp.SLIRP_POLL_PRI) != 0 ? Posix.POLLPRI : (short)0;
        polled.Add(new Libc.PollFd { Fd = fd, Events = wanted });
        return polled.Count - 1;
    }

    [UnmanagedCallersOnly]
    private static int GetEvents(int index, void* opaque)
    {
        List<Libc.PollFd> polled = From(opaque).polled;
        if ((uint)index >= (uint)polled.Count)
        {
            return 0;
        }

        short happened = polled[index].Revents;
        int events = 0;
        events |= (happened & Libc.POLLIN) != 0 ? Libslirp.SLIRP_POLL_IN : 0;
        events |= (happened & Posix.POLLOUT) != 0 ? Libslirp.SLIRP_POLL_OUT : 0;
        events |= (happened & Posix.POLLPRI) != 0 ? Libslirp.SLIRP_POLL_PRI : 0;
        events |= (happened & Posix.POLLERR) != 0 ? Libslirp.SLIRP_POLL_ERR : 0;
        events |= (happened & Posix.POLLHUP) != 0 ? Libslirp.SLIRP_POLL_HUP : 0;
        return events;
    }
#pragma warning restore IDE0060
}
