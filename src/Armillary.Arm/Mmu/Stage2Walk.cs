using Armillary.Arm.SystemRegisters;
using Armillary.Core.Memory;

namespace Armillary.Arm.Mmu;

/// <summary>Stage 2: intermediate addresses of EL1 and EL0 to physical ones (DDI 0487, D8.2; the pseudocode AArch64.S2Translate).</summary>
internal static class Stage2Walk
{
    private const ulong AF = 1UL << 10, MayWrite = 1UL << 7, DBM = 1UL << 51;
    private const PagePermissions Reads = PagePermissions.PrivilegedRead | PagePermissions.UnprivilegedRead;
    private const PagePermissions Writes = PagePermissions.PrivilegedWrite | PagePermissions.UnprivilegedWrite;

    /// <summary>The physical address of a stage 1 table entry of the EL1&amp;0 regime, while stage 2 is enabled.</summary>
    /// <param name="cpu">The CPU.</param>
    /// <param name="address">The entry's address, as stage 1 has it.</param>
    /// <param name="secure">That address is in the Secure intermediate address space.</param>
    /// <param name="write">The entry is to be updated.</param>
    /// <param name="physical">The physical address.</param>
    /// <param name="fault">Why there is none: a fault on a stage 1 walk.</param>
    public static bool TryTranslateTable(Cpu cpu, ulong address, bool secure, bool write, out ulong physical, out FaultInfo fault)
    {
        physical = address;
        var page = new Translation { Page = new PhysicalAddress(address & ~0xFFFUL), Permissions = PagePermissions.All, Attributes = 0xFF };
        AccessKind kind = AccessKind.TableWalk | AccessKind.Read | (write ? AccessKind.Write : 0);
        if (!TryTranslate(cpu, address, secure, kind, ref page, out fault, out int level))
        {
            return false;
        }

        if (page.IsDevice && (cpu.HCR_EL2 & HCR.PTW) != 0)
        {
            fault = Fault(cpu, FaultInfo.Permission + level, address, secure, kind);
            return false;
        }

        physical = page.Page.Value | (address & 0xFFF);
        return true;
    }

    /// <summary>
    /// Translates the page that stage 1 found and combines what both stages allow. Allocates nothing; at most four reads, repeated while other CPUs change the entry.
    /// </summary>
    /// <param name="cpu">The CPU.</param>
    /// <param name="ipa">The intermediate address.</param>
    /// <param name="secure">It is in the Secure intermediate address space.</param>
    /// <param name="kind">The access.</param>
    /// <param name="result">Stage 1's result, which becomes that of both.</param>
    /// <param name="fault">What to raise, on failure.</param>
    public static bool TryTranslate(Cpu cpu, ulong ipa, bool secure, AccessKind kind, ref Translation result, out FaultInfo fault)
        => TryTranslate(cpu, ipa, secure, kind, ref result, out fault, out _);

    private static bool TryTranslate(Cpu cpu, ulong ipa, bool secure, AccessKind kind, ref Translation result, out FaultInfo fault, out int level)
    {
        level = 0;
        var p = new Stage2Parameters(cpu, secure);
        if (!p.Valid || ipa >> p.InputBits != 0)
        {
            fault = Fault(cpu, FaultInfo.TranslationFault, ipa, secure, kind);
            return false;
        }

        if (p.TableBase >> p.OutputBits != 0)
        {
            fault = Fault(cpu, FaultInfo.AddressSize, ipa, secure, kind);
            return false;
        }

        bool bigEndian = (cpu.SCTLR_EL2 & SCTLR.EE) != 0;
        var memory = new TableMemory(cpu.Host.Bus);
        int stride = p.Granule - 3, indexBits = p.TopBits;
        level = p.FirstLevel;
        ulong table = p.TableBase;
        while (true)
        {
            int shift = p.Granule + ((3 - level) * stride);
            ulong address = table + (((ipa >> shift) & ((1UL << indexBits) - 1)) * 8);
            if (p.SecureTables)
            {
                address = cpu.Host.Bus.InSecure(new PhysicalAddress(address)).Value;
            }

            if (!memory.TryRead(address, bigEndian, out ulong descriptor))
            {
                fault = Fault(cpu, FaultInfo.ExternalAbortOnWalk + level, ipa, secure, kind);
                return false;
            }

            bool isTable = (descriptor & 3) == 3 && level < 3;
            bool isLeaf = (descriptor & 3) == (level == 3 ? 3u : 1u) && (level >= 2 || (level == 1 && p.Granule == 12));
            if (!isTable && !isLeaf)
            {
                fault = Fault(cpu, FaultInfo.TranslationFault + level, ipa, secure, kind);
                return false;
            }

            ulong output = descriptor & 0x0000_FFFF_FFFF_FFFF & ~((1UL << (isTable ? p.Granule : shift)) - 1);
            if (output >> p.OutputBits != 0)
            {
                fault = Fault(cpu, FaultInfo.AddressSize + level, ipa, secure, kind);
                return false;
            }

            if (isTable)
            {
                table = output;
                level++;
                indexBits = stride;
                continue;
            }

            ulong updated = descriptor;
            if ((descriptor & AF) == 0)
            {
                if (!p.UpdateAccessFlag)
                {
                    fault = Fault(cpu, FaultInfo.AccessFlag + level, ipa, secure, kind);
                    return false;
                }

                updated |= AF;
            }

            if ((kind & AccessKind.Misaligned) != 0 && Stage2Attributes.Combine(result.Attributes, (int)(descriptor >> 2) & 15, (cpu.HCR_EL2 & HCR.FWB) != 0) >> 4 == 0)
            {
                // Normal memory for stage 1, or it would have faulted: a fault of stage 2, before permissions (AArch64.S2HasAlignmentFault).
                fault = Fault(cpu, FaultInfo.Alignment, ipa, secure, kind);
                return false;
            }

            bool dirtyManaged = p.UpdateDirtyState && (descriptor & DBM) != 0;
            PagePermissions permissions = Permissions(cpu, descriptor | (dirtyManaged ? MayWrite : 0));
            bool permitted = (kind & AccessKind.CacheMaintenance) != 0 || Stage1Permissions.Allow(permissions, kind);
            bool stores = (kind & AccessKind.Write) != 0 && (kind & (AccessKind.CacheMaintenance | AccessKind.AddressTranslation)) == 0;
            updated |= permitted && dirtyManaged && stores ? MayWrite : 0;
            if (updated != descriptor && (kind & AccessKind.AddressTranslation) == 0)
            {
                if (!memory.IsWritable(address))
                {
                    fault = Fault(cpu, FaultInfo.UnsupportedAtomicUpdate, ipa, secure, kind);
                    return false;
                }

                if (!memory.TryUpdate(address, bigEndian, descriptor, updated))
                {
                    continue; // another CPU changed the entry between our read and our update: read it again
                }
            }

            if (!permitted)
            {
                fault = Fault(cpu, FaultInfo.Permission + level, ipa, secure, kind);
                return false;
            }

            Apply(cpu, descriptor, permissions & ((updated & MayWrite) != 0 ? PagePermissions.All : ~Writes), kind, ref result);
            result.Page = new PhysicalAddress((output | (ipa & ((1UL << shift) - 1))) & ~0xFFFUL);
            result.Secure = p.SecureOutput;
            if (p.SecureOutput)
            {
                result.Page = cpu.Host.Bus.InSecure(result.Page);
            }

            fault = default;
            return true;
        }
    }

    private static void Apply(Cpu cpu, ulong descriptor, PagePermissions permissions, AccessKind kind, ref Translation result)
    {
        result.Permissions &= permissions;
        byte attributes = Stage2Attributes.Combine(result.Attributes, (int)(descriptor >> 2) & 15, (cpu.HCR_EL2 & HCR.FWB) != 0);
        ulong disable = (kind & AccessKind.Execute) != 0 ? HCR.ID : HCR.CD;
        if (attributes >> 4 != 0 && (cpu.HCR_EL2 & disable) != 0)
        {
            attributes = 0x44;
        }

        result.Attributes = attributes;
        result.Tagged &= attributes == Translation.WriteBackAttributes;
        result.IsDevice = attributes >> 4 == 0;
        result.Shareability = result.IsDevice || attributes == 0x44
            ? (byte)2
            : Stage2Attributes.Shareability(result.Shareability, (int)(descriptor >> 8) & 3);
    }

    // S2AP and XN (AArch64.S2DirectBasePermissions).
    private static PagePermissions Permissions(Cpu cpu, ulong descriptor)
    {
        bool el1 = (descriptor & (1UL << 54)) == 0, el0 = el1;
        if (cpu.Model.Has(Features.XNX) && (descriptor & (1UL << 53)) != 0)
        {
            (el1, el0) = (!el1, el1);
        }

        return ((descriptor & (1UL << 6)) != 0 ? Reads : 0) | ((descriptor & MayWrite) != 0 ? Writes : 0)
            | (el1 ? PagePermissions.PrivilegedExecute : 0) | (el0 ? PagePermissions.UnprivilegedExecute : 0);
    }

    private static FaultInfo Fault(Cpu cpu, int status, ulong ipa, bool secure, AccessKind kind) => new()
    {
        Status = (byte)status,
        Stage2 = true,
        IntermediateAddress = ipa,
        NonSecureIntermediate = !secure && cpu.SecureBelowEL3,
        OnStage1Walk = (kind & AccessKind.TableWalk) != 0,
        WalkWrites = (kind & (AccessKind.TableWalk | AccessKind.Write)) == (AccessKind.TableWalk | AccessKind.Write),
    };
}
