using Armillary.Engines.Vcpus;

namespace Armillary.Engines.Jit.Regions;

/// <summary>
/// Asks the vCPUs that are in guest code, about every millisecond, where they are. Its thread sleeps for as long as no vCPU is: an idle guest costs nothing.
/// </summary>
internal sealed class Sampler : IDisposable
{
    // So many rounds without a vCPU in guest code, and it sleeps until one stays there.
    private const int IdleRounds = 8;

    private readonly IReadOnlyList<Vcpu> vcpus;
    private readonly object gate = new();
    private readonly Thread thread;
    private bool asleep;
    private bool stopped;
    private int rounds;

    public Sampler(IReadOnlyList<Vcpu> vcpus)
    {
        this.vcpus = vcpus;
        thread = new Thread(Work) { IsBackground = true, Name = "sampler" };
        thread.Start();
    }

    /// <summary>What a block's heat is counted in: grows with the rounds in which guest code ran.</summary>
    public int Epoch => Volatile.Read(ref rounds) >> EpochLog2;

    /// <summary>Whether it sleeps until <see cref="Wake"/>.</summary>
    public bool Asleep => Volatile.Read(ref asleep);

    private const int EpochLog2 = 9;

    /// <summary>A vCPU is in guest code for longer.</summary>
    public void Wake()
    {
        lock (gate)
        {
            asleep = false;
            Monitor.Pulse(gate);
        }
    }

    private void Work()
    {
        int idle = 0;
        while (true)
        {
            Thread.Sleep(1);
            bool running = false;
            for (int i = 0; i < vcpus.Count; i++)
            {
                if (vcpus[i].Requests.InGuest)
                {
                    running = true;
                    vcpus[i].RequestSample();
                }
            }

            if (running)
            {
                idle = 0;
                Volatile.Write(ref rounds, rounds + 1);
            }
            else if (++idle == IdleRounds)
            {
                idle = 0;
                SleepLong();
            }

            if (Volatile.Read(ref stopped))
            {
                return;
            }
        }
    }

    private void SleepLong()
    {
        lock (gate)
        {
            asleep = true;
            while (asleep && !stopped)
            {
                Monitor.Wait(gate);
            }
        }
    }

    /// <summary>Ends the thread.</summary>
    public void Dispose()
    {
        lock (gate)
        {
            stopped = true;
            Monitor.Pulse(gate);
        }

        thread.Join();
    }
}
