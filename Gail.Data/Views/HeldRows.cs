using System.Collections.Immutable;
using Gail.Data.Views.Transforms;
using Gail.Numerics;

namespace Gail.Data.Views;

/// <summary>
/// A view of rows that come one after the other from elsewhere. They are put into batches, and their episodes and steps
/// are numbered, whatever they hold of these.
/// </summary>
internal abstract class HeldRows : DemonstrationView
{
    private const int MostRows = 4096;

    // So that wide rows take no more memory than narrow ones.
    private const int MostValues = 1 << 22;

    private readonly ViewSchema _held;

    /// <summary>A view of rows.</summary>
    /// <param name="held">The columns that rows hold; the view has an episode and a t also if they have none.</param>
    protected HeldRows(ViewSchema held)
    {
        _held = held;
        Description = held with
        {
            Columns =
            [
                ViewColumn.Scalar(ColumnNames.Episode, ElementType.I64),
                ViewColumn.Scalar(ColumnNames.Step, ElementType.I64),
                .. held.Columns.Where(column => column.Name is not (ColumnNames.Episode or ColumnNames.Step)),
            ],
        };
        Description.Require([ColumnNames.Observation]);
    }

    public override ViewSchema Description { get; }

    protected sealed override IEnumerable<ViewBatch> Batches(ImmutableArray<string> columns)
    {
        var isNumbered = columns.Contains(ColumnNames.Episode) || columns.Contains(ColumnNames.Step);
        ImmutableArray<string> read = [.. columns.Union(isNumbered ? RowNumbers.Looked(_held) : []).Where(_held.Has)];
        var width = read.Sum(name => (long)(_held[name].Width ?? 1));
        var capacity = (int)Math.Clamp(MostValues / Math.Max(1, width), 1, MostRows);
        var buffers = read.ToImmutableDictionary(
            name => name,
            name => ColumnBuffer.Of(_held[name], _held.Source.File, capacity)
        );
        var numbers = isNumbered ? new RowNumbers(_held, _held.Source.File) : null;
        var before = 0L;
        foreach (var rows in Fill(buffers, capacity))
        {
            var batch = buffers.Aggregate(
                new ViewBatch(rows),
                (made, column) => made.With(column.Key, column.Value.Take(rows))
            );
            yield return (numbers?.Number(batch, before) ?? batch).Only(columns);
            before += rows;
        }
    }

    /// <summary>Puts rows into buffers, which are taken whenever the number of rows in them, 1 or more, is given out.</summary>
    /// <param name="buffers">Those of the columns to read.</param>
    /// <param name="capacity">The rows that fit in.</param>
    protected abstract IEnumerable<int> Fill(ImmutableDictionary<string, ColumnBuffer> buffers, int capacity);
}
