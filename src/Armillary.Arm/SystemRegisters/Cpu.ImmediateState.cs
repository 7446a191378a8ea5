using Armillary.Arm.SystemRegisters;
using Armillary.Core.State;

namespace Armillary.Arm;

/// <content>MSR (immediate).</content>
public sealed partial class Cpu
{
    /// <summary>MSR (immediate) at PC: writes a field of PSTATE. False: an exception was taken.</summary>
    /// <param name="field">op1 &lt;&lt; 3 | op2.</param>
    /// <param name="crm">The immediate.</param>
    internal bool TryWriteProcessState(uint field, uint crm)
    {
        bool one = (crm & 1) != 0;
        switch (field)
        {
            case 0b000_011 when Model.Has(Features.UAO) && PSTATE.EL > 0:
                PSTATE.UAO = one;
                break;
            case 0b000_100 when Model.Has(Features.PAN) && PSTATE.EL > 0:
                PSTATE.PAN = one;
                break;
            case 0b000_101 when PSTATE.EL > 0:
                SelectStackPointer(PSTATE.EL, one);
                break;
            case 0b011_001 when Model.Has(Features.SSBS):
                PSTATE.SSBS = one;
                return true;
            case 0b011_010 when Model.Has(Features.DIT):
                PSTATE.DIT = one;
                return true;
            case 0b011_100 when Model.Has(Features.MTE2):
                PSTATE.TCO = one;
                break;
            case 0b011_110 or 0b011_111:
                if (MaskAccessTrap() is int target and not 0)
                {
                    TakeSystemRegisterTrap(target, SystemRegister.Encode(0, 3, 4, crm, field & 7), 31, read: false);
                    return false;
                }

                ulong masks = (ulong)(crm & 15) << 6;
                DAIF = field == 0b011_110 ? DAIF | masks : DAIF & ~masks;
                RequestAttentionIfInterrupted();
                if ((MDSCR_EL1 & MDSCR.SS) == 0)
                {
                    return true; // the masks matter to code only under software step
                }

                break;
            default:
                TakeUndefined();
                return false;
        }

        UpdateContext();
        return true;
    }
}
