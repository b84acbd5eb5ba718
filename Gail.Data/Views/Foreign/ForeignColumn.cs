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
        var isDiscrete =
            name == ColumnNames.Action
            && (mapping.ActionsAreDiscrete ?? known?.IsDiscrete ?? From.All(one => CodeOf(one) < TypeCode.Single));
        return new ViewColumn
        {
            Name = name,
            Type = type,
            Width = type == ElementType.F32 ? From.Sum(WidthOf) : null,
            IsDiscrete = isDiscrete,
            ChoiceCount = isDiscrete ? mapping.ActionCount ?? known?.ChoiceCount ?? keys : null,
            Parts =
                known?.Parts
                ?? (From.Length > 1 ? [.. From.Select(one => new ColumnPart(one.Name, WidthOf(one)))] : []),
        };
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
