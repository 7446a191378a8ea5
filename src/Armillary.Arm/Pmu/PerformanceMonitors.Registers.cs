namespace Armillary.Arm.Pmu;

/// <content>What the registers do (DDI 0487, D19.5). Those with a bit for each counter show and change only those that the level may use.</content>
public sealed partial class PerformanceMonitors
{
    private const ulong PMCR_E = 1, PMCR_P = 2, PMCR_C = 4, PMCR_D = 8, PMCR_X = 16, PMCR_DP = 32, PMCR_LC = 64;
    private const ulong TypeMask = 0xFD00_FFFF, CycleFilterMask = 0xFD00_0000;

    private ulong control, selected;

    /// <summary>PMUSERENR_EL0: EN, SW, CR and ER.</summary>
    internal ulong UserEnable { get; set; }

    /// <summary>PMSELR_EL0.</summary>
    internal ulong Selected
    {
        get => selected;
        set => selected = value & 31;
    }

    /// <summary>PMCR_EL0. The divider by 64 (D) is kept and does nothing: it is deprecated, and counts are of nanoseconds anyway.</summary>
    internal ulong Control
    {
        get => ((ulong)Visible << 11) | control;
        set
        {
            Sync();
            if ((value & PMCR_P) != 0)
            {
                Array.Clear(values, 0, Visible);
            }

            if ((value & PMCR_C) != 0)
            {
                values[CycleCounter] = 0;
            }

            control = value & (PMCR_E | PMCR_D | PMCR_X | PMCR_DP | PMCR_LC);
            ControlsChanged();
        }
    }

    /// <summary>PMCEID0_EL0: the common events 0 to 31 that are counted.</summary>
    internal static ulong CommonEvents => (1UL << (int)SW_INCR) | (1UL << (int)INST_RETIRED) | (1UL << (int)EXC_TAKEN) | (1UL << (int)EXC_RETURN)
        | (1UL << (int)CPU_CYCLES) | (1UL << (int)CHAIN);

    /// <summary>PMCNTENSET_EL0 and PMCNTENCLR_EL0 as they read.</summary>
    internal ulong Enabled => enabled & VisibleMask;

    /// <summary>PMOVSSET_EL0 and PMOVSCLR_EL0 as they read.</summary>
    internal ulong Overflowed
    {
        get
        {
            Sync();
            return overflowed & VisibleMask;
        }
    }

    /// <summary>PMINTENSET_EL1 and PMINTENCLR_EL1 as they read.</summary>
    internal ulong Interrupting => interrupting & VisibleMask;

    private int Visible => cpu.PSTATE.EL <= 1 && cpu.EL2Enabled ? OwnCounters : Counters;

    private ulong VisibleMask => (1UL << CycleCounter) | ((1UL << Visible) - 1);

    internal void Enable(ulong counters, bool on)
    {
        Sync();
        Change(ref enabled, counters, on);
        ControlsChanged();
    }

    internal void SetOverflow(ulong counters, bool on)
    {
        Sync();
        Change(ref overflowed, counters, on);
        UpdateLine();
    }

    internal void EnableInterrupts(ulong counters, bool on)
    {
        Sync();
        Change(ref interrupting, counters, on);
        UpdateLine();
        Arm();
    }

    /// <summary>PMSWINC_EL0.</summary>
    internal void SoftwareIncrement(ulong counters)
    {
        for (int n = 0; n < Visible; n++)
        {
            if (((counters >> n) & 1) != 0 && IsRunning(n) && EventOf(n) == SW_INCR && CountsAt(n, cpu.PSTATE.EL))
            {
                Advance(n, 1);
            }
        }

        UpdateLine();
    }

    /// <summary>Whether there is a counter of a number here: PMEVCNTRn_EL0 is UNDEFINED for the others.</summary>
    internal bool Exists(int n) => n < Visible;

    /// <summary>PMEVCNTRn_EL0, or PMCCNTR_EL0 as the last.</summary>
    internal ulong Value(int n)
    {
        Sync();
        return values[n];
    }

    internal void SetValue(int n, ulong value)
    {
        Sync();
        values[n] = n == CycleCounter ? value : value & uint.MaxValue;
        Arm();
    }

    /// <summary>PMEVTYPERn_EL0, or PMCCFILTR_EL0 as the last.</summary>
    internal ulong Type(int n) => types[n];

    internal void SetType(int n, ulong value)
    {
        Sync();
        ulong mask = n == CycleCounter ? CycleFilterMask : TypeMask;
        mask &= cpu.HaveEL3 ? ulong.MaxValue : ~0x3400_0000UL;      // NSK, NSU, M
        mask &= cpu.HaveEL2 ? ulong.MaxValue : ~0x0800_0000UL;      // NSH
        mask &= cpu.HaveSecureEL2 ? ulong.MaxValue : ~0x0100_0000UL; // SH
        types[n] = value & mask;
        ControlsChanged();
    }

    /// <summary>PMXEVCNTR_EL0: of a counter that is not there it reads as zero.</summary>
    internal ulong SelectedValue
    {
        get => Exists((int)selected) ? Value((int)selected) : 0;
        set
        {
            if (Exists((int)selected))
            {
                SetValue((int)selected, value);
            }
        }
    }

    /// <summary>PMXEVTYPER_EL0, which is PMCCFILTR_EL0 for counter 31.</summary>
    internal ulong SelectedType
    {
        get => Exists((int)selected) || selected == CycleCounter ? Type((int)selected) : 0;
        set
        {
            if (Exists((int)selected) || selected == CycleCounter)
            {
                SetType((int)selected, value);
            }
        }
    }

    private void Change(ref ulong bits, ulong counters, bool on)
    {
        counters &= VisibleMask;
        bits = on ? bits | counters : bits & ~counters;
    }
}
