namespace Armillary.Devices.Gic;

/// <summary>
/// The GICC_* registers of a GICv2 with two security states as Non-secure accesses see them (IHI 0048, 4.4): Group 1 under the names that a GIC with
/// one state has, and the lower half of the priorities as if it were all. Under <see cref="GicState.Gate"/>.
/// </summary>
internal sealed class GicV2NonSecureInterface(GicState state, GicV2Distributor distributor)
{
    private const uint CTLR_EnableGrp1 = 1 << 0;
    private const uint CTLR_EOImodeNS = 1 << 9;
    private const uint InterruptId = 0x3FF;
    private const int Sgis = 16;
    private const uint NonSecure0 = 0x80;
    private const uint IdlePriority = 0xFF;

    public uint Read(CpuInterface cpu, ulong offset) => offset switch
    {
        GicV2CpuInterface.CTLR => (cpu.EnableGrp1 ? CTLR_EnableGrp1 : 0) | (cpu.EOImode ? CTLR_EOImodeNS : 0),
        GicV2CpuInterface.PMR => Half((uint)cpu.PMR),
        GicV2CpuInterface.BPR => (uint)cpu.BPR1,
        GicV2CpuInterface.IAR => Acknowledge(cpu),
        GicV2CpuInterface.RPR => Half((uint)cpu.RunningPriority),
        GicV2CpuInterface.HPPIR => (uint)cpu.HighestPending(group: 1),
        GicV2CpuInterface.APR0 => cpu.AP1R >> 16,
        GicV2CpuInterface.IIDR => GicV2CpuInterface.IIDRValue,
        _ => 0,
    };

    public void Write(CpuInterface cpu, ulong offset, uint value)
    {
        int id = (int)(value & InterruptId);
        switch (offset)
        {
            case GicV2CpuInterface.CTLR:
                cpu.EnableGrp1 = (value & CTLR_EnableGrp1) != 0;
                cpu.EOImode = (value & CTLR_EOImodeNS) != 0;
                cpu.Refresh();
                break;

            // What Secure state masked with a higher priority stays.
            case GicV2CpuInterface.PMR when (uint)cpu.PMR >= NonSecure0: cpu.SetPMR(NonSecure0 | ((value & 0xFF) >> 1)); break;
            case GicV2CpuInterface.BPR: cpu.SetBPR1(value); break;
            case GicV2CpuInterface.EOIR: cpu.EndOfInterrupt(id, group: 1, cpu.EOImode); break;
            case GicV2CpuInterface.APR0: cpu.SetAP1R((cpu.AP1R & 0xFFFF) | ((value & 0xFFFF) << 16)); break;
            case GicV2CpuInterface.DIR when cpu.EOImode && id < state.InterruptCount && cpu.GroupOf(id) == 1: cpu.Deactivate(id); break;
            default: break;
        }
    }

    private uint Acknowledge(CpuInterface cpu)
    {
        int id = cpu.Acknowledge(group: 1);
        return id < Sgis ? (uint)id | ((uint)distributor.TakeSender(cpu.Index, id) << 10) : (uint)id;
    }

    private static uint Half(uint priority) => priority == IdlePriority ? priority : priority < NonSecure0 ? 0 : (priority << 1) & 0xFF;
}
