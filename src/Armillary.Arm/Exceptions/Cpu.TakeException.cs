using System.Runtime.CompilerServices;
using Armillary.Arm.Exceptions;
using Armillary.Arm.Pmu;
using Armillary.Arm.State;
using Armillary.Arm.SystemRegisters;

namespace Armillary.Arm;

/// <content>Exception entry (DDI 0487, D1.3 and the pseudocode AArch64.TakeException).</content>
public sealed partial class Cpu
{
    internal ulong ELR_EL3, SPSR_EL3, ESR_EL3, FAR_EL3, VBAR_EL3;

    /// <summary>Whether EL2 is implemented and enabled in the current security state (EL2Enabled): in Secure state by SCR_EL3.EEL2.</summary>
    internal bool EL2Enabled
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => HaveEL2 && (!HaveEL3 || (SCR_EL3 & (SCR.NS | SCR.EEL2)) != 0);
    }

    /// <summary>Whether exceptions from EL0 go to EL2 (HCR_EL2.TGE in effect).</summary>
    internal bool TrapGeneral => EL2Enabled && (HCR_EL2 & HCR.TGE) != 0;

    /// <summary>Whether EL0 is translated and controlled by EL2 (ELIsInHost(EL0)).</summary>
    internal bool EL0InHost
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => EL2Enabled && (HCR_EL2 & (HCR.TGE | HCR.E2H)) == (HCR.TGE | HCR.E2H);
    }

    /// <summary>Whether the CPU is in Secure state.</summary>
    internal bool Secure
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => HaveEL3 && ((SCR_EL3 & SCR.NS) == 0 || PSTATE.EL == 3);
    }

    /// <summary>Whether the levels below EL3 are in Secure state: at EL3, those that it is about to return to.</summary>
    internal bool SecureBelowEL3
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => HaveEL3 && (SCR_EL3 & SCR.NS) == 0;
    }

    /// <summary>Who counts exceptions; null: no one does. Set it before the CPU runs.</summary>
    public TrapProfile? Profile { get; set; }

    /// <summary>ELR_ELx.</summary>
    internal ref ulong ELR(int el)
        => ref el == 1 ? ref ELR_EL1 : ref el == 2 ? ref ELR_EL2 : ref ELR_EL3;

    /// <summary>SPSR_ELx.</summary>
    internal ref ulong SPSR(int el)
        => ref el == 1 ? ref SPSR_EL1 : ref el == 2 ? ref SPSR_EL2 : ref SPSR_EL3;

    /// <summary>ESR_ELx.</summary>
    internal ref ulong ESR(int el)
        => ref el == 1 ? ref ESR_EL1 : ref el == 2 ? ref ESR_EL2 : ref ESR_EL3;

    /// <summary>FAR_ELx.</summary>
    internal ref ulong FAR(int el)
        => ref el == 1 ? ref FAR_EL1 : ref el == 2 ? ref FAR_EL2 : ref FAR_EL3;

    /// <summary>
    /// Takes a synchronous exception: reports it in ESR (and FAR), then enters the vector. IL is set for an A64 instruction.
    /// </summary>
    /// <param name="target">The exception level that takes it; not below the current one.</param>
    /// <param name="ec">The class, as for a lower level.</param>
    /// <param name="iss">ESR.ISS, 25 bits.</param>
    /// <param name="preferredReturn">What ELR gets.</param>
    /// <param name="faultAddress">What FAR gets, if anything.</param>
    public void TakeSynchronousException(int target, ExceptionClass ec, uint iss, ulong preferredReturn, ulong? faultAddress = null)
    {
        uint code = (uint)ec;
        if (target == PSTATE.EL && ec is ExceptionClass.InstructionAbort or ExceptionClass.DataAbort or ExceptionClass.Breakpoint
            or ExceptionClass.SoftwareStep or ExceptionClass.Watchpoint)
        {
            code++;
        }

        Profile?.TakeSynchronous(this, target, ec, iss, stageTwoFault);
        stageTwoFault = null;
        ESR(target) = (code << 26) | (1u << 25) | (iss & 0x1FF_FFFF);
        if (faultAddress is { } address)
        {
            FAR(target) = address;
        }

        TakeException(target, preferredReturn, 0x000);
    }

    /// <summary>AArch64.TakeException: saves PSTATE and the return address, masks, and enters the vector. The syndrome is already reported.</summary>
    /// <param name="target">The exception level that takes it; not below the current one.</param>
    /// <param name="preferredReturn">What ELR gets.</param>
    /// <param name="vectorOffset">0 synchronous, 0x80 IRQ, 0x100 FIQ, 0x180 SError.</param>
    internal void TakeException(int target, ulong preferredReturn, ulong vectorOffset)
    {
        if (Pmu.Active)
        {
            Pmu.LevelChanges(PerformanceMonitors.EXC_TAKEN);
        }

        ulong psr = GetPSRFromPSTATE();
        if (target > PSTATE.EL)
        {
            vectorOffset += 0x400; // no level below is ever in AArch32 state
        }
        else if (PSTATE.SP)
        {
            vectorOffset += 0x200;
        }

        ulong control = SCTLR_ELx(target);
        SelectStackPointer(target, true);
        SPSR(target) = psr;
        ELR(target) = preferredReturn;
        DAIF = 0x3C0;
        ulong entered = ProcessState.TCOField | ((control & SCTLR.DSSBS) != 0 ? ProcessState.SSBSField : 0)
            | ((control & SCTLR.SPAN) == 0 && (target == 1 || (target == 2 && EL0InHost)) ? ProcessState.PANField : 0);
        PSTATE.Word = (PSTATE.Word & ~ProcessState.EnteredFields) | (entered & implementedFields);

        Native.Words.ExclusiveAddress = ulong.MaxValue;
        PC = (target == 1 ? VBAR_EL1 : target == 2 ? VBAR_EL2 : VBAR_EL3) + vectorOffset;
        Native.Words.Leave = 1;
        UpdateContext();
    }

    /// <summary>The level that a synchronous exception of the current level is taken to when nothing else routes it.</summary>
    internal int SynchronousTarget => PSTATE.EL == 0 ? (TrapGeneral ? 2 : 1) : PSTATE.EL;
}
