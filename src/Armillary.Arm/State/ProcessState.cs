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
        get => (Word & 1) != 0;
        set => Set(0, value);
    }

    /// <summary>Privileged access never.</summary>
    public bool PAN
    {
        get => (Word & (1UL << 22)) != 0;
        set => Set(22, value);
    }

    /// <summary>User access override.</summary>
    public bool UAO
    {
        get => (Word & (1UL << 23)) != 0;
        set => Set(23, value);
    }

    /// <summary>Data independent timing.</summary>
    public bool DIT
    {
        get => (Word & (1UL << DITBit)) != 0;
        set => Set(DITBit, value);
    }

    /// <summary>Speculative store bypass safe.</summary>
    public bool SSBS
    {
        get => (Word & (1UL << SSBSBit)) != 0;
        set => Set(SSBSBit, value);
    }

    /// <summary>Illegal execution state.</summary>
    public bool IL
    {
        get => (Word & (1UL << 20)) != 0;
        set => Set(20, value);
    }

    /// <summary>Software step.</summary>
    public bool SS
    {
        get => (Word & (1UL << 21)) != 0;
        set => Set(21, value);
    }

    /// <summary>Tag check override.</summary>
    public bool TCO
    {
        get => (Word & (1UL << 25)) != 0;
        set => Set(25, value);
    }

    /// <summary>
    /// The branch type, 0 to 3. The engine sets it when it enters a block from an indirect branch; it is 0 after a block's first instruction.
    /// </summary>
    public int BTYPE
    {
        get => (int)(Word >> 10) & 3;
        set => Word = (Word & ~0xC00UL) | ((ulong)(uint)(value & 3) << 10);
    }

    /// <summary>All of it as an SPSR has it, with N, Z, C, V, D, A, I and F zero.</summary>
    internal ref ulong Word => ref native.Integer(Slots.PSTATE);

    private void Set(int bit, bool value) => Word = value ? Word | (1UL << bit) : Word & ~(1UL << bit);
}
