using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Gail.Data.Files;
using Gail.Data.Formats.Arrays;
using Gail.Data.Formats.Arrow;

namespace Gail.Data.Formats.Layouts.Minari;

/// <summary>
/// What a Minari data set says of itself: in <c>metadata.json</c> beside the file from version 0.5 on, in attributes of
/// the file before.
/// </summary>
internal sealed class MinariMetadata
{
    /// <summary>The name of the file beside.</summary>
    public const string FileName = "metadata.json";

    /// <summary>The name that Minari gives the file itself.</summary>
    public const string DataFileName = "main_data.hdf5";

    private const int MaximumBytes = 1 << 26;

    private readonly JsonElement? _file;
    private readonly ImmutableDictionary<string, string> _attributes;

    private MinariMetadata(JsonElement? file, ImmutableDictionary<string, string> attributes, string? problem)
    {
        _file = file;
        _attributes = attributes;
        Problem = problem;
        EnvironmentId = JsonText.Object(Text("env_spec"))?.Text("id") ?? "";
        TotalEpisodes =
            file?.Number("total_episodes")
            ?? (int.TryParse(Text("total_episodes"), CultureInfo.InvariantCulture, out var total) ? total : null);
        ObservationSpace = JsonText.Object(Text("observation_space"));
        ActionSpace = JsonText.Object(Text("action_space"));
    }

    /// <summary>The id of the environment; empty where nothing says.</summary>
    public string EnvironmentId { get; }

    /// <summary>The number of episodes there should be, if stated.</summary>
    public int? TotalEpisodes { get; }

    /// <summary>The space of observations, if stated.</summary>
    public JsonElement? ObservationSpace { get; }

    /// <summary>The space of actions, if stated.</summary>
    public JsonElement? ActionSpace { get; }

    /// <summary>Why the file beside was not used, though there is one; null otherwise.</summary>
    public string? Problem { get; }

    /// <summary>Reads what there is.</summary>
    public static MinariMetadata Read(IArrayFile file)
    {
        var isFolder = Directory.Exists(file.Path);
        var beside = isFolder
            ? Path.Combine(MinariArrow.DataFolder(file.Path), FileName)
            : Path.Combine(Path.GetDirectoryName(Path.GetFullPath(file.Path)) ?? "", FileName);
        JsonElement? json = null;
        string? problem = null;
        try
        {
            // Beside a file of another name it would be another's.
            if ((isFolder || Path.GetFileName(file.Path) == DataFileName) && File.Exists(beside))
            {
                json = new FileInfo(beside).Length > MaximumBytes ? null : JsonText.Object(InputFile.ReadText(beside));
                problem = json is null ? "it holds no JSON object" : null;
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or DataFileException)
        {
            problem = e.Message;
        }
        return new MinariMetadata(json, file.Attributes, problem);
    }

    /// <summary>The part of a space that a path leads to, as in "observation/position".</summary>
    public static JsonElement? Within(JsonElement? space, string path)
    {
        foreach (var name in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            var below = space?.Member("subspaces");
            space = below?.ValueKind == JsonValueKind.Array ? Item(below.Value, name) : below?.Member(name);
        }
        return space;
    }

    /// <summary>The dimensions of a space's values, if stated.</summary>
    public static ImmutableArray<int> ShapeOf(JsonElement? space) =>
        space?.Member("shape") is { ValueKind: JsonValueKind.Array } shape
            ?
            [
                .. shape
                    .EnumerateArray()
                    .Select(extent =>
                        extent.ValueKind == JsonValueKind.Number && extent.TryGetInt32(out var one) ? one : 0
                    ),
            ]
            : [];

    private static JsonElement? Item(JsonElement items, string name) =>
        name.StartsWith(DictionaryMembers.TupleItem, StringComparison.Ordinal)
        && int.TryParse(
            name.AsSpan(DictionaryMembers.TupleItem.Length),
            NumberStyles.None,
            CultureInfo.InvariantCulture,
            out var number
        )
        && number < items.GetArrayLength()
            ? items[number]
            : null;

    private string? Text(string name) => _file?.Text(name) ?? _attributes.GetValueOrDefault("@" + name);
}
