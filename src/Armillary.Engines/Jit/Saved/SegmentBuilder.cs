using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Armillary.Engines.Jit.Saved;

/// <summary>Writes a segment, group after group. Blocks that it has already, of the same guest code at the same place in another page, cost their bytes only.</summary>
internal sealed class SegmentBuilder
{
    private readonly Stream output;
    private readonly UInt128 identity;
    private readonly List<SegmentFormat.Group> groups = [];
    private readonly List<(ulong Key, SegmentFormat.Slot Slot)> blocks = [];

    /// <param name="output">An empty stream that can seek.</param>
    /// <param name="identity">What the code depends on beside guest code and context.</param>
    public SegmentBuilder(Stream output, UInt128 identity)
    {
        this.output = output;
        this.identity = identity;
        output.Write(new byte[Unsafe.SizeOf<SegmentFormat.Header>()]);
    }

    /// <summary>How many groups were added.</summary>
    public int Groups => groups.Count;

    /// <summary>The checksum of the finished segment's tables, which tells segments apart.</summary>
    public ulong TablesChecksum { get; private set; }

    /// <summary>Adds a group.</summary>
    public void Add(ReadOnlySpan<byte> group)
    {
        int count = GroupBuffer.CountOf(group);
        for (int i = 0; i < count; i++)
        {
            if (GroupBuffer.TryGet(group, i, out SavedBlock block))
            {
                blocks.Add((CodeHash.Key(block.Context, block.Entry, block.FirstInstructions), new SegmentFormat.Slot
                {
                    Place = (uint)((groups.Count << GroupBuffer.BlockBits) + i + 1),
                    SourceHash = CodeHash.Source(block.Source),
                    SourceStart = (ushort)block.SourceStart,
                    SourceLength = (ushort)block.Source.Length,
                }));
            }
        }

        Pad();
        groups.Add(new SegmentFormat.Group { Offset = output.Position, Length = group.Length, Checksum = CodeHash.Checksum(group) });
        output.Write(group);
    }

    /// <summary>Writes the tables and the header.</summary>
    public void Finish()
    {
        Pad();
        var slots = new SegmentFormat.Slot[(int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(4, blocks.Count + (blocks.Count / 3)))];
        var seen = new HashSet<(ulong, uint)>(blocks.Count);
        foreach ((ulong key, SegmentFormat.Slot slot) in blocks)
        {
            if (seen.Add((key, slot.SourceHash)))
            {
                Insert(slots, key, slot);
            }
        }

        long tables = output.Position;
        byte[] bytes = [.. MemoryMarshal.AsBytes(CollectionsMarshal.AsSpan(groups)), .. MemoryMarshal.AsBytes(slots.AsSpan())];
        output.Write(bytes);
        TablesChecksum = CodeHash.Checksum(bytes);
        var header = new SegmentFormat.Header
        {
            Magic = SegmentFormat.Magic,
            Identity = identity,
            FileLength = output.Position,
            TablesOffset = tables,
            Groups = groups.Count,
            Slots = slots.Length,
            Blocks = blocks.Count,
            TablesChecksum = TablesChecksum,
        };
        header.HeaderChecksum = SegmentFormat.ChecksumOf(in header);
        output.Position = 0;
        output.Write(MemoryMarshal.AsBytes(new ReadOnlySpan<SegmentFormat.Header>(in header)));
        output.Flush();
    }

    private static void Insert(SegmentFormat.Slot[] slots, ulong key, SegmentFormat.Slot slot)
    {
        int mask = slots.Length - 1;
        int at = (int)key & mask;
        while (slots[at].Place != 0)
        {
            at = (at + 1) & mask;
        }

        slots[at] = slot with { Check = (uint)(key >> 32) };
    }

    private void Pad()
    {
        int rest = (int)(-output.Position & 7);
        output.Write(new byte[8].AsSpan(0, rest));
    }
}
