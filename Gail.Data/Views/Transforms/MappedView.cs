using System.Collections.Immutable;
using Gail.Numerics;

namespace Gail.Data.Views.Transforms;

/// <summary>Some columns with other values, row by row or value by value; the rows stay.</summary>
/// <param name="source">The view.</param>
/// <param name="schema">The columns of the result.</param>
/// <param name="columns">The columns changed.</param>
/// <param name="also">Columns that the change looks at besides.</param>
/// <param name="map">The new values of a column: its name, a batch with it and the columns of <paramref name="also"/>.</param>
internal sealed class MappedView(
    DemonstrationView source,
    ViewSchema schema,
    ImmutableArray<string> columns,
    ImmutableArray<string> also,
    Func<string, ViewBatch, NdArray> map
) : TransformedView(source, schema)
{
    public override long? RowCount => Source.RowCount;

    protected override IEnumerable<ViewBatch> Batches(ImmutableArray<string> wanted)
    {
        var changed = columns.Where(wanted.Contains).ToImmutableArray();
        var read = changed.IsEmpty ? wanted : [.. wanted.Union(also)];
        return Source
            .Read(read)
            .Select(batch => changed.Aggregate(batch.Only(wanted), (made, name) => made.With(name, map(name, batch))));
    }
}
