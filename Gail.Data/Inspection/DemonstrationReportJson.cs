using System.Buffers;
using System.Collections.Immutable;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Gail.Data.Formats.Arrays;

namespace Gail.Data.Inspection;

/// <summary>Writes a report as JSON; the names of keys are for programs and stay as they are.</summary>
internal static class DemonstrationReportJson
{
    public static string Write(DemonstrationReport report)
    {
        var buffer = new ArrayBufferWriter<byte>();
        // Nothing here goes into HTML, so that apostrophes may stay readable.
        var options = new JsonWriterOptions
        {
            Indented = true,
            NewLine = "\n",
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        };
        using (var json = new Utf8JsonWriter(buffer, options))
        {
            json.WriteStartObject();
            WriteFacts(json, report);
            WriteSummary(json, "lengths", report.Lengths);
            WriteNumber(json, "meanReturn", report.Returns?.Mean);
            WriteSummary(json, "returns", report.Returns);
            WriteColumns(json, "observationColumns", report.ObservationColumns);
            WriteColumns(json, "actionColumns", report.ActionColumns);
            DemonstrationFactsJson.Write(json, report);
            WriteArrays(json, report.Arrays);
            WriteTexts(json, "problems", report.Problems);
            WriteTexts(json, "notes", report.Notes);
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void WriteFacts(Utf8JsonWriter json, DemonstrationReport report)
    {
        json.WriteString("file", report.File);
        json.WriteString("format", report.Format);
        if (report.EnvironmentId.Length > 0)
        {
            json.WriteString("environment", report.EnvironmentId);
        }
        json.WriteNumber("episodes", report.Episodes);
        json.WriteNumber("transitions", report.Transitions);
        json.WriteNumber("observationWidth", report.ObservationWidth);
        json.WriteNumber("actionWidth", report.ActionWidth);
        json.WriteBoolean("actionsAreDiscrete", report.ActionsAreDiscrete);
        if (report.ActionCount is { } count)
        {
            json.WriteNumber("actionCount", count);
        }
        json.WriteString("actionSpace", report.ActionSpace);
        json.WriteString("observationSpace", report.ObservationSpace);
        json.WriteBoolean("isSubsampled", report.IsSubsampled);
    }

    private static void WriteColumns(Utf8JsonWriter json, string name, ImmutableArray<ValueSummary?> columns)
    {
        json.WriteStartArray(name);
        foreach (var column in columns)
        {
            WriteSummary(json, column);
        }
        json.WriteEndArray();
    }

    private static void WriteSummary(Utf8JsonWriter json, string name, ValueSummary? summary)
    {
        json.WritePropertyName(name);
        WriteSummary(json, summary);
    }

    private static void WriteSummary(Utf8JsonWriter json, ValueSummary? summary)
    {
        if (summary is null)
        {
            json.WriteNullValue();
            return;
        }
        json.WriteStartObject();
        WriteNumber(json, "min", summary.Minimum);
        WriteNumber(json, "mean", summary.Mean);
        WriteNumber(json, "max", summary.Maximum);
        WriteNumber(json, "std", summary.StandardDeviation);
        json.WriteEndObject();
    }

    internal static void WriteNumber(Utf8JsonWriter json, string name, double? value)
    {
        if (value is { } number && double.IsFinite(number))
        {
            json.WriteNumber(name, number);
        }
        else
        {
            json.WriteNull(name);
        }
    }

    private static void WriteArrays(Utf8JsonWriter json, ImmutableArray<ArrayInfo> arrays)
    {
        json.WriteStartArray("arrays");
        foreach (var array in arrays)
        {
            json.WriteStartObject();
            json.WriteString("name", array.Name);
            json.WriteString("dtype", array.DataType);
            json.WriteStartArray("shape");
            foreach (var extent in array.Shape)
            {
                json.WriteNumberValue(extent);
            }
            json.WriteEndArray();
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void WriteTexts(Utf8JsonWriter json, string name, ImmutableArray<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts)
        {
            json.WriteStringValue(text);
        }
        json.WriteEndArray();
    }
}
