using System.Globalization;

namespace Armillary.Arm.A64.Disassembly;

/// <summary>Operands of the Scalable Vector Extension.</summary>
internal static partial class Operands
{
    private static readonly string[] Patterns =
    [
        "POW2", "VL1", "VL2", "VL3", "VL4", "VL5", "VL6", "VL7", "VL8", "VL16", "VL32", "VL64", "VL128", "VL256",
    ];

    private static readonly string[] Prefetches =
    [
        "PLDL1KEEP", "PLDL1STRM", "PLDL2KEEP", "PLDL2STRM", "PLDL3KEEP", "PLDL3STRM", "#6", "#7",
        "PSTL1KEEP", "PSTL1STRM", "PSTL2KEEP", "PSTL2STRM", "PSTL3KEEP", "PSTL3STRM", "#14", "#15",
    ];

    /// <summary>A vector of elements of 1 &lt;&lt; size bytes.</summary>
    public static string Z(int n, int size) => Numbered('Z', n) + "." + Letter(size);

    /// <summary>A predicate.</summary>
    public static string P(int n) => Numbered('P', n);

    /// <summary>Consecutive vectors: <c>{Z0.B, Z1.B}</c>; more than two as a range.</summary>
    public static string ZList(int first, int count, int size)
    {
        int last = (first + count - 1) & 31;
        return count == 2 || last < first
            ? "{" + string.Join(", ", Enumerable.Range(first, count).Select(n => Z(n & 31, size))) + "}"
            : "{" + Z(first, size) + "-" + Z(last, size) + "}";
    }

    /// <summary>A pattern and a multiplier (less one), each where it is not the usual one.</summary>
    public static string PatternOperand(int pattern, int imm4)
    {
        if (pattern == 31 && imm4 == 0)
        {
            return "";
        }

        string name = pattern switch
        {
            < 14 => Patterns[pattern],
            29 => "MUL4",
            30 => "MUL3",
            31 => "ALL",
            _ => "#" + Hex(pattern),
        };
        return ", " + name + (imm4 == 0 ? "" : ", MUL #" + (imm4 + 1).ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>The name of a prefetch operation.</summary>
    public static string SvePrefetch(int prfop) => Prefetches[prfop];

    /// <summary>The bits of a logical immediate, for all 64.</summary>
    public static ulong Mask(int imm13)
    {
        TryDecodeBitMask(imm13 >> 12, imm13 & 63, (imm13 >> 6) & 63, 64, out ulong mask);
        return mask;
    }

    /// <summary>The size of the elements that a logical immediate is the same in.</summary>
    private static int MaskSize(int imm13)
    {
        ulong mask = Mask(imm13);
        for (int size = 0; size < 3; size++)
        {
            int bits = 8 << size;
            if (mask == ((mask << bits) | (mask >> (64 - bits))))
            {
                return size;
            }
        }

        return 3;
    }

    /// <summary>A vector of those elements.</summary>
    public static string MaskZ(int n, int imm13) => Z(n, MaskSize(imm13));

    /// <summary>A logical immediate as one element has it.</summary>
    public static string MaskImmediate(int imm13)
        => string.Create(CultureInfo.InvariantCulture, $"0x{Mask(imm13) & (ulong.MaxValue >> (64 - (8 << MaskSize(imm13)))):x}");

    /// <summary>SVEMoveMaskPreferred (DDI 0487): whether DUPM is shown as MOV: where DUP and CPY cannot have the immediate.</summary>
    public static bool MoveMaskPreferred(int imm13)
    {
        ulong mask = Mask(imm13);
        int size = MaskSize(imm13);
        if (size == 0)
        {
            return false;
        }

        long element = (long)(mask << (64 - (8 << size))) >> (64 - (8 << size));
        return !(element is >= -128 and <= 127 || ((element & 0xFF) == 0 && element is >= -32768 and <= 32512));
    }
}
