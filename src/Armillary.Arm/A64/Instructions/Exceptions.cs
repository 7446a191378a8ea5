using Armillary.Arm.State;
using Armillary.Core.State;
using Armillary.Ir;

namespace Armillary.Arm.A64;

/// <summary>Exception generation and return, and the permanently undefined.</summary>
public sealed partial class A64Translator
{
    /// <summary>UDF.</summary>
    [A64("0000000000000000 imm16:16", "UDF #<imm16>")]
    private void UDF_only_perm_undef(int imm16) => Undefined();

    /// <summary>SVC.</summary>
    [A64("11010100 000 imm16:16 000 01", "SVC #<Hex(imm16)>")]
    private void SVC_EX_exception(int imm16)
    {
        if (EL == 0 && LevelChangesInline)
        {
            CallSupervisor(imm16);
            return;
        }

        CallAndLeave(Helpers.SupervisorCall, Imm(imm16, 64));
    }

    /// <summary>HVC.</summary>
    [A64("11010100 000 imm16:16 000 10", "HVC #<Hex(imm16)>")]
    private void HVC_EX_exception(int imm16)
    {
        if (EL == 0)
        {
            Undefined();
            return;
        }

        CallAndLeave(Helpers.HypervisorCall, Imm(imm16, 64));
    }

    /// <summary>SMC.</summary>
    [A64("11010100 000 imm16:16 000 11", "SMC #<Hex(imm16)>")]
    private void SMC_EX_exception(int imm16)
    {
        if (EL == 0)
        {
            Undefined();
            return;
        }

        CallAndLeave(Helpers.SecureMonitorCall, Imm(imm16, 64));
    }

    /// <summary>BRK.</summary>
    [A64("11010100 001 imm16:16 000 00", "BRK #<Hex(imm16)>")]
    private void BRK_EX_exception(int imm16) => CallAndLeave(Helpers.Breakpoint, Imm(imm16, 64));

    /// <summary>HLT.</summary>
    [A64("11010100 010 imm16:16 000 00", "HLT #<Hex(imm16)>")]
    private void HLT_EX_exception(int imm16) => CallAndLeave(Helpers.Halt, Imm(imm16, 64));

    /// <summary>DCPS1, DCPS2, DCPS3: UNDEFINED outside Debug state.</summary>
    [A64("11010100 101 imm16:16 000 LL:2", "DCPS<LL>{ #<Hex2(imm16)>}", When = "LL != 0")]
    private void DCPS_DC_exception(int imm16, int LL) => Undefined();

    /// <summary>DRPS: UNDEFINED outside Debug state.</summary>
    [A64("1101011 0 101 11111 000000 11111 00000", "DRPS")]
    private void DRPS_64E_branch_reg() => Undefined();

    /// <summary>ERET.</summary>
    [A64("1101011 0 100 11111 000000 11111 00000", "ERET")]
    private void ERET_64E_branch_reg()
    {
        if (EL == 0)
        {
            Undefined();
            return;
        }

        if (AtSystemLevel && LevelChangesInline)
        {
            ReturnToEL0();
            return;
        }

        CheckReturnTrap(0);

        CallAndLeave(Helpers.ExceptionReturn, ExceptionLink());
    }

    /// <summary>Asks whether ERET (ESR.ISS 0), ERETAA (2) or ERETAB (3) traps, where it may.</summary>
    private void CheckReturnTrap(int iss)
    {
        if (EL == 1 && (Context & TranslationContext.El2Traps) != 0)
        {
            Block.Call(Helpers.CheckExceptionReturnTrap, CallFlags.MayLeave, Imm(iss, 64));
        }
    }

    /// <summary>ELR_ELx of this level.</summary>
    private Value ExceptionLink() => AtSystemLevel
        ? Block.GetSlot(Slots.ELR_EL1, IrType.I64)
        : Block.Call(Helpers.ReadSystemRegister, CallFlags.None, Imm(SystemRegister.Encode(3, EL == 2 ? 4u : 6u, 4, 0, 1), 64), Imm(31, 64));
}
