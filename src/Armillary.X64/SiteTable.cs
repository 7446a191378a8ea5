using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Armillary.X64;

/// <summary>
/// The records of sites: places in generated code that may need managed code (a TLB miss, a rare result, an operation without a rule).
/// What a record says: <see cref="SiteRecord"/>.
/// Any thread adds; any thread may read a site whose code it runs. Records never move until <see cref="Reset"/>.
/// </summary>
public sealed unsafe class SiteTable
{
    private const int ChunkShift = 16;
    private const int ChunkSize = 1 << ChunkShift;

    // Memory that is not the collector's: hundreds of large arrays that live as long as the code make it go through everything again and again.
    private readonly nint[] records = new nint[4096];
    private readonly nint[] starts = new nint[4096];
    private readonly uint[] chunkEnds = new uint[4096];
    private readonly Lock adding = new();
    private uint next;

    /// <summary>Gives the memory back.</summary>
    ~SiteTable()
    {
        foreach (nint chunk in records.Concat(starts))
        {
            NativeMemory.Free((void*)chunk);
        }
    }

    /// <summary>How many sites there are.</summary>
    public uint Count { get; private set; }

    /// <summary>Forgets all sites. No thread may be running code that has any.</summary>
    public void Reset()
    {
        lock (adding)
        {
            Count = 0;
            next = 0;
        }
    }

    /// <summary>Whether so many words can still be added (if not, the code cache must be emptied).</summary>
    public bool HasRoom => next < ((4096u - 2) << ChunkShift) && Count < ((4096u - 2) << ChunkShift);

    internal uint Add(ReadOnlySpan<uint> record)
    {
        using Lock.Scope scope = adding.EnterScope();
        return AddLocked(record);
    }

    /// <summary>Adds records that <see cref="WholeRecord"/> gave, in this process or in another one: they get numbers that follow each other.</summary>
    /// <param name="words">The records, one behind the other.</param>
    /// <param name="lengths">How many words each has.</param>
    /// <returns>The number of the first one.</returns>
    public uint AddAll(ReadOnlySpan<uint> words, ReadOnlySpan<ushort> lengths)
    {
        using Lock.Scope scope = adding.EnterScope();
        uint first = Count;
        foreach (ushort length in lengths)
        {
            AddLocked(words[..length]);
            words = words[length..];
        }

        return first;
    }

    private uint AddLocked(ReadOnlySpan<uint> record)
    {
        if ((next & (ChunkSize - 1)) + record.Length > ChunkSize)
        {
            next = (next | (ChunkSize - 1)) + 1;
        }

        record.CopyTo(Chunk(ref records[next >> ChunkShift])[(int)(next & (ChunkSize - 1))..]);
        Chunk(ref starts[Count >> ChunkShift])[(int)(Count & (ChunkSize - 1))] = next;
        uint chunkNumber = next >> ChunkShift;
        next += (uint)record.Length;
        chunkEnds[chunkNumber] = next;
        return Count++;
    }

    /// <summary>A site's whole record, which <see cref="AddAll"/> can add again.</summary>
    public ReadOnlySpan<uint> WholeRecord(uint site)
    {
        using Lock.Scope scope = adding.EnterScope();
        uint start = StartOf(site);
        uint following = site + 1 < Count ? StartOf(site + 1) : next;
        uint end = following >> ChunkShift == start >> ChunkShift ? following : chunkEnds[start >> ChunkShift];
        return RecordAt(start)[..(int)(end - start)];
    }

    private static Span<uint> Chunk(ref nint chunk)
    {
        if (chunk == 0)
        {
            Volatile.Write(ref chunk, (nint)NativeMemory.Alloc(ChunkSize * sizeof(uint)));
        }

        return new Span<uint>((void*)chunk, ChunkSize);
    }

    // SAFETY: a site's number and where its record begins were written when the chunks were there, which stay until nobody has the table.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private uint StartOf(uint site) => ((uint*)starts[site >> ChunkShift])[site & (ChunkSize - 1)];

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ReadOnlySpan<uint> RecordAt(uint start)
        => new((uint*)records[start >> ChunkShift] + (start & (ChunkSize - 1)), (int)(ChunkSize - (start & (ChunkSize - 1))));

    /// <summary>A site's record.</summary>
    public SiteRecord this[uint site] => new(RecordAt(StartOf(site)));
}
