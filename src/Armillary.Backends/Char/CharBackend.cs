namespace Armillary.Backends.Char;

/// <summary>
/// What the character back ends that end in a host stream share: a bounded buffer and a thread for each direction, so that
/// a slow host never holds up a vCPU. Output waits a moment for more, since guests print in small pieces.
/// </summary>
public abstract class CharBackend : ICharBackend
{
    private const int OutputCapacity = 64 * 1024;
    private const int CoalesceMilliseconds = 1;
    private const int StackSize = 256 * 1024;

    private readonly object gate = new();
    private readonly Thread writer;
    private ICharFrontend? device;
    private byte[] filling = new byte[OutputCapacity];
    private byte[] draining = new byte[OutputCapacity];
    private int filled;
    private bool outputHeldBack;
    private bool inputHasRoom;
    private bool stopping;

    /// <summary>A back end whose threads start when a device is attached.</summary>
    protected CharBackend(string name)
    {
        writer = new Thread(WriteLoop, StackSize) { IsBackground = true, Name = name + "-out" };
        Reader = new Thread(ReadLoop, StackSize) { IsBackground = true, Name = name + "-in" };
    }

    /// <summary>The thread that runs <see cref="ReadLoop"/>.</summary>
    private protected Thread Reader { get; }

    /// <summary>Whether <see cref="Dispose()"/> was called.</summary>
    protected bool Stopping => Volatile.Read(ref stopping);

    /// <inheritdoc/>
    public void Attach(ICharFrontend device)
    {
        if (this.device is not null)
        {
            throw new InvalidOperationException("a serial line has one device");
        }

        this.device = device;
        writer.Start();
        Reader.Start();
    }

    /// <inheritdoc/>
    public int Write(ReadOnlySpan<byte> data)
    {
        lock (gate)
        {
            int taken = Math.Min(data.Length, OutputCapacity - filled);
            data[..taken].CopyTo(filling.AsSpan(filled));
            if (filled == 0 && taken > 0)
            {
                Monitor.PulseAll(gate);
            }

            filled += taken;
            outputHeldBack |= taken < data.Length;
            return taken;
        }
    }

    /// <inheritdoc/>
    public void InputReady()
    {
        lock (gate)
        {
            inputHasRoom = true;
            Monitor.PulseAll(gate);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (gate)
        {
            if (stopping)
            {
                return;
            }

            stopping = true;
            Monitor.PulseAll(gate);
        }

        if (device is not null)
        {
            // What the guest printed last is written; a host that takes nothing does not hold up the exit for ever.
            writer.Join(TimeSpan.FromSeconds(5));
            StopReading();
            if (Thread.CurrentThread != Reader)
            {
                Reader.Join(TimeSpan.FromSeconds(1));
            }
        }

        Close();
        GC.SuppressFinalize(this);
    }

    /// <summary>Writes bytes to the host. Runs on the writer's thread and may block.</summary>
    protected abstract void WriteToHost(ReadOnlySpan<byte> data);

    /// <summary>Reads from the host and calls <see cref="Deliver"/> until <see cref="StopReading"/>. Runs on the reader's thread.</summary>
    protected abstract void ReadLoop();

    /// <summary>Makes <see cref="ReadLoop"/> return.</summary>
    protected abstract void StopReading();

    /// <summary>Releases the host's resources. The threads have ended.</summary>
    protected abstract void Close();

    /// <summary>Gives bytes to the device, waiting while it has no room.</summary>
    protected void Deliver(ReadOnlySpan<byte> data)
    {
        while (!data.IsEmpty && !Stopping)
        {
            data = data[device!.Receive(data)..];
            if (data.IsEmpty)
            {
                return;
            }

            lock (gate)
            {
                while (!inputHasRoom && !stopping)
                {
                    Monitor.Wait(gate);
                }

                inputHasRoom = false;
            }
        }
    }

    private void WriteLoop()
    {
        while (true)
        {
            int count;
            bool tellDevice;
            lock (gate)
            {
                while (filled == 0 && !stopping)
                {
                    Monitor.Wait(gate);
                }

                if (filled == 0)
                {
                    return;
                }

                if (filled < OutputCapacity / 2 && !stopping)
                {
                    Monitor.Wait(gate, CoalesceMilliseconds);
                }

                (filling, draining) = (draining, filling);
                count = filled;
                filled = 0;
                tellDevice = outputHeldBack;
                outputHeldBack = false;
            }

            WriteToHost(draining.AsSpan(0, count));
            if (tellDevice)
            {
                device!.OutputReady();
            }
        }
    }
}
