namespace Armillary.Backends.Char;

/// <summary>
/// The host's end of a serial line: bytes go out with <see cref="Write"/> and come in through the attached
/// <see cref="ICharFrontend"/>. Both directions have back-pressure and neither ever blocks the caller.
/// </summary>
public interface ICharBackend : IDisposable
{
    /// <summary>Connects the device at the guest's end. Called once, before any other member.</summary>
    void Attach(ICharFrontend device);

    /// <summary>
    /// Sends bytes towards the host. Returns how many of them were taken, from the first; after fewer than all,
    /// <see cref="ICharFrontend.OutputReady"/> follows when there is room again. Must not call the frontend.
    /// </summary>
    int Write(ReadOnlySpan<byte> data);

    /// <summary>
    /// The device has room again after an <see cref="ICharFrontend.Receive"/> that took less than all. The rest is
    /// delivered from the backend's own thread, never inside this call.
    /// </summary>
    void InputReady();
}

/// <summary>The device at the guest's end of a serial line. Called from the backend's threads.</summary>
public interface ICharFrontend
{
    /// <summary>Takes bytes that arrived from the host; returns how many fitted. After fewer than all, <see cref="ICharBackend.InputReady"/> follows when there is room.</summary>
    int Receive(ReadOnlySpan<byte> data);

    /// <summary>There is room again after a <see cref="ICharBackend.Write"/> that took less than all.</summary>
    void OutputReady();
}
