using Armillary.Arm.State;
using Armillary.Ir;

namespace Armillary.Arm;

/// <content>PSTATE, its SPSR form, and the stack pointers it selects.</content>
public sealed partial class Cpu
{
    /// <summary>PSTATE without NZCV and DAIF. The engine may set BTYPE; everything else changes through this class's methods.</summary>
    public ProcessState PSTATE { get; }

    internal ulong SP_EL3;

    // The fields of PSTATE that the model implements, SS aside, which comes from the debug logic.
    private readonly ulong implementedFields;

    private static ulong ImplementedFields(CpuModel model)
    {
        ulong fields = ProcessState.ILField;
        void Add(Features feature, ulong field) => fields |= model.Has(feature) ? field : 0;

        Add(Features.MTE2, ProcessState.TCOField);
        Add(Features.DIT, ProcessState.DITField);
        Add(Features.UAO, ProcessState.UAOField);
        Add(Features.PAN, ProcessState.PANField);
        Add(Features.SSBS, ProcessState.SSBSField);
        Add(Features.BTI, ProcessState.BTYPEField);
        return fields;
    }

    /// <summary>The four bits NZCV, N uppermost.</summary>
    internal uint NZCV
    {
        get => FlagsWord.ToNzcv((uint)Native.Integer(Slots.NZCV));
        set => Native.Integer(Slots.NZCV) = FlagsWord.FromNzcv(value);
    }

    /// <summary>PSTATE.D, A, I, F in bits 9:6.</summary>
    internal ref ulong DAIF => ref Native.Integer(Slots.DAIF);

    /// <summary>PSTATE as an SPSR holds it (GetPSRFromPSTATE).</summary>
    public ulong GetPSRFromPSTATE() => PSTATE.Word | ((ulong)NZCV << 28) | (DAIF & 0x3C0);

    /// <summary>Changes PSTATE.EL and PSTATE.SP and with them the current stack pointer.</summary>
    internal void SelectStackPointer(int el, bool sp)
    {
        ref ulong current = ref Native.Integer(Slots.SP);
        BankedSP(PSTATE.EL, PSTATE.SP) = current;
        PSTATE.EL = el;
        PSTATE.SP = sp;
        current = BankedSP(el, sp);
    }

    /// <summary>A stack pointer by level: SP_EL0 to SP_EL3, the current one or not.</summary>
    internal ref ulong StackPointer(int el)
    {
        int current = PSTATE.SP ? PSTATE.EL : 0;
        return ref el == current ? ref Native.Integer(Slots.SP) : ref BankedSP(el, el != 0);
    }

    private ref ulong BankedSP(int el, bool sp)
    {
        if (!sp || el == 0)
        {
            return ref Native.Integer(Slots.SP_EL0);
        }

        return ref el == 1 ? ref SP_EL1 : ref el == 2 ? ref SP_EL2 : ref SP_EL3;
    }

    private static ulong Bit(bool value, int position) => value ? 1UL << position : 0;
}
