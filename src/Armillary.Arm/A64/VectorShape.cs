namespace Armillary.Arm.A64;

/// <summary>The arrangement of a vector operand.</summary>
/// <param name="Esize">The element size in bits: 8, 16, 32, 64 or 128.</param>
/// <param name="Datasize">The size in bits of the part that is used: 64 or 128.</param>
public readonly record struct VectorShape(int Esize, int Datasize)
{
    /// <summary>How many elements.</summary>
    public int Elements => Datasize / Esize;
}
