using System;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Armillary.Generators.Registers;

/// <summary>One <c>[Register]</c> property as plain text and numbers, so that the compiler can cache it between builds.</summary>
internal sealed class RegisterRow : IEquatable<RegisterRow>
{
    private readonly string key;

    private RegisterRow(IPropertySymbol property, PropertyDeclarationSyntax syntax, AttributeData attribute)
    {
        INamedTypeSymbol type = property.ContainingType;
        Namespace = type.ContainingNamespace.ToDisplayString();
        Class = type.Name;
        Name = property.Name;
        Type = property.Type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat);
        ITypeSymbol underlying = property.Type is INamedTypeSymbol { EnumUnderlyingType: { } raw } ? raw : property.Type;
        Size = underlying.SpecialType switch
        {
            SpecialType.System_Byte => 1,
            SpecialType.System_UInt16 => 2,
            SpecialType.System_UInt32 => 4,
            SpecialType.System_UInt64 => 8,
            _ => 0,
        };
        Offset = (ulong)attribute.ConstructorArguments[0].Value!;
        ulong widest = Size is 8 or 0 ? ulong.MaxValue : (1UL << (Size * 8)) - 1;
        Reset = Named(attribute, "Reset", 0) & widest;
        Mask = Named(attribute, "Mask", ulong.MaxValue) & widest;
        Readable = property.GetMethod is not null;
        Writable = property.SetMethod is not null;
        Stored = syntax.Modifiers.Any(m => m.ValueText == "partial");
        Modifiers = syntax.Modifiers.ToString();
        Location = syntax.Identifier.GetLocation();
        key = $"{Namespace}.{Class}.{Name}:{Type}:{Size}:{Offset}:{Reset}:{Mask}:{Readable}:{Writable}:{Modifiers}";
    }

    public string Namespace { get; }

    public string Class { get; }

    public string Name { get; }

    public string Type { get; }

    /// <summary>Bytes, or 0 for a type that no register can have.</summary>
    public int Size { get; }

    public ulong Offset { get; }

    public ulong Reset { get; }

    public ulong Mask { get; }

    public bool Readable { get; }

    public bool Writable { get; }

    /// <summary>Whether the property is partial: its field and accessors are generated.</summary>
    public bool Stored { get; }

    public string Modifiers { get; }

    public Location Location { get; }

    public static RegisterRow From(GeneratorAttributeSyntaxContext context)
        => new((IPropertySymbol)context.TargetSymbol, (PropertyDeclarationSyntax)context.TargetNode, context.Attributes[0]);

    public bool Equals(RegisterRow? other) => other is not null && key == other.key;

    public override bool Equals(object? obj) => Equals(obj as RegisterRow);

    public override int GetHashCode() => key.GetHashCode();

    private static ulong Named(AttributeData attribute, string name, ulong otherwise)
    {
        TypedConstant found = attribute.NamedArguments.FirstOrDefault(a => a.Key == name).Value;
        return found.Value is ulong value ? value : otherwise;
    }
}
