using System.Collections.Immutable;
using Gail.Data.Columns;

namespace Gail.Data.Views.Transforms;

/// <summary>
/// next_observation from the observation of the row after; the last row of each episode, which has none, is left out
/// and hands down how the episode ended to the row before. One row is held back.
/// </summary>
/// <param name="source">A view without next_observation and with all steps.</param>
internal sealed class PairNextView(DemonstrationView source)
    : TransformedView(
        source,
        source.Description.With(source.Description[ColumnNames.Observation] with { Name = ColumnNames.NextObservation })
    )
{
    /// <summary>What is wrong where steps are missing.</summary>
    public static DemonstrationException NoNext(DemonstrationView view) =>
        EpisodePasses.Fail(
            view,
            ColumnNames.NextObservation,
            "cannot be told after steps were left out; pair observations before sub-sampling."
        );

    protected override IEnumerable<ViewBatch> Batches(ImmutableArray<string> columns) => Paired(columns).Joined();

    private IEnumerable<ViewBatch> Paired(ImmutableArray<string> columns)
    {
        var flags = StandardColumn.Flags.Where(columns.Contains).ToImmutableArray();
        var read = columns.Remove(ColumnNames.NextObservation).Union([ColumnNames.Observation, ColumnNames.Step]);
        var order = new StepOrder(() => NoNext(Source));
        ViewBatch? held = null;
        foreach (var piece in EpisodePieces.Read(Source, read))
        {
            order.Check(piece.Rows);
            var rows = held is null ? piece.Rows : BatchRows.Stack([held, piece.Rows]);
            held = piece.IsLast ? null : rows.Slice(rows.Rows - 1, 1);
            if (piece.IsLast && rows.Rows == 1)
            {
                throw EpisodePasses.Fail(
                    Source,
                    ColumnNames.NextObservation,
                    $"episode {piece.Episode} has a single step and no final observation, so nothing follows it; leave it out."
                );
            }
            var next = ArrayRows.Slice(rows[ColumnNames.Observation], 1, rows.Rows - 1);
            var paired = rows.Slice(0, rows.Rows - 1).With(ColumnNames.NextObservation, next).Only(columns);
            yield return piece.IsLast
                ? flags.Aggregate(paired, (batch, flag) => batch.WithLast(flag, rows.Get<bool>(flag)[^1]))
                : paired;
        }
    }
}
