namespace Armillary.Arm.Sve;

/// <content>What moves elements.</content>
public sealed partial class SveUnit
{
    /// <summary>EXT.</summary>
    public void Extract(int Zdn, int Zm, int position)
    {
        SveVector n = ReadZ(Zdn), m = ReadZ(Zm), result = default;
        position = position >= VL ? 0 : position;
        for (int i = 0; i < VL; i++)
        {
            result.Set(i, 0, i + position < VL ? n.Get(i + position, 0) : m.Get(i + position - VL, 0));
        }

        WriteZ(Zdn, result);
    }

    /// <summary>DUP of an element; the size 4 is 128 bits.</summary>
    public void Duplicate(int size, int Zd, int Zn, int index)
    {
        SveVector n = ReadZ(Zn), result = default;
        bool there = index < VL >> size;
        for (int i = 0; i < VL / 8 && there; i++)
        {
            result[i] = size == 4 ? n[(index * 2) + (i & 1)] : Splat(size, n.Get(index, size))[i];
        }

        WriteZ(Zd, result);
    }

    /// <summary>TBL.</summary>
    public void Table(int size, int Zd, int Zn, int Zm)
    {
        SveVector n = ReadZ(Zn), m = ReadZ(Zm);
        int elements = Elements(size);
        Fill(size, Zd, e => m.Get(e, size) is var index && index < (ulong)elements ? n.Get((int)index, size) : 0);
    }

    /// <summary>Where ZIP, UZP and TRN take element e from: the operand, and its element.</summary>
    private static (int Operand, int Element) Source(int kind, int part, int e, int elements) => kind switch
    {
        0 => (e & 1, (part * elements / 2) + (e >> 1)),
        1 => ((2 * e) + part >= elements ? 1 : 0, ((2 * e) + part) % elements),
        _ => (e & 1, (e & ~1) + part),
    };

    /// <summary>ZIP (kind 0), UZP (1), TRN (2) of vectors.</summary>
    public void Interleave(int size, int Zd, int Zn, int Zm, int kind, int part)
    {
        SveVector n = ReadZ(Zn), m = ReadZ(Zm);
        int elements = Elements(size);
        Fill(size, Zd, e => Source(kind, part, e, elements) is var s && s.Operand == 0 ? n.Get(s.Element, size) : m.Get(s.Element, size));
    }

    /// <summary>ZIP, UZP, TRN of predicates.</summary>
    public void InterleavePredicates(int size, int Pd, int Pn, int Pm, int kind, int part)
    {
        ulong n = ReadP(Pn), m = ReadP(Pm), result = 0, mask = (1UL << (1 << size)) - 1;
        for (int e = 0; e < Elements(size); e++)
        {
            (int operand, int element) = Source(kind, part, e, Elements(size));
            result |= ((operand == 0 ? n : m) >> (element << size) & mask) << (e << size);
        }

        WriteP(Pd, result);
    }

    /// <summary>REV of a vector.</summary>
    public void ReverseVector(int size, int Zd, int Zn)
    {
        SveVector n = ReadZ(Zn);
        Fill(size, Zd, e => n.Get(Elements(size) - 1 - e, size));
    }

    /// <summary>REV of a predicate.</summary>
    public void ReversePredicate(int size, int Pd, int Pn)
    {
        ulong n = ReadP(Pn), result = 0, mask = (1UL << (1 << size)) - 1;
        for (int e = 0; e < Elements(size); e++)
        {
            result |= (n >> (e << size) & mask) << ((Elements(size) - 1 - e) << size);
        }

        WriteP(Pd, result);
    }

    /// <summary>PUNPKLO and PUNPKHI.</summary>
    public void UnpackPredicate(int Pd, int Pn, bool high)
    {
        ulong n = ReadP(Pn) >> (high ? VL / 2 : 0), result = 0;
        for (int e = 0; e < VL / 2; e++)
        {
            result |= (n >> e & 1) << (2 * e);
        }

        WriteP(Pd, result);
    }

    /// <summary>SUNPKLO and so on: elements of half the size, extended.</summary>
    public void Unpack(int size, int Zd, int Zn, bool unsigned, bool high)
    {
        SveVector n = ReadZ(Zn);
        int first = high ? Elements(size) : 0;
        Fill(size, Zd, e => (ulong)Number(n.Get(first + e, size - 1), size - 1, !unsigned));
    }

    /// <summary>INSR: a value in front.</summary>
    public void Insert(int size, int Zdn, ulong value)
    {
        SveVector n = ReadZ(Zdn);
        Fill(size, Zdn, e => e == 0 ? value : n.Get(e - 1, size));
    }

    /// <summary>COMPACT.</summary>
    public void Compact(int size, int Zd, int Pg, int Zn)
    {
        SveVector n = ReadZ(Zn), result = default;
        ulong mask = ReadP(Pg);
        for (int e = 0, to = 0; e < Elements(size); e++)
        {
            if (Active(mask, e, size))
            {
                result.Set(to++, size, n.Get(e, size));
            }
        }

        WriteZ(Zd, result);
    }

    /// <summary>SPLICE: the first operand from its first to its last active element, then the second.</summary>
    public void Splice(int size, int Zdn, int Pg, int Zm)
    {
        SveVector n = ReadZ(Zdn), m = ReadZ(Zm), result = default;
        ulong mask = ReadP(Pg) & ElementMask(size);
        int to = 0;
        if (mask != 0)
        {
            for (int e = System.Numerics.BitOperations.TrailingZeroCount(mask) >> size; e <= LastActive(mask, size); e++)
            {
                result.Set(to++, size, n.Get(e, size));
            }
        }

        for (int e = 0; to < Elements(size); e++)
        {
            result.Set(to++, size, m.Get(e, size));
        }

        WriteZ(Zdn, result);
    }

    /// <summary>The element that LASTA (after the last active) or LASTB (the last active) gives.</summary>
    public ulong Last(int size, int Pg, int Zn, bool before)
    {
        int last = LastActive(ReadP(Pg), size);
        last = before ? (last < 0 ? Elements(size) - 1 : last) : (last + 1) % Elements(size);
        return ReadZ(Zn).Get(last, size);
    }

    /// <summary>Whether CLASTA and CLASTB take an element at all.</summary>
    public bool AnyActive(int Pg, int size) => (ReadP(Pg) & ElementMask(size)) != 0;
}
