using System.Runtime.CompilerServices;
using Armillary.Arm.Pmu;
using Armillary.Arm.State;
using Armillary.Arm.SystemRegisters;

namespace Armillary.Arm;

/// <content>Exception return (AArch64.ExceptionReturn, SetPSTATEFromPSR and IllegalExceptionReturn).</content>
public sealed partial class Cpu
{
    private ref int EventRegister => ref Unsafe.As<ulong, int>(ref Native.Integer(Slots.EventRegister));

    /// <summary>ERET: PSTATE from SPSR_ELx, execution at <paramref name="address"/>.</summary>
    public void ExceptionReturn(ulong address)
    {
        if (Pmu.Active)
        {
            Pmu.LevelChanges(PerformanceMonitors.EXC_RETURN);
        }

        ulong psr = SPSR(PSTATE.EL);
        bool illegal = IllegalExceptionReturn(psr);
        bool ss = DebugExceptionReturnSS(psr, illegal);
        steppedBefore = false;
        if (illegal)
        {
            // EL, SP and the fields that a legal return alone restores stay; execution goes on in illegal state.
            PSTATE.IL = true;
        }
        else
        {
            Profile?.Return(PSTATE.EL, (int)(psr >> 2) & 3);
            SelectStackPointer((int)(psr >> 2) & 3, (psr & 1) != 0);
            PSTATE.Word = (PSTATE.Word & ~ProcessState.ReturnedFields) | (psr & ProcessState.ReturnedFields & implementedFields);
        }

        NZCV = (uint)(psr >> 28) & 15;
        DAIF = psr & 0x3C0;
        ulong always = (psr & ProcessState.PANField & implementedFields) | (ss ? ProcessState.SSField : 0);
        PSTATE.Word = (PSTATE.Word & ~(ProcessState.PANField | ProcessState.SSField)) | always;
        Native.Words.ExclusiveAddress = ulong.MaxValue;
        SetEvent();
        PC = BranchAddress(address);
        UpdateContext();
        RememberReturn();
        RequestAttentionIfInterrupted();
    }

    /// <summary>Sets the event register, so that the next WFE goes on. Any thread.</summary>
    public void SetEvent() => Volatile.Write(ref EventRegister, 1);

    /// <summary>Clears the event register and tells whether it was set.</summary>
    public bool TestAndClearEvent() => Interlocked.Exchange(ref EventRegister, 0) != 0;

    /// <summary>AArch64.BranchAddr: an address without its ignored top byte.</summary>
    internal ulong BranchAddress(ulong address)
    {
        bool upper = (address & (1UL << 55)) != 0 && HasTwoRanges(TranslationEL);
        if (!TopByteIgnored(TranslationEL, upper, instruction: true))
        {
            return address;
        }

        return upper ? address | 0xFF00_0000_0000_0000 : address & 0x00FF_FFFF_FFFF_FFFF;
    }

    private bool IllegalExceptionReturn(ulong psr)
    {
        int target = (int)(psr >> 2) & 3;
        bool valid = (psr & 0x10) == 0 // AArch32 is not implemented at any level
            && (psr & 2) == 0
            && !(target == 0 && (psr & 1) != 0)
            && HaveEL(target)
            && (target != 2 || EL2Enabled);
        return !valid || target > PSTATE.EL || (target == 1 && TrapGeneral);
    }

    private bool HaveEL(int el) => el <= 1 || (el == 2 ? HaveEL2 : HaveEL3);
}
