using Armillary.Core.State;
using static Armillary.Devices.Gic.GicV3Registers;

namespace Armillary.Devices.Gic;

/// <content>
/// The registers of the physical CPU interface, under the lock. With two security states an access has the copy of its own, EL3 the one that SCR_EL3.NS
/// names (IHI 0069, 4.6 and 12.2).
/// </content>
internal sealed partial class GicV3SystemRegisters
{
    /// <summary>Read at EL3 of Group 0's registers: a Secure or Non-secure Group 1 interrupt is pending instead (2.2.1).</summary>
    private const int SecurePending = 1020;
    private const int NonSecurePending = 1021;

    /// <summary>Non-secure priorities are the lower half of all.</summary>
    private const uint NonSecure0 = 0x80;

    private bool TryRead(uint encoding, in VcpuState state, out ulong value)
    {
        int group1 = Group1Of(in state);
        switch (encoding)
        {
            case ICC_IAR1_EL1: value = (ulong)cpu.Acknowledge(SeenGroup1(in state)); return true;
            case ICC_IAR0_EL1: value = (ulong)Group0(in state, acknowledge: true); return true;
            case ICC_PMR_EL1: value = SeenPriority((uint)cpu.PMR, in state); return true;
            case ICC_RPR_EL1: value = SeenPriority((uint)cpu.RunningPriority, in state); return true;
            case ICC_HPPIR0_EL1: value = (ulong)Group0(in state, acknowledge: false); return true;
            case ICC_HPPIR1_EL1: value = (ulong)cpu.HighestPending(SeenGroup1(in state)); return true;
            case ICC_BPR0_EL1: value = (ulong)cpu.BPR0; return true;
            case ICC_BPR1_EL1: value = (ulong)ReadBpr1(group1, in state); return true;
            case ICC_AP0R0_EL1: value = cpu.ActivePriorities(0); return true;
            case ICC_AP1R0_EL1: value = cpu.ActivePriorities(group1); return true;
            case ICC_CTLR_EL1:
                (bool common, bool split) = group1 == 1 ? (cpu.CBPR, cpu.EOImode) : (cpu.CBPRS, cpu.EOImodeS);
                value = CTLR_Fixed | (common ? CTLR_CBPR : 0) | (split ? CTLR_EOImode : 0);
                return true;
            case ICC_SRE_EL1: value = SRE; return true;
            case ICC_IGRPEN0_EL1: value = cpu.EnableGrp0 ? 1UL : 0; return true;
            case ICC_IGRPEN1_EL1: value = (group1 == 1 ? cpu.EnableGrp1 : cpu.EnableGrp1S) ? 1UL : 0; return true;
            case ICC_SRE_EL3: value = SRE_EL2; return true;
            case ICC_IGRPEN1_EL3: value = (cpu.EnableGrp1 ? 1UL : 0) | (cpu.EnableGrp1S ? 2UL : 0); return true;
            case ICC_CTLR_EL3:
                value = CTLR_Fixed | (cpu.CBPRS ? CTLR_EL3_CBPR_EL1S : 0) | (cpu.CBPR ? CTLR_EL3_CBPR_EL1NS : 0)
                    | (cpu.EOImodeEL3 ? CTLR_EL3_EOImode_EL3 : 0) | (cpu.EOImodeS ? CTLR_EL3_EOImode_EL1S : 0) | (cpu.EOImode ? CTLR_EL3_EOImode_EL1NS : 0);
                return true;
            default: value = 0; return false;
        }
    }

    private bool TryWrite(uint encoding, in VcpuState state, ulong value)
    {
        int group1 = Group1Of(in state);
        uint word = (uint)(value & uint.MaxValue);
        int intid = (int)(value & INTID);
        switch (encoding)
        {
            case ICC_EOIR1_EL1: cpu.EndOfInterrupt(intid, EndedGroup1(in state), Splits(in state), state.Secure); return true;
            case ICC_EOIR0_EL1 when SeesGroup0(in state): cpu.EndOfInterrupt(intid, group: 0, Splits(in state), state.Secure); return true;
            case ICC_EOIR0_EL1: return true;
            case ICC_PMR_EL1: WritePriorityMask(word, in state); return true;
            case ICC_DIR_EL1 when Splits(in state) && intid < gic.InterruptCount && MayDeactivate(cpu.GroupOf(intid), in state):
                cpu.Deactivate(intid);
                return true;
            case ICC_DIR_EL1: return true;
            case ICC_SGI1R_EL1: SendSgi(value, state.Secure && !gic.DS ? CpuInterface.Group1Secure : 1, in state); return true;
            case ICC_SGI0R_EL1: SendSgi(value, group: 0, in state); return true;

            // The other security state's Group 1; EL3 is Secure. There may be none.
            case ICC_ASGI1R_EL1 when !gic.DS: SendSgi(value, state.Secure ? 1 : CpuInterface.Group1Secure, in state); return true;
            case ICC_ASGI1R_EL1: return true;
            case ICC_BPR0_EL1: cpu.SetBPR0(word); return true;
            case ICC_BPR1_EL1: WriteBpr1(group1, word, in state); return true;
            case ICC_AP0R0_EL1: cpu.SetActivePriorities(0, word); return true;
            case ICC_AP1R0_EL1:
                // Non-secure state cannot claim a Secure priority, which would hold back Secure interrupts.
                cpu.SetActivePriorities(group1, group1 == 1 && !gic.DS ? word & 0xFFFF_0000 : word);
                return true;
            case ICC_CTLR_EL1: WriteControl(group1, word); return true;
            case ICC_SRE_EL1 or ICC_SRE_EL3: return true;
            case ICC_IGRPEN0_EL1: cpu.EnableGrp0 = (value & 1) != 0; break;
            case ICC_IGRPEN1_EL1 when group1 == 1: cpu.EnableGrp1 = (value & 1) != 0; break;
            case ICC_IGRPEN1_EL1: cpu.EnableGrp1S = (value & 1) != 0; break;
            case ICC_IGRPEN1_EL3: (cpu.EnableGrp1, cpu.EnableGrp1S) = ((value & 1) != 0, (value & 2) != 0); break;
            case ICC_CTLR_EL3:
                cpu.CBPRS = (word & CTLR_EL3_CBPR_EL1S) != 0;
                cpu.CBPR = (word & CTLR_EL3_CBPR_EL1NS) != 0;
                cpu.EOImodeEL3 = (word & CTLR_EL3_EOImode_EL3) != 0;
                cpu.EOImodeS = (word & CTLR_EL3_EOImode_EL1S) != 0;
                cpu.EOImode = (word & CTLR_EL3_EOImode_EL1NS) != 0;
                cpu.Signal();
                return true;
            default: return false;
        }

        // A group was enabled or disabled.
        gic.ChooseAnyCpu();
        cpu.Refresh();
        return true;
    }

    /// <summary>The group that an access's Group 1 registers are about.</summary>
    private int Group1Of(in VcpuState state) => state.SecureBelowEL3 && !gic.DS ? CpuInterface.Group1Secure : 1;

    /// <summary>EL3 takes Group 1 interrupts of either state (CheckGroup1ForSpecialIdentifiers).</summary>
    private int SeenGroup1(in VcpuState state)
        => state.EL == 3 && cpu.AnyPending && cpu.HighestPendingGroup != 0 ? cpu.HighestPendingGroup : Group1Of(in state);

    private int EndedGroup1(in VcpuState state) => state.EL == 3 && cpu.HighestActiveGroup is not 0 and var group ? group : Group1Of(in state);

    /// <summary>With two security states Group 0 is the Secure one's.</summary>
    private bool SeesGroup0(in VcpuState state) => gic.DS || state.Secure;

    private bool Splits(in VcpuState state) => state.EL == 3 ? cpu.EOImodeEL3 : Group1Of(in state) == 1 ? cpu.EOImode : cpu.EOImodeS;

    /// <summary>ICC_IAR0, ICC_HPPIR0: EL3 is told here whose another interrupt is (CheckGroup0ForSpecialIdentifiers).</summary>
    private int Group0(in VcpuState state, bool acknowledge)
    {
        if (!cpu.AnyPending || !SeesGroup0(in state) || (acknowledge && !cpu.CanSignalBest))
        {
            return GicState.Spurious;
        }

        return cpu.HighestPendingGroup switch
        {
            0 => acknowledge ? cpu.Acknowledge(group: 0) : cpu.HighestPending(group: 0),
            _ when state.EL != 3 => GicState.Spurious,
            CpuInterface.Group1Secure => SecurePending,
            _ => NonSecurePending,
        };
    }

    /// <summary>While EL3 takes FIQs, Non-secure state sees the lower half of the priorities as if it were all (4.8.1).</summary>
    private bool SeesHalf(in VcpuState state) => gic.HasSecurity && !state.Secure && state.FiqToEL3;

    private uint SeenPriority(uint priority, in VcpuState state)
        => !SeesHalf(in state) || priority == 0xFF ? priority
            : priority < NonSecure0 ? 0
            : (priority << 1) & 0xFF;

    private void WritePriorityMask(uint value, in VcpuState state)
    {
        if (!SeesHalf(in state))
        {
            cpu.SetPMR(value);
        }
        else if ((uint)cpu.PMR >= NonSecure0)
        {
            // What Secure state masked with a higher priority stays.
            cpu.SetPMR(NonSecure0 | ((value & 0xFF) >> 1));
        }
    }

    /// <summary>EL3 sees each copy itself; below it a common binary point shows.</summary>
    private int ReadBpr1(int group1, in VcpuState state)
        => state.EL == 3 ? cpu.OwnBpr(group1)
            : group1 == 1 ? cpu.BPR1
            : cpu.CBPRS ? cpu.BPR0 : cpu.OwnBpr(group1);

    private void WriteBpr1(int group1, uint value, in VcpuState state)
    {
        if (state.EL == 3)
        {
            cpu.SetOwnBpr(group1, value);
        }
        else if (group1 == 1)
        {
            cpu.SetBPR1(value);
        }
        else
        {
            cpu.SetOwnBpr(cpu.CBPRS ? 0 : group1, value);
        }
    }

    /// <summary>ICC_CTLR_EL1: with two security states CBPR is EL3's to choose (12.2.4).</summary>
    private void WriteControl(int group1, uint value)
    {
        if (gic.DS)
        {
            cpu.CBPR = (value & CTLR_CBPR) != 0;
        }

        if (group1 == 1)
        {
            cpu.EOImode = (value & CTLR_EOImode) != 0;
        }
        else
        {
            cpu.EOImodeS = (value & CTLR_EOImode) != 0;
        }

        cpu.Signal();
    }

    /// <summary>Who may deactivate an interrupt of a group (ICC_DIR_EL1; EL1's own accesses come here only where EL2 does not take the interrupts).</summary>
    private bool MayDeactivate(int group, in VcpuState state)
        => !gic.HasSecurity || state.EL == 3
            || (group, state.Secure) switch
            {
                (0, true) => !state.FiqToEL3,
                (0, false) => gic.DS && !state.FiqToEL3,
                (1, _) => !state.IrqToEL3,
                (_, var secure) => secure && !state.IrqToEL3,
            };

    /// <summary>ICC_SGI0R, ICC_SGI1R, ICC_ASGI1R: to the CPUs of one cluster that the target list names, or to all others (12.2.15).</summary>
    private void SendSgi(ulong value, int group, in VcpuState state)
    {
        int intid = (int)((value >> 24) & 15);
        bool allOthers = (value & (1UL << 40)) != 0;
        ulong cluster = ((value >> 16) & 0xFF) | ((value >> 24) & 0xFF00) | ((value >> 32) & 0xFF_0000);
        uint targets = (uint)(value & 0xFFFF);
        int range = (int)((value >> 44) & 15);
        bool nonSecure = !gic.DS && !state.Secure;
        for (int i = 0; i < gic.Cpus.Length; i++)
        {
            uint affinity = GicV3.Affinity(i);
            bool named = affinity >> 8 == cluster && range == 0 && ((targets >> (int)(affinity & 15)) & 1) != 0;
            if ((allOthers ? i != cpu.Index : named) && Takes(i, intid, group, nonSecure))
            {
                gic.Private[i].Latch |= 1U << intid;
                gic.Cpus[i].Refresh();
            }
        }
    }

    /// <summary>
    /// Whether an SGI is of the group there. For Secure Group 1 Group 0 will do; of both, Non-secure state may make those that GICR_NSACR lets it.
    /// </summary>
    private bool Takes(int target, int intid, int group, bool nonSecure)
    {
        int actual = gic.Cpus[target].GroupOf(intid);
        if (actual != group && !(group == CpuInterface.Group1Secure && actual == 0))
        {
            return false;
        }

        int allowed = (int)((gic.Private[target].NonSecureAccess >> (2 * intid)) & 3);
        return !nonSecure || actual == 1 || allowed >= (actual == 0 ? 1 : 2);
    }
}
