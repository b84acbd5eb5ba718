using System.Collections.Immutable;
using System.Text.Json;

namespace Gail.Data;

/// <summary>The project's own layout; see <see cref="DemonstrationWriter"/>.</summary>
internal sealed class GailLayout : IDemonstrationLayout
{
    private const int MaximumMetadataBytes = 1 << 20;

    public string Format => "gail";

    public ImmutableArray<string> Required { get; } = ["gail_version", "observations", "actions", "episode_starts"];

    public ImmutableArray<string> Optional { get; } =
    ["rewards", "steps", "final_observations", "terminated", "ended", "metadata"];

    public LoadedDemonstrations Load(NpzArchive archive)
    {
        CheckVersion(archive);
        var metadata = Metadata.Read(archive);
        return new LoadedDemonstrations(
            new DemonstrationColumns
            {
                Observations = archive.Matrix("observations"),
                Actions = archive.ActionMatrix("actions"),
                ActionsAreDiscrete = archive.IsDiscrete("actions"),
                ActionCount = metadata.ActionCount,
                Rewards = archive.OptionalDoubles("rewards"),
                Steps = archive.OptionalIntegers("steps"),
                EpisodeStarts = Starts(archive),
                FinalObservations = archive.Contains("final_observations")
                    ? archive.Matrix("final_observations")
                    : null,
                Terminated = archive.OptionalBooleans("terminated"),
                Ended = archive.OptionalBooleans("ended"),
                IsSubsampled = metadata.Subsampled,
                Source = new DemonstrationSource
                {
                    File = archive.Path,
                    Format = Format,
                    EnvironmentId = metadata.Environment,
                },
            }
        );
    }

    private static void CheckVersion(NpzArchive archive)
    {
        var version = archive.Integers("gail_version");
        if (version.Length != 1 || version[0] != DemonstrationWriter.Version)
        {
            var came = version.Length == 1 ? $"{version[0]}" : $"an array of shape {version.Shape}";
            throw new DemonstrationException(
                archive.Path,
                "gail_version",
                $"is {came}, expected {DemonstrationWriter.Version}; a newer release of this library may read it."
            );
        }
    }

    private static ImmutableArray<int> Starts(NpzArchive archive)
    {
        var starts = archive.OptionalIntegers("episode_starts")!;
        var converted = ImmutableArray.CreateBuilder<int>(starts.Length);
        for (var i = 0; i < starts.Length; i++)
        {
            converted.Add(
                starts[i] is >= 0 and <= int.MaxValue
                    ? (int)starts[i]
                    : throw new DemonstrationException(
                        archive.Path,
                        "episode_starts",
                        $"episode {i} starts at row {starts[i]}, which no array has."
                    )
            );
        }
        return converted.MoveToImmutable();
    }

    private sealed record Metadata(string Environment, int? ActionCount, bool Subsampled)
    {
        public static Metadata Read(NpzArchive archive)
        {
            if (!archive.Contains("metadata"))
            {
                return new Metadata("", ActionCount: null, Subsampled: false);
            }
            DemonstrationException Fail(string problem) => new(archive.Path, "metadata", problem);
            var values = archive.Integers("metadata");
            if (values.Length > MaximumMetadataBytes || values.Values.Any(value => value is < 0 or > 255))
            {
                throw Fail($"expected at most {MaximumMetadataBytes} bytes of UTF-8 JSON.");
            }
            try
            {
                var bytes = Array.ConvertAll(values.Span.ToArray(), value => (byte)value);
                using var json = JsonDocument.Parse(bytes, new JsonDocumentOptions { MaxDepth = 32 });
                return Of(json.RootElement);
            }
            catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException)
            {
                throw Fail(
                    $"expected a JSON object with environment (text), action_count (number) and subsampled (true or false), but: {e.Message}"
                );
            }
        }

        private static Metadata Of(JsonElement root) =>
            new(
                root.TryGetProperty("environment", out var environment) ? environment.GetString() ?? "" : "",
                root.TryGetProperty("action_count", out var count) ? count.GetInt32() : null,
                root.TryGetProperty("subsampled", out var subsampled) && subsampled.GetBoolean()
            );
    }
}
