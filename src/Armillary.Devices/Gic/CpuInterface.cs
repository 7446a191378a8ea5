using System.Numerics;
using Armillary.Core.Interrupts;

namespace Armillary.Devices.Gic;

/// <summary>
/// One vCPU's CPU interface: priority mask, binary points, active priorities, and the best pending interrupt. The register
/// views belong to each GIC version. All members run under <see cref="GicState.Gate"/>.
/// With a single security state, Group 0 goes to FIQ and Group 1 to IRQ (IHI 0069, 4.6); GICv2 may send Group 0 to IRQ too.
/// </summary>
internal sealed class CpuInterface(GicState gic, int index, IVcpuInterrupts vcpu)
{
    /// <summary>The smallest binary points that 5 priority bits allow (IHI 0069, 4.8.2).</summary>
    private const int MinimumBpr0 = 2;
    private const int MinimumBpr1 = 3;
    private const int IdlePriority = 0xFF;
    private const int NoPriority = 0x100;

    private int best = GicState.Spurious;
    private int bestPriority = NoPriority;
    private int bestGroup;
    private bool irq;
    private bool fiq;

    /// <summary>What virtual machines on this vCPU have; null without EL2.</summary>
    public VirtualCpuInterface? Virtual { get; private set; }

    /// <summary>The LPIs of the vCPU's redistributor; null where there are none.</summary>
    public LpiState? Lpis { get; set; }

    /// <summary>The vCPU's number.</summary>
    public int Index => index;

    /// <summary>Interrupts are forwarded (GICR_WAKER.ProcessorSleep is clear).</summary>
    public bool Awake { get; set; } = true;

    /// <summary>Group 0 is signalled as FIQ; else as IRQ (GICC_CTLR.FIQEn).</summary>
    public bool Group0IsFiq { get; set; } = true;

    public bool EnableGrp0 { get; set; }

    public bool EnableGrp1 { get; set; }

    /// <summary>Binary point 0 serves both groups (CBPR).</summary>
    public bool CBPR { get; set; }

    /// <summary>EOIR only drops the priority; DIR deactivates (EOImode).</summary>
    public bool EOImode { get; set; }

    /// <summary>The priority mask: only interrupts with a lower value are signalled.</summary>
    public int PMR { get; private set; }

    public int BPR0 { get; private set; } = MinimumBpr0;

    /// <summary>Reads as the common binary point plus one, saturated, while <see cref="CBPR"/> is set.</summary>
    public int BPR1 => CBPR ? Math.Min(BPR0 + 1, 7) : bpr1;

    private int bpr1 = MinimumBpr1;

    /// <summary>Active priorities of Group 0 and 1: bit n stands for priority n * 8.</summary>
    public uint AP0R { get; private set; }

    /// <inheritdoc cref="AP0R"/>
    public uint AP1R { get; private set; }

    /// <summary>The priority of the interrupt that runs, or the idle priority (RPR).</summary>
    public int RunningPriority
    {
        get
        {
            uint active = AP0R | AP1R;
            return active == 0 ? IdlePriority : BitOperations.TrailingZeroCount(active) << 3;
        }
    }

    /// <summary>Searches the pending interrupts again, then drives the vCPU's inputs.</summary>
    public void Refresh()
    {
        uint group0 = gic.EnableGrp0 && EnableGrp0 && Awake ? uint.MaxValue : 0;
        uint group1 = gic.EnableGrp1 && EnableGrp1 && Awake ? uint.MaxValue : 0;
        best = GicState.Spurious;
        bestPriority = NoPriority;
        if ((group0 | group1) != 0)
        {
            Consider(gic.Private[index], 0, uint.MaxValue, group0, group1);
            uint[] routed = gic.Routed[index];
            InterruptWord[] shared = gic.Shared;
            for (int i = 0; i < shared.Length && i < routed.Length; i++)
            {
                Consider(shared[i], (i + 1) << 5, routed[i], group0, group1);
            }

            // LPIs are all of Group 1.
            if (group1 != 0 && Lpis is { } lpis && lpis.BestPriority < bestPriority)
            {
                bestPriority = lpis.BestPriority;
                best = lpis.Best;
                bestGroup = 1;
            }
        }

        Signal();
    }

    public void SetPMR(uint value)
    {
        PMR = (int)(value & BankRegisters.PriorityMask);
        Signal();
    }

    public void SetBPR0(uint value)
    {
        BPR0 = Math.Max((int)(value & 7), MinimumBpr0);
        Signal();
    }

    public void SetBPR1(uint value)
    {
        if (!CBPR)
        {
            bpr1 = Math.Max((int)(value & 7), MinimumBpr1);
            Signal();
        }
    }

    public void SetAP0R(uint value)
    {
        AP0R = value;
        Signal();
    }

    public void SetAP1R(uint value)
    {
        AP1R = value;
        Signal();
    }

    /// <summary>The highest-priority pending interrupt of a group, whatever the mask and the running priority (HPPIR).</summary>
    public int HighestPending(int group) => best != GicState.Spurious && bestGroup == group ? best : GicState.Spurious;

    /// <summary>The group of the highest-priority pending interrupt. Meaningful while there is one.</summary>
    public int HighestPendingGroup => bestGroup;

    /// <summary>Whether any interrupt is pending for this CPU, whatever its group.</summary>
    public bool AnyPending => best != GicState.Spurious;

    /// <summary>Whether the highest-priority pending interrupt passes the mask and preempts what runs.</summary>
    public bool CanSignalBest => AnyPending && CanSignal();

    /// <summary>Acknowledges the highest-priority pending interrupt if it may be signalled and is of the group; else spurious (IAR).</summary>
    public int Acknowledge(int group)
    {
        if (best == GicState.Spurious || bestGroup != group || !CanSignal())
        {
            return GicState.Spurious;
        }

        int intid = best;
        uint level = 1U << ((bestPriority & GroupMask(group)) >> 3);
        if (group == 0)
        {
            AP0R |= level;
        }
        else
        {
            AP1R |= level;
        }

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

    /// <summary>EOIR: priority drop, and deactivation unless <see cref="EOImode"/> splits them.</summary>
    public void EndOfInterrupt(int intid, int group)
    {
        bool isLpi = Lpis is not null && intid is >= LpiState.First and < LpiState.End;
        if ((!isLpi && intid >= gic.InterruptCount) || GroupOf(intid) != group || !DropPriority(group))
        {
            return;
        }

        if (EOImode || isLpi)
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

    /// <summary>A virtual machine deactivated an interrupt whose list register names a physical one. Not under the lock.</summary>
    public void DeactivateFromVirtual(int intid)
    {
        lock (gic.Gate)
        {
            Deactivate(intid);
        }
    }

    /// <summary>Adds the virtual CPU interface of architecture version <paramref name="version"/>.</summary>
    public void AddVirtual(int version)
        => Virtual = new VirtualCpuInterface(this, vcpu, new InterruptLine(new GicV3.Wires(gic, index), GicState.MaintenanceInterrupt), version);

    public int GroupOf(int intid) => intid >= LpiState.First ? 1 : (int)((gic.Word(index, intid).Group >> (intid & 31)) & 1);

    /// <summary>Drives the vCPU's inputs from what is known already.</summary>
    public void Signal()
    {
        bool signal = best != GicState.Spurious && CanSignal();
        bool toFiq = bestGroup == 0 && Group0IsFiq;
        bool newIrq = signal && !toFiq, newFiq = signal && toFiq;
        if (newIrq != irq)
        {
            irq = newIrq;
            vcpu.SetIrq(newIrq);
        }

        if (newFiq != fiq)
        {
            fiq = newFiq;
            vcpu.SetFiq(newFiq);
        }
    }

    public void Reset()
    {
        EnableGrp0 = EnableGrp1 = CBPR = EOImode = false;
        PMR = 0;
        BPR0 = MinimumBpr0;
        bpr1 = MinimumBpr1;
        AP0R = AP1R = 0;
        Virtual?.Reset();
        Lpis?.Reset();
        Refresh();
    }

    private void Consider(InterruptWord word, int firstIntid, uint mask, uint group0, uint group1)
    {
        uint candidates = word.Waiting & mask & ((word.Group & group1) | (~word.Group & group0));
        while (candidates != 0)
        {
            int bit = BitOperations.TrailingZeroCount(candidates);
            candidates &= candidates - 1;
            if (word.Priority[bit] < bestPriority)
            {
                bestPriority = word.Priority[bit];
                best = firstIntid + bit;
                bestGroup = (int)((word.Group >> bit) & 1);
            }
        }
    }

    /// <summary>Above the mask, and its group priority above what runs (IHI 0069, 4.8.6).</summary>
    private bool CanSignal() => bestPriority < PMR && (bestPriority & GroupMask(bestGroup)) < RunningPriority;

    /// <summary>The bits of a priority that take part in preemption (IHI 0069, 4.8.3).</summary>
    private int GroupMask(int group)
    {
        int bpr = group == 0 || CBPR ? BPR0 : bpr1 - 1;
        return 0xFF & ~((2 << bpr) - 1);
    }

    /// <summary>Clears the highest active priority if it belongs to the group.</summary>
    private bool DropPriority(int group)
    {
        uint active = AP0R | AP1R;
        uint highest = active & ~unchecked(active - 1);
        uint own = group == 0 ? AP0R : AP1R;
        if ((own & highest) == 0)
        {
            return false;
        }

        if (group == 0)
        {
            AP0R &= ~highest;
        }
        else
        {
            AP1R &= ~highest;
        }

        return true;
    }
}
