using System.Numerics;

namespace Armillary.Arm.Sve;

/// <content>Integer operations on elements, and the instructions that are more than one.</content>
public sealed partial class SveUnit
{
    /// <summary>Left shift; what is not below the element's width shifts everything out.</summary>
    public static ulong Lsl(ulong value, ulong amount, int size) => amount >= (8u << size) ? 0 : value << (int)amount;

    /// <summary>Logical right shift.</summary>
    public static ulong Lsr(ulong value, ulong amount, int size) => amount >= (8u << size) ? 0 : value >> (int)amount;

    /// <summary>Arithmetic right shift.</summary>
    public static ulong Asr(ulong value, ulong amount, int size) => (ulong)(Signed(value, size) >> (int)Math.Min(amount, 63));

    /// <summary>Arithmetic right shift that rounds towards zero (ASRD).</summary>
    public static ulong AsrDivide(ulong value, int amount, int size)
    {
        Int128 number = Signed(value, size);
        return (ulong)((number < 0 ? number + (Int128.One << amount) - 1 : number) >> amount);
    }

    /// <summary>High half of a product.</summary>
    public static ulong MultiplyHigh(ulong a, ulong b, int size, bool signed)
        => signed ? (ulong)((Int128)Signed(a, size) * Signed(b, size) >> (8 << size)) : (ulong)((UInt128)a * b >> (8 << size));

    /// <summary>Quotient, rounded towards zero; by zero it is zero.</summary>
    public static ulong Divide(ulong a, ulong b, int size, bool signed)
        => b == 0 ? 0 : !signed ? a / b : (ulong)((Int128)Signed(a, size) / Signed(b, size));

    /// <summary>How many bits after the sign equal it.</summary>
    public static ulong CountLeadingSigns(ulong value, int size) => CountLeadingZeros((ulong)(Signed(value, size) ^ (Signed(value, size) >> 1)), size) - 1;

    /// <summary>How many zeros an element begins with.</summary>
    public static ulong CountLeadingZeros(ulong value, int size) => (ulong)(BitOperations.LeadingZeroCount(value & SveVector.Mask(size)) - 64 + (8 << size));

    /// <summary>The order of parts of an element reversed: bits (-1), or 1 &lt;&lt; part bytes.</summary>
    public static ulong Reverse(ulong value, int size, int part)
    {
        int width = part < 0 ? 1 : 8 << part, count = (8 << size) / width;
        ulong result = 0, mask = ulong.MaxValue >> (64 - width);
        for (int i = 0; i < count; i++)
        {
            result |= (value >> (i * width) & mask) << ((count - 1 - i) * width);
        }

        return result;
    }

    /// <summary>A shift of each active element by the 64-bit element in its place.</summary>
    public void ShiftWide(int size, int Zd, int Pg, int Zn, int Zm, Func<ulong, ulong, int, ulong> f)
    {
        SveVector result = ReadZ(Zd), n = ReadZ(Zn), m = ReadZ(Zm);
        ulong mask = Governing(Pg);
        for (int e = 0; e < Elements(size); e++)
        {
            if (Active(mask, e, size))
            {
                result.Set(e, size, f(n.Get(e, size), m.Get(e << size >> 3, 3), size));
            }
        }

        WriteZ(Zd, result);
    }

    /// <summary>INDEX.</summary>
    public void Index(int size, int Zd, ulong start, ulong step) => Fill(size, Zd, e => start + ((ulong)e * step));

    /// <summary>ADR: base + (offset extended, shifted).</summary>
    public void Addresses(int size, int Zd, int Zn, int Zm, int shift, Func<ulong, ulong> extend)
        => Map(size, Zd, ReadZ(Zn), ReadZ(Zm), (n, m) => n + (extend(m) << shift));

    /// <summary>Dot product of four elements to one of four times the size.</summary>
    public void Dot(int size, int Zda, int Zn, int Zm, bool signedN, bool signedM, int index = -1)
    {
        SveVector da = ReadZ(Zda), n = ReadZ(Zn), m = ReadZ(Zm);
        int part = size - 2;
        for (int e = 0; e < Elements(size); e++)
        {
            // An index is in the 128-bit segment.
            int other = index < 0 ? e : (e & ~((16 >> size) - 1)) + index;
            Int128 sum = da.Get(e, size);
            for (int i = 0; i < 4; i++)
            {
                sum += Number(n.Get((e * 4) + i, part), part, signedN) * Number(m.Get((other * 4) + i, part), part, signedM);
            }

            da.Set(e, size, (ulong)sum);
        }

        WriteZ(Zda, da);
    }

    /// <summary>SMMLA, UMMLA, USMMLA: products of 2x8 and 8x2 matrices of bytes, added to 2x2 words, in each segment.</summary>
    public void MatrixMultiply(int Zda, int Zn, int Zm, bool signedN, bool signedM)
    {
        SveVector da = ReadZ(Zda), n = ReadZ(Zn), m = ReadZ(Zm);
        for (int e = 0; e < Elements(2); e++)
        {
            int segment = e & ~3, row = (e >> 1) & 1, column = e & 1;
            Int128 sum = da.Get(e, 2);
            for (int k = 0; k < 8; k++)
            {
                sum += Number(n.Get((segment * 4) + (row * 8) + k, 0), 0, signedN) * Number(m.Get((segment * 4) + (column * 8) + k, 0), 0, signedM);
            }

            da.Set(e, 2, (ulong)sum);
        }

        WriteZ(Zda, da);
    }

    /// <summary>INC and DEC by a count, of a scalar.</summary>
    public void IncrementScalar(int Rdn, long count, bool decrement) => WriteX(Rdn, X(Rdn) + (ulong)(decrement ? -count : count));

    /// <summary>SQINC, UQINC and so on of a scalar of 32 or 64 bits. A signed one of 32 bits is extended.</summary>
    public void IncrementSaturating(int Rdn, long count, bool decrement, bool unsigned, bool wide)
    {
        int size = wide ? 3 : 2;
        Int128 value = Number(X(Rdn) & SveVector.Mask(size), size, !unsigned);
        ulong result = Saturate(value + (decrement ? -count : count), size, !unsigned);
        WriteX(Rdn, unsigned ? result : (ulong)Signed(result, size));
    }

    /// <summary>INC and DEC by a count, of each element of a vector.</summary>
    public void IncrementVector(int size, int Zdn, long count, bool decrement)
    {
        SveVector n = ReadZ(Zdn);
        Map(size, Zdn, n, n, (a, _) => a + (ulong)(decrement ? -count : count));
    }

    /// <summary>SQINC, UQINC and so on of each element.</summary>
    public void IncrementVectorSaturating(int size, int Zdn, long count, bool decrement, bool unsigned)
    {
        SveVector n = ReadZ(Zdn);
        Map(size, Zdn, n, n, (a, _) => Saturate(Number(a, size, !unsigned) + (decrement ? -count : count), size, !unsigned));
    }
}
