using System.Collections.Immutable;
using Gail.Numerics;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Gail.Data.MicrosoftML;

/// <summary>A column of demonstrations that columns of ML.NET's make, side by side.</summary>
internal sealed class MappedColumn(DataViewSchema schema, string name, ElementType type, ImmutableArray<string> names)
{
    private delegate IEnumerable<double> Opening(DataViewRow row, DataViewSchema.Column column);

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
        var known = From is [var only] ? DemonstrationDataView.KnowledgeOf(only)?.Column : null;
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
            Parts = known?.Parts ?? [],
        };
    }

    /// <summary>What the columns hold at the row that a cursor is at, each time that it is enumerated.</summary>
    public IEnumerable<double> Open(DataViewRow row)
    {
        // What is called depends on a type that only the schema knows.
        Opening open = Open<float>;
        var generic = open.Method.GetGenericMethodDefinition();
        Opening Typed(Type item) => generic.MakeGenericMethod(item).CreateDelegate<Opening>();
        IEnumerable<double>[] columns = [.. From.Select(column => Typed(ItemOf(column).RawType)(row, column))];
        return columns.SelectMany(numbers => numbers);
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

    private static IEnumerable<double> Open<T>(DataViewRow row, DataViewSchema.Column column)
        where T : unmanaged, IConvertible
    {
        var values =
            column.Type is VectorDataViewType
                ? Read(row.GetGetter<VBuffer<T>>(column)).SelectMany(vector => vector.DenseValues())
                : Read(row.GetGetter<T>(column));
        var numbers = values.Select(value => value.ToDouble(provider: null));
        // A key counts from 1; its 0 is a missing value.
        return ItemOf(column) is KeyDataViewType ? numbers.Select(key => key > 0 ? key - 1 : double.NaN) : numbers;
    }

    private static IEnumerable<T> Read<T>(ValueGetter<T> getter)
    {
        T value = default!;
        getter(ref value);
        yield return value;
    }
}
