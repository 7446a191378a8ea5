using System.Numerics;
using Armillary.Arm.State;
using Armillary.Ir.Numerics;

namespace Armillary.Arm.Sve;

/// <summary>What an instruction of the Scalable Vector Extension does.</summary>
public delegate void SveMeaning(SveUnit unit);

/// <summary>
/// The Scalable Vector Extension of one CPU (FEAT_SVE): what its registers have beyond bits 127:0 of the vectors, which are the vector slots, and what its
/// instructions are written with. They are all done by one helper, <see cref="Execute"/>. The CPU's own thread.
/// </summary>
/// <param name="cpu">The CPU.</param>
public sealed partial class SveUnit(Cpu cpu)
{
    /// <summary>How many words of 64 bits the longest vector has.</summary>
    public const int Words = 8;

    private const int UpperWords = Words - 2;
    private const int MeaningCount = 1024;

    private readonly ulong[] upper = new ulong[32 * UpperWords];
    private readonly ulong[] predicates = new ulong[17];
    private readonly (uint Word, SveMeaning? Meaning)[] meanings = new (uint, SveMeaning?)[MeaningCount];
    private readonly A64.A64Translator translator = new();
    private FPContext fp;
    private uint executing;

    /// <summary>The number of the FFR among predicate registers.</summary>
    public const int FFR = 16;

    /// <summary>The vector length in bytes while an instruction is done.</summary>
    public int VL { get; private set; } = 16;

    /// <summary>The bits of a predicate register that there are.</summary>
    public ulong PredicateMask => ulong.MaxValue >> (64 - VL);

    /// <summary>Which registers have something above bit 127: what writes the low part alone clears the register's bit, and the rest is zero from then on.</summary>
    private ref ulong UpperValid => ref cpu.Native.Integer(Slots.SveUpper);

    /// <summary>Does an instruction of the extension: at PC, all slots in memory.</summary>
    public void Execute(uint word)
    {
        cpu.Native.Words.Leave = 0;
        if (cpu.TrapSve())
        {
            return;
        }

        VL = cpu.VectorLength / 8;
        executing = word;
        ref (uint Word, SveMeaning? Meaning) known = ref meanings[(word ^ (word >> 10) ^ (word >> 20)) % MeaningCount];
        if (known.Meaning is null || known.Word != word)
        {
            known = (word, translator.MeaningOf(word, cpu.Model.Features));
        }

        known.Meaning!(this);
    }

    /// <summary>All registers zero.</summary>
    internal void Reset()
    {
        Array.Clear(upper);
        Array.Clear(predicates);
    }

    /// <summary>How many elements of 1 &lt;&lt; size bytes a vector has.</summary>
    public int Elements(int size) => VL >> size;

    /// <summary>Z[n], zero above the vector length.</summary>
    public SveVector ReadZ(int n)
    {
        SveVector value = default;
        Span<ulong> low = cpu.Native.Vector(n);
        value[0] = low[0];
        value[1] = low[1];
        if ((UpperValid >> n & 1) != 0)
        {
            for (int i = 2; i < VL / 8; i++)
            {
                value[i] = upper[(n * UpperWords) + i - 2];
            }
        }

        return value;
    }

    /// <summary>Z[n] = a value's low bits, as many as the vector length says; the others stay.</summary>
    public void WriteZ(int n, in SveVector value)
    {
        Span<ulong> low = cpu.Native.Vector(n);
        low[0] = value[0];
        low[1] = value[1];
        if (VL > 16)
        {
            Span<ulong> high = upper.AsSpan(n * UpperWords, UpperWords);
            if ((UpperValid >> n & 1) == 0)
            {
                high.Clear();
                UpperValid |= 1UL << n;
            }

            for (int i = 2; i < VL / 8; i++)
            {
                high[i - 2] = value[i];
            }
        }
    }

    /// <summary>V[n] = a scalar: the rest of the register is zero.</summary>
    public void WriteV(int n, ulong scalar)
    {
        SveVector value = default;
        value[0] = scalar;
        WriteZ(n, value);
    }

    /// <summary>P[n], a bit for each byte of a vector; <see cref="FFR"/> too.</summary>
    public ulong ReadP(int n) => predicates[n] & PredicateMask;

    /// <summary>P[n] = a value's low bits.</summary>
    public void WriteP(int n, ulong value) => predicates[n] = (predicates[n] & ~PredicateMask) | (value & PredicateMask);

    /// <summary>A register whole, whatever the vector length is now: for who looks at the CPU from outside.</summary>
    public void CopyVector(int n, Span<ulong> words)
    {
        cpu.Native.Vector(n).CopyTo(words);
        words[2..].Clear();
        if ((UpperValid >> n & 1) != 0)
        {
            upper.AsSpan(n * UpperWords, Math.Min(words.Length, Words) - 2).CopyTo(words[2..]);
        }
    }

    /// <summary>Sets a register whole.</summary>
    public void SetVector(int n, ReadOnlySpan<ulong> words)
    {
        words[..2].CopyTo(cpu.Native.Vector(n));
        words[2..Math.Min(words.Length, Words)].CopyTo(upper.AsSpan(n * UpperWords, UpperWords));
        UpperValid |= 1UL << n;
    }

    /// <summary>A predicate register, or the FFR, whole.</summary>
    public ref ulong Predicate(int n) => ref predicates[n];

    /// <summary>X[n], 31 being zero.</summary>
    public ulong X(int n) => n == 31 ? 0 : cpu.X(n);

    /// <summary>X[n], 31 being the stack pointer.</summary>
    public ulong XSP(int n) => n == 31 ? cpu.Native.Integer(Slots.SP) : cpu.X(n);

    /// <summary>X[n] = a value, 31 being nowhere.</summary>
    public void WriteX(int n, ulong value)
    {
        if (n != 31)
        {
            cpu.X(n) = value;
        }
    }

    /// <summary>X[n] = a value, 31 being the stack pointer.</summary>
    public void WriteXSP(int n, ulong value) => cpu.Native.Integer(n == 31 ? Slots.SP : Slots.X0 + n) = value;

    /// <summary>PSTATE.NZCV = four bits, N the highest.</summary>
    public void WriteNZCV(uint nzcv) => cpu.Native.Integer(Slots.NZCV) = Ir.FlagsWord.FromNzcv(nzcv);

    /// <summary>Whether an element is active: the predicate's bit at its first byte.</summary>
    public static bool Active(ulong mask, int n, int size) => (mask >> (n << size) & 1) != 0;

    /// <summary>The bits of a predicate that elements of a size have: one in 1 &lt;&lt; size.</summary>
    public ulong ElementMask(int size) => PredicateMask & size switch { 0 => ulong.MaxValue, 1 => 0x5555_5555_5555_5555, 2 => 0x1111_1111_1111_1111, _ => 0x0101_0101_0101_0101 };

    /// <summary>The last active element's number, or -1.</summary>
    public int LastActive(ulong mask, int size)
    {
        mask &= ElementMask(size);
        return mask == 0 ? -1 : BitOperations.Log2(mask) >> size;
    }

    /// <summary>An element's value as a signed number.</summary>
    public static long Signed(ulong value, int size) => (long)(value << (64 - (8 << size))) >> (64 - (8 << size));

    /// <summary>PredTest: NZCV = (first active, none active, not last active, 0).</summary>
    public void PredTest(ulong mask, ulong result, int size)
    {
        mask &= ElementMask(size);
        bool n = mask != 0 && (result >> BitOperations.TrailingZeroCount(mask) & 1) != 0;
        bool z = (result & mask) == 0;
        bool last = mask != 0 && (result >> BitOperations.Log2(mask) & 1) != 0;
        WriteNZCV((n ? 8u : 0) | (z ? 4u : 0) | (last ? 0 : 2u));
    }

    /// <summary>DecodePredCount: how many elements a pattern names.</summary>
    public int PatternCount(int pattern, int size)
    {
        int elements = Elements(size);
        int fixedCount = pattern switch { >= 1 and <= 8 => pattern, >= 9 and <= 13 => 16 << (pattern - 9), _ => 0 };
        return pattern switch
        {
            0 => 1 << BitOperations.Log2((uint)elements),
            <= 13 => elements >= fixedCount ? fixedCount : 0,
            29 => elements - (elements % 4),
            30 => elements - (elements % 3),
            31 => elements,
            _ => 0,
        };
    }
}
