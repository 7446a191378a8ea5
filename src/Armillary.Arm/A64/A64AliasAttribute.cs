namespace Armillary.Arm.A64;

/// <summary>A preferred alias of the method's encodings, for the disassembler. The first whose condition holds is printed.</summary>
/// <param name="syntax">The assembler syntax in the manual's notation.</param>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class A64AliasAttribute(string syntax) : Attribute
{
    /// <summary>The syntax.</summary>
    public string Syntax { get; } = syntax;

    /// <summary>The condition on the fields in C# under which the alias is preferred.</summary>
    public string When { get; init; } = "true";
}
