namespace Armillary.Devices.Gic;

/// <summary>The GICV_* registers of a GICv2 (IHI 0048, 5.5), which a virtual machine has in place of GICC_*, banked by the vCPU that accesses them.</summary>
internal sealed class GicV2VirtualCpuInterface(GicState state, GicV2Distributor distributor) : GicV2VirtualFrame(state, distributor)
{
    private const uint InterruptId = 0x3FF;
    private const int Sgis = 16;
    private const uint CTLR_Implemented = 0x1F | (1 << 9);

    /// <summary>A Group 1 interrupt is pending that GICV_IAR must not acknowledge.</summary>
    private const uint Group1Pending = 1022;

    protected override uint Read(VirtualCpuInterface cpu, ulong offset) => offset switch
    {
        GicV2CpuInterface.CTLR => cpu.VMCR & CTLR_Implemented,
        GicV2CpuInterface.PMR => cpu.PMR,
        GicV2CpuInterface.BPR => cpu.BPR0,
        GicV2CpuInterface.IAR => Acknowledge(cpu),
        GicV2CpuInterface.RPR => cpu.RunningPriority,
        GicV2CpuInterface.HPPIR => HighestPending(cpu),
        GicV2CpuInterface.ABPR => cpu.OwnBpr1,
        GicV2CpuInterface.AIAR => Acknowledge(cpu, group: 1),
        GicV2CpuInterface.AHPPIR => HighestPending(cpu, group: 1),
        GicV2CpuInterface.APR0 => cpu.AP0R,
        GicV2CpuInterface.IIDR => GicV2CpuInterface.IIDRValue,
        _ => 0,
    };

    protected override void Write(VirtualCpuInterface cpu, ulong offset, uint value)
    {
        int id = (int)(value & InterruptId);
        switch (offset)
        {
            case GicV2CpuInterface.CTLR: cpu.SetVMCR((cpu.VMCR & ~CTLR_Implemented) | (value & CTLR_Implemented)); break;
            case GicV2CpuInterface.PMR: cpu.PMR = value & 0xFF; break;
            case GicV2CpuInterface.BPR: cpu.BPR0 = value & 7; break;
            case GicV2CpuInterface.ABPR: cpu.OwnBpr1 = value & 7; break;
            case GicV2CpuInterface.EOIR: EndOfInterrupt(cpu, id); break;
            case GicV2CpuInterface.AEOIR: cpu.EndOfInterrupt(id, group: 1); break;
            case GicV2CpuInterface.APR0: cpu.SetAP0R(value); break;
            case GicV2CpuInterface.DIR: cpu.Deactivate(id); break;
            default: break;
        }
    }

    /// <summary>GICV_IAR acknowledges Group 1 only with AckCtl; else it tells that one is pending.</summary>
    private static uint Acknowledge(VirtualCpuInterface cpu)
        => !cpu.AnyPending(out int group) ? GicState.Spurious
            : group == 0 || cpu.AckCtl ? Acknowledge(cpu, group)
            : cpu.CanSignalBest ? Group1Pending
            : GicState.Spurious;

    /// <summary>An SGI of a list register without a physical interrupt tells the sender that the hypervisor put there.</summary>
    private static uint Acknowledge(VirtualCpuInterface cpu, int group)
    {
        uint sender = cpu.HighestPendingSender;
        uint id = (uint)cpu.Acknowledge(group);
        return id < Sgis ? id | (sender << 10) : id;
    }

    private static uint HighestPending(VirtualCpuInterface cpu)
        => !cpu.AnyPending(out int group) ? GicState.Spurious
            : group == 0 || cpu.AckCtl ? HighestPending(cpu, group)
            : Group1Pending;

    private static uint HighestPending(VirtualCpuInterface cpu, int group)
    {
        uint id = (uint)cpu.HighestPending(group);
        return id < Sgis ? id | (cpu.HighestPendingSender << 10) : id;
    }

    private static void EndOfInterrupt(VirtualCpuInterface cpu, int id)
    {
        int group = cpu.ActiveGroup(id) ?? 0;
        if (group == 0 || cpu.AckCtl)
        {
            cpu.EndOfInterrupt(id, group);
        }
    }
}
