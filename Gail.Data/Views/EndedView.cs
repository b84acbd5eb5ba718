using System.Collections.Immutable;
using Gail.Data.Views.Transforms;
using Gail.Numerics;

namespace Gail.Data.Views;

/// <summary>A view that tells termination from time limits, with the column that tells only whether it was either.</summary>
/// <param name="source">A view with terminated and truncated.</param>
internal sealed class EndedView(DemonstrationView source)
    : TransformedView(source, source.Description.With(ViewColumn.Scalar(ColumnNames.Ended, ElementType.Bool)))
{
    public override long? RowCount => Source.RowCount;

    /// <summary>The views so that all of them have the column, if all of them know.</summary>
    public static ImmutableArray<DemonstrationView> Alike(ImmutableArray<DemonstrationView> views) =>
        views.Any(view => !Tells(view.Description))
        && views.All(view => view.Description.Has(ColumnNames.Ended) || Tells(view.Description))
            ? [.. views.Select(view => view.Description.Has(ColumnNames.Ended) ? view : new EndedView(view))]
            : views;

    protected override IEnumerable<ViewBatch> Batches(ImmutableArray<string> columns)
    {
        if (!columns.Contains(ColumnNames.Ended))
        {
            return Source.Read(columns);
        }
        var others = columns.Remove(ColumnNames.Ended);
        return Source
            .Read([.. others.Union([ColumnNames.Terminated, ColumnNames.Truncated])])
            .Select(batch => batch.Only(others).With(ColumnNames.Ended, Ended(batch)));
    }

    private static bool Tells(ViewSchema schema) =>
        schema.Has(ColumnNames.Terminated) && schema.Has(ColumnNames.Truncated);

    private static NdArray<bool> Ended(ViewBatch batch)
    {
        var (terminated, truncated) = (batch.Get<bool>(ColumnNames.Terminated), batch.Get<bool>(ColumnNames.Truncated));
        return NdArray.Vector<bool>([.. terminated.Values.Zip(truncated.Values, (task, limit) => task || limit)]);
    }
}
