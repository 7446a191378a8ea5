using System.Runtime.CompilerServices;
using Armillary.Arm.Mmu;
using Armillary.Arm.State;

namespace Armillary.Arm;

/// <content>
/// The registers that EL1 and EL2 have each, and that generated code uses at the level of the operating system: the slots that bear EL1's names hold EL2's while the
/// EL2&amp;0 regime is current (HCR_EL2.E2H, at EL2 or EL0 of the host), as those names then mean EL2's, and EL1's are put aside. So a kernel runs at EL2 by the
/// code that it runs at EL1 by.
/// </content>
public sealed partial class Cpu
{
    private static readonly int[] HostSlots =
    [
        Slots.SP_EL1, Slots.ELR_EL1, Slots.SPSR_EL1, Slots.ESR_EL1, Slots.FAR_EL1, Slots.TTBR0_EL1, Slots.TTBR1_EL1, Slots.VBAR_EL1, Slots.TCR_EL1,
    ];

    // Those of the level that the slots are not of, by their place in HostSlots.
    private readonly ulong[] aside = new ulong[HostSlots.Length];
    private bool hostInSlots;

    internal ref ulong SP_EL1 => ref OfEL1(Slots.SP_EL1, 0);

    internal ref ulong SP_EL2 => ref OfEL2(Slots.SP_EL1, 0);

    internal ref ulong ELR_EL1 => ref OfEL1(Slots.ELR_EL1, 1);

    internal ref ulong ELR_EL2 => ref OfEL2(Slots.ELR_EL1, 1);

    internal ref ulong SPSR_EL1 => ref OfEL1(Slots.SPSR_EL1, 2);

    internal ref ulong SPSR_EL2 => ref OfEL2(Slots.SPSR_EL1, 2);

    internal ref ulong ESR_EL1 => ref OfEL1(Slots.ESR_EL1, 3);

    internal ref ulong ESR_EL2 => ref OfEL2(Slots.ESR_EL1, 3);

    internal ref ulong FAR_EL1 => ref OfEL1(Slots.FAR_EL1, 4);

    internal ref ulong FAR_EL2 => ref OfEL2(Slots.FAR_EL1, 4);

    internal ref ulong TTBR0_EL1 => ref OfEL1(Slots.TTBR0_EL1, 5);

    internal ref ulong TTBR0_EL2 => ref OfEL2(Slots.TTBR0_EL1, 5);

    internal ref ulong TTBR1_EL1 => ref OfEL1(Slots.TTBR1_EL1, 6);

    internal ref ulong TTBR1_EL2 => ref OfEL2(Slots.TTBR1_EL1, 6);

    internal ref ulong VBAR_EL1 => ref OfEL1(Slots.VBAR_EL1, 7);

    internal ref ulong VBAR_EL2 => ref OfEL2(Slots.VBAR_EL1, 7);

    // The last of HostSlots; with the Scalable Vector Extension the slot is Slots.SveUpper.
    internal ref ulong TCR_EL1 => ref Sve is null ? ref OfEL1(Slots.TCR_EL1, 8) : ref tcr_EL1;

    internal ref ulong TCR_EL2 => ref Sve is null ? ref OfEL2(Slots.TCR_EL1, 8) : ref tcr_EL2;

    private ulong tcr_EL1, tcr_EL2;

    // The slot, and its place in HostSlots: constants, so that neither is checked.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ref ulong OfEL1(int slot, int n) => ref hostInSlots ? ref aside[n] : ref Native.Integer(slot);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ref ulong OfEL2(int slot, int n) => ref hostInSlots ? ref Native.Integer(slot) : ref aside[n];

    /// <summary>PSTATE.EL or HCR_EL2 changed: brings the slots in line.</summary>
    private void SelectHostBank()
    {
        bool host = HaveEL2 && Regime == TranslationRegime.EL20;
        if (host != hostInSlots)
        {
            hostInSlots = host;
            for (int n = 0; n < (Sve is null ? aside.Length : aside.Length - 1); n++)
            {
                ref ulong slot = ref Native.Integer(HostSlots[n]);
                (slot, aside[n]) = (aside[n], slot);
            }
        }
    }

    private void ResetHostBank()
    {
        hostInSlots = false;
        Array.Clear(aside);
    }
}
