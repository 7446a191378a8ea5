using Armillary.Core.Memory;

namespace Armillary.Devices.Gic;

/// <summary>
/// The GICC_* registers of a GICv2 (IHI 0048, 4.4), banked by the vCPU that accesses them, as Secure accesses see them and all where there is one
/// security state. Non-secure ones have a view of their own: <see cref="GicV2NonSecureInterface"/>.
/// </summary>
internal sealed class GicV2CpuInterface(GicState state, GicV2Distributor distributor, bool secure) : IMmioTarget
{
    private readonly GicV2NonSecureInterface nonSecure = new(state, distributor);
    public const ulong CTLR = 0x0000;
    public const ulong PMR = 0x0004;
    public const ulong BPR = 0x0008;
    public const ulong IAR = 0x000C;
    public const ulong EOIR = 0x0010;
    public const ulong RPR = 0x0014;
    public const ulong HPPIR = 0x0018;
    public const ulong ABPR = 0x001C;
    public const ulong AIAR = 0x0020;
    public const ulong AEOIR = 0x0024;
    public const ulong AHPPIR = 0x0028;
    public const ulong APR0 = 0x00D0;
    private const ulong NSAPR0 = 0x00E0;
    public const ulong IIDR = 0x00FC;
    public const ulong DIR = 0x1000;

    private const uint CTLR_EnableGrp0 = 1 << 0;
    private const uint CTLR_EnableGrp1 = 1 << 1;
    private const uint CTLR_AckCtl = 1 << 2;
    private const uint CTLR_FIQEn = 1 << 3;
    private const uint CTLR_CBPR = 1 << 4;
    private const uint CTLR_EOImode = 1 << 9;
    private const uint CTLR_EOImodeNS = 1 << 10;

    /// <summary>Product 2, architecture version 2, implementer Arm.</summary>
    public const uint IIDRValue = 0x0202_043B;
    private const uint InterruptId = 0x3FF;
    private const int Sgis = 16;

    /// <summary>A Group 1 interrupt is pending that this register must not acknowledge (2.2.1).</summary>
    private const uint Group1Pending = 1022;

    private bool IsNonSecure => !state.DS && !secure;

    public bool TryRead(ulong offset, int size, out ulong value)
    {
        value = 0;
        if (size == 4)
        {
            lock (state.Gate)
            {
                CpuInterface cpu = state.Cpus[distributor.Accessor];
                value = IsNonSecure ? nonSecure.Read(cpu, offset) : Read(cpu, offset);
            }
        }

        return true;
    }

    public bool TryWrite(ulong offset, int size, ulong value)
    {
        if (size == 4)
        {
            lock (state.Gate)
            {
                CpuInterface cpu = state.Cpus[distributor.Accessor];
                if (IsNonSecure)
                {
                    nonSecure.Write(cpu, offset, (uint)(value & uint.MaxValue));
                }
                else
                {
                    Write(cpu, offset, (uint)(value & uint.MaxValue));
                }
            }
        }

        return true;
    }

    private uint Read(CpuInterface cpu, ulong offset) => offset switch
    {
        CTLR => Control(cpu),
        PMR => (uint)cpu.PMR,
        BPR => (uint)cpu.BPR0,
        IAR => Acknowledge(cpu),
        RPR => (uint)cpu.RunningPriority,
        HPPIR => HighestPending(cpu),
        ABPR => (uint)cpu.BPR1,
        AIAR => WithSender(cpu, cpu.Acknowledge(group: 1)),
        AHPPIR => (uint)cpu.HighestPending(group: 1),
        APR0 => cpu.AP0R,
        NSAPR0 => cpu.AP1R,
        IIDR => IIDRValue,
        _ => 0,
    };

    private void Write(CpuInterface cpu, ulong offset, uint value)
    {
        int id = (int)(value & InterruptId);
        switch (offset)
        {
            case CTLR: SetControl(cpu, value); break;
            case PMR: cpu.SetPMR(value); break;
            case BPR: cpu.SetBPR0(value); break;
            case EOIR: EndOfInterrupt(cpu, id); break;
            case ABPR: cpu.SetBPR1(value); break;
            case AEOIR: cpu.EndOfInterrupt(id, group: 1, Splits(cpu)); break;
            case APR0: cpu.SetAP0R(value); break;
            case NSAPR0: cpu.SetAP1R(value); break;
            case DIR when Splits(cpu): cpu.Deactivate(id); break;
            default: break;
        }
    }

    private bool Splits(CpuInterface cpu) => state.DS ? cpu.EOImode : cpu.EOImodeS;

    private uint Control(CpuInterface cpu)
        => (cpu.EnableGrp0 ? CTLR_EnableGrp0 : 0) | (cpu.EnableGrp1 ? CTLR_EnableGrp1 : 0)
            | (cpu.AckCtl ? CTLR_AckCtl : 0) | (cpu.Group0IsFiq ? CTLR_FIQEn : 0)
            | (cpu.CBPR ? CTLR_CBPR : 0) | (Splits(cpu) ? CTLR_EOImode : 0) | (!state.DS && cpu.EOImode ? CTLR_EOImodeNS : 0);

    private void SetControl(CpuInterface cpu, uint value)
    {
        cpu.EnableGrp0 = (value & CTLR_EnableGrp0) != 0;
        cpu.EnableGrp1 = (value & CTLR_EnableGrp1) != 0;
        cpu.AckCtl = (value & CTLR_AckCtl) != 0;
        cpu.Group0IsFiq = (value & CTLR_FIQEn) != 0;
        cpu.CBPR = (value & CTLR_CBPR) != 0;
        if (state.DS)
        {
            cpu.EOImode = (value & CTLR_EOImode) != 0;
        }
        else
        {
            cpu.EOImodeS = (value & CTLR_EOImode) != 0;
            cpu.EOImode = (value & CTLR_EOImodeNS) != 0;
        }

        cpu.Refresh();
    }

    /// <summary>GICC_IAR acknowledges Group 1 only with AckCtl; else it tells that one is pending (4.4.4).</summary>
    private uint Acknowledge(CpuInterface cpu)
    {
        if (cpu.AnyPending && cpu.HighestPendingGroup == 1)
        {
            return cpu.AckCtl ? WithSender(cpu, cpu.Acknowledge(group: 1))
                : cpu.CanSignalBest ? Group1Pending
                : GicState.Spurious;
        }

        return WithSender(cpu, cpu.Acknowledge(group: 0));
    }

    private uint HighestPending(CpuInterface cpu)
        => cpu.AnyPending && cpu.HighestPendingGroup == 1
            ? (cpu.AckCtl ? (uint)cpu.HighestPending(group: 1) : Group1Pending)
            : (uint)cpu.HighestPending(group: 0);

    private uint WithSender(CpuInterface cpu, int id)
        => id < Sgis ? (uint)id | ((uint)distributor.TakeSender(cpu.Index, id) << 10) : (uint)id;

    private void EndOfInterrupt(CpuInterface cpu, int id)
    {
        if (id < state.InterruptCount && (cpu.GroupOf(id) == 0 || cpu.AckCtl))
        {
            cpu.EndOfInterrupt(id, cpu.GroupOf(id), Splits(cpu));
        }
    }
}
