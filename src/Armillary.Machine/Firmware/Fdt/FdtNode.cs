using System.Buffers.Binary;
using System.Text;

namespace Armillary.Machine.Firmware.Fdt;

/// <summary>
/// One node of a device tree: named properties in order of definition, then child nodes (Devicetree Specification v0.4,
/// chapter 2). A node is addressed by its path, as in <c>/soc/pl011@9000000</c>.
/// </summary>
/// <param name="name">The node name, unit address included; empty for the root.</param>
public sealed class FdtNode(string name)
{
    private readonly List<KeyValuePair<string, byte[]>> properties = [];
    private readonly List<FdtNode> children = [];

    /// <summary>The node name with its unit address.</summary>
    public string Name { get; } = name;

    /// <summary>The properties in order, values as they are stored.</summary>
    public IReadOnlyList<KeyValuePair<string, byte[]>> Properties => properties;

    /// <summary>The child nodes in order.</summary>
    public IReadOnlyList<FdtNode> Children => children;

    /// <summary>The child of that exact name, made if there is none.</summary>
    public FdtNode Child(string childName)
    {
        if (Find(childName) is { } existing)
        {
            return existing;
        }

        var child = new FdtNode(childName);
        children.Add(child);
        return child;
    }

    /// <summary>The child of that exact name, or null.</summary>
    public FdtNode? Find(string childName) => children.Find(c => c.Name == childName);

    /// <summary>Removes every child that <paramref name="match"/> accepts.</summary>
    public void RemoveChildren(Predicate<FdtNode> match) => children.RemoveAll(match);

    /// <summary>The value of a property as stored, or null.</summary>
    public byte[]? Get(string property)
    {
        int i = properties.FindIndex(p => p.Key == property);
        return i < 0 ? null : properties[i].Value;
    }

    /// <summary>Sets a property that is true by being there.</summary>
    public FdtNode Set(string property) => SetBytes(property, []);

    /// <summary>Sets a property of 32-bit cells, stored big-endian.</summary>
    public FdtNode Set(string property, params ReadOnlySpan<uint> cells)
    {
        var value = new byte[cells.Length * 4];
        for (int i = 0; i < cells.Length; i++)
        {
            BinaryPrimitives.WriteUInt32BigEndian(value.AsSpan(i * 4), cells[i]);
        }

        return SetBytes(property, value);
    }

    /// <summary>Sets a property of 64-bit numbers (two cells each).</summary>
    public FdtNode Set64(string property, params ReadOnlySpan<ulong> values)
    {
        var value = new byte[values.Length * 8];
        for (int i = 0; i < values.Length; i++)
        {
            BinaryPrimitives.WriteUInt64BigEndian(value.AsSpan(i * 8), values[i]);
        }

        return SetBytes(property, value);
    }

    /// <summary>Sets a property of one or more zero-terminated strings.</summary>
    public FdtNode Set(string property, params ReadOnlySpan<string> strings)
    {
        var text = new StringBuilder();
        foreach (string s in strings)
        {
            text.Append(s).Append('\0');
        }

        return SetBytes(property, Encoding.UTF8.GetBytes(text.ToString()));
    }

    /// <summary>Sets a property to bytes as they are.</summary>
    public FdtNode SetBytes(string property, byte[] value)
    {
        var entry = KeyValuePair.Create(property, value);
        int i = properties.FindIndex(p => p.Key == property);
        if (i < 0)
        {
            properties.Add(entry);
        }
        else
        {
            properties[i] = entry;
        }

        return this;
    }
}
