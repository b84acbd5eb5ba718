using System.Collections.Immutable;

namespace Gail.Data.Views.Transforms;

/// <summary>Fewer columns, or the same under other names.</summary>
/// <param name="source">The view.</param>
/// <param name="schema">The columns of the result.</param>
/// <param name="renamed">The names in the source of columns that have another one now.</param>
internal sealed class ColumnsView(
    DemonstrationView source,
    ViewSchema schema,
    ImmutableDictionary<string, string> renamed
) : TransformedView(source, schema)
{
    public override long? RowCount => Source.RowCount;

    protected override IEnumerable<ViewBatch> Batches(ImmutableArray<string> columns) =>
        Source
            .Read([.. columns.Select(Original).Distinct()])
            .Select(batch =>
                columns.Aggregate(new ViewBatch(batch.Rows), (named, name) => named.With(name, batch[Original(name)]))
            );

    private string Original(string name) => renamed.GetValueOrDefault(name, name);
}
