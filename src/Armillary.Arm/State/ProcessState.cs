using System.Runtime.CompilerServices;
using Armillary.Core.State;

namespace Armillary.Arm.State;

/// <summary>
/// PSTATE (DDI 0487, D1.7) without the condition flags and the interrupt masks, which generated code has in
/// <see cref="Slots.NZCV"/> and <see cref="Slots.DAIF"/>. It lies in <see cref="Slots.PSTATE"/> as an SPSR holds it.
/// </summary>
public sealed class ProcessState
{
    /// <summary>The position of SSBS, which generated code writes.</summary>
    internal const int SSBSBit = 12;

    /// <summary>The position of DIT, which generated code writes.</summary>
    internal const int DITBit = 24;

    /// <summary>Fields by their places in an SPSR.</summary>
    internal const ulong TCOField = 1UL << 25, DITField = 1UL << DITBit, UAOField = 1UL << 23, PANField = 1UL << 22, SSField = 1UL << 21, ILField = 1UL << 20,
        SSBSField = 1UL << SSBSBit, BTYPEField = 3UL << 10, SPField = 1;

    /// <summary>What an exception gives a value of its own. PAN it may only set.</summary>
    internal const ulong EnteredFields = TCOField | UAOField | SSField | ILField | SSBSField | BTYPEField;

    /// <summary>What a legal exception return takes from the SPSR besides the level and the stack pointer; an illegal one leaves it.</summary>
    internal const ulong ReturnedFields = TCOField | DITField | UAOField | ILField | SSBSField | BTYPEField;

    private readonly NativeContext native;

    internal ProcessState(NativeContext native) => this.native = native;

    /// <summary>The exception level.</summary>
    public int EL
    {
        get => (int)(Word >> 2) & 3;
        set => Word = (Word & ~0xCUL) | ((ulong)(uint)(value & 3) << 2);
    }

    /// <summary>Whether SP is SP_ELx (and not SP_EL0).</summary>
    public bool SP
    {
        get => (Word & SPField) != 0;
        set => Set(SPField, value);
    }

    /// <summary>Privileged access never.</summary>
    public bool PAN
    {
        get => (Word & PANField) != 0;
        set => Set(PANField, value);
    }

    /// <summary>User access override.</summary>
    public bool UAO
    {
        get => (Word & UAOField) != 0;
        set => Set(UAOField, value);
    }

    /// <summary>Data independent timing.</summary>
    public bool DIT
    {
        get => (Word & DITField) != 0;
        set => Set(DITField, value);
    }

    /// <summary>Speculative store bypass safe.</summary>
    public bool SSBS
    {
        get => (Word & SSBSField) != 0;
        set => Set(SSBSField, value);
    }

    /// <summary>Illegal execution state.</summary>
    public bool IL
    {
        get => (Word & ILField) != 0;
        set => Set(ILField, value);
    }

    /// <summary>Software step.</summary>
    public bool SS
    {
        get => (Word & SSField) != 0;
        set => Set(SSField, value);
    }

    /// <summary>Tag check override.</summary>
    public bool TCO
    {
        get => (Word & TCOField) != 0;
        set => Set(TCOField, value);
    }

    /// <summary>
    /// The branch type, 0 to 3. The engine sets it when it enters a block from an indirect branch; it is 0 after a block's first instruction.
    /// </summary>
    public int BTYPE
    {
        get => (int)(Word >> 10) & 3;
        set => Word = (Word & ~BTYPEField) | ((ulong)(uint)(value & 3) << 10);
    }

    /// <summary>All of it as an SPSR has it, with N, Z, C, V, D, A, I and F zero.</summary>
    internal ref ulong Word
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => ref native.Integer(Slots.PSTATE);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Set(ulong field, bool value) => Word = value ? Word | field : Word & ~field;
}
