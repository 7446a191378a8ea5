using static Armillary.Devices.Gic.GicV3Registers;

namespace Armillary.Devices.Gic;

/// <summary>
/// The views of a GICv3's <see cref="VirtualCpuInterface"/> as system registers: ICH_* for EL2 (IHI 0069, 12.4), ICV_* for the virtual machine (12.3).
/// With 5 preemption bits there is one ICH_AP0R and one ICH_AP1R; the others are UNDEFINED.
/// </summary>
internal static class GicV3HypervisorRegisters
{
    /// <summary>16 list registers, separate trap of ICV_DIR, no direct injection, A3V, 16 ID bits, 5 preemption and priority bits.</summary>
    private const ulong ICH_VTR = 15 | (1 << 19) | (1 << 20) | (1 << 21) | (4UL << 26) | (4UL << 29);

    public static bool TryReadHypervisor(VirtualCpuInterface cpu, uint encoding, out ulong value)
    {
        if (encoding is >= ICH_LR0_EL2 and <= ICH_LR15_EL2)
        {
            value = cpu.ListRegister((int)(encoding & 15));
            return true;
        }

        switch (encoding)
        {
            case ICH_HCR_EL2: value = cpu.HCR; return true;
            case ICH_VMCR_EL2: value = cpu.VMCR; return true;
            case ICH_AP0R0_EL2: value = cpu.AP0R; return true;
            case ICH_AP1R0_EL2: value = cpu.AP1R; return true;
            case ICH_ELRSR_EL2: value = cpu.ELRSR; return true;
            case ICH_EISR_EL2: value = cpu.EISR; return true;
            case ICH_MISR_EL2: value = cpu.MISR; return true;
            case ICH_VTR_EL2: value = ICH_VTR; return true;
            default: value = 0; return false;
        }
    }

    public static bool TryWriteHypervisor(VirtualCpuInterface cpu, uint encoding, ulong value)
    {
        if (encoding is >= ICH_LR0_EL2 and <= ICH_LR15_EL2)
        {
            cpu.SetListRegister((int)(encoding & 15), value);
            return true;
        }

        switch (encoding)
        {
            case ICH_HCR_EL2: cpu.SetHCR(value); return true;
            case ICH_VMCR_EL2: cpu.SetVMCR(value); return true;
            case ICH_AP0R0_EL2: cpu.SetAP0R(value); return true;
            case ICH_AP1R0_EL2: cpu.SetAP1R(value); return true;
            default: return false;
        }
    }

    public static bool TryReadGuest(VirtualCpuInterface cpu, uint encoding, out ulong value)
    {
        switch (encoding)
        {
            case ICC_IAR1_EL1: value = (ulong)cpu.Acknowledge(group: 1); return true;
            case ICC_IAR0_EL1: value = (ulong)cpu.Acknowledge(group: 0); return true;
            case ICC_PMR_EL1: value = cpu.PMR; return true;
            case ICC_RPR_EL1: value = cpu.RunningPriority; return true;
            case ICC_HPPIR0_EL1: value = (ulong)cpu.HighestPending(group: 0); return true;
            case ICC_HPPIR1_EL1: value = (ulong)cpu.HighestPending(group: 1); return true;
            case ICC_BPR0_EL1: value = cpu.BPR0; return true;
            case ICC_BPR1_EL1: value = cpu.BPR1; return true;
            case ICC_AP0R0_EL1: value = cpu.AP0R; return true;
            case ICC_AP1R0_EL1: value = cpu.AP1R; return true;
            case ICC_CTLR_EL1: value = CTLR_Fixed | (cpu.CBPR ? CTLR_CBPR : 0) | (cpu.EOImode ? CTLR_EOImode : 0); return true;
            case ICC_IGRPEN0_EL1: value = cpu.EnableGrp0 ? 1UL : 0; return true;
            case ICC_IGRPEN1_EL1: value = cpu.EnableGrp1 ? 1UL : 0; return true;
            default: value = 0; return false;
        }
    }

    public static bool TryWriteGuest(VirtualCpuInterface cpu, uint encoding, ulong value)
    {
        switch (encoding)
        {
            case ICC_EOIR1_EL1: cpu.EndOfInterrupt((int)(value & INTID), group: 1); return true;
            case ICC_EOIR0_EL1: cpu.EndOfInterrupt((int)(value & INTID), group: 0); return true;
            case ICC_DIR_EL1: cpu.Deactivate((int)(value & INTID)); return true;
            case ICC_PMR_EL1: cpu.PMR = (uint)(value & 0xFF); return true;
            case ICC_BPR0_EL1: cpu.BPR0 = (uint)(value & 7); return true;
            case ICC_BPR1_EL1: cpu.BPR1 = (uint)(value & 7); return true;
            case ICC_AP0R0_EL1: cpu.SetAP0R(value); return true;
            case ICC_AP1R0_EL1: cpu.SetAP1R(value); return true;
            case ICC_CTLR_EL1: cpu.SetControl((value & CTLR_CBPR) != 0, (value & CTLR_EOImode) != 0); return true;
            case ICC_IGRPEN0_EL1: cpu.EnableGrp0 = (value & 1) != 0; return true;
            case ICC_IGRPEN1_EL1: cpu.EnableGrp1 = (value & 1) != 0; return true;
            default: return false;
        }
    }
}
