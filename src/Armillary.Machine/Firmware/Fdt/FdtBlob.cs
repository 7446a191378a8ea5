using System.Buffers.Binary;
using System.Text;

namespace Armillary.Machine.Firmware.Fdt;

/// <summary>The flattened device tree: version 17 of the format (Devicetree Specification v0.4, chapter 5).</summary>
public static class FdtBlob
{
    private const uint FDT_MAGIC = 0xD00D_FEED;
    private const uint FDT_BEGIN_NODE = 1;
    private const uint FDT_END_NODE = 2;
    private const uint FDT_PROP = 3;
    private const uint FDT_NOP = 4;
    private const uint FDT_END = 9;
    private const int HeaderSize = 40;
    private const int MaximumDepth = 64;

    /// <summary>Flattens a tree. The result's length is a multiple of 8.</summary>
    public static byte[] Write(FdtNode root)
    {
        ArgumentNullException.ThrowIfNull(root);
        var structure = new MemoryStream();
        var strings = new StringTable();
        WriteNode(structure, strings, root);
        WriteCell(structure, FDT_END);

        // One empty memory reservation block (two zero 64-bit numbers) lies between header and structure.
        const int reservations = HeaderSize;
        const int structureStart = reservations + 16;
        int stringsStart = structureStart + (int)structure.Length;
        int total = (stringsStart + strings.Bytes.Length + 7) & ~7;
        var blob = new byte[total];
        ReadOnlySpan<uint> header =
        [
            FDT_MAGIC, (uint)total, structureStart, (uint)stringsStart, reservations,
            17, 16, 0, (uint)strings.Bytes.Length, (uint)structure.Length,
        ];
        for (int i = 0; i < header.Length; i++)
        {
            BinaryPrimitives.WriteUInt32BigEndian(blob.AsSpan(i * 4), header[i]);
        }

        structure.ToArray().CopyTo(blob, structureStart);
        strings.Bytes.CopyTo(blob.AsSpan(stringsStart));
        return blob;
    }

    /// <summary>Reads a flattened tree. False with a reason for bytes that are none.</summary>
    public static bool TryRead(ReadOnlySpan<byte> blob, out FdtNode root, out string reason)
    {
        root = new FdtNode("");
        if (blob.Length < HeaderSize || Cell(blob, 0) != FDT_MAGIC)
        {
            reason = "it does not start with a device tree's magic number";
            return false;
        }

        uint total = Cell(blob, 4), structureStart = Cell(blob, 8), stringsStart = Cell(blob, 12), compatible = Cell(blob, 24);
        if (total > blob.Length)
        {
            reason = $"it is truncated: its header tells {total} bytes, the file has {blob.Length}";
            return false;
        }

        if (compatible > 17 || structureStart > total || stringsStart > total)
        {
            reason = "its header makes no sense";
            return false;
        }

        return TryReadStructure(blob[(int)structureStart..(int)total], blob[(int)stringsStart..(int)total], root, out reason);
    }

    private static bool TryReadStructure(ReadOnlySpan<byte> structure, ReadOnlySpan<byte> strings, FdtNode root, out string reason)
    {
        reason = "its structure block is damaged";
        var path = new Stack<FdtNode>();
        int at = 0;
        while (at + 4 <= structure.Length)
        {
            uint token = Cell(structure, at);
            at += 4;
            switch (token)
            {
                case FDT_NOP:
                    break;
                case FDT_BEGIN_NODE:
                    if (!TryReadString(structure[at..], out string name, out int nameLength) || path.Count == MaximumDepth)
                    {
                        return false;
                    }

                    at += (nameLength + 1 + 3) & ~3;
                    path.Push(path.TryPeek(out FdtNode? parent) ? parent.Child(name) : root);
                    break;
                case FDT_PROP:
                    if (at + 8 > structure.Length || !path.TryPeek(out FdtNode? node))
                    {
                        return false;
                    }

                    uint length = Cell(structure, at), nameOffset = Cell(structure, at + 4);
                    at += 8;
                    if (length > structure.Length - at || nameOffset >= strings.Length || !TryReadString(strings[(int)nameOffset..], out string property, out _))
                    {
                        return false;
                    }

                    node.SetBytes(property, structure.Slice(at, (int)length).ToArray());
                    at += ((int)length + 3) & ~3;
                    break;
                case FDT_END_NODE:
                    if (!path.TryPop(out _))
                    {
                        return false;
                    }

                    break;
                case FDT_END:
                    reason = "";
                    return path.Count == 0;
                default:
                    return false;
            }
        }

        return false;
    }

    private static bool TryReadString(ReadOnlySpan<byte> bytes, out string text, out int length)
    {
        length = bytes.IndexOf((byte)0);
        text = length < 0 ? "" : Encoding.UTF8.GetString(bytes[..length]);
        return length >= 0;
    }

    private static uint Cell(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt32BigEndian(bytes[at..]);

    private static void WriteNode(MemoryStream to, StringTable strings, FdtNode node)
    {
        WriteCell(to, FDT_BEGIN_NODE);
        to.Write(Encoding.UTF8.GetBytes(node.Name + "\0"));
        Align(to);
        foreach ((string name, byte[] value) in node.Properties)
        {
            WriteCell(to, FDT_PROP);
            WriteCell(to, (uint)value.Length);
            WriteCell(to, strings.Offset(name));
            to.Write(value);
            Align(to);
        }

        foreach (FdtNode child in node.Children)
        {
            WriteNode(to, strings, child);
        }

        WriteCell(to, FDT_END_NODE);
    }

    private static void WriteCell(MemoryStream to, uint value)
    {
        Span<byte> cell = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(cell, value);
        to.Write(cell);
    }

    private static void Align(MemoryStream to)
    {
        while ((to.Length & 3) != 0)
        {
            to.WriteByte(0);
        }
    }

    /// <summary>The strings block: each property name once.</summary>
    private sealed class StringTable
    {
        private readonly Dictionary<string, uint> offsets = [];
        private readonly MemoryStream bytes = new();

        public ReadOnlySpan<byte> Bytes => bytes.GetBuffer().AsSpan(0, (int)bytes.Length);

        public uint Offset(string name)
        {
            if (!offsets.TryGetValue(name, out uint offset))
            {
                offset = (uint)bytes.Length;
                offsets.Add(name, offset);
                bytes.Write(Encoding.UTF8.GetBytes(name + "\0"));
            }

            return offset;
        }
    }
}
