using Armillary.Arm.State;
using Armillary.Arm.SystemRegisters;

namespace Armillary.Arm.Mmu;

/// <summary>The controls of one stage 1 walk: the registers of the regime for the half of the address space that holds the address (S1TTWParams).</summary>
internal readonly struct Stage1Parameters
{
    /// <summary>The size of the input address in bits is 64 minus this.</summary>
    public readonly int TxSZ;

    /// <summary>The most that TxSZ may be: FEAT_TTST has small tables.</summary>
    public readonly int MaxTxSZ;

    /// <summary>The log2 of the granule: 12, 14 or 16; 0 where TGx is reserved.</summary>
    public readonly int Granule;

    /// <summary>The size of output addresses in bits.</summary>
    public readonly int OutputBits;

    /// <summary>TTBRx.</summary>
    public readonly ulong TableBase;

    /// <summary>The table walk is disabled for this half (EPDx), or for EL0 (E0PDx).</summary>
    public readonly bool Disabled;

    /// <summary>HPDx: the permission limits in table descriptors do not count.</summary>
    public readonly bool IgnoreHierarchy;

    /// <summary>HA and HD in effect.</summary>
    public readonly bool UpdateAccessFlag, UpdateDirtyState;

    /// <summary>The top byte takes no part.</summary>
    public readonly bool TopByteIgnored;

    /// <summary>The address is in the upper half of a regime of two.</summary>
    public readonly bool Upper;

    /// <summary>The current ASID.</summary>
    public readonly ushort Asid;

    /// <summary>The level of the first table, and how many address bits index it. Meaningful where TxSZ is in its range.</summary>
    public readonly int FirstLevel, TopBits;

    public Stage1Parameters(Cpu cpu, int el, ulong va, bool execute, bool unprivileged)
    {
        ulong tcr = cpu.TCR_ELx(el);
        bool two = cpu.HasTwoRanges(el);
        Upper = two && (va & (1UL << 55)) != 0;
        TopByteIgnored = cpu.TopByteIgnored(el, Upper, execute);
        int ips;
        if (two)
        {
            ulong ttbr0 = el == 1 ? cpu.TTBR0_EL1 : cpu.TTBR0_EL2;
            ulong ttbr1 = el == 1 ? cpu.TTBR1_EL1 : cpu.TTBR1_EL2;
            TxSZ = (int)(tcr >> (Upper ? 16 : 0)) & 63;
            Granule = Upper
                ? ((int)(tcr >> 30) & 3) switch { 1 => 14, 2 => 12, 3 => 16, _ => 0 }
                : ((int)(tcr >> 14) & 3) switch { 0 => 12, 1 => 16, 2 => 14, _ => 0 };
            TableBase = Upper ? ttbr1 : ttbr0;
            Disabled = (tcr & (Upper ? 1UL << 23 : 1UL << 7)) != 0
                || (unprivileged && (tcr & (Upper ? TCR.E0PD1 : TCR.E0PD0)) != 0);
            IgnoreHierarchy = (tcr & (Upper ? TCR.HPD1 : TCR.HPD0)) != 0;
            UpdateAccessFlag = (tcr & TCR.HA) != 0;
            UpdateDirtyState = UpdateAccessFlag && (tcr & TCR.HD) != 0;
            Asid = AsidOf(tcr, ttbr0, ttbr1);
            ips = (int)(tcr >> 32) & 7;
        }
        else
        {
            TxSZ = (int)tcr & 63;
            Granule = ((int)(tcr >> 14) & 3) switch { 0 => 12, 1 => 16, 2 => 14, _ => 0 };
            TableBase = el == 2 ? cpu.TTBR0_EL2 : cpu.TTBR0_EL3;
            IgnoreHierarchy = cpu.Model.Has(Features.HPDS) && (tcr & TCR.HPD) != 0;
            UpdateAccessFlag = cpu.Model.Has(Features.HAFDBS) && (tcr & TCR.HA_EL2) != 0;
            UpdateDirtyState = UpdateAccessFlag && (tcr & TCR.HD_EL2) != 0;
            ips = (int)(tcr >> 16) & 7;
        }

        if (Granule == 14 && !cpu.Model.Granule16K)
        {
            Granule = 0;
        }

        if (Granule == 0)
        {
            // A reserved TGx is treated as an implemented size (D19: IMPLEMENTATION DEFINED choice).
            Granule = 12;
        }

        MaxTxSZ = !cpu.Model.Has(Features.TTST) ? 39 : Granule == 16 ? 47 : 48;
        int bits = ips switch { 0 => 32, 1 => 36, 2 => 40, 3 => 42, 4 => 44, _ => 48 };
        OutputBits = Math.Min(bits, cpu.Model.PhysicalAddressBits);
        int inputBits = 64 - TxSZ, stride = Granule - 3;
        FirstLevel = 4 - ((inputBits - Granule + stride - 1) / stride);
        TopBits = inputBits - (Granule + ((3 - FirstLevel) * stride));
    }

    /// <summary>The ASID of a regime with two ranges: TTBR0's or TTBR1's as TCR.A1 says, of 8 or 16 bits.</summary>
    public static ushort AsidOf(ulong tcr, ulong ttbr0, ulong ttbr1)
    {
        ushort asid = (ushort)(((tcr & TCR.A1) != 0 ? ttbr1 : ttbr0) >> 48);
        return (tcr & TCR.AS) != 0 ? asid : (byte)asid;
    }
}
