using Armillary.Arm.Pmu;
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
                | When(Features.SPECRES, SCTLR.EnRCTX) | When(Features.CSV2_3, SCTLR.TSCXT)
                | When(Features.MTE2, SCTLR.ATA0 | SCTLR.TCF0);
        }

        mask |= When(Features.PAuth, SCTLR.EnIA | SCTLR.EnIB | SCTLR.EnDA | SCTLR.EnDB) | When(Features.BTI, SCTLR.BT1)
            | When(Features.SSBS, SCTLR.DSSBS) | When(Features.LSE2, SCTLR.nAA)
            | When(Features.MTE2, SCTLR.ATA | SCTLR.TCF | SCTLR.ITFSB);
        ones |= (Model.Has(Features.PAN) ? 0 : SCTLR.SPAN) | (Model.Has(Features.CSV2_3) ? 0 : SCTLR.TSCXT);
        return (value & mask) | ones;
    }

    /// <summary>TCR_EL1 with the bits that the announced features do not have cleared.</summary>
    internal ulong MaskTCR(ulong value)
    {
        // T0SZ, EPD0, IRGN0, ORGN0, SH0, TG0, the same for 1, A1, IPS, AS, TBI.
        ulong mask = 0x0000_007F_FFFF_FFBFUL | When(Features.HAFDBS, TCR.HA | TCR.HD)
            | When(Features.HPDS, TCR.HPD0 | TCR.HPD1) | When(Features.PAuth, TCR.TBID0 | TCR.TBID1) | When(Features.E0PD, TCR.E0PD0 | TCR.E0PD1)
            | When(Features.MTE2, TCR.TCMA0 | TCR.TCMA1);
        return value & mask & ~(1UL << 35);
    }

    /// <summary>Access to the interrupt masks at EL0 (SCTLR_EL1.UMA).</summary>
    internal int MaskAccessTrap()
        => PSTATE.EL == 0 && (EL0InHost || (SCTLR_EL1 & SCTLR.UMA) == 0) ? SynchronousTarget : 0;

    /// <summary>
    /// Access to the generic timer: CNTKCTL_EL1's permission at EL0 (CNTHCTL_EL2's in the host), then CNTHCTL_EL2's below EL2, whose bit depends on E2H; 0: none.
    /// </summary>
    internal int TimerTrap(ulong enable, ulong hyp = 0, ulong hypE2H = 0)
    {
        if (PSTATE.EL == 0 && ((EL0InHost ? CNTHCTL_EL2 : CNTKCTL_EL1) & enable) == 0)
        {
            return SynchronousTarget;
        }

        return hyp != 0 && PSTATE.EL <= 1 && EL2Enabled && !EL0InHost && (CNTHCTL_EL2 & (HasTwoRanges(2) ? hypE2H : hyp)) == 0 ? 2 : 0;
    }

    /// <summary>Access to SCXTNUM_ELx: HCR_EL2.EnSCXT below EL2, SCR_EL3.EnSCXT below EL3.</summary>
    internal int ContextNumberTrap()
        => PSTATE.EL <= 1 && EL2Enabled && !EL0InHost && (HCR_EL2 & HCR.EnSCXT) == 0 ? 2
            : PSTATE.EL <= 2 && HaveEL3 && (SCR_EL3 & SCR.EnSCXT) == 0 ? 3 : 0;

    /// <summary>Access to the keys of pointer authentication: HCR_EL2.APK at EL1, SCR_EL3.APK below EL3.</summary>
    internal int PointerKeyTrap()
        => PSTATE.EL == 1 && EL2Enabled && (HCR_EL2 & HCR.APK) == 0 ? 2 : PSTATE.EL <= 2 && HaveEL3 && (SCR_EL3 & SCR.APK) == 0 ? 3 : 0;

    /// <summary>Use of pointer authentication whose key is enabled: HCR_EL2.API below EL2, SCR_EL3.API below EL3. 0: no trap.</summary>
    internal int PointerAuthenticationTrap()
        => PSTATE.EL <= 1 && EL2Enabled && !EL0InHost && (HCR_EL2 & HCR.API) == 0 ? 2
            : PSTATE.EL <= 2 && HaveEL3 && (SCR_EL3 & SCR.API) == 0 ? 3 : 0;

    /// <summary>Whether SErrors at EL1 are EL2's to make.</summary>
    internal bool HasVirtualSErrors => PSTATE.EL == 1 && EL2Enabled && (HCR_EL2 & HCR.AMO) != 0;

    /// <summary>Whether DC ZVA traps here.</summary>
    internal bool ZeroBlockIsProhibited
        => (PSTATE.EL == 0 && (SCTLR_ELx(TranslationEL) & SCTLR.DZE) == 0)
            || (PSTATE.EL <= 1 && EL2Enabled && !EL0InHost && (HCR_EL2 & HCR.TDZ) != 0);

    /// <summary>HCR_EL2 is written: the bits of features that are not announced stay clear.</summary>
    internal void WriteHCR(ulong value)
    {
        ulong mask = HCR.Armv80 | HCR.MIOCNCE | When(Features.VHE, HCR.E2H) | When(Features.LOR, HCR.TLOR) | When(Features.RAS, HCR.TERR | HCR.TEA)
            | When(Features.PAuth, HCR.APK | HCR.API) | When(Features.S2FWB, HCR.FWB) | When(Features.CSV2_3, HCR.EnSCXT)
            | When(Features.EVT, HCR.TID4 | HCR.TICAB | HCR.TOCU | HCR.TTLBIS | HCR.TTLBOS)
            | When(Features.MTE2, HCR.ATA | HCR.DCT | HCR.TID5);
        mask &= ~(HaveEL3 ? HCR.HCD : 0);
        HCR_EL2 = (value & mask) | HCR.RW;
        WatchVirtualInterrupts();
    }

    /// <summary>SCR_EL3 with the bits that the announced features do not have cleared.</summary>
    internal ulong MaskSCR(ulong value)
    {
        ulong mask = SCR.NS | SCR.IRQ | SCR.FIQ | SCR.EA | SCR.SMD | SCR.SIF | SCR.ST | SCR.TWI | SCR.TWE | (HaveEL2 ? SCR.HCE : 0) | (HaveSecureEL2 ? SCR.EEL2 : 0)
            | When(Features.LOR, SCR.TLOR) | When(Features.RAS, SCR.TERR) | When(Features.PAuth, SCR.APK | SCR.API) | When(Features.CSV2_3, SCR.EnSCXT)
            | (HaveEL2 ? When(Features.FGT, SCR.FGTEn) : 0) | When(Features.MTE2, SCR.ATA);
        return (value & mask) | SCR.Ones;
    }

    /// <summary>
    /// What firmware at EL3 does before it starts a Non-secure system, where the board's own firmware is in its place: everything is allowed, and execution goes on
    /// at the level below with SP_ELx and all interrupts masked. After <see cref="Reset"/>.
    /// </summary>
    public void EnterNonSecure()
    {
        SCR_EL3 = MaskSCR(SCR.NS | SCR.HCE | SCR.APK | SCR.API | SCR.EnSCXT | SCR.FGTEn | SCR.ATA);
        if (Sve is not null)
        {
            CPTR_EL3 |= CPTR.EZ;
            ZCR_EL3 = 15;
        }

        SelectStackPointer(HaveEL2 ? 2 : 1, true);
        ControlsChanged(translation: true);
    }

    /// <summary>TCR_EL2 without E2H, and TCR_EL3: with the bits that the announced features do not have cleared.</summary>
    internal ulong MaskTCROfOneRange(ulong value)
    {
        // T0SZ, IRGN0, ORGN0, SH0, TG0, PS, TBI; RES1 bits 23 and 31.
        ulong mask = 0x17_FF3FUL | When(Features.HAFDBS, TCR.HA_EL2 | TCR.HD_EL2) | When(Features.HPDS, TCR.HPD) | When(Features.PAuth, TCR.TBID)
            | When(Features.MTE2, TCR.TCMA);
        return (value & mask) | (1UL << 23) | (1UL << 31);
    }

    /// <summary>VTCR_EL2 with the bits that the announced features do not have cleared.</summary>
    internal ulong MaskVTCR(ulong value)
    {
        // T0SZ, SL0, IRGN0, ORGN0, SH0, TG0, PS.
        ulong mask = 0x7_FFFFUL | When(Features.VMID16, VTCR.VS) | When(Features.HAFDBS, VTCR.HA | VTCR.HD) | (HaveSecureEL2 ? VTCR.NSW | VTCR.NSA : 0);
        return (value & mask) | VTCR.Ones;
    }

    /// <summary>Access to what only Secure EL2 has: to EL3 it is there while SCR_EL3.EEL2 is set. -1: UNDEFINED.</summary>
    internal int SecureEL2Access()
        => HaveSecureEL2 && (PSTATE.EL == 3 ? (SCR_EL3 & SCR.EEL2) != 0 : Secure) ? 0 : -1;

    /// <summary>Access to debug registers: MDCR_EL2's traps below EL2, MDCR_EL3's below EL3, where TDA is for what TDRA is for too. 0: no trap.</summary>
    internal int DebugTrap(ulong trap)
    {
        if (PSTATE.EL <= 1 && EL2Enabled && ((MDCR_EL2 & (trap | MDCR.TDE)) != 0 || (HCR_EL2 & HCR.TGE) != 0))
        {
            return 2;
        }

        return PSTATE.EL <= 2 && HaveEL3 && (MDCR_EL3 & (trap == MDCR.TDRA ? MDCR.TDA : trap)) != 0 ? 3 : 0;
    }

    /// <summary>
    /// Access to the performance monitors: PMUSERENR_EL0's permission at EL0, MDCR_EL2's traps (TPM, and TPMCR for PMCR_EL0 alone), MDCR_EL3's. 0: none.
    /// </summary>
    internal int PmuTrap(ulong enable, ulong hyp = 0)
    {
        if (PSTATE.EL == 0 && enable != ulong.MaxValue && (Pmu.UserEnable & enable) == 0)
        {
            return SynchronousTarget;
        }

        return PSTATE.EL <= 1 && EL2Enabled && (MDCR_EL2 & (MDCR.TPM | hyp)) != 0 ? 2
            : PSTATE.EL <= 2 && HaveEL3 && (MDCR_EL3 & MDCR.TPM) != 0 ? 3 : 0;
    }

    /// <summary>
    /// Access to a counter: UNDEFINED where there is none of its number. One that MDCR_EL2.HPMN keeps for EL2 is UNDEFINED below too, or with FEAT_FGT EL2's to take, after EL1's traps and before EL3's.
    /// </summary>
    internal int PmuCounterTrap(int n, int trap)
        => Pmu.Exists(n) ? trap : n >= PerformanceMonitors.Counters || !HasFineGrainedTraps ? -1 : trap is 0 or 3 ? 2 : trap;

    /// <summary>MDCR_EL2 or MDCR_EL3 is written: what the counters count may change.</summary>
    internal void WriteMDCR(ref ulong register, ulong value)
    {
        Pmu.Sync();
        register = value;
        Pmu.ControlsChanged();
    }

    private ulong When(Features feature, ulong bits) => Model.Has(feature) ? bits : 0;
}
