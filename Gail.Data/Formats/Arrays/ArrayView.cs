using System.Collections.Frozen;
using System.Collections.Immutable;
using Gail.Data.Checks;
using Gail.Data.Columns;
using Gail.Data.Views;
using Gail.Numerics;

namespace Gail.Data.Formats.Arrays;

/// <summary>A view of a file of arrays, read through a layout's table.</summary>
internal sealed class ArrayView : DemonstrationView
{
    private const int BatchRows = 4096;

    private readonly string _path;
    private readonly Func<IArrayFile> _open;
    private readonly bool _parallel;
    private readonly ImmutableArray<ArrayInfo> _arrays;
    private readonly FrozenDictionary<string, ArrayInfo> _byName;
    private readonly ArrayTable _table;
    private readonly TableColumn? _next;

    /// <summary>A view of a file whose table is known.</summary>
    /// <param name="path">The file as the caller named it.</param>
    /// <param name="open">Opens it once more.</param>
    /// <param name="parallel">Whether several may be open and read at once.</param>
    /// <param name="arrays">All its arrays.</param>
    /// <param name="table">Which are which.</param>
    public ArrayView(
        string path,
        Func<IArrayFile> open,
        bool parallel,
        ImmutableArray<ArrayInfo> arrays,
        ArrayTable table
    )
    {
        _path = path;
        _open = open;
        _parallel = parallel;
        _arrays = arrays;
        _byName = arrays.ToFrozenDictionary(array => array.Name);
        _table = table;
        StructureRules.CheckShapes(ColumnShapes.Of(path, table));
        _next = table.NextObservations ?? NextObservations.Of(table);
        Description = MakeSchema();
    }

    public override ViewSchema Description { get; }

    public override long? RowCount => _table.Observations.Shape[0];

    public override LoadedDemonstrations Load()
    {
        NdArray<float>? observations = null;
        NdArray<float>? actions = null;
        NdArray<float>? final = null;
        NdArray<float>? next = null;
        NdArray<double>? rewards = null;
        NdArray<long>? steps = null;
        InParallel(
            () => observations = Whole<float>(_table.Observations),
            () => actions = Whole<float>(_table.Actions),
            () => rewards = Whole<double>(_table.Rewards),
            () => steps = Whole<long>(_table.Steps),
            () => final = Whole<float>(_table.FinalObservations),
            () => next = Whole<float>(_table.NextObservations)
        );
        return new LoadedDemonstrations(
            new DemonstrationColumns
            {
                Observations = observations!,
                Actions = actions,
                ActionsAreDiscrete = _table.ActionsAreDiscrete,
                ActionCount = _table.ActionCount,
                Rewards = rewards,
                Steps = steps,
                EpisodeStarts = _table.EpisodeStarts,
                FinalObservations = final,
                NextObservations = next,
                Terminated = _table.Terminated,
                Ended = _table.Ended,
                IsSubsampled = _table.IsSubsampled,
                ObservationParts = Description[ColumnNames.Observation].Parts,
                Source = Description.Source,
                Fields = _table.Fields,
            }
        )
        {
            StatedReturns = _table.StatedReturns,
            Arrays = _arrays,
            Unknown = [.. _arrays.Select(array => array.Name).Where(name => !_table.Known.Contains(name))],
            Notes = _table.Notes,
        };
    }

    protected override IEnumerable<ViewBatch> Batches(ImmutableArray<string> columns)
    {
        using var file = _open();
        var readers = columns
            .Select(name => (Name: name, Column: Stored(name)))
            .Where(pair => pair.Column is not null)
            .ToDictionary(pair => pair.Name, pair => new TableColumnReader(file, _byName, pair.Column!));
        try
        {
            var rows = _table.Observations.Shape[0];
            var episode = 0;
            for (var first = 0; first < rows; first += BatchRows)
            {
                var count = Math.Min(BatchRows, rows - first);
                while (_table.EpisodeEnd(episode) <= first)
                {
                    episode++;
                }
                var batch = new ViewBatch(count);
                foreach (var name in columns)
                {
                    batch = batch.With(
                        name,
                        readers.TryGetValue(name, out var reader)
                            ? Rows(reader, Description[name], first, count)
                            : Computed(name, first, count, episode)
                    );
                }
                yield return batch;
            }
            foreach (var reader in readers.Values)
            {
                reader.Finish();
            }
        }
        finally
        {
            foreach (var reader in readers.Values)
            {
                reader.Dispose();
            }
        }
    }

    /// <summary>The arrays of a column, if it is made of any.</summary>
    private TableColumn? Stored(string name) =>
        name switch
        {
            ColumnNames.Observation => _table.Observations,
            ColumnNames.Action => _table.Actions,
            ColumnNames.Reward => _table.Rewards,
            ColumnNames.Step => _table.Steps,
            ColumnNames.NextObservation => _next,
            _ => null,
        };

    private static NdArray Rows(TableColumnReader reader, ViewColumn column, int first, int count) =>
        column.Type switch
        {
            ElementType.F64 => Rows<double>(reader, column, first, count),
            ElementType.I64 => Rows<long>(reader, column, first, count),
            _ => Rows<float>(reader, column, first, count),
        };

    private static NdArray<T> Rows<T>(TableColumnReader reader, ViewColumn column, int first, int count)
        where T : unmanaged
    {
        var shape = column.ShapeOf(count);
        var values = new T[shape.Length];
        reader.Read<T>(first, count, values);
        return NdArray<T>.Own(shape, values);
    }

    private NdArray Computed(string name, int first, int count, int episode)
    {
        var episodes = new long[count];
        var steps = new long[count];
        var last = new bool[count];
        for (var i = 0; i < count; i++)
        {
            if (first + i == _table.EpisodeEnd(episode))
            {
                episode++;
            }
            episodes[i] = episode;
            steps[i] = first + i - _table.EpisodeStarts[episode];
            last[i] = first + i + 1 == _table.EpisodeEnd(episode);
        }
        bool[] Flags(Func<int, bool> ofEpisode) =>
            [.. Enumerable.Range(0, count).Select(i => last[i] && ofEpisode((int)episodes[i]))];
        return name switch
        {
            ColumnNames.Episode => NdArray.Vector<long>(episodes),
            ColumnNames.Step => NdArray.Vector<long>(steps),
            ColumnNames.Terminated => NdArray.Vector<bool>(Flags(e => _table.Terminated![e])),
            ColumnNames.Truncated => NdArray.Vector<bool>(Flags(e => _table.Ended![e] && !_table.Terminated![e])),
            _ => NdArray.Vector<bool>(Flags(e => _table.Ended![e])),
        };
    }

    private NdArray<T>? Whole<T>(TableColumn? column)
        where T : unmanaged
    {
        if (column is null)
        {
            return null;
        }
        var values = GC.AllocateUninitializedArray<T>(column.Shape.Length);
        using var file = _open();
        using var reader = new TableColumnReader(file, _byName, column);
        reader.Read<T>(0, column.Shape[0], values);
        reader.Finish();
        return NdArray<T>.Own(column.Shape, values);
    }

    private void InParallel(params ReadOnlySpan<Action> readings)
    {
        var pending = new List<Task>();
        foreach (var reading in readings)
        {
            if (_parallel)
            {
                pending.Add(Task.Run(reading));
            }
            else
            {
                reading();
            }
        }
        // The first failure in the order of the columns, so that the same file gives the same message.
        foreach (var task in pending)
        {
            ((IAsyncResult)task).AsyncWaitHandle.WaitOne();
        }
        foreach (var task in pending)
        {
            task.GetAwaiter().GetResult();
        }
    }

    private ViewSchema MakeSchema()
    {
        var observation = ViewColumn.Vector(ColumnNames.Observation, _table.Observations.Width) with
        {
            Parts = _table.Observations.Parts is { Length: > 1 } parts
                ? [.. parts.Select(part => new ColumnPart(part.Name, part.Width))]
                : _table.ObservationParts,
        };
        var action = _table.Actions is { } actions
            ? ViewColumn.Vector(ColumnNames.Action, actions.Width) with
            {
                IsDiscrete = _table.ActionsAreDiscrete,
                ChoiceCount = _table.ActionCount,
            }
            : null;
        return new ViewSchema
        {
            Columns = StandardColumns.Of(
                observation,
                action,
                _table.Rewards is not null,
                _next is not null,
                StandardColumns.Flags(_table.Terminated is not null, _table.Ended is not null)
            ),
            IsSubsampled = _table.IsSubsampled,
            Notes = _table.Notes,
            Source = new DemonstrationSource
            {
                File = _path,
                Format = _table.Format,
                EnvironmentId = _table.EnvironmentId,
            },
        };
    }
}
