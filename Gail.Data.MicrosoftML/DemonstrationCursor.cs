using System.Collections.Immutable;
using Gail.Numerics;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Gail.Data.MicrosoftML;

/// <summary>Goes through the batches of a view row by row. Only the columns asked for are read.</summary>
internal sealed class DemonstrationCursor : DataViewRowCursor
{
    private readonly ImmutableArray<ViewColumn> _columns;
    private readonly ImmutableArray<int> _active;
    private readonly IEnumerator<ViewBatch> _batches;

    // The batch's arrays, by column; null where not active.
    private readonly NdArray?[] _values;
    private int _row = -1;
    private int _rows;
    private long _read;
    private bool _ended;

    public DemonstrationCursor(IDemonstrationView view, DataViewSchema schema, ImmutableArray<int> active)
    {
        Schema = schema;
        _columns = view.Schema.Columns;
        _active = active;
        _values = new NdArray?[_columns.Length];
        _batches = view.Read([.. active.Select(index => view.Schema.Columns[index].Name)]).GetEnumerator();
    }

    public override DataViewSchema Schema { get; }

    public override long Position => _ended ? -1 : _read - 1;

    public override long Batch => 0;

    public override bool MoveNext()
    {
        if (_ended)
        {
            return false;
        }
        if (++_row == _rows && !NextBatch())
        {
            _ended = true;
            Array.Clear(_values);
            return false;
        }
        _read++;
        return true;
    }

    public override ValueGetter<DataViewRowId> GetIdGetter() =>
        (ref id) => id = Position >= 0 ? new DataViewRowId((ulong)Position, 0) : throw NoRow();

    public override bool IsColumnActive(DataViewSchema.Column column) => _active.Contains(column.Index);

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
    {
        if (!IsColumnActive(column))
        {
            throw new ArgumentException(
                $"Column '{column.Name}' was not asked for when the cursor was opened.",
                nameof(column)
            );
        }
        Delegate getter = _columns[column.Index].Type switch
        {
            ElementType.Bool => Getter<bool>(column.Index),
            ElementType.I64 => Getter<long>(column.Index),
            ElementType.F32 => Getter<float>(column.Index),
            _ => Getter<double>(column.Index),
        };
        return getter as ValueGetter<TValue>
            ?? throw new InvalidOperationException(
                $"Column '{column.Name}' holds {Schema[column.Index].Type}, not {typeof(TValue)}."
            );
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _batches.Dispose();
        }
        base.Dispose(disposing);
    }

    private bool NextBatch()
    {
        if (!_batches.MoveNext())
        {
            return false;
        }
        foreach (var index in _active)
        {
            _values[index] = _batches.Current[_columns[index].Name];
        }
        _row = 0;
        _rows = _batches.Current.Rows;
        return true;
    }

    private Delegate Getter<T>(int index)
        where T : unmanaged
    {
        if (_columns[index].Width is null)
        {
            return (ValueGetter<T>)((ref value) => value = Values<T>(index)[_row]);
        }
        return (ValueGetter<VBuffer<T>>)(
            (ref value) =>
            {
                var row = Values<T>(index).Row(_row);
                var editor = VBufferEditor.Create(ref value, row.Length);
                row.CopyTo(editor.Values);
                value = editor.Commit();
            }
        );
    }

    private NdArray<T> Values<T>(int index)
        where T : unmanaged => _values[index] as NdArray<T> ?? throw NoRow();

    private static InvalidOperationException NoRow() =>
        new("There is no row: values can be read after MoveNext has returned true, until it returns false.");
}
