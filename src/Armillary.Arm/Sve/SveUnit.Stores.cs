namespace Armillary.Arm.Sve;

/// <content>Stores of elements. They check as they go.</content>
public sealed partial class SveUnit
{
    /// <summary>ST1, STNT1.</summary>
    public void Store(int size, int msize, int Zt, int Pg, int Rn, ulong offset)
    {
        ulong mask = ReadP(Pg) & ElementMask(size);
        if (!TryBase(Rn, out ulong address))
        {
            return;
        }

        address += offset;
        SveVector t = ReadZ(Zt);
        if (mask == ElementMask(size) && IsPlain)
        {
            SveVector memory = t;
            for (int e = 0; e < Elements(size) && msize != size; e++)
            {
                memory.Set(e, msize, t.Get(e, size));
            }

            if (cpu.Host.TryCopyTo(cpu, address, memory.Bytes[..(Elements(size) << msize)]))
            {
                return;
            }
        }

        Scatter(size, msize, t, mask, e => address + ((ulong)e << msize));
    }

    private void Scatter(int size, int msize, in SveVector t, ulong mask, Func<int, ulong> address)
    {
        for (int e = 0; e < Elements(size); e++)
        {
            if (Active(mask, e, size) && !TryWrite(address(e), msize, t.Get(e, size)))
            {
                return;
            }
        }
    }

    /// <summary>Scatters to X[n] + extended offsets, scaled.</summary>
    public void Scatter(int size, int msize, int Zt, int Pg, int Rn, int Zm, Func<ulong, ulong> extend, int scale)
    {
        if (TryBase(Rn, out ulong address))
        {
            SveVector m = ReadZ(Zm);
            Scatter(size, msize, ReadZ(Zt), ReadP(Pg), e => address + (extend(m.Get(e, size)) << scale));
        }
    }

    /// <summary>Scatters to the addresses in Z[n], plus an immediate.</summary>
    public void ScatterVector(int size, int msize, int Zt, int Pg, int Zn, int imm)
    {
        SveVector n = ReadZ(Zn);
        Scatter(size, msize, ReadZ(Zt), ReadP(Pg), e => n.Get(e, size) + ((ulong)imm << msize));
    }

    /// <summary>ST2, ST3, ST4.</summary>
    public void StoreStructures(int size, int count, int Zt, int Pg, int Rn, ulong offset)
    {
        ulong mask = ReadP(Pg);
        if (!TryBase(Rn, out ulong address))
        {
            return;
        }

        address += offset;
        for (int e = 0; e < Elements(size); e++)
        {
            for (int r = 0; r < count && Active(mask, e, size); r++)
            {
                if (!TryWrite(address + ((ulong)((e * count) + r) << size), size, ReadZ((Zt + r) & 31).Get(e, size)))
                {
                    return;
                }
            }
        }
    }
}
