using Armillary.Arm.A64;

namespace Armillary.Conformance;

/// <summary>Makes random tests: an encoding's fields at random, so that loads and stores fall into the data area and branches into the slot.</summary>
/// <param name="seed">Where the sequence starts.</param>
public sealed unsafe class RandomTests(ulong seed)
{
    private static readonly ulong[] Integers =
    [
        0, 1, 2, 31, 32, 63, 64, 0x7F, 0x80, 0xFF, 0x7FFF, 0x8000, 0xFFFF, 0x7FFF_FFFF, 0x8000_0000, 0xFFFF_FFFF, 0x1_0000_0000,
        0x7FFF_FFFF_FFFF_FFFF, 0x8000_0000_0000_0000, 0xFFFF_FFFF_FFFF_FFFF, 0xFFFF_FFFF_8000_0000, 0xFFFF_FFFF_FFFF_FF80,
    ];

    private static readonly ulong[] Floats =
    [
        // double, then two singles, then four halves: zeros, one, denormals, infinities, quiet and signalling NaNs, largest
        0, 0x8000_0000_0000_0000, 0x3FF0_0000_0000_0000, 0xBFF8_0000_0000_0000, 1, 0x800F_FFFF_FFFF_FFFF, 0x7FF0_0000_0000_0000, 0xFFF0_0000_0000_0000,
        0x7FF8_0000_0000_0000, 0x7FF0_0000_0000_0001, 0xFFF8_0000_DEAD_BEEF, 0x7FEF_FFFF_FFFF_FFFF, 0x0010_0000_0000_0000,
        0x3F80_0000_BF80_0000, 0x0000_0001_8000_0001, 0x7F80_0000_FF80_0000, 0x7FC0_0000_7F80_0001, 0x7F7F_FFFF_0080_0000, 0x4F00_0000_CF00_0000,
        0x3C00_BC00_0001_8001, 0x7C00_FC00_7E00_7C01, 0x7BFF_0400_3555_C500,
    ];

    /// <summary>A random 64-bit number (splitmix64).</summary>
    public ulong Next()
    {
        seed += 0x9E37_79B9_7F4A_7C15;
        ulong z = (seed ^ (seed >> 30)) * 0xBF58_476D_1CE4_E5B9;
        z = (z ^ (z >> 27)) * 0x94D0_49BB_1331_11EB;
        return z ^ (z >> 31);
    }

    /// <summary>A random number below a limit.</summary>
    public int Next(int limit) => (int)(Next() % (uint)limit);

    /// <summary>A random state: registers with edge values, SP in the data area.</summary>
    public GuestState State()
    {
        GuestState state = default;
        for (int i = 0; i < 31; i++)
        {
            state.X[i] = Next(3) == 0 ? Integers[Next(Integers.Length)] : Next();
        }

        for (int i = 0; i < 64; i++)
        {
            state.V[i] = Next(3) switch { 0 => Next(), 1 => Floats[Next(Floats.Length)], _ => NearFloat() };
        }

        state.SP = DataArea.Data + 0x8000 + (ulong)(Next(64) * 16);
        state.NZCV = Next() & 0xF000_0000;
        if (Next(4) == 0)
        {
            state.FPCR = Next() & 0x07C8_0000; // AHP, DN, FZ, RMode, FZ16
        }

        return state;
    }

    /// <summary>A word of an encoding; registers that make addresses get such values.</summary>
    public uint Word(A64Encoding row, ref GuestState state)
    {
        uint word = row.Value | row.ShouldBe;
        foreach (A64Field field in row.Fields)
        {
            word |= (uint)(Next() & ((1UL << field.Width) - 1)) << field.Lsb;
        }

        bool memory = (row.Value & row.Mask & 0x0A00_0000) == 0x0800_0000;
        if (memory)
        {
            Spread(row, ref word, "Rn", "Rt", "Rt2", "Rs", "Rm");
            int Rn = Field(row, word, "Rn");
            bool literal = Rn < 0;
            if (literal)
            {
                Set(row, ref word, "imm19", (uint)Next(10) + 2);
                return word;
            }

            ulong address = DataArea.Data + 0x8000 + (ulong)(Next(64) * 16);
            if (Next(4) == 0 && (row.Value & 0x3F00_0000) != 0x0800_0000)
            {
                address += (ulong)Next(16);
            }

            if (Rn != 31)
            {
                state.X[Rn] = address;
            }

            int Rm = Field(row, word, "Rm");
            if (Rm is >= 0 and not 31)
            {
                state.X[Rm] = Next(2) == 0 ? (ulong)Next(0x800) : 0UL - (ulong)Next(0x800);
                if (Field(row, word, "option") is 2)
                {
                    state.X[Rm] = (Next() & 0x7FF) | (Next() << 32);
                }
            }
        }

        // Branches go a few words forward.
        Set(row, ref word, "imm26", (uint)Next(6) + 1);
        if ((row.Value & row.Mask & 0x1C00_0000) == 0x1400_0000)
        {
            Set(row, ref word, "imm19", (uint)Next(6) + 1);
            Set(row, ref word, "imm14", (uint)Next(6) + 1);
        }

        return word;
    }

    /// <summary>
    /// A word for a sequence: registers from 0 to 15, base register 28 and offset register 27, which nothing else writes.
    /// </summary>
    public uint SequenceWord(A64Encoding row)
    {
        GuestState ignored = default;
        uint word = Word(row, ref ignored);
        bool memory = (row.Value & row.Mask & 0x0A00_0000) == 0x0800_0000;
        var used = new HashSet<int>();
        foreach (string branch in new[] { "imm26", "imm19", "imm14" })
        {
            Set(row, ref word, branch, (uint)Next(4) + 1); // within the slot from every word
        }

        foreach (A64Field field in row.Fields.Where(f => f.Name[0] == 'R' && f.Width >= 4))
        {
            int value = Next(16) & (row.Name.StartsWith("CASP", StringComparison.Ordinal) ? 14 : 15);
            while (memory && !used.Add(value >> 1))
            {
                value = Next(8) * 2;
            }

            Set(row, ref word, field.Name, (uint)(memory && field.Name == "Rn" ? 28 : memory && field.Name == "Rm" ? 27 : value));
        }

        return word;
    }

    private ulong NearFloat()
    {
        // Exponents near the middle, so that sums and products neither vanish nor overflow.
        ulong value = Next();
        return Next(2) == 0
            ? (value & 0x800F_FFFF_FFFF_FFFF) | ((ulong)(1023 - 40 + Next(80)) << 52)
            : (value & 0x807F_FFFF_807F_FFFF) | ((ulong)(127 - 20 + Next(40)) << 23) | ((ulong)(127 - 20 + Next(40)) << 55);
    }

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

    private static void Set(A64Encoding row, ref uint word, string name, uint value)
    {
        foreach (A64Field field in row.Fields)
        {
            if (field.Name == name)
            {
                uint mask = (uint)((1UL << field.Width) - 1) << field.Lsb;
                word = (word & ~mask) | ((value << field.Lsb) & mask);
            }
        }
    }

    /// <summary>Makes register fields differ: equal ones are CONSTRAINED UNPREDICTABLE in many loads and stores.</summary>
    private void Spread(A64Encoding row, ref uint word, params string[] names)
    {
        bool vector = (row.Value & row.Mask & 0x0400_0000) != 0;
        var used = new HashSet<int>();
        foreach (string name in names)
        {
            int value = Field(row, word, name);
            if (value < 0 || (vector && name is "Rt" or "Rt2"))
            {
                continue;
            }

            bool even = row.Name.StartsWith("CASP", StringComparison.Ordinal) && name is "Rs" or "Rt";
            if (even)
            {
                value &= 30;
            }

            while (!used.Add(value) || (even && !used.Add(value + 1)))
            {
                value = even ? Next(15) * 2 : Next(31);
            }

            Set(row, ref word, name, (uint)value);
        }
    }
}
