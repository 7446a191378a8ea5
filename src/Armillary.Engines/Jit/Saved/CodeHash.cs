using System.Numerics;
using System.Runtime.InteropServices;

namespace Armillary.Engines.Jit.Saved;

/// <summary>
/// Checksums and look-up keys of saved code: CRC-32C, which the host computes eight bytes at a time. They find accidents; who may write the files is
/// the concern of <see cref="SavedFolder"/>.
/// </summary>
internal static class CodeHash
{
    /// <summary>So many bytes of guest code, from a block's first, are in its key, if it has as many.</summary>
    public const int KeyBytes = 16;

    /// <summary>64 bits: two CRCs over every other word, so that they run beside each other.</summary>
    public static ulong Checksum(ReadOnlySpan<byte> bytes)
    {
        ReadOnlySpan<ulong> words = MemoryMarshal.Cast<byte, ulong>(bytes);
        uint even = (uint)bytes.Length;
        uint odd = ~even;
        int i = 0;
        for (; i + 1 < words.Length; i += 2)
        {
            even = BitOperations.Crc32C(even, words[i]);
            odd = BitOperations.Crc32C(odd, words[i + 1]);
        }

        for (i *= 8; i < bytes.Length; i++)
        {
            even = BitOperations.Crc32C(even, bytes[i]);
        }

        return even | ((ulong)odd << 32);
    }

    /// <summary>32 bits of guest code, which is a whole number of instructions.</summary>
    public static uint Source(ReadOnlySpan<byte> code)
    {
        ReadOnlySpan<ulong> words = MemoryMarshal.Cast<byte, ulong>(code);
        uint crc = (uint)code.Length;
        foreach (ulong word in words)
        {
            crc = BitOperations.Crc32C(crc, word);
        }

        foreach (byte rest in code[(words.Length * 8)..])
        {
            crc = BitOperations.Crc32C(crc, rest);
        }

        return crc;
    }

    /// <summary>The key of a block: what it depends on, where in its page it begins, and its first instructions.</summary>
    /// <param name="context">The translation context.</param>
    /// <param name="offset">Where in its page it begins.</param>
    /// <param name="code">Its first 4, 8, 12 or 16 bytes.</param>
    public static ulong Key(uint context, int offset, ReadOnlySpan<byte> code)
    {
        ulong place = ((ulong)context << 32) | (uint)(offset << 8) | (uint)code.Length;
        uint low = BitOperations.Crc32C(0x9E37_79B9, place);
        uint high = BitOperations.Crc32C(0x7F4A_7C15, place * 0x9E37_79B9_7F4A_7C15);
        foreach (uint word in MemoryMarshal.Cast<byte, uint>(code))
        {
            low = BitOperations.Crc32C(low, word);
            high = BitOperations.Crc32C(high, word * 0x85EB_CA6BU);
        }

        return low | ((ulong)high << 32);
    }
}
