using Armillary.Arm.State;
using Armillary.Core.State;

namespace Armillary.Arm.A64;

/// <summary>Which MRS and MSR are a read or write of a slot and nothing else, so that they are inline.</summary>
public static class SystemRegisterSlots
{
    private static readonly uint TPIDR_EL0 = SystemRegister.Encode(3, 3, 13, 0, 2), TPIDRRO_EL0 = SystemRegister.Encode(3, 3, 13, 0, 3);
    private static readonly uint TPIDR_EL1 = SystemRegister.Encode(3, 0, 13, 0, 4), TPIDR_EL2 = SystemRegister.Encode(3, 4, 13, 0, 2);
    private static readonly uint SP_EL0 = SystemRegister.Encode(3, 0, 4, 1, 0), DAIF = SystemRegister.Encode(3, 3, 4, 2, 1);
    private static readonly uint ELR_EL1 = SystemRegister.Encode(3, 0, 4, 0, 1), SPSR_EL1 = SystemRegister.Encode(3, 0, 4, 0, 0);
    private static readonly uint ESR_EL1 = SystemRegister.Encode(3, 0, 5, 2, 0), FAR_EL1 = SystemRegister.Encode(3, 0, 6, 0, 0);
    private static readonly uint TTBR0_EL1 = SystemRegister.Encode(3, 0, 2, 0, 0), TTBR1_EL1 = SystemRegister.Encode(3, 0, 2, 0, 1);
    private static readonly uint TCR_EL1 = SystemRegister.Encode(3, 0, 2, 0, 2);
    private static readonly uint APIAKeyLo_EL1 = SystemRegister.Encode(3, 0, 2, 1, 0), LastKey = SystemRegister.Encode(3, 0, 2, 3, 1) - APIAKeyLo_EL1;
    private static readonly uint FPCR = SystemRegister.Encode(3, 3, 4, 4, 0);

    /// <summary>Whether EL1's names mean what is in their slots: at EL1, and at EL2 of a host (<see cref="TranslationContext.Host"/>).</summary>
    public static bool IsSystemLevel(TranslationContext context)
        => (context & TranslationContext.ELMask) is var el && ((int)el == 1 || ((int)el == 2 && (context & TranslationContext.Host) != 0));

    /// <summary>The slot of a register whose access in this context cannot trap and has no effect besides; false: it needs the helper.</summary>
    /// <param name="encoding">The register, see <see cref="SystemRegister.Encode"/>.</param>
    /// <param name="context">The level and traps.</param>
    /// <param name="features">What the CPU announces.</param>
    /// <param name="write">MSR.</param>
    /// <param name="slot">The slot.</param>
    public static bool TryGet(uint encoding, TranslationContext context, Features features, bool write, out int slot)
    {
        int el = (int)(context & TranslationContext.ELMask);
        bool traps = (context & TranslationContext.El2Traps) != 0;
        bool at1 = IsSystemLevel(context) && !traps;
        uint key = encoding - APIAKeyLo_EL1;
        slot =
            encoding == TPIDR_EL0 && !traps ? Slots.TPIDR_EL0
            : encoding == TPIDRRO_EL0 && (!write || el != 0) && !traps ? Slots.TPIDRRO_EL0
            : encoding == TPIDR_EL1 && el != 0 && !traps ? Slots.TPIDR_EL1
            : encoding == TPIDR_EL2 && el >= 2 ? Slots.TPIDR_EL2
            : encoding == SP_EL0 && el != 0 && (context & TranslationContext.SPSel) != 0 ? Slots.SP_EL0
            : encoding == ELR_EL1 && at1 ? Slots.ELR_EL1
            : encoding == SPSR_EL1 && at1 ? Slots.SPSR_EL1
            : encoding == FAR_EL1 && at1 ? Slots.FAR_EL1
            : key <= LastKey && (key & 7) < 4 && at1 && (features & Features.PAuth) != 0 ? Slots.APIAKeyLo + (int)(((key >> 3) * 4) + (key & 7))
            : write ? -1
            : encoding == DAIF && el != 0 ? Slots.DAIF
            : encoding == ESR_EL1 && at1 ? Slots.ESR_EL1
            : encoding == TTBR0_EL1 && at1 ? Slots.TTBR0_EL1
            : encoding == TTBR1_EL1 && at1 ? Slots.TTBR1_EL1
            : encoding == TCR_EL1 && at1 && (features & Features.SVE) == 0 ? Slots.TCR_EL1
            : encoding == FPCR && !traps && (context & TranslationContext.FpTrap) == 0 ? Slots.FPCR
            : -1;
        return slot >= 0;
    }
}
