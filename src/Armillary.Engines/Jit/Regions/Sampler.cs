using Armillary.Core.Host;
using Armillary.Engines.Vcpus;

namespace Armillary.Engines.Jit.Regions;

/// <summary>
/// Asks the vCPUs that are in guest code, about every millisecond, where they are; less often while that leads to nothing new. Its thread sleeps for as
/// long as no vCPU is in guest code: an idle guest costs nothing.
/// </summary>
internal sealed class Sampler : IDisposable
{
    // So many rounds without a vCPU in guest code, and it sleeps until one stays there.
    private const int IdleRounds = 8;

    // After so many rounds without a new hot block, the time between rounds doubles, up to the longest.
    private const int SteadyRounds = 64;
    private const int LongestPause = 8;
    private const int EpochLog2 = 9;

    private readonly IReadOnlyList<Vcpu> vcpus;
    private readonly object gate = new();
    private readonly Thread thread;
    private bool asleep;
    private bool stopped;
    private int rounds;
    private int lastFound;
    private readonly TimeSpan pause;
    private int pauses = 1;

    /// <summary>Starts it.</summary>
    /// <param name="vcpus">The vCPUs.</param>
    /// <param name="pause">The shortest time between rounds.</param>
    public Sampler(IReadOnlyList<Vcpu> vcpus, TimeSpan pause)
    {
        this.vcpus = vcpus;
        this.pause = pause;
        thread = new Thread(Work) { IsBackground = true, Name = "sampler" };
        thread.Start();
    }

    /// <summary>What a block's heat is counted in: grows with the rounds in which guest code ran.</summary>
    public int Epoch => Volatile.Read(ref rounds) >> EpochLog2;

    /// <summary>Whether it sleeps until <see cref="Wake"/>.</summary>
    public bool Asleep => Volatile.Read(ref asleep);

    /// <summary>A block was found to be hot: the guest has come to something new.</summary>
    public void NoteFound()
    {
        Volatile.Write(ref pauses, 1);
        Volatile.Write(ref lastFound, rounds);
    }

    /// <summary>A sample found a block for the first time: it should not take long to see whether it is hot.</summary>
    public void NoteNew() => Volatile.Write(ref pauses, 1);

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
            Pause(pause * Volatile.Read(ref pauses));
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
                if (rounds - Volatile.Read(ref lastFound) >= SteadyRounds)
                {
                    lastFound = rounds;
                    pauses = Math.Min(pauses * 2, LongestPause);
                }
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

    // One call of the system and no more: Thread.Sleep makes several, which at this rate are seen.
    private static unsafe void Pause(TimeSpan time)
    {
        // SAFETY: no descriptors, and the time lives across the call.
        Libc.TimeSpec timeout = new() { Nanoseconds = (long)time.TotalNanoseconds };
        _ = Libc.Ppoll(null, 0, &timeout, null);
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
