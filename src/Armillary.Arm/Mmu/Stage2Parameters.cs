using Armillary.Arm.SystemRegisters;

namespace Armillary.Arm.Mmu;

/// <summary>The controls of a stage 2 walk: VTCR_EL2 and VTTBR_EL2, and for Secure intermediate addresses VSTCR_EL2 and VSTTBR_EL2 (S2TTWParams).</summary>
internal readonly struct Stage2Parameters
{
    /// <summary>The size of the intermediate address in bits.</summary>
    public readonly int InputBits;

    /// <summary>The log2 of the granule: 12, 14 or 16.</summary>
    public readonly int Granule;

    /// <summary>The size of output addresses in bits.</summary>
    public readonly int OutputBits;

    /// <summary>The level of the first table, and how many address bits index it: up to four more than a table has, concatenated.</summary>
    public readonly int FirstLevel, TopBits;

    /// <summary>Whether T0SZ, SL0 and TG0 go together (AArch64.S2InconsistentSL, S2InvalidSL); if not, every walk is a translation fault at level 0.</summary>
    public readonly bool Valid;

    /// <summary>The address of the first table.</summary>
    public readonly ulong TableBase;

    /// <summary>VTCR_EL2.HA and HD in effect.</summary>
    public readonly bool UpdateAccessFlag, UpdateDirtyState;

    /// <summary>Whether the tables, and what they map, are in the Secure physical address space.</summary>
    public readonly bool SecureTables, SecureOutput;

    /// <param name="cpu">The CPU.</param>
    /// <param name="secure">Of the Secure intermediate address space: Secure state has both.</param>
    public Stage2Parameters(Cpu cpu, bool secure)
    {
        ulong vtcr = cpu.VTCR_EL2, control = secure ? cpu.VSTCR_EL2 : vtcr;
        int t0sz = (int)control & 63, sl0 = (int)(control >> 6) & 3;
        InputBits = 64 - t0sz;
        Granule = ((int)(control >> 14) & 3) switch { 1 => 16, 2 => 14, _ => 12 };
        if (Granule == 14 && !cpu.Model.Granule16K)
        {
            Granule = 12;
        }

        int physical = cpu.Model.PhysicalAddressBits;
        int ps = ((int)(vtcr >> 16) & 7) switch { 0 => 32, 1 => 36, 2 => 40, 3 => 42, 4 => 44, _ => 48 };
        OutputBits = Math.Min(ps, physical);
        bool small = cpu.Model.Has(Features.TTST);
        FirstLevel = Granule == 12 ? sl0 switch { 0 => 2, 1 => 1, 2 => 0, _ => small ? 3 : -1 } : sl0 == 3 ? -1 : 3 - sl0;
        int stride = Granule - 3;
        TopBits = InputBits - (Granule + ((3 - FirstLevel) * stride));

        // A level that covers more than the physical addresses is reserved (D8.2.8).
        bool level = FirstLevel >= 0 && (Granule == 12 ? FirstLevel != 0 || physical > 42 : FirstLevel != 1 || physical > (Granule == 14 ? 40 : 42));
        Valid = level && t0sz >= 16 && t0sz <= (small ? Granule == 16 ? 47 : 48 : 39) && InputBits <= Math.Max(physical, 40)
            && TopBits >= 1 && TopBits <= stride + 4;
        TableBase = (secure ? cpu.VSTTBR_EL2 : cpu.VTTBR_EL2) & 0x0000_FFFF_FFFF_FFFE & (TopBits is > 0 and < 60 ? ~((8UL << TopBits) - 1) : 0);
        UpdateAccessFlag = (vtcr & VTCR.HA) != 0;
        UpdateDirtyState = UpdateAccessFlag && (vtcr & VTCR.HD) != 0;
        if (cpu.SecureBelowEL3)
        {
            // AArch64.SS2OutputPASpace: each of SW, SA, NSW and NSA has those after it behave as 1.
            ulong vstcr = cpu.VSTCR_EL2;
            SecureTables = secure ? (vstcr & VSTCR.SW) == 0 : (vtcr & VTCR.NSW) == 0;
            SecureOutput = (vstcr & (VSTCR.SW | VSTCR.SA)) == 0 && (secure || (vtcr & (VTCR.NSW | VTCR.NSA)) == 0);
        }
    }
}
