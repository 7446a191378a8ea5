using System.Numerics;
using Armillary.Core.Interrupts;

namespace Armillary.Devices.Gic;

/// <summary>
/// One vCPU's CPU interface: what it takes, and the best pending interrupt. The register views belong to each GIC version. All members run
/// under <see cref="GicState.Gate"/>. Groups are numbered: 0, 1 (with two security states Non-secure Group 1), and 2 for Secure Group 1.
/// </summary>
internal sealed partial class CpuInterface(GicState gic, int index, IVcpuInterrupts vcpu)
{
    /// <summary>Secure Group 1, which is only where there are two security states.</summary>
    public const int Group1Secure = 2;

    private const int NoPriority = 0x100;

    private int best = GicState.Spurious;
    private int bestPriority = NoPriority;
    private int bestGroup;
    private bool irq;
    private bool fiq;
    private bool secure;
    private bool atEL3;
    private bool told;

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

    /// <summary>GICC_IAR acknowledges Group 1 too (GICC_CTLR.AckCtl). GICv2 only.</summary>
    public bool AckCtl { get; set; }

    public bool EnableGrp0 { get; set; }

    public bool EnableGrp1 { get; set; }

    /// <summary>The Secure copy of ICC_IGRPEN1_EL1.</summary>
    public bool EnableGrp1S { get; set; }

    /// <summary>Whether any group is enabled.</summary>
    public bool TakesInterrupts => EnableGrp0 || EnableGrp1 || EnableGrp1S;

    /// <summary>Searches the pending interrupts again, then drives the vCPU's inputs.</summary>
    public void Refresh()
    {
        uint group0 = gic.EnableGrp0 && EnableGrp0 && Awake ? uint.MaxValue : 0;
        uint group1 = gic.EnableGrp1 && EnableGrp1 && Awake ? uint.MaxValue : 0;
        uint group1S = gic.EnableGrp1S && EnableGrp1S && Awake && !gic.DS ? uint.MaxValue : 0;
        best = GicState.Spurious;
        bestPriority = NoPriority;
        if ((group0 | group1 | group1S) != 0)
        {
            Consider(gic.Private[index], 0, uint.MaxValue, group0, group1, group1S);
            uint[] routed = gic.Routed[index];
            uint[]? any = gic.AnyCpu == index ? gic.RoutedToAny : null;
            InterruptWord[] shared = gic.Shared;
            for (int i = 0; i < shared.Length && i < routed.Length; i++)
            {
                Consider(shared[i], (i + 1) << 5, any is null ? routed[i] : routed[i] | any[i], group0, group1, group1S);
            }

            // LPIs are all of Non-secure Group 1.
            if (group1 != 0 && Lpis is { } lpis && lpis.BestPriority < bestPriority)
            {
                bestPriority = lpis.BestPriority;
                best = lpis.Best;
                bestGroup = 1;
            }
        }

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

    /// <summary>Adds the virtual CPU interface of architecture version <paramref name="version"/>.</summary>
    public void AddVirtual(int version)
        => Virtual = new VirtualCpuInterface(this, vcpu, new InterruptLine(new GicV3.Wires(gic, index), GicState.MaintenanceInterrupt), version);

    public int GroupOf(int intid)
    {
        if (intid >= LpiState.First)
        {
            return 1;
        }

        InterruptWord word = gic.Word(index, intid);
        int bit = intid & 31;
        return ((word.Group >> bit) & 1) != 0 ? 1 : ((word.Modifier >> bit) & 1) != 0 && !gic.DS ? Group1Secure : 0;
    }

    /// <summary>The vCPU's security state or its being at EL3 changed, which is what sends the groups to its inputs.</summary>
    public void SetState(bool secure, bool atEL3)
    {
        told = true;
        if (this.secure != secure || this.atEL3 != atEL3)
        {
            this.secure = secure;
            this.atEL3 = atEL3;
            Signal();
        }
    }

    /// <summary>Drives the vCPU's inputs from what is known already.</summary>
    public void Signal()
    {
        bool signal = best != GicState.Spurious && CanSignal();
        bool newIrq = signal && !BestIsFiq, newFiq = signal && BestIsFiq;
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
        EnableGrp0 = EnableGrp1 = EnableGrp1S = AckCtl = false;

        // With EL3 a vCPU starts there. Later it tells where it is, after its own reset too.
        if (!told)
        {
            secure = atEL3 = gic.HasSecurity;
        }

        ResetPriorities();
        Virtual?.Reset();
        Lpis?.Reset();
        Refresh();
    }

    /// <summary>Group 1 is IRQ in its own security state below EL3, FIQ elsewhere (IHI 0069, 4.6.2).</summary>
    private bool BestIsFiq => bestGroup switch
    {
        0 => Group0IsFiq,
        1 => secure,
        _ => !secure || atEL3,
    };

    private void Consider(InterruptWord word, int firstIntid, uint mask, uint group0, uint group1, uint group1S)
    {
        uint modifier = gic.DS ? 0 : word.Modifier;
        uint candidates = word.Waiting & mask & ((word.Group & group1) | (~word.Group & ((~modifier & group0) | (modifier & group1S))));
        while (candidates != 0)
        {
            int bit = BitOperations.TrailingZeroCount(candidates);
            candidates &= candidates - 1;
            if (word.Priority[bit] < bestPriority)
            {
                bestPriority = word.Priority[bit];
                best = firstIntid + bit;
                bestGroup = ((word.Group >> bit) & 1) != 0 ? 1 : ((modifier >> bit) & 1) != 0 ? Group1Secure : 0;
            }
        }
    }

    /// <summary>Above the mask, and its group priority above that of what runs, both split by its own group's binary point (IHI 0069, 4.8.6).</summary>
    private bool CanSignal()
    {
        int mask = GroupMask(bestGroup), running = RunningPriority;
        return bestPriority < PMR && (running == IdlePriority || (bestPriority & mask) < (running & mask));
    }
}
