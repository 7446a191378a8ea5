using Armillary.Arm.Exceptions;
using Armillary.Arm.Mmu;
using Armillary.Arm.State;
using Armillary.Arm.SystemRegisters;
using Armillary.Core.Memory;

namespace Armillary.Arm;

/// <content>
/// Tag checks (FEAT_MTE2; DDI 0487, D10.4): the tag in an address against the allocation tags of the granules that it names. Translated code asks before each access at a
/// level where they are made (<see cref="TranslationContext.TagChecks"/>); elsewhere it does not know of them.
/// </content>
public sealed partial class Cpu
{
    /// <summary>
    /// Of an access, as <see cref="CheckTags"/> is told beside size and kind: it has to be aligned, is ordered, is an atomic or exclusive; the top byte of lower addresses is
    /// ignored (<see cref="Ir.CallFlags.ChecksTags"/>); above these the log2 of an element's size.
    /// </summary>
    public const int AccessAligned = 1 << 11, AccessOrdered = 1 << 12, AccessAtomic = 1 << 13, AccessIgnoresTopByte = 1 << 14, AccessElementShift = 16;

    private const int LogicalTagShift = 56;
    private const ulong LogicalTag = 15UL << LogicalTagShift, SelectsUpper = 1UL << 55;
    private const int BlockSize = 64; // of DC ZVA alone, which reports the block
    private const int Synchronous = 1, Asymmetric = 3;

    internal ulong GCR_EL1, RGSR_EL1, TFSRE0_EL1, TFSR_EL1, TFSR_EL2, TFSR_EL3;

    /// <summary>AArch64.AllocationTagAccessIsEnabled: whether instructions of a level see the tags of memory.</summary>
    internal bool AllocationTagAccessIsEnabled(int el)
    {
        if ((HaveEL3 && el <= 2 && (SCR_EL3 & SCR.ATA) == 0) || (el <= 1 && EL2Enabled && !EL0InHost && (HCR_EL2 & HCR.ATA) == 0))
        {
            return false;
        }

        return (SCTLR_ELx(ControlledBy(el)) & (el == 0 ? SCTLR.ATA0 : SCTLR.ATA)) != 0;
    }

    /// <summary>Access to the registers of memory tagging: HCR_EL2.ATA below EL2, SCR_EL3.ATA below EL3. 0: no trap.</summary>
    internal int TagRegisterTrap()
        => PSTATE.EL <= 1 && EL2Enabled && !EL0InHost && (HCR_EL2 & HCR.ATA) == 0 ? 2
            : PSTATE.EL <= 2 && HaveEL3 && (SCR_EL3 & SCR.ATA) == 0 ? 3 : 0;

    /// <summary>The logical tag of an address.</summary>
    internal static int TagOf(ulong va) => (int)(va >> LogicalTagShift) & 15;

    /// <summary>
    /// Whether an access is a checked one (AArch64.AccessIsTagChecked) whose check can have an effect. Not one that an alignment fault comes before.
    /// </summary>
    /// <param name="va">The address.</param>
    /// <param name="access">Size and kind of the access, see <see cref="AccessReads"/>.</param>
    public bool IsTagChecked(ulong va, int access)
    {
        int regime = TranslationEL, el = (access & AccessUnprivileged) != 0 ? 0 : PSTATE.EL;
        bool two = HasTwoRanges(regime), upper = (va & SelectsUpper) != 0;
        if (PSTATE.TCO || !TopByteIgnored(regime, upper && two, instruction: false) || TagCheckFaults(el) == 0 || !AllocationTagAccessIsEnabled(el))
        {
            return false;
        }

        // TCMA: tag 0 of the lower range, 15 of the upper one.
        ulong matches = !two ? TCR.TCMA : upper ? TCR.TCMA1 : TCR.TCMA0;
        if (((TagOf(va) + (upper ? 1 : 0)) & 15) == 0 && (TCR_ELx(regime) & matches) != 0)
        {
            return false;
        }

        return !FaultsByAlignment(va, access);
    }

    /// <summary>Checks an access whose instruction is at PC: takes the exception or notes the fault, if a granule's tag is another one. What the access itself faults for is left to it.</summary>
    /// <param name="va">The address.</param>
    /// <param name="access">Size and kind of the access, see <see cref="AccessReads"/>.</param>
    public void CheckTags(ulong va, int access)
    {
        if (!IsTagChecked(va, access))
        {
            return;
        }

        AccessKind kind = ((access & AccessReads) != 0 ? AccessKind.Read : 0) | ((access & AccessWrites) != 0 ? AccessKind.Write : 0)
            | ((access & AccessUnprivileged) != 0 ? AccessKind.Unprivileged : 0);
        int size = access & 0xFF;
        ulong? failed = null;
        for (int done = 0, part; done < size; done += part)
        {
            ulong at = va + (uint)done;
            part = Math.Min(size - done, 0x1000 - (int)(at & 0xFFF));
            if (!TryTranslate(at, kind, out Translation page, out _))
            {
                return;
            }

            if (FindTags(in page, out ulong offset) is { } tags)
            {
                offset += at & 0xFFF;
                long other = tags.FindOther(offset, part, TagOf(va));
                failed ??= other < 0 ? null : size == BlockSize ? va : at + ((ulong)other - offset);
            }
        }

        if (failed is { } address)
        {
            FailTagCheck(address, access);
        }
    }

    /// <summary>The tags of a page and its offset among them; null: it has none.</summary>
    internal AllocationTags? FindTags(in Translation page, out ulong offset)
    {
        offset = 0;
        if (!page.Tagged || Host.Bus.FindMemory(page.Page, 0x1000, out _) is not { Tags: { } tags } memory)
        {
            return null;
        }

        offset = page.Page - memory.Start;
        return tags;
    }

    /// <summary>What translated code of a level has to ask for.</summary>
    private TranslationContext TagCheckContext(int el)
    {
        if (!Model.Has(Features.MTE2))
        {
            return 0;
        }

        bool unprivileged = (el == 1 || (el == 2 && EL0InHost)) && MayCheckTags(0);
        return (MayCheckTags(el) ? TranslationContext.TagChecks : 0) | (unprivileged ? TranslationContext.UnprivilegedTagChecks : 0);
    }

    private bool MayCheckTags(int el)
    {
        int regime = ControlledBy(el);
        return TagCheckFaults(el) != 0 && AllocationTagAccessIsEnabled(el)
            && (TopByteIgnored(regime, false, instruction: false) || TopByteIgnored(regime, HasTwoRanges(regime), instruction: false));
    }

    /// <summary>SCTLR_ELx.TCF, or TCF0: what a failed check of a level's access does.</summary>
    private int TagCheckFaults(int el) => (int)(SCTLR_ELx(ControlledBy(el)) >> (el == 0 ? SCTLR.TCF0Shift : SCTLR.TCFShift)) & 3;

    private int ControlledBy(int el) => el != 0 ? el : EL0InHost ? 2 : 1;

    private bool FaultsByAlignment(ulong va, int access)
    {
        int size = access & 0xFF;
        bool aligned = (access & AccessAligned) != 0;
        if ((access & AccessAtomic) != 0)
        {
            return (va & ((ulong)size - 1)) != 0 && (aligned || (va & 15) + (ulong)size > 16);
        }

        return (va & ((1UL << (access >> AccessElementShift)) - 1)) != 0
            && (aligned || ((access & AccessOrdered) != 0 && !OrderedMayBeUnaligned(va, size)));
    }

    // AArch64.TagCheckFault.
    private void FailTagCheck(ulong va, int access)
    {
        int el = (access & AccessUnprivileged) != 0 ? 0 : PSTATE.EL;
        int faults = TagCheckFaults(el);
        if (faults == Synchronous || (faults == Asymmetric && (access & AccessReads) != 0))
        {
            // An atomic's load alone would have failed too (ISS.WnR).
            uint iss = FaultInfo.TagCheck | ((access & (AccessReads | AccessWrites)) == AccessWrites ? 1u << 6 : 0);
            TakeSynchronousException(AbortTarget(FaultInfo.Of(FaultInfo.TagCheck)), ExceptionClass.DataAbort, iss, PC, va);
            return;
        }

        // TF0 and TF1: each range of addresses has its own.
        bool upper = (va & SelectsUpper) != 0 && HasTwoRanges(ControlledBy(el));
        (el == 0 ? ref TFSRE0_EL1 : ref el == 1 ? ref TFSR_EL1 : ref el == 2 ? ref TFSR_EL2 : ref TFSR_EL3) |= upper ? 2u : 1;
    }
}
