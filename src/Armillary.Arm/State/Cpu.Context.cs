using System.Runtime.CompilerServices;
using Armillary.Arm.State;
using Armillary.Arm.SystemRegisters;

namespace Armillary.Arm;

/// <content>What translated code depends on, derived from PSTATE and the control registers.</content>
public sealed partial class Cpu
{
    private const TranslationContext Unknown = (TranslationContext)uint.MaxValue;

    private readonly TranslationContext[] controlContexts = [Unknown, Unknown, Unknown, Unknown]; // by level
    private bool contextPan;
    private int toldRegime = -1;
    private int toldBank;

    /// <summary>What translated code depends on now, besides the instruction words (BTYPE of the block's page aside).</summary>
    public TranslationContext TranslationContext { get; private set; }

    /// <summary>The level whose registers translate the current level's addresses (S1TranslationRegime).</summary>
    internal int TranslationEL
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => PSTATE.EL != 0 ? PSTATE.EL : EL0InHost ? 2 : 1;
    }

    /// <summary>SCTLR_ELx.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal ulong SCTLR_ELx(int el) => el == 1 ? SCTLR_EL1 : el == 2 ? SCTLR_EL2 : SCTLR_EL3;

    /// <summary>TCR_ELx.</summary>
    internal ulong TCR_ELx(int el) => el == 1 ? TCR_EL1 : el == 2 ? TCR_EL2 : TCR_EL3;

    /// <summary>Whether a regime has an upper and a lower address range.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal bool HasTwoRanges(int el) => el == 1 || (el == 2 && (HCR_EL2 & HCR.E2H) != 0);

    /// <summary>Whether the top byte of an address is ignored (EffectiveTBI).</summary>
    internal bool TopByteIgnored(int el, bool upper, bool instruction)
    {
        ulong tcr = TCR_ELx(el);
        (ulong tbi, ulong tbid) = HasTwoRanges(el)
            ? upper ? (TCR.TBI1, TCR.TBID1) : (TCR.TBI0, TCR.TBID0)
            : (TCR.TBI, TCR.TBID);
        return (tcr & tbi) != 0 && !(instruction && Model.Has(Features.PAuth) && (tcr & tbid) != 0);
    }

    /// <summary>PSTATE changed: brings the context in line and tells the host of a change.</summary>
    internal void UpdateContext()
    {
        TranslationContext context = ComputeContext();
        int regime = RegimeNumber;
        TellBank();
        if (context != TranslationContext || PSTATE.PAN != contextPan || regime != toldRegime)
        {
            bool translation = regime != toldRegime;
            if (translation)
            {
                NewControls();
            }

            TranslationContext = context;
            contextPan = PSTATE.PAN;
            toldRegime = regime;
            Host.ContextChanged(this, translation);
        }
    }

    // The interrupt controller has to know which security state the CPU is in, and whether at EL3.
    private void TellBank()
    {
        int state = !HaveEL3 ? 0 : (PSTATE.EL == 3 ? 2 : 0) | ((SCR_EL3 & SCR.NS) != 0 ? 1 : 0);
        if (state != toldBank)
        {
            toldBank = state;
            Host.BankStateChanged(this, VcpuState);
        }
    }

    // Which registers translate: a change of it is one of translation, whatever changed it.
    private int RegimeNumber => TranslationEL | (HaveEL2 && (HCR_EL2 & HCR.E2H) != 0 ? 4 : 0) | (Secure ? 8 : 0);

    /// <summary>A control register of lower levels changed: what runs now does not depend on it, what was derived from it is forgotten.</summary>
    private void LowerControlsChanged()
    {
        controlContexts[0] = controlContexts[1] = controlContexts[2] = Unknown;
        toldRegime = -1;
        ForgetLevelChange(0);
        ForgetLevelChange(1);
    }

    /// <summary>What EL2 traps below it changed, and nothing of translation.</summary>
    private void LowerTrapsChanged()
    {
        controlContexts[0] = controlContexts[1] = Unknown;
        ForgetLevelChange(0);
        ForgetLevelChange(1);
    }

    /// <summary>Generated code went by itself to a context that <see cref="ICpuHost.KeepLevel"/> kept.</summary>
    public void AdoptContext(TranslationContext context)
    {
        TranslationContext = context;
        contextPan = PSTATE.PAN;
    }

    /// <summary>A control register changed: forgets what was derived from it and brings the context in line.</summary>
    /// <param name="translation">It is a translation register: the host hears of it in any case.</param>
    internal void ControlsChanged(bool translation)
    {
        Array.Fill(controlContexts, Unknown);
        WatchSoftwareStep();
        ForgetLevelChange(0);
        ForgetLevelChange(1);
        if (!translation)
        {
            UpdateContext();
            return;
        }

        TranslationContext = ComputeContext();
        contextPan = PSTATE.PAN;
        toldRegime = RegimeNumber;
        NewControls();
        TellBank();
        Host.ContextChanged(this, translation: true);
    }

    private TranslationContext ComputeContext()
    {
        SelectHostBank();
        TranslationContext context = controlContexts[PSTATE.EL];
        if (context == Unknown)
        {
            context = controlContexts[PSTATE.EL] = ContextOfControls();
        }

        Native.Integer(Slots.SCTLR) = SCTLR_ELx(TranslationEL);
        context |= (PSTATE.SP ? TranslationContext.SPSel : 0) | (PSTATE.UAO ? TranslationContext.UAO : 0) | (PSTATE.IL ? TranslationContext.IL : 0);
        if (PSTATE.TCO)
        {
            context &= ~(TranslationContext.TagChecks | TranslationContext.UnprivilegedTagChecks);
        }

        if ((MDSCR_EL1 & MDSCR.SS) != 0 && SoftwareStepActive)
        {
            context |= TranslationContext.SoftwareStep | (PSTATE.SS ? TranslationContext.SS : 0);
        }

        return context;
    }

    /// <summary>The part of the context that follows from the current level and the control registers alone.</summary>
    private TranslationContext ContextOfControls()
    {
        int el = PSTATE.EL, regime = TranslationEL;
        ulong sctlr = SCTLR_ELx(regime);
        TranslationContext context = (TranslationContext)el;
        void Set(bool value, TranslationContext flag) => context |= value ? flag : 0;

        Set(StageOneEnabled(regime) || (regime == 1 && DefaultCacheable), TranslationContext.MmuOn);
        Set(Pmu.Active && Pmu.CountsInstructionsAt(el), TranslationContext.CountInstructions);
        context |= DebugContext(el) | TagCheckContext(el);
        Set((sctlr & SCTLR.A) != 0, TranslationContext.AlignmentCheck);
        Set((sctlr & (el == 0 ? SCTLR.SA0 : SCTLR.SA)) != 0, TranslationContext.SpAlignmentCheck);
        Set((sctlr & (el == 0 ? SCTLR.E0E : SCTLR.EE)) != 0, TranslationContext.BigEndian);
        Set(FPTrapTarget() != 0, TranslationContext.FpTrap);
        Set((Native.Integer(Slots.FPCR) & FpcrExact) != 0, TranslationContext.FpExact);
        Set((sctlr & SCTLR.EnIA) != 0, TranslationContext.EnIA);
        Set((sctlr & (el == 0 ? SCTLR.BT0 : SCTLR.BT1)) != 0, TranslationContext.BT);
        Set(Secure, TranslationContext.Secure);
        Set(Sve is not null && VectorLength > 128 && SveTrapTarget(withFp: true, out _) == 0, TranslationContext.LongVectors);
        Set(TopByteIgnored(regime, false, instruction: false), TranslationContext.TBI0);
        Set(TopByteIgnored(regime, HasTwoRanges(regime), instruction: false), TranslationContext.TBI1);
        bool below = el <= 1 && EL2Enabled && !EL0InHost;
        Set(
            (el == 0 && (sctlr & El0Freedoms) != El0Freedoms) || (below && (HCR_EL2 & (HCR.TID2 | HCR.TDZ)) != 0) || FineGrainedCacheTraps,
            TranslationContext.CacheTraps);
        bool registersTrap = (below && (HCR_EL2 & (HCR.TVM | HCR.TRVM)) != 0) || (Model.Has(Features.PAuth) && PointerKeyTrap() != 0);
        Set((el == 0 ? TrapGeneral && !EL0InHost : el <= 2 && registersTrap) || (el <= 1 && !FineGrainedInline(el)), TranslationContext.El2Traps);
        Set(el is 0 or 2 && EL0InHost, TranslationContext.Host);
        Set(Model.Has(Features.PAuth) && PointerAuthenticationTrap() != 0, TranslationContext.PacTrap);
        return context;
    }

    /// <summary>Whether stage 1 of a level's regime is on: SCTLR_ELx.M, without effect for EL1's while HCR_EL2.TGE or DC is set.</summary>
    internal bool StageOneEnabled(int regime)
        => (SCTLR_ELx(regime) & SCTLR.M) != 0 && !(regime == 1 && EL2Enabled && (HCR_EL2 & (HCR.DC | HCR.TGE)) != 0);

    /// <summary>HCR_EL2.DC in effect: with stage 1 off, memory of EL1 and EL0 is Normal and cacheable.</summary>
    internal bool DefaultCacheable => EL2Enabled && (HCR_EL2 & (HCR.DC | HCR.TGE)) == HCR.DC;

    private const ulong El0Freedoms = SCTLR.UCT | SCTLR.DZE;

    /// <summary>FPCR.FZ, FZ16, DN and AHP: what the host's arithmetic does not do.</summary>
    private const ulong FpcrExact = (1UL << 24) | (1UL << 19) | (1UL << 25) | (1UL << 26);
}
