using Armillary.Backends.Char;

namespace Armillary.Machine.Boards;

/// <summary>A serial line that ends nowhere: takes everything, sends nothing.</summary>
internal sealed class NullCharBackend : ICharBackend
{
    public void Attach(ICharFrontend device)
    {
    }

    public int Write(ReadOnlySpan<byte> data) => data.Length;

    public void InputReady()
    {
    }

    public void Dispose()
    {
    }
}
