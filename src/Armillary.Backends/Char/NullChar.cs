namespace Armillary.Backends.Char;

/// <summary>A serial line that ends nowhere: output vanishes and nothing comes in.</summary>
public sealed class NullChar : ICharBackend
{
    /// <inheritdoc/>
    public void Attach(ICharFrontend device)
    {
    }

    /// <inheritdoc/>
    public int Write(ReadOnlySpan<byte> data) => data.Length;

    /// <inheritdoc/>
    public void InputReady()
    {
    }

    /// <inheritdoc/>
    public void Dispose()
    {
    }
}
