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
        Host.WaitForEvent(this, NextEvent());
        return 0;
    }

    // Of both event streams: EL1's, of the virtual counter, and EL2's, of the physical one, which a host at EL2 has alone.
    private long NextEvent()
    {
        long lower = EL0InHost ? -1 : Timer.NextEvent(CNTKCTL_EL1, Timer.VirtualCount);
        long upper = HaveEL2 ? Timer.NextEvent(CNTHCTL_EL2, Timer.PhysicalCount) : -1;
        return lower < 0 ? upper : upper < 0 ? lower : Math.Min(lower, upper);
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
