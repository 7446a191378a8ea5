using System.Numerics;
using Armillary.Arm.State;
using Armillary.Ir;

namespace Armillary.Arm.Sve;

/// <content>What makes and combines predicates.</content>
public sealed partial class SveUnit
{
    /// <summary>P[d] = an operation on bits where active, zero elsewhere; NZCV where the instruction sets it.</summary>
    public void Logical(int Pd, int Pg, ulong result, bool setFlags)
    {
        ulong mask = ReadP(Pg);
        result &= mask;
        if (setFlags)
        {
            PredTest(mask, result, 0);
        }

        WriteP(Pd, result);
    }

    /// <summary>PTRUE, PTRUES.</summary>
    public void True(int size, int Pd, int pattern, bool setFlags)
    {
        int count = PatternCount(pattern, size) << size;
        ulong result = (count == 0 ? 0 : ulong.MaxValue >> (64 - count)) & ElementMask(size);
        if (setFlags)
        {
            PredTest(result, result, size);
        }

        WriteP(Pd, result);
    }

    /// <summary>PFIRST.</summary>
    public void First(int Pdn, int Pg)
    {
        ulong mask = ReadP(Pg), result = ReadP(Pdn) | (mask & (0 - mask));
        PredTest(mask, result, 0);
        WriteP(Pdn, result);
    }

    /// <summary>PNEXT.</summary>
    public void Next(int size, int Pdn, int Pg)
    {
        ulong mask = ReadP(Pg);
        int next = LastActive(ReadP(Pdn), size) + 1;
        while (next < Elements(size) && !Active(mask, next, size))
        {
            next++;
        }

        ulong result = next < Elements(size) ? 1UL << (next << size) : 0;
        PredTest(mask, result, size);
        WriteP(Pdn, result);
    }

    /// <summary>BRKA and BRKB: up to the first true element, with it or not.</summary>
    public void Break(int Pd, int Pg, int Pn, bool after, bool merging, bool setFlags)
    {
        ulong mask = ReadP(Pg), first = ReadP(Pn) & mask, result = UpTo(first, after) & mask;
        if (setFlags)
        {
            PredTest(mask, result, 0);
        }

        WriteP(Pd, merging ? result | (ReadP(Pd) & ~mask) : result);
    }

    /// <summary>BRKPA and BRKPB: the same where the last active element of the first operand is true.</summary>
    public void BreakPropagating(int Pd, int Pg, int Pn, int Pm, bool after, bool setFlags)
    {
        ulong mask = ReadP(Pg), result = LastIsTrue(mask, ReadP(Pn)) ? UpTo(ReadP(Pm) & mask, after) & mask : 0;
        if (setFlags)
        {
            PredTest(mask, result, 0);
        }

        WriteP(Pd, result);
    }

    /// <summary>BRKN.</summary>
    public void BreakNext(int Pdm, int Pg, int Pn, bool setFlags)
    {
        ulong result = LastIsTrue(ReadP(Pg), ReadP(Pn)) ? ReadP(Pdm) : 0;
        if (setFlags)
        {
            PredTest(PredicateMask, result, 0);
        }

        WriteP(Pdm, result);
    }

    /// <summary>RDFFR of active elements.</summary>
    public void ReadFirstFault(int Pd, int Pg, bool setFlags) => Logical(Pd, Pg, ReadP(FFR), setFlags);

    /// <summary>CNTP: the active elements that are true.</summary>
    public int Count(int size, ulong mask) => BitOperations.PopCount(mask & ElementMask(size));

    /// <summary>WHILELT, WHILELE, WHILELO, WHILELS.</summary>
    public void While(int size, int Pd, int Rn, int Rm, bool wide, bool unsigned, bool orEqual)
    {
        int width = wide ? 3 : 2;
        ulong n = X(Rn), result = 0;
        Int128 limit = Number(X(Rm) & SveVector.Mask(width), width, !unsigned);
        for (int e = 0; e < Elements(size); e++)
        {
            Int128 value = Number(n & SveVector.Mask(width), width, !unsigned);
            if (!(orEqual ? value <= limit : value < limit))
            {
                break;
            }

            result |= 1UL << (e << size);
            n++;
        }

        PredTest(PredicateMask, result, size);
        WriteP(Pd, result);
    }

    /// <summary>CTERMEQ and CTERMNE.</summary>
    public void CompareTerminate(bool term)
    {
        uint nzcv = FlagsWord.ToNzcv((uint)cpu.Native.Integer(Slots.NZCV)) & 6;
        WriteNZCV(nzcv | (term ? 8u : (nzcv & 2) == 0 ? 1u : 0));
    }

    private static ulong UpTo(ulong first, bool with)
    {
        ulong bit = first & (0 - first);
        return bit == 0 ? ulong.MaxValue : with ? bit | (bit - 1) : bit - 1;
    }

    private static bool LastIsTrue(ulong mask, ulong value) => mask != 0 && (value >> BitOperations.Log2(mask) & 1) != 0;
}
