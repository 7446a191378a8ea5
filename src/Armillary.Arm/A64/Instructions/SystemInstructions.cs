using Armillary.Arm.State;
using Armillary.Arm.SystemRegisters;
using Armillary.Core.State;
using Armillary.Ir;

namespace Armillary.Arm.A64;

/// <summary>System register moves, PSTATE fields, and SYS.</summary>
public sealed partial class A64Translator
{
    private static readonly uint NzcvRegister = SystemRegister.Encode(3, 3, 4, 2, 0);
    private static readonly uint DaifRegister = SystemRegister.Encode(3, 3, 4, 2, 1);
    private static readonly uint FpcrRegister = SystemRegister.Encode(3, 3, 4, 4, 0);
    private static readonly uint FpsrRegister = SystemRegister.Encode(3, 3, 4, 4, 1);
    private static readonly uint CurrentELRegister = SystemRegister.Encode(3, 0, 4, 2, 2);
    private static readonly uint CTRRegister = SystemRegister.Encode(3, 3, 0, 0, 1), DCZIDRegister = SystemRegister.Encode(3, 3, 0, 0, 7);
    private static readonly uint SPSelRegister = SystemRegister.Encode(3, 0, 4, 2, 0);

    /// <summary>MRS.</summary>
    [A64("1101010100 1 1 o0:1 op1:3 CRn:4 CRm:4 op2:3 Rt:5", "MRS <Xt>, <SystemRegisterName(2 + o0, op1, CRn, CRm, op2)>")]
    private void MRS_RS_systemmove(int o0, int op1, int CRn, int CRm, int op2, int Rt)
    {
        uint encoding = SystemRegister.Encode((uint)(2 + o0), (uint)op1, (uint)CRn, (uint)CRm, (uint)op2);
        if (IsTrappedFpRegister(encoding))
        {
            CallAndLeave(Helpers.FpAccessTrap);
        }
        else if (SystemRegisterSlots.TryGet(encoding, Context, Features, write: false, out int slot))
        {
            X[Rt, 64] = Block.GetSlot(slot, IrType.I64);
        }
        else if (encoding == NzcvRegister)
        {
            X[Rt, 64] = PackedFlags();
        }
        else if (encoding == CurrentELRegister && EL != 0)
        {
            X[Rt, 64] = Imm(EL << 2, 64);
        }
        else if ((encoding == CTRRegister || encoding == DCZIDRegister)
            && (Context & TranslationContext.CacheTraps) == 0)
        {
            X[Rt, 64] = Imm((long)(encoding == CTRRegister ? SystemRegisterTable.CTR : SystemRegisterTable.DCZID), 64);
        }
        else if (encoding == SPSelRegister && EL != 0)
        {
            X[Rt, 64] = Imm((Context & TranslationContext.SPSel) != 0 ? 1 : 0, 64);
        }
        else
        {
            X[Rt, 64] = Block.Call(Helpers.ReadSystemRegister, CallFlags.MayLeave, Imm(encoding, 64), Imm(Rt, 64));
        }
    }

    /// <summary>FPCR and FPSR trap as the instructions do that use them.</summary>
    private bool IsTrappedFpRegister(uint encoding)
        => (Context & TranslationContext.FpTrap) != 0 && (encoding == FpcrRegister || encoding == FpsrRegister);

    /// <summary>MSR (register).</summary>
    [A64("1101010100 0 1 o0:1 op1:3 CRn:4 CRm:4 op2:3 Rt:5", "MSR <SystemRegisterName(2 + o0, op1, CRn, CRm, op2)>, <Xt>")]
    private void MSR_SR_systemmove(int o0, int op1, int CRn, int CRm, int op2, int Rt)
    {
        uint encoding = SystemRegister.Encode((uint)(2 + o0), (uint)op1, (uint)CRn, (uint)CRm, (uint)op2);
        if (IsTrappedFpRegister(encoding))
        {
            CallAndLeave(Helpers.FpAccessTrap);
        }
        else if (SystemRegisterSlots.TryGet(encoding, Context, Features, write: true, out int slot))
        {
            Block.SetSlot(slot, X[Rt, 64]);
        }
        else if (encoding == NzcvRegister)
        {
            SetNzcvBits(X[Rt, 64]);
        }
        else if (encoding == DaifRegister && EL != 0)
        {
            SetInterruptMasks(X[Rt, 64] & Imm(0x3C0, 64));
        }
        else
        {
            WriteSystemRegister(encoding, X[Rt, 64], Rt);
        }
    }

    /// <summary>MSR (immediate).</summary>
    [A64("1101010100 0 00 op1:3 0100 CRm:4 op2:3 11111", "MSR <ProcessStateField(op1, op2)>, #<Hex(CRm)>", When = "IsProcessStateField(op1, op2)")]
    private void MSR_SI_pstate(int op1, int CRm, int op2)
    {
        if (op1 == 3 && op2 >= 6 && EL != 0)
        {
            Value masks = Block.GetSlot(Slots.DAIF, IrType.I64);
            if (op2 == 6 && (CRm & 8) == 0)
            {
                // DAIFSet without D changes nothing that code depends on and lets no interrupt in.
                Block.SetSlot(Slots.DAIF, masks | Imm(CRm << 6, 64));
            }
            else
            {
                SetInterruptMasks(op2 == 6 ? masks | Imm(CRm << 6, 64) : masks & Imm(0x3C0 & ~(CRm << 6), 64));
            }

            return;
        }

        if ((op1 == 3 && op2 >= 6) || (op1 == 3 && op2 == 4 && (Features & Features.MTE2) != 0))
        {
            // The masks; TCO, which a kernel writes at each entry.
            Block.Call(Helpers.WriteInterruptMasks, CallFlags.MayLeave, Imm(op1 << 3 | op2, 64), Imm(CRm, 64));
            return;
        }

        if (op1 == 3 && op2 is 1 or 2 && (Features & (op2 == 1 ? Features.SSBS : Features.DIT)) != 0)
        {
            // Nothing that code depends on.
            long bit = 1L << (op2 == 1 ? ProcessState.SSBSBit : ProcessState.DITBit);
            Value pstate = Block.GetSlot(Slots.PSTATE, IrType.I64);
            Block.SetSlot(Slots.PSTATE, (CRm & 1) != 0 ? pstate | Imm(bit, 64) : pstate & Imm(~bit, 64));
            return;
        }

        CallAndLeave(Helpers.WriteProcessState, Imm(op1 << 3 | op2, 64), Imm(CRm, 64));
    }

    /// <summary>Writes PSTATE.DAIF; goes to the helper if an interrupt may be let in, or software step depends on D.</summary>
    private void SetInterruptMasks(Value masks)
    {
        Block.SetSlot(Slots.DAIF, masks);
        Block.Append(Op.TrapIf, IrType.Void, Helpers.InterruptMasksChanged, Block.GetSlot(Slots.InterruptWatch, IrType.I64).Number);
    }

    /// <summary>
    /// MSR by helper. Interrupt masks and registers without an effect on translated code (and those of banks outside the CPU) do not end the block;
    /// an interrupt that they let in is taken at the block's edge.
    /// </summary>
    private void WriteSystemRegister(uint encoding, Value value, int Rt)
    {
        SystemRegisterRow? row = SystemRegisterTable.Find(encoding);
        bool stays = row is null || encoding == DaifRegister
            || (row.Effect is RegisterEffect.None or RegisterEffect.Tables && encoding != FpsrRegister);
        if (stays)
        {
            Block.Call(Helpers.WriteSystemRegisterAndStay, CallFlags.MayLeave, Imm(encoding, 64), value, Imm(Rt, 64));
        }
        else
        {
            CallAndLeave(Helpers.WriteSystemRegister, Imm(encoding, 64), value, Imm(Rt, 64));
        }
    }

    /// <summary>SYS: cache and TLB maintenance, address translation.</summary>
    [A64("1101010100 0 01 op1:3 CRn:4 CRm:4 op2:3 Rt:5", "SYS #<op1>, C<CRn>, C<CRm>, #<op2>{?Rt != 31:, <Xt>}")]
    [A64Alias("<SystemOperation(op1, CRn, CRm, op2)>{?SystemOperationTakesAddress(op1, CRn, CRm, op2) || Rt != 31:, <Xt>}", When = "SystemOperation(op1, CRn, CRm, op2).Length != 0")]
    private void SYS_CR_systeminstrs(int op1, int CRn, int CRm, int op2, int Rt)
        => CallAndLeave(
            Helpers.SystemInstruction,
            Imm(SystemRegister.Encode(1, (uint)op1, (uint)CRn, (uint)CRm, (uint)op2), 64),
            X[Rt, 64],
            Imm(Rt, 64));

    /// <summary>DC ZVA.</summary>
    [A64("1101010100 0 01 011 0111 0100 001 Rt:5", "DC ZVA, <Xt>")]
    private void DC_ZVA_systeminstrs(int Rt)
    {
        if ((Context & TranslationContext.CacheTraps) != 0)
        {
            SYS_CR_systeminstrs(3, 7, 4, 1, Rt);
            return;
        }

        Block.Append(Op.StoreZeros, IrType.Void, a: X[Rt, 64].Number);
    }

    /// <summary>SYSL: none is defined.</summary>
    [A64("1101010100 1 01 op1:3 CRn:4 CRm:4 op2:3 Rt:5", "SYSL <Xt>, #<op1>, C<CRn>, C<CRm>, #<op2>")]
    private void SYSL_RC_systeminstrs(int op1, int CRn, int CRm, int op2, int Rt) => Undefined();
}
