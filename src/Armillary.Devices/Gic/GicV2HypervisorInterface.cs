namespace Armillary.Devices.Gic;

/// <summary>The GICH_* registers of a GICv2 (IHI 0048, 5.3), banked by the vCPU that accesses them.</summary>
internal sealed class GicV2HypervisorInterface(GicState state, GicV2Distributor distributor) : GicV2VirtualFrame(state, distributor)
{
    private const ulong HCR = 0x00;
    private const ulong VTR = 0x04;
    private const ulong VMCR = 0x08;
    private const ulong MISR = 0x10;
    private const ulong EISR0 = 0x20;
    private const ulong ELRSR0 = 0x30;
    private const ulong APR = 0xF0;
    private const ulong LR0 = 0x100;
    private const ulong LREnd = 0x200;

    /// <summary>4 list registers, 5 preemption and priority bits.</summary>
    private const uint VTRValue = 3 | (4 << 26) | (4U << 29);

    protected override uint Read(VirtualCpuInterface cpu, ulong offset) => offset switch
    {
        HCR => cpu.HCR,
        VTR => VTRValue,
        VMCR => cpu.VMCR,
        MISR => cpu.MISR,
        EISR0 => cpu.EISR,
        ELRSR0 => cpu.ELRSR,
        APR => cpu.AP0R,
        >= LR0 and < LREnd when ListRegister(cpu, offset) is >= 0 and var number => Pack(cpu.ListRegister(number)),
        _ => 0,
    };

    protected override void Write(VirtualCpuInterface cpu, ulong offset, uint value)
    {
        switch (offset)
        {
            case HCR: cpu.SetHCR(value); break;
            case VMCR: cpu.SetVMCR(value); break;
            case APR: cpu.SetAP0R(value); break;
            case >= LR0 and < LREnd when ListRegister(cpu, offset) is >= 0 and var number: cpu.SetListRegister(number, Unpack(value)); break;
            default: break;
        }
    }

    private static int ListRegister(VirtualCpuInterface cpu, ulong offset)
    {
        int number = (int)(offset - LR0) / 4;
        return offset % 4 == 0 && number < cpu.Count ? number : -1;
    }

    /// <summary>GICH_LR to ICH_LR: HW, Grp1, State, 5 bits of priority, PhysicalID (CPUID and EOI in it) and VirtualID.</summary>
    private static ulong Unpack(uint value)
        => (value & 0x3FF) | ((ulong)((value >> 10) & 0x3FF) << 32) | ((ulong)((value >> 23) & 0x1F) << 51) | ((ulong)((value >> 28) & 3) << 62)
            | ((ulong)((value >> 30) & 1) << 60) | ((ulong)(value >> 31) << 61);

    private static uint Pack(ulong value)
        => (uint)((value & 0x3FF) | (((value >> 32) & 0x3FF) << 10) | (((value >> 51) & 0x1F) << 23) | ((value >> 62) << 28)
            | (((value >> 60) & 1) << 30) | (((value >> 61) & 1) << 31));
}
