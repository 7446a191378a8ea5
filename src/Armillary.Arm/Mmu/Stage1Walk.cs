using Armillary.Arm.SystemRegisters;
using Armillary.Core.Memory;

namespace Armillary.Arm.Mmu;

/// <summary>Stage 1 translation: VMSAv8-64 (DDI 0487, D8; the pseudocode AArch64.S1Translate).</summary>
internal static class Stage1Walk
{
    private const ulong AF = 1UL << 10, ReadOnly = 1UL << 7, DBM = 1UL << 51, NS = 1UL << 5, NSTable = 1UL << 63;

    /// <summary>Translates an address for an access. Allocates nothing; the walk is at most four reads, repeated while other CPUs change the entry.</summary>
    public static bool TryTranslate(Cpu cpu, ulong va, AccessKind kind, int el, out Translation result, out FaultInfo fault)
    {
        result = default;
        bool execute = (kind & AccessKind.Execute) != 0;
        bool unprivileged = (kind & AccessKind.Unprivileged) != 0;
        ulong sctlr = cpu.SCTLR_ELx(el);
        if (!cpu.StageOneEnabled(el))
        {
            return TryTranslateFlat(cpu, va, kind, el, sctlr, ref result, out fault);
        }

        ref readonly Stage1Parameters p = ref cpu.Stage1ParametersFor(el, va, execute, unprivileged);
        int inputBits = 64 - p.TxSZ;
        if (p.Disabled || p.TxSZ < 16 || p.TxSZ > p.MaxTxSZ || !IsCanonical(va, inputBits, p))
        {
            fault = FaultInfo.Of(FaultInfo.TranslationFault);
            return false;
        }

        var regime = new WalkedRegime(el, sctlr, IsSecure(cpu, el), el == 1 && cpu.StageTwoEnabled);
        int stride = p.Granule - 3;
        int level = p.FirstLevel;
        int topBits = p.TopBits;
        ulong table = p.TableBase & 0x0000_FFFF_FFFF_FFFF & ~((8UL << topBits) - 1);
        if (table >> p.OutputBits != 0)
        {
            fault = FaultInfo.Of(FaultInfo.AddressSize);
            return false;
        }

        var memory = new TableMemory(cpu.Host.Bus);
        bool secure = regime.Secure; // the space of the next table, and at most that of the page
        ulong limits = 0; // the accumulated APTable, UXNTable, PXNTable
        int indexBits = topBits;
        while (true)
        {
            int shift = p.Granule + ((3 - level) * stride);
            ulong index = (va >> shift) & ((1UL << indexBits) - 1);
            ulong address = table + (index * 8);
            ulong physical = address;
            if (regime.StageTwo)
            {
                if (!Stage2Walk.TryTranslateTable(cpu, address, secure, write: false, out physical, out fault))
                {
                    return false;
                }
            }
            else if (secure)
            {
                physical = cpu.Host.Bus.InSecure(new PhysicalAddress(physical)).Value;
            }

            if (!memory.TryRead(physical, regime.BigEndian, out ulong descriptor))
            {
                fault = FaultInfo.Of(FaultInfo.ExternalAbortOnWalk + level);
                return false;
            }

            bool isTable = (descriptor & 3) == 3 && level < 3;
            bool isLeaf = (descriptor & 3) == (level == 3 ? 3u : 1u) && BlockAllowed(level, p.Granule);
            if (!isTable && !isLeaf)
            {
                fault = FaultInfo.Of(FaultInfo.TranslationFault + level);
                return false;
            }

            ulong output = descriptor & 0x0000_FFFF_FFFF_FFFF & ~((1UL << (isTable ? p.Granule : shift)) - 1);
            if (output >> p.OutputBits != 0)
            {
                fault = FaultInfo.Of(FaultInfo.AddressSize + level);
                return false;
            }

            if (isTable)
            {
                limits |= p.IgnoreHierarchy ? 0 : descriptor;
                secure &= (descriptor & NSTable) == 0;
                table = output;
                level++;
                indexBits = stride;
                continue;
            }

            LeafOutcome outcome = Leaf(cpu, in p, in regime, kind, limits, descriptor, level, secure, ref memory, address, physical, ref result, out fault);
            if (outcome == LeafOutcome.Changed)
            {
                continue; // another CPU changed the entry between our read and our update: read it again
            }

            result.BlockSizeLog2 = (byte)shift;
            result.Page = new PhysicalAddress((output | (va & ((1UL << shift) - 1))) & ~0xFFFUL);
            if (result.Secure && !regime.StageTwo)
            {
                result.Page = cpu.Host.Bus.InSecure(result.Page);
            }

            return outcome == LeafOutcome.Done;
        }
    }

    // The level whose registers translate, and what is the same in all of a walk. Secure: its translations are for Secure state.
    private readonly record struct WalkedRegime(int EL, ulong SCTLR, bool Secure, bool StageTwo)
    {
        public bool BigEndian => (SCTLR & SystemRegisters.SCTLR.EE) != 0;
    }

    private enum LeafOutcome
    {
        Done,
        Fault,
        Changed,
    }

    private static LeafOutcome Leaf(
        Cpu cpu, in Stage1Parameters p, in WalkedRegime regime, AccessKind kind, ulong limits, ulong descriptor, int level, bool secure,
        ref TableMemory memory, ulong entry, ulong physical, ref Translation result, out FaultInfo fault)
    {
        int el = regime.EL;
        ulong sctlr = regime.SCTLR;
        ulong updated = descriptor;
        bool observes = (kind & AccessKind.AddressTranslation) != 0;
        if ((descriptor & AF) == 0)
        {
            if (!p.UpdateAccessFlag)
            {
                fault = FaultInfo.Of(FaultInfo.AccessFlag + level);
                return LeafOutcome.Fault;
            }

            updated |= AF;
        }

        byte attributes = (byte)((el == 1 ? cpu.MAIR_EL1 : el == 2 ? cpu.MAIR_EL2 : cpu.MAIR_EL3) >> (int)((descriptor >> 2) & 7) * 8);
        if ((kind & AccessKind.Misaligned) != 0 && attributes >> 4 == 0)
        {
            fault = FaultInfo.Of(FaultInfo.Alignment); // before permissions
            return LeafOutcome.Fault;
        }

        bool dirtyManaged = p.UpdateDirtyState && (descriptor & DBM) != 0;
        bool two = cpu.HasTwoRanges(el);
        PagePermissions permissions = Stage1Permissions.Of(cpu, two, sctlr, limits, dirtyManaged ? descriptor & ~ReadOnly : descriptor, kind);
        result.Secure = secure && (descriptor & NS) == 0;
        if (regime.Secure && !result.Secure && (cpu.SCR_EL3 & SCR.SIF) != 0)
        {
            // What stage 1 marks Non-secure is not executable in Secure state (D8.4.4.2).
            permissions &= ~(PagePermissions.PrivilegedExecute | PagePermissions.UnprivilegedExecute);
        }

        bool permitted = Stage1Permissions.Allow(permissions, kind);
        bool stores = (kind & AccessKind.Write) != 0 && (kind & (AccessKind.CacheMaintenance | AccessKind.AddressTranslation)) == 0;
        if (permitted && dirtyManaged && (descriptor & ReadOnly) != 0 && stores)
        {
            updated &= ~ReadOnly;
        }

        if (updated != descriptor && !observes)
        {
            if (regime.StageTwo && !Stage2Walk.TryTranslateTable(cpu, entry, secure, write: true, out _, out fault))
            {
                return LeafOutcome.Fault;
            }

            if (!memory.IsWritable(physical))
            {
                fault = FaultInfo.Of(FaultInfo.UnsupportedAtomicUpdate);
                return LeafOutcome.Fault;
            }

            if (!memory.TryUpdate(physical, regime.BigEndian, descriptor, updated))
            {
                fault = default;
                return LeafOutcome.Changed;
            }
        }

        if (!permitted)
        {
            fault = FaultInfo.Of(FaultInfo.Permission + level);
            return LeafOutcome.Fault;
        }

        if (dirtyManaged && (updated & ReadOnly) != 0)
        {
            permissions &= ~(PagePermissions.PrivilegedWrite | PagePermissions.UnprivilegedWrite);
        }

        if (attributes == Translation.TaggedAttributes && cpu.Model.Has(Features.MTE2))
        {
            attributes = Translation.WriteBackAttributes;
            result.Tagged = (sctlr & SCTLR.C) != 0;
        }

        result.Permissions = permissions;
        result.Attributes = attributes;
        result.IsDevice = attributes >> 4 == 0;
        result.Shareability = (byte)(result.IsDevice || attributes == 0x44 ? 2 : (descriptor >> 8) & 3);
        result.Guarded = (descriptor & (1UL << 50)) != 0 && cpu.Model.Has(Features.BTI);
        result.Global = !two || ((descriptor & (1UL << 11)) == 0 && (secure || !regime.Secure)); // NSTable implies nG
        result.Asid = p.Asid;
        fault = default;
        return LeafOutcome.Done;
    }

    // At EL3 a regime of a lower level is that of the state which SCR_EL3.NS selects.
    private static bool IsSecure(Cpu cpu, int el) => el == 3 || cpu.SecureBelowEL3;

    private static bool IsCanonical(ulong va, int inputBits, in Stage1Parameters p)
    {
        int top = p.TopByteIgnored ? 56 : 64;
        ulong upper = (va >> inputBits) & ((1UL << (top - inputBits)) - 1);
        return upper == (p.Upper ? (1UL << (top - inputBits)) - 1 : 0);
    }

    private static bool BlockAllowed(int level, int granule) => level == 3 || level == 2 || (level == 1 && granule == 12);

    private static bool TryTranslateFlat(Cpu cpu, ulong va, AccessKind kind, int el, ulong sctlr, ref Translation result, out FaultInfo fault)
    {
        bool execute = (kind & AccessKind.Execute) != 0;
        bool upper = cpu.HasTwoRanges(el) && (va & (1UL << 55)) != 0;
        ulong address = cpu.TopByteIgnored(el, upper, execute) ? va & 0x00FF_FFFF_FFFF_FFFF : va;
        if (address >> cpu.Model.PhysicalAddressBits != 0)
        {
            fault = FaultInfo.Of(FaultInfo.AddressSize);
            return false;
        }

        bool cacheable = el == 1 && cpu.DefaultCacheable;
        if ((kind & AccessKind.Misaligned) != 0 && !cacheable)
        {
            fault = FaultInfo.Of(FaultInfo.Alignment);
            return false;
        }

        result.Page = new PhysicalAddress(address & ~0xFFFUL);
        result.Secure = IsSecure(cpu, el);
        if (result.Secure && !(el == 1 && cpu.StageTwoEnabled))
        {
            result.Page = cpu.Host.Bus.InSecure(result.Page);
        }

        result.Permissions = PagePermissions.All;

        // Data is Device-nGnRnE; fetches are Normal, cacheable as SCTLR_ELx.I says. Write-back under HCR_EL2.DC.
        result.Attributes = (byte)(cacheable ? 0xFF : execute ? (sctlr & SCTLR.I) != 0 ? 0xAA : 0x44 : 0x00);
        result.Tagged = cacheable && (cpu.HCR_EL2 & HCR.DCT) != 0;
        result.IsDevice = !cacheable && !execute;
        result.Shareability = (byte)(cacheable ? 0 : 2);
        result.Global = true;
        result.BlockSizeLog2 = 12;
        fault = default;
        return true;
    }
}
