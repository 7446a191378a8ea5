using Armillary.Arm.State;

namespace Armillary.Arm;

public sealed partial class Cpu
{
    /// <summary>A cold reset (DDI 0487, AArch64.TakeReset): the highest exception level, SP_ELx, all interrupts masked.</summary>
    public void Reset()
    {
        for (int slot = 0; slot < 64; slot++)
        {
            Native.Integer(slot) = 0;
        }

        Native.Integer(Slots.DAIF) = 0xF << 6;
        PC = 0;
        TranslationContext = (TranslationContext)1 | TranslationContext.SPSel;
    }
}
