using System.Collections.Immutable;
using Gail.Numerics;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Gail.Data.MicrosoftML;

/// <summary>Goes through the batches of a view row by row. Only the columns asked for are read.</summary>
internal sealed class DemonstrationCursor(IDemonstrationView view, DataViewSchema schema, ImmutableArray<string> names)
    : DataViewRowCursor
{
    private readonly IEnumerator<ViewBatch> _batches = view.Read(names).GetEnumerator();
    private ViewBatch? _batch;
    private int _row;
    private long _read;

    public override DataViewSchema Schema => schema;

    public override long Position => _batch is null ? -1 : _read - 1;

    public override long Batch => 0;

    public override bool MoveNext()
    {
        if (++_row >= (_batch?.Rows ?? 0))
        {
            (_row, _batch) = (0, _batches.MoveNext() ? _batches.Current : null);
        }
        _read++;
        return _batch is not null;
    }

    public override ValueGetter<DataViewRowId> GetIdGetter() =>
        (ref id) => id = new DataViewRowId(_batch is null ? throw NoRow() : (ulong)Position, 0);

    public override bool IsColumnActive(DataViewSchema.Column column) => names.Contains(column.Name);

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
    {
        Delegate getter = view.Schema[column.Name].Type switch
        {
            _ when !IsColumnActive(column) => throw new ArgumentException($"Column '{column.Name}' was not asked for."),
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

    private Delegate Getter<T>(DataViewSchema.Column column)
        where T : unmanaged
    {
        ReadOnlySpan<T> Row() => (_batch ?? throw NoRow()).Get<T>(column.Name).Row(_row);
        ValueGetter<T> scalar = (ref value) => value = Row()[0];
        ValueGetter<VBuffer<T>> vector = (ref value) =>
        {
            var editor = VBufferEditor.Create(ref value, Row().Length);
            Row().CopyTo(editor.Values);
            value = editor.Commit();
        };
        return column.Type is VectorDataViewType ? vector : scalar;
    }

    private static InvalidOperationException NoRow() =>
        new("There is no row: values can be read after MoveNext has returned true, until it returns false.");
}
