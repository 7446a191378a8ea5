using Armillary.Backends.Host;

namespace Armillary.Backends.Char;

/// <summary>
/// The process's standard input and output. Where input is a terminal it is raw while this object lives, so that every
/// key reaches the guest, and Ctrl-A starts a command: X quits, H helps, Ctrl-A sends itself. Otherwise bytes pass as they are.
/// </summary>
public sealed class StdioChar : CharBackend
{
    private const byte Escape = 1;

    private readonly Descriptor input = new(0, owned: false);
    private readonly Descriptor output = new(1, owned: false);
    private readonly RawTerminal? terminal;
    private readonly Action quit;
    private bool escaped;

    /// <summary>Takes over standard input and output.</summary>
    /// <param name="quit">Called when the user asks to quit, on the reader's thread.</param>
    public StdioChar(Action quit)
        : base("stdio")
    {
        this.quit = quit;
        terminal = RawTerminal.IsTerminal(0) ? new RawTerminal(0) : null;
    }

    /// <summary>Whether input is a terminal, and so takes Ctrl-A commands.</summary>
    public bool IsTerminal => terminal is not null;

    /// <inheritdoc/>
    protected override void WriteToHost(ReadOnlySpan<byte> data) => output.Write(data);

    /// <inheritdoc/>
    protected override void ReadLoop()
    {
        byte[] buffer = new byte[4096];
        byte[] forGuest = new byte[4096];
        int count;
        while ((count = input.Read(buffer)) > 0)
        {
            if (terminal is null)
            {
                Deliver(buffer.AsSpan(0, count));
            }
            else
            {
                Deliver(forGuest.AsSpan(0, Filter(buffer.AsSpan(0, count), forGuest)));
            }
        }
    }

    /// <inheritdoc/>
    protected override void StopReading() => input.Stop();

    /// <inheritdoc/>
    protected override void Close()
    {
        terminal?.Dispose();
        input.Dispose();
        output.Dispose();
    }

    /// <summary>Takes Ctrl-A commands out of what was typed; returns how much is left for the guest.</summary>
    private int Filter(ReadOnlySpan<byte> typed, Span<byte> forGuest)
    {
        int length = 0;
        foreach (byte key in typed)
        {
            if (!escaped)
            {
                escaped = key == Escape;
                if (!escaped)
                {
                    forGuest[length++] = key;
                }

                continue;
            }

            escaped = false;
            switch (key)
            {
                case (byte)'x' or (byte)'X':
                    quit();
                    break;
                case (byte)'h' or (byte)'H' or (byte)'?':
                    output.Write("\r\nCtrl-A X  quit\r\nCtrl-A H  this help\r\nCtrl-A Ctrl-A  send Ctrl-A to the guest\r\n"u8);
                    break;
                case Escape or (byte)'a':
                    forGuest[length++] = Escape;
                    break;
                default:
                    break;
            }
        }

        return length;
    }
}
