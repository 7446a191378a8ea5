using Armillary.Core.Interrupts;

namespace Armillary.Devices.Gic;

/// <summary>
/// What GICv2 and GICv3 share: the state of every interrupt, which CPU each is routed to, and one CPU interface per vCPU.
/// One lock covers all of it; vCPU inputs are driven under that lock, so their order is the order of the changes.
/// </summary>
internal sealed class GicState
{
    /// <summary>SGIs and PPIs: INTIDs 0 to 31, private to each CPU.</summary>
    public const int PrivateInterrupts = 32;

    /// <summary>The SGIs among the private interrupts: always edge-triggered.</summary>
    public const uint SgiMask = 0xFFFF;

    /// <summary>What the virtual CPU interface tells its hypervisor with: PPI 9 (BSA).</summary>
    public const int MaintenanceInterrupt = 25;

    /// <summary>No pending interrupt (IHI 0069, 2.2.1).</summary>
    public const int Spurious = 1023;

    public GicState(IReadOnlyList<IVcpuInterrupts> vcpus, int spis, int version)
    {
        ArgumentOutOfRangeException.ThrowIfZero(vcpus.Count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)spis, 960U);
        ArgumentOutOfRangeException.ThrowIfNotEqual(spis % 32, 0);
        InterruptCount = PrivateInterrupts + spis;
        Shared = [.. Enumerable.Range(0, spis / 32).Select(_ => new InterruptWord())];
        Private = [.. vcpus.Select(_ => new InterruptWord { OpensNothing = version == 3 })];
        Routed = [.. vcpus.Select(_ => new uint[spis / 32])];
        RoutedToAny = new uint[spis / 32];
        Cpus = [.. vcpus.Select((vcpu, i) => new CpuInterface(this, i, vcpu))];
        foreach (InterruptWord word in Private)
        {
            word.Reset(SgiMask);
        }
    }

    public Lock Gate { get; } = new();

    /// <summary>One more than the highest INTID.</summary>
    public int InterruptCount { get; }

    public InterruptWord[] Shared { get; }

    public InterruptWord[] Private { get; }

    /// <summary>For each CPU, for each word of SPIs, which of them may go to that CPU.</summary>
    public uint[][] Routed { get; }

    public CpuInterface[] Cpus { get; }

    /// <summary>GICD_CTLR.EnableGrp0.</summary>
    public bool EnableGrp0 { get; set; }

    /// <summary>GICD_CTLR.EnableGrp1; with two security states EnableGrp1NS.</summary>
    public bool EnableGrp1 { get; set; }

    /// <summary>GICD_CTLR.EnableGrp1S.</summary>
    public bool EnableGrp1S { get; set; }

    /// <summary>There is EL3, and with it two security states until software gives one up (GICD_CTLR.DS).</summary>
    public bool HasSecurity { get; init; }

    /// <summary>At reset all interrupts are Non-secure Group 1, as firmware leaves them: none of its own will run.</summary>
    public bool NonSecureAtReset { get; init; }

    /// <summary>There is one security state (GICD_CTLR.DS).</summary>
    public bool DS { get; set; } = true;

    /// <summary>For each word of SPIs, those that any one CPU may take (GICD_IROUTER.Interrupt_Routing_Mode).</summary>
    public uint[] RoutedToAny { get; }

    /// <summary>Which CPU those go to: the first that is awake and takes interrupts.</summary>
    public int AnyCpu { get; private set; }

    /// <summary>The word that holds an interrupt as <paramref name="cpu"/> sees it. <paramref name="intid"/> is below <see cref="InterruptCount"/>.</summary>
    public InterruptWord Word(int cpu, int intid) => intid < PrivateInterrupts ? Private[cpu] : Shared[(intid >> 5) - 1];

    /// <summary>Lets the CPUs that an interrupt concerns look again.</summary>
    public void Refresh(int cpu, int intid)
    {
        if (intid < PrivateInterrupts)
        {
            Cpus[cpu].Refresh();
        }
        else
        {
            RefreshShared((intid >> 5) - 1, 1U << (intid & 31));
        }
    }

    /// <summary>Lets the CPUs look again to which any SPI of a mask in a word is routed.</summary>
    public void RefreshShared(int word, uint mask)
    {
        for (int i = 0; i < Cpus.Length; i++)
        {
            if ((Routed[i][word] & mask) != 0)
            {
                Cpus[i].Refresh();
            }
        }

        if ((RoutedToAny[word] & mask) != 0)
        {
            Cpus[AnyCpu].Refresh();
        }
    }

    /// <summary>A CPU woke up or went to sleep, or enabled or disabled a group: interrupts that anyone may take may have to go elsewhere.</summary>
    public void ChooseAnyCpu()
    {
        int chosen = Math.Max(Array.FindIndex(Cpus, cpu => cpu.Awake && cpu.TakesInterrupts), 0);
        if (chosen != AnyCpu)
        {
            int before = AnyCpu;
            AnyCpu = chosen;
            Cpus[before].Refresh();
            Cpus[chosen].Refresh();
        }
    }

    /// <summary>Who an access by the given security state is.</summary>
    public BankRegisters.View ViewOf(bool secure)
        => DS ? BankRegisters.View.Single : secure ? BankRegisters.View.Secure : BankRegisters.View.NonSecure;

    public void RefreshAll()
    {
        foreach (CpuInterface cpu in Cpus)
        {
            cpu.Refresh();
        }
    }

    /// <summary>An input wire changed.</summary>
    public void SetLevel(int cpu, int intid, bool level)
    {
        lock (Gate)
        {
            InterruptWord word = Word(cpu, intid);
            uint before = word.Waiting;
            word.SetLevel(intid & 31, level);
            if (word.Waiting != before)
            {
                Refresh(cpu, intid);
            }
        }
    }

    public void Reset()
    {
        EnableGrp0 = EnableGrp1 = EnableGrp1S = false;
        DS = !HasSecurity;
        Array.Clear(RoutedToAny);
        foreach (InterruptWord word in Shared)
        {
            word.Reset(0);
            word.Group = NonSecureAtReset ? uint.MaxValue : 0;
        }

        foreach (InterruptWord word in Private)
        {
            word.Reset(SgiMask);
            word.Group = NonSecureAtReset ? uint.MaxValue : 0;
        }

        // The architecture has GICR_WAKER.ProcessorSleep set at reset (IHI 0069, 12.11), for secure firmware to clear before anything else runs; where
        // there is none, what starts (EDK2) relies on its having been there.
        bool asleep = HasSecurity && !NonSecureAtReset;
        foreach (CpuInterface cpu in Cpus)
        {
            cpu.Awake = !asleep;
            cpu.Reset();
        }

        AnyCpu = 0;
    }
}
