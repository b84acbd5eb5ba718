using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Gail.Data.Views;

/// <summary>
/// A part as JSON, wherever parts are written: <c>{"name":"buttons","width":2,"choices":[3,2]}</c>; choices and shape are
/// there where the part has some.
/// </summary>
public sealed class ColumnPartJson : JsonConverter<ColumnPart>
{
    /// <inheritdoc/>
    /// <exception cref="JsonException">The object has no name or no width.</exception>
    public override ColumnPart? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var json = JsonDocument.ParseValue(ref reader);
        return Read(json.RootElement);
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, ColumnPart value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(value);
        Write(writer, value);
    }

    /// <summary>A part of an object of name and width; further members that are not known are passed over.</summary>
    /// <exception cref="JsonException">It is none.</exception>
    internal static ColumnPart Read(JsonElement part)
    {
        try
        {
            return new ColumnPart(
                part.GetProperty("name").GetString() ?? throw new JsonException("a part has no name."),
                part.GetProperty("width").GetInt32()
            )
            {
                Choices = Numbers(part, "choices"),
                Shape = Numbers(part, "shape"),
            };
        }
        catch (Exception e) when (e is InvalidOperationException or FormatException or KeyNotFoundException)
        {
            throw new JsonException($"a part is no object of name and width: {e.Message}", e);
        }
    }

    internal static void Write(Utf8JsonWriter json, ColumnPart part)
    {
        json.WriteStartObject();
        json.WriteString("name", part.Name);
        json.WriteNumber("width", part.Width);
        WriteNumbers(json, "choices", part.Choices);
        WriteNumbers(json, "shape", part.Shape);
        json.WriteEndObject();
    }

    private static ImmutableArray<int> Numbers(JsonElement part, string name) =>
        part.TryGetProperty(name, out var numbers)
            ? [.. numbers.EnumerateArray().Select(number => number.GetInt32())]
            : [];

    private static void WriteNumbers(Utf8JsonWriter json, string name, ImmutableArray<int> numbers)
    {
        if (numbers.IsEmpty)
        {
            return;
        }
        json.WriteStartArray(name);
        foreach (var number in numbers)
        {
            json.WriteNumberValue(number);
        }
        json.WriteEndArray();
    }
}
