using System.Buffers.Binary;

namespace Armillary.Differential;

/// <summary>Register and scratch-memory values before or after a sequence: the record that runner.S reads and writes.</summary>
public sealed class SequenceState
{
    public const int ScratchSize = 0x2000;
    public const int StateSize = 0x800;

    public ulong[] X { get; } = new ulong[31];

    public ulong[] V { get; } = new ulong[64];

    public ulong Nzcv { get; set; }

    public ulong Fpcr { get; set; }

    public ulong Fpsr { get; set; }

    public byte[] Scratch { get; } = new byte[ScratchSize];

    public byte[] ToRecord(ReadOnlySpan<uint> words)
    {
        byte[] record = new byte[0x3000];
        for (int i = 0; i < 31; i++)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(record.AsSpan(8 * i), X[i]);
        }

        for (int i = 0; i < 64; i++)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(record.AsSpan(0x200 + (8 * i)), V[i]);
        }

        BinaryPrimitives.WriteUInt64LittleEndian(record.AsSpan(0x0F8), Nzcv);
        BinaryPrimitives.WriteUInt64LittleEndian(record.AsSpan(0x100), Fpcr);
        BinaryPrimitives.WriteUInt64LittleEndian(record.AsSpan(0x108), Fpsr);
        BinaryPrimitives.WriteUInt64LittleEndian(record.AsSpan(0x110), (ulong)words.Length);
        for (int i = 0; i < words.Length; i++)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(record.AsSpan(0x800 + (4 * i)), words[i]);
        }

        Scratch.CopyTo(record.AsSpan(0x1000));
        return record;
    }

    public static SequenceState FromResult(ReadOnlySpan<byte> result)
    {
        SequenceState state = new();
        for (int i = 0; i < 31; i++)
        {
            state.X[i] = BinaryPrimitives.ReadUInt64LittleEndian(result[(8 * i)..]);
        }

        for (int i = 0; i < 64; i++)
        {
            state.V[i] = BinaryPrimitives.ReadUInt64LittleEndian(result[(0x200 + (8 * i))..]);
        }

        state.Nzcv = BinaryPrimitives.ReadUInt64LittleEndian(result[0x0F8..]);
        state.Fpcr = BinaryPrimitives.ReadUInt64LittleEndian(result[0x100..]);
        state.Fpsr = BinaryPrimitives.ReadUInt64LittleEndian(result[0x108..]);
        result.Slice(StateSize, ScratchSize).CopyTo(state.Scratch);
        return state;
    }

    /// <summary>What differs, in a line; null if nothing. X27 and X28 are addresses of each side's own.</summary>
    public string? Difference(SequenceState other)
    {
        List<string> lines = [];
        for (int i = 0; i < 31; i++)
        {
            if (i is not (27 or 28) && X[i] != other.X[i])
            {
                lines.Add($"X{i} {X[i]:X16} / {other.X[i]:X16}");
            }
        }

        for (int i = 0; i < 64; i += 2)
        {
            if (V[i] != other.V[i] || V[i + 1] != other.V[i + 1])
            {
                lines.Add($"V{i / 2} {V[i + 1]:X16}_{V[i]:X16} / {other.V[i + 1]:X16}_{other.V[i]:X16}");
            }
        }

        if (Nzcv != other.Nzcv)
        {
            lines.Add($"NZCV {Nzcv >> 28:X} / {other.Nzcv >> 28:X}");
        }

        if (Fpsr != other.Fpsr)
        {
            lines.Add($"FPSR {Fpsr:X8} / {other.Fpsr:X8}");
        }

        int at = Scratch.AsSpan().CommonPrefixLength(other.Scratch);
        if (at < ScratchSize)
        {
            lines.Add($"scratch+0x{at - 0x1000:X} {Scratch[at]:X2} / {other.Scratch[at]:X2}");
        }

        return lines.Count == 0 ? null : string.Join(", ", lines);
    }
}
