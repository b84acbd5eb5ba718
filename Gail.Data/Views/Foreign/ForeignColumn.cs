using System.Collections.Immutable;
using Gail.Numerics;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Gail.Data.Views.Foreign;

/// <summary>A column of demonstrations that columns of ML.NET's make, side by side.</summary>
internal sealed class ForeignColumn(DataViewSchema schema, string name, ElementType type, ImmutableArray<string> names)
{
    public string Name => name;

    /// <summary>The columns; the one of Gail's own name need not be there.</summary>
    public ImmutableArray<DataViewSchema.Column> From { get; } =
    [
        .. (names.IsDefault ? [name] : names)
            .Where(one => one != name || schema.GetColumnOrNull(one) is not null)
            .Select(one => Checked(schema, one, mayBeVector: type == ElementType.F32)),
    ];

    /// <summary>As the view has it. What came from demonstrations is what it was; else all but fractions are choices.</summary>
    public ViewColumn ToViewColumn(DataViewMapping mapping)
    {
        var known = From is [var only] ? ColumnAnnotations.Of(only)?.Column : null;
        var keys = From is [{ Type: KeyDataViewType { Count: <= int.MaxValue } key }] ? (int?)key.Count : null;
        var column = new ViewColumn
        {
            Name = name,
            Type = type,
            Width = type == ElementType.F32 ? From.Sum(WidthOf) : null,
            Parts = known?.Parts ?? (From.Length > 1 ? [.. From.SelectMany(PartsOf)] : []),
        };
        if (name != ColumnNames.Action)
        {
            return column;
        }
        column = (mapping.ActionsAreDiscrete ?? (known is null && From.All(IsChoice))) switch
        {
            true => column with { IsDiscrete = true },
            false when mapping.ActionsAreDiscrete is false => column with { IsDiscrete = false },
            _ => column,
        };
        return column.IsDiscrete && (mapping.ActionCount ?? column.ChoiceCount ?? keys) is { } count
            ? column with
            {
                ChoiceCount = count,
            }
            : column;
    }

    /// <summary>What copies the row that a cursor is at, from each of the columns.</summary>
    public IEnumerable<CellCopy> Copies(DataViewRow cursor, ColumnBuffer buffer)
    {
        var first = 0;
        foreach (var column in From)
        {
            yield return CellCopies.Of(cursor, column, ItemOf(column), buffer, first);
            first += WidthOf(column);
        }
    }

    /// <summary>One of several columns side by side: what is known of it, with its name.</summary>
    private IEnumerable<ColumnPart> PartsOf(DataViewSchema.Column one)
    {
        if (ColumnAnnotations.Of(one)?.Column.Parts is { IsEmpty: false } parts)
        {
            return parts.Select(part =>
                part with
                {
                    Name = part.Name.Length > 0 ? $"{one.Name}/{part.Name}" : one.Name,
                }
            );
        }
        var plain = new ColumnPart(one.Name, WidthOf(one));
        var keys = (ItemOf(one) as KeyDataViewType)?.Count is <= int.MaxValue and var count ? (int)count : 0;
        return name == ColumnNames.Action && IsChoice(one)
            ? [plain with { Choices = [.. Enumerable.Repeat(keys, plain.Width)] }]
            : [plain];
    }

    private static bool IsChoice(DataViewSchema.Column column) => CodeOf(column) < TypeCode.Single;

    private static DataViewSchema.Column Checked(DataViewSchema schema, string name, bool mayBeVector)
    {
        DemonstrationException Wrong(string problem) => new("", name, problem);
        var column =
            schema.GetColumnOrNull(name)
            ?? throw Wrong($"there is no such column; there are {string.Join(", ", schema.Select(one => one.Name))}.");
        var isNumber = CodeOf(column) is TypeCode.Boolean or (>= TypeCode.SByte and <= TypeCode.Double);
        return isNumber && (WidthOf(column) == 1 || (mayBeVector && WidthOf(column) > 1))
            ? column
            : throw Wrong(
                $"holds {column.Type}, expected {(mayBeVector ? "vectors of fixed size or single" : "single")} numbers, booleans or keys; ML.NET makes numbers of text by Conversion.ConvertType, keys by Conversion.MapValueToKey."
            );
    }

    private static DataViewType ItemOf(DataViewSchema.Column column) =>
        (column.Type as VectorDataViewType)?.ItemType ?? column.Type;

    private static int WidthOf(DataViewSchema.Column column) => (column.Type as VectorDataViewType)?.Size ?? 1;

    private static TypeCode CodeOf(DataViewSchema.Column column) => Type.GetTypeCode(ItemOf(column).RawType);
}
