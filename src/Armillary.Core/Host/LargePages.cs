using System.Runtime.InteropServices;

namespace Armillary.Core.Host;

/// <summary>
/// Has the host put aligned 2 MiB of a mapping into one large page of its own, on a thread: <c>madvise(2)</c>, <c>MADV_COLLAPSE</c> (Linux 6.1), which
/// also works where shared memory gets large pages in no other way. Only a wish: where the host cannot, nothing changes.
/// </summary>
internal sealed unsafe class LargePages : IDisposable
{
    /// <summary>The size of a large page, in bytes.</summary>
    public const int Size = 2 << 20;

    // What is asked for beyond this while others wait is forgotten.
    private const int Limit = 1024;
    private const int EINVAL = 22;

    private readonly Queue<nint> waiting = new();
    private Thread? thread;
    private bool ended;

    /// <summary>Reserves host addresses that begin at a multiple of <see cref="Size"/>, for mappings with <c>MAP_FIXED</c>. Null: the host refused.</summary>
    /// <param name="size">How many bytes, a multiple of the page size.</param>
    public static byte* Reserve(nuint size)
    {
        byte* all = (byte*)Libc.Mmap(null, size + Size, 0, Libc.MAP_PRIVATE | Libc.MAP_ANONYMOUS | Libc.MAP_NORESERVE, -1, 0);
        if (all == Libc.MAP_FAILED)
        {
            return null;
        }

        // SAFETY: what is unmapped lies in what was just mapped, before and behind what is returned.
        byte* start = (byte*)(((nuint)all + Size - 1) & ~(nuint)(Size - 1));
        if (start != all)
        {
            _ = Libc.Munmap(all, (nuint)(start - all));
        }

        if (start != all + Size)
        {
            _ = Libc.Munmap(start + size, (nuint)(all + Size - start));
        }

        return start;
    }

    /// <summary>Asks for a large page.</summary>
    /// <param name="start">Where it begins; nothing is done if that is no multiple of <see cref="Size"/>. It has to stay mapped until <see cref="Dispose"/>.</param>
    public void Ask(byte* start)
    {
        if (((nuint)start & (Size - 1)) != 0)
        {
            return;
        }

        lock (waiting)
        {
            if (ended || waiting.Count == Limit)
            {
                return;
            }

            waiting.Enqueue((nint)start);
            if (thread is null)
            {
                thread = new Thread(Work) { IsBackground = true, Name = "large pages" };
                thread.Start();
            }

            Monitor.Pulse(waiting);
        }
    }

    private void Work()
    {
        while (Next() is var start && start != 0)
        {
            // Where there is no page of the file at all yet, the call fails as if the kernel did not know it.
            // SAFETY: whoever asked keeps it mapped, for reading at least.
            _ = Volatile.Read(ref *(byte*)start);
            if (Libc.Madvise((void*)start, Size, Libc.MADV_COLLAPSE) != 0 && Marshal.GetLastPInvokeError() == EINVAL)
            {
                // This kernel does not know of it.
                lock (waiting)
                {
                    ended = true;
                }
            }
        }
    }

    private nint Next()
    {
        lock (waiting)
        {
            while (waiting.Count == 0 && !ended)
            {
                Monitor.Wait(waiting);
            }

            return ended ? 0 : waiting.Dequeue();
        }
    }

    /// <summary>Ends the thread; what still waits is forgotten.</summary>
    public void Dispose()
    {
        Thread? working;
        lock (waiting)
        {
            ended = true;
            working = thread;
            Monitor.Pulse(waiting);
        }

        working?.Join();
    }
}
