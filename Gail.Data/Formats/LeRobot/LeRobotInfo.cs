using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Gail.Data.Formats.Layouts;

namespace Gail.Data.Formats.LeRobot;

/// <summary>A column as a data set describes it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="DataType">As in "float32", "video" or "image".</param>
/// <param name="Shape">The extents of a value.</param>
internal sealed record LeRobotFeature(string Name, string DataType, ImmutableArray<int> Shape)
{
    public bool IsImage => DataType is "video" or "image";

    /// <summary>How many numbers a value is.</summary>
    public long Width => Shape.Aggregate(1L, (product, extent) => product * extent);
}

/// <summary>What a data set says of itself in meta/info.json.</summary>
internal sealed partial record LeRobotInfo
{
    /// <summary>Where it lies within the folder.</summary>
    public const string Place = "meta/info.json";

    /// <summary>The versions of the layout that are read, by their beginnings.</summary>
    public const string Second = "v2.";

    public const string Third = "v3.";

    private const int GreatestBytes = 1 << 26;

    public required string Folder { get; init; }

    public required string Version { get; init; }

    public string DataPath { get; init; } = "";

    public int? Episodes { get; init; }

    public int? Frames { get; init; }

    /// <summary>How many episodes a folder holds in the second version.</summary>
    public int ChunkSize { get; init; } = 1000;

    public ImmutableArray<LeRobotFeature> Features { get; init; } = [];

    public bool IsThird => Version.StartsWith(Third, StringComparison.Ordinal);

    /// <summary>Whether a folder is a data set of this kind.</summary>
    public static bool IsIn(string folder) => File.Exists(Path.Combine(folder, Place));

    /// <summary>Reads it.</summary>
    /// <exception cref="DemonstrationException">It is not there, damaged or of another version.</exception>
    public static LeRobotInfo Read(string folder)
    {
        var path = Path.Combine(folder, Place);
        DemonstrationException Fail(string problem) => new(folder, Place, problem);
        var json = Parse(path) ?? throw Fail("holds no JSON object.");
        var version = json.Text("codebase_version") ?? throw Fail("does not say its codebase_version.");
        if (
            !version.StartsWith(Second, StringComparison.Ordinal)
            && !version.StartsWith(Third, StringComparison.Ordinal)
        )
        {
            throw Fail(
                $"says that its codebase_version is {version}; v2.0, v2.1 and v3.0 are read. Convert it with lerobot's own scripts."
            );
        }
        var isThird = version.StartsWith(Third, StringComparison.Ordinal);
        return new LeRobotInfo
        {
            Folder = folder,
            Version = version,
            DataPath = json.Text("data_path") ?? (isThird ? LeRobotPaths.ThirdData : LeRobotPaths.SecondData),
            Episodes = json.Number("total_episodes"),
            Frames = json.Number("total_frames"),
            ChunkSize = json.Number("chunks_size") is > 0 and var size ? size : 1000,
            Features = json.Member("features") is { ValueKind: JsonValueKind.Object } features
                ? [.. features.EnumerateObject().Select(Feature)]
                : [],
        };
    }

    /// <summary>The path of a file of frames within the folder, as <see cref="DataPath"/> makes it of numbers.</summary>
    /// <exception cref="DemonstrationException">It names a number that nobody knows, or leads out of the folder.</exception>
    public string DataFile(ImmutableDictionary<string, long> numbers)
    {
        DemonstrationException Fail(string problem) => new(Folder, Place, problem);
        var path = Placeholder.Replace(
            DataPath,
            match =>
            {
                var name = match.Groups["name"].Value;
                var digits = int.TryParse(
                    match.Groups["width"].ValueSpan,
                    NumberStyles.None,
                    CultureInfo.InvariantCulture,
                    out var given
                )
                    ? Math.Min(given, 20)
                    : 0;
                return numbers.TryGetValue(name, out var number)
                    ? number.ToString(CultureInfo.InvariantCulture).PadLeft(digits, '0')
                    : throw Fail($"data_path asks for '{name}', which the list of episodes does not give.");
            }
        );
        return Path.IsPathRooted(path) || path.Split('/', '\\').Contains("..")
            ? throw Fail($"data_path leads out of the folder, to {path}.")
            : path;
    }

    private static JsonElement? Parse(string path)
    {
        using var stream = InputFile.Open(path);
        if (stream.Length > GreatestBytes)
        {
            return null;
        }
        using var reader = new StreamReader(stream);
        return JsonText.Object(reader.ReadToEnd());
    }

    private static LeRobotFeature Feature(JsonProperty feature) =>
        new(
            feature.Name,
            feature.Value.Text("dtype") ?? "",
            feature.Value.Member("shape") is { ValueKind: JsonValueKind.Array } shape
                ? [.. shape.EnumerateArray().Select(extent => extent.TryGetInt32(out var size) ? size : -1)]
                : []
        );

    private static readonly Regex Placeholder = new(
        @"\{(?<name>\w+)(?::0?(?<width>\d+)d)?\}",
        RegexOptions.CultureInvariant | RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture
    );
}

/// <summary>Where the parts of a data set lie within its folder.</summary>
internal static class LeRobotPaths
{
    public const string ThirdData = "data/chunk-{chunk_index:03d}/file-{file_index:03d}.parquet";
    public const string SecondData = "data/chunk-{episode_chunk:03d}/episode_{episode_index:06d}.parquet";
    public const string ThirdEpisodes = "meta/episodes";
    public const string SecondEpisodes = "meta/episodes.jsonl";
    public const string Tasks = "meta/tasks.jsonl";
    public const string TaskTable = "meta/tasks.parquet";
    public const string Statistics = "meta/stats.json";
    public const string EpisodeStatistics = "meta/episodes_stats.jsonl";

    /// <summary>What this project adds: what its other files say besides columns.</summary>
    public const string Own = "meta/gail.json";
}
