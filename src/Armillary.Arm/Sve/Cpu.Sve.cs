using System.Numerics;
using Armillary.Arm.Exceptions;
using Armillary.Arm.Mmu;
using Armillary.Arm.Sve;
using Armillary.Arm.SystemRegisters;

namespace Armillary.Arm;

/// <content>Whether the Scalable Vector Extension may be used, and how long its vectors are.</content>
public sealed partial class Cpu
{
    internal ulong ZCR_EL1, ZCR_EL2, ZCR_EL3;

    /// <summary>The Scalable Vector Extension; null where the model has it not.</summary>
    public SveUnit? Sve { get; }

    /// <summary>
    /// The length of vectors in bits at the current level (CurrentVL): what ZCR_ELx of this level and all above allow, down to a length that there is: all powers
    /// of two up to the model's.
    /// </summary>
    public int VectorLength
    {
        get
        {
            int el = PSTATE.EL;
            bool host = el == 0 && EL0InHost;
            ulong len = 15;
            if (el <= 1 && !host)
            {
                len = ZCR_EL1 & 15;
            }

            if (el == 2 || host || (el <= 1 && EL2Enabled))
            {
                len = Math.Min(len, ZCR_EL2 & 15);
            }

            if (HaveEL3)
            {
                len = Math.Min(len, ZCR_EL3 & 15);
            }

            int bits = Math.Min(((int)len + 1) * 128, Model.VectorLength);
            return 1 << BitOperations.Log2((uint)bits);
        }
    }

    /// <summary>Takes the exception of an instruction of the extension at PC, if there is one (CheckSVEEnabled). False: none.</summary>
    internal bool TrapSve()
    {
        int target = SveTrapTarget(withFp: true, out bool fp);
        if (target == 0)
        {
            return false;
        }

        TakeSynchronousException(target, fp ? ExceptionClass.AdvSIMDFPAccessTrap : ExceptionClass.SVEAccessTrap, fp ? ConditionAlways : 0, PC);
        Native.Words.Leave = 1;
        return true;
    }

    /// <summary>The level that an instruction of the extension (with <paramref name="withFp"/>), or access to ZCR_ELx, traps to; 0: none.</summary>
    internal int SveTrapTarget(bool withFp, out bool fp)
    {
        int el = PSTATE.EL;
        fp = false;
        if (el <= 1 && !EL0InHost)
        {
            int target = el == 0 && TrapGeneral ? 2 : 1;
            if (IsDisabled((uint)(CPACR_EL1 >> 16) & 3, el == 0))
            {
                return target;
            }

            if (withFp && IsDisabled((uint)(CPACR_EL1 >> 20) & 3, el == 0))
            {
                fp = true;
                return target;
            }
        }

        if (el <= 2 && EL2Enabled)
        {
            bool host = (HCR_EL2 & HCR.E2H) != 0, user = el == 0 && TrapGeneral;
            if (host ? IsDisabled((uint)(CPTR_EL2 >> 16) & 3, user) : (CPTR_EL2 & CPTR.TZ) != 0)
            {
                return 2;
            }

            if (withFp && (host ? IsDisabled((uint)(CPTR_EL2 >> 20) & 3, user) : (CPTR_EL2 & CPTR.TFP) != 0))
            {
                fp = true;
                return 2;
            }
        }

        if (HaveEL3 && (CPTR_EL3 & CPTR.EZ) == 0)
        {
            return 3;
        }

        fp = withFp && HaveEL3 && (CPTR_EL3 & CPTR.TFP) != 0;
        return fp ? 3 : 0;
    }

    /// <summary>Whether an access that does not fault is not stopped by allocation tags either.</summary>
    internal bool TagsMatch(ulong va, int access)
    {
        if (!IsTagChecked(va, access))
        {
            return true;
        }

        ulong last = va + ((ulong)access & 0xFF) - 1;
        for (ulong at = va & ~15UL; at <= last; at += 16)
        {
            if (!TryTranslate(at, AccessKind.Read, out Translation page, out _))
            {
                return false;
            }

            if (FindTags(in page, out ulong offset) is { } tags && tags.FindOther(offset + (at & 0xFFF), 1, TagOf(va)) >= 0)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>What an operation found is cumulative in FPSR.</summary>
    internal void RaiseFpStatus(uint flags) => fpsr |= flags & FpsrMask;

    /// <summary>FPSR.IXC where it is known to be set.</summary>
    internal uint InexactStatus => (uint)fpsr & Armillary.Ir.Numerics.FPContext.IXC;

    /// <summary>Whether a register is one of ZCR_ELx, whose accesses trap as the instructions do.</summary>
    private static bool IsVectorControl(uint encoding) => (encoding & 0x7FF) == ((1 << 7) | (2 << 3)) && (encoding >> 11) is 0x18 or 0x1C or 0x1D or 0x1E;

    private static bool IsDisabled(uint enable, bool user) => (enable & 1) == 0 || (enable == 1 && user);
}
