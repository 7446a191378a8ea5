using System.Runtime.InteropServices;

namespace Armillary.Backends.Net;

/// <summary>The part of libslirp's interface that <see cref="UserNetwork"/> uses (libslirp.h, version 4). Addresses are in network order.</summary>
internal static unsafe partial class Libslirp
{
    public const int SLIRP_POLL_IN = 1;
    public const int SLIRP_POLL_OUT = 2;
    public const int SLIRP_POLL_PRI = 4;
    public const int SLIRP_POLL_ERR = 8;
    public const int SLIRP_POLL_HUP = 16;

    private const string Library = "libslirp.so.0";

    [LibraryImport(Library, EntryPoint = "slirp_new")]
    public static partial nint New(Config* configuration, Callbacks* callbacks, void* opaque);

    [LibraryImport(Library, EntryPoint = "slirp_cleanup")]
    public static partial void Cleanup(nint slirp);

    [LibraryImport(Library, EntryPoint = "slirp_pollfds_fill")]
    public static partial void FillPoll(nint slirp, uint* timeout, delegate* unmanaged<int, int, void*, int> addPoll, void* opaque);

    [LibraryImport(Library, EntryPoint = "slirp_pollfds_poll")]
    public static partial void Poll(nint slirp, int selectError, delegate* unmanaged<int, void*, int> getEvents, void* opaque);

    [LibraryImport(Library, EntryPoint = "slirp_input")]
    public static partial void Input(nint slirp, byte* packet, int length);

    [LibraryImport(Library, EntryPoint = "slirp_add_hostfwd", SetLastError = true)]
    public static partial int AddHostForward(nint slirp, int udp, uint hostAddress, int hostPort, uint guestAddress, int guestPort);

    /// <summary>SlirpConfig, version 1.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct Config
    {
        public uint Version;
        public int Restricted;
        public byte InEnabled;
        public uint Network;
        public uint NetworkMask;
        public uint Host;
        public byte In6Enabled;
        public Address6 Prefix6;
        public byte PrefixLength6;
        public Address6 Host6;
        public byte* HostName;
        public byte* TftpServerName;
        public byte* TftpPath;
        public byte* BootFile;
        public uint DhcpStart;
        public uint NameServer;
        public Address6 NameServer6;
        public byte** DnsSearch;
        public byte* DomainName;
        public nuint Mtu;
        public nuint Mru;
        public byte DisableHostLoopback;
        public byte EnableEmulation;
    }

    /// <summary>struct in6_addr.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct Address6
    {
        public uint A;
        public uint B;
        public uint C;
        public uint D;
    }

    /// <summary>SlirpCb.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct Callbacks
    {
        public delegate* unmanaged<void*, nuint, void*, nint> SendPacket;
        public delegate* unmanaged<byte*, void*, void> GuestError;
        public delegate* unmanaged<void*, long> ClockGetNs;
        public delegate* unmanaged<delegate* unmanaged<void*, void>, void*, void*, void*> TimerNew;
        public delegate* unmanaged<void*, void*, void> TimerFree;
        public delegate* unmanaged<void*, long, void*, void> TimerMod;
        public delegate* unmanaged<int, void*, void> RegisterPollFd;
        public delegate* unmanaged<int, void*, void> UnregisterPollFd;
        public delegate* unmanaged<void*, void> Notify;
        public delegate* unmanaged<nint, void*, void> InitCompleted;
        public delegate* unmanaged<int, void*, void*, void*> TimerNewOpaque;
    }
}
