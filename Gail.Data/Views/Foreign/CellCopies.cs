using System.Numerics;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Gail.Data.Views.Foreign;

/// <summary>Copies what a cursor is at in one column.</summary>
/// <param name="row">The row of the batch.</param>
/// <param name="number">The row of the source, for errors.</param>
internal delegate void CellCopy(int row, long number);

/// <summary>Copies of columns whose type only the schema knows; nothing is boxed on the way.</summary>
internal static class CellCopies
{
    /// <summary>The copy of a column.</summary>
    /// <param name="cursor">The cursor.</param>
    /// <param name="column">Its column of numbers, booleans or keys.</param>
    /// <param name="item">The type of a value.</param>
    /// <param name="buffer">Where to.</param>
    /// <param name="first">The place in a row.</param>
    public static CellCopy Of(
        DataViewRow cursor,
        DataViewSchema.Column column,
        DataViewType item,
        ColumnBuffer buffer,
        int first
    )
    {
        var isKey = item is KeyDataViewType;
        return Type.GetTypeCode(item.RawType) switch
        {
            TypeCode.Boolean => Copy<bool>(cursor, column, buffer, first, value => value ? 1 : 0),
            TypeCode.SByte => Number<sbyte>(),
            TypeCode.Byte => Number<byte>(),
            TypeCode.Int16 => Number<short>(),
            TypeCode.UInt16 => Number<ushort>(),
            TypeCode.Int32 => Number<int>(),
            TypeCode.UInt32 => Number<uint>(),
            TypeCode.Int64 => Number<long>(),
            TypeCode.UInt64 => Number<ulong>(),
            TypeCode.Single => Number<float>(),
            _ => Number<double>(),
        };

        CellCopy Number<T>()
            where T : unmanaged, INumber<T> =>
            // A key counts from 1; its 0 is a missing value.
            isKey
                ? Copy<T>(
                    cursor,
                    column,
                    buffer,
                    first,
                    key => key > T.Zero ? double.CreateTruncating(key) - 1 : double.NaN
                )
                : Copy<T>(cursor, column, buffer, first, double.CreateTruncating);
    }

    private static CellCopy Copy<T>(
        DataViewRow cursor,
        DataViewSchema.Column column,
        ColumnBuffer buffer,
        int first,
        Func<T, double> convert
    )
        where T : unmanaged
    {
        var isKey = column.Type is KeyDataViewType or VectorDataViewType { ItemType: KeyDataViewType };
        if (column.Type is not VectorDataViewType vectors)
        {
            var get = cursor.GetGetter<T>(column);
            T value = default;
            if (buffer is ColumnBuffer<T> same && !isKey)
            {
                return (row, _) =>
                {
                    get(ref value);
                    same.Row(row)[first] = value;
                };
            }
            var number = new double[1];
            return (row, at) =>
            {
                get(ref value);
                number[0] = convert(value);
                buffer.Set(row, at, first, number);
            };
        }
        var getVector = cursor.GetGetter<VBuffer<T>>(column);
        VBuffer<T> vector = default;
        var width = vectors.Size;
        if (buffer is ColumnBuffer<T> alike && !isKey)
        {
            return (row, _) =>
            {
                getVector(ref vector);
                vector.CopyTo(alike.Row(row).Slice(first, width));
            };
        }
        var (values, numbers) = (new T[width], new double[width]);
        return (row, at) =>
        {
            getVector(ref vector);
            vector.CopyTo(values.AsSpan());
            for (var i = 0; i < width; i++)
            {
                numbers[i] = convert(values[i]);
            }
            buffer.Set(row, at, first, numbers);
        };
    }
}
