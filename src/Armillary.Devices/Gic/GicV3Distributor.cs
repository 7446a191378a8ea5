using Armillary.Core.Memory;

namespace Armillary.Devices.Gic;

/// <summary>The GICD_* registers of a GICv3 (IHI 0069, 12.9). INTIDs 0 to 31 are RES0 here: they live in the redistributors.</summary>
internal sealed class GicV3Distributor : IMmioTarget
{
    private const ulong CTLR = 0x0000;
    private const ulong TYPER = 0x0004;
    private const ulong IIDR = 0x0008;
    private const ulong IROUTER = 0x6000;
    private const ulong IROUTEREnd = 0x8000;

    /// <summary>GICD_CTLR as one security state has it: ARE and DS read as one.</summary>
    private const uint EnableGrp0 = 1 << 0;
    private const uint EnableGrp1 = 1 << 1;
    private const uint ARE = 1 << 4;
    private const uint DS = 1 << 6;

    private const uint TYPER_A3V = 1 << 24;
    private const uint TYPER_No1N = 1 << 25;
    private const int TYPER_IDbitsShift = 19;

    /// <summary>The affinity bits of IROUTER: Aff3 and Aff2.Aff1.Aff0. Interrupt_Routing_Mode is RES0 (No1N).</summary>
    private const ulong RouteMask = 0xFF_00FF_FFFF;

    private const uint TYPER_LPIS = 1 << 17;

    private readonly GicState state;
    private readonly ulong[] routes;
    private readonly Dictionary<ulong, int> cpuOfAffinity = [];

    public GicV3Distributor(GicState state)
    {
        this.state = state;
        routes = new ulong[state.InterruptCount];
        for (int i = 0; i < state.Cpus.Length; i++)
        {
            cpuOfAffinity[GicV3.Affinity(i)] = i;
        }
    }

    /// <summary>LPIs come with 16 ID bits; without them 10 name everything.</summary>
    private uint TypeOfIds => state.Cpus[0].Lpis is null ? 9U << TYPER_IDbitsShift : TYPER_LPIS | (15U << TYPER_IDbitsShift);

    public bool TryRead(ulong offset, int size, out ulong value)
    {
        lock (state.Gate)
        {
            value = Read(offset, size);
        }

        return true;
    }

    public bool TryWrite(ulong offset, int size, ulong value)
    {
        lock (state.Gate)
        {
            Write(offset, size, value);
        }

        return true;
    }

    /// <summary>Every SPI to affinity 0.0.0.0, and the route masks to match.</summary>
    public void ResetRoutes()
    {
        for (int intid = GicState.PrivateInterrupts; intid < routes.Length; intid++)
        {
            SetRoute(intid, 0);
        }
    }

    private ulong Read(ulong offset, int size)
    {
        int intid = BankRegisters.FirstInterrupt(offset);
        if (intid >= 0)
        {
            return intid >= GicState.PrivateInterrupts && intid < state.InterruptCount
                ? BankRegisters.Read(state.Word(0, intid), offset, size)
                : 0;
        }

        if (offset is >= IROUTER and < IROUTEREnd)
        {
            return ReadRoute(offset, size);
        }

        return size != 4 ? 0 : offset switch
        {
            CTLR => ARE | DS | (state.EnableGrp0 ? EnableGrp0 : 0) | (state.EnableGrp1 ? EnableGrp1 : 0),
            TYPER => (uint)((state.InterruptCount / 32) - 1) | TypeOfIds | TYPER_A3V | TYPER_No1N,
            IIDR => GicIdentification.IIDR,
            _ => GicIdentification.Read(offset, architecture: 3),
        };
    }

    private void Write(ulong offset, int size, ulong value)
    {
        int intid = BankRegisters.FirstInterrupt(offset);
        if (intid >= 0)
        {
            if (intid >= GicState.PrivateInterrupts && intid < state.InterruptCount)
            {
                BankRegisters.Write(state.Word(0, intid), offset, size, (uint)(value & uint.MaxValue), fixedEdge: 0);
                state.RefreshShared((intid >> 5) - 1, uint.MaxValue);
            }
        }
        else if (offset is >= IROUTER and < IROUTEREnd)
        {
            WriteRoute(offset, size, value);
        }
        else if (offset == CTLR && size == 4)
        {
            state.EnableGrp0 = (value & EnableGrp0) != 0;
            state.EnableGrp1 = (value & EnableGrp1) != 0;
            state.RefreshAll();
        }
    }

    private ulong ReadRoute(ulong offset, int size)
    {
        int intid = (int)((offset - IROUTER) >> 3);
        if (intid < GicState.PrivateInterrupts || intid >= routes.Length || size < 4 || offset % (ulong)size != 0)
        {
            return 0;
        }

        return size == 8 ? routes[intid] : (routes[intid] >> ((int)(offset & 4) * 8)) & uint.MaxValue;
    }

    private void WriteRoute(ulong offset, int size, ulong value)
    {
        int intid = (int)((offset - IROUTER) >> 3);
        if (intid < GicState.PrivateInterrupts || intid >= routes.Length || size < 4 || offset % (ulong)size != 0)
        {
            return;
        }

        ulong route = size == 8 ? value
            : (offset & 4) == 0 ? (routes[intid] & ~0xFFFF_FFFFUL) | (value & uint.MaxValue)
            : (routes[intid] & uint.MaxValue) | (value << 32);
        SetRoute(intid, route & RouteMask);
        state.RefreshShared((intid >> 5) - 1, 1U << (intid & 31));
    }

    /// <summary>
    /// Routes an SPI. An affinity that no CPU has keeps the interrupt pending and goes nowhere (IHI 0069, 3.2.2).
    /// The CPU that had it before looks again first, so that no CPU keeps an interrupt that left it.
    /// </summary>
    private void SetRoute(int intid, ulong route)
    {
        routes[intid] = route;
        int word = (intid >> 5) - 1;
        uint mask = 1U << (intid & 31);
        for (int i = 0; i < state.Cpus.Length; i++)
        {
            if ((state.Routed[i][word] & mask) != 0)
            {
                state.Routed[i][word] &= ~mask;
                state.Cpus[i].Refresh();
            }
        }

        if (cpuOfAffinity.TryGetValue(route, out int cpu))
        {
            state.Routed[cpu][word] |= mask;
        }
    }
}
