namespace Armillary.Ir;

/// <summary>One IR instruction; its index in the block is its result's value number.</summary>
public struct Instruction
{
    /// <summary>The operation.</summary>
    public Op Op;

    /// <summary>The result's type.</summary>
    public IrType Type;

    /// <summary>The small parameter: what it means is told at each <see cref="Ir.Op"/>.</summary>
    public byte Sub;

    /// <summary>The first operand's value number, -1 if none.</summary>
    public int A;

    /// <summary>The second operand's value number, -1 if none.</summary>
    public int B;

    /// <summary>The third operand's value number, -1 if none.</summary>
    public int C;

    /// <summary>The constant parameter.</summary>
    public long Imm;
}
