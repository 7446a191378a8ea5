using Armillary.Core.State;

namespace Armillary.Devices.Gic;

/// <summary>The ICC_* registers of one vCPU (IHI 0069, 12.2), for one security state and no EL2 or EL3.</summary>
internal sealed class GicV3SystemRegisters(GicState gic, CpuInterface cpu) : ISystemRegisterBank
{
    // op0 = 3, op1 = 0 for all of them.
    private const uint ICC_PMR_EL1 = 0xC000 | (4 << 7) | (6 << 3) | 0;
    private const uint ICC_IAR0_EL1 = 0xC000 | (12 << 7) | (8 << 3) | 0;
    private const uint ICC_EOIR0_EL1 = 0xC000 | (12 << 7) | (8 << 3) | 1;
    private const uint ICC_HPPIR0_EL1 = 0xC000 | (12 << 7) | (8 << 3) | 2;
    private const uint ICC_BPR0_EL1 = 0xC000 | (12 << 7) | (8 << 3) | 3;
    private const uint ICC_AP0R0_EL1 = 0xC000 | (12 << 7) | (8 << 3) | 4;
    private const uint ICC_AP1R0_EL1 = 0xC000 | (12 << 7) | (9 << 3) | 0;
    private const uint ICC_DIR_EL1 = 0xC000 | (12 << 7) | (11 << 3) | 1;
    private const uint ICC_RPR_EL1 = 0xC000 | (12 << 7) | (11 << 3) | 3;
    private const uint ICC_SGI1R_EL1 = 0xC000 | (12 << 7) | (11 << 3) | 5;
    private const uint ICC_ASGI1R_EL1 = 0xC000 | (12 << 7) | (11 << 3) | 6;
    private const uint ICC_SGI0R_EL1 = 0xC000 | (12 << 7) | (11 << 3) | 7;
    private const uint ICC_IAR1_EL1 = 0xC000 | (12 << 7) | (12 << 3) | 0;
    private const uint ICC_EOIR1_EL1 = 0xC000 | (12 << 7) | (12 << 3) | 1;
    private const uint ICC_HPPIR1_EL1 = 0xC000 | (12 << 7) | (12 << 3) | 2;
    private const uint ICC_BPR1_EL1 = 0xC000 | (12 << 7) | (12 << 3) | 3;
    private const uint ICC_CTLR_EL1 = 0xC000 | (12 << 7) | (12 << 3) | 4;
    private const uint ICC_SRE_EL1 = 0xC000 | (12 << 7) | (12 << 3) | 5;
    private const uint ICC_IGRPEN0_EL1 = 0xC000 | (12 << 7) | (12 << 3) | 6;
    private const uint ICC_IGRPEN1_EL1 = 0xC000 | (12 << 7) | (12 << 3) | 7;

    /// <summary>SRE, DFB and DIB read as one: there is no memory-mapped CPU interface and no bypass.</summary>
    private const ulong SRE = 0b111;

    private const uint CTLR_CBPR = 1 << 0;
    private const uint CTLR_EOImode = 1 << 1;

    /// <summary>PRIbits = 5, IDbits = 16, A3V = 1.</summary>
    private const uint CTLR_Fixed = (4 << 8) | (1 << 15);

    /// <summary>INTID field of EOIR and DIR.</summary>
    private const ulong INTID = 0xFF_FFFF;

    public BankOutcome Read(uint encoding, in VcpuState state, out ulong value)
    {
        lock (gic.Gate)
        {
            return TryRead(encoding, out value) ? BankOutcome.Done : BankOutcome.Undefined;
        }
    }

    public BankOutcome Write(uint encoding, in VcpuState state, ulong value)
    {
        lock (gic.Gate)
        {
            return TryWrite(encoding, value) ? BankOutcome.Done : BankOutcome.Undefined;
        }
    }

    public void StateChanged(in VcpuState state)
    {
        // One security state: nothing depends on it.
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
