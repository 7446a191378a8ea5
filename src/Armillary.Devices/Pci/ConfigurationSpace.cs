using System.Buffers.Binary;

namespace Armillary.Devices.Pci;

/// <summary>
/// The 4096 bytes of configuration space that a PCI Express function has (PCI Express Base 4.0, 7.2). Made of registers, one row each: where it lies, what
/// it is after a reset, which bits the guest may write and which it clears by writing ones. Bytes of no register read as zero. A row is told once;
/// masks, reset and the lists of capabilities follow from it. Not locked: the host bridge is.
/// </summary>
public sealed class ConfigurationSpace
{
    /// <summary>Its size in bytes.</summary>
    public const int Size = 4096;

    private const int CapabilitiesPointer = 0x34;
    private const int FirstCapability = 0x40;
    private const int FirstExtendedCapability = 0x100;

    private readonly byte[] bytes = new byte[Size];
    private readonly byte[] initial = new byte[Size];
    private readonly byte[] writable = new byte[Size];
    private readonly byte[] clearable = new byte[Size];
    private int nextCapability = FirstCapability;
    private int lastPointer = CapabilitiesPointer;

    /// <summary>Adds a register.</summary>
    /// <param name="offset">Where it lies, a multiple of its size.</param>
    /// <param name="size">Its bytes: 1, 2 or 4.</param>
    /// <param name="reset">What it holds after a reset.</param>
    /// <param name="writable">The bits that the guest may write (RW).</param>
    /// <param name="clearable">The bits that the guest clears by writing ones (RW1C).</param>
    public ConfigurationRegister Add(int offset, int size, uint reset = 0, uint writable = 0, uint clearable = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(offset & (size - 1), 0);
        Put(this.writable, offset, size, writable);
        Put(this.clearable, offset, size, clearable);
        var register = new ConfigurationRegister(this, offset, size);
        SetReset(register, reset);
        return register;
    }

    /// <summary>Adds a capability to the list in the first 256 bytes.</summary>
    /// <param name="id">The capability's ID.</param>
    /// <param name="length">Its bytes, the two of its header included.</param>
    /// <returns>Where it lies.</returns>
    public int AddCapability(byte id, int length)
    {
        int offset = nextCapability;
        nextCapability = (offset + length + 3) & ~3;
        ArgumentOutOfRangeException.ThrowIfGreaterThan(nextCapability, FirstExtendedCapability);
        Add(lastPointer, 1, (uint)offset);
        Add(offset, 1, id);
        Add(offset + 1, 1);
        lastPointer = offset + 1;
        return offset;
    }

    /// <summary>What a register holds after the next reset; it holds it now, too.</summary>
    public void SetReset(ConfigurationRegister register, uint value)
    {
        ArgumentNullException.ThrowIfNull(register);
        Put(initial, register.Offset, register.Size, value);
        Put(bytes, register.Offset, register.Size, value);
    }

    /// <summary>Every register as after a reset.</summary>
    public void Reset() => initial.CopyTo(bytes, 0);

    /// <summary>The guest reads 1, 2 or 4 bytes. Past the end there is nothing.</summary>
    public uint Read(int offset, int size) => offset >= 0 && offset <= Size - size ? Peek(offset, size) : 0;

    /// <summary>The guest writes 1, 2 or 4 bytes: what registers have there, as their rows allow.</summary>
    public void Write(int offset, int size, uint value)
    {
        if (offset < 0 || offset > Size - size)
        {
            return;
        }

        for (int i = 0; i < size; i++)
        {
            byte written = (byte)((value >> (8 * i)) & 0xFF);
            int at = offset + i;
            byte kept = (byte)(bytes[at] & ~(written & clearable[at]));
            bytes[at] = (byte)((kept & ~writable[at]) | (written & writable[at]));
        }
    }

    internal uint Peek(int offset, int size) => size switch
    {
        1 => bytes[offset],
        2 => BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(offset)),
        _ => BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(offset)),
    };

    internal void Poke(int offset, int size, uint value) => Put(bytes, offset, size, value);

    private static void Put(byte[] target, int offset, int size, uint value)
    {
        for (int i = 0; i < size; i++)
        {
            target[offset + i] = (byte)((value >> (8 * i)) & 0xFF);
        }
    }
}
