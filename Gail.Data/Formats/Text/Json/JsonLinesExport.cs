using System.Buffers;
using System.Collections.Immutable;
using System.Text.Json;
using Gail.Data.Views;
using Gail.Numerics;

namespace Gail.Data.Formats.Text.Json;

/// <summary>Writes demonstrations as JSON Lines, an object for each step.</summary>
/// <remarks>
/// Nothing is lost: numbers are as short as can be without another one being meant, and the first object has a member
/// "metadata" with what is known besides columns. A single choice is a whole number, other actions are lists.
/// </remarks>
internal static class JsonLinesExport
{
    private const int EnoughToWrite = 1 << 16;

    /// <summary>Writes all steps.</summary>
    /// <param name="stream">Where to.</param>
    /// <param name="demonstrations">What to write.</param>
    /// <param name="names">What to call columns that are to have other names.</param>
    public static void Write(Stream stream, Demonstrations demonstrations, ImmutableDictionary<string, string> names)
    {
        var view = demonstrations.AsView();
        var schema = view.Describe();
        var buffer = new ArrayBufferWriter<byte>(EnoughToWrite * 2);
        using var json = new Utf8JsonWriter(buffer);
        var metadata = DemonstrationMetadata.Of(demonstrations);
        var isFirst = true;
        foreach (var batch in view.Read(schema.Names))
        {
            for (var row = 0; row < batch.Rows; row++)
            {
                json.WriteStartObject();
                if (isFirst)
                {
                    json.WritePropertyName(JsonNames.Metadata);
                    metadata.Write(json);
                    isFirst = false;
                }
                WriteMembers(json, schema.Columns, batch, row, names);
                json.WriteEndObject();
                json.Flush();
                json.Reset();
                buffer.Write("\n"u8);
                if (buffer.WrittenCount >= EnoughToWrite)
                {
                    stream.Write(buffer.WrittenSpan);
                    buffer.ResetWrittenCount();
                }
            }
        }
        stream.Write(buffer.WrittenSpan);
    }

    private static void WriteMembers(
        Utf8JsonWriter json,
        ImmutableArray<ViewColumn> columns,
        ViewBatch batch,
        int row,
        ImmutableDictionary<string, string> names
    )
    {
        foreach (var column in columns)
        {
            json.WritePropertyName(names.GetValueOrDefault(column.Name, column.Name));
            switch (batch[column.Name])
            {
                case NdArray<float> floats:
                    WriteVector(json, floats.Row(row), column.IsDiscrete);
                    break;
                case NdArray<double> doubles:
                    json.WriteNumberValue(doubles[row]);
                    break;
                case NdArray<long> integers:
                    json.WriteNumberValue(integers[row]);
                    break;
                case NdArray<bool> flags:
                    json.WriteBooleanValue(flags[row]);
                    break;
            }
        }
    }

    private static void WriteVector(Utf8JsonWriter json, ReadOnlySpan<float> values, bool isDiscrete)
    {
        if (isDiscrete && values.Length == 1)
        {
            json.WriteNumberValue((long)values[0]);
            return;
        }
        json.WriteStartArray();
        foreach (var value in values)
        {
            json.WriteNumberValue(value);
        }
        json.WriteEndArray();
    }
}
