using Microsoft.CodeAnalysis;

namespace Gail.Generators;

/// <summary>Names of types and properties as they stand in code and in options.json.</summary>
internal static class Names
{
    private static readonly SymbolDisplayFormat Format =
        SymbolDisplayFormat.FullyQualifiedFormat.AddMiscellaneousOptions(
            SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier
        );

    internal static string Of(ITypeSymbol type) => type.ToDisplayString(Format);

    internal static string Camel(string name) => char.ToLowerInvariant(name[0]) + name.Substring(1);

    /// <summary>Whether a type is ImmutableArray of int: the widths of layers.</summary>
    internal static bool IsWidths(ITypeSymbol type) =>
        type is INamedTypeSymbol { Name: "ImmutableArray" } array
        && array.TypeArguments[0].SpecialType == SpecialType.System_Int32;
}
