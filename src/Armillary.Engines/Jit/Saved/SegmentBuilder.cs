using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Armillary.Engines.Jit.Saved;

/// <summary>Writes a segment, group after group. Blocks that it has already, of the same guest code at the same place in another page, cost their bytes at most.</summary>
internal sealed class SegmentBuilder
{
    private readonly Stream output;
    private readonly UInt128 identity;
    private readonly List<SegmentFormat.Group> groups = [];
    private readonly List<(ulong Key, SegmentFormat.Slot Slot)> blocks = [];
    private readonly HashSet<(ulong Key, uint SourceHash)> seen = [];
    private readonly long limit;

    /// <param name="output">An empty stream that can seek.</param>
    /// <param name="identity">What the code depends on beside guest code and context.</param>
    /// <param name="limit">How long the segment may become.</param>
    public SegmentBuilder(Stream output, UInt128 identity, long limit = long.MaxValue)
    {
        this.output = output;
        this.identity = identity;
        this.limit = limit;
        output.Write(new byte[Unsafe.SizeOf<SegmentFormat.Header>()]);
    }

    /// <summary>How many groups were added.</summary>
    public int Groups => groups.Count;

    /// <summary>How many blocks were added.</summary>
    public int Blocks { get; private set; }

    /// <summary>The checksum of the finished segment's tables, which tells segments apart.</summary>
    public ulong TablesChecksum { get; private set; }

    /// <summary>Adds a group. False: the segment would be too long.</summary>
    public bool Add(ReadOnlySpan<byte> group)
    {
        int count = GroupBuffer.CountOf(group);
        long tables = ((groups.Count + 1L) * Unsafe.SizeOf<SegmentFormat.Group>()) + ((long)SlotsFor(blocks.Count + count) * Unsafe.SizeOf<SegmentFormat.Slot>());
        if (output.Position + group.Length + tables + 16 > limit)
        {
            return false;
        }

        for (int i = 0; i < count; i++)
        {
            if (GroupBuffer.TryGet(group, i, out SavedBlock block) && seen.Add(IdentityOf(block)))
            {
                (ulong key, uint hash) = IdentityOf(block);
                blocks.Add((key, new SegmentFormat.Slot
                {
                    Place = (uint)((groups.Count << GroupBuffer.BlockBits) + i + 1),
                    SourceHash = hash,
                    SourceStart = (ushort)block.SourceStart,
                    SourceLength = (ushort)block.Source.Length,
                }));
            }
        }

        Pad();
        groups.Add(new SegmentFormat.Group { Offset = output.Position, Length = group.Length, Checksum = CodeHash.Checksum(group) });
        output.Write(group);
        Blocks += count;
        return true;
    }

    /// <summary>Adds what a group has that was not added yet: several processes that began at once have all kept the same.</summary>
    /// <param name="group">The group, in memory that does not move.</param>
    /// <param name="rest">For what is left of it.</param>
    public void AddNew(ReadOnlySpan<byte> group, GroupBuffer rest)
    {
        int count = GroupBuffer.CountOf(group);
        Span<int> numbers = stackalloc int[GroupBuffer.BlockLimit];
        int left = 0;
        for (int i = 0; i < count; i++)
        {
            numbers[i] = GroupBuffer.TryGet(group, i, out SavedBlock block) && !seen.Contains(IdentityOf(block)) ? left++ : -1;
        }

        if (left == count)
        {
            Add(group);
        }
        else if (left != 0)
        {
            rest.Clear();
            for (int i = 0; i < count; i++)
            {
                if (numbers[i] >= 0 && GroupBuffer.TryGet(group, i, out SavedBlock block))
                {
                    rest.Add(in block, numbers[..count]);
                }
            }

            Add(rest.Whole());
        }
    }

    private static (ulong Key, uint SourceHash) IdentityOf(in SavedBlock block)
        => (CodeHash.Key(block.Context, block.Entry, block.FirstInstructions), CodeHash.Source(block.Source));

    private static int SlotsFor(int blocks) => (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(4, blocks + (blocks / 3)));

    /// <summary>Writes the tables and the header.</summary>
    public void Finish()
    {
        Pad();
        var slots = new SegmentFormat.Slot[SlotsFor(blocks.Count)];
        foreach ((ulong key, SegmentFormat.Slot slot) in blocks)
        {
            Insert(slots, key, slot);
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

    // One that would not be found has no place: the guest can make any number of blocks that begin alike.
    private static void Insert(SegmentFormat.Slot[] slots, ulong key, SegmentFormat.Slot slot)
    {
        int mask = slots.Length - 1;
        int at = (int)key & mask;
        for (int probes = 0; probes < SegmentFormat.ProbeLimit; probes++, at = (at + 1) & mask)
        {
            if (slots[at].Place == 0)
            {
                slots[at] = slot with { Check = (uint)(key >> 32) };
                break;
            }
        }
    }

    private void Pad()
    {
        int rest = (int)(-output.Position & 7);
        output.Write(new byte[8].AsSpan(0, rest));
    }
}
