using Parquet;
using Parquet.Schema;

namespace Gail.Data.Tests.Formats.Parquet;

/// <summary>A column of a file that a test makes: of lists where there is a width.</summary>
internal sealed record Made(string Name, Array Values, int? Width = null)
{
    public int Rows => Values.Length / (Width ?? 1);
}

/// <summary>Makes Parquet files by the low-level interface of Parquet.Net, as other programs write them.</summary>
internal static class ParquetMaker
{
    public static byte[] Of(params Made[] columns) => Of(1, new ParquetOptions(), columns);

    /// <summary>A file of so many groups of rows.</summary>
    public static byte[] Of(int groups, ParquetOptions options, params Made[] columns)
    {
        using var stream = new MemoryStream();
        Write(stream, groups, options, columns).GetAwaiter().GetResult();
        return stream.ToArray();
    }

    /// <summary>Every column encoded in a way of choice.</summary>
    public static ParquetOptions Encoded(EncodingHint hint, params string[] columns)
    {
        var options = new ParquetOptions { DictionaryEncodingThreshold = 1 };
        foreach (var column in columns)
        {
            options.ColumnEncodingHints[column] = hint;
        }
        return options;
    }

    private static async Task Write(Stream stream, int groups, ParquetOptions options, Made[] columns)
    {
        var schema = new ParquetSchema(columns.Select(Field));
        await using var writer = await ParquetWriter.CreateAsync(schema, stream, options);
        var rows = columns[0].Rows;
        for (var g = 0; g < groups; g++)
        {
            var (first, end) = (rows * g / groups, rows * (g + 1) / groups);
            using var group = writer.CreateRowGroup();
            for (var c = 0; c < columns.Length; c++)
            {
                var width = columns[c].Width ?? 1;
                await Write(group, schema.DataFields[c], columns[c], first * width, (end - first) * width);
            }
        }
    }

    private static Field Field(Made column)
    {
        var name = column.Width is null ? column.Name : "element";
        DataField field = column.Values switch
        {
            float[] => new DataField<float>(name),
            float?[] => new DataField<float>(name, nullable: true),
            double[] => new DataField<double>(name),
            double?[] => new DataField<double>(name, nullable: true),
            int[] => new DataField<int>(name),
            long[] => new DataField<long>(name),
            bool[] => new DataField<bool>(name),
            byte[] => new DataField<byte>(name),
            string[] => new DataField<string>(name),
            var other => throw new ArgumentException($"{other.GetType()} is not made.", nameof(column)),
        };
        return column.Width is null ? field : new ListField(column.Name, field);
    }

    private static Task Write(ParquetRowGroupWriter group, DataField field, Made column, int first, int count) =>
        column.Values switch
        {
            float[] values => Write<float>(group, field, column, values.AsMemory(first, count)),
            double[] values => Write<double>(group, field, column, values.AsMemory(first, count)),
            int[] values => Write<int>(group, field, column, values.AsMemory(first, count)),
            long[] values => Write<long>(group, field, column, values.AsMemory(first, count)),
            bool[] values => Write<bool>(group, field, column, values.AsMemory(first, count)),
            byte[] values => Write<byte>(group, field, column, values.AsMemory(first, count)),
            float?[] values => group.WriteAsync<float>(field, (ReadOnlyMemory<float?>)values.AsMemory(first, count)),
            double?[] values => group.WriteAsync<double>(field, (ReadOnlyMemory<double?>)values.AsMemory(first, count)),
            _ => group.WriteAsync(field, ((string[])column.Values)[first..(first + count)]),
        };

    private static Task Write<T>(ParquetRowGroupWriter group, DataField field, Made column, ReadOnlyMemory<T> values)
        where T : struct
    {
        if (column.Width is not { } width)
        {
            return group.WriteAsync(field, values);
        }
        var definition = Enumerable.Repeat(field.MaxDefinitionLevel, values.Length).ToArray();
        var repetition = Enumerable.Range(0, values.Length).Select(i => i % width == 0 ? 0 : 1).ToArray();
        return group.WriteAllPartsAsync<T>(field, values, definition, repetition, CancellationToken.None);
    }
}
