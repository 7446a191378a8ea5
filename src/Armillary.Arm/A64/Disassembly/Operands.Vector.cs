using System.Globalization;

namespace Armillary.Arm.A64.Disassembly;

/// <summary>Operands of SIMD and floating-point instructions.</summary>
internal static partial class Operands
{
    /// <summary>A floating-point register by type field: 0 single, 1 double, 3 half.</summary>
    public static string Fp(int ftype, int n) => Numbered("SD?H"[ftype], n);

    /// <summary>The number that an 8-bit floating-point immediate stands for.</summary>
    public static string FloatImmediate(int imm8)
    {
        double value = BitConverter.UInt64BitsToDouble(A64Translator.VFPExpandImm(imm8, 64));
        return value.ToString("0.000000000000000000e+00", CultureInfo.InvariantCulture);
    }

    /// <summary>How many registers an LD1 or ST1 (multiple structures) opcode has, 0 for another instruction's.</summary>
    public static int Ld1Count(int opcode) => opcode switch
    {
        7 => 1,
        10 => 2,
        6 => 3,
        2 => 4,
        _ => 0,
    };

    /// <summary>The log2 of the element's bytes of a single structure access: 8, 16, 32 or 64 bits.</summary>
    public static int SingleScale(int opcode, int size) => opcode >> 1 == 2 ? 2 + (size & 1) : opcode >> 1;

    /// <summary>The element that a single structure access is of; -1: unallocated, or a replicating load.</summary>
    public static int SingleIndex(int opcode, int Q, int S, int size) => (opcode >> 1) switch
    {
        0 => (Q << 3) | (S << 2) | size,
        1 when (size & 1) == 0 => (Q << 2) | (S << 1) | (size >> 1),
        2 when size == 0 => (Q << 1) | S,
        2 when size == 1 && S == 0 => Q,
        _ => -1,
    };

    /// <summary>A list of elements: <c>{V0.S, V1.S}[2]</c>.</summary>
    public static string ElementList(int first, int count, int scale, int index)
        => VectorList(first, count, Letter(scale).ToString()) + "[" + index.ToString(CultureInfo.InvariantCulture) + "]";

    /// <summary>The post-index of a structure access: a register, or its size in bytes.</summary>
    public static string PostIndex(int Rm, int bytes)
        => Rm == 31 ? "#" + bytes.ToString(CultureInfo.InvariantCulture) : Register(Rm, 1);

    /// <summary>What follows the index register of a register offset.</summary>
    public static string RegisterOffset(int option, int S, int scale)
    {
        string amount = S == 0 ? "" : " #" + scale.ToString(CultureInfo.InvariantCulture);
        return option == 3 ? S == 0 ? "" : ", LSL" + amount : ", " + Extend(option) + amount;
    }

    /// <summary>The element size (log2 of bytes) of a copy instruction's imm5.</summary>
    public static int Imm5Size(int imm5) => System.Numerics.BitOperations.TrailingZeroCount(imm5);

    /// <summary>The element index of a copy instruction's imm5.</summary>
    public static int Imm5Index(int imm5) => imm5 >> (Imm5Size(imm5) + 1);

    /// <summary>The element size (log2 of bytes) of an immediate shift.</summary>
    public static int ShiftSize(int immh) => System.Numerics.BitOperations.Log2((uint)immh);

    /// <summary>The amount of an immediate left shift.</summary>
    public static int ShiftLeft(int immh, int immb) => ((immh << 3) | immb) - (8 << ShiftSize(immh));

    /// <summary>The amount of an immediate right shift.</summary>
    public static int ShiftRight(int immh, int immb) => (16 << ShiftSize(immh)) - ((immh << 3) | immb);

    /// <summary>An immediate of which each bit is a byte of ones or zeros.</summary>
    public static string HexBytes(int imm8)
    {
        ulong value = 0;
        for (int i = 0; i < 8; i++)
        {
            value |= ((imm8 >> i) & 1) != 0 ? 0xFFUL << (8 * i) : 0;
        }

        return string.Create(CultureInfo.InvariantCulture, $"0x{value:x}");
    }

    /// <summary>The arrangement with elements twice as wide and as many bits.</summary>
    public static string TLong(int size, int Q) => size == 2 && Q == 0 ? "1D" : T(size + 1, Q);

    /// <summary>The register of an indexed element: 16-bit elements have four bits for it.</summary>
    public static int ElementRegister(int size, int M, int Rm) => size == 1 ? Rm : (M << 4) | Rm;

    /// <summary>The register of an indexed element.</summary>
    public static string Element(int size, int M, int Rm) => Numbered('V', ElementRegister(size, M, Rm));

    /// <summary>The index of an indexed element.</summary>
    public static int ElementIndex(int size, int H, int L, int M) => size switch
    {
        1 => (H << 2) | (L << 1) | M,
        2 => (H << 1) | L,
        _ => H,
    };
}
