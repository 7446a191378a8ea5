using Armillary.Arm.Exceptions;
using Armillary.Arm.SystemRegisters;

namespace Armillary.Arm;

/// <content>The exceptions that instructions make, each with its routing and syndrome (DDI 0487, D19.2.40).</content>
public sealed partial class Cpu
{
    private const uint ConditionAlways = (1 << 24) | (0xE << 20);

    /// <summary>An UNDEFINED instruction at PC.</summary>
    public void TakeUndefined() => TakeSynchronousException(SynchronousTarget, ExceptionClass.Uncategorized, 0, PC);

    /// <summary>SVC at PC.</summary>
    internal void CallSupervisor(uint immediate)
    {
        // AArch64.CheckForSVCTrap: a trap, so that it returns to the instruction itself.
        if (InstructionTraps(PSTATE.EL == 0 ? HFGITR.SVC_EL0 : HFGITR.SVC_EL1))
        {
            TakeSynchronousException(2, ExceptionClass.SupervisorCall, immediate & 0xFFFF, PC);
            return;
        }

        SSAdvance();
        ulong before = PSTATE.Word;
        TakeSynchronousException(SynchronousTarget, ExceptionClass.SupervisorCall, immediate & 0xFFFF, PC + 4);
        RememberCall(before);
    }

    /// <summary>HVC at PC.</summary>
    internal void CallHypervisor(uint immediate)
    {
        bool allowed = PSTATE.EL != 0 && HaveEL2 && (PSTATE.EL >= 2 || EL2Enabled)
            && (HaveEL3 ? (SCR_EL3 & SCR.HCE) != 0 : (HCR_EL2 & HCR.HCD) == 0);
        if (allowed)
        {
            SSAdvance();
            TakeSynchronousException(PSTATE.EL == 3 ? 3 : 2, ExceptionClass.HypervisorCall, immediate & 0xFFFF, PC + 4);
        }
        else if (HaveEL2 || !CallFirmware(smc: false))
        {
            TakeUndefined();
        }
    }

    /// <summary>Whether the board's own firmware is in place of what would run at EL3: it serves SMC. The machine sets it.</summary>
    public bool FirmwareIsBoards { get; set; }

    /// <summary>SMC at PC.</summary>
    internal void CallSecureMonitor(uint immediate)
    {
        if (PSTATE.EL == 1 && EL2Enabled && (HCR_EL2 & HCR.TSC) != 0)
        {
            TakeSynchronousException(2, ExceptionClass.MonitorCall, immediate & 0xFFFF, PC);
        }
        else if (FirmwareIsBoards && HaveEL3)
        {
            if (!CallFirmware(smc: true))
            {
                TakeUndefined();
            }
        }
        else if (PSTATE.EL != 0 && HaveEL3 && (SCR_EL3 & SCR.SMD) == 0)
        {
            SSAdvance();
            TakeSynchronousException(3, ExceptionClass.MonitorCall, immediate & 0xFFFF, PC + 4);
        }
        else if (HaveEL3 || !CallFirmware(smc: true))
        {
            TakeUndefined();
        }
    }

    /// <summary>BRK at PC.</summary>
    internal void SoftwareBreakpoint(uint immediate)
        => TakeSynchronousException(DebugTarget, ExceptionClass.SoftwareBreakpoint, immediate & 0xFFFF, PC);

    /// <summary>SP was misaligned when used as a base by the instruction at PC.</summary>
    public void TakeSPAlignmentFault() => TakeSynchronousException(SynchronousTarget, ExceptionClass.SPAlignment, 0, PC);

    /// <summary>PC is misaligned.</summary>
    public void TakePCAlignmentFault() => TakeSynchronousException(SynchronousTarget, ExceptionClass.PCAlignment, 0, PC, PC);

    /// <summary>PSTATE.IL is set at PC.</summary>
    internal void TakeIllegalState() => TakeSynchronousException(SynchronousTarget, ExceptionClass.IllegalState, 0, PC);

    /// <summary>The instruction at PC, in a guarded page, is no target of the branch that came to it.</summary>
    internal void TakeBranchTargetException(int btype)
    {
        PSTATE.BTYPE = btype;
        TakeSynchronousException(SynchronousTarget, ExceptionClass.BranchTarget, (uint)btype, PC);
    }

    /// <summary>Pointer authentication failed at PC (FEAT_FPAC). Key: 0 IA, 1 IB, 2 DA, 3 DB.</summary>
    internal void TakePACFail(uint key) => TakeSynchronousException(SynchronousTarget, ExceptionClass.PACFail, key & 3, PC);

    /// <summary>Pointer authentication at PC traps (TrapPACUse).</summary>
    internal void TakePACTrap() => TakeSynchronousException(PointerAuthenticationTrap(), ExceptionClass.PACTrap, 0, PC);

    /// <summary>A WFI or WFE at PC traps. TI: 0 WFI, 1 WFE.</summary>
    internal void TakeWFxTrap(int target, uint ti)
        => TakeSynchronousException(target, ExceptionClass.WFxTrap, ConditionAlways | ti, PC);

    /// <summary>An FP or Advanced SIMD instruction at PC traps (CheckFPAdvSIMDEnabled64).</summary>
    internal void TakeFPAccessTrap()
    {
        int target = FPTrapTarget();
        TakeSynchronousException(target == 0 ? SynchronousTarget : target, ExceptionClass.AdvSIMDFPAccessTrap, ConditionAlways, PC);
    }

    /// <summary>An MRS, MSR or SYS at PC traps.</summary>
    /// <param name="target">The level that takes it.</param>
    /// <param name="encoding">op0, op1, CRn, CRm, op2 packed.</param>
    /// <param name="rt">The general register, 31 if none.</param>
    /// <param name="read">MRS or SYSL.</param>
    internal void TakeSystemRegisterTrap(int target, uint encoding, uint rt, bool read)
    {
        if (IsVectorControl(encoding))
        {
            TakeSynchronousException(target, ExceptionClass.SVEAccessTrap, 0, PC);
            return;
        }

        uint op0 = (encoding >> 14) & 3, op1 = (encoding >> 11) & 7, crn = (encoding >> 7) & 15, crm = (encoding >> 3) & 15, op2 = encoding & 7;
        uint iss = (op0 << 20) | (op2 << 17) | (op1 << 14) | (crn << 10) | ((rt & 31) << 5) | (crm << 1) | (read ? 1u : 0);
        TakeSynchronousException(target, ExceptionClass.SystemRegisterTrap, iss, PC);
    }

    /// <summary>The level that FP access traps to now; 0 if it does not trap.</summary>
    internal int FPTrapTarget()
    {
        int el = PSTATE.EL;
        if (el <= 1 && !EL0InHost)
        {
            uint fpen = (uint)(CPACR_EL1 >> 20) & 3;
            if ((fpen & 1) == 0 || (fpen == 1 && el == 0))
            {
                return el == 0 && TrapGeneral ? 2 : 1;
            }
        }

        if (el <= 2 && EL2Enabled)
        {
            if ((HCR_EL2 & HCR.E2H) != 0)
            {
                uint fpen = (uint)(CPTR_EL2 >> 20) & 3;
                if ((fpen & 1) == 0 || (fpen == 1 && el == 0 && TrapGeneral))
                {
                    return 2;
                }
            }
            else if ((CPTR_EL2 & (1 << 10)) != 0)
            {
                return 2;
            }
        }

        return HaveEL3 && (CPTR_EL3 & (1 << 10)) != 0 ? 3 : 0;
    }

    private bool CallFirmware(bool smc)
    {
        if (PSTATE.EL == 0)
        {
            return false;
        }

        // The firmware sees the caller's return address in PC, so that it may start it elsewhere or suspend it there.
        ulong caller = PC;
        PC = caller + 4;
        if (Host.FirmwareCall(this, smc))
        {
            return true;
        }

        PC = caller;
        return false;
    }
}
