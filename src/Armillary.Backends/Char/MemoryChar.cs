using System.Text;

namespace Armillary.Backends.Char;

/// <summary>A serial line whose other end is the program itself: read what the guest prints, wait for it, type to the guest.</summary>
public sealed class MemoryChar : ICharBackend
{
    private const int StackSize = 256 * 1024;

    private readonly object gate = new();
    private readonly Queue<byte> typed = [];
    private readonly MemoryStream printed = new();
    private ICharFrontend? device;
    private Thread? typist;
    private bool mayType = true;
    private bool stopping;

    /// <summary>Everything that the guest printed until now, as UTF-8 text.</summary>
    public string Text
    {
        get
        {
            lock (gate)
            {
                return Encoding.UTF8.GetString(printed.GetBuffer(), 0, (int)printed.Length);
            }
        }
    }

    /// <summary>Everything that the guest printed until now.</summary>
    public byte[] ToArray()
    {
        lock (gate)
        {
            return printed.ToArray();
        }
    }

    /// <summary>Types text to the guest.</summary>
    public void Type(string text) => Type(Encoding.UTF8.GetBytes(text));

    /// <summary>Types bytes to the guest.</summary>
    public void Type(ReadOnlySpan<byte> bytes)
    {
        lock (gate)
        {
            foreach (byte value in bytes)
            {
                typed.Enqueue(value);
            }

            StartTypist();
            Monitor.PulseAll(gate);
        }
    }

    /// <summary>Waits until the guest has printed <paramref name="text"/>; false if it did not in time.</summary>
    public bool WaitFor(string text, TimeSpan timeout)
    {
        byte[] wanted = Encoding.UTF8.GetBytes(text);
        long deadline = Environment.TickCount64 + (long)timeout.TotalMilliseconds;
        int searched = 0;
        lock (gate)
        {
            while (true)
            {
                if (printed.GetBuffer().AsSpan(searched, (int)printed.Length - searched).IndexOf(wanted) >= 0)
                {
                    return true;
                }

                searched = Math.Max(0, (int)printed.Length - wanted.Length);
                long left = deadline - Environment.TickCount64;
                if (left <= 0 || stopping)
                {
                    return false;
                }

                Monitor.Wait(gate, (int)Math.Min(left, int.MaxValue));
            }
        }
    }

    /// <inheritdoc/>
    public void Attach(ICharFrontend device)
    {
        lock (gate)
        {
            this.device = device;
            StartTypist();
        }
    }

    /// <inheritdoc/>
    public int Write(ReadOnlySpan<byte> data)
    {
        lock (gate)
        {
            printed.Write(data);
            Monitor.PulseAll(gate);
            return data.Length;
        }
    }

    /// <inheritdoc/>
    public void InputReady()
    {
        lock (gate)
        {
            mayType = true;
            Monitor.PulseAll(gate);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Thread? running;
        lock (gate)
        {
            stopping = true;
            running = typist;
            Monitor.PulseAll(gate);
        }

        running?.Join();
    }

    private void StartTypist()
    {
        if (typist is null && device is not null && typed.Count > 0 && !stopping)
        {
            typist = new Thread(TypeLoop, StackSize) { IsBackground = true, Name = "memory-in" };
            typist.Start();
        }
    }

    private void TypeLoop()
    {
        while (true)
        {
            byte[] pending;
            lock (gate)
            {
                while ((typed.Count == 0 || !mayType) && !stopping)
                {
                    Monitor.Wait(gate);
                }

                if (stopping)
                {
                    return;
                }

                pending = [.. typed];
                mayType = false;
            }

            // Outside the lock: the device may call back, for example to echo.
            int taken = device!.Receive(pending);
            lock (gate)
            {
                mayType |= taken == pending.Length;
                for (int i = 0; i < taken; i++)
                {
                    typed.Dequeue();
                }
            }
        }
    }
}
