using Armillary.Arm.Mmu;
using Armillary.Arm.SystemRegisters;

namespace Armillary.Arm;

/// <content>TLBI (DDI 0487, C5.5 and D8.13): decoded to what the host must forget.</content>
public sealed partial class Cpu
{
    private bool? TryInvalidateTlb(uint op1, uint crm, uint op2, uint encoding, uint rt, ulong value)
    {
        (Shareability domain, bool range, bool outer, bool known) = crm switch
        {
            1 => (Shareability.InnerShareable, false, true, true),
            2 => (Shareability.InnerShareable, true, false, true),
            3 => (Shareability.InnerShareable, false, false, true),
            5 => (Shareability.InnerShareable, true, true, true),
            6 => (Shareability.Local, true, false, true),
            7 => (Shareability.Local, false, false, true),
            0 or 4 when op1 == 4 => (Shareability.InnerShareable, false, false, true), // IPAS2 forms
            _ => (Shareability.Local, false, false, false),
        };
        if (!known || (range && !Model.Has(Features.TLBIRANGE)) || (outer && !Model.Has(Features.TLBIOS)))
        {
            return null;
        }

        int level = op1 switch { 0 => 1, 4 => 2, 6 => 3, _ => 4 };
        if (PSTATE.EL < level || (level == 2 && !HaveEL2))
        {
            return null;
        }

        if (PSTATE.EL == 1 && TrapsBelowEL2(HCR.TTLB, encoding, rt))
        {
            return false;
        }

        TranslationRegime regime = level switch
        {
            1 => PSTATE.EL >= 2 && EL0InHost ? TranslationRegime.EL20 : TranslationRegime.EL10,
            2 => (HCR_EL2 & HCR.E2H) != 0 ? TranslationRegime.EL20 : TranslationRegime.EL2,
            _ => TranslationRegime.EL3,
        };
        bool hasAsids = regime is TranslationRegime.EL10 or TranslationRegime.EL20;
        TlbInvalidation all = new(regime, false, 0, 0, false, 0, true);
        TlbInvalidation? what;
        if (level == 2 && (crm is 0 or 4 || (!range && op2 is 4 or 6)))
        {
            // IPAS2 forms, ALLE1 and VMALLS12E1: everything of EL1 and EL0.
            what = (crm is 0 or 4 && op2 is not (1 or 2 or 5 or 6)) ? null : all with { Regime = TranslationRegime.EL10 };
        }
        else if (range)
        {
            what = op2 switch
            {
                1 or 5 => Range(regime, value, matchAsid: hasAsids), // RVAE, RVALE
                3 or 7 when level == 1 => Range(regime, value, matchAsid: false), // RVAAE1, RVAALE1
                _ => null,
            };
        }
        else
        {
            what = op2 switch
            {
                0 => all, // VMALLE1, ALLE2, ALLE3
                1 or 5 => Page(regime, value, matchAsid: hasAsids), // VAE, VALE
                2 when level == 1 => new(regime, false, 0, 0, true, AsidOf(value), false), // ASIDE1
                3 or 7 when level == 1 => Page(regime, value, matchAsid: false), // VAAE1, VAALE1
                _ => null,
            };
        }

        if (what is not { } invalidation)
        {
            return null;
        }

        Host.InvalidateTlb(this, in invalidation, domain);
        return true;
    }

    private TlbInvalidation Page(TranslationRegime regime, ulong value, bool matchAsid)
    {
        // VA[55:12] in bits 43:0; bit 55 tells the half. Below the half's granule the bits are ignored.
        ulong address = SignExtend((value & 0xFFF_FFFF_FFFF) << 12, 56);
        int el = regime == TranslationRegime.EL10 ? 1 : regime == TranslationRegime.EL3 ? 3 : 2;
        ulong length = 1UL << Stage1ParametersFor(el, address, execute: false, unprivileged: false).Granule;
        return new(regime, true, address & ~(length - 1), length, matchAsid, AsidOf(value), true);
    }

    private static TlbInvalidation? Range(TranslationRegime regime, ulong value, bool matchAsid)
    {
        int granule = ((int)(value >> 46) & 3) switch { 1 => 12, 2 => 14, 3 => 16, _ => 0 };
        if (granule == 0)
        {
            // A reserved TG: the instruction may do anything or nothing to this regime; forget all of it.
            return new(regime, false, 0, 0, false, 0, true);
        }

        int scale = (int)(value >> 44) & 3;
        ulong number = (value >> 39) & 31;
        ulong length = (number + 1) << ((5 * scale) + 1 + granule);
        ulong start = SignExtend((value & 0x1F_FFFF_FFFF) << granule, 37 + granule);
        return new(regime, true, start, length, matchAsid, AsidOf(value), true);
    }

    private static ushort AsidOf(ulong value) => (ushort)(value >> 48);

    private static ulong SignExtend(ulong value, int bits) => (ulong)((long)(value << (64 - bits)) >> (64 - bits));
}
