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
    private readonly ViewSchema _held;

    /// <summary>A view of rows.</summary>
    /// <param name="held">The columns that rows hold; the view has an episode and a t also if they have none.</param>
    protected HeldRows(ViewSchema held)
    {
        _held = held;
        var described = held with
        {
            Columns =
            [
                ViewColumn.Scalar(ColumnNames.Episode, ElementType.I64),
                ViewColumn.Scalar(ColumnNames.Step, ElementType.I64),
                .. held.Columns.Where(column => column.Name is not (ColumnNames.Episode or ColumnNames.Step)),
            ],
        };
        described.Require([ColumnNames.Observation]);
        Description = described;
    }

    public override ViewSchema Description { get; }

    protected sealed override IEnumerable<ViewBatch> Batches(ImmutableArray<string> columns)
    {
        var isNumbered = columns.Contains(ColumnNames.Episode) || columns.Contains(ColumnNames.Step);
        ImmutableArray<string> read = [.. columns.Union(isNumbered ? RowNumbers.Looked(_held) : []).Where(_held.Has)];
        var numbers = isNumbered ? new RowNumbers(_held, _held.Source.File) : null;
        var builder = new BatchBuilder(_held, read);
        var before = 0L;
        ViewBatch Taken()
        {
            var batch = builder.Take();
            before += batch.Rows;
            return (numbers?.Number(batch, before - batch.Rows) ?? batch).Only(columns);
        }
        foreach (var _ in Rows(builder, read))
        {
            if (builder.IsFull)
            {
                yield return Taken();
            }
        }
        if (builder.Rows > 0)
        {
            yield return Taken();
        }
    }

    /// <summary>Adds a row to a batch, and gives out its number, as long as there are any.</summary>
    /// <param name="batch">The batch, with room for a row whenever the next one is asked for.</param>
    /// <param name="columns">Its columns.</param>
    protected abstract IEnumerable<long> Rows(BatchBuilder batch, ImmutableArray<string> columns);
}
