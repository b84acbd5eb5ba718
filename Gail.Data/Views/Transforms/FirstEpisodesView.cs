using System.Collections.Immutable;

namespace Gail.Data.Views.Transforms;

/// <summary>The first episodes of a view; reading stops at the first row of the next one.</summary>
/// <param name="source">The view.</param>
/// <param name="count">1 or more; fewer in the source are an error at the end of reading.</param>
internal sealed class FirstEpisodesView(DemonstrationView source, int count)
    : TransformedView(source, source.Description)
{
    protected override IEnumerable<ViewBatch> Batches(ImmutableArray<string> columns)
    {
        var found = 0L;
        foreach (var batch in Source.Read([.. columns.Union([ColumnNames.Episode])]))
        {
            var episodes = batch.Get<long>(ColumnNames.Episode);
            // Episodes come in order, so that the rows wanted are the first ones.
            var rows = episodes.Span.IndexOfAnyExceptInRange(0, count - 1);
            if (rows != 0)
            {
                found = episodes[(rows < 0 ? batch.Rows : rows) - 1] + 1;
                yield return batch.Only(columns).Slice(0, rows < 0 ? batch.Rows : rows);
            }
            if (rows >= 0)
            {
                yield break;
            }
        }
        EpisodePasses.Require(Source, found, count);
    }
}
