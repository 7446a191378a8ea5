using Armillary.Arm.State;
using Armillary.Arm.SystemRegisters;
using Armillary.Core.State;

namespace Armillary.Arm;

/// <content>System registers: their storage, and MRS and MSR (DDI 0487, C5 and D19).</content>
public sealed partial class Cpu
{
    /// <summary>How many breakpoints ID_AA64DFR0_EL1 announces.</summary>
    internal const int Breakpoints = 6;

    /// <summary>How many watchpoints ID_AA64DFR0_EL1 announces.</summary>
    internal const int Watchpoints = 4;

    /// <summary>RES1 in Armv8.0, besides SPAN and TSCXT, which features make controls.</summary>
    private const ulong SCTLR_Ones = SCTLR.LSMAOE | SCTLR.nTLSMD | SCTLR.EIS | SCTLR.EOS;

    /// <summary>SCTLR_ELx after reset: everything off, nothing trapping.</summary>
    internal const ulong SCTLR_Reset = SCTLR_Ones | SCTLR.SPAN | SCTLR.TSCXT | SCTLR.nTWE | SCTLR.nTWI | SCTLR.SA | SCTLR.SA0;

    internal ulong SCTLR_EL1, CPACR_EL1, PAR_EL1, MAIR_EL1, CONTEXTIDR_EL1, CSSELR_EL1, DISR_EL1, CNTKCTL_EL1, CNTFRQ_EL0;
    internal ulong SCXTNUM_EL0, SCXTNUM_EL1, SCXTNUM_EL2, SCXTNUM_EL3;
    internal ulong OSDTRRX_EL1, OSDTRTX_EL1, OSECCR_EL1, MDCCINT_EL1, MDSCR_EL1, OSLSR_EL1, DBGCLAIM;
    internal ulong VPIDR_EL2, VMPIDR_EL2, SCTLR_EL2, HCR_EL2, MDCR_EL2, CPTR_EL2, HSTR_EL2, VTTBR_EL2,
        VTCR_EL2, VSTTBR_EL2, VSTCR_EL2, HPFAR_EL2, MAIR_EL2, CONTEXTIDR_EL2, CNTHCTL_EL2, VSESR_EL2, VDISR_EL2;
    internal ulong SCTLR_EL3, SCR_EL3, CPTR_EL3, MDCR_EL3, TTBR0_EL3, TCR_EL3, MAIR_EL3, TPIDR_EL3;
    internal readonly ulong[] DBGBVR = new ulong[Breakpoints], DBGBCR = new ulong[Breakpoints];
    internal readonly ulong[] DBGWVR = new ulong[Watchpoints], DBGWCR = new ulong[Watchpoints];

    /// <summary>Whether a GICv3 CPU interface answers at ICC_*_EL1 (ID_AA64PFR0_EL1.GIC). The board sets it.</summary>
    public bool HasGicSystemRegisters { get; set; } = true;

    /// <summary>MPIDR_EL1: sixteen CPUs to a cluster (Aff0), as GICv3's target lists address them.</summary>
    public ulong MPIDR_EL1 => 0x8000_0000 | ((ulong)Index & 15) | ((ulong)(Index >> 4) << 8);

    /// <summary>FPCR. The write mask follows the announced features.</summary>
    public ulong FPCR
    {
        get => Native.Integer(Slots.FPCR);
        set
        {
            // AHP, DN, FZ, RMode; FZ16 with FEAT_FP16. Trapped exceptions are not implemented: RAZ/WI.
            Native.Integer(Slots.FPCR) = value & (0x07C0_0000UL | (Model.Has(Features.FP16) ? 1UL << 19 : 0));
            Host.FpControlChanged(this);
            ControlsChanged(translation: false);
        }
    }

    /// <summary>FPSR, with what generated code has gathered in the host's status.</summary>
    public ulong FPSR
    {
        get => fpsr | (Host.ReadFpStatus(this) & FpsrMask);
        set
        {
            Host.ClearFpStatus(this);
            fpsr = value & FpsrMask;
        }
    }

    private ulong fpsr;

    private const ulong FpsrMask = 0x0800_009F; // QC; IDC, IXC, UFC, OFC, DZC, IOC

    internal ulong ISR_EL1
    {
        get
        {
            // An interrupt that EL2 takes is not EL1's to see: there the virtual one shows.
            int lines = Volatile.Read(ref InterruptWatch);
            ulong hidden = PSTATE.EL == 1 && EL2Enabled ? HCR_EL2 & (HCR.IMO | HCR.FMO | HCR.AMO) : 0;
            return Bit((lines & 1) != 0 && (hidden & HCR.IMO) == 0, 7) | Bit((lines & 2) != 0 && (hidden & HCR.FMO) == 0, 6)
                | Bit((lines & 4) != 0 && (hidden & HCR.AMO) == 0, 8) | PendingVirtualStatus();
        }
    }

    /// <summary>MRS at PC: the value, or an exception (false).</summary>
    public bool TryReadSystemRegister(uint encoding, uint rt, out ulong value)
    {
        SystemRegisterRow? row = FindRow(encoding);
        if (row is null)
        {
            value = 0;
            if (TryTrapBank(encoding, rt, read: true))
            {
                return false;
            }

            BankOutcome outcome = BankLevel(encoding) <= PSTATE.EL ? Host.ReadBank(this, encoding, VcpuState, out value) : BankOutcome.Undefined;
            if (outcome != BankOutcome.Undefined)
            {
                return FinishBankAccess(outcome, encoding, rt, read: true);
            }
        }
        else if (Allowed(row, row.ReadEL, write: false, out int trap))
        {
            value = Accessed(row).Get(this);
            return true;
        }
        else if (trap > 0)
        {
            value = 0;
            TakeSystemRegisterTrap(trap, encoding, rt, read: true);
            return false;
        }

        value = 0;
        TakeUndefinedAccess(encoding, rt, read: true);
        return false;
    }

    /// <summary>MSR (register) at PC. False: an exception was taken.</summary>
    public bool TryWriteSystemRegister(uint encoding, uint rt, ulong value)
    {
        SystemRegisterRow? row = FindRow(encoding);
        if (row is null)
        {
            if (TryTrapBank(encoding, rt, read: false))
            {
                return false;
            }

            BankOutcome outcome = BankLevel(encoding) <= PSTATE.EL ? Host.WriteBank(this, encoding, VcpuState, value) : BankOutcome.Undefined;
            if (outcome != BankOutcome.Undefined)
            {
                return FinishBankAccess(outcome, encoding, rt, read: false);
            }
        }
        else if (Allowed(row, row.WriteEL, write: true, out int trap))
        {
            Accessed(row).Set(this, value);
            Apply(row);
            return true;
        }
        else if (trap > 0)
        {
            TakeSystemRegisterTrap(trap, encoding, rt, read: false);
            return false;
        }

        TakeUndefinedAccess(encoding, rt, read: false);
        return false;
    }

    /// <summary>A register's value by its manual name without access checks, for debuggers; null if there is none.</summary>
    public ulong? PeekSystemRegister(string name)
        => SystemRegisterTable.Rows.FirstOrDefault(r => r.Name == name) is { } row ? row.Get(this) : null;

    // At EL2 with E2H the names of EL1 registers mean EL2's.
    private SystemRegisterRow? FindRow(uint encoding)
    {
        SystemRegisterRow? row = SystemRegisterTable.Find(encoding);
        return row is { InHost: not 0 } && PSTATE.EL == 2 && (HCR_EL2 & HCR.E2H) != 0 ? SystemRegisterTable.Find(HostEncoding(row)) : row;
    }

    // EL0 of the host has EL2's timers by EL0's names, with the permissions that those names have.
    private SystemRegisterRow Accessed(SystemRegisterRow row)
        => row.InHost != 0 && PSTATE.EL == 0 && EL0InHost ? SystemRegisterTable.Find(HostEncoding(row))! : row;

    // A host in Secure state has Secure EL2's timers.
    private uint HostEncoding(SystemRegisterRow row) => row.InSecureHost != 0 && Secure ? row.InSecureHost : row.InHost;

    private void Apply(SystemRegisterRow row)
    {
        if (row.OfEL1 && TranslationEL != 1 && row.Effect is RegisterEffect.Context or RegisterEffect.Translation or RegisterEffect.Tables)
        {
            // A hypervisor sets up its guest: all of it counts from the return on.
            LowerControlsChanged();
            return;
        }

        switch (row.Effect)
        {
            case RegisterEffect.Context:
                ControlsChanged(translation: false);
                break;
            case RegisterEffect.Translation:
                ControlsChanged(translation: true);
                RequestAttentionIfInterrupted();
                break;
            case RegisterEffect.Hypervisor:
                LowerControlsChanged();
                UpdateContext();
                RequestAttentionIfInterrupted();
                break;
            case RegisterEffect.Tables:
                ForgetLevelChange(0);
                TablesChanged();
                Host.ContextChanged(this, translation: true);
                break;
            case RegisterEffect.ProcessState:
                UpdateContext();
                RequestAttentionIfInterrupted();
                break;
        }
    }

    private bool Allowed(SystemRegisterRow row, int el, bool write, out int trap)
    {
        trap = -1;
        if (PSTATE.EL < el || !Model.Has(row.Requires))
        {
            return false;
        }

        int found = row.Check?.Invoke(this, write) ?? 0;
        if (found is not (0 or 3))
        {
            trap = found;
            return false;
        }

        // EL2's traps come before EL3's.
        if (PSTATE.EL <= 1 && ((((write ? row.HcrWrite : row.HcrRead) & HCR_EL2) != 0 && EL2Enabled && !EL0InHost) || RegisterTraps(row, write)))
        {
            trap = 2;
            return false;
        }

        if (found == 3 || (HaveEL3 && PSTATE.EL <= 2 && (row.ScrTrap & SCR_EL3) != 0))
        {
            trap = 3;
            return false;
        }

        trap = 0;
        return true;
    }

    /// <summary>What a bank of registers outside the CPU needs to know of it.</summary>
    internal VcpuState VcpuState
    {
        get
        {
            bool enabled = EL2Enabled;
            return new(
                PSTATE.EL, Secure, SecureBelowEL3, enabled, enabled && (HCR_EL2 & HCR.IMO) != 0, enabled && (HCR_EL2 & HCR.FMO) != 0,
                HaveEL3 && (SCR_EL3 & SCR.IRQ) != 0, HaveEL3 && (SCR_EL3 & SCR.FIQ) != 0);
        }
    }

    private bool FinishBankAccess(BankOutcome outcome, uint encoding, uint rt, bool read)
    {
        int target = outcome switch { BankOutcome.TrapEL1 => 1, BankOutcome.TrapEL2 => 2, BankOutcome.TrapEL3 => 3, _ => 0 };
        if (target != 0)
        {
            TakeSystemRegisterTrap(target, encoding, rt, read);
        }

        return target == 0;
    }

    /// <summary>The lowest level of a register that no row names, by op1 (DDI 0487, table C5-1).</summary>
    private static int BankLevel(uint encoding) => ((encoding >> 11) & 7) switch { 3 => 0, 4 or 5 => 2, 6 => 3, _ => 1 };

    private void TakeUndefinedAccess(uint encoding, uint rt, bool read)
    {
        // HCR_EL2.TIDCP: what is left to implementations, of which there is nothing, is EL2's to see.
        if (PSTATE.EL == 1 && EL2Enabled && (HCR_EL2 & HCR.TIDCP) != 0 && encoding >> 14 == 3 && ((encoding >> 7) & 15) is 11 or 15)
        {
            TakeSystemRegisterTrap(2, encoding, rt, read);
            return;
        }

        // FEAT_IDST: a read of the feature ID space at EL0 is reported as a trap, so that the kernel can emulate it.
        uint op1 = (encoding >> 11) & 7;
        if (read && PSTATE.EL == 0 && Model.Has(Features.IDST) && encoding >> 14 == 3 && op1 is 0 or 1 or 3
            && ((encoding >> 7) & 15) == 0 && ((encoding >> 3) & 15) <= 7)
        {
            TakeSystemRegisterTrap(SynchronousTarget, encoding, rt, read: true);
        }
        else
        {
            TakeUndefined();
        }
    }
}
