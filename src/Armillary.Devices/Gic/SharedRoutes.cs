namespace Armillary.Devices.Gic;

/// <summary>Where each SPI goes (GICD_IROUTER): to the CPU of an affinity, or to any one. Under <see cref="GicState.Gate"/>.</summary>
internal sealed class SharedRoutes
{
    /// <summary>Aff3, Aff2.Aff1.Aff0 and Interrupt_Routing_Mode.</summary>
    private const ulong Implemented = 0xFF_80FF_FFFF;
    private const ulong AnyCpu = 1UL << 31;

    private readonly GicState state;
    private readonly ulong[] routes;
    private readonly Dictionary<ulong, int> cpuOfAffinity = [];

    public SharedRoutes(GicState state)
    {
        this.state = state;
        routes = new ulong[state.InterruptCount];
        for (int i = 0; i < state.Cpus.Length; i++)
        {
            cpuOfAffinity[GicV3.Affinity(i)] = i;
        }
    }

    /// <summary>GICD_IROUTER&lt;n&gt;.</summary>
    public ulong this[int intid] => routes[intid];

    /// <summary>
    /// Routes an SPI. An affinity that no CPU has keeps the interrupt pending and goes nowhere (IHI 0069, 3.2.2).
    /// The CPU that had it before looks again first, so that no CPU keeps an interrupt that left it.
    /// </summary>
    public void Set(int intid, ulong route)
    {
        routes[intid] = route & Implemented;
        int word = (intid >> 5) - 1;
        uint mask = 1U << (intid & 31);
        state.RoutedToAny[word] &= ~mask;
        state.Cpus[state.AnyCpu].Refresh();
        for (int i = 0; i < state.Cpus.Length; i++)
        {
            if ((state.Routed[i][word] & mask) != 0)
            {
                state.Routed[i][word] &= ~mask;
                state.Cpus[i].Refresh();
            }
        }

        if ((route & AnyCpu) != 0)
        {
            state.RoutedToAny[word] |= mask;
        }
        else if (cpuOfAffinity.TryGetValue(routes[intid], out int cpu))
        {
            state.Routed[cpu][word] |= mask;
        }

        state.RefreshShared(word, mask);
    }

    /// <summary>Every SPI to affinity 0.0.0.0, and the route masks to match.</summary>
    public void Reset()
    {
        for (int intid = GicState.PrivateInterrupts; intid < routes.Length; intid++)
        {
            Set(intid, 0);
        }
    }
}
