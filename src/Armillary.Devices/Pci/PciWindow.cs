using Armillary.Core.Memory;

namespace Armillary.Devices.Pci;

/// <summary>
/// A range of the CPUs' addresses that leads to the PCI bus. Which function answers where is a table that is replaced whole when the guest moves something, so that
/// accesses take no lock. What no one answers reads as ones and ignores writes, as a bus does.
/// </summary>
public sealed class PciWindow : IMmioTarget
{
    private readonly record struct Entry(BusRange Range, ulong BarStart, IMmioTarget Target);

    private readonly BusRange range;
    private Entry[] entries = [];

    /// <summary>A window on <paramref name="size"/> bytes of bus addresses from <paramref name="busStart"/> on.</summary>
    /// <param name="busStart">The bus address of its first byte.</param>
    /// <param name="size">Its size in bytes.</param>
    /// <param name="io">Whether it leads to I/O ports, and not to memory.</param>
    public PciWindow(ulong busStart, ulong size, bool io = false)
    {
        range = new BusRange(busStart, busStart + (size - 1));
        IsIo = io;
    }

    internal bool IsIo { get; }

    /// <inheritdoc/>
    public bool TryRead(ulong offset, int size, out ulong value)
    {
        ulong address = range.Start + offset;
        if (!(Find(address, size) is { } entry && entry.Target.TryRead(address - entry.BarStart, size, out value)))
        {
            value = ulong.MaxValue >> (64 - (8 * size));
        }

        return true;
    }

    /// <inheritdoc/>
    public bool TryWrite(ulong offset, int size, ulong value)
    {
        ulong address = range.Start + offset;
        if (Find(address, size) is { } entry)
        {
            entry.Target.TryWrite(address - entry.BarStart, size, value);
        }

        return true;
    }

    /// <summary>Makes the table anew. Of ranges that overlap, the earlier ones win.</summary>
    internal void Rebuild(IEnumerable<(BusRange Range, Bar Bar)> claims)
    {
        List<Entry> table = [];
        foreach ((BusRange claimed, Bar bar) in claims)
        {
            foreach (BusRange piece in Free(table, claimed.Intersect(range)))
            {
                table.Add(new Entry(piece, bar.Address, bar.Target));
            }
        }

        Volatile.Write(ref entries, [.. table.OrderBy(e => e.Range.Start)]);
    }

    /// <summary>What of a range no entry has.</summary>
    private static List<BusRange> Free(List<Entry> table, BusRange range)
    {
        List<BusRange> pieces = range.IsEmpty ? [] : [range];
        foreach (Entry entry in table)
        {
            for (int i = pieces.Count - 1; i >= 0; i--)
            {
                BusRange piece = pieces[i];
                BusRange taken = piece.Intersect(entry.Range);
                if (taken.IsEmpty)
                {
                    continue;
                }

                pieces.RemoveAt(i);
                if (taken.Start > piece.Start)
                {
                    pieces.Add(new BusRange(piece.Start, taken.Start - 1));
                }

                if (taken.End < piece.End)
                {
                    pieces.Add(new BusRange(taken.End + 1, piece.End));
                }
            }
        }

        return pieces;
    }

    private Entry? Find(ulong address, int size)
    {
        Entry[] table = Volatile.Read(ref entries);
        int low = 0, high = table.Length - 1;
        while (low <= high)
        {
            int middle = (low + high) >> 1;
            ref readonly Entry entry = ref table[middle];
            if (address < entry.Range.Start)
            {
                high = middle - 1;
            }
            else if (address > entry.Range.End)
            {
                low = middle + 1;
            }
            else
            {
                return entry.Range.End - address >= (ulong)(size - 1) ? entry : null;
            }
        }

        return null;
    }
}
