using System.Net;

namespace Armillary.Backends.Net;

/// <summary>A port of the host that leads into the guest.</summary>
/// <param name="HostAddress">Where the host listens, an IPv4 address.</param>
/// <param name="HostPort">The host's port.</param>
/// <param name="GuestPort">The guest's port.</param>
/// <param name="Udp">UDP instead of TCP.</param>
public sealed record PortForward(IPAddress HostAddress, ushort HostPort, ushort GuestPort, bool Udp = false);
