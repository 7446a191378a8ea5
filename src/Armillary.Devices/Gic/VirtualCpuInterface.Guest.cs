using System.Numerics;

namespace Armillary.Devices.Gic;

/// <content>What the virtual machine sees: ICV_*, GICV_*.</content>
internal sealed partial class VirtualCpuInterface
{
    private const uint IdlePriority = 0xFF;
    private const int FirstSpecial = 1020;
    private const int FirstLpi = 8192;

    /// <summary>One more than the highest INTID that 16 bits name.</summary>
    private const int IntIdEnd = 0x1_0000;

    public uint PMR
    {
        get => VMCR >> VMCR_VPMR;
        set => SetField(VMCR_VPMR, 0xFF, value);
    }

    public uint BPR0
    {
        get => (VMCR >> VMCR_VBPR0) & 7;
        set => SetField(VMCR_VBPR0, 7, value);
    }

    /// <summary>Group 1's own, common binary point or not: VMCR.VBPR1, whose alias GICV_ABPR is.</summary>
    public uint OwnBpr1
    {
        get => (VMCR >> VMCR_VBPR1) & 7;
        set => SetField(VMCR_VBPR1, 7, value);
    }

    /// <summary>With a common binary point it reads as that one plus one, saturated, and is not written.</summary>
    public uint BPR1
    {
        get => CBPR ? Math.Min(BPR0 + 1, 7) : OwnBpr1;
        set
        {
            if (!CBPR)
            {
                OwnBpr1 = value;
            }
        }
    }

    public bool EnableGrp0
    {
        get => (VMCR & VMCR_VENG0) != 0;
        set => SetVMCR(value ? VMCR | VMCR_VENG0 : VMCR & ~VMCR_VENG0);
    }

    public bool EnableGrp1
    {
        get => (VMCR & VMCR_VENG1) != 0;
        set => SetVMCR(value ? VMCR | VMCR_VENG1 : VMCR & ~VMCR_VENG1);
    }

    public bool CBPR => (VMCR & VMCR_VCBPR) != 0;

    public bool EOImode => (VMCR & VMCR_VEOIM) != 0;

    public bool AckCtl => (VMCR & VMCR_VAckCtl) != 0;

    public bool FIQEn => (VMCR & VMCR_VFIQEn) != 0;

    public void SetControl(bool cbpr, bool eoiMode)
        => SetVMCR((VMCR & ~(VMCR_VCBPR | VMCR_VEOIM)) | (cbpr ? VMCR_VCBPR : 0) | (eoiMode ? VMCR_VEOIM : 0));

    public uint RunningPriority
    {
        get
        {
            uint active = AP0R | AP1R;
            return active == 0 ? IdlePriority : (uint)BitOperations.TrailingZeroCount(active) << 3;
        }
    }

    /// <summary>Whether a list register of an enabled group is pending, and its group.</summary>
    public bool AnyPending(out int group)
    {
        group = best < 0 ? 0 : GroupOf(listRegisters[best]);
        return best >= 0;
    }

    /// <summary>Whether the highest-priority pending one may be taken now. Meaningful while there is one.</summary>
    public bool CanSignalBest
    {
        get
        {
            ulong value = listRegisters[best];
            uint priority = PriorityOf(value);
            uint mask = GroupMask(GroupOf(value)), running = RunningPriority;
            return (HCR & HCR_En) != 0 && priority < PMR && (running == IdlePriority || (priority & mask) < (running & mask));
        }
    }

    public int HighestPending(int group)
        => best >= 0 && GroupOf(listRegisters[best]) == group ? VirtualIntId(listRegisters[best]) : GicState.Spurious;

    /// <summary>The sender that a GICv2's list register names for the interrupt that would be acknowledged (GICH_LR.CPUID).</summary>
    public uint HighestPendingSender
        => best >= 0 && (listRegisters[best] & LR_HW) == 0 ? (uint)((listRegisters[best] >> LR_pINTID) & 7) : 0;

    /// <summary>ICV_IAR: pending becomes active, and the group priority active.</summary>
    public int Acknowledge(int group)
    {
        if (best < 0 || GroupOf(listRegisters[best]) != group || !CanSignalBest)
        {
            return GicState.Spurious;
        }

        ulong value = listRegisters[best] & ~LR_Pending;
        int intid = VirtualIntId(value);
        if (!IsSpecial(intid))
        {
            value |= LR_Active;
            uint level = 1U << (int)((PriorityOf(value) & GroupMask(group)) >> 3);
            if (group == 0 || version == 2)
            {
                AP0R |= level;
            }
            else
            {
                AP1R |= level;
            }
        }

        Store(best, value);
        Update();
        return intid;
    }

    /// <summary>ICV_EOIR: priority drop, and deactivation unless EOImode splits them.</summary>
    public void EndOfInterrupt(int intid, int group)
    {
        // With no priority active it is the implementation's choice not to look at the list registers.
        if (IsSpecial(intid) || intid >= IntIdEnd || (AP0R | AP1R) == 0)
        {
            return;
        }

        uint dropped = DropPriority();
        int number = FindActive(intid);
        bool deactivates = !EOImode || intid >= FirstLpi;
        if (number < 0)
        {
            CountEndOfInterrupt(deactivates, intid);
        }
        else if (deactivates && (version == 2 || (GroupOf(listRegisters[number]) == group && (PriorityOf(listRegisters[number]) & GroupMask(group)) == dropped)))
        {
            DeactivateListRegister(number);
        }

        Update();
    }

    /// <summary>ICV_DIR.</summary>
    public void Deactivate(int intid)
    {
        // LPIs have no active state, and without EOImode EOIR deactivates.
        if (!EOImode || intid >= FirstLpi || IsSpecial(intid))
        {
            return;
        }

        int number = FindActive(intid);
        if (number < 0)
        {
            CountEndOfInterrupt(deactivates: true, intid);
        }
        else
        {
            DeactivateListRegister(number);
        }

        Update();
    }

    /// <summary>The group of the active interrupt that a list register holds; null where none does.</summary>
    public int? ActiveGroup(int intid) => FindActive(intid) is >= 0 and var number ? GroupOf(listRegisters[number]) : null;

    private void SetField(int shift, uint mask, uint value) => SetVMCR((VMCR & ~(mask << shift)) | ((value & mask) << shift));

    private static bool IsSpecial(int intid) => intid is >= FirstSpecial and <= GicState.Spurious;

    /// <summary>The bits of a priority that take part in preemption.</summary>
    private uint GroupMask(int group)
    {
        uint bpr = group == 0 || CBPR ? BPR0 : ((VMCR >> VMCR_VBPR1) & 7) - 1;
        return 0xFF & ~((2U << (int)bpr) - 1);
    }

    /// <summary>Clears the highest active priority of both groups, and returns it.</summary>
    private uint DropPriority()
    {
        uint active = AP0R | AP1R;
        uint highest = 1U << BitOperations.TrailingZeroCount(active);
        if ((AP0R & highest) != 0)
        {
            AP0R &= ~highest;
        }
        else
        {
            AP1R &= ~highest;
        }

        return (uint)BitOperations.TrailingZeroCount(highest) << 3;
    }

    private int FindActive(int intid)
    {
        for (uint rest = valid & ~pending; rest != 0; rest &= rest - 1)
        {
            int number = BitOperations.TrailingZeroCount(rest);
            if (VirtualIntId(listRegisters[number]) == intid)
            {
                return number;
            }
        }

        return -1;
    }

    /// <summary>An interrupt was to be deactivated that no list register holds (ICH_HCR_EL2.EOIcount).</summary>
    private void CountEndOfInterrupt(bool deactivates, int intid)
    {
        if (deactivates && intid < FirstLpi)
        {
            HCR = (HCR & ~HCR_EOIcount) | (unchecked(HCR + HCR_EOIcountOne) & HCR_EOIcount);
        }
    }

    private void DeactivateListRegister(int number)
    {
        ulong value = listRegisters[number] & ~LR_Active;
        Store(number, value);
        int intid = (int)((value >> LR_pINTID) & (version == 2 ? 0x3FFUL : 0x1FFF));
        if ((value & LR_HW) != 0 && intid < FirstSpecial)
        {
            physical.DeactivateFromVirtual(intid);
        }
    }
}
