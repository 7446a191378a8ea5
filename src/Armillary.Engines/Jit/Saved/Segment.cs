using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Armillary.Engines.Jit.Saved;

/// <summary>
/// A segment file that is open for reading. Its tables are in memory; groups are read when a page of the guest is found to have them. The file is read, never
/// mapped: one that somebody cuts short gives short reads, not a signal. Look-ups by several threads at once are for the caller to order.
/// </summary>
internal sealed class Segment : IDisposable
{
    // About once for each block of a page, for a few pages.
    private const int UseLimit = 4 * GroupBuffer.BlockLimit;

    private readonly SafeFileHandle file;
    private readonly SegmentFormat.Group[] groups;
    private readonly SegmentFormat.Slot[] slots;
    private readonly ushort[] uses;
    private readonly ulong[] lastPages;

    private Segment(string path, SafeFileHandle file, SegmentFormat.Group[] groups, SegmentFormat.Slot[] slots)
    {
        Path = path;
        this.file = file;
        this.groups = groups;
        this.slots = slots;
        uses = new ushort[groups.Length];
        lastPages = new ulong[groups.Length];
    }

    public string Path { get; }

    public int Groups => groups.Length;

    /// <summary>Whether a group of it was of use.</summary>
    public bool Used { get; set; }

    internal SafeFileHandle File => file;

    /// <summary>Opens a segment. Null: it is not whole, of another identity, or not the user's own.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It must not be read.</exception>
    public static Segment? Open(string path, UInt128 identity)
    {
        SafeFileHandle file = System.IO.File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        Segment? segment = null;
        try
        {
            segment = TryRead(path, file, identity);
        }
        finally
        {
            if (segment is null)
            {
                file.Dispose();
            }
        }

        return segment;
    }

    private static Segment? TryRead(string path, SafeFileHandle file, UInt128 identity)
    {
        SegmentFormat.Header h = default;
        if (!SavedFolder.IsOwn(file) || !TryReadAll(file, MemoryMarshal.AsBytes(new Span<SegmentFormat.Header>(ref h)), 0)
            || h.Magic != SegmentFormat.Magic || h.HeaderChecksum != SegmentFormat.ChecksumOf(in h) || h.Identity != identity
            || h.FileLength != RandomAccess.GetLength(file) || h.Groups is <= 0 or > SegmentFormat.GroupLimit
            || h.Slots is <= 0 or > SegmentFormat.SlotLimit || (h.Slots & (h.Slots - 1)) != 0
            || h.TablesOffset < 0 || h.FileLength - h.TablesOffset != ((long)h.Groups * Unsafe.SizeOf<SegmentFormat.Group>()) + ((long)h.Slots * Unsafe.SizeOf<SegmentFormat.Slot>()))
        {
            return null;
        }

        byte[] tables = GC.AllocateUninitializedArray<byte>((int)(h.FileLength - h.TablesOffset));
        if (!TryReadAll(file, tables, h.TablesOffset) || CodeHash.Checksum(tables) != h.TablesChecksum)
        {
            return null;
        }

        int split = h.Groups * Unsafe.SizeOf<SegmentFormat.Group>();
        return new Segment(
            path,
            file,
            MemoryMarshal.Cast<byte, SegmentFormat.Group>(tables.AsSpan(0, split)).ToArray(),
            MemoryMarshal.Cast<byte, SegmentFormat.Slot>(tables.AsSpan(split)).ToArray());
    }

    /// <summary>Where there seems to be a block for guest code. False: there is none, or none that can be read.</summary>
    /// <param name="page">The guest page.</param>
    /// <param name="key">The block's key.</param>
    /// <param name="group">The number of the group.</param>
    /// <param name="block">The number of the block in it.</param>
    public bool TryFind(ReadOnlySpan<byte> page, ulong key, out int group, out int block)
    {
        int mask = slots.Length - 1;
        int at = (int)key & mask;
        for (int probes = 0; probes < SegmentFormat.ProbeLimit; probes++, at = (at + 1) & mask)
        {
            ref readonly SegmentFormat.Slot slot = ref slots[at];
            if (slot.Place == 0)
            {
                break;
            }

            if (slot.Check == (uint)(key >> 32) && slot.SourceStart + slot.SourceLength <= page.Length && (slot.Place - 1) >> GroupBuffer.BlockBits < (uint)groups.Length
                && groups[(slot.Place - 1) >> GroupBuffer.BlockBits].Length != 0
                && CodeHash.Source(page.Slice(slot.SourceStart, slot.SourceLength)) == slot.SourceHash)
            {
                group = (int)((slot.Place - 1) >> GroupBuffer.BlockBits);
                block = (int)((slot.Place - 1) & (GroupBuffer.BlockLimit - 1));
                return true;
            }
        }

        group = block = -1;
        return false;
    }

    /// <summary>
    /// Counts that a group is wanted for a page. 0: for the first time, or for another page than the last time; -1: so often that its guest code must be one
    /// that changes again and again; else: the same page wants it again.
    /// </summary>
    public int NoteUse(int group, ulong page)
    {
        ref ushort count = ref uses[group];
        if (count == UseLimit)
        {
            return -1;
        }

        count++;
        bool again = lastPages[group] == page + 1;
        lastPages[group] = page + 1;
        return again ? count : 0;
    }

    /// <summary>Reads a group, into an array that does not move. Empty: it is not what was written; it is not looked for again.</summary>
    public ReadOnlySpan<byte> Read(int number, ref byte[] buffer)
    {
        ref SegmentFormat.Group group = ref groups[number];
        if (group.Length is <= 0 or > SegmentFormat.GroupLengthLimit || group.Offset < 0)
        {
            return default;
        }

        if (buffer.Length < group.Length)
        {
            buffer = GC.AllocateUninitializedArray<byte>(Math.Max(group.Length, buffer.Length * 2), pinned: true);
        }

        Span<byte> bytes = buffer.AsSpan(0, group.Length);
        try
        {
            if (TryReadAll(file, bytes, group.Offset) && CodeHash.Checksum(bytes) == group.Checksum)
            {
                return bytes;
            }
        }
        catch (IOException)
        {
            // As good as damaged.
        }

        group.Length = 0;
        return default;
    }

    private static bool TryReadAll(SafeFileHandle file, Span<byte> bytes, long offset)
    {
        while (!bytes.IsEmpty)
        {
            int count = RandomAccess.Read(file, bytes, offset);
            if (count <= 0)
            {
                return false;
            }

            bytes = bytes[count..];
            offset += count;
        }

        return true;
    }

    public void Dispose() => file.Dispose();
}
