using Armillary.Ir.Numerics;

namespace Armillary.Arm.Sve;

/// <summary>A floating-point operation on one operand of N bits.</summary>
public delegate ulong FloatUnary(ulong op, int N, ref FPContext context);

/// <summary>A floating-point operation on two operands.</summary>
public delegate ulong FloatBinary(ulong op1, ulong op2, int N, ref FPContext context);

/// <summary>A floating-point operation on an addend and two operands.</summary>
public delegate ulong FloatTernary(ulong addend, ulong op1, ulong op2, int N, ref FPContext context);

/// <summary>A floating-point comparison.</summary>
public delegate bool FloatComparison(ulong op1, ulong op2, int N, ref FPContext context);

/// <content>Loops over elements: the shapes that most instructions have.</content>
public sealed partial class SveUnit
{
    private const int All = -1;

    /// <summary>A governing predicate's value; <see cref="All"/> is all of them.</summary>
    private ulong Governing(int Pg) => Pg == All ? PredicateMask : ReadP(Pg);

    /// <summary>Z[d] = f of each active element of an operand; the others as in <paramref name="others"/>.</summary>
    public void Map(int size, int Zd, int Pg, in SveVector others, in SveVector a, Func<ulong, ulong> f)
    {
        SveVector result = others;
        ulong mask = Governing(Pg);
        for (int e = 0; e < Elements(size); e++)
        {
            if (Active(mask, e, size))
            {
                result.Set(e, size, f(a.Get(e, size)));
            }
        }

        WriteZ(Zd, result);
    }

    /// <summary>Z[d] = f of each active pair of elements; the others as in <paramref name="others"/>.</summary>
    public void Map(int size, int Zd, int Pg, in SveVector others, in SveVector a, in SveVector b, Func<ulong, ulong, ulong> f)
    {
        SveVector result = others;
        ulong mask = Governing(Pg);
        for (int e = 0; e < Elements(size); e++)
        {
            if (Active(mask, e, size))
            {
                result.Set(e, size, f(a.Get(e, size), b.Get(e, size)));
            }
        }

        WriteZ(Zd, result);
    }

    /// <summary>Z[d] = f of each element pair, without a predicate.</summary>
    public void Map(int size, int Zd, in SveVector a, in SveVector b, Func<ulong, ulong, ulong> f) => Map(size, Zd, All, a, a, b, f);

    /// <summary>Z[d] = f of each element's number.</summary>
    public void Fill(int size, int Zd, Func<int, ulong> f)
    {
        SveVector result = default;
        for (int e = 0; e < Elements(size); e++)
        {
            result.Set(e, size, f(e));
        }

        WriteZ(Zd, result);
    }

    /// <summary>Z[da] = da + or - n * m where active.</summary>
    public void MultiplyAdd(int size, int Zd, int Pg, in SveVector addend, in SveVector n, in SveVector m, bool subtract)
    {
        SveVector result = ReadZ(Zd);
        ulong mask = ReadP(Pg);
        for (int e = 0; e < Elements(size); e++)
        {
            if (Active(mask, e, size))
            {
                ulong product = n.Get(e, size) * m.Get(e, size);
                result.Set(e, size, subtract ? addend.Get(e, size) - product : addend.Get(e, size) + product);
            }
        }

        WriteZ(Zd, result);
    }

    /// <summary>V[d] = active elements of Z[n] combined, from a start value.</summary>
    public void Reduce(int size, int Vd, int Pg, int Zn, ulong start, bool signed, Func<ulong, ulong, ulong> f, int resultSize)
    {
        SveVector n = ReadZ(Zn);
        ulong mask = ReadP(Pg);
        for (int e = 0; e < Elements(size); e++)
        {
            if (Active(mask, e, size))
            {
                ulong value = n.Get(e, size);
                start = f(start, signed ? (ulong)Signed(value, size) : value);
            }
        }

        WriteV(Vd, start & SveVector.Mask(resultSize));
    }

    /// <summary>P[d] = which active elements compare; NZCV.</summary>
    public void Compare(int size, int Pd, int Pg, Func<int, bool> f)
    {
        ulong mask = ReadP(Pg), result = 0;
        for (int e = 0; e < Elements(size); e++)
        {
            if (Active(mask, e, size) && f(e))
            {
                result |= 1UL << (e << size);
            }
        }

        PredTest(mask, result, size);
        WriteP(Pd, result);
    }

    /// <summary>P[d] = how active pairs of elements compare, signed or not; with <paramref name="wide"/> the second are of 64 bits, each for all the first ones in its place.</summary>
    public void Compare(int size, int Pd, int Pg, int Zn, int Zm, bool signed, bool wide, Func<Int128, Int128, bool> f)
    {
        SveVector n = ReadZ(Zn), m = ReadZ(Zm);
        Compare(size, Pd, Pg, e => f(Number(n.Get(e, size), size, signed), wide ? Number(m.Get(e << size >> 3, 3), 3, signed) : Number(m.Get(e, size), size, signed)));
    }

    /// <summary>P[d] = how active elements compare with a number.</summary>
    public void Compare(int size, int Pd, int Pg, int Zn, long immediate, bool signed, Func<Int128, Int128, bool> f)
    {
        SveVector n = ReadZ(Zn);
        Compare(size, Pd, Pg, e => f(Number(n.Get(e, size), size, signed), immediate));
    }

    /// <summary>Int(value, unsigned).</summary>
    public static Int128 Number(ulong value, int size, bool signed) => signed ? Signed(value, size) : value;

    /// <summary>SatQ: a number saturated to 8 &lt;&lt; size bits.</summary>
    public static ulong Saturate(Int128 value, int size, bool signed)
    {
        int bits = 8 << size;
        Int128 max = (Int128.One << (signed ? bits - 1 : bits)) - 1, min = signed ? -max - 1 : 0;
        return (ulong)(value > max ? max : value < min ? min : value);
    }

    // With the cumulative bit of inexact results as it is: see QuickFloat.
    private void BeginFloat() => fp = new FPContext((uint)cpu.FPCR, cpu.InexactStatus);

    private void EndFloat()
    {
        if (fp.FPSR != 0)
        {
            cpu.RaiseFpStatus(fp.FPSR);
        }
    }

    /// <summary>Z[d] = f of each active element; the others as in <paramref name="others"/>.</summary>
    public void MapFloat(int size, int Zd, int Pg, in SveVector others, in SveVector a, FloatUnary f)
    {
        SveVector result = others;
        ulong mask = Governing(Pg);
        BeginFloat();
        for (int e = 0; e < Elements(size); e++)
        {
            if (Active(mask, e, size))
            {
                result.Set(e, size, f(a.Get(e, size), 8 << size, ref fp));
            }
        }

        EndFloat();
        WriteZ(Zd, result);
    }

    /// <summary>Z[d] = f of each active pair; the others as in <paramref name="others"/>.</summary>
    public void MapFloat(int size, int Zd, int Pg, in SveVector others, in SveVector a, in SveVector b, FloatBinary f)
    {
        SveVector result = others;
        ulong mask = Governing(Pg);
        BeginFloat();
        for (int e = 0; e < Elements(size); e++)
        {
            if (Active(mask, e, size))
            {
                result.Set(e, size, f(a.Get(e, size), b.Get(e, size), 8 << size, ref fp));
            }
        }

        EndFloat();
        WriteZ(Zd, result);
    }

    /// <summary>Z[d] = f of each active triple; the others stay.</summary>
    public void MapFloat(int size, int Zd, int Pg, in SveVector addend, in SveVector a, in SveVector b, FloatTernary f)
    {
        SveVector result = ReadZ(Zd);
        ulong mask = Governing(Pg);
        BeginFloat();
        for (int e = 0; e < Elements(size); e++)
        {
            if (Active(mask, e, size))
            {
                result.Set(e, size, f(addend.Get(e, size), a.Get(e, size), b.Get(e, size), 8 << size, ref fp));
            }
        }

        EndFloat();
        WriteZ(Zd, result);
    }

    /// <summary>P[d] = how active pairs compare; flags stay.</summary>
    public void CompareFloat(int size, int Pd, int Pg, in SveVector a, in SveVector b, FloatComparison f)
    {
        ulong mask = ReadP(Pg), result = 0;
        BeginFloat();
        for (int e = 0; e < Elements(size); e++)
        {
            if (Active(mask, e, size) && f(a.Get(e, size), b.Get(e, size), 8 << size, ref fp))
            {
                result |= 1UL << (e << size);
            }
        }

        EndFloat();
        WriteP(Pd, result);
    }

    /// <summary>A vector of one value.</summary>
    public static SveVector Splat(int size, ulong value)
    {
        SveVector result = default;
        value &= SveVector.Mask(size);
        for (int bits = 8 << size; bits < 64; bits *= 2)
        {
            value |= value << bits;
        }

        for (int i = 0; i < Words; i++)
        {
            result[i] = value;
        }

        return result;
    }
}
