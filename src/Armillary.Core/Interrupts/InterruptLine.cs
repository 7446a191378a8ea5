namespace Armillary.Core.Interrupts;

/// <summary>What an interrupt line is wired to: an interrupt controller's input, or a vCPU.</summary>
public interface IInterruptSink
{
    /// <summary>The level of input <paramref name="input"/> changed. Called from any thread; must not block.</summary>
    void SetLevel(int input, bool level);
}

/// <summary>One wire from a device to an interrupt sink. Holds its level; tells the sink of changes only.</summary>
/// <param name="sink">What the wire ends in.</param>
/// <param name="input">Which of the sink's inputs.</param>
public sealed class InterruptLine(IInterruptSink sink, int input)
{
    private int level;

    /// <summary>The level the wire has now.</summary>
    public bool Level => Volatile.Read(ref level) != 0;

    /// <summary>Drives the wire. Callers serialise their own calls (a device calls under its lock).</summary>
    public void Set(bool value)
    {
        if (Interlocked.Exchange(ref level, value ? 1 : 0) != (value ? 1 : 0))
        {
            sink.SetLevel(input, value);
        }
    }
}
