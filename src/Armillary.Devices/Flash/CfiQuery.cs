using System.Numerics;

namespace Armillary.Devices.Flash;

/// <summary>What a pair of flash chips tells about itself: the CFI query table (JESD68.01) and the identifier codes, one byte a word.</summary>
internal sealed class CfiQuery
{
    private const byte Manufacturer = 0x89;
    private const byte Device = 0x18;

    private readonly byte[] table = new byte[0x40];

    public CfiQuery(int bankSize, int blockSize, int bufferSize)
    {
        // Sizes are a chip's, and there are two.
        int blocks = bankSize / blockSize, chipBlock = blockSize / 2;
        "QRY"u8.CopyTo(table.AsSpan(0x10));
        table[0x13] = 1;
        table[0x15] = 0x31;
        table[0x1B] = 0x45;
        table[0x1C] = 0x55;
        table[0x1F] = 7;
        table[0x20] = 7;
        table[0x21] = 10;
        table[0x23] = 4;
        table[0x24] = 4;
        table[0x25] = 4;
        table[0x27] = (byte)BitOperations.Log2((uint)bankSize / 2);
        table[0x28] = 1;
        table[0x2A] = (byte)BitOperations.Log2((uint)bufferSize / 2);
        table[0x2C] = 1;
        table[0x2D] = (byte)((blocks - 1) & 0xFF);
        table[0x2E] = (byte)((blocks - 1) >> 8);
        table[0x2F] = (byte)((chipBlock >> 8) & 0xFF);
        table[0x30] = (byte)((chipBlock >> 16) & 0xFF);
        "PRI10"u8.CopyTo(table.AsSpan(0x31));
        table[0x3F] = 1;
    }

    public byte Table(ulong word) => word < (ulong)table.Length ? table[word] : (byte)0;

    /// <summary>Words 0 and 1 of each block: manufacturer and device; word 2, the block's lock, is clear.</summary>
    public byte Identifier(ulong wordInBlock) => wordInBlock switch
    {
        0 => Manufacturer,
        1 => Device,
        _ => 0,
    };
}
