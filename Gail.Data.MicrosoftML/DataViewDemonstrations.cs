using System.Collections.Immutable;
using Gail.Numerics;
using Microsoft.ML;

namespace Gail.Data.MicrosoftML;

/// <summary>Any of ML.NET's views as demonstrations, by a mapping of columns.</summary>
internal sealed class DataViewDemonstrations : IDemonstrationView
{
    private const int BatchRows = 4096;

    private readonly IDataView _data;

    // By the name of Gail's column; empty where there are none.
    private readonly ImmutableDictionary<string, ImmutableArray<DataViewSchema.Column>> _from;

    public DataViewDemonstrations(IDataView data, DataViewMapping mapping)
    {
        _data = data;
        _from = mapping.Columns.ToImmutableDictionary(
            pair => pair.Key,
            pair =>
                pair.Value.Select(name => RowReaders.Checked(data.Schema, name, IsVector(pair.Key))).ToImmutableArray()
        );
        Schema = MakeSchema(mapping);
    }

    public ViewSchema Schema { get; }

    public long? RowCount => _data.GetRowCount();

    public IEnumerable<ViewBatch> Read(ImmutableArray<string> columns)
    {
        foreach (var name in columns)
        {
            _ = Schema[name];
        }
        return Batches(columns);
    }

    private IEnumerable<ViewBatch> Batches(ImmutableArray<string> names)
    {
        var counts =
            names.Contains(ColumnNames.Episode)
            || (names.Contains(ColumnNames.Step) && _from[ColumnNames.Step].IsEmpty);
        var read = names.Remove(ColumnNames.Episode).Union(counts ? EpisodeNumbers.Needed(_from) : []);
        using var cursor = _data.GetRowCursor(read.SelectMany(name => _from[name]).DistinctBy(column => column.Index));
        var numbers = counts ? new EpisodeNumbers(cursor, _from) : null;
        var columns = names.Select(name => Open(Schema[name], cursor, numbers)).ToArray();
        ViewBatch Batch(int rows) =>
            columns.Aggregate(new ViewBatch(rows), (batch, column) => batch.With(column.Name, column.Take(rows)));
        var row = 0;
        while (cursor.MoveNext())
        {
            numbers?.Next();
            foreach (var column in columns)
            {
                column.Read(row);
            }
            if (++row == BatchRows)
            {
                yield return Batch(row);
                row = 0;
            }
        }
        if (row > 0)
        {
            yield return Batch(row);
        }
    }

    private BufferedColumn Open(ViewColumn column, DataViewRow row, EpisodeNumbers? numbers)
    {
        var from = _from[column.Name];
        return column.Type switch
        {
            ElementType.F32 => Buffered(column, RowReaders.Of<float>(row, from)),
            ElementType.F64 => Buffered(column, RowReaders.Of<double>(row, from)),
            ElementType.Bool => Buffered(column, RowReaders.Flag(row, from[0])),
            _ when column.Name == ColumnNames.Episode => Buffered<long>(column, to => to[0] = numbers!.Episode),
            _ when from.IsEmpty => Buffered<long>(column, to => to[0] = numbers!.Step),
            _ => Buffered(column, RowReaders.Of<long>(row, from)),
        };
    }

    private static BufferedColumn Buffered<T>(ViewColumn column, RowReader<T> read)
        where T : unmanaged
    {
        var width = column.Width ?? 1;
        var values = new T[BatchRows * width];
        return new BufferedColumn(
            column.Name,
            row => read(values.AsSpan(row * width, width)),
            rows => NdArray.Vector<T>(values.AsSpan(0, rows * width)).Reshape(column.ShapeOf(rows))
        );
    }

    private static bool IsVector(string name) =>
        name is ColumnNames.Observation or ColumnNames.Action or ColumnNames.NextObservation;

    private ViewSchema MakeSchema(DataViewMapping mapping)
    {
        if (_from[ColumnNames.Observation].IsEmpty)
        {
            throw new DemonstrationException(
                "",
                ColumnNames.Observation,
                "no column is mapped to it; name one or more."
            );
        }
        IEnumerable<ViewColumn> Scalar(string name, ElementType type) =>
            _from[name].IsEmpty ? [] : [ViewColumn.Scalar(name, type)];
        IEnumerable<ViewColumn> Vector(string name) =>
            _from[name].IsEmpty ? [] : [ViewColumn.Vector(name, _from[name].Sum(RowReaders.WidthOf))];

        var choices = _from[ColumnNames.Action].Select(ColumnAnnotations.ChoicesOf).ToArray();
        var parts = ColumnAnnotations.PartsOf(_from[ColumnNames.Observation]);
        return new ViewSchema
        {
            Columns =
            [
                ViewColumn.Scalar(ColumnNames.Episode, ElementType.I64),
                ViewColumn.Scalar(ColumnNames.Step, ElementType.I64),
                .. Vector(ColumnNames.Observation).Select(column => column with { Parts = parts }),
                .. Vector(ColumnNames.Action)
                    .Select(column =>
                        column with
                        {
                            IsDiscrete = mapping.ActionsAreDiscrete ?? choices.All(count => count is not null),
                            ChoiceCount = mapping.ActionCount ?? (choices is [> 0] ? choices[0] : null),
                        }
                    ),
                .. Scalar(ColumnNames.Reward, ElementType.F64),
                .. Vector(ColumnNames.NextObservation).Select(column => column with { Parts = parts }),
                .. EpisodeNumbers.Flags.SelectMany(name => Scalar(name, ElementType.Bool)),
            ],
            Source = mapping.Source,
            IsSubsampled = mapping.IsSubsampled ?? _from[ColumnNames.Step].Any(ColumnAnnotations.IsSubsampledBy),
        };
    }

    /// <summary>A column of the batch that is being filled: the cursor's row read into a row, and the first rows taken.</summary>
    private sealed record BufferedColumn(string Name, Action<int> Read, Func<int, NdArray> Take);
}
