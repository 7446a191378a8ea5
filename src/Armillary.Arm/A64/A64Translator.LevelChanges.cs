using Armillary.Arm.Exceptions;
using Armillary.Arm.State;
using Armillary.Ir;

namespace Armillary.Arm.A64;

/// <summary>
/// SVC from EL0 and ERET to EL0 without their helpers, where they do what they did the last time (<see cref="Slots.LevelKey"/>): AArch64.TakeException and
/// AArch64.ExceptionReturn reduced to what can still differ.
/// </summary>
public sealed partial class A64Translator
{
    private const long FlagsAndMasks = 0xF000_03C0;
    private const int AddressesOfEL0 = 55; // an address with this bit and those above clear is itself, whatever TBI says

    private bool LevelChangesInline
        => (Context & (TranslationContext.El2Traps | TranslationContext.SoftwareStep | TranslationContext.IL)) == 0;

    /// <summary>Whether this is the level of an operating system: EL1, or EL2 where the slots of EL1's registers hold EL2's.</summary>
    private bool AtSystemLevel => SystemRegisterSlots.IsSystemLevel(Context);

    private Value Slot(int slot) => Block.GetSlot(slot, IrType.I64);

    private void TrapIf(Value condition, int helper, int argument)
        => Block.Append(Op.TrapIf, IrType.Void, helper, condition.Number, imm: argument);

    private void CallSupervisor(int imm16)
    {
        Value key = Slot(Slots.LevelKey), pstate = Slot(Slots.PSTATE);
        TrapIf(pstate ^ (key >>> 32), Helpers.SupervisorCall, imm16);
        Block.SetSlot(Slots.SPSR_EL1, pstate | PackedFlags() | Slot(Slots.DAIF));
        Block.SetSlot(Slots.ELR_EL1, PcRelative(4));
        Block.SetSlot(Slots.ESR_EL1, Imm(((long)ExceptionClass.SupervisorCall << 26) | (1 << 25) | (uint)imm16, 64));
        Block.SetSlot(Slots.SP_EL0, Slot(Slots.SP));
        Block.SetSlot(Slots.SP, Slot(Slots.SP_EL1));
        Block.SetSlot(Slots.DAIF, Imm(0x3C0, 64));
        Block.SetSlot(Slots.PSTATE, key & Imm(uint.MaxValue, 64));
        GoToLevel(1, Slot(Slots.VBAR_EL1) + Imm(0x400, 64));
    }

    private void ReturnToEL0()
    {
        Value key = Slot(Slots.LevelKey), psr = Slot(Slots.SPSR_EL1), link = Slot(Slots.ELR_EL1);
        Value different = ((psr & Imm(~FlagsAndMasks, 64)) ^ (key >>> 32)) | (link >>> AddressesOfEL0) | Slot(Slots.InterruptWatch);
        TrapIf(different, Helpers.ExceptionReturnToLink, 0);
        SetNzcvBits(psr & Imm(0xF000_0000, 64));
        Block.SetSlot(Slots.DAIF, psr & Imm(0x3C0, 64));
        Block.SetSlot(Slots.SP_EL1, Slot(Slots.SP));
        Block.SetSlot(Slots.SP, Slot(Slots.SP_EL0));
        Block.SetSlot(Slots.PSTATE, key >>> 32);
        Block.SetSlot(Slots.EventRegister, Imm(1, 64));
        GoToLevel(0, link);
    }

    private void GoToLevel(int level, Value target)
    {
        Block.Append(Op.ClearExclusive, IrType.Void);
        Block.Append(Op.Leave, IrType.Void, level, target.Number);
        Ended = true;
    }
}
