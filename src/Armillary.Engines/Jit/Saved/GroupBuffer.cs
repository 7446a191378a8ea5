using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Armillary.Engines.Jit.Saved;

/// <summary>
/// Blocks of one guest page as they lie in a file: how many, where each begins (both four bytes), then the blocks, each at a multiple of eight.
/// Built by one thread; used again for the next group.
/// </summary>
internal sealed class GroupBuffer
{
    /// <summary>No group has more blocks, so that to read one for a single block's sake is not dear; a page that has more has several groups.</summary>
    public const int BlockLimit = 1 << BlockBits;

    /// <summary>The bits of a block's number.</summary>
    public const int BlockBits = 6;

    private readonly List<int> starts = [];
    private byte[] blocks = new byte[1 << 16];
    private byte[] whole = [];
    private int length;

    /// <summary>How many blocks there are.</summary>
    public int Count => starts.Count;

    public void Clear()
    {
        starts.Clear();
        length = 0;
    }

    /// <summary>Adds a block.</summary>
    public void Add(in SavedBlock.Header header, ReadOnlySpan<SavedBlock.Exit> exits, ReadOnlySpan<uint> fixups, ReadOnlySpan<uint> siteWords, ReadOnlySpan<ushort> siteLengths, ReadOnlySpan<int> accesses, ReadOnlySpan<byte> source, ReadOnlySpan<byte> code)
    {
        starts.Add(length);
        Append(MemoryMarshal.AsBytes(new ReadOnlySpan<SavedBlock.Header>(in header)));
        Append(MemoryMarshal.AsBytes(exits));
        Append(MemoryMarshal.AsBytes(fixups));
        Append(MemoryMarshal.AsBytes(siteWords));
        Append(MemoryMarshal.AsBytes(siteLengths));
        Append(MemoryMarshal.AsBytes(accesses));
        Append(source);
        Append(code);
    }

    /// <summary>Adds a block of another group.</summary>
    /// <param name="block">The block.</param>
    /// <param name="numbers">The number in this group of each block of the other, or -1.</param>
    public void Add(in SavedBlock block, ReadOnlySpan<int> numbers)
    {
        var exits = new SavedBlock.Exit[block.ExitCount];
        for (int i = 0; i < exits.Length; i++)
        {
            exits[i] = block.ExitAt(i);
            exits[i].Link = (uint)exits[i].Link < (uint)numbers.Length ? numbers[exits[i].Link] : -1;
        }

        Add(in block.Head, exits, block.Fixups, block.SiteWords, block.SiteLengths, block.Accesses, block.Source, block.Code);
    }

    /// <summary>The group's bytes, in memory that does not move and is used again for the next group.</summary>
    public ReadOnlySpan<byte> Whole()
    {
        int table = (4 + (starts.Count * 4) + 7) & ~7;
        if (whole.Length < table + length)
        {
            whole = GC.AllocateUninitializedArray<byte>((table + length) * 2, pinned: true);
        }

        Span<byte> group = whole.AsSpan(0, table + length);
        group[..table].Clear();
        Span<int> words = MemoryMarshal.Cast<byte, int>(group[..table]);
        words[0] = starts.Count;
        for (int i = 0; i < starts.Count; i++)
        {
            words[i + 1] = table + starts[i];
        }

        blocks.AsSpan(0, length).CopyTo(group[table..]);
        return group;
    }

    /// <summary>How many blocks a group has; 0 if that cannot be.</summary>
    public static int CountOf(ReadOnlySpan<byte> group)
    {
        int count = group.Length < 4 ? 0 : BinaryPrimitives.ReadInt32LittleEndian(group);
        return count is < 0 or > BlockLimit || group.Length < 4 + (count * 4) ? 0 : count;
    }

    /// <summary>A block of a group, whose bytes do not move. False: there is no sound one.</summary>
    public static bool TryGet(ReadOnlySpan<byte> group, int number, out SavedBlock block)
    {
        int start = BinaryPrimitives.ReadInt32LittleEndian(group[(4 + (number * 4))..]);
        if (start < 0 || start > group.Length || (start & 7) != 0)
        {
            block = default;
            return false;
        }

        return SavedBlock.TryParse(group[start..], out block);
    }

    private void Append(ReadOnlySpan<byte> bytes)
    {
        int end = length + ((bytes.Length + 7) & ~7);
        if (end > blocks.Length)
        {
            Array.Resize(ref blocks, Math.Max(end, blocks.Length * 2));
        }

        bytes.CopyTo(blocks.AsSpan(length));
        blocks.AsSpan(length + bytes.Length, end - length - bytes.Length).Clear();
        length = end;
    }
}
