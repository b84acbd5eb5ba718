using System.Globalization;
using System.Text.Json;
using Gail.MuJoCo.Native;

namespace Gail.MuJoCo.Tests.Models.Robots;

/// <summary>Reference facts of a compiled model, to hold beside a model compiled here.</summary>
/// <remarks>
/// Numbers are equal when their bits are, the sign of a zero included. Every property of the file is compared, except
/// those that are no part of a compiled model; one that this class does not know fails.
/// </remarks>
internal sealed class GoldenModel
{
    // The total mass is a sum of what is compared, whose last bit depends on who sums.
    private static readonly HashSet<string> NotOfTheModel =
    [
        "file",
        "used_by",
        "sha256_of_source",
        "mujoco_version",
        "total_mass",
    ];

    private readonly EngineModel _model;
    private readonly List<string> _differences = [];

    private GoldenModel(EngineModel model) => _model = model;

    /// <summary>The number of values compared.</summary>
    public int Compared { get; private set; }

    /// <summary>What differs, each with its name, the value expected and the one found.</summary>
    public IReadOnlyList<string> Differences => _differences;

    /// <summary>Compares a model with a file.</summary>
    /// <param name="name">The file, as in "hopper".</param>
    /// <param name="xml">The model, as MJCF.</param>
    public static GoldenModel Compare(string name, string xml)
    {
        var path = Path.Combine(SharedFiles.Golden("mujoco"), "models", $"{name}.json");
        using var file = JsonDocument.Parse(File.ReadAllBytes(path));
        using var model = EngineModel.Compile(xml);
        var comparison = new GoldenModel(model);
        comparison.CompareAll(file.RootElement);
        return comparison;
    }

    private void CompareAll(JsonElement facts)
    {
        foreach (var part in facts.EnumerateObject())
        {
            if (NotOfTheModel.Contains(part.Name) || part.Name.StartsWith("source_"))
            {
                continue;
            }
            switch (part.Name)
            {
                case "model_name":
                    Text(part.Name, part.Value, _model.ModelName());
                    break;
                case "qpos0" or "qpos_spring":
                    Field(part.Name, part.Value, part.Name);
                    break;
                case "sizes":
                    Each(part, size => Numbers($"sizes.{size.Name}", size.Value, [_model.Size(size.Name)]));
                    break;
                case "option":
                    Each(part, field => Field($"option.{field.Name}", field.Value, $"opt.{field.Name}"));
                    break;
                case "statistic":
                    Each(part, field => Field($"statistic.{field.Name}", field.Value, $"stat.{field.Name}"));
                    break;
                case "numerics":
                    Numerics(part.Value);
                    break;
                case "keyframes":
                    Rows(part.Value, "keyframes", "nkey", Keyframe);
                    break;
                default:
                    var table = ModelVocabulary.Tables[part.Name];
                    Rows(part.Value, part.Name, table.Count, (at, row, i) => Row(at, row, part.Name, table, i));
                    break;
            }
        }
    }

    private void Row(string at, JsonElement row, string tableName, ModelTable table, int i)
    {
        foreach (var column in row.EnumerateObject())
        {
            var name = $"{at}.{column.Name}";
            if (column.Name.StartsWith("source_"))
            {
                continue;
            }
            if (ModelVocabulary.References.TryGetValue($"{tableName}.{column.Name}", out var reference))
            {
                // The world is its own parent; the file says none.
                var isWorld = i == 0 && tableName == "bodies";
                var number = (int)Values(reference.Number, table.Count, i)[0];
                Text(name, column.Value, isWorld ? null : _model.Name(reference.Names, number));
            }
            else if (column.Name == "id")
            {
                Numbers(name, column.Value, [i]);
            }
            else if (column.Name == "name")
            {
                Text(name, column.Value, _model.Name(table.Names!, i));
            }
            else if (column.Name == "path")
            {
                TendonPath(name, column.Value, i);
            }
            else
            {
                var field = $"{table.Prefix}{column.Name}";
                Value(name, column.Value, field, Values(field, table.Count, i));
            }
        }
    }

    private void TendonPath(string at, JsonElement path, int tendon)
    {
        var first = (int)Values("tendon_adr", "ntendon", tendon)[0];
        Numbers($"{at}.length", path.GetArrayLength(), Values("tendon_num", "ntendon", tendon));
        for (var i = 0; i < path.GetArrayLength(); i++)
        {
            var part = path[i];
            var joint = (int)Values("wrap_objid", "nwrap", first + i)[0];
            Value($"{at}[{i}].type", part.GetProperty("type"), "wrap_type", Values("wrap_type", "nwrap", first + i));
            Text($"{at}[{i}].object", part.GetProperty("object"), _model.Name("name_jntadr", joint));
            Numbers($"{at}[{i}].coef", part.GetProperty("coef"), Values("wrap_prm", "nwrap", first + i));
        }
    }

    private void Numerics(JsonElement rows) =>
        Rows(
            rows,
            "numerics",
            "nnumeric",
            (at, row, i) =>
            {
                var first = (int)Values("numeric_adr", "nnumeric", i)[0];
                var length = (int)Values("numeric_size", "nnumeric", i)[0];
                Text($"{at}.name", row.GetProperty("name"), _model.Name("name_numericadr", i));
                Numbers(
                    $"{at}.data",
                    row.GetProperty("data"),
                    _model.Doubles("numeric_data").Slice(first, length).ToArray()
                );
            }
        );

    private void Keyframe(string at, JsonElement row, int i)
    {
        foreach (var field in row.EnumerateObject())
        {
            Numbers($"{at}.{field.Name}", field.Value, Values($"key_{field.Name}", "nkey", i));
        }
    }

    private void Rows(JsonElement rows, string name, string count, Action<string, JsonElement, int> compare)
    {
        Numbers($"{name}.length", rows.GetArrayLength(), [_model.Size(count)]);
        for (var i = 0; i < Math.Min(rows.GetArrayLength(), _model.Size(count)); i++)
        {
            var label = rows[i].TryGetProperty("name", out var own) ? own.GetString() : null;
            compare(label is null ? $"{name}[{i}]" : $"{name}[{i} {label}]", rows[i], i);
        }
    }

    private static void Each(JsonProperty part, Action<JsonProperty> compare)
    {
        foreach (var property in part.Value.EnumerateObject())
        {
            compare(property);
        }
    }

    private void Field(string name, JsonElement expected, string field) =>
        Value(name, expected, field, Values(field, null, 0));

    /// <summary>A number, several, or the word of an enumeration.</summary>
    private void Value(string name, JsonElement expected, string field, double[] found)
    {
        if (expected.ValueKind == JsonValueKind.String)
        {
            Text(name, expected, ModelVocabulary.Words[field][(int)found[0]]);
        }
        else
        {
            Numbers(name, expected, found);
        }
    }

    private void Text(string name, JsonElement expected, string? found)
    {
        Compared++;
        if (expected.GetString() != found)
        {
            _differences.Add($"{name}: expected {expected.GetString() ?? "no name"}, found {found ?? "no name"}");
        }
    }

    private void Numbers(string name, JsonElement expected, double[] found) =>
        Numbers(
            name,
            expected.ValueKind == JsonValueKind.Array
                ? [.. expected.EnumerateArray().Select(number => number.GetDouble())]
                : [expected.GetDouble()],
            found
        );

    private void Numbers(string name, double expected, double[] found) => Numbers(name, [expected], found);

    private void Numbers(string name, double[] expected, double[] found)
    {
        Compared += expected.Length;
        if (
            !expected.Select(BitConverter.DoubleToInt64Bits).SequenceEqual(found.Select(BitConverter.DoubleToInt64Bits))
        )
        {
            _differences.Add($"{name}: expected {Join(expected)}, found {Join(found)}");
        }
    }

    private static string Join(double[] numbers) =>
        string.Join(' ', numbers.Select(number => number.ToString("R", CultureInfo.InvariantCulture)));

    private double[] Values(string field, string? count, int row) => _model.Row(field, count, row);
}
