using System.Numerics;
using Armillary.Core.Interrupts;

namespace Armillary.Devices.Gic;

/// <summary>
/// One vCPU's virtual CPU interface: list registers, the virtual machine's control register and active priorities, and what the
/// virtual machine does with them (IHI 0069, chapter 6; IHI 0048, chapter 5). Registers have the layout of ICH_*; the GICv2 views convert. All of it
/// belongs to the vCPU's own thread. Other state is touched only by deactivating a physical interrupt and by the maintenance interrupt's wire.
/// </summary>
/// <param name="physical">The same vCPU's physical CPU interface.</param>
/// <param name="vcpu">Takes the virtual interrupts.</param>
/// <param name="maintenance">The wire of the maintenance interrupt.</param>
/// <param name="version">The architecture: 2 or 3.</param>
internal sealed partial class VirtualCpuInterface(CpuInterface physical, IVcpuInterrupts vcpu, InterruptLine maintenance, int version)
{
    /// <summary>The most that the architecture has.</summary>
    public const int MaximumListRegisters = 16;

    // ICH_HCR_EL2.
    public const uint HCR_En = 1 << 0;
    public const uint HCR_UIE = 1 << 1;
    public const uint HCR_LRENPIE = 1 << 2;
    public const uint HCR_NPIE = 1 << 3;
    public const uint HCR_TC = 1 << 10;
    public const uint HCR_TALL0 = 1 << 11;
    public const uint HCR_TALL1 = 1 << 12;
    public const uint HCR_TDIR = 1 << 14;
    private const int HCR_VGrpIEShift = 4;
    private const uint HCR_EOIcount = 31U << 27;
    private const uint HCR_EOIcountOne = 1U << 27;

    // ICH_VMCR_EL2.
    private const uint VMCR_VENG0 = 1 << 0;
    private const uint VMCR_VENG1 = 1 << 1;
    private const uint VMCR_VAckCtl = 1 << 2;
    private const uint VMCR_VFIQEn = 1 << 3;
    private const uint VMCR_VCBPR = 1 << 4;
    private const uint VMCR_VEOIM = 1 << 9;
    private const int VMCR_VBPR1 = 18;
    private const int VMCR_VBPR0 = 21;
    private const int VMCR_VPMR = 24;

    // ICH_LR<n>_EL2.
    private const ulong LR_EOI = 1UL << 41;
    private const ulong LR_HW = 1UL << 61;
    private const ulong LR_Pending = 1UL << 62;
    private const ulong LR_Active = 1UL << 63;
    private const int LR_pINTID = 32;
    private const int LR_Priority = 48;
    private const int LR_Group = 60;

    /// <summary>State, HW, Group, 5 bits of priority, pINTID, 16 bits of vINTID.</summary>
    private const ulong LR_Implemented = 0xF0F8_1FFF_0000_FFFF;

    /// <summary>The smallest binary points that 5 preemption bits allow.</summary>
    private const uint MinimumBpr0 = 2;
    private const uint MinimumBpr1 = 3;

    private readonly ulong[] listRegisters = new ulong[version == 2 ? 4 : MaximumListRegisters];

    // A bit for each list register: State is not Invalid; State is Pending; State is Invalid and HW is 0 and EOI is 1.
    private uint valid;
    private uint pending;
    private uint ended;

    // The highest-priority pending list register of an enabled group, or -1.
    private int best = -1;
    private bool irq;
    private bool fiq;

    /// <summary>How many list registers there are.</summary>
    public int Count => listRegisters.Length;

    /// <summary>ICH_HCR_EL2.</summary>
    public uint HCR { get; private set; }

    /// <summary>ICH_VMCR_EL2.</summary>
    public uint VMCR { get; private set; }

    /// <summary>ICH_AP0R0_EL2: bit n stands for priority n * 8. A GICv2 has one for both groups (GICH_APR): this one.</summary>
    public uint AP0R { get; private set; }

    /// <summary>ICH_AP1R0_EL2.</summary>
    public uint AP1R { get; private set; }

    /// <summary>ICH_EISR_EL2.</summary>
    public uint EISR => ended;

    /// <summary>ICH_ELRSR_EL2: list registers that hold nothing, not even an EOI that wants to be told.</summary>
    public uint ELRSR => ~(valid | ended) & ((1U << Count) - 1);

    /// <summary>ICH_MISR_EL2.</summary>
    public uint MISR
    {
        get
        {
            uint misr = ended != 0 ? 1U : 0;
            misr |= (HCR & HCR_UIE) != 0 && BitOperations.PopCount(valid) <= 1 ? 1U << 1 : 0;
            misr |= (HCR & HCR_LRENPIE) != 0 && (HCR & HCR_EOIcount) != 0 ? 1U << 2 : 0;
            misr |= (HCR & HCR_NPIE) != 0 && pending == 0 ? 1U << 3 : 0;

            // VGrp0E, VGrp0D, VGrp1E, VGrp1D: each group's enable, and its inverse.
            uint enables = (VMCR & VMCR_VENG0) != 0 ? 0b0001U : 0b0010;
            enables |= (VMCR & VMCR_VENG1) != 0 ? 0b0100U : 0b1000;
            return misr | (((HCR >> HCR_VGrpIEShift) & enables) << 4);
        }
    }

    public void SetHCR(ulong value)
    {
        const uint implemented = 0xFFU | HCR_EOIcount;
        HCR = (uint)(value & uint.MaxValue) & (version == 2 ? implemented : implemented | HCR_TC | HCR_TALL0 | HCR_TALL1 | HCR_TDIR);
        Update();
    }

    public void SetVMCR(ulong value)
    {
        uint word = (uint)(value & uint.MaxValue);
        uint bits = word & (VMCR_VENG0 | VMCR_VENG1 | VMCR_VCBPR | VMCR_VEOIM | 0xF800_0000);

        // Without a memory-mapped interface Group 0 is always FIQ, and only Group 1's registers acknowledge Group 1.
        bits |= version == 2 ? word & (VMCR_VAckCtl | VMCR_VFIQEn) : VMCR_VFIQEn;
        bits |= Math.Max((word >> VMCR_VBPR0) & 7, MinimumBpr0) << VMCR_VBPR0;
        VMCR = bits | (Math.Max((word >> VMCR_VBPR1) & 7, MinimumBpr1) << VMCR_VBPR1);
        Update();
    }

    public void SetAP0R(ulong value)
    {
        AP0R = (uint)(value & uint.MaxValue);
        Update();
    }

    public void SetAP1R(ulong value)
    {
        AP1R = (uint)(value & uint.MaxValue);
        Update();
    }

    /// <summary>ICH_LR&lt;n&gt;_EL2. <paramref name="number"/> is below <see cref="Count"/>.</summary>
    public ulong ListRegister(int number) => listRegisters[number];

    /// <summary>Writes ICH_LR&lt;n&gt;_EL2.</summary>
    public void SetListRegister(int number, ulong value)
    {
        Store(number, value & LR_Implemented);
        Update();
    }

    public void Reset()
    {
        Array.Clear(listRegisters);
        valid = pending = ended = 0;
        HCR = AP0R = AP1R = 0;
        SetVMCR(0);
    }

    private void Store(int number, ulong value)
    {
        uint bit = 1U << number;
        listRegisters[number] = value;
        valid = (value & (LR_Active | LR_Pending)) != 0 ? valid | bit : valid & ~bit;
        pending = (value & (LR_Active | LR_Pending)) == LR_Pending ? pending | bit : pending & ~bit;
        ended = (value & (LR_Active | LR_Pending | LR_HW | LR_EOI)) == LR_EOI ? ended | bit : ended & ~bit;
    }

    /// <summary>After every change: the virtual interrupts' levels and the maintenance interrupt's.</summary>
    private void Update()
    {
        best = -1;
        uint priority = 0x100;
        uint groups = VMCR & (VMCR_VENG0 | VMCR_VENG1);
        for (uint rest = groups == 0 ? 0 : pending; rest != 0; rest &= rest - 1)
        {
            int number = BitOperations.TrailingZeroCount(rest);
            ulong value = listRegisters[number];
            if (((groups >> GroupOf(value)) & 1) != 0 && PriorityOf(value) < priority)
            {
                best = number;
                priority = PriorityOf(value);
            }
        }

        bool signal = best >= 0 && CanSignalBest;
        bool toFiq = signal && GroupOf(listRegisters[best]) == 0 && (VMCR & VMCR_VFIQEn) != 0;
        bool newIrq = signal && !toFiq;
        if (newIrq != irq)
        {
            irq = newIrq;
            vcpu.SetVirtualIrq(newIrq);
        }

        if (toFiq != fiq)
        {
            fiq = toFiq;
            vcpu.SetVirtualFiq(toFiq);
        }

        bool wanted = (HCR & HCR_En) != 0 && MISR != 0;
        if (wanted != maintenance.Level)
        {
            maintenance.Set(wanted);
        }
    }

    private static int GroupOf(ulong listRegister) => (int)(listRegister >> LR_Group) & 1;

    private static uint PriorityOf(ulong listRegister) => (uint)(listRegister >> LR_Priority) & 0xFF;

    private static int VirtualIntId(ulong listRegister) => (int)(listRegister & 0xFFFF);
}
