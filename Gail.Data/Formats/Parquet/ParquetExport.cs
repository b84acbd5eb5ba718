using System.Buffers;
using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Gail.Data.Formats.Text.Csv;
using Gail.Data.Views;
using Gail.Numerics;

namespace Gail.Data.Formats.Parquet;

/// <summary>
/// Writes demonstrations as a table that <see cref="ParquetTable"/> reads back to the same bits, with the columns that a
/// table in text has, a vector as one column for each value. What columns do not tell lies in the file's metadata.
/// </summary>
internal static class ParquetExport
{
    private const int GroupRows = 1 << 16;

    public static void Write(Stream stream, Demonstrations demonstrations)
    {
        var view = demonstrations.AsView();
        var schema = view.Describe();
        var metadata = ImmutableDictionary<string, string>.Empty.Add(
            ParquetTable.MetadataKey,
            Metadata(demonstrations)
        );
        using var output = new ParquetOutput(stream, [.. schema.Columns.SelectMany(Columns)], metadata);
        var pending = new List<ViewBatch>();
        foreach (var batch in view.Read(schema.Names))
        {
            pending.Add(batch);
            if (pending.Sum(one => one.Rows) >= GroupRows)
            {
                output.Write(Values(schema, pending));
                pending.Clear();
            }
        }
        if (pending.Count > 0)
        {
            output.Write(Values(schema, pending));
        }
    }

    private static IEnumerable<OutputColumn> Columns(ViewColumn column) =>
        CsvExport
            .Names(column)
            .Select(
                (name, i) =>
                    column.Space.IsChoice(i)
                        ? new OutputColumn(Unmarked(name), ElementType.I64, IsList: false)
                        : new OutputColumn(name, column.Type, IsList: false)
            );

    private static string Unmarked(string name) =>
        name.EndsWith(CsvHeader.IntegerMark, StringComparison.Ordinal) ? name[..^CsvHeader.IntegerMark.Length] : name;

    private static List<object> Values(ViewSchema schema, List<ViewBatch> batches)
    {
        var values = new List<object>();
        foreach (var column in schema.Columns)
        {
            var parts = batches.ConvertAll(batch => batch[column.Name]);
            var all = ColumnParts.Joined(column, parts, schema.Source.File);
            if (all is not NdArray<float> vectors)
            {
                values.Add(all);
                continue;
            }
            for (var i = 0; i < vectors.Columns; i++)
            {
                values.Add(
                    column.Space.IsChoice(i) ? Take(vectors, i, value => (long)value) : Take(vectors, i, value => value)
                );
            }
        }
        return values;
    }

    private static NdArray<T> Take<T>(NdArray<float> vectors, int place, Func<float, T> convert)
        where T : unmanaged
    {
        var span = vectors.Span;
        var (rows, width) = (vectors.Rows, vectors.Columns);
        var values = new T[rows];
        for (var row = 0; row < rows; row++)
        {
            values[row] = convert(span[(row * width) + place]);
        }
        return NdArray.Vector<T>(values);
    }

    private static string Metadata(Demonstrations demonstrations)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            DemonstrationMetadata.Of(demonstrations).Write(json);
        }
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
