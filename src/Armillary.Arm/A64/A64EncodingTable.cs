namespace Armillary.Arm.A64;

/// <summary>A field of an encoding.</summary>
/// <param name="Name">The manual's name.</param>
/// <param name="Lsb">The lowest bit.</param>
/// <param name="Width">How many bits.</param>
public readonly record struct A64Field(string Name, int Lsb, int Width)
{
    /// <summary>The field's value in a word.</summary>
    public int Extract(uint word) => (int)((word >> Lsb) & (uint)((1UL << Width) - 1));
}

/// <summary>One row of the instruction set: an [A64] attribute.</summary>
/// <param name="Row">The number of the row.</param>
/// <param name="Name">The name of the encoding and of the translator's method.</param>
/// <param name="Mask">The fixed bits.</param>
/// <param name="Value">Their value.</param>
/// <param name="ShouldBeMask">Bits that are decoded with any value but that an assembler sets as <paramref name="ShouldBe"/>.</param>
/// <param name="ShouldBe">What an assembler puts into those bits.</param>
/// <param name="Fields">The fields from bit 31 down.</param>
/// <param name="Syntax">The syntax.</param>
/// <param name="Feature">What must be announced.</param>
public sealed record A64Encoding(
    int Row, string Name, uint Mask, uint Value, uint ShouldBeMask, uint ShouldBe, IReadOnlyList<A64Field> Fields, string Syntax, Features Feature);

/// <summary>The instruction set as data: for the disassembler, the fuzzer and the coverage page.</summary>
public static partial class A64EncodingTable
{
    /// <summary>All rows, most specific first; a row's index is its number.</summary>
    public static IReadOnlyList<A64Encoding> Rows { get; } = Build();
}
