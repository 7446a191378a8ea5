using Armillary.Arm.SystemRegisters;

namespace Armillary.Arm;

/// <content>WFI and WFE (DDI 0487, D1.6): both may trap only if they would wait.</content>
public sealed partial class Cpu
{
    internal ulong WaitForInterrupt()
    {
        if (!HasPendingInterrupt && WaitTraps(SCTLR.nTWI, HCR.TWI, SCR.TWI, 0))
        {
            return 0;
        }

        PC += 4;
        if (!HasPendingInterrupt)
        {
            Host.WaitForInterrupt(this, -1);
        }

        return 0;
    }

    internal ulong WaitForEvent()
    {
        if (TestAndClearEvent())
        {
            PC += 4;
            return 0;
        }

        if (WaitTraps(SCTLR.nTWE, HCR.TWE, SCR.TWE, 1))
        {
            return 0;
        }

        PC += 4;
        Host.WaitForEvent(this, Timer.NextEvent(CNTKCTL_EL1));
        return 0;
    }

    private bool WaitTraps(ulong sctlr, ulong hcr, ulong scr, uint ti)
    {
        if (PSTATE.EL == 0 && (SCTLR_ELx(TranslationEL) & sctlr) == 0)
        {
            TakeWFxTrap(SynchronousTarget, ti);
        }
        else if (PSTATE.EL <= 1 && EL2Enabled && !EL0InHost && (HCR_EL2 & hcr) != 0)
        {
            TakeWFxTrap(2, ti);
        }
        else if (PSTATE.EL <= 2 && HaveEL3 && (SCR_EL3 & scr) != 0)
        {
            TakeWFxTrap(3, ti);
        }
        else
        {
            return false;
        }

        return true;
    }
}
