using System.Buffers.Binary;
using Armillary.Core.Memory;

namespace Armillary.Devices.Pci;

/// <summary>
/// The MSI-X capability of a function, with its table and pending bits in a range of memory (PCI Express Base 4.0, 7.7.2). A vector that is raised while it or the function is
/// masked is pending, and sent when it no longer is. Raised from any thread; its own lock is taken last before the interrupt controller's.
/// </summary>
public sealed class MsiX : IMmioTarget
{
    /// <summary>The bytes of the memory range: the table from its start, the pending bits from <see cref="PendingOffset"/>.</summary>
    public const ulong RangeSize = 0x1000;

    /// <summary>The most vectors: what the range has room for.</summary>
    public const int MaximumVectors = 128;

    private const byte CapabilityId = 0x11;
    private const int EntrySize = 16;
    private const int VectorControl = 12;
    private const uint PendingOffset = 0x800;
    private const uint Enable = 0x8000, FunctionMask = 0x4000;

    private readonly PciFunction function;
    private readonly ConfigurationRegister control;
    private readonly byte[] table;
    private readonly bool[] pending;
    private readonly Lock gate = new();
    private bool enabled;
    private bool masked;

    internal MsiX(PciFunction function, ConfigurationSpace space, int vectors, int bar)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(vectors, MaximumVectors);
        this.function = function;
        Vectors = vectors;
        table = new byte[vectors * EntrySize];
        pending = new bool[vectors];
        int offset = space.AddCapability(CapabilityId, 12);
        control = space.Add(offset + 2, 2, (uint)(vectors - 1), writable: Enable | FunctionMask);
        space.Add(offset + 4, 4, (uint)bar);
        space.Add(offset + 8, 4, PendingOffset | (uint)bar);
        Reset();
    }

    /// <summary>How many vectors there are.</summary>
    public int Vectors { get; }

    /// <summary>Whether the guest chose MSI-X, so that the function's pin is silent.</summary>
    public bool Enabled => Volatile.Read(ref enabled);

    /// <summary>Raises a vector. One that does not exist is none (virtio's NO_VECTOR among them).</summary>
    public void Raise(int vector)
    {
        if (vector < 0 || vector >= Vectors)
        {
            return;
        }

        lock (gate)
        {
            if (!enabled)
            {
                return;
            }

            pending[vector] = true;
            SendPending(vector);
        }
    }

    /// <inheritdoc/>
    public bool TryRead(ulong offset, int size, out ulong value)
    {
        Span<byte> bytes = stackalloc byte[8];
        lock (gate)
        {
            if (offset < (ulong)table.Length)
            {
                ReadOnlySpan<byte> rest = table.AsSpan((int)offset);
                rest[..Math.Min(size, rest.Length)].CopyTo(bytes);
            }
            else if (offset >= PendingOffset)
            {
                for (int i = 0; i < size * 8; i++)
                {
                    ulong vector = ((offset - PendingOffset) * 8) + (ulong)i;
                    bytes[i >> 3] |= (byte)(vector < (ulong)Vectors && pending[vector] ? 1 << (i & 7) : 0);
                }
            }
        }

        value = BinaryPrimitives.ReadUInt64LittleEndian(bytes) & (ulong.MaxValue >> (64 - (8 * size)));
        return true;
    }

    /// <inheritdoc/>
    public bool TryWrite(ulong offset, int size, ulong value)
    {
        lock (gate)
        {
            for (int i = 0; i < size; i++)
            {
                // Of the vector control only the mask can be written.
                ulong at = offset + (ulong)i;
                if (at < (ulong)table.Length)
                {
                    int field = (int)(at % EntrySize);
                    byte mask = field < VectorControl ? (byte)0xFF : field == VectorControl ? (byte)1 : (byte)0;
                    table[at] = (byte)((value >> (8 * i)) & mask);
                }
            }

            if (offset < (ulong)table.Length)
            {
                SendPending((int)(offset / EntrySize));
            }
        }

        return true;
    }

    /// <summary>Every vector masked, none pending.</summary>
    internal void Reset()
    {
        lock (gate)
        {
            Array.Clear(table);
            Array.Clear(pending);
            for (int vector = 0; vector < Vectors; vector++)
            {
                table[(vector * EntrySize) + VectorControl] = 1;
            }

            Volatile.Write(ref enabled, false);
            masked = false;
        }
    }

    /// <summary>Takes over what the guest wrote into the capability.</summary>
    internal void Update()
    {
        lock (gate)
        {
            Volatile.Write(ref enabled, control.Has(Enable));
            masked = control.Has(FunctionMask);
            for (int vector = 0; vector < Vectors; vector++)
            {
                SendPending(vector);
            }
        }
    }

    private void SendPending(int vector)
    {
        ReadOnlySpan<byte> entry = table.AsSpan(vector * EntrySize, EntrySize);
        if (!pending[vector] || !enabled || masked || (entry[VectorControl] & 1) != 0)
        {
            return;
        }

        pending[vector] = false;
        function.SendMessage(BinaryPrimitives.ReadUInt64LittleEndian(entry), BinaryPrimitives.ReadUInt32LittleEndian(entry[8..]));
    }
}
