namespace Armillary.Engines.Vcpus;

/// <summary>
/// Work that other threads want a vCPU to do between blocks. The owner drains it before it enters guest code and while it waits; who posts may
/// wait until what it posted is done, or until the owner is outside guest code (it will drain before it goes back in).
/// </summary>
/// <param name="everything">Does at least what any request does: takes the place of all that are pending when they become too many.</param>
internal sealed class VcpuRequests(Action everything)
{
    // A vCPU that is powered off drains nothing, and others may post for as long as they run.
    private const int Limit = 256;

    private readonly Lock gate = new();
    private List<Action> pending = [];
    private List<Action> draining = [];
    private long posted;
    private long done;
    private int inGuest;

    /// <summary>Adds a request and returns its number, for <see cref="IsDone"/>.</summary>
    public long Post(Action action)
    {
        lock (gate)
        {
            if (pending.Count >= Limit)
            {
                pending.Clear();
                action = everything;
            }

            pending.Add(action);
            return Interlocked.Increment(ref posted);
        }
    }

    /// <summary>Whether a request's effect can be relied on: it is done, or will be before guest code runs again.</summary>
    public bool IsDone(long number) => Volatile.Read(ref done) >= number || Volatile.Read(ref inGuest) == 0;

    /// <summary>The owner is about to run guest code. False: there are requests, drain first.</summary>
    public bool TryEnterGuest()
    {
        Interlocked.Exchange(ref inGuest, 1);
        if (Volatile.Read(ref posted) != Volatile.Read(ref done))
        {
            Volatile.Write(ref inGuest, 0);
            return false;
        }

        return true;
    }

    /// <summary>The owner left guest code.</summary>
    public void LeaveGuest() => Volatile.Write(ref inGuest, 0);

    /// <summary>Whether the owner is in guest code.</summary>
    public bool InGuest => Volatile.Read(ref inGuest) != 0;

    /// <summary>Runs what is pending. By the owner only.</summary>
    public void Drain()
    {
        if (Volatile.Read(ref posted) == Volatile.Read(ref done))
        {
            return;
        }

        long upTo;
        lock (gate)
        {
            (pending, draining) = (draining, pending);
            upTo = posted;
        }

        foreach (Action action in draining)
        {
            action();
        }

        draining.Clear();
        Volatile.Write(ref done, upTo);
    }
}
