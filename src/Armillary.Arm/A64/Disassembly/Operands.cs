using System.Globalization;
using System.Numerics;

namespace Armillary.Arm.A64.Disassembly;

/// <summary>
/// The functions that conditions and syntax of [A64] rows are written with. All arguments are fields of the encoding.
/// </summary>
internal static partial class Operands
{
    private static readonly string[] Conditions =
        ["EQ", "NE", "CS", "CC", "MI", "PL", "VS", "VC", "HI", "LS", "GE", "LT", "GT", "LE", "AL", "NV"];

    private static readonly string[] Shifts = ["LSL", "LSR", "ASR", "ROR"];

    private static readonly string[] Extends = ["UXTB", "UXTH", "UXTW", "UXTX", "SXTB", "SXTH", "SXTW", "SXTX"];

    /// <summary>Whether an optional part with this value is printed.</summary>
    public static bool Shown(int value) => value != 0;

    /// <summary>Whether an optional part with this value is printed.</summary>
    public static bool Shown(long value) => value != 0;

    /// <summary>Whether an optional part with this value is printed.</summary>
    public static bool Shown(string value) => value.Length != 0;

    /// <summary>A general-purpose register; 31 is zero.</summary>
    public static string Register(int n, int sf)
        => n == 31 ? sf != 0 ? "XZR" : "WZR" : Numbered(sf != 0 ? 'X' : 'W', n);

    /// <summary>A general-purpose register; 31 is the stack pointer.</summary>
    public static string RegisterOrSP(int n, int sf)
        => n == 31 ? sf != 0 ? "SP" : "WSP" : Numbered(sf != 0 ? 'X' : 'W', n);

    /// <summary>A register's letter and number.</summary>
    public static string Numbered(char letter, int n) => letter + n.ToString(CultureInfo.InvariantCulture);

    /// <summary>A signed field.</summary>
    public static int Signed(int value, int bits) => value << (32 - bits) >> (32 - bits);

    /// <summary>A hexadecimal number.</summary>
    public static string Hex(long value) => string.Create(CultureInfo.InvariantCulture, $"0x{value:x}");

    /// <summary>A branch target: the address of the instruction and an offset.</summary>
    public static string Label(ulong pc, long offset) => string.Create(CultureInfo.InvariantCulture, $"0x{pc + (ulong)offset:x}");

    /// <summary>A condition's name.</summary>
    public static string Condition(int cond) => Conditions[cond];

    /// <summary>The inverted condition's name.</summary>
    public static string InvertedCondition(int cond) => Conditions[cond ^ 1];

    /// <summary>The name of a shift type.</summary>
    public static string Shift(int shift) => Shifts[shift];

    /// <summary>The name of an extension.</summary>
    public static string Extend(int option) => Extends[option];

    /// <summary>A vector arrangement: element size 8 &lt;&lt; size, 64 or 128 bits.</summary>
    public static string T(int size, int Q) => size switch
    {
        0 => Q != 0 ? "16B" : "8B",
        1 => Q != 0 ? "8H" : "4H",
        2 => Q != 0 ? "4S" : "2S",
        3 => Q != 0 ? "2D" : "1D",
        _ => "1Q",
    };

    /// <summary>The letter of a scalar register or element of 8 &lt;&lt; size bits.</summary>
    public static char Letter(int size) => "BHSDQ"[size];

    /// <summary>A scalar register of 8 &lt;&lt; size bits.</summary>
    public static string Scalar(int size, int n) => Numbered(Letter(size), n);

    /// <summary>A list of consecutive vector registers: <c>{ V0.16B, V1.16B }</c>.</summary>
    public static string VectorList(int first, int count, string arrangement)
        => "{" + string.Join(", ", Enumerable.Range(0, count).Select(i => Numbered('V', (first + i) & 31) + "." + arrangement)) + "}";

    /// <summary>A logical immediate in hexadecimal.</summary>
    public static string BitMask(int N, int imms, int immr, int datasize)
        => TryDecodeBitMask(N, imms, immr, datasize, out ulong mask) ? string.Create(CultureInfo.InvariantCulture, $"0x{mask:x}") : "?";

    /// <summary>DecodeBitMasks (DDI 0487, shared/functions), the wmask for logical immediates. False: reserved.</summary>
    public static bool TryDecodeBitMask(int N, int imms, int immr, int datasize, out ulong mask)
    {
        mask = 0;
        int len = BitOperations.Log2((uint)((N << 6) | (~imms & 63)));
        if (len < 1 || (datasize == 32 && N != 0))
        {
            return false;
        }

        int levels = (1 << len) - 1;
        int s = imms & levels;
        int r = immr & levels;
        if (s == levels)
        {
            return false;
        }

        int esize = 1 << len;
        ulong element = (2UL << s) - 1;
        if (r != 0)
        {
            element = (element >> r) | (element << (esize - r));
        }

        if (esize < 64)
        {
            element &= (1UL << esize) - 1;
        }

        for (int at = 0; at < datasize; at += esize)
        {
            mask |= element << at;
        }

        return true;
    }

    /// <summary>Whether a logical immediate is allocated.</summary>
    public static bool IsBitMask(int N, int imms, int immr, int sf) => TryDecodeBitMask(N, imms, immr, 32 << sf, out _);

    /// <summary>MoveWidePreferred (DDI 0487): whether MOVZ or MOVN can make a logical immediate, so that ORR is not shown as MOV.</summary>
    public static bool MoveWidePreferred(int sf, int N, int imms, int immr)
    {
        int width = 32 << sf;
        if (sf == 1 ? N != 1 : N != 0 || (imms & 32) != 0)
        {
            return false;
        }

        if (imms < 16)
        {
            return (-immr & 15) <= 15 - imms;
        }

        return imms >= width - 15 && (immr & 15) <= imms - (width - 15);
    }

    /// <summary>BFXPreferred (DDI 0487): whether a bitfield move is shown as UBFX or SBFX.</summary>
    public static bool BFXPreferred(int sf, int unsigned, int imms, int immr)
    {
        if (imms < immr || imms == (32 << sf) - 1)
        {
            return false;
        }

        if (immr == 0)
        {
            if (sf == 0 && (imms == 7 || imms == 15))
            {
                return false;
            }

            if (sf == 1 && unsigned == 0 && (imms == 7 || imms == 15 || imms == 31))
            {
                return false;
            }
        }

        return true;
    }
}
