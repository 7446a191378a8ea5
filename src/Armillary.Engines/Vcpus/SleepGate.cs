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
