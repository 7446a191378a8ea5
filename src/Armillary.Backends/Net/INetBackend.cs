namespace Armillary.Backends.Net;

/// <summary>The host's end of an Ethernet cable. Frames start at the destination address and carry no frame check sequence.</summary>
public interface INetBackend : IDisposable
{
    /// <summary>Connects the device at the guest's end. Called once, before any other member; frames may arrive at once.</summary>
    void Attach(INetFrontend device);

    /// <summary>Sends one frame towards the host. Frames may be dropped, as on any Ethernet. Does not wait for the network.</summary>
    void Send(ReadOnlySpan<byte> frame);
}

/// <summary>The device at the guest's end of an Ethernet cable. Called from the backend's threads.</summary>
public interface INetFrontend
{
    /// <summary>Delivers one frame. False: the device had no room and dropped it.</summary>
    bool Receive(ReadOnlySpan<byte> frame);
}
