using System.Collections.Immutable;
using Gail.Data.Columns;
using Gail.Data.Formats.Arrays;
using Gail.Data.Views.Transforms;
using Gail.Numerics;

namespace Gail.Data.Views;

/// <summary>Demonstrations in memory as a view.</summary>
internal sealed class DemonstrationsView : DemonstrationView
{
    private const int BatchRows = 4096;

    private readonly DemonstrationColumns _columns;
    private readonly EpisodeTable _episodes;

    public DemonstrationsView(DemonstrationColumns columns)
    {
        (_columns, _episodes) = (columns, columns.Episodes());
        var observation = ViewColumn.Vector(ColumnNames.Observation, columns.Observations.Columns) with
        {
            Parts = columns.ObservationParts,
        };
        var action = columns.Actions is { } actions
            ? ViewColumn.Vector(ColumnNames.Action, actions.Columns) with
            {
                Parts = columns.ActionParts,
            }
            : null;
        var stored = columns.Arrays.Select(column => column.Key).Where(column => !column.IsPerEpisode);
        var next =
            columns.FinalObservations is not null && !columns.IsSubsampled
                ? (ReadOnlySpan<StandardColumn>)[StandardColumn.NextObservation]
                : [];
        Description = new ViewSchema
        {
            Columns = StandardColumns.Of(observation, action, [.. stored, .. next, .. _episodes.Flags]),
            Source = columns.Source,
            IsSubsampled = columns.IsSubsampled,
        };
    }

    public override ViewSchema Description { get; }

    public override long? RowCount => _episodes.Rows;

    public override LoadedDemonstrations Load() => new(_columns);

    protected override IEnumerable<ViewBatch> Batches(ImmutableArray<string> columns)
    {
        for (var first = 0; first < _episodes.Rows; first += BatchRows)
        {
            var rows = Math.Min(BatchRows, _episodes.Rows - first);
            yield return columns.Aggregate(
                new ViewBatch(rows),
                (batch, name) => batch.With(name, Column(name, first, rows))
            );
        }
    }

    private NdArray Column(string name, int first, int rows) =>
        StandardColumn.Find(name) is { IsPerEpisode: false } column && _columns.Arrays[column] is { } stored
            ? ArrayRows.Slice(stored, first, rows)
        : name == ColumnNames.NextObservation ? Next(first, rows)
        : _episodes.Column(name, first, rows);

    private NdArray<float> Next(int first, int rows)
    {
        var width = _columns.Observations.Columns;
        var values = new float[rows * width];
        var episode = _episodes.EpisodeOf(first);
        for (var i = 0; i < rows; i++)
        {
            if (first + i == _episodes.End(episode))
            {
                episode++;
            }
            var row =
                first + i + 1 == _episodes.End(episode)
                    ? _columns.FinalObservations!.Row(episode)
                    : _columns.Observations.Row(first + i + 1);
            row.CopyTo(values.AsSpan(i * width));
        }
        return NdArray<float>.Own(new Shape(rows, width), values);
    }
}
