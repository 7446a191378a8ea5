namespace Armillary.Arm.A64;

/// <summary>
/// Declares a method of <see cref="A64Translator"/> as the meaning of an instruction encoding. The generator makes the decoder
/// and the disassembler's and test assembler's tables from these rows.
/// </summary>
/// <param name="encoding">The 32 bits from bit 31 down: runs of 0 and 1, and fields as name:width; blanks separate.</param>
/// <param name="syntax">The assembler syntax in the manual's notation.</param>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class A64Attribute(string encoding, string syntax) : Attribute
{
    /// <summary>The encoding.</summary>
    public string Encoding { get; } = encoding;

    /// <summary>The syntax.</summary>
    public string Syntax { get; } = syntax;

    /// <summary>The feature that must be announced in the ID registers; otherwise the encoding is UNDEFINED. Null: the base set.</summary>
    public string? Feature { get; init; }

    /// <summary>A condition on the fields in C# (as <c>"sf == 1 || imm6 &lt; 32"</c>); where it is false the encoding is unallocated or another row's.</summary>
    public string? When { get; init; }
}
