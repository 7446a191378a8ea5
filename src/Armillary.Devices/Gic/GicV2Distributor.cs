using System.Numerics;
using Armillary.Core.Memory;
using Armillary.Core.State;
using static Armillary.Devices.Gic.BankRegisters;

namespace Armillary.Devices.Gic;

/// <summary>
/// The GICD_* registers of a GICv2 (IHI 0048, 4.3). SGIs are pending once for each CPU that sent them; the latch of an
/// SGI's word tells whether any did.
/// </summary>
internal sealed class GicV2Distributor
{
    private const ulong CTLR = 0x000;
    private const ulong TYPER = 0x004;
    private const ulong IIDR = 0x008;
    private const ulong ISENABLER0 = 0x100;
    private const ulong ICENABLER0 = 0x180;
    private const ulong ITARGETSR = 0x800;
    private const ulong ICFGR = 0xC00;
    private const ulong SGIR = 0xF00;
    private const ulong CPENDSGIR = 0xF10;
    private const ulong SPENDSGIR = 0xF20;
    private const ulong SgiPendingEnd = 0xF30;
    private const ulong Identification = 0xFD0;
    private const ulong FrameSize = 0x1000;
    private const int Sgis = 16;
    private const uint TYPER_SecurityExtn = 1 << 10;

    private readonly GicState state;
    private readonly byte[][] sgiSources;
    private readonly byte[] targets;

    public GicV2Distributor(GicState state)
    {
        Frame = new View(this, secure: false);
        SecureFrame = new View(this, secure: true);
        this.state = state;
        sgiSources = [.. state.Cpus.Select(_ => new byte[Sgis])];
        targets = new byte[state.InterruptCount];
    }

    /// <summary>The registers as Non-secure accesses see them, and all where there is one security state.</summary>
    public IMmioTarget Frame { get; }

    /// <summary>The registers as Secure accesses see them.</summary>
    public IMmioTarget SecureFrame { get; }

    /// <summary>The CPU that accesses; a thread of no vCPU counts as CPU 0.</summary>
    public int Accessor => CurrentVcpu.Index < state.Cpus.Length ? CurrentVcpu.Index : 0;

    private int AllCpus => (1 << state.Cpus.Length) - 1;

    public void Reset()
    {
        foreach (byte[] sources in sgiSources)
        {
            Array.Clear(sources);
        }

        for (int id = GicState.PrivateInterrupts; id < targets.Length; id++)
        {
            // With one CPU the targets are fixed to it (4.3.12).
            SetTargets(id, state.Cpus.Length == 1 ? 1 : 0);
        }

        foreach (InterruptWord word in state.Private)
        {
            word.Enabled = GicState.SgiMask;
        }
    }

    /// <summary>An SGI was acknowledged: takes one of its senders off, and keeps it pending for the others (GICC_IAR.CPUID).</summary>
    public int TakeSender(int cpu, int sgi)
    {
        ref byte sources = ref sgiSources[cpu][sgi];
        int sender = BitOperations.TrailingZeroCount((uint)sources | 0x100) & 7;
        sources = (byte)(sources & ~(1 << sender));
        if (sources != 0)
        {
            state.Private[cpu].Latch |= 1U << sgi;
            state.Cpus[cpu].Refresh();
        }

        return sender;
    }

    private ulong Read(int cpu, ulong offset, int size, BankRegisters.View view)
    {
        int id = FirstInterrupt(offset);
        if (id >= 0)
        {
            return id < state.InterruptCount ? BankRegisters.Read(state.Word(cpu, id), offset, size, view) : 0;
        }

        if (offset is >= ITARGETSR and < ICFGR)
        {
            return Gather(size, i => Reaches(cpu, (int)(offset - ITARGETSR) + i, 3, view) ? TargetsOf(cpu, (int)(offset - ITARGETSR) + i) : 0);
        }

        if (offset is >= CPENDSGIR and < SgiPendingEnd)
        {
            return Gather(size, i => Reaches(cpu, (int)((offset + (ulong)i) & 15), 2, view) ? sgiSources[cpu][(int)((offset + (ulong)i) & 15)] : 0U);
        }

        return size != 4 ? 0 : offset switch
        {
            CTLR when view == BankRegisters.View.NonSecure => state.EnableGrp1 ? 1U : 0,
            CTLR => (state.EnableGrp0 ? 1U : 0) | (state.EnableGrp1 ? 2U : 0),
            TYPER => (uint)((state.InterruptCount / 32) - 1) | ((uint)(state.Cpus.Length - 1) << 5) | (state.DS ? 0 : TYPER_SecurityExtn),
            IIDR => GicIdentification.IIDR,
            >= Identification => GicIdentification.Read(0xF000 + offset, architecture: 2),
            _ => 0,
        };
    }

    private void Write(int cpu, ulong offset, int size, uint value, BankRegisters.View view)
    {
        int id = FirstInterrupt(offset);
        if (id >= 0)
        {
            if (id < state.InterruptCount)
            {
                WriteBank(cpu, id, offset, size, value, view);
            }
        }
        else if (offset is >= ITARGETSR and < ICFGR)
        {
            for (int i = 0; i < Math.Min(size, 4); i++)
            {
                int target = (int)(offset - ITARGETSR) + i;
                if (target >= GicState.PrivateInterrupts && target < targets.Length && state.Cpus.Length > 1 && Reaches(cpu, target, 3, view))
                {
                    SetTargets(target, (int)((value >> (8 * i)) & (uint)AllCpus));
                }
            }
        }
        else if (offset is >= CPENDSGIR and < SgiPendingEnd)
        {
            for (int i = 0; i < Math.Min(size, 4); i++)
            {
                if (Reaches(cpu, (int)((offset + (ulong)i) & 15), offset >= SPENDSGIR ? 1 : 2, view))
                {
                    SetSenders(cpu, (int)((offset + (ulong)i) & 15), (byte)((value >> (8 * i)) & (uint)AllCpus), offset >= SPENDSGIR);
                }
            }

            state.Cpus[cpu].Refresh();
        }
        else if (offset == CTLR && size == 4)
        {
            if (view == BankRegisters.View.NonSecure)
            {
                state.EnableGrp1 = (value & 1) != 0;
            }
            else
            {
                state.EnableGrp0 = (value & 1) != 0;
                state.EnableGrp1 = (value & 2) != 0;
            }

            state.RefreshAll();
        }
        else if (offset == SGIR && size == 4)
        {
            SendSgi(cpu, value, view);
        }
    }

    /// <summary>SGIs are always enabled, edge-triggered, and made pending only through their own registers.</summary>
    private void WriteBank(int cpu, int id, ulong offset, int size, uint value, BankRegisters.View view)
    {
        bool holdsSgis = id < Sgis;
        if (holdsSgis && (offset & ~3UL) is ISENABLER0 or ICENABLER0)
        {
            value &= ~GicState.SgiMask;
        }

        uint fixedEdge = id < GicState.PrivateInterrupts ? GicState.SgiMask : 0;
        BankRegisters.Write(state.Word(cpu, id), offset, size, value, fixedEdge, pendingWritable: false, view);
        if (id < GicState.PrivateInterrupts)
        {
            state.Cpus[cpu].Refresh();
        }
        else
        {
            state.RefreshShared((id >> 5) - 1, uint.MaxValue);
        }
    }

    private static uint Gather(int size, Func<int, uint> part)
    {
        uint value = 0;
        for (int i = Math.Min(size, 4) - 1; i >= 0; i--)
        {
            value = (value << 8) | part(i);
        }

        return value;
    }

    /// <summary>For its own private interrupts a CPU reads its own number; a single CPU reads zero everywhere (4.3.12).</summary>
    private uint TargetsOf(int cpu, int id)
        => state.Cpus.Length == 1 || id >= targets.Length ? 0U
            : id < GicState.PrivateInterrupts ? 1U << cpu
            : targets[id];

    private void SetTargets(int id, int mask)
    {
        targets[id] = (byte)mask;
        int word = (id >> 5) - 1;
        uint bit = 1U << (id & 31);
        for (int i = 0; i < state.Cpus.Length; i++)
        {
            state.Routed[i][word] = ((mask >> i) & 1) != 0 ? state.Routed[i][word] | bit : state.Routed[i][word] & ~bit;
            state.Cpus[i].Refresh();
        }
    }

    private void SetSenders(int cpu, int sgi, byte senders, bool set)
    {
        ref byte sources = ref sgiSources[cpu][sgi];
        sources = (byte)(set ? sources | senders : sources & ~senders);
        uint bit = 1U << sgi;
        InterruptWord word = state.Private[cpu];
        word.Latch = sources != 0 ? word.Latch | bit : word.Latch & ~bit;
    }

    /// <summary>
    /// GICD_SGIR (4.3.15): to a list of CPUs, to all others, or to the sender. Secure senders say which group they mean (NSATT); others have Group 1, and
    /// what GICD_NSACR opens to them.
    /// </summary>
    private void SendSgi(int sender, uint value, BankRegisters.View view)
    {
        int sgi = (int)(value & 15), list = (int)(value >> 16) & 0xFF;
        int receivers = ((value >> 24) & 3) switch
        {
            0 => list,
            1 => AllCpus & ~(1 << sender),
            2 => 1 << sender,
            _ => 0,
        };
        for (int i = 0; i < state.Cpus.Length; i++)
        {
            bool takes = view switch
            {
                BankRegisters.View.Secure => state.Cpus[i].GroupOf(sgi) == (int)((value >> 15) & 1),
                _ => Reaches(i, sgi, 1, view),
            };
            if (((receivers >> i) & 1) != 0 && takes)
            {
                SetSenders(i, sgi, (byte)(1 << sender), set: true);
                state.Cpus[i].Refresh();
            }
        }
    }

    /// <summary>Non-secure accesses reach Group 1, and others whose GICD_NSACR is <paramref name="least"/> or more.</summary>
    private bool Reaches(int cpu, int id, int least, BankRegisters.View view)
        => view != BankRegisters.View.NonSecure
            || (id < state.InterruptCount && (((state.Word(cpu, id).Group | state.Word(cpu, id).Allows(least)) >> (id & 31)) & 1) != 0);

    /// <summary>The frame as one security state sees it.</summary>
    private sealed class View(GicV2Distributor distributor, bool secure) : IMmioTarget
    {
        public bool TryRead(ulong offset, int size, out ulong value)
        {
            lock (distributor.state.Gate)
            {
                value = offset < FrameSize ? distributor.Read(distributor.Accessor, offset, size, distributor.state.ViewOf(secure)) : 0;
            }

            return true;
        }

        public bool TryWrite(ulong offset, int size, ulong value)
        {
            lock (distributor.state.Gate)
            {
                if (offset < FrameSize)
                {
                    distributor.Write(distributor.Accessor, offset, size, (uint)(value & uint.MaxValue), distributor.state.ViewOf(secure));
                }
            }

            return true;
        }
    }
}
