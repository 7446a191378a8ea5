using Armillary.Arm.SystemRegisters;

namespace Armillary.Arm;

/// <content>Traps of register accesses that several rows share, and the masks of control registers that follow the features.</content>
public sealed partial class Cpu
{
    /// <summary>SCTLR_ELx with the bits that the announced features do not have cleared, RES1 bits set.</summary>
    internal ulong MaskSCTLR(ulong value, int el)
    {
        ulong mask = SCTLR.M | SCTLR.A | SCTLR.C | SCTLR.SA | SCTLR.I | SCTLR.WXN | SCTLR.EE;
        ulong ones = SCTLR_Ones;
        if (el == 1 || HasTwoRanges(el))
        {
            mask |= SCTLR.SA0 | SCTLR.UMA | SCTLR.DZE | SCTLR.UCT | SCTLR.nTWI | SCTLR.nTWE | SCTLR.E0E | SCTLR.UCI
                | When(Features.PAN, SCTLR.SPAN) | When(Features.PAN3, SCTLR.EPAN) | When(Features.BTI, SCTLR.BT0)
                | When(Features.SPECRES, SCTLR.EnRCTX) | When(Features.CSV2_3, SCTLR.TSCXT);
        }

        mask |= When(Features.PAuth, SCTLR.EnIA | SCTLR.EnIB | SCTLR.EnDA | SCTLR.EnDB) | When(Features.BTI, SCTLR.BT1)
            | When(Features.SSBS, SCTLR.DSSBS) | When(Features.LSE2, SCTLR.nAA);
        ones |= (Model.Has(Features.PAN) ? 0 : SCTLR.SPAN) | (Model.Has(Features.CSV2_3) ? 0 : SCTLR.TSCXT);
        return (value & mask) | ones;
    }

    /// <summary>TCR_EL1 with the bits that the announced features do not have cleared.</summary>
    internal ulong MaskTCR(ulong value)
    {
        // T0SZ, EPD0, IRGN0, ORGN0, SH0, TG0, the same for 1, A1, IPS, AS, TBI.
        ulong mask = 0x0000_007F_FFFF_FFBFUL | When(Features.HAFDBS, TCR.HA | TCR.HD)
            | When(Features.HPDS, TCR.HPD0 | TCR.HPD1) | When(Features.PAuth, TCR.TBID0 | TCR.TBID1) | When(Features.E0PD, TCR.E0PD0 | TCR.E0PD1);
        return value & mask & ~(1UL << 35);
    }

    /// <summary>Access to the interrupt masks at EL0 (SCTLR_EL1.UMA).</summary>
    internal int MaskAccessTrap()
        => PSTATE.EL == 0 && (EL0InHost || (SCTLR_EL1 & SCTLR.UMA) == 0) ? SynchronousTarget : 0;

    /// <summary>Access to the generic timer: CNTKCTL_EL1's permission at EL0, then CNTHCTL_EL2's (bit, active low) below EL2.</summary>
    internal int TimerTrap(ulong enable, int hypBit)
    {
        if (PSTATE.EL == 0 && ((EL0InHost ? CNTHCTL_EL2 : CNTKCTL_EL1) & enable) == 0)
        {
            return SynchronousTarget;
        }

        return hypBit >= 0 && PSTATE.EL <= 1 && EL2Enabled && !EL0InHost && (CNTHCTL_EL2 & (1UL << hypBit)) == 0 ? 2 : 0;
    }

    /// <summary>Access to debug registers below EL2 (MDCR_EL2's traps).</summary>
    internal int DebugTrap(ulong trap)
        => PSTATE.EL <= 1 && EL2Enabled && ((MDCR_EL2 & (trap | MDCR.TDE)) != 0 || (HCR_EL2 & HCR.TGE) != 0) ? 2 : 0;

    private ulong When(Features feature, ulong bits) => Model.Has(feature) ? bits : 0;
}
