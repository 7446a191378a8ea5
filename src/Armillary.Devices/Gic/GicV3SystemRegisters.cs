using Armillary.Core.State;
using static Armillary.Devices.Gic.GicV3Registers;

namespace Armillary.Devices.Gic;

/// <summary>The system registers of one vCPU's CPU interfaces: ICC_* (IHI 0069, 12.2), and with EL2 those of the virtual one.</summary>
internal sealed class GicV3SystemRegisters(GicState gic, CpuInterface cpu) : ISystemRegisterBank
{
    /// <summary>SRE, DFB and DIB read as one: there is no memory-mapped CPU interface and no bypass.</summary>
    private const ulong SRE = 0b111;

    /// <summary>As <see cref="SRE"/>, and Enable: lower levels are not trapped, as where SRE is RAO/WI it may be (12.2.23).</summary>
    private const ulong SRE_EL2 = 0b1111;

    public BankOutcome Read(uint encoding, in VcpuState state, out ulong value)
    {
        BankOutcome outcome = Route(encoding, in state, out bool isVirtual);
        value = 0;
        if (outcome != BankOutcome.Done)
        {
            return outcome;
        }

        bool done;
        if (isVirtual)
        {
            done = IsHypervisors(encoding) ? TryReadHypervisor(encoding, out value) : GicV3HypervisorRegisters.TryReadGuest(cpu.Virtual!, encoding, out value);
        }
        else
        {
            lock (gic.Gate)
            {
                done = TryRead(encoding, out value);
            }
        }

        return done ? BankOutcome.Done : BankOutcome.Undefined;
    }

    public BankOutcome Write(uint encoding, in VcpuState state, ulong value)
    {
        BankOutcome outcome = Route(encoding, in state, out bool isVirtual);
        if (outcome != BankOutcome.Done)
        {
            return outcome;
        }

        bool done;
        if (isVirtual)
        {
            done = IsHypervisors(encoding)
                ? encoding == ICC_SRE_EL2 || GicV3HypervisorRegisters.TryWriteHypervisor(cpu.Virtual!, encoding, value)
                : GicV3HypervisorRegisters.TryWriteGuest(cpu.Virtual!, encoding, value);
        }
        else
        {
            lock (gic.Gate)
            {
                done = TryWrite(encoding, value);
            }
        }

        return done ? BankOutcome.Done : BankOutcome.Undefined;
    }

    public void StateChanged(in VcpuState state)
    {
        // One security state: nothing depends on it.
    }

    /// <summary>Registers with op1 = 4: ICH_* and ICC_SRE_EL2.</summary>
    private static bool IsHypervisors(uint encoding) => (encoding & 0xF800) == 0xE000;

    /// <summary>
    /// Who answers an access: the virtual CPU interface, which needs no lock (<paramref name="isVirtual"/>), the physical one, or a higher level that
    /// traps it. The order is that of the accessors in IHI 0069, 12.2.
    /// </summary>
    private BankOutcome Route(uint encoding, in VcpuState state, out bool isVirtual)
    {
        isVirtual = false;
        if (IsHypervisors(encoding))
        {
            isVirtual = cpu.Virtual is not null;
            return isVirtual ? BankOutcome.Done : BankOutcome.Undefined;
        }

        Kind kind = KindOf(encoding);
        if (kind is Kind.None or Kind.Enable)
        {
            return BankOutcome.Done;
        }

        if (state.EL == 1 && state.EL2Enabled && cpu.Virtual is { } virtualCpu)
        {
            uint traps = kind switch
            {
                Kind.Group0 => VirtualCpuInterface.HCR_TALL0,
                Kind.Group1 => VirtualCpuInterface.HCR_TALL1,
                Kind.Deactivate => VirtualCpuInterface.HCR_TC | VirtualCpuInterface.HCR_TDIR,
                _ => VirtualCpuInterface.HCR_TC,
            };
            bool redirected = kind switch
            {
                Kind.Group0 => state.VirtualFiq,
                Kind.Group1 => state.VirtualIrq,
                _ => state.VirtualFiq || state.VirtualIrq,
            };
            if ((virtualCpu.HCR & traps) != 0 || (redirected && kind == Kind.Generate))
            {
                return BankOutcome.TrapEL2;
            }

            if (redirected)
            {
                isVirtual = true;
                return BankOutcome.Done;
            }
        }

        bool toEL3 = kind switch
        {
            Kind.Group0 => state.FiqToEL3,
            Kind.Group1 => state.IrqToEL3,
            _ => state.FiqToEL3 && state.IrqToEL3,
        };
        return toEL3 && state.EL < 3 ? BankOutcome.TrapEL3 : BankOutcome.Done;
    }

    private bool TryReadHypervisor(uint encoding, out ulong value)
    {
        if (encoding == ICC_SRE_EL2)
        {
            value = SRE_EL2;
            return true;
        }

        return GicV3HypervisorRegisters.TryReadHypervisor(cpu.Virtual!, encoding, out value);
    }

    private bool TryRead(uint encoding, out ulong value)
    {
        switch (encoding)
        {
            case ICC_IAR1_EL1: value = (ulong)cpu.Acknowledge(group: 1); return true;
            case ICC_IAR0_EL1: value = (ulong)cpu.Acknowledge(group: 0); return true;
            case ICC_PMR_EL1: value = (ulong)cpu.PMR; return true;
            case ICC_RPR_EL1: value = (ulong)cpu.RunningPriority; return true;
            case ICC_HPPIR0_EL1: value = (ulong)cpu.HighestPending(group: 0); return true;
            case ICC_HPPIR1_EL1: value = (ulong)cpu.HighestPending(group: 1); return true;
            case ICC_BPR0_EL1: value = (ulong)cpu.BPR0; return true;
            case ICC_BPR1_EL1: value = (ulong)cpu.BPR1; return true;
            case ICC_AP0R0_EL1: value = cpu.AP0R; return true;
            case ICC_AP1R0_EL1: value = cpu.AP1R; return true;
            case ICC_CTLR_EL1: value = CTLR_Fixed | (cpu.CBPR ? CTLR_CBPR : 0) | (cpu.EOImode ? CTLR_EOImode : 0); return true;
            case ICC_SRE_EL1: value = SRE; return true;
            case ICC_IGRPEN0_EL1: value = cpu.EnableGrp0 ? 1UL : 0; return true;
            case ICC_IGRPEN1_EL1: value = cpu.EnableGrp1 ? 1UL : 0; return true;
            default: value = 0; return false;
        }
    }

    private bool TryWrite(uint encoding, ulong value)
    {
        uint word = (uint)(value & uint.MaxValue);
        switch (encoding)
        {
            case ICC_EOIR1_EL1: cpu.EndOfInterrupt((int)(value & INTID), group: 1); return true;
            case ICC_EOIR0_EL1: cpu.EndOfInterrupt((int)(value & INTID), group: 0); return true;
            case ICC_PMR_EL1: cpu.SetPMR(word); return true;
            case ICC_DIR_EL1: DeactivateIfSplit((int)(value & INTID)); return true;
            case ICC_SGI1R_EL1: SendSgi(value, group: 1); return true;
            case ICC_SGI0R_EL1: SendSgi(value, group: 0); return true;

            // Secure Group 1 as seen from Non-secure state: no interrupt is in it while there is one security state.
            case ICC_ASGI1R_EL1: return true;
            case ICC_BPR0_EL1: cpu.SetBPR0(word); return true;
            case ICC_BPR1_EL1: cpu.SetBPR1(word); return true;
            case ICC_AP0R0_EL1: cpu.SetAP0R(word); return true;
            case ICC_AP1R0_EL1: cpu.SetAP1R(word); return true;
            case ICC_CTLR_EL1:
                cpu.CBPR = (value & CTLR_CBPR) != 0;
                cpu.EOImode = (value & CTLR_EOImode) != 0;
                cpu.Signal();
                return true;
            case ICC_SRE_EL1: return true;
            case ICC_IGRPEN0_EL1:
                cpu.EnableGrp0 = (value & 1) != 0;
                cpu.Refresh();
                return true;
            case ICC_IGRPEN1_EL1:
                cpu.EnableGrp1 = (value & 1) != 0;
                cpu.Refresh();
                return true;
            default: return false;
        }
    }

    private void DeactivateIfSplit(int intid)
    {
        if (cpu.EOImode)
        {
            cpu.Deactivate(intid);
        }
    }

    /// <summary>ICC_SGI0R, ICC_SGI1R: to the CPUs of one cluster that the target list names, or to all others (12.2.15).</summary>
    private void SendSgi(ulong value, int group)
    {
        int intid = (int)((value >> 24) & 15);
        bool allOthers = (value & (1UL << 40)) != 0;
        ulong cluster = ((value >> 16) & 0xFF) | ((value >> 24) & 0xFF00) | ((value >> 32) & 0xFF_0000);
        uint targets = (uint)(value & 0xFFFF);
        int range = (int)((value >> 44) & 15);
        for (int i = 0; i < gic.Cpus.Length; i++)
        {
            uint affinity = GicV3.Affinity(i);
            bool named = affinity >> 8 == cluster && range == 0 && ((targets >> (int)(affinity & 15)) & 1) != 0;
            if ((allOthers ? i != cpu.Index : named) && gic.Cpus[i].GroupOf(intid) == group)
            {
                gic.Private[i].Latch |= 1U << intid;
                gic.Cpus[i].Refresh();
            }
        }
    }
}
