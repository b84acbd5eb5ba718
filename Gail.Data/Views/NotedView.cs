using System.Collections.Immutable;
using Gail.Data.Formats.Arrays;
using Gail.Data.Views.Transforms;

namespace Gail.Data.Views;

/// <summary>A view of which more is known than it says itself.</summary>
/// <param name="source">The view.</param>
/// <param name="notes">What is good to know besides.</param>
/// <param name="leftOut">What was left out besides.</param>
internal sealed class NotedView(DemonstrationView source, ImmutableArray<string> notes, ImmutableArray<string> leftOut)
    : TransformedView(
        source,
        source.Description with
        {
            Notes = [.. notes, .. source.Description.Notes],
            LeftOut = [.. leftOut, .. source.Description.LeftOut],
        }
    )
{
    public override long? RowCount => Source.RowCount;

    public override ImmutableArray<string> Findings => Source.Findings;

    public override LoadedDemonstrations Load()
    {
        var loaded = Source.Load();
        return loaded with { Notes = [.. notes, .. loaded.Notes] };
    }

    protected override IEnumerable<ViewBatch> Batches(ImmutableArray<string> columns) => Source.Read(columns);
}
