using Armillary.Arm.State;
using Armillary.Ir;

namespace Armillary.Arm.A64;

/// <summary>Hints and barriers.</summary>
public sealed partial class A64Translator
{
    /// <summary>
    /// HINT: NOP, DGH, PSB, TSB, CSDB, BTI (checked when a block is entered) and what is not allocated, and hints of features that are not announced.
    /// </summary>
    [A64("1101010100 0 00 011 0010 CRm:4 op2:3 11111", "<HintName(CRm << 3 | op2)>")]
    private void HINT_HM_hints(int CRm, int op2)
    {
        // Nothing to do.
    }

    /// <summary>YIELD.</summary>
    [A64("1101010100 0 00 011 0010 0000 001 11111", "YIELD")]
    private void YIELD_HI_hints() => Block.Call(Helpers.Yield, CallFlags.None, Imm(0, 64));

    /// <summary>ESB: a masked SError that is pending is deferred; one that is not masked is taken here.</summary>
    [A64("1101010100 0 00 011 0010 0010 000 11111", "ESB", Feature = "RAS")]
    private void ESB_HI_hints()
        => Block.Append(Op.TrapIf, IrType.Void, Helpers.ErrorSynchronizationBarrier, Block.GetSlot(Slots.InterruptWatch, IrType.I64).Number);

    /// <summary>WFE.</summary>
    [A64("1101010100 0 00 011 0010 0000 010 11111", "WFE")]
    private void WFE_HI_hints() => CallAndLeave(Helpers.WaitForEvent);

    /// <summary>WFI.</summary>
    [A64("1101010100 0 00 011 0010 0000 011 11111", "WFI")]
    private void WFI_HI_hints() => CallAndLeave(Helpers.WaitForInterrupt);

    /// <summary>SEV.</summary>
    [A64("1101010100 0 00 011 0010 0000 100 11111", "SEV")]
    private void SEV_HI_hints() => Block.Call(Helpers.SendEvent, CallFlags.None, Imm(0, 64));

    /// <summary>SEVL.</summary>
    [A64("1101010100 0 00 011 0010 0000 101 11111", "SEVL")]
    private void SEVL_HI_hints() => Block.Call(Helpers.SendEvent, CallFlags.None, Imm(1, 64));

    /// <summary>CLREX.</summary>
    [A64("1101010100 0 00 011 0011 CRm:4 010 11111", "CLREX{?CRm != 15:  #<CRm>}")]
    private void CLREX_BN_barriers(int CRm) => Block.Append(Op.ClearExclusive, IrType.Void);

    /// <summary>DSB.</summary>
    [A64("1101010100 0 00 011 0011 CRm:4 100 11111", "DSB <BarrierName(CRm)>")]
    [A64Alias("SSBB", When = "CRm == 0")]
    [A64Alias("PSSBB", When = "CRm == 4")]
    private void DSB_BO_barriers(int CRm)
    {
        Fence(3);
        if (CRm is not (0 or 4))
        {
            Block.Append(Op.TrapIf, IrType.Void, Helpers.DataSynchronizationBarrier, Block.GetSlot(Slots.InterruptWatch, IrType.I64).Number);
        }
    }

    /// <summary>DMB.</summary>
    [A64("1101010100 0 00 011 0011 CRm:4 101 11111", "DMB <BarrierName(CRm)>")]
    private void DMB_BO_barriers(int CRm) => Fence((CRm & 3) switch { 1 => 1, 2 => 2, _ => 3 });

    /// <summary>
    /// ISB: ends the block. What a context synchronization event has to show is seen at once already: a write that translated code depends
    /// on leaves the block, and so does instruction cache maintenance.
    /// </summary>
    [A64("1101010100 0 00 011 0011 CRm:4 110 11111", "ISB{?CRm != 15:  #<Hex(CRm)>}")]
    private void ISB_BI_barriers(int CRm) => BranchTo(4);

    /// <summary>SB.</summary>
    [A64("1101010100 0 00 011 0011 (0)(0)(0)(0) 111 11111", "SB", Feature = "SB")]
    private void SB_only_barriers() => Fence(3);

    private void Fence(int kinds) => Block.Append(Op.Fence, IrType.Void, kinds);
}
