using System.Collections.Immutable;
using Gail.Data.Columns;

namespace Gail.Data.Views;

/// <summary>The columns of a batch while its rows come one after the other.</summary>
internal sealed class BatchBuilder
{
    /// <summary>The values of a batch at most, so that wide rows take no more memory than narrow ones.</summary>
    private const int GreatestValues = 1 << 22;

    private readonly ImmutableArray<string> _wanted;
    private readonly ImmutableArray<ColumnBuffer> _buffers;
    private readonly ColumnBuffer?[] _standard = new ColumnBuffer?[StandardColumn.All.Length];

    /// <summary>A batch of some columns.</summary>
    /// <param name="schema">All columns.</param>
    /// <param name="wanted">Those asked for.</param>
    /// <param name="most">The rows at most, where that is known.</param>
    public BatchBuilder(ViewSchema schema, ImmutableArray<string> wanted, int most = int.MaxValue)
    {
        _wanted = wanted;
        var width = wanted.Sum(name => (long)(schema[name].Width ?? 1));
        Capacity = (int)Math.Clamp(GreatestValues / Math.Max(1, width), 1, Math.Min(most, 4096));
        _buffers = [.. wanted.Select(name => ColumnBuffer.Of(schema[name], schema.Source.File, Capacity))];
        foreach (var (name, buffer) in wanted.Zip(_buffers))
        {
            if (StandardColumn.Find(name) is { } column)
            {
                _standard[column.Index] = buffer;
            }
        }
    }

    /// <summary>The rows that fit in.</summary>
    public int Capacity { get; }

    /// <summary>The rows that are in.</summary>
    public int Rows { get; private set; }

    public bool IsFull => Rows == Capacity;

    /// <summary>The place of a column's values; null where nobody asked for it.</summary>
    public ColumnBuffer<T>? Of<T>(StandardColumn column)
        where T : unmanaged => (ColumnBuffer<T>?)_standard[column.Index];

    /// <summary>The place of a column's values by its name, which was asked for.</summary>
    public ColumnBuffer Of(string name) => _buffers[_wanted.IndexOf(name)];

    /// <summary>The number of a further row, to be written to.</summary>
    public int Add() => Rows++;

    /// <summary>Takes the last row out again.</summary>
    public void Drop() => Rows--;

    /// <summary>Sets a row's value where it is asked for.</summary>
    public void Set<T>(StandardColumn column, int row, T value)
        where T : unmanaged
    {
        if (Of<T>(column) is { } buffer)
        {
            buffer.Row(row)[0] = value;
        }
    }

    /// <summary>Copies a row's values where they are asked for.</summary>
    public void Set<T>(StandardColumn column, int row, ReadOnlySpan<T> values)
        where T : unmanaged
    {
        if (Of<T>(column) is { } buffer)
        {
            values.CopyTo(buffer.Row(row));
        }
    }

    /// <summary>Hands the rows out; the next ones get columns of their own.</summary>
    public ViewBatch Take()
    {
        var rows = Rows;
        Rows = 0;
        return _wanted
            .Zip(_buffers)
            .Aggregate(new ViewBatch(rows), (batch, column) => batch.With(column.First, column.Second.Take(rows)));
    }
}
