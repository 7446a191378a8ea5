using System.Runtime.CompilerServices;
using Armillary.Arm;
using Armillary.Arm.A64;

namespace Armillary.Conformance.Sve;

/// <summary>Makes random tests of the Scalable Vector Extension: any predicates and elements, and addresses in the data area or, sometimes, over its end.</summary>
/// <param name="seed">Where the sequence starts.</param>
/// <param name="length">The vector length in bits.</param>
internal sealed unsafe class SveRandom(ulong seed, int length)
{
    private readonly RandomTests random = new(seed);

    /// <summary>The encodings.</summary>
    public static A64Encoding[] Rows { get; } = [.. A64EncodingTable.Rows.Where(r => (r.Feature & Features.SVE) != 0)];

    /// <summary>What the instructions are decoded by.</summary>
    public static Features Model { get; } = CpuModel.Max.WithSve(512).Features;

    public int Next(int limit) => random.Next(limit);

    /// <summary>A random state.</summary>
    public SveState State()
    {
        GuestState low = random.State(), high = random.State(), more = random.State(), last = random.State();
        SveState state = default;
        for (int i = 0; i < 31; i++)
        {
            state.X[i] = low.X[i];
        }

        (state.SP, state.NZCV, state.FPCR, state.FPSR) = (low.SP, low.NZCV, low.FPCR, (ulong)random.Next(2) << 4); // IXC
        for (int n = 0; n < 32; n++)
        {
            for (int w = 0; w < length / 64; w++)
            {
                ref GuestState from = ref (w < 2 ? ref low : ref w < 4 ? ref high : ref w < 6 ? ref more : ref last);
                state.Z[(n * SveState.Words) + w] = from.V[(n * 2) + (w & 1)];
            }
        }

        ulong mask = ulong.MaxValue >> (64 - (length / 8));
        for (int n = 0; n < 17; n++)
        {
            state.P[n] = mask & random.Next(8) switch { 0 => 0, 1 or 2 => ulong.MaxValue, 3 => random.Next() & random.Next() & random.Next(), 4 => random.Next() | random.Next() | random.Next(), _ => random.Next() };
        }

        if (random.Next(3) != 0)
        {
            state.P[16] = mask;
        }

        return state;
    }

    /// <summary>A word of an encoding; false: its condition does not hold.</summary>
    public bool TryWord(A64Encoding row, out uint word)
    {
        word = row.Value | row.ShouldBe;
        foreach (A64Field field in row.Fields)
        {
            word |= (uint)(random.Next() & ((1UL << field.Width) - 1)) << field.Lsb;
        }

        return A64Decoder.Find(word, Model) == row.Row;
    }

    /// <summary>Whether an encoding is a load or store.</summary>
    public static bool IsMemory(A64Encoding row) => (row.Value >> 24 & 0xFE) is 0x84 or 0xA4 or 0xC4 or 0xE4;

    /// <summary>Gives the registers of a load or store addresses. False: they are one register.</summary>
    public bool TryAddress(A64Encoding row, uint word, ref SveState state)
    {
        int Rn = Field(row, word, "Rn"), Rm = Field(row, word, "Rm"), Zn = Field(row, word, "Zn"), Zm = Field(row, word, "Zm");
        if (Rn >= 0 && Rn == Rm)
        {
            return false;
        }

        // Where a first-fault load meets a page's end the reference may stop, so the only end met is that of the data.
        // Structures over it stop the reference at an assertion of its own.
        bool end = random.Next(4) == 0 && row.Name[2] is not (>= '2' and <= '4');
        ulong address = DataArea.Data + (end ? DataArea.DataSize - (ulong)random.Next(0x80) : 0x8600 + (ulong)random.Next(0x200));
        if (end && !row.Name.StartsWith("LDFF", StringComparison.Ordinal) && !row.Name.StartsWith("LDNF", StringComparison.Ordinal))
        {
            address &= ~15UL; // no element across the end
        }

        if (Rn == 31)
        {
            state.SP = address & ~15UL;
        }
        else if (Rn >= 0)
        {
            state.X[Rn] = address;
        }

        if (Rm is >= 0 and < 31)
        {
            state.X[Rm] = random.Next(2) == 0 ? 0 : (ulong)random.Next(0x20);
        }

        bool wide = row.Name.Contains("_d", StringComparison.Ordinal);
        for (int i = 0; i < length / 64; i++)
        {
            if (Zn >= 0)
            {
                state.Z[(Zn * SveState.Words) + i] = wide ? Near() : Near() | (Near() << 32);
            }

            if (Zm >= 0)
            {
                ulong high = row.Name.EndsWith("_64", StringComparison.Ordinal) || row.Name.EndsWith("_64_scaled", StringComparison.Ordinal) ? 0 : wide ? random.Next() : (uint)random.Next(0x40);
                state.Z[(Zm * SveState.Words) + i] = (uint)random.Next(0x40) | (high << 32);
            }
        }

        return true;
    }

    /// <summary>Whether a contiguous load's base is near the end of the data.</summary>
    public static bool IsAtEnd(uint word, in SveState state)
    {
        int Rn = (int)(word >> 5) & 31;
        return (Rn == 31 ? state.SP : state.X[Rn]) > DataArea.Data + DataArea.DataSize - 0x100;
    }

    private ulong Near() => DataArea.Data + (random.Next(24) == 0 ? DataArea.DataSize - (ulong)random.Next(16) : (ulong)random.Next(DataArea.DataSize - 0x400));

    private static int Field(A64Encoding row, uint word, string name)
    {
        foreach (A64Field field in row.Fields)
        {
            if (field.Name == name)
            {
                return field.Extract(word);
            }
        }

        return -1;
    }
}
