using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Gail.Generators;

/// <summary>The properties that check what they are given, and the list of options that their attributes declare.</summary>
internal static class RuleWriter
{
    private const string Rules = "global::Gail.OptionRules.";

    internal static void Write(StringBuilder text, INamedTypeSymbol type, IReadOnlyList<IPropertySymbol> properties)
    {
        foreach (var property in properties.Where(property => property.IsPartialDefinition))
        {
            var check =
                Attribute(property, "OptionAttribute") is not null ? $"Rows.{property.Name}.Checked(value)"
                : property.Type.IsReferenceType ? $"{Rules}OptionRule.Present(value, \"{type.Name}.{property.Name}\")"
                : "value";
            text.AppendLine($"    public partial {Names.Of(property.Type)} {property.Name}");
            text.AppendLine("    {");
            text.AppendLine("        get => field;");
            text.AppendLine($"        init => field = {check};");
            text.AppendLine("    }");
            text.AppendLine();
        }
        text.AppendLine(
            "    /// <summary>The options here and in the groups below, as declared beside each.</summary>"
        );
        text.AppendLine(
            $"    public static global::System.Collections.Immutable.ImmutableArray<{Rules}OptionRule> Rules => Rows.All;"
        );
        text.AppendLine();
        text.AppendLine("    private static class Rows");
        text.AppendLine("    {");
        var all = new List<string>();
        foreach (var property in properties)
        {
            if (Attribute(property, "OptionAttribute") is { } option)
            {
                text.AppendLine($"        internal static readonly {Rules}OptionRule {property.Name} =");
                text.AppendLine($"            {Row(type, property, option)};");
                text.AppendLine();
                all.Add(property.Name);
            }
            else if (Attribute(property, "OptionGroupAttribute") is { } group)
            {
                all.Add($".. {Group(property, group)}");
            }
        }
        text.AppendLine(
            $"        internal static readonly global::System.Collections.Immutable.ImmutableArray<{Rules}OptionRule> All ="
        );
        text.AppendLine($"            [{string.Join(", ", all)}];");
        text.AppendLine("    }");
        text.AppendLine();
    }

    private static string Row(INamedTypeSymbol type, IPropertySymbol property, AttributeData option)
    {
        var row =
            $"new({Quote(type.Name)}, {Quote(Names.Camel(property.Name))}, {Kind(property, option)}, "
            + $"{Quote((string?)option.ConstructorArguments[0].Value)})";
        var settings = new[] { "Flag", "Unit", "Section" }
            .Where(name => Named(option, name) is not null)
            .Select(name => $"{name} = {Quote(Named(option, name) as string)}");
        return $"{row} {{ {string.Join(", ", settings)} }}";
    }

    private static string Group(IPropertySymbol property, AttributeData group)
    {
        var flags = property
            .GetAttributes()
            .Where(attribute => attribute.AttributeClass?.Name == "OptionFlagAttribute")
            .Select(attribute => attribute.ConstructorArguments.Select(argument => Quote((string?)argument.Value)))
            .Select(arguments => $"new({string.Join(", ", arguments)})");
        var section = Named(group, "Section") is string title ? Quote(title) : "null";
        var ofImitation = Named(group, "OfImitation") is true ? "true" : "false";
        return $"{Rules}OptionRule.Under({Quote(Names.Camel(property.Name))}, {Names.Of(property.Type)}.Rules, {section}, "
            + $"{ofImitation}, [{string.Join(", ", flags)}])";
    }

    private static string Kind(IPropertySymbol property, AttributeData option)
    {
        var range = Named(option, "Range") as string;
        var type = property.Type;
        var orNone = "false";
        if (type is INamedTypeSymbol { Name: "Nullable" } nullable)
        {
            (type, orNone) = (nullable.TypeArguments[0], "true");
        }
        if (type.TypeKind == TypeKind.Enum)
        {
            var names = type.GetMembers().OfType<IFieldSymbol>().Where(member => member.IsConst);
            return $"new {Rules}ChoiceKind([{string.Join(", ", names.Select(member => Quote(member.Name)))}])";
        }
        return type.SpecialType switch
        {
            SpecialType.System_Double => $"new {Rules}RealKind({Interval.Parse(range ?? "(-inf, inf)").Code})",
            SpecialType.System_Int32 =>
                $"new {Rules}WholeKind({Interval.Parse(range ?? "(-inf, inf)").Whole("int")}, {orNone})",
            SpecialType.System_Int64 =>
                $"new {Rules}WholeKind({Interval.Parse(range ?? "(-inf, inf)").Whole("long")}, {orNone})",
            SpecialType.System_Boolean => $"new {Rules}YesNoKind()",
            _ when Names.IsWidths(type) => $"new {Rules}WidthsKind()",
            // What cannot be an option does not compile, and the error names the type.
            _ => $"no option can be of type {Names.Of(type)}",
        };
    }

    private static AttributeData? Attribute(IPropertySymbol property, string name) =>
        property.GetAttributes().FirstOrDefault(attribute => attribute.AttributeClass?.Name == name);

    private static object? Named(AttributeData attribute, string name) =>
        attribute.NamedArguments.FirstOrDefault(argument => argument.Key == name).Value.Value;

    private static string Quote(string? text) => text is null ? "null" : SymbolDisplay.FormatLiteral(text, quote: true);
}
