namespace Armillary.Devices.Virtio;

/// <summary>
/// Threads that serve a device's requests. <see cref="Wake"/> is remembered while all are busy, so that no request is
/// left behind; each thread calls <c>serve</c> until it reports that nothing is left.
/// </summary>
internal sealed class DeviceWorker : IDisposable
{
    private const int StackSize = 256 * 1024;

    private readonly object gate = new();
    private readonly Func<bool> serve;
    private readonly Thread[] threads;
    private int started;
    private bool woken;
    private bool stopping;

    public DeviceWorker(string name, int threads, Func<bool> serve)
    {
        this.serve = serve;
        this.threads = [.. Enumerable.Range(0, threads).Select(i => new Thread(Run, StackSize) { IsBackground = true, Name = $"{name}-{i}" })];
    }

    /// <summary>There may be a request. Never waits.</summary>
    public void Wake()
    {
        lock (gate)
        {
            if (stopping)
            {
                return;
            }

            // A thread starts when there is first work for it: most machines never need the second.
            if (woken && started < threads.Length)
            {
                threads[started++].Start();
            }
            else if (started == 0)
            {
                threads[started++].Start();
            }

            woken = true;
            Monitor.Pulse(gate);
        }
    }

    public void Dispose()
    {
        lock (gate)
        {
            stopping = true;
            Monitor.PulseAll(gate);
        }

        for (int i = 0; i < started; i++)
        {
            threads[i].Join();
        }
    }

    private void Run()
    {
        while (true)
        {
            lock (gate)
            {
                while (!woken && !stopping)
                {
                    Monitor.Wait(gate);
                }

                if (stopping)
                {
                    return;
                }

                woken = false;
            }

            while (serve())
            {
            }
        }
    }
}
