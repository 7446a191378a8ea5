using Armillary.Arm;
using Armillary.Arm.A64;
using Armillary.Arm.State;
using Armillary.Ir;

namespace Armillary.Differential;

/// <summary>Random instructions from the rows of the instruction set, and random register values with many of the awkward ones.</summary>
public sealed class RandomSequences
{
    private static readonly ulong[] EdgeIntegers =
        [0, 1, 2, 0x7F, 0x80, 0xFF, 0x7FFF, 0x8000, 0xFFFF, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFF, 0x7FFFFFFFFFFFFFFF, 0x8000000000000000, ulong.MaxValue];

    private static readonly ulong[] EdgeDoubles =
    [
        0, 0x8000000000000000, 0x3FF0000000000000, 0xBFF0000000000000, 0x7FF0000000000000, 0xFFF0000000000000, 0x7FF8000000000000,
        0x7FF0000000000001, 0xFFF8000000001234, 0x0010000000000000, 0x000FFFFFFFFFFFFF, 1, 0x7FEFFFFFFFFFFFFF, 0x41E0000000000000, 0x43E0000000000000,
    ];

    private static readonly uint[] EdgeSingles =
        [0, 0x80000000, 0x3F800000, 0xBF800000, 0x7F800000, 0xFF800000, 0x7FC00000, 0x7F800001, 0xFFC01234, 0x00800000, 0x007FFFFF, 1, 0x7F7FFFFF, 0x4F000000, 0x5F000000];

    private readonly Random random;
    private readonly A64Encoding[] rows;
    private readonly A64Translator checker = new();
    private readonly Features features;

    public RandomSequences(int seed, Features features, Func<A64Encoding, bool> filter)
    {
        random = new Random(seed);
        this.features = features;
        rows = [.. A64EncodingTable.Rows.Where(r => (r.Feature & ~features) == 0 && IsComparable(r) && filter(r))];
    }

    public int RowCount => rows.Length;

    public uint[] Sequence(int length)
    {
        uint[] words = new uint[length];
        for (int i = 0; i < length; i++)
        {
            words[i] = Word();
        }

        return words;
    }

    public SequenceState State()
    {
        SequenceState state = new();
        for (int i = 0; i < 31; i++)
        {
            state.X[i] = Integer();
        }

        for (int i = 0; i < 64; i++)
        {
            state.V[i] = random.Next(3) switch { 0 => Integer(), 1 => Double(), _ => (ulong)Single() << 32 | Single() };
            if (i % 2 == 1 && random.Next(3) == 0)
            {
                state.V[i] = 0;
            }
        }

        state.Nzcv = (ulong)random.Next(16) << 28;

        // RMode, and now and then DN and FZ.
        state.Fpcr = (ulong)(random.Next(2) == 0 ? 0 : random.Next(4)) << 22 | (random.Next(6) == 0 ? 1UL << 25 : 0) | (random.Next(6) == 0 ? 1UL << 24 : 0);
        random.NextBytes(state.Scratch);
        return state;
    }

    /// <summary>Not compared: what depends on where code or stack lie, control flow and the system, and pointer authentication, whose hash is each implementation's own.</summary>
    private static bool IsComparable(A64Encoding row)
    {
        bool branchOrSystem = (row.Mask & 0x1C000000) == 0x1C000000 && (row.Value & 0x1C000000) == 0x14000000;
        bool pcRelative = (row.Mask & 0x1F000000) == 0x1F000000 && (row.Value & 0x1F000000) == 0x10000000;
        bool literal = (row.Mask & 0x3B000000) == 0x3B000000 && (row.Value & 0x3B000000) == 0x18000000;
        bool writeback = row.Syntax.Contains('!') || row.Syntax.Contains("], ");

        // LDTR and STTR use EL0's permissions, which a user-mode emulator cannot tell apart from its own.
        bool unprivileged = row.Syntax.StartsWith("LDTR", StringComparison.Ordinal) || row.Syntax.StartsWith("STTR", StringComparison.Ordinal);

        // FJCVTZS of a denormal that FPCR.FZ flushes clears Z in the manual (shared/functions/float/fptofixedjs); QEMU 7.2 sets it.
        // FCVTZS (fixed-point) of a scalar half-precision number writes 16 bits and zeroes above; QEMU 7.2 sign-extends to 32.
        bool known = row.Name is "FJCVTZS_float_int" or "FCVTZS_advsimd_imm";
        return !known && !branchOrSystem && !pcRelative && !literal && !writeback && !unprivileged && row.Feature != Features.PAuth && !row.Name.StartsWith("PRFM", StringComparison.Ordinal);
    }

    private uint Word()
    {
        while (true)
        {
            A64Encoding row = rows[random.Next(rows.Length)];
            uint word = row.Value | (row.ShouldBe & row.ShouldBeMask);
            bool loadStore = (row.Value & 0x0A000000) == 0x08000000 && (row.Mask & 0x0A000000) == 0x0A000000;
            List<int> used = [];
            bool usable = true;
            foreach (A64Field field in row.Fields)
            {
                int value = random.Next(1 << Math.Min(field.Width, 30));
                if (field.Name[0] == 'R' && field.Width == 5)
                {
                    bool allow31 = !row.Syntax.Contains("SP", StringComparison.Ordinal);
                    do
                    {
                        value = random.Next(allow31 ? 32 : 31);
                    }
                    while (value is 27 or 28 || (loadStore && used.Contains(value)));

                    if (loadStore && field.Name == "Rn")
                    {
                        value = 27;
                    }
                    else if (loadStore && field.Name == "Rm")
                    {
                        value = 31;
                    }

                    used.Add(value);
                }
                else if (field.Name == "imm9" && row.Feature == Features.LRCPC2)
                {
                    value &= ~15; // Older emulators lack FEAT_LSE2, with which unaligned ordered accesses need not fault.
                }
                else if (field.Name == "imm12" && loadStore)
                {
                    value &= 0xFF;
                }

                word |= (uint)value << field.Lsb;
            }

            usable &= IsDefined(word);
            if (usable)
            {
                return word;
            }
        }
    }

    private bool IsDefined(uint word)
    {
        byte[] code = BitConverter.GetBytes(word);
        checker.TranslateBlock(code, TranslationContext.MmuOn | (TranslationContext)1, features, 0, 1);
        foreach (ref readonly Instruction i in checker.Block.Instructions)
        {
            if (i.Op == Op.Call && i.Sub == Helpers.Undefined)
            {
                return false;
            }
        }

        return true;
    }

    private ulong Integer() => random.Next(3) switch
    {
        0 => EdgeIntegers[random.Next(EdgeIntegers.Length)],
        1 => (ulong)random.NextInt64(),
        _ => (ulong)random.NextInt64(long.MinValue, long.MaxValue) >> random.Next(64),
    };

    private ulong Double() => random.Next(3) switch
    {
        0 => EdgeDoubles[random.Next(EdgeDoubles.Length)],
        1 => BitConverter.DoubleToUInt64Bits((random.NextDouble() - 0.5) * Math.Pow(10, random.Next(-5, 20))),
        _ => (ulong)random.NextInt64(long.MinValue, long.MaxValue),
    };

    private uint Single() => random.Next(3) switch
    {
        0 => EdgeSingles[random.Next(EdgeSingles.Length)],
        1 => BitConverter.SingleToUInt32Bits((float)((random.NextDouble() - 0.5) * Math.Pow(10, random.Next(-5, 12)))),
        _ => (uint)random.NextInt64(),
    };
}
