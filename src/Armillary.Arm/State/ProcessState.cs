namespace Armillary.Arm.State;

/// <summary>
/// PSTATE (DDI 0487, D1.7) without the condition flags and the interrupt masks, which generated code has in
/// <see cref="Slots.NZCV"/> and <see cref="Slots.DAIF"/>.
/// </summary>
public struct ProcessState
{
    /// <summary>The exception level.</summary>
    public int EL;

    /// <summary>Whether SP is SP_ELx (and not SP_EL0).</summary>
    public bool SP;

    /// <summary>Privileged access never.</summary>
    public bool PAN;

    /// <summary>User access override.</summary>
    public bool UAO;

    /// <summary>Data independent timing.</summary>
    public bool DIT;

    /// <summary>Speculative store bypass safe.</summary>
    public bool SSBS;

    /// <summary>Illegal execution state.</summary>
    public bool IL;

    /// <summary>Software step.</summary>
    public bool SS;

    /// <summary>Tag check override.</summary>
    public bool TCO;

    /// <summary>
    /// The branch type, 0 to 3. The engine sets it when it enters a block from an indirect branch; it is 0 after a block's first instruction.
    /// </summary>
    public int BTYPE;
}
