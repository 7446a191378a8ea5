using Armillary.Arm.Exceptions;
using Armillary.Arm.State;
using Armillary.Arm.SystemRegisters;

namespace Armillary.Arm;

/// <content>Self-hosted debug: the software step state machine (DDI 0487, D2.12).</content>
public sealed partial class Cpu
{
    private bool steppedBefore;

    /// <summary>The level that debug exceptions are taken to from EL0 and EL1 (DebugTarget), or the current one above.</summary>
    internal int DebugTarget => PSTATE.EL >= 2 ? PSTATE.EL : DebugTargetFrom;

    private int DebugTargetFrom => EL2Enabled && ((HCR_EL2 & HCR.TGE) != 0 || (MDCR_EL2 & MDCR.TDE) != 0) ? 2 : 1;

    /// <summary>Whether software step is active at the current level: blocks are then one instruction long.</summary>
    internal bool SoftwareStepActive
        => (MDSCR_EL1 & MDSCR.SS) != 0 && GenerateDebugExceptionsFrom(PSTATE.EL, (DAIF & (1 << 9)) != 0);

    /// <summary>
    /// SSAdvance: the stepped instruction is done; from active-not-pending to active-pending. The engine calls it after a block that was
    /// translated with <see cref="State.TranslationContext.SS"/> has run its one instruction without an exception.
    /// </summary>
    public void SSAdvance()
    {
        if (PSTATE.SS && SoftwareStepActive)
        {
            PSTATE.SS = false;
            steppedBefore = true;
            UpdateContext();
        }
    }

    /// <summary>The Software Step exception at PC. ISV tells whether the syndrome knows the stepped instruction.</summary>
    internal void TakeSoftwareStep(bool exclusive)
    {
        uint iss = 0x22u | (steppedBefore ? 1u << 24 : 0) | (steppedBefore && exclusive ? 1u << 6 : 0);
        steppedBefore = false;
        TakeSynchronousException(DebugTarget, ExceptionClass.SoftwareStep, iss, PC);
    }

    /// <summary>Takes the Software Step exception at PC, if it is pending: before whatever the fetch makes. False: it is not.</summary>
    public bool TryTakePendingStep()
    {
        if ((TranslationContext & (TranslationContext.SoftwareStep | TranslationContext.SS)) != TranslationContext.SoftwareStep)
        {
            return false;
        }

        TakeSoftwareStep(exclusive: false);
        return true;
    }

    private bool GenerateDebugExceptionsFrom(int from, bool mask)
    {
        if ((OSLSR_EL1 & 2) != 0)
        {
            return false;
        }

        int target = DebugTargetFrom;
        bool enabled = !(from == 3 || SecureBelowEL3) || (MDCR_EL3 & MDCR.SDD) == 0;
        return from == target ? enabled && (MDSCR_EL1 & MDSCR.KDE) != 0 && !mask : enabled && target > from;
    }

    private bool DebugExceptionReturnSS(ulong psr, bool illegal)
    {
        if ((MDSCR_EL1 & MDSCR.SS) == 0)
        {
            return false;
        }

        bool enabledAtSource = GenerateDebugExceptionsFrom(PSTATE.EL, (DAIF & (1 << 9)) != 0);
        int destination = illegal ? PSTATE.EL : (int)(psr >> 2) & 3;
        return !enabledAtSource && GenerateDebugExceptionsFrom(destination, (psr & (1 << 9)) != 0) && (psr & (1 << 21)) != 0;
    }
}
