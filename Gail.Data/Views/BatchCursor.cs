using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Gail.Numerics;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Gail.Data.Views;

/// <summary>Goes through the batches of a view row by row. Only the columns asked for are read.</summary>
internal sealed class BatchCursor(DemonstrationView view, ImmutableArray<string> names) : DataViewRowCursor
{
    private readonly IEnumerator<ViewBatch> _batches = view.Read(names).GetEnumerator();
    private readonly List<Cells> _cells = [];
    private ViewBatch? _batch;
    private int _row = -1;
    private int _rows;
    private long _before;
    private bool _isOver;

    public override DataViewSchema Schema => view.Schema;

    public override long Position => _batch is null ? -1 : _before + _row;

    public override long Batch => 0;

    public override bool MoveNext()
    {
        if (++_row < _rows)
        {
            return true;
        }
        return NextBatch();
    }

    public override ValueGetter<DataViewRowId> GetIdGetter() =>
        (ref id) => id = new DataViewRowId(_batch is null ? throw NoRow() : (ulong)Position, 0);

    public override bool IsColumnActive(DataViewSchema.Column column) => names.Contains(column.Name);

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
    {
        if (!IsColumnActive(column))
        {
            throw new ArgumentException($"Column '{column.Name}' was not asked for.", nameof(column));
        }
        Delegate getter = view.Description[column.Name].Type switch
        {
            ElementType.Bool => Getter<bool>(column),
            ElementType.I64 => Getter<long>(column),
            ElementType.F32 => Getter<float>(column),
            _ => Getter<double>(column),
        };
        return getter as ValueGetter<TValue>
            ?? throw new InvalidOperationException(
                $"Column '{column.Name}' holds {column.Type}, not {typeof(TValue)}."
            );
    }

    protected override void Dispose(bool disposing)
    {
        _batches.Dispose();
        base.Dispose(disposing);
    }

    private bool NextBatch()
    {
        _before += _batch is null ? 0 : _rows;
        _batch = !_isOver && _batches.MoveNext() ? _batches.Current : null;
        _isOver = _batch is null;
        (_row, _rows) = (0, _batch?.Rows ?? 0);
        foreach (var cells in _cells)
        {
            cells.Load(_batch);
        }
        return !_isOver;
    }

    private Delegate Getter<T>(DataViewSchema.Column column)
        where T : unmanaged
    {
        var cells = new Cells<T>(column.Name, view.Description[column.Name].Width ?? 1);
        cells.Load(_batch);
        _cells.Add(cells);
        ValueGetter<T> scalar = (ref value) => value = cells.Row(_row)[0];
        ValueGetter<VBuffer<T>> vector = (ref value) =>
        {
            var row = cells.Row(_row);
            var editor = VBufferEditor.Create(ref value, row.Length);
            row.CopyTo(editor.Values);
            value = editor.Commit();
        };
        return column.Type is VectorDataViewType ? vector : scalar;
    }

    private static InvalidOperationException NoRow() =>
        new("There is no row: values can be read after MoveNext has returned true, until it returns false.");

    /// <summary>A column of the batch at hand, looked up once for all its rows.</summary>
    private abstract class Cells
    {
        public abstract void Load(ViewBatch? batch);
    }

    private sealed class Cells<T>(string name, int width) : Cells
        where T : unmanaged
    {
        private T[]? _values;

        public override void Load(ViewBatch? batch) =>
            _values = batch is null ? null : ImmutableCollectionsMarshal.AsArray(batch.Get<T>(name).Values);

        public ReadOnlySpan<T> Row(int row) => (_values ?? throw NoRow()).AsSpan(row * width, width);
    }
}
