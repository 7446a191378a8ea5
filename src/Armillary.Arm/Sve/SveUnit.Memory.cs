using System.Buffers.Binary;
using System.Numerics;
using Armillary.Arm.State;

namespace Armillary.Arm.Sve;

/// <summary>How a load deals with what it may not read.</summary>
public enum SveFaulting
{
    /// <summary>Every active element may fault.</summary>
    Normal,

    /// <summary>The first active element may fault; from the first other one that would on, the FFR is cleared.</summary>
    First,

    /// <summary>None faults.</summary>
    None,
}

/// <content>Loads and stores. Nothing is written to a register before everything is read; a store checks as it goes.</content>
public sealed partial class SveUnit
{
    private const TranslationContext Slowly = TranslationContext.BigEndian | TranslationContext.Watchpoints | TranslationContext.AlignmentCheck
        | TranslationContext.TagChecks;

    private bool IsBigEndian => (cpu.TranslationContext & TranslationContext.BigEndian) != 0;

    /// <summary>Whether bytes of normal memory may be moved as they are.</summary>
    private bool IsPlain => (cpu.TranslationContext & (Slowly | TranslationContext.MmuOn)) == TranslationContext.MmuOn;

    /// <summary>The base address in X[n] or SP, whose alignment is checked. False: the fault is taken.</summary>
    private bool TryBase(int Rn, out ulong address)
    {
        address = XSP(Rn);
        if (Rn == 31 && (cpu.TranslationContext & TranslationContext.SpAlignmentCheck) != 0 && (address & 15) != 0)
        {
            cpu.TakeSPAlignmentFault();
            cpu.Native.Words.Leave = 1;
            return false;
        }

        return true;
    }

    private static ulong Swapped(ulong value, int msize) => BinaryPrimitives.ReverseEndianness(value) >> (64 - (8 << msize));

    /// <summary>Whether a watchpoint or an allocation tag stops an access: the exception is taken.</summary>
    private bool IsStopped(ulong address, int msize, int kind)
    {
        int access = (1 << msize) | kind;
        if ((cpu.TranslationContext & TranslationContext.Watchpoints) != 0)
        {
            cpu.CheckWatchpoints(address, access);
        }

        if (cpu.Native.Words.Leave == 0 && IsTagChecked)
        {
            cpu.CheckTags(address, TagAccess(msize, kind));
        }

        return cpu.Native.Words.Leave != 0;
    }

    private int TagAccess(int msize, int kind)
        => (1 << msize) | kind | (msize << Cpu.AccessElementShift) | ((cpu.TranslationContext & TranslationContext.AlignmentCheck) != 0 ? Cpu.AccessAligned : 0);

    // Off SP with an immediate alone accesses are unchecked (DDI 0487, D10.4.1).
    private bool IsTagChecked => (cpu.TranslationContext & TranslationContext.TagChecks) != 0 && !IsImmediateOffStackPointer(executing);

    private static bool IsImmediateOffStackPointer(uint word) => (word >> 5 & 31) == 31 && (word >> 25, word >> 13 & 7) switch
    {
        (0x42, 0 or 2) => (word >> 22 & 7) == 6, // LDR
        (0x42, >= 4) => (word >> 22 & 1) != 0, // LD1R
        (0x52, 1 or 5 or 7) => true,
        (0x72, 0 or 2) => (word >> 22 & 7) == 6, // STR
        (0x72, 7) => true,
        _ => false,
    };

    /// <summary>One element of memory. False: the fault is taken.</summary>
    private bool TryRead(ulong address, int msize, out ulong value)
    {
        value = 0;
        if (IsStopped(address, msize, Cpu.AccessReads) || !cpu.Host.TryLoad(cpu, address, 1 << msize, out value))
        {
            cpu.Native.Words.Leave = 1;
            return false;
        }

        value = IsBigEndian ? Swapped(value, msize) : value;
        return true;
    }

    private bool TryWrite(ulong address, int msize, ulong value)
    {
        if (IsStopped(address, msize, Cpu.AccessWrites) || !cpu.Host.TryStore(cpu, address, 1 << msize, IsBigEndian ? Swapped(value, msize) : value & SveVector.Mask(msize)))
        {
            cpu.Native.Words.Leave = 1;
            return false;
        }

        return true;
    }

    /// <summary>One element without a fault. False: there would be one, or the memory is a device.</summary>
    private bool TryProbe(ulong address, int msize, out ulong value)
    {
        value = 0;
        if (((cpu.TranslationContext & TranslationContext.Watchpoints) != 0 && cpu.WatchpointMatches(address, (1 << msize) | Cpu.AccessReads))
            || (IsTagChecked && !cpu.TagsMatch(address, TagAccess(msize, Cpu.AccessReads)))
            || !cpu.Host.TryProbe(cpu, address, 1 << msize, out value))
        {
            return false;
        }

        value = IsBigEndian ? Swapped(value, msize) : value;
        return true;
    }

    /// <summary>LD1, LDFF1, LDNF1, LDNT1 from X[n] + offset: elements of 1 &lt;&lt; msize bytes, extended to 1 &lt;&lt; size.</summary>
    public void Load(int size, int msize, bool signed, int Zt, int Pg, int Rn, ulong offset, SveFaulting faulting = SveFaulting.Normal)
    {
        ulong mask = ReadP(Pg) & ElementMask(size);
        if (!TryBase(Rn, out ulong address))
        {
            return;
        }

        address += offset;
        SveVector result = default;
        if (mask != 0 && IsPlain)
        {
            // Between the first and the last active element, in one page of RAM, nothing can fault or be a device.
            int first = BitOperations.TrailingZeroCount(mask) >> size, last = BitOperations.Log2(mask) >> size;
            SveVector memory = default;
            if (cpu.Host.TryCopyFrom(cpu, address + ((ulong)first << msize), memory.Bytes[(first << msize)..((last + 1) << msize)]))
            {
                for (int e = first; e <= last; e++)
                {
                    if (Active(mask, e, size))
                    {
                        result.Set(e, size, Extended(memory.Get(e, msize), msize, signed));
                    }
                }

                WriteZ(Zt, result);
                return;
            }
        }

        Gather(size, msize, signed, Zt, mask, faulting, e => address + ((ulong)e << msize));
    }

    private static ulong Extended(ulong value, int msize, bool signed) => signed ? (ulong)Signed(value, msize) : value;

    /// <summary>Active elements, each from its own address.</summary>
    private void Gather(int size, int msize, bool signed, int Zt, ulong mask, SveFaulting faulting, Func<int, ulong> address)
    {
        SveVector result = default;
        bool first = faulting != SveFaulting.None;
        ulong ffr = ReadP(FFR);
        for (int e = 0; e < Elements(size); e++)
        {
            if (!Active(mask, e, size))
            {
                continue;
            }

            ulong value;
            if (faulting == SveFaulting.Normal || first)
            {
                first = false;
                if (!TryRead(address(e), msize, out value))
                {
                    return;
                }
            }
            else if (!TryProbe(address(e), msize, out value))
            {
                WriteP(FFR, ffr & ((1UL << (e << size)) - 1));
                break;
            }

            result.Set(e, size, Extended(value, msize, signed));
        }

        WriteZ(Zt, result);
    }

    /// <summary>Gathers from X[n] + extended offsets, scaled.</summary>
    public void Gather(int size, int msize, bool signed, int Zt, int Pg, int Rn, int Zm, Func<ulong, ulong> extend, int scale, SveFaulting faulting)
    {
        if (TryBase(Rn, out ulong address))
        {
            SveVector m = ReadZ(Zm);
            Gather(size, msize, signed, Zt, ReadP(Pg), faulting, e => address + (extend(m.Get(e, size)) << scale));
        }
    }

    /// <summary>Gathers from the addresses in Z[n], plus an immediate.</summary>
    public void GatherVector(int size, int msize, bool signed, int Zt, int Pg, int Zn, int imm, SveFaulting faulting)
    {
        SveVector n = ReadZ(Zn);
        Gather(size, msize, signed, Zt, ReadP(Pg), faulting, e => n.Get(e, size) + ((ulong)imm << msize));
    }

    /// <summary>LD1R.</summary>
    public void LoadAndReplicate(int size, int msize, bool signed, int Zt, int Pg, int Rn, int imm)
    {
        ulong mask = ReadP(Pg), value = 0;
        if (!TryBase(Rn, out ulong address) || (AnyActive(Pg, size) && !TryRead(address + ((ulong)imm << msize), msize, out value)))
        {
            return;
        }

        value = Extended(value, msize, signed);
        Fill(size, Zt, e => Active(mask, e, size) ? value : 0);
    }

    /// <summary>LD1RQ: sixteen bytes for every segment.</summary>
    public void LoadQuadword(int size, int Zt, int Pg, int Rn, ulong offset)
    {
        ulong mask = ReadP(Pg);
        if (!TryBase(Rn, out ulong address))
        {
            return;
        }

        SveVector result = default;
        for (int e = 0; e < 16 >> size; e++)
        {
            if (Active(mask, e, size))
            {
                if (!TryRead(address + offset + ((ulong)e << size), size, out ulong value))
                {
                    return;
                }

                result.Set(e, size, value);
            }
        }

        for (int i = 2; i < Words; i++)
        {
            result[i] = result[i & 1];
        }

        WriteZ(Zt, result);
    }

    /// <summary>LD2, LD3, LD4.</summary>
    public void LoadStructures(int size, int count, int Zt, int Pg, int Rn, ulong offset)
    {
        ulong mask = ReadP(Pg);
        if (!TryBase(Rn, out ulong address))
        {
            return;
        }

        Span<SveVector> results = stackalloc SveVector[4];
        results.Clear();
        address += offset;
        for (int e = 0; e < Elements(size); e++)
        {
            for (int r = 0; r < count && Active(mask, e, size); r++)
            {
                if (!TryRead(address + ((ulong)((e * count) + r) << size), size, out ulong value))
                {
                    return;
                }

                results[r].Set(e, size, value);
            }
        }

        for (int r = 0; r < count; r++)
        {
            WriteZ((Zt + r) & 31, results[r]);
        }
    }

    /// <summary>LDR of a vector: bytes, whatever the endianness, all or nothing.</summary>
    public void LoadRegister(int Zt, int Rn, int imm)
    {
        if (!TryBase(Rn, out ulong address) || !TryLoadBytes(address + (ulong)((long)imm * VL), VL, 4, out SveVector result))
        {
            return;
        }

        WriteZ(Zt, result);
    }

    /// <summary>LDR of a predicate.</summary>
    public void LoadPredicate(int Pt, int Rn, int imm)
    {
        if (!TryBase(Rn, out ulong address) || !TryLoadBytes(address + (ulong)((long)imm * (VL / 8)), VL / 8, 1, out SveVector result))
        {
            return;
        }

        WriteP(Pt, result[0]);
    }

    /// <summary>STR of a vector.</summary>
    public void StoreRegister(int Zt, int Rn, int imm)
    {
        if (TryBase(Rn, out ulong address))
        {
            StoreBytes(address + (ulong)((long)imm * VL), VL, 4, ReadZ(Zt));
        }
    }

    /// <summary>STR of a predicate.</summary>
    public void StorePredicate(int Pt, int Rn, int imm)
    {
        if (TryBase(Rn, out ulong address))
        {
            SveVector value = default;
            value[0] = ReadP(Pt);
            StoreBytes(address + (ulong)((long)imm * (VL / 8)), VL / 8, 1, value);
        }
    }

    // Where alignment is checked, and for Device memory, it is that of sixteen bytes of a vector, two of a predicate.
    private bool IsMisaligned(ulong address, int alignmentLog2, Mmu.AccessKind kind)
    {
        if ((address & ((1UL << alignmentLog2) - 1)) == 0)
        {
            return false;
        }

        if ((cpu.TranslationContext & (TranslationContext.AlignmentCheck | TranslationContext.MmuOn)) != TranslationContext.MmuOn)
        {
            cpu.RaiseAlignmentFault(address, kind);
        }
        else if (!cpu.TryTranslate(address, kind | Mmu.AccessKind.Misaligned, out _, out Mmu.FaultInfo fault) && fault.Status == Mmu.FaultInfo.Alignment)
        {
            cpu.RaiseDeviceAlignmentFault(address, kind);
        }
        else
        {
            return false;
        }

        cpu.Native.Words.Leave = 1;
        return true;
    }

    private bool TryLoadBytes(ulong address, int count, int alignmentLog2, out SveVector value)
    {
        value = default;
        if (IsPlain && cpu.Host.TryCopyFrom(cpu, address, value.Bytes[..count]))
        {
            return true;
        }

        if (IsMisaligned(address, alignmentLog2, Mmu.AccessKind.Read))
        {
            return false;
        }

        for (int i = 0; i < count; i++)
        {
            if (!TryRead(address + (ulong)i, 0, out ulong part))
            {
                return false;
            }

            value.Set(i, 0, part);
        }

        return true;
    }

    private void StoreBytes(ulong address, int count, int alignmentLog2, SveVector value)
    {
        if ((IsPlain && cpu.Host.TryCopyTo(cpu, address, value.Bytes[..count])) || IsMisaligned(address, alignmentLog2, Mmu.AccessKind.Write))
        {
            return;
        }

        for (int i = 0; i < count; i++)
        {
            if (!TryWrite(address + (ulong)i, 0, value.Get(i, 0)))
            {
                return;
            }
        }
    }
}
