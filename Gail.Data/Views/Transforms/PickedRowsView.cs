using System.Collections.Immutable;
using Gail.Data.Columns;

namespace Gail.Data.Views.Transforms;

/// <summary>
/// Some rows of each episode. Says what follows from that: episodes of which nothing is left have no number, and how
/// an episode ended stands at the last row left of it, as in <see cref="Demonstrations"/>. One row is held back.
/// </summary>
/// <param name="source">The view.</param>
internal abstract class PickedRowsView(DemonstrationView source)
    : TransformedView(source, source.Description with { IsSubsampled = true })
{
    /// <summary>Columns that picking looks at.</summary>
    protected virtual ImmutableArray<string> Needed => [];

    /// <summary>The rows of an episode that its first piece has at least; all of a shorter one.</summary>
    protected virtual int LeastFirst => 1;

    /// <summary>What picks in one reading: row numbers of each piece, ascending; called with the pieces in order.</summary>
    protected abstract Func<EpisodePiece, int[]> Picker();

    protected override IEnumerable<ViewBatch> Batches(ImmutableArray<string> columns) => Picked(columns).Joined();

    private IEnumerable<ViewBatch> Picked(ImmutableArray<string> columns)
    {
        var pick = Picker();
        var flags = StandardColumn.Flags.Where(columns.Contains).ToImmutableArray();
        ViewBatch? held = null;
        var number = 0L;
        foreach (var piece in EpisodePieces.Read(Source, columns.Union(Needed), LeastFirst))
        {
            var rows = pick(piece);
            var columnsOnly = piece.Rows.Only(columns);
            if (rows.Length > 0)
            {
                if (held is not null)
                {
                    yield return held;
                }
                var picked = columnsOnly.Gather(rows).Renumbered(number);
                yield return picked.Slice(0, rows.Length - 1);
                held = picked.Slice(rows.Length - 1, 1);
            }
            if (piece.IsLast && held is not null)
            {
                yield return flags.Aggregate(
                    held,
                    (last, flag) => last.WithLast(flag, columnsOnly.Get<bool>(flag)[^1])
                );
                held = null;
                number++;
            }
        }
    }
}
