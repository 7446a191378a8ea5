using Armillary.Arm.Mmu;
using Armillary.Arm.SystemRegisters;
using Armillary.Core.Memory;
using Armillary.Core.State;

namespace Armillary.Arm;

/// <content>SYS instructions: cache maintenance and address translation; TLB maintenance is in its own file (DDI 0487, C5.3 to C5.5).</content>
public sealed partial class Cpu
{
    private const ulong CacheLine = 64;

    /// <summary>
    /// The log2 of what IC IVAU names at once (CTR_EL0.IminLine). With lines of 64 bytes a kernel that maps a page of a program sends 64 of them, hundreds of
    /// thousands in a boot: docs/decisions/0001-code-invalidation.md. 2 KiB is the most that CCSIDR_EL1.LineSize can name, in which a hypervisor tells its guest.
    /// </summary>
    internal const int InstructionLineLog2 = 11;

    private const ulong InstructionLine = 1UL << InstructionLineLog2;

    /// <summary>A SYS instruction at PC. False: an exception was taken.</summary>
    /// <param name="encoding">op0 (1), op1, CRn, CRm, op2 packed.</param>
    /// <param name="rt">The register's number, for the syndrome.</param>
    /// <param name="value">The register's value.</param>
    internal bool TrySystemInstruction(uint encoding, uint rt, ulong value)
    {
        uint op1 = (encoding >> 11) & 7, crn = (encoding >> 7) & 15, crm = (encoding >> 3) & 15, op2 = encoding & 7;
        if (PSTATE.EL == 1 && crn is 11 or 15 && EL2Enabled && (HCR_EL2 & HCR.TIDCP) != 0)
        {
            TakeSystemRegisterTrap(2, encoding, rt, read: false);
            return false;
        }

        bool? done = crn switch
        {
            7 when crm == 8 || crm == 9 => TryAddressTranslation(op1, crm, op2, encoding, rt, value),
            7 => TryCacheMaintenance(op1, crm, op2, encoding, rt, value),
            8 => TryInvalidateTlb(op1, crm, op2, encoding, rt, value),
            _ => null,
        };
        if (done is null)
        {
            TakeUndefined();
            return false;
        }

        return done.Value;
    }

    // Null: no such instruction here. False: an exception was taken.
    private bool? TryCacheMaintenance(uint op1, uint crm, uint op2, uint encoding, uint rt, ulong va)
    {
        switch (op1, crm, op2)
        {
            case (0, 1, 0) when PSTATE.EL >= 1: // IC IALLUIS
            case (0, 5, 0) when PSTATE.EL >= 1: // IC IALLU
                if (TrapsBelowEL2(HCR.TPU | (crm == 1 ? HCR.TICAB : HCR.TOCU), encoding, rt))
                {
                    return false;
                }

                Host.InvalidateInstructions(this, default, 0, crm == 1 || ForcesBroadcast ? Shareability.InnerShareable : Shareability.Local);
                return true;

            case (0, 6, 2) or (0, 10, 2) or (0, 14, 2) when PSTATE.EL >= 1: // DC ISW, CSW, CISW: caches hold nothing that memory does not
                return !TrapsBelowEL2(HCR.TSW, encoding, rt);

            case (0, 6, 1) when PSTATE.EL >= 1: // DC IVAC
                return !TrapsBelowEL2(HCR.TPCP, encoding, rt) && TryMaintain(va, AccessKind.Write, out _);

            case (3, 4, 1): // DC ZVA
                return TryZeroBlock(va, rt);

            case (3, 4, 3) or (3, 4, 4) when Model.Has(Features.MTE2): // DC GVA, GZVA
                return !ZeroBlockTraps(encoding, rt) && TryTagBlock(va, zero: op2 == 4);

            case (0, 6, 4 or 6) or (0, 10, 4 or 6) or (0, 14, 4 or 6) when PSTATE.EL >= 1 && Model.Has(Features.MTE2): // DC IGSW, IGDSW, CGSW, CGDSW, CIGSW, CIGDSW
                return !TrapsBelowEL2(HCR.TSW, encoding, rt);

            case (0, 6, 3 or 5) when PSTATE.EL >= 1 && Model.Has(Features.MTE2): // DC IGVAC, IGDVAC
                return !TrapsBelowEL2(HCR.TPCP, encoding, rt) && TryMaintain(va, AccessKind.Write, out _);

            case (3, 10 or 12 or 13 or 14, 3 or 5) when Model.Has(Features.MTE2): // DC CGVAC, CGDVAC, CGVAP, CGDVAP, CGVADP, CGDVADP, CIGVAC, CIGDVAC
                return !MaintenanceTraps(HCR.TPCP, encoding, rt) && TryMaintain(va, AccessKind.Read, out _);

            case (3, 5, 1): // IC IVAU
                if (MaintenanceTraps(HCR.TPU | HCR.TOCU, encoding, rt) || !TryMaintain(va, AccessKind.Read, out PhysicalAddress line))
                {
                    return false;
                }

                Host.InvalidateInstructions(this, new PhysicalAddress(line.Value & ~(InstructionLine - 1)), InstructionLine, Shareability.InnerShareable);
                return true;

            case (3, 11, 1): // DC CVAU
                return !MaintenanceTraps(HCR.TPU | HCR.TOCU, encoding, rt) && TryMaintain(va, AccessKind.Read, out _);

            case (3, 10, 1): // DC CVAC
            case (3, 14, 1): // DC CIVAC
            case (3, 12, 1) when Model.Has(Features.DPB): // DC CVAP
            case (3, 13, 1) when Model.Has(Features.DPB2): // DC CVADP
                return !MaintenanceTraps(HCR.TPCP, encoding, rt) && TryMaintain(va, AccessKind.Read, out _);

            case (3, 3, 4) or (3, 3, 5) or (3, 3, 7) when Model.Has(Features.SPECRES): // CFP, DVP, CPP RCTX: nothing is predicted across contexts
                if (PSTATE.EL == 0 && (SCTLR_ELx(TranslationEL) & SCTLR.EnRCTX) == 0)
                {
                    TakeSystemRegisterTrap(SynchronousTarget, encoding, rt, read: false);
                    return false;
                }

                return !TrapsBelowEL2(0, encoding, rt);

            default:
                return null;
        }
    }

    /// <summary>DC ZVA: zeroes the 64-byte block that holds an address. False: an exception was taken.</summary>
    internal bool TryZeroBlock(ulong va, uint rt)
    {
        if (ZeroBlockTraps(SystemRegister.Encode(1, 3, 7, 4, 1), rt))
        {
            return false;
        }

        if (Model.Has(Features.MTE2))
        {
            Native.Words.Leave = 0;
            CheckTags(va & ~(CacheLine - 1), (int)CacheLine | AccessWrites);
            if (Native.Words.Leave != 0)
            {
                return false;
            }
        }

        if (!TryTranslate(va, AccessKind.Write | AccessKind.Misaligned, out Translation page, out FaultInfo fault))
        {
            RaiseDataAbort(va, AccessKind.Write, in fault);
            return false;
        }

        PhysicalAddress block = page.Page + (va & 0xFFF & ~(CacheLine - 1));
        if (Host.Bus.FindMemory(block, CacheLine, out bool writable) is not { } memory || !memory.TryGetSpan(block, CacheLine, out Span<byte> bytes))
        {
            RaiseExternalAbort(va, AccessKind.Write);
            return false;
        }

        if (writable)
        {
            bytes.Clear();
        }

        return true;
    }

    private bool ZeroBlockTraps(uint encoding, uint rt)
    {
        if (PSTATE.EL == 0 && (SCTLR_ELx(TranslationEL) & SCTLR.DZE) == 0)
        {
            TakeSystemRegisterTrap(SynchronousTarget, encoding, rt, read: false);
            return true;
        }

        return TrapsBelowEL2(HCR.TDZ, encoding, rt);
    }

    /// <summary>Translates for maintenance by address. At EL1 and above a missing permission is no fault except for writes (DC IVAC).</summary>
    private bool TryMaintain(ulong va, AccessKind kind, out PhysicalAddress line)
    {
        kind |= AccessKind.CacheMaintenance;
        if (TryTranslate(va, kind, out Translation page, out FaultInfo fault))
        {
            line = page.Page + (va & 0xFFF & ~(CacheLine - 1));
            return true;
        }

        line = default;
        if ((fault.Status & 0x3C) == FaultInfo.Permission && PSTATE.EL > 0 && (kind & AccessKind.Write) == 0)
        {
            // A page that EL1 may only execute, or that PAN hides: translate as EL1 without PAN to find the line.
            if (TryTranslate(va, kind | AccessKind.AddressTranslation, out page, out _))
            {
                line = page.Page + (va & 0xFFF & ~(CacheLine - 1));
            }

            return true;
        }

        RaiseDataAbort(va, kind, in fault);
        return false;
    }

    private bool MaintenanceTraps(ulong hcr, uint encoding, uint rt)
    {
        if (PSTATE.EL == 0 && (SCTLR_ELx(TranslationEL) & SCTLR.UCI) == 0)
        {
            TakeSystemRegisterTrap(SynchronousTarget, encoding, rt, read: false);
            return true;
        }

        return TrapsBelowEL2(hcr, encoding, rt);
    }

    /// <summary>HCR_EL2.FB: what EL1 maintains, it maintains everywhere.</summary>
    private bool ForcesBroadcast => PSTATE.EL == 1 && EL2Enabled && (HCR_EL2 & HCR.FB) != 0;

    /// <summary>Whether EL2 takes an instruction at EL1 or EL0: by a bit of HCR_EL2, or by its own of HFGITR_EL2.</summary>
    private bool TrapsBelowEL2(ulong hcr, uint encoding, uint rt)
    {
        if (PSTATE.EL <= 1 && (((HCR_EL2 & hcr) != 0 && EL2Enabled && !EL0InHost) || (HFGITR_EL2 != 0 && InstructionTraps(SystemRegisterTable.InstructionTrap(encoding)))))
        {
            TakeSystemRegisterTrap(2, encoding, rt, read: false);
            return true;
        }

        return false;
    }

    private bool? TryAddressTranslation(uint op1, uint crm, uint op2, uint encoding, uint rt, ulong va)
    {
        AccessKind kind = AccessKind.AddressTranslation | ((op2 & 1) != 0 ? AccessKind.Write : AccessKind.Read);
        int el;
        switch (op1, crm, op2)
        {
            case (0, 8, <= 3) when PSTATE.EL >= 1: // S1E1R, S1E1W, S1E0R, S1E0W
            case (4, 8, >= 4) when PSTATE.EL >= 2 && HaveEL2: // S12E1R, S12E1W, S12E0R, S12E0W
                el = PSTATE.EL >= 2 && EL0InHost ? 2 : 1;
                kind |= (op2 & 2) != 0 ? AccessKind.Unprivileged : 0;
                break;
            case (0, 9, <= 1) when PSTATE.EL >= 1 && Model.Has(Features.PAN2): // S1E1RP, S1E1WP
                el = PSTATE.EL >= 2 && EL0InHost ? 2 : 1;
                kind |= AccessKind.WithPAN;
                break;
            case (4, 8, <= 1) when PSTATE.EL >= 2 && EL2Enabled: // S1E2R, S1E2W
                el = 2;
                break;
            case (6, 8, <= 1) when PSTATE.EL == 3: // S1E3R, S1E3W
                el = 3;
                break;
            default:
                return null;
        }

        if (TrapsBelowEL2(0, encoding, rt))
        {
            return false;
        }

        // S1: stage 1 alone, though its walk goes through stage 2; S12: both.
        bool both = op1 == 4 && op2 >= 4;
        bool found = both
            ? TryTranslate(va, kind, el, out Translation page, out FaultInfo fault)
            : Stage1Walk.TryTranslate(this, va, kind, el, out page, out fault);
        if (found)
        {
            PAR_EL1 = ((ulong)(page.Tagged ? Translation.TaggedAttributes : page.Attributes) << 56) | (page.Page.Value & 0x0000_FFFF_FFFF_F000) | (1UL << 11) | ((ulong)page.Shareability << 7)
                | (page.Secure ? 0 : 1UL << 9);
            return true;
        }

        if (fault.IsExternalAbort || (fault is { Stage2: true, OnStage1Walk: true } && PSTATE.EL == 1))
        {
            RaiseDataAbort(va, kind | AccessKind.CacheMaintenance, in fault);
            return false;
        }

        PAR_EL1 = 1 | ((ulong)fault.Status << 1) | (fault.OnStage1Walk ? 1UL << 8 : 0) | (fault.Stage2 ? 1UL << 9 : 0) | (1UL << 11);
        return true;
    }
}
