using System.Text;
using Microsoft.CodeAnalysis;

namespace Gail.Generators;

/// <summary>The method With: F# has no with-expression for records of C#.</summary>
internal static class WithWriter
{
    internal static void Write(StringBuilder text, INamedTypeSymbol type, IReadOnlyList<IPropertySymbol> properties)
    {
        var parameters = string.Join(", ", properties.Select(Parameter));
        text.AppendLine(
            "    /// <summary>A copy with the values given; what is left out or null stays as it is.</summary>"
        );
        text.AppendLine("    /// <remarks>So what may be none cannot be set to none here.</remarks>");
        text.AppendLine($"    public {type.Name} With({parameters})");
        text.AppendLine("    {");
        text.AppendLine("        var made = this;");
        foreach (var property in properties)
        {
            var name = Names.Camel(property.Name);
            var value = Names.IsWidths(property.Type)
                ? "global::System.Collections.Immutable.ImmutableArray.CreateRange(given)"
                : "given";
            text.AppendLine($"        if (@{name} is {{ }} given{property.Name})");
            text.AppendLine("        {");
            text.AppendLine(
                $"            made = made with {{ {property.Name} = {value.Replace("given", "given" + property.Name)} }};"
            );
            text.AppendLine("        }");
        }
        text.AppendLine("        return global::Gail.OptionRules.OptionRule.Consistent(made);");
        text.AppendLine("    }");
    }

    private static string Parameter(IPropertySymbol property)
    {
        var type = Names.IsWidths(property.Type)
            ? "global::System.Collections.Generic.IEnumerable<int>"
            : Names.Of(property.Type);
        return $"{type}{(type.EndsWith("?", StringComparison.Ordinal) ? "" : "?")} @{Names.Camel(property.Name)} = null";
    }
}
