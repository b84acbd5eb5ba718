using System.Collections.Immutable;
using Gail.Numerics;

namespace Gail.Data.Views.Transforms;

/// <summary>Batches cut, put together and changed in a column.</summary>
internal static class BatchRows
{
    /// <summary>Fewer rows are put together, so that a transform of many short episodes does not make tiny batches.</summary>
    private const int Least = 1024;

    /// <summary>Some neighbouring rows; all of them are the batch itself.</summary>
    public static ViewBatch Slice(this ViewBatch batch, int first, int rows) =>
        rows == batch.Rows
            ? batch
            : batch.Names.Aggregate(
                new ViewBatch(rows),
                (slice, name) => slice.With(name, ArrayRows.Slice(batch[name], first, rows))
            );

    /// <summary>The batch with these columns and no others.</summary>
    public static ViewBatch Only(this ViewBatch batch, ImmutableArray<string> columns) =>
        columns.Aggregate(new ViewBatch(batch.Rows), (some, name) => some.With(name, batch[name]));

    /// <summary>The batch with the same episode number in all rows, where it holds these numbers.</summary>
    public static ViewBatch Renumbered(this ViewBatch batch, long episode)
    {
        if (!batch.Has(ColumnNames.Episode))
        {
            return batch;
        }
        var numbers = new long[batch.Rows];
        Array.Fill(numbers, episode);
        return batch.With(ColumnNames.Episode, NdArray<long>.Own(new Shape(numbers.Length), numbers));
    }

    /// <summary>The batch with the last row of a flag changed.</summary>
    public static ViewBatch WithLast(this ViewBatch batch, string flag, bool value)
    {
        var values = batch.Get<bool>(flag).Span.ToArray();
        values[^1] = value;
        return batch.With(flag, NdArray<bool>.Own(new Shape(values.Length), values));
    }

    /// <summary>Batches of the same columns, one below the other.</summary>
    /// <param name="parts">At least one.</param>
    public static ViewBatch Stack(IReadOnlyList<ViewBatch> parts) =>
        parts.Count == 1
            ? parts[0]
            : parts[0]
                .Names.Aggregate(
                    new ViewBatch(parts.Sum(part => part.Rows)),
                    (whole, name) => whole.With(name, ArrayRows.Stack([.. parts.Select(part => part[name])]))
                );

    /// <summary>The same rows in batches that are not tiny; empty ones are left out.</summary>
    public static IEnumerable<ViewBatch> Joined(this IEnumerable<ViewBatch> batches)
    {
        var parts = new List<ViewBatch>();
        var rows = 0;
        foreach (var batch in batches)
        {
            if (batch.Rows == 0)
            {
                continue;
            }
            parts.Add(batch);
            rows += batch.Rows;
            if (rows >= Least)
            {
                yield return Stack(parts);
                parts.Clear();
                rows = 0;
            }
        }
        if (rows > 0)
        {
            yield return Stack(parts);
        }
    }
}
