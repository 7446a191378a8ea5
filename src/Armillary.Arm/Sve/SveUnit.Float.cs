using System.Numerics;
using Armillary.Ir.Numerics;

namespace Armillary.Arm.Sve;

/// <content>Floating point that Advanced SIMD has not.</content>
public sealed partial class SveUnit
{
    private static readonly ulong[][] Coefficients =
    [
        [0x3C00, 0xB155, 0x2030, 0, 0, 0, 0, 0, 0x3C00, 0xB800, 0x293A, 0, 0, 0, 0, 0],
        [
            0x3F80_0000, 0xBE2A_AAAB, 0x3C08_8886, 0xB950_08B9, 0x3636_9D6D, 0, 0, 0,
            0x3F80_0000, 0xBF00_0000, 0x3D2A_AAA6, 0xBAB6_0705, 0x37CD_37CC, 0, 0, 0,
        ],
        [
            0x3FF0_0000_0000_0000, 0xBFC5_5555_5555_5543, 0x3F81_1111_1110_F30C, 0xBF2A_01A0_19B9_2FC6,
            0x3EC7_1DE3_51F3_D22B, 0xBE5A_E5E2_B60F_7B91, 0x3DE5_D840_8868_552F, 0,
            0x3FF0_0000_0000_0000, 0xBFE0_0000_0000_0000, 0x3FA5_5555_5555_5536, 0xBF56_C16C_16C1_3A0B,
            0x3EFA_01A0_19B1_E8D8, 0xBE92_7E4F_7282_F468, 0x3E21_EE96_D264_1B13, 0xBDA8_F763_80FB_B401,
        ],
    ];

    private static readonly Lazy<ulong[][]> Exponentials = new(() => [MakeExponentials(5, 10), MakeExponentials(6, 23), MakeExponentials(6, 52)]);

    /// <summary>FPTrigMAdd.</summary>
    public static ulong TrigMultiplyAdd(int x, ulong op1, ulong op2, int N, ref FPContext context)
    {
        bool cosine = (op2 >> (N - 1) & 1) != 0;
        return FP.FPMulAdd(Coefficients[N == 16 ? 0 : N == 32 ? 1 : 2][x + (cosine ? 8 : 0)], op1, FP.FPAbs(op2, N), N, ref context);
    }

    /// <summary>FPTrigSMul.</summary>
    public static ulong TrigStart(ulong op1, ulong op2, int N, ref FPContext context)
    {
        ulong result = FP.FPMul(op1, op1, N, ref context);
        return FP.FPAbs(result, N) > FP.FPInfinity(false, N) ? result : FP.FPAbs(result, N) | ((op2 & 1) << (N - 1));
    }

    /// <summary>FPTrigSSel.</summary>
    public static ulong TrigSelect(ulong op1, ulong op2, int size)
    {
        int N = 8 << size;
        ulong one = N switch { 16 => 0x3C00UL, 32 => 0x3F80_0000UL, _ => 0x3FF0_0000_0000_0000UL };
        return (op2 & 1) != 0 ? one | ((op2 >> 1 & 1) << (N - 1)) : (op2 & 2) != 0 ? FP.FPNeg(op1, N) : op1;
    }

    /// <summary>FPExpA: 2 to the power of a fixed-point number.</summary>
    public static ulong Exponential(ulong op, int size)
    {
        (int index, int fraction, int exponent) = size switch { 1 => (5, 10, 5), 2 => (6, 23, 8), _ => (6, 52, 11) };
        return Exponentials.Value[size - 1][(int)(op & ((1UL << index) - 1))] | ((op >> index & ((1UL << exponent) - 1)) << fraction);
    }

    // The fractions of 2^(i / 2^bits), rounded to nearest, from integer roots: (2^i * 2^(precision * n))^(1 / n).
    private static ulong[] MakeExponentials(int bits, int fraction)
    {
        int n = 1 << bits, precision = fraction + 1;
        var table = new ulong[n];
        for (int i = 0; i < n; i++)
        {
            BigInteger power = BigInteger.One << (i + (precision * n));
            BigInteger root = BigInteger.Zero;
            for (int bit = precision; bit >= 0; bit--)
            {
                BigInteger with = root | (BigInteger.One << bit);
                root = BigInteger.Pow(with, n) <= power ? with : root;
            }

            table[i] = (ulong)((root + 1) >> 1) & ((1UL << fraction) - 1);
        }

        return table;
    }

    /// <summary>FADDV, FMAXV and so on: halves of the vector combined, and halves of that.</summary>
    public void ReduceFloat(int size, int Vd, int Pg, int Zn, ulong identity, FloatBinary f)
    {
        SveVector n = ReadZ(Zn);
        ulong mask = ReadP(Pg);
        Span<ulong> elements = stackalloc ulong[Words * 4];
        int count = Elements(size);
        for (int e = 0; e < count; e++)
        {
            elements[e] = Active(mask, e, size) ? n.Get(e, size) : identity;
        }

        BeginFloat();
        for (; count > 1; count /= 2)
        {
            for (int e = 0; e < count / 2; e++)
            {
                // Neighbours first: the manual's recursion ends with them.
                elements[e] = f(elements[2 * e], elements[(2 * e) + 1], 8 << size, ref fp);
            }
        }

        EndFloat();
        WriteV(Vd, elements[0]);
    }

    /// <summary>FADDA.</summary>
    public void AddInOrder(int size, int Vdn, int Pg, int Zm)
    {
        SveVector m = ReadZ(Zm);
        ulong mask = ReadP(Pg), result = ReadZ(Vdn).Get(0, size);
        BeginFloat();
        for (int e = 0; e < Elements(size); e++)
        {
            if (Active(mask, e, size))
            {
                result = FP.FPAdd(result, m.Get(e, size), 8 << size, ref fp);
            }
        }

        EndFloat();
        WriteV(Vdn, result);
    }

    /// <summary>FCADD.</summary>
    public void ComplexAdd(int size, int Zdn, int Pg, int Zm, int rot)
    {
        SveVector n = ReadZ(Zdn), m = ReadZ(Zm), result = n;
        ulong mask = ReadP(Pg);
        int N = 8 << size;
        BeginFloat();
        for (int e = 0; e < Elements(size); e++)
        {
            if (Active(mask, e, size))
            {
                // Even elements are real parts.
                ulong other = m.Get(e ^ 1, size);
                result.Set(e, size, FP.FPAdd(n.Get(e, size), (e & 1) == rot ? FP.FPNeg(other, N) : other, N, ref fp));
            }
        }

        EndFloat();
        WriteZ(Zdn, result);
    }

    /// <summary>FCMLA; an index is of a pair in each 128-bit segment.</summary>
    public void ComplexMultiplyAdd(int size, int Zda, int Pg, int Zn, int Zm, int rot, int index = -1)
    {
        SveVector da = ReadZ(Zda), n = ReadZ(Zn), m = ReadZ(Zm);
        ulong mask = Governing(Pg);
        int N = 8 << size, a = rot & 1, pairs = 8 >> size;
        bool negateReal = (rot & 1) != rot >> 1, negateImaginary = rot >= 2;
        BeginFloat();
        for (int e = 0; e < Elements(size); e++)
        {
            if (Active(mask, e, size))
            {
                int pair = e >> 1, other = index < 0 ? pair : (pair & ~(pairs - 1)) + index;
                ulong multiplier = m.Get((other * 2) + ((e & 1) == 0 ? a : 1 - a), size);
                bool negate = (e & 1) == 0 ? negateReal : negateImaginary;
                da.Set(e, size, FP.FPMulAdd(da.Get(e, size), n.Get((pair * 2) + a, size), negate ? FP.FPNeg(multiplier, N) : multiplier, N, ref fp));
            }
        }

        EndFloat();
        WriteZ(Zda, da);
    }

    /// <summary>The element of each 128-bit segment that an index names, in every element of the segment.</summary>
    public SveVector Indexed(int size, int Zm, int index)
    {
        SveVector m = ReadZ(Zm), result = default;
        for (int e = 0; e < Elements(size); e++)
        {
            result.Set(e, size, m.Get((e & ~((16 >> size) - 1)) + index, size));
        }

        return result;
    }

    /// <summary>FCVT: between formats, in elements of the larger size. FPConvertSVE: AHP does not count.</summary>
    public void Convert(int from, int to, int Zd, int Pg, int Zn)
    {
        int size = Math.Max(from, to);
        SveVector n = ReadZ(Zn);
        fp = new FPContext((uint)cpu.FPCR & ~(1u << 26));
        SveVector result = ReadZ(Zd);
        ulong mask = ReadP(Pg);
        for (int e = 0; e < Elements(size); e++)
        {
            if (Active(mask, e, size))
            {
                result.Set(e, size, FP.FPConvert(n.Get(e, size) & SveVector.Mask(from), FPRounding.Current, 8 << from, 8 << to, ref fp));
            }
        }

        EndFloat();
        WriteZ(Zd, result);
    }

    /// <summary>FCVTZS and FCVTZU.</summary>
    public void ToInteger(int from, int to, int Zd, int Pg, int Zn, bool unsigned)
        => MapFloat(Math.Max(from, to), Zd, Pg, ReadZ(Zd), ReadZ(Zn), (ulong op, int _, ref FPContext context)
            => (ulong)Number(FP.FPToFixed(op & SveVector.Mask(from), 0, unsigned, FPRounding.ZERO, 8 << to, 8 << from, ref context), to, !unsigned));

    /// <summary>SCVTF and UCVTF.</summary>
    public void FromInteger(int from, int to, int Zd, int Pg, int Zn, bool unsigned)
        => MapFloat(Math.Max(from, to), Zd, Pg, ReadZ(Zd), ReadZ(Zn), (ulong op, int _, ref FPContext context)
            => FP.FixedToFP(op & SveVector.Mask(from), 0, unsigned, FPRounding.Current, 8 << from, 8 << to, ref context));

    /// <summary>FCMUO.</summary>
    public static bool Unordered(ulong op1, ulong op2, int N, ref FPContext context)
    {
        FP.FPCompareEQ(op1, op2, N, ref context);
        ulong infinity = FP.FPInfinity(false, N);
        return FP.FPAbs(op1, N) > infinity || FP.FPAbs(op2, N) > infinity;
    }

    /// <summary>BFDOT: each 32-bit element with the products of two pairs.</summary>
    public void BFloatDot(int Zda, int Zn, in SveVector m)
    {
        SveVector da = ReadZ(Zda), n = ReadZ(Zn);
        for (int e = 0; e < Elements(2); e++)
        {
            da.Set(e, 2, FP.BFDotAdd((uint)da.Get(e, 2), (ushort)n.Get(2 * e, 1), (ushort)n.Get((2 * e) + 1, 1), (ushort)m.Get(2 * e, 1), (ushort)m.Get((2 * e) + 1, 1)));
        }

        WriteZ(Zda, da);
    }

    /// <summary>BFMMLA: 2x4 by 4x2 matrices in each segment.</summary>
    public void BFloatMatrixMultiply(int Zda, int Zn, int Zm)
    {
        SveVector da = ReadZ(Zda), n = ReadZ(Zn), m = ReadZ(Zm);
        for (int e = 0; e < Elements(2); e++)
        {
            int segment = (e & ~3) * 2, row = segment + ((e >> 1 & 1) * 4), column = segment + ((e & 1) * 4);
            uint sum = (uint)da.Get(e, 2);
            for (int k = 0; k < 4; k += 2)
            {
                sum = FP.BFDotAdd(sum, (ushort)n.Get(row + k, 1), (ushort)n.Get(row + k + 1, 1), (ushort)m.Get(column + k, 1), (ushort)m.Get(column + k + 1, 1));
            }

            da.Set(e, 2, sum);
        }

        WriteZ(Zda, da);
    }

    /// <summary>BFMLALB and BFMLALT.</summary>
    public void BFloatMultiplyAdd(int Zda, int Zn, in SveVector m, int top)
    {
        SveVector da = ReadZ(Zda), n = ReadZ(Zn);
        BeginFloat();
        for (int e = 0; e < Elements(2); e++)
        {
            da.Set(e, 2, FP.BFMulAddH((uint)da.Get(e, 2), (ushort)n.Get((2 * e) + top, 1), (ushort)m.Get((2 * e) + top, 1), ref fp));
        }

        EndFloat();
        WriteZ(Zda, da);
    }

    /// <summary>BFCVT (zero above), BFCVTNT (into the upper halves).</summary>
    public void ToBFloat(int Zd, int Pg, int Zn, bool top)
    {
        SveVector d = ReadZ(Zd), n = ReadZ(Zn);
        ulong mask = ReadP(Pg);
        BeginFloat();
        for (int e = 0; e < Elements(2); e++)
        {
            if (Active(mask, e, 2))
            {
                ulong value = FP.FPConvertBF((uint)n.Get(e, 2), FPRounding.Current, ref fp);
                d.Set(e, 2, top ? (d.Get(e, 2) & 0xFFFF) | (value << 16) : value);
            }
        }

        EndFloat();
        WriteZ(Zd, d);
    }
}
