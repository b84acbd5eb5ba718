using System.Collections.Immutable;

namespace Gail.Data.Views.Transforms;

/// <summary>
/// Episodes chosen by number, in any order: one pass over the source for each stretch of ascending numbers, which
/// stops after the last one. Memory holds the numbers, no rows.
/// </summary>
/// <param name="source">The view.</param>
/// <param name="choose">The numbers; called at the first reading, and remembered.</param>
internal sealed class ChosenEpisodesView(DemonstrationView source, Func<ImmutableArray<int>> choose)
    : TransformedView(source, source.Description)
{
    // Not ExecutionAndPublication: that would remember an exception, say of a disk that is away for a moment.
    private readonly Lazy<ImmutableArray<int>> _chosen = new(choose, LazyThreadSafetyMode.PublicationOnly);

    protected override IEnumerable<ViewBatch> Batches(ImmutableArray<string> columns) => Passes(columns).Joined();

    private IEnumerable<ViewBatch> Passes(ImmutableArray<string> columns)
    {
        // Here, not in Batches: a caller may hold the rows for long before it reads them, if ever.
        var chosen = _chosen.Value;
        for (var (begin, end) = (0, 0); begin < chosen.Length; begin = end)
        {
            end = begin + 1;
            while (end < chosen.Length && chosen[end] > chosen[end - 1])
            {
                end++;
            }
            foreach (var batch in Pass(columns, chosen, begin, end))
            {
                yield return batch;
            }
        }
    }

    private IEnumerable<ViewBatch> Pass(ImmutableArray<string> columns, ImmutableArray<int> chosen, int begin, int end)
    {
        var next = begin;
        var found = 0L;
        var rows = new List<int>();
        var numbers = new List<long>();
        foreach (var batch in Source.Read([.. columns.Union([ColumnNames.Episode])]))
        {
            var episodes = batch.Get<long>(ColumnNames.Episode);
            rows.Clear();
            numbers.Clear();
            for (var row = 0; row < batch.Rows && next < end; row++)
            {
                if (episodes[row] > chosen[next])
                {
                    next++;
                }
                if (next < end && episodes[row] == chosen[next])
                {
                    rows.Add(row);
                    numbers.Add(next);
                }
            }
            found = episodes[^1] + 1;
            if (rows.Count > 0)
            {
                var kept = batch.Only(columns).Gather([.. rows]);
                yield return kept.Has(ColumnNames.Episode)
                    ? kept.With(ColumnNames.Episode, Gail.Numerics.NdArray.Vector<long>([.. numbers]))
                    : kept;
            }
            if (next == end)
            {
                yield break;
            }
        }
        if (found <= chosen[end - 1])
        {
            throw EpisodePasses.Fail(
                Source,
                ColumnNames.Episode,
                $"there is no episode {chosen[end - 1]}; there are {found}, numbered from 0."
            );
        }
    }
}
