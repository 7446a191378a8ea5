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

        bool isOuter = crm is 1 or 5 || (level == 2 && crm == 4 && op2 is 0 or 3 or 4 or 7);
        ulong trap = HCR.TTLB | (domain == Shareability.Local ? 0 : isOuter ? HCR.TTLBOS : HCR.TTLBIS);
        if (PSTATE.EL == 1 && TrapsBelowEL2(trap, encoding, rt))
        {
            return false;
        }

        if (ForcesBroadcast)
        {
            domain = Shareability.InnerShareable;
        }

        TranslationRegime regime = level switch
        {
            1 => PSTATE.EL >= 2 && EL0InHost ? TranslationRegime.EL20 : TranslationRegime.EL10,
            2 => (HCR_EL2 & HCR.E2H) != 0 ? TranslationRegime.EL20 : TranslationRegime.EL2,
            _ => TranslationRegime.EL3,
        };
        bool byAsid = regime is TranslationRegime.EL10 or TranslationRegime.EL20, global = true, stageTwo = false, everyVmid = false;
        ulong start = 0, length = 0;
        if (level == 2 && crm is 0 or 4)
        {
            if (!IsOfStageTwo(crm, op2, ref domain))
            {
                return null;
            }

            (regime, byAsid, stageTwo) = (TranslationRegime.EL10, false, true);
        }
        else if (level == 2 && !range && op2 is 4 or 6)
        {
            // ALLE1: of every virtual machine; VMALLS12E1: of the current one.
            (regime, byAsid, stageTwo, everyVmid) = (TranslationRegime.EL10, false, true, op2 == 4);
        }
        else if (level == 2 && !EL2Enabled)
        {
            return null; // of EL2's own translations EL3 forgets nothing where there is no EL2 in the state that SCR_EL3 tells
        }
        else
        {
            switch (op2)
            {
                case 1 or 5: // VAE, VALE; RVAE, RVALE
                    break;
                case 3 or 7 when level == 1: // VAAE1, VAALE1; RVAAE1, RVAALE1
                    byAsid = false;
                    break;
                case 0 when !range: // VMALLE1, ALLE2, ALLE3
                    byAsid = false;
                    break;
                case 2 when level == 1 && !range: // ASIDE1
                    global = false;
                    break;
                default:
                    return null;
            }

            if (range)
            {
                byAsid &= TryRange(value, out start, out length);
            }
            else if (op2 is not (0 or 2))
            {
                Page(regime, value, out start, out length);
            }
        }

        bool hasVmid = regime == TranslationRegime.EL10 && EL2Enabled && !everyVmid;
        var invalidation = new TlbInvalidation(
            regime, length != 0, start, length, byAsid, byAsid ? AsidOf(value) : (ushort)0, global, hasVmid, hasVmid ? Vmid : (ushort)0, stageTwo,
            regime == TranslationRegime.EL3 || SecureBelowEL3);
        Host.InvalidateTlb(this, in invalidation, domain);
        return true;
    }

    /// <summary>The current VMID: VTTBR_EL2.VMID, of 8 or 16 bits as VTCR_EL2.VS says.</summary>
    public ushort Vmid => (ushort)((VTTBR_EL2 >> 48) & ((VTCR_EL2 & VTCR.VS) != 0 ? 0xFFFFu : 0xFFu));

    /// <summary>
    /// IPAS2E1 and its forms (IS, OS, L: last level, R: range): entries of both stages together are not found by intermediate address, so that all of
    /// the virtual machine goes. Software has to invalidate those in any case.
    /// </summary>
    private bool IsOfStageTwo(uint crm, uint op2, ref Shareability domain)
    {
        // CRm 0: IPAS2E1IS 1, RIPAS2E1IS 2, IPAS2LE1IS 5, RIPAS2LE1IS 6. CRm 4: OS 0, local 1, 2 (range), 3 OS range; 4 OS, 5, 6, 7 for the last level.
        bool range = op2 is 2 or 6 || (crm == 4 && op2 is 3 or 7), outer = crm == 4 && op2 is 0 or 3 or 4 or 7;
        if ((crm == 0 && op2 is not (1 or 2 or 5 or 6)) || (range && !Model.Has(Features.TLBIRANGE)) || (outer && !Model.Has(Features.TLBIOS)))
        {
            return false;
        }

        domain = crm == 0 || outer ? Shareability.InnerShareable : Shareability.Local;
        return true;
    }

    private void Page(TranslationRegime regime, ulong value, out ulong start, out ulong length)
    {
        // VA[55:12] in bits 43:0; bit 55 tells the half. Below the half's granule the bits are ignored.
        ulong address = SignExtend((value & 0xFFF_FFFF_FFFF) << 12, 56);
        int el = regime == TranslationRegime.EL10 ? 1 : regime == TranslationRegime.EL3 ? 3 : 2;
        length = 1UL << Stage1ParametersFor(el, address, execute: false, unprivileged: false).Granule;
        start = address & ~(length - 1);
    }

    // False: a reserved TG, with which the instruction may do anything or nothing to its regime: all of it is named.
    private static bool TryRange(ulong value, out ulong start, out ulong length)
    {
        int granule = ((int)(value >> 46) & 3) switch { 1 => 12, 2 => 14, 3 => 16, _ => 0 };
        int scale = (int)(value >> 44) & 3;
        ulong number = (value >> 39) & 31;
        length = granule == 0 ? 0 : (number + 1) << ((5 * scale) + 1 + granule);
        start = granule == 0 ? 0 : SignExtend((value & 0x1F_FFFF_FFFF) << granule, 37 + granule);
        return granule != 0;
    }

    private static ushort AsidOf(ulong value) => (ushort)(value >> 48);

    private static ulong SignExtend(ulong value, int bits) => (ulong)((long)(value << (64 - bits)) >> (64 - bits));
}
