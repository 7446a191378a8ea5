using System.Buffers.Binary;
using Armillary.Arm.Exceptions;
using Armillary.Arm.Mmu;
using Armillary.Arm.SystemRegisters;

namespace Armillary.Arm;

/// <content>Address translation at the current level, and the aborts that come of it.</content>
public sealed partial class Cpu
{
    /// <summary>The current translation regime.</summary>
    public TranslationRegime Regime => TranslationEL switch
    {
        1 => TranslationRegime.EL10,
        2 => (HCR_EL2 & HCR.E2H) != 0 ? TranslationRegime.EL20 : TranslationRegime.EL2,
        _ => TranslationRegime.EL3,
    };

    /// <summary>The current ASID (TTBR0 or TTBR1 as TCR.A1 says, 8 or 16 bits); 0 in a regime of one range.</summary>
    public ushort Asid => Regime switch
    {
        TranslationRegime.EL10 => Stage1Parameters.AsidOf(TCR_EL1, TTBR0_EL1, TTBR1_EL1),
        TranslationRegime.EL20 => Stage1Parameters.AsidOf(TCR_EL2, TTBR0_EL2, TTBR1_EL2),
        _ => 0,
    };

    /// <summary>
    /// Translates a virtual address for an access at the current level (at EL0 every access is unprivileged). The result describes the page
    /// for every kind of access. Walks the tables each time; sets the access flag and dirty state where hardware does. Does not allocate.
    /// </summary>
    /// <param name="va">The virtual address, top byte included. Alignment is the caller's affair.</param>
    /// <param name="kind">The access.</param>
    /// <param name="result">The page, on success.</param>
    /// <param name="fault">What to raise, on failure.</param>
    public bool TryTranslate(ulong va, AccessKind kind, out Translation result, out FaultInfo fault)
    {
        if (PSTATE.EL == 0)
        {
            kind |= AccessKind.Unprivileged;
        }

        return TryTranslate(va, kind, TranslationEL, out result, out fault);
    }

    /// <summary>Whether a second stage translates the addresses of EL1 and EL0: HCR_EL2.VM or DC in effect.</summary>
    internal bool StageTwoEnabled => EL2Enabled && (HCR_EL2 & (HCR.VM | HCR.DC)) != 0 && (HCR_EL2 & HCR.TGE) == 0;

    /// <summary>Both stages of a level's regime.</summary>
    internal bool TryTranslate(ulong va, AccessKind kind, int el, out Translation result, out FaultInfo fault)
        => Stage1Walk.TryTranslate(this, va, kind, el, out result, out fault)
            && (el != 1 || !StageTwoEnabled || Stage2Walk.TryTranslate(this, result.Page.Value | (va & 0xFFF), result.Secure, kind, ref result, out fault));

    /// <summary>Takes a Data Abort of the instruction at PC.</summary>
    /// <param name="va">The address that faulted: the lowest byte of the access that does.</param>
    /// <param name="kind">The access.</param>
    /// <param name="fault">Why.</param>
    public void RaiseDataAbort(ulong va, AccessKind kind, in FaultInfo fault)
    {
        bool maintenance = (kind & AccessKind.CacheMaintenance) != 0;
        bool write = maintenance || (kind & AccessKind.Write) != 0;
        if (write && !maintenance && (kind & AccessKind.Read) != 0)
        {
            // An atomic reports a write only where a read alone would not have faulted alike.
            write = fault.Status != FaultInfo.Alignment && !TryTranslateFails(va, kind & ~AccessKind.Write);
        }

        if (fault.OnStage1Walk && !maintenance)
        {
            write = fault.WalkWrites;
        }

        uint iss = fault.Status | (write ? 1u << 6 : 0) | (fault.OnStage1Walk ? 1u << 7 : 0) | (maintenance ? 1u << 8 : 0);
        int target = AbortTarget(in fault);
        ReportIntermediate(target, in fault);
        if (target == 2 && fault.Stage2 && !fault.OnStage1Walk && !maintenance)
        {
            iss |= AccessSyndrome();
        }

        TakeSynchronousException(target, ExceptionClass.DataAbort, iss, PC, va);
    }

    /// <summary>Takes an Instruction Abort for the fetch at PC.</summary>
    public void RaiseInstructionAbort(ulong va, in FaultInfo fault)
    {
        uint iss = fault.Status | (fault.OnStage1Walk ? 1u << 7 : 0);
        int target = AbortTarget(in fault);
        ReportIntermediate(target, in fault);
        TakeSynchronousException(target, ExceptionClass.InstructionAbort, iss, PC, va);
    }

    /// <summary>Takes the Data Abort of a misaligned access by the instruction at PC that would fault on any memory.</summary>
    public void RaiseAlignmentFault(ulong va, AccessKind kind) => RaiseDataAbort(va, kind, FaultInfo.Of(FaultInfo.Alignment));

    /// <summary>Takes the Data Abort of a misaligned access by the instruction at PC to what is not plain memory: stage 2's to take, if it is Device memory by stage 2 alone.</summary>
    public void RaiseDeviceAlignmentFault(ulong va, AccessKind kind)
    {
        kind |= AccessKind.Misaligned;
        if (TryTranslate(va, kind, out _, out FaultInfo fault))
        {
            fault = FaultInfo.Of(FaultInfo.Alignment); // Normal memory with a device behind it
        }

        RaiseDataAbort(va, kind, in fault);
    }

    /// <summary>Takes the synchronous external abort of an access that nothing on the bus answers.</summary>
    public void RaiseExternalAbort(ulong va, AccessKind kind)
    {
        FaultInfo fault = FaultInfo.Of(FaultInfo.ExternalAbort);
        if ((kind & AccessKind.Execute) != 0)
        {
            RaiseInstructionAbort(va, in fault);
            return;
        }

        uint iss = FaultInfo.ExternalAbort | ((kind & AccessKind.Write) != 0 ? 1u << 6 : 0);
        TakeSynchronousException(AbortTarget(in fault), ExceptionClass.DataAbort, iss, PC, va);
    }

    /// <summary>Whether a load-acquire or store-release of <paramref name="size"/> bytes may be unaligned: within 16 bytes by FEAT_LSE2, anywhere by SCTLR_ELx.nAA.</summary>
    public bool OrderedMayBeUnaligned(ulong va, int size)
        => Model.Has(Features.LSE2) && ((va & 15) + (ulong)size <= 16 || (SCTLR_ELx(TranslationEL) & SCTLR.nAA) != 0);

    private bool TryTranslateFails(ulong va, AccessKind kind) => !TryTranslate(va, kind, out _, out _);

    private int AbortTarget(in FaultInfo fault)
    {
        if (PSTATE.EL == 3 || (HaveEL3 && fault.IsExternalAbort && (SCR_EL3 & SCR.EA) != 0))
        {
            return 3;
        }

        bool toEL2 = EL2Enabled && ((PSTATE.EL == 0 && TrapGeneral) || fault.Stage2 || (fault.IsExternalAbort && (HCR_EL2 & HCR.TEA) != 0));
        return PSTATE.EL == 2 || toEL2 ? 2 : 1;
    }

    // The intermediate address of the abort that is being taken, where stage 2 made it.
    private ulong? stageTwoFault;

    private void ReportIntermediate(int target, in FaultInfo fault)
    {
        stageTwoFault = fault.Stage2 ? fault.IntermediateAddress : null;
        if (target == 2 && fault.Stage2 && fault.Status != FaultInfo.Alignment) // HPFAR_EL2 is UNKNOWN then (IPAValid)
        {
            HPFAR_EL2 = ((fault.IntermediateAddress >> 12) << 4) | (fault.NonSecureIntermediate ? 1UL << 63 : 0);
        }
    }

    /// <summary>ESR_ELx.ISS[24:14] for the load or store at PC, so that EL2 can do it in its place; zero (ISV 0) for others.</summary>
    private uint AccessSyndrome()
    {
        if (TryTranslate(PC, AccessKind.Execute, out Translation code, out _)
            && Host.Bus.FindMemory(code.Page, 0x1000, out _) is { } memory && memory.TryGetSpan(code.Page + (PC & 0xFFC), 4, out Span<byte> word))
        {
            return LoadStoreSyndrome.Of(BinaryPrimitives.ReadUInt32LittleEndian(word));
        }

        return 0;
    }

}
