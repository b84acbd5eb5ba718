using System.Collections.Immutable;
using System.Text.Json;
using Gail.Data.Views;

namespace Gail.Data.Inspection;

/// <summary>The part of a report's JSON that tells how values are spread and what comes again.</summary>
internal static class DemonstrationFactsJson
{
    public static void Write(Utf8JsonWriter json, DemonstrationReport report)
    {
        WriteSchema(json, report.Columns);
        json.WritePropertyName("lengthHistogram");
        WriteHistogram(json, report.LengthHistogram);
        json.WritePropertyName("returnHistogram");
        WriteHistogram(json, report.ReturnHistogram);
        WriteHistograms(json, "observationHistograms", report.ObservationHistograms);
        WriteHistograms(json, "actionHistograms", report.ActionHistograms);
        WriteLimits(json, report.ActionLimits);
        json.WriteStartArray("actionEpisodeShares");
        foreach (var share in report.ActionEpisodeShares)
        {
            if (share is { } known)
            {
                json.WriteNumberValue(known);
            }
            else
            {
                json.WriteNullValue();
            }
        }
        json.WriteEndArray();
        json.WriteNumber("repeatedEpisodes", report.RepeatedEpisodes);
        json.WriteNumber("repeatedStepShare", report.RepeatedStepShare);
        json.WriteNumber("gaps", report.Gaps?.Count ?? 0);
        DemonstrationReportJson.WriteNumber(json, "stride", report.Gaps is null ? 1 : report.Gaps.Stride);
    }

    private static void WriteSchema(Utf8JsonWriter json, ImmutableArray<ViewColumn> columns)
    {
        json.WriteStartArray("columns");
        foreach (var column in columns)
        {
            json.WriteStartObject();
            json.WriteString("name", column.Name);
            json.WriteString("type", column.Type.ToString());
            DemonstrationReportJson.WriteNumber(json, "width", column.Width);
            json.WriteBoolean("isDiscrete", column.IsDiscrete);
            json.WriteStartArray("parts");
            foreach (var part in column.Parts)
            {
                ColumnPartJson.Write(json, part);
            }
            json.WriteEndArray();
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void WriteHistograms(Utf8JsonWriter json, string name, ImmutableArray<ColumnHistogram?> histograms)
    {
        json.WriteStartArray(name);
        foreach (var histogram in histograms)
        {
            WriteHistogram(json, histogram);
        }
        json.WriteEndArray();
    }

    private static void WriteHistogram(Utf8JsonWriter json, ColumnHistogram? histogram)
    {
        if (histogram is null)
        {
            json.WriteNullValue();
            return;
        }
        json.WriteStartObject();
        DemonstrationReportJson.WriteNumber(json, "low", histogram.Low);
        DemonstrationReportJson.WriteNumber(json, "high", histogram.High);
        json.WriteStartArray("counts");
        foreach (var count in histogram.Counts)
        {
            json.WriteNumberValue(count);
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteLimits(Utf8JsonWriter json, ImmutableArray<ActionLimits?> limits)
    {
        json.WriteStartArray("actionLimits");
        foreach (var limit in limits)
        {
            if (limit is null)
            {
                json.WriteNullValue();
                continue;
            }
            json.WriteStartObject();
            DemonstrationReportJson.WriteNumber(json, "low", limit.Low);
            DemonstrationReportJson.WriteNumber(json, "high", limit.High);
            json.WriteNumber("atLow", limit.AtLow);
            json.WriteNumber("atHigh", limit.AtHigh);
            json.WriteNumber("beyond", limit.Beyond);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }
}
