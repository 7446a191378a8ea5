namespace Armillary.Engines.Vcpus;

/// <summary>Where a vCPU's thread sleeps. A wake that comes first is remembered, so none is lost.</summary>
internal sealed class SleepGate
{
    private readonly object gate = new();
    private bool awake;

    /// <summary>Wakes the sleeper, or makes the next sleep end at once.</summary>
    public void Wake()
    {
        lock (gate)
        {
            awake = true;
            Monitor.Pulse(gate);
        }
    }

    /// <summary>Forgets a wake that came first: the sleeper has seen what it was for, or will look again before it sleeps.</summary>
    public void Forget()
    {
        lock (gate)
        {
            awake = false;
        }
    }

    /// <summary>Sleeps until <see cref="Wake"/> or for at most <paramref name="milliseconds"/> (-1: no limit).</summary>
    public void Sleep(int milliseconds)
    {
        lock (gate)
        {
            if (!awake)
            {
                Monitor.Wait(gate, milliseconds);
            }

            awake = false;
        }
    }
}
