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
    private readonly EpisodeTable _episodes;
    private readonly ColumnSet<TableColumn> _stored;

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
        _episodes = table.Episodes;
        StructureRules.Of(path, table).CheckShapes();
        _stored = table[StandardColumn.NextObservation] is null
            ? table.Columns.With(StandardColumn.NextObservation, NextObservations.Of(table))
            : table.Columns;
        Description = MakeSchema();
    }

    public override ViewSchema Description { get; }

    public override long? RowCount => _table.Observations.Shape[0];

    public override LoadedDemonstrations Load()
    {
        // How episodes ended was read with the table.
        var arrays = ColumnSet<NdArray>
            .Empty.With(StandardColumn.Terminated, _table.Terminated)
            .With(StandardColumn.Ended, _table.Ended);
        foreach (var (column, array) in InParallel(_table.Columns))
        {
            arrays = arrays.With(column, array);
        }
        return new LoadedDemonstrations(
            new DemonstrationColumns
            {
                Observations = (NdArray<float>)arrays[StandardColumn.Observation]!,
                EpisodeStarts = _table.EpisodeStarts,
                Arrays = arrays,
                ActionParts = _table.ActionParts,
                ActionCount = _table.ActionCount,
                IsSubsampled = _table.IsSubsampled,
                ObservationParts = Description[ColumnNames.Observation].Parts,
                Source = Description.Source,
                Exact = Exact,
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
            .Select(name => (Name: name, Column: _stored[StandardColumn.Find(name)!]))
            .Where(pair => pair.Column is not null)
            .ToDictionary(pair => pair.Name, pair => new TableColumnReader(file, _byName, pair.Column!));
        try
        {
            for (var first = 0; first < _episodes.Rows; first += BatchRows)
            {
                var count = Math.Min(BatchRows, _episodes.Rows - first);
                yield return columns.Aggregate(
                    new ViewBatch(count),
                    (batch, name) =>
                        batch.With(
                            name,
                            readers.TryGetValue(name, out var reader)
                                ? Rows(reader, Description[name], first, count)
                                : _episodes.Column(name, first, count)
                        )
                );
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

    /// <summary>What the file holds in a place of a row, in double precision: for messages, so that nothing is kept open.</summary>
    private double Exact(StandardColumn kind, int row, int place)
    {
        if (_table[kind] is not { } column)
        {
            return double.NaN;
        }
        using var file = _open();
        using var reader = new TableColumnReader(file, _byName, column);
        var values = new double[column.Width];
        reader.Read<double>(row, 1, values);
        return values[place];
    }

    private NdArray Whole(StandardColumn kind, TableColumn column) =>
        kind.Type switch
        {
            ElementType.F64 => Whole<double>(column),
            ElementType.I64 => Whole<long>(column),
            _ => Whole<float>(column),
        };

    private NdArray<T> Whole<T>(TableColumn column)
        where T : unmanaged
    {
        var values = GC.AllocateUninitializedArray<T>(column.Shape.Length);
        using var file = _open();
        using var reader = new TableColumnReader(file, _byName, column);
        reader.Read<T>(0, column.Shape[0], values);
        reader.Finish();
        return NdArray<T>.Own(column.Shape, values);
    }

    private List<KeyValuePair<StandardColumn, NdArray>> InParallel(ColumnSet<TableColumn> columns)
    {
        if (!_parallel)
        {
            return [.. columns.Select(one => KeyValuePair.Create(one.Key, Whole(one.Key, one.Value)))];
        }
        var pending = columns
            .Select(one => Task.Run(() => KeyValuePair.Create(one.Key, Whole(one.Key, one.Value))))
            .ToList();
        // The first failure in the order of the columns, so that the same file gives the same message.
        foreach (var task in pending)
        {
            ((IAsyncResult)task).AsyncWaitHandle.WaitOne();
        }
        return [.. pending.Select(task => task.GetAwaiter().GetResult())];
    }

    private ViewSchema MakeSchema()
    {
        var observation = ViewColumn.Vector(ColumnNames.Observation, _table.Observations.Width) with
        {
            Parts = _table.ObservationParts is { IsEmpty: false } parts ? parts : _table.Observations.ToColumnParts(),
        };
        var action = _table[StandardColumn.Action] is { } actions
            ? ViewColumn.Vector(ColumnNames.Action, actions.Width) with
            {
                Parts = _table.ActionParts,
            }
            : null;
        var stored = _stored.Select(column => column.Key).Where(column => !column.IsPerEpisode);
        return new ViewSchema
        {
            Columns = StandardColumns.Of(observation, action, [.. stored, .. _episodes.Flags]),
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
