namespace Armillary.Engines.Jit.Saved;

/// <summary>
/// The code of former runs, and the thread that opens it at the start, writes what is new now and then and at the end. A vCPU never waits for the thread: until
/// the segments are open there is nothing to find. What a vCPU reads itself is one group for each guest page, tens of kilobytes that the host has in memory
/// as a rule.
/// </summary>
internal sealed class CodeStore : IDisposable
{
    // Fewer new blocks are not worth a file of their own.
    private const int LeastBlocks = 32;

    // After so long without a burst of new code it is written; at the latest after so many such times.
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(4);
    private const int Settled = 2000;
    private const int IntervalsAtMost = 6;

    private readonly SavedCodeOptions options;
    private readonly SavedFolder folder;
    private readonly Func<SegmentBuilder, bool> fill;
    private readonly Func<int> unsavedCount;
    private readonly ManualResetEventSlim work = new();
    private readonly ManualResetEventSlim end = new();
    private readonly Thread thread;
    private volatile Segment[] segments = [];
    private volatile bool broken;
    private byte[] buffer = GC.AllocateUninitializedArray<byte>(1 << 17, pinned: true);
    private long rejected;
    private long writtenBytes;
    private long writtenBlocks;

    /// <param name="options">Where, and how much.</param>
    /// <param name="identity">What generated code depends on.</param>
    /// <param name="unsavedCount">How many blocks are new.</param>
    /// <param name="fill">Adds the groups of new blocks to a segment.</param>
    public CodeStore(SavedCodeOptions options, UInt128 identity, Func<int> unsavedCount, Func<SegmentBuilder, bool> fill)
    {
        this.options = options;
        this.fill = fill;
        this.unsavedCount = unsavedCount;
        folder = new SavedFolder(options, identity);
        thread = new Thread(Work) { IsBackground = true, Name = "code store" };
        thread.Start();
    }

    /// <summary>
    /// Whether new code may be written: what is new need not be noted if not. A run that has written as much as may stay writes no more, or a guest that
    /// makes new code for ever would keep the host's disk busy for as long.
    /// </summary>
    public bool Wanted => !broken && Interlocked.Read(ref writtenBytes) < options.SizeLimit;

    /// <summary>How many blocks were written.</summary>
    public long Written => Interlocked.Read(ref writtenBlocks);

    /// <summary>How many files or groups were not what was written.</summary>
    public long Rejected => Interlocked.Read(ref rejected);

    /// <summary>Waits until the segments are open; for tests.</summary>
    public void WaitUntilOpen() => Opened.Wait();

    private ManualResetEventSlim Opened { get; } = new();

    /// <summary>There is something new.</summary>
    public void NoteNew()
    {
        if (!work.IsSet)
        {
            work.Set();
        }
    }

    /// <summary>The group with a block, of whichever segment has one; empty: there is none. Valid until the next call; one thread at a time.</summary>
    /// <param name="page">The guest page.</param>
    /// <param name="number">The page's number.</param>
    /// <param name="offset">Where in it the block begins.</param>
    /// <param name="context">The translation context.</param>
    /// <param name="block">The block's number in the group; -1: the page has this group for the first time, all of its blocks are of interest.</param>
    public ReadOnlySpan<byte> Find(ReadOnlySpan<byte> page, ulong number, int offset, uint context, out int block)
    {
        block = -1;
        Segment[] all = segments;
        if (all.Length == 0)
        {
            return default;
        }

        for (int length = Math.Min(CodeHash.KeyBytes, page.Length - offset); length > 0; length -= 4)
        {
            ulong key = CodeHash.Key(context, offset, page.Slice(offset, length));
            foreach (Segment segment in all)
            {
                if (!segment.TryFind(page, key, out int found, out int place))
                {
                    continue;
                }

                int use = segment.NoteUse(found, number);
                if (use < 0)
                {
                    return default;
                }

                ReadOnlySpan<byte> group = segment.Read(found, ref buffer);
                if (!group.IsEmpty)
                {
                    segment.Used = true;
                    block = use == 0 ? -1 : place;
                    return group;
                }

                Interlocked.Increment(ref rejected);
            }
        }

        return default;
    }

    private void Work()
    {
        Guard(() =>
        {
            List<Segment> found = folder.Open(out int bad);
            Interlocked.Add(ref rejected, bad);
            segments = [.. found];
        });
        Opened.Set();
        bool ending;
        do
        {
            work.Wait();
            int seen = 0;
            for (int i = 0; i < IntervalsAtMost && !end.Wait(Interval); i++)
            {
                int count = unsavedCount();
                if (count - seen < Settled)
                {
                    break;
                }

                seen = count;
            }

            // Then looked at: who ends the thread while it writes finds it here once more.
            work.Reset();
            ending = end.IsSet;
            if (!broken)
            {
                Guard(() => Save(ending));
            }
        }
        while (!ending);
    }

    private void Save(bool ending)
    {
        bool written = false;
        if (unsavedCount() >= LeastBlocks && Wanted)
        {
            (_, long length, int blocks) = folder.Write(fill);
            Interlocked.Add(ref writtenBytes, length);
            Interlocked.Add(ref writtenBlocks, blocks);
            written = length != 0;
        }

        if (written || (ending && segments.Length != 0))
        {
            folder.Tidy(segments, ending);
        }
    }

    private void Guard(Action action)
    {
        try
        {
            action();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            broken = true;
            options.Warn?.Invoke($"translated code is not kept: {e.Message.ReplaceLineEndings(" ")}");
        }
    }

    /// <summary>Writes what is new and ends the thread.</summary>
    public void Dispose()
    {
        end.Set();
        work.Set();
        thread.Join();
        foreach (Segment segment in segments)
        {
            segment.Dispose();
        }

        segments = [];
    }
}
