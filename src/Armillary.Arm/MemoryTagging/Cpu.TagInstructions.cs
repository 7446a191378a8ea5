using System.Numerics;
using Armillary.Arm.Mmu;
using Armillary.Arm.State;
using Armillary.Core.Memory;

namespace Armillary.Arm;

/// <content>The instructions of memory tagging that are more than arithmetic (FEAT_MTE2; DDI 0487, C6.2 and the pseudocode of J1).</content>
public sealed partial class Cpu
{
    /// <summary>GMID_EL1.BS: LDGM and STGM move the tags of 256 bytes, four bits each.</summary>
    internal const ulong MultipleTagsLog2 = 6;

    private const ulong MultipleTagsSize = 4UL << (int)MultipleTagsLog2;

    /// <summary>IRG: a tag for an address, in its place, that neither GCR_EL1 nor the operand excludes.</summary>
    internal ulong InsertRandomTag(ulong excluded)
    {
        if (!AllocationTagAccessIsEnabled(PSTATE.EL))
        {
            return 0;
        }

        // GCR_EL1.RRND leaves the choice to the implementation: the same generator, but one that is never stuck at a seed of zero.
        if ((GCR_EL1 & (1 << 16)) != 0 && (RGSR_EL1 & 0xFFFF00) == 0)
        {
            RGSR_EL1 |= (Timer.PhysicalCount << 8 & 0xFFFF00) | 0x100;
        }

        int tag = ChooseNonExcludedTag((int)RGSR_EL1 & 15, RandomTag(), (uint)(excluded | GCR_EL1) & 0xFFFF);
        RGSR_EL1 = (RGSR_EL1 & ~15UL) | (uint)tag;
        return (ulong)tag << LogicalTagShift;
    }

    /// <summary>ADDG and SUBG: the tag that comes <paramref name="offset"/> places after an address's, those that GCR_EL1 excludes left out; in its place.</summary>
    internal ulong AddTag(ulong address, int offset)
        => AllocationTagAccessIsEnabled(PSTATE.EL)
            ? (ulong)ChooseNonExcludedTag(TagOf(address), offset & 15, (uint)GCR_EL1 & 0xFFFF) << LogicalTagShift
            : 0;

    /// <summary>STG, ST2G, STZG, STZ2G at PC. False: an exception was taken.</summary>
    /// <param name="va">The address.</param>
    /// <param name="tagged">The tag, in an address.</param>
    /// <param name="granules">One or two.</param>
    /// <param name="zero">The bytes are zeroed too.</param>
    internal bool TryStoreTags(ulong va, ulong tagged, int granules, bool zero)
    {
        if ((va & (AllocationTags.Granule - 1)) != 0)
        {
            RaiseAlignmentFault(va, AccessKind.Write);
            return false;
        }

        // The two may be in two pages: both are translated before anything is stored.
        ulong second = va + AllocationTags.Granule;
        Translation pageOfSecond = default;
        if (!TryTranslateForTags(va, AccessKind.Write, out Translation page)
            || (granules == 2 && !TryTranslateForTags(second, AccessKind.Write, out pageOfSecond)))
        {
            return false;
        }

        return TryStoreTags(va, in page, AllocationTags.Granule, TagOf(tagged), zero)
            && (granules == 1 || TryStoreTags(second, in pageOfSecond, AllocationTags.Granule, TagOf(tagged), zero));
    }

    /// <summary>LDG at PC: the allocation tag in its place in an address. False: an exception was taken.</summary>
    internal bool TryLoadTag(ulong va, out ulong tag)
    {
        tag = 0;
        if (!TryTranslateForTags(va & ~(AllocationTags.Granule - 1), AccessKind.Read, out Translation page))
        {
            return false;
        }

        if (AllocationTagAccessIsEnabled(PSTATE.EL) && FindTags(in page, out ulong offset) is { } tags)
        {
            tag = (ulong)tags.Read(offset + (va & 0xFFF)) << LogicalTagShift;
        }

        return true;
    }

    /// <summary>LDGM at PC: the tags of 256 bytes. False: an exception was taken.</summary>
    internal bool TryLoadTags(ulong va, out ulong value)
    {
        value = 0;
        va &= ~(MultipleTagsSize - 1);
        if (!TryTranslateForTags(va, AccessKind.Read, out Translation page))
        {
            return false;
        }

        if (AllocationTagAccessIsEnabled(PSTATE.EL) && FindTags(in page, out ulong offset) is { } tags)
        {
            for (int i = 0; i < 16; i++)
            {
                value |= (ulong)tags.Read(offset + (va & 0xFFF) + ((ulong)i << AllocationTags.GranuleLog2)) << (i * 4);
            }
        }

        return true;
    }

    /// <summary>STGM at PC: the tags of 256 bytes. False: an exception was taken.</summary>
    internal bool TryStoreTags(ulong va, ulong value)
    {
        va &= ~(MultipleTagsSize - 1);
        if (!TryTranslateForTags(va, AccessKind.Write, out Translation page))
        {
            return false;
        }

        if (AllocationTagAccessIsEnabled(PSTATE.EL) && FindTags(in page, out ulong offset) is { } tags)
        {
            for (int i = 0; i < 16; i++)
            {
                tags.Write(offset + (va & 0xFFF) + ((ulong)i << AllocationTags.GranuleLog2), (int)(value >> (i * 4)));
            }
        }

        return true;
    }

    /// <summary>STZGM at PC: one tag for the block of DC ZVA, and zeroes it. False: an exception was taken.</summary>
    internal bool TryStoreZeroTags(ulong va, ulong value)
    {
        va &= ~(CacheLine - 1);
        return TryTranslateForTags(va, AccessKind.Write, out Translation page) && TryStoreTags(va, in page, CacheLine, (int)value & 15, zero: true);
    }

    /// <summary>DC GVA and DC GZVA at PC, after their traps: tags of the block of DC ZVA. False: an exception was taken.</summary>
    private bool TryTagBlock(ulong va, bool zero)
        => TryTranslateForTags(va, AccessKind.Write | AccessKind.Misaligned, out Translation page)
            && TryStoreTags(va & ~(CacheLine - 1), in page, CacheLine, TagOf(va), zero);

    private bool TryTranslateForTags(ulong va, AccessKind kind, out Translation page)
    {
        if (TryTranslate(va, kind, out page, out FaultInfo fault))
        {
            return true;
        }

        RaiseDataAbort(va, kind, in fault);
        return false;
    }

    // All of it is in the page.
    private bool TryStoreTags(ulong va, in Translation page, ulong size, int tag, bool zero)
    {
        PhysicalAddress address = page.Page + (va & 0xFFF);
        if (zero && !TryStoreZeros(address, size))
        {
            RaiseExternalAbort(va, AccessKind.Write);
            return false;
        }

        if (AllocationTagAccessIsEnabled(PSTATE.EL) && FindTags(in page, out ulong offset) is { } tags)
        {
            for (ulong at = 0; at < size; at += AllocationTags.Granule)
            {
                tags.Write(offset + (va & 0xFFF) + at, tag);
            }
        }

        return true;
    }

    private bool TryStoreZeros(PhysicalAddress address, ulong size)
    {
        if (Host.Bus.FindMemory(address, size, out bool writable) is { } memory && memory.TryGetSpan(address, size, out Span<byte> bytes))
        {
            if (writable)
            {
                bytes.Clear();
            }

            return true;
        }

        bool answered = true;
        for (ulong at = 0; at < size && answered; at += sizeof(ulong))
        {
            answered = Host.Bus.TryWriteDevice(address + at, sizeof(ulong), 0);
        }

        return answered;
    }

    // AArch64.RandomTag: four bits of a shift register.
    private int RandomTag()
    {
        uint lfsr = (uint)(RGSR_EL1 >> 8) & 0xFFFF;
        int tag = 0;
        for (int i = 0; i < 4; i++)
        {
            uint top = ((lfsr >> 5) ^ (lfsr >> 3) ^ (lfsr >> 2) ^ lfsr) & 1;
            lfsr = (top << 15) | (lfsr >> 1);
            tag |= (int)top << i;
        }

        RGSR_EL1 = (RGSR_EL1 & ~0xFFFF00UL) | ((ulong)lfsr << 8);
        return tag;
    }

    private static int ChooseNonExcludedTag(int tag, int offset, uint excluded)
    {
        if (excluded == 0xFFFF)
        {
            return 0;
        }

        if (offset == 0)
        {
            return NextNonExcluded(tag, excluded);
        }

        for (; offset > 0; offset--)
        {
            tag = NextNonExcluded((tag + 1) & 15, excluded);
        }

        return tag;
    }

    private static int NextNonExcluded(int tag, uint excluded)
    {
        uint allowed = ~excluded & 0xFFFF;
        allowed |= allowed << 16;
        return (tag + BitOperations.TrailingZeroCount(allowed >> tag)) & 15;
    }
}
