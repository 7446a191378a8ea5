using System.Text;
using Armillary.Backends.Char;

namespace Armillary.Machine;

/// <summary>
/// A serial console for programs: keeps what the guest printed, waits for a text in it, and types. For a machine's
/// <see cref="MachineConfig.Console"/>.
/// </summary>
/// <param name="copy">Gets every byte that the guest prints, as it comes; null: no one.</param>
public sealed class GuestConsole(Stream? copy = null) : ICharBackend
{
    /// <summary>How much of the output is kept, in bytes: the newest.</summary>
    public const int Capacity = 1 << 20;

    private readonly object gate = new();
    private readonly StringBuilder text = new();
    private readonly Queue<byte> typed = [];
    private ICharFrontend? device;
    private int searched;
    private bool delivering;

    /// <summary>What the guest printed so far, at most the newest <see cref="Capacity"/> bytes; each byte is one character (Latin-1).</summary>
    public string Text
    {
        get
        {
            lock (gate)
            {
                return text.ToString();
            }
        }
    }

    /// <summary>
    /// Waits until <paramref name="expected"/> has been printed after what the call before this one found. False: not within
    /// <paramref name="timeout"/>.
    /// </summary>
    public bool WaitFor(string expected, TimeSpan timeout)
    {
        ArgumentException.ThrowIfNullOrEmpty(expected);
        long end = Environment.TickCount64 + (long)timeout.TotalMilliseconds;
        lock (gate)
        {
            while (true)
            {
                int found = text.ToString(searched, text.Length - searched).IndexOf(expected, StringComparison.Ordinal);
                if (found >= 0)
                {
                    searched += found + expected.Length;
                    return true;
                }

                long left = end - Environment.TickCount64;
                if (left <= 0 || !Monitor.Wait(gate, (int)Math.Min(left, int.MaxValue)))
                {
                    return false;
                }
            }
        }
    }

    /// <summary>Types a text at the guest, as UTF-8. A line ends in <c>\n</c>.</summary>
    public void Type(string input)
    {
        lock (gate)
        {
            foreach (byte b in Encoding.UTF8.GetBytes(input))
            {
                typed.Enqueue(b);
            }
        }

        Deliver();
    }

    /// <inheritdoc/>
    void ICharBackend.Attach(ICharFrontend attached)
    {
        device = attached;
        Deliver();
    }

    /// <inheritdoc/>
    int ICharBackend.Write(ReadOnlySpan<byte> data)
    {
        copy?.Write(data);
        lock (gate)
        {
            text.Append(Encoding.Latin1.GetString(data));
            if (text.Length > Capacity)
            {
                int excess = text.Length - (Capacity / 2);
                text.Remove(0, excess);
                searched = Math.Max(0, searched - excess);
            }

            Monitor.PulseAll(gate);
        }

        return data.Length;
    }

    /// <inheritdoc/>
    void ICharBackend.InputReady() => ThreadPool.QueueUserWorkItem(_ => Deliver());

    /// <inheritdoc/>
    public void Dispose() => copy?.Flush();

    /// <summary>Hands over what is typed until the device has no more room; one thread at a time, so that the order stays.</summary>
    private void Deliver()
    {
        while (true)
        {
            byte[] bytes;
            lock (gate)
            {
                if (device is null || delivering || typed.Count == 0)
                {
                    return;
                }

                delivering = true;
                bytes = [.. typed];
            }

            int taken = device.Receive(bytes);
            lock (gate)
            {
                for (int i = 0; i < taken; i++)
                {
                    typed.Dequeue();
                }

                delivering = false;
                if (taken < bytes.Length)
                {
                    return;
                }
            }
        }
    }
}
