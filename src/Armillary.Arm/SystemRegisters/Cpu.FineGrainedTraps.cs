using Armillary.Arm.Exceptions;
using Armillary.Arm.SystemRegisters;

namespace Armillary.Arm;

/// <content>Fine-grained traps of EL1 and EL0 to EL2 (FEAT_FGT; DDI 0487, D19.2, HFGRTR_EL2 and the four beside it).</content>
public sealed partial class Cpu
{
    internal ulong HFGRTR_EL2, HFGWTR_EL2, HFGITR_EL2, HDFGRTR_EL2, HDFGWTR_EL2;

    private ulong[]? fineGrainedBits; // writable, in this order

    /// <summary>Whether FEAT_FGT is announced, which it is where EL2 is.</summary>
    internal bool HasFineGrainedTraps => HaveEL2 && Model.Has(Features.FGT);

    /// <summary>Whether the five registers count for what runs now. Without FEAT_FGT they are zero.</summary>
    internal bool FineGrainedTraps => PSTATE.EL <= 1 && EL2Enabled && !EL0InHost && (!HaveEL3 || (SCR_EL3 & SCR.FGTEn) != 0);

    /// <summary>Whether an instruction with a bit in HFGITR_EL2 traps.</summary>
    internal bool InstructionTraps(ulong bit) => (HFGITR_EL2 & bit) != 0 && FineGrainedTraps;

    /// <summary>Whether generated code may read or write TPIDR_EL0 and the like by itself, as for these traps, and change level by itself.</summary>
    internal bool FineGrainedInline(int el)
        => ((HFGRTR_EL2 & SystemRegisterTable.InlineReadTraps[el]) | (HFGWTR_EL2 & SystemRegisterTable.InlineWriteTraps[el])
            | (HFGITR_EL2 & (el == 0 ? HFGITR.SVC_EL0 : HFGITR.ERET))) == 0 || !FineGrainedTraps;

    /// <summary>Whether CTR_EL0, DCZID_EL0 or DC ZVA traps by these.</summary>
    internal bool FineGrainedCacheTraps => ((HFGRTR_EL2 & (HFGRTR.CTR_EL0 | HFGRTR.DCZID_EL0)) | (HFGITR_EL2 & HFGITR.DCZVA)) != 0 && FineGrainedTraps;

    /// <summary>Writes one of the five, by its number in the order of their declaration.</summary>
    internal void WriteFineGrained(ref ulong register, int number, ulong value)
    {
        Features features = Model.Features;
        fineGrainedBits ??= !HasFineGrainedTraps ? new ulong[5] :
        [
            SystemRegisterTable.FineGrainedBits(features, r => r.HfgRead), SystemRegisterTable.FineGrainedBits(features, r => r.HfgWrite),
            SystemRegisterTable.FineGrainedInstructionBits(features),
            SystemRegisterTable.FineGrainedBits(features, r => r.HdfgRead), SystemRegisterTable.FineGrainedBits(features, r => r.HdfgWrite),
        ];
        ulong mask = fineGrainedBits[number] | (number < 2 && HaveEL2 && HasGicSystemRegisters ? SystemRegisterTable.ICC_IGRPENn_EL1 : 0);
        if (register != (value & mask))
        {
            register = value & mask;
            if (number < 3)
            {
                // What generated code does by itself at EL1 and EL0 may change; a hypervisor that changes guests writes these often, mostly as they were.
                LowerTrapsChanged();
            }
        }
    }

    /// <summary>ERET, ERETAA or ERETAB at PC (AArch64.CheckForERetTrap): takes the exception if it traps.</summary>
    /// <param name="iss">0 ERET, 2 ERETAA, 3 ERETAB.</param>
    internal void CheckExceptionReturnTrap(uint iss)
    {
        if (PSTATE.EL == 1 && InstructionTraps(HFGITR.ERET))
        {
            TakeSynchronousException(2, ExceptionClass.ERetTrap, iss, PC);
        }
    }

    private bool RegisterTraps(SystemRegisterRow row, bool write)
        => (write ? (HFGWTR_EL2 & row.HfgWrite) | (HDFGWTR_EL2 & row.HdfgWrite) : (HFGRTR_EL2 & row.HfgRead) | (HDFGRTR_EL2 & row.HdfgRead)) != 0 && FineGrainedTraps;

    /// <summary>
    /// A register of a bank outside the CPU that these traps name: EL2 takes it, unless there is none or EL1 comes first, which the bank is asked with a read (these registers' has no effect).
    /// False: it does not trap by these.
    /// </summary>
    private bool TryTrapBank(uint encoding, uint rt, bool read)
    {
        ulong bit = SystemRegisterTable.BankTrap(encoding);
        if (((read ? HFGRTR_EL2 : HFGWTR_EL2) & bit) == 0 || PSTATE.EL != 1 || !FineGrainedTraps
            || Host.ReadBank(this, encoding, VcpuState, out _) is Core.State.BankOutcome.Undefined or Core.State.BankOutcome.TrapEL1)
        {
            return false;
        }

        TakeSystemRegisterTrap(2, encoding, rt, read);
        return true;
    }
}
