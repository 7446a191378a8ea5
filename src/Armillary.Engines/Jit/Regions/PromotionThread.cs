namespace Armillary.Engines.Jit.Regions;

/// <summary>The engine's thread that makes regions of hot blocks, one after the other; it sleeps while there are none.</summary>
internal sealed class PromotionThread : IDisposable
{
    // More hot blocks than this at once wait until they are found to be hot again.
    private const int Limit = 64;

    private readonly Action<TranslatedBlock, CodeView> promote;
    private readonly Queue<(TranslatedBlock Block, CodeView View)> waiting = new(Limit);
    private readonly Thread thread;
    private bool stopped;

    /// <summary>Starts it.</summary>
    /// <param name="promote">Is called on the thread with a block and what the vCPU that it was found on knew.</param>
    public PromotionThread(Action<TranslatedBlock, CodeView> promote)
    {
        this.promote = promote;
        thread = new Thread(Work) { IsBackground = true, Name = "regions" };
        thread.Start();
    }

    /// <summary>What went wrong in it, if anything did; it has ended then.</summary>
    public Exception? Failure { get; private set; }

    /// <summary>Adds a block. False: too many are waiting.</summary>
    public bool TryAdd(TranslatedBlock block, CodeView view)
    {
        lock (waiting)
        {
            if (waiting.Count == Limit)
            {
                return false;
            }

            waiting.Enqueue((block, view));
            Monitor.Pulse(waiting);
            return true;
        }
    }

    private void Work()
    {
        try
        {
            while (TryNext(out TranslatedBlock? block, out CodeView? view))
            {
                promote(block!, view!);
            }
        }
        catch (Exception exception)
        {
            // A thread must not take the process with it: a vCPU tells of it.
            Failure = exception;
        }
    }

    private bool TryNext(out TranslatedBlock? block, out CodeView? view)
    {
        lock (waiting)
        {
            while (waiting.Count == 0 && !stopped)
            {
                Monitor.Wait(waiting);
            }

            (block, view) = stopped ? default : waiting.Dequeue();
            return block != null;
        }
    }

    /// <summary>Ends the thread; what still waits is forgotten.</summary>
    public void Dispose()
    {
        lock (waiting)
        {
            stopped = true;
            Monitor.Pulse(waiting);
        }

        thread.Join();
    }
}
