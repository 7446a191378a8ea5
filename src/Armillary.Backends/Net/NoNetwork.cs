namespace Armillary.Backends.Net;

/// <summary>A cable that ends nowhere: frames vanish and none come in.</summary>
public sealed class NoNetwork : INetBackend
{
    /// <inheritdoc/>
    public void Attach(INetFrontend device)
    {
    }

    /// <inheritdoc/>
    public void Send(ReadOnlySpan<byte> frame)
    {
    }

    /// <inheritdoc/>
    public void Dispose()
    {
    }
}
