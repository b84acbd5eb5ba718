using System.Collections.Immutable;
using System.Numerics;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Gail.Data.MicrosoftML;

/// <summary>Writes the current row's values of one or more columns, converted.</summary>
internal delegate void RowReader<T>(Span<T> row);

/// <summary>Opens columns of an ML.NET row as readers.</summary>
internal static class RowReaders
{
    public static DataViewType ItemOf(DataViewSchema.Column column) =>
        (column.Type as VectorDataViewType)?.ItemType ?? column.Type;

    public static int WidthOf(DataViewSchema.Column column) => (column.Type as VectorDataViewType)?.Size ?? 1;

    /// <summary>The column of a name, if it holds what can be read.</summary>
    public static DataViewSchema.Column Checked(DataViewSchema schema, string name, bool mayBeVector)
    {
        DemonstrationException Wrong(string problem) => new("", name, problem);
        var column =
            schema.GetColumnOrNull(name)
            ?? throw Wrong($"there is no such column; there are {string.Join(", ", schema.Select(one => one.Name))}.");
        if (CodeOf(column) is not (TypeCode.Boolean or (>= TypeCode.SByte and <= TypeCode.Double)))
        {
            throw Wrong(
                $"holds {column.Type}, but numbers, booleans or keys are needed; ML.NET makes numbers of text by Conversion.ConvertType, keys by Conversion.MapValueToKey."
            );
        }
        return WidthOf(column) switch
        {
            0 => throw Wrong("holds vectors of no fixed size; all rows need the same."),
            > 1 when !mayBeVector => throw Wrong($"holds vectors of {WidthOf(column)} values, expected one value."),
            _ => column,
        };
    }

    /// <summary>Columns side by side as float, double or long.</summary>
    public static RowReader<T> Of<T>(DataViewRow row, ImmutableArray<DataViewSchema.Column> columns)
        where T : unmanaged, INumber<T>
    {
        var readers = columns.Select(column => (Read: Of<T>(row, column), Width: WidthOf(column))).ToArray();
        return to =>
        {
            foreach (var (read, width) in readers)
            {
                read(to[..width]);
                to = to[width..];
            }
        };
    }

    /// <summary>A column of booleans, or of 0 and 1.</summary>
    public static RowReader<bool> Flag(DataViewRow row, DataViewSchema.Column column)
    {
        var read = Of<double>(row, column);
        return to =>
        {
            var number = 0.0;
            read(new Span<double>(ref number));
            to[0] = number is 0 or 1 ? number > 0 : throw Wrong(row, column, $"is {number}, expected 0 or 1");
        };
    }

    private static TypeCode CodeOf(DataViewSchema.Column column) => Type.GetTypeCode(ItemOf(column).RawType);

    private static RowReader<T> Of<T>(DataViewRow row, DataViewSchema.Column column)
        where T : unmanaged, INumber<T> =>
        CodeOf(column) switch
        {
            TypeCode.Boolean => Converted<bool, T>(row, column, value => value ? T.One : T.Zero),
            TypeCode.SByte => Number<sbyte, T>(row, column),
            TypeCode.Byte => Number<byte, T>(row, column),
            TypeCode.Int16 => Number<short, T>(row, column),
            TypeCode.UInt16 => Number<ushort, T>(row, column),
            TypeCode.Int32 => Number<int, T>(row, column),
            TypeCode.UInt32 => Number<uint, T>(row, column),
            TypeCode.Int64 => Number<long, T>(row, column),
            TypeCode.UInt64 => Number<ulong, T>(row, column),
            TypeCode.Single => Number<float, T>(row, column),
            _ => Number<double, T>(row, column),
        };

    private static RowReader<T> Number<TFrom, T>(DataViewRow row, DataViewSchema.Column column)
        where TFrom : unmanaged, INumber<TFrom>
        where T : unmanaged, INumber<T>
    {
        // A key counts from 1; its 0 is a missing value.
        T Key(TFrom key) =>
            TFrom.IsZero(key) ? throw Wrong(row, column, "is missing") : T.CreateChecked(key - TFrom.One);
        T Plain(TFrom value) =>
            typeof(T) == typeof(long) && !TFrom.IsInteger(value)
                ? throw Wrong(row, column, $"is {value}, expected a whole number")
                : T.CreateChecked(value);
        return Converted<TFrom, T>(row, column, ItemOf(column) is KeyDataViewType ? Key : Plain);
    }

    private static RowReader<T> Converted<TFrom, T>(
        DataViewRow row,
        DataViewSchema.Column column,
        Func<TFrom, T> convert
    )
        where TFrom : unmanaged
    {
        if (column.Type is not VectorDataViewType)
        {
            var scalar = row.GetGetter<TFrom>(column);
            TFrom value = default;
            return to =>
            {
                scalar(ref value);
                to[0] = convert(value);
            };
        }
        var vector = row.GetGetter<VBuffer<TFrom>>(column);
        VBuffer<TFrom> values = default;
        var from = new TFrom[WidthOf(column)];
        return to =>
        {
            vector(ref values);
            values.CopyTo(from);
            for (var i = 0; i < from.Length; i++)
            {
                to[i] = convert(from[i]);
            }
        };
    }

    private static DemonstrationException Wrong(DataViewRow row, DataViewSchema.Column column, string problem) =>
        new("", column.Name, $"row {row.Position} {problem}.");
}
