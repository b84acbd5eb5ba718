using System.Collections.Immutable;
using Gail.Data.Columns;
using Gail.Data.Formats;
using Gail.Data.Formats.Arrays;
using Gail.Data.Views.Transforms;
using Gail.Numerics;

namespace Gail.Data.Views;

/// <summary>Demonstrations in memory as a view.</summary>
internal sealed class DemonstrationsView : DemonstrationView
{
    private const int BatchRows = 4096;

    private readonly DemonstrationColumns _columns;

    public DemonstrationsView(DemonstrationColumns columns)
    {
        _columns = columns;
        Description = MakeSchema(columns);
    }

    public override ViewSchema Description { get; }

    public override long? RowCount => _columns.Observations.Rows;

    private bool HasNext =>
        _columns.NextObservations is not null || (_columns.FinalObservations is not null && !_columns.IsSubsampled);

    public override LoadedDemonstrations Load() => new(_columns);

    protected override IEnumerable<ViewBatch> Batches(ImmutableArray<string> columns)
    {
        for (var first = 0; first < _columns.Observations.Rows; first += BatchRows)
        {
            var rows = Math.Min(BatchRows, _columns.Observations.Rows - first);
            yield return columns.Aggregate(
                new ViewBatch(rows),
                (batch, name) => batch.With(name, Column(name, first, rows))
            );
        }
    }

    private NdArray Column(string name, int first, int rows) =>
        name switch
        {
            ColumnNames.Observation => ArrayRows.Slice(_columns.Observations, first, rows),
            ColumnNames.Action => ArrayRows.Slice(_columns.Actions!, first, rows),
            ColumnNames.Reward => ArrayRows.Slice(_columns.Rewards!, first, rows),
            ColumnNames.Step => ArrayRows.Slice(_columns.Steps!, first, rows),
            ColumnNames.NextObservation => Next(first, rows),
            ColumnNames.Episode => Each(first, rows, (episode, _) => (long)episode),
            ColumnNames.Terminated => Each(first, rows, (episode, last) => last && _columns.Terminated![episode]),
            ColumnNames.Truncated => Each(
                first,
                rows,
                (episode, last) => last && _columns.Ended![episode] && !_columns.Terminated![episode]
            ),
            _ => Each(first, rows, (episode, last) => last && _columns.Ended![episode]),
        };

    private NdArray<T> Each<T>(int first, int rows, Func<int, bool, T> value)
        where T : unmanaged
    {
        var values = new T[rows];
        var episode = _columns.EpisodeOf(first);
        for (var i = 0; i < rows; i++)
        {
            if (first + i == _columns.EpisodeEnd(episode))
            {
                episode++;
            }
            values[i] = value(episode, first + i + 1 == _columns.EpisodeEnd(episode));
        }
        return NdArray<T>.Own(new Shape(rows), values);
    }

    private NdArray<float> Next(int first, int rows)
    {
        if (_columns.NextObservations is { } next)
        {
            return ArrayRows.Slice(next, first, rows);
        }
        var width = _columns.Observations.Columns;
        var values = new float[rows * width];
        var episode = _columns.EpisodeOf(first);
        for (var i = 0; i < rows; i++)
        {
            if (first + i == _columns.EpisodeEnd(episode))
            {
                episode++;
            }
            var row =
                first + i + 1 == _columns.EpisodeEnd(episode)
                    ? _columns.FinalObservations!.Row(episode)
                    : _columns.Observations.Row(first + i + 1);
            row.CopyTo(values.AsSpan(i * width));
        }
        return NdArray<float>.Own(new Shape(rows, width), values);
    }

    private ViewSchema MakeSchema(DemonstrationColumns columns)
    {
        var observation = ViewColumn.Vector(ColumnNames.Observation, columns.Observations.Columns) with
        {
            Parts = columns.ObservationParts,
        };
        var action = columns.Actions is { } actions
            ? ViewColumn.Vector(ColumnNames.Action, actions.Columns) with
            {
                IsDiscrete = columns.ActionsAreDiscrete,
                ChoiceCount = columns.ActionCount,
            }
            : null;
        return new ViewSchema
        {
            Columns = StandardColumns.Of(
                observation,
                action,
                columns.Rewards is not null,
                HasNext,
                StandardColumns.Flags(columns.Terminated is not null, columns.Ended is not null)
            ),
            Source = columns.Source,
            IsSubsampled = columns.IsSubsampled,
        };
    }
}
