using System.Numerics;

namespace Armillary.Devices.Gic;

/// <content>Priority mask, binary points and active priorities, and what changes them: acknowledging and ending interrupts.</content>
internal sealed partial class CpuInterface
{
    /// <summary>The smallest binary points that 5 priority bits allow (IHI 0069, 4.8.2).</summary>
    private const int MinimumBpr0 = 2;
    private const int MinimumBpr1 = 3;
    private const int IdlePriority = 0xFF;

    // Each group's active priorities: bit n stands for priority n * 8.
    private readonly uint[] active = new uint[3];

    // Each group's own binary point. Non-secure Group 1's counts one bit less.
    private readonly int[] bpr = new int[3];

    /// <summary>Binary point 0 serves Group 1 too (CBPR; with two security states CBPR_EL1NS).</summary>
    public bool CBPR { get; set; }

    /// <summary>Binary point 0 serves Secure Group 1 too (CBPR_EL1S).</summary>
    public bool CBPRS { get; set; }

    /// <summary>EOIR only drops the priority; DIR deactivates (EOImode; with two security states EOImode_EL1NS).</summary>
    public bool EOImode { get; set; }

    /// <summary>EOImode_EL1S.</summary>
    public bool EOImodeS { get; set; }

    /// <summary>EOImode_EL3.</summary>
    public bool EOImodeEL3 { get; set; }

    /// <summary>The priority mask: only interrupts with a lower value are signalled.</summary>
    public int PMR { get; private set; }

    public int BPR0 => bpr[0];

    /// <summary>Reads as the common binary point plus one, saturated, while <see cref="CBPR"/> is set.</summary>
    public int BPR1 => CBPR ? Math.Min(BPR0 + 1, 7) : bpr[1];

    public uint AP0R => active[0];

    public uint AP1R => active[1];

    /// <summary>The priority of the interrupt that runs, or the idle priority (RPR).</summary>
    public int RunningPriority
    {
        get
        {
            uint all = active[0] | active[1] | active[2];
            return all == 0 ? IdlePriority : BitOperations.TrailingZeroCount(all) << 3;
        }
    }

    /// <summary>The group of the highest active priority; of equal ones Group 0's is the highest, then Secure Group 1's. 0 if none is active.</summary>
    public int HighestActiveGroup
    {
        get
        {
            uint all = active[0] | active[1] | active[2];
            uint highest = all & ~unchecked(all - 1);
            return (active[0] & highest) != 0 || all == 0 ? 0 : (active[Group1Secure] & highest) != 0 ? Group1Secure : 1;
        }
    }

    /// <summary>A group's own binary point, whatever the common one (as EL3 sees it).</summary>
    public int OwnBpr(int group) => bpr[group];

    public void SetOwnBpr(int group, uint value)
    {
        bpr[group] = Math.Max((int)(value & 7), group == 1 ? MinimumBpr1 : MinimumBpr0);
        Signal();
    }

    /// <summary>ICC_AP0R, and both copies of ICC_AP1R.</summary>
    public uint ActivePriorities(int group) => active[group];

    public void SetActivePriorities(int group, uint value)
    {
        active[group] = value;
        Signal();
    }

    public void SetPMR(uint value)
    {
        PMR = (int)(value & BankRegisters.PriorityMask);
        Signal();
    }

    public void SetBPR0(uint value) => SetOwnBpr(0, value);

    public void SetBPR1(uint value)
    {
        if (!CBPR)
        {
            SetOwnBpr(1, value);
        }
    }

    public void SetAP0R(uint value) => SetActivePriorities(0, value);

    public void SetAP1R(uint value) => SetActivePriorities(1, value);

    /// <summary>Acknowledges the highest-priority pending interrupt if it may be signalled and is of the group; else spurious (IAR).</summary>
    public int Acknowledge(int group)
    {
        if (best == GicState.Spurious || bestGroup != group || !CanSignal())
        {
            return GicState.Spurious;
        }

        int intid = best;
        active[group] |= 1U << ((bestPriority & GroupMask(group)) >> 3);
        if (intid >= LpiState.First)
        {
            // An LPI has no active state.
            _ = Lpis!.ClearPending(intid);
            Refresh();
        }
        else
        {
            gic.Word(index, intid).Acknowledge(intid & 31);
            gic.Refresh(index, intid);
        }

        return intid;
    }

    /// <summary>
    /// EOIR: priority drop, and deactivation unless <paramref name="split"/> (EOImode) leaves it to DIR. It is the running priority's group that counts:
    /// the interrupt's own may have been changed since. Non-secure accesses deactivate nothing of Secure state.
    /// </summary>
    public void EndOfInterrupt(int intid, int group, bool split, bool secureAccess = false)
    {
        bool isLpi = Lpis is not null && intid is >= LpiState.First and < LpiState.End;
        if ((!isLpi && intid >= gic.InterruptCount) || !DropPriority(group))
        {
            return;
        }

        if (split || isLpi || (!gic.DS && !secureAccess && GroupOf(intid) != group))
        {
            Signal();
        }
        else
        {
            Deactivate(intid);
        }
    }

    /// <summary>DIR, or the second half of EOIR.</summary>
    public void Deactivate(int intid)
    {
        if (intid >= gic.InterruptCount)
        {
            return;
        }

        gic.Word(index, intid).Active &= ~(1U << (intid & 31));
        gic.Refresh(index, intid);
        Signal();
    }

    /// <summary>
    /// A virtual machine deactivated an interrupt whose list register names a physical one. Not under the lock. Of two security states a hypervisor has
    /// the Non-secure one's interrupts.
    /// </summary>
    public void DeactivateFromVirtual(int intid)
    {
        lock (gic.Gate)
        {
            if (intid < gic.InterruptCount && (gic.DS || secure || GroupOf(intid) == 1))
            {
                Deactivate(intid);
            }
        }
    }

    private void ResetPriorities()
    {
        CBPR = CBPRS = EOImode = EOImodeS = EOImodeEL3 = false;
        PMR = 0;
        (bpr[0], bpr[1], bpr[2]) = (MinimumBpr0, MinimumBpr1, MinimumBpr0);
        Array.Clear(active);
    }

    /// <summary>The bits of a priority that take part in preemption (IHI 0069, 4.8.3).</summary>
    private int GroupMask(int group)
    {
        bool common = group switch { 1 => CBPR, Group1Secure => CBPRS, _ => true };
        int point = common ? bpr[0] : group == 1 ? bpr[1] - 1 : bpr[group];
        return 0xFF & ~((2 << point) - 1);
    }

    /// <summary>Clears the highest active priority if it belongs to the group.</summary>
    private bool DropPriority(int group)
    {
        uint all = active[0] | active[1] | active[2];
        uint highest = all & ~unchecked(all - 1);
        if (highest == 0 || HighestActiveGroup != group)
        {
            return false;
        }

        active[group] &= ~highest;
        return true;
    }
}
