using System.Collections.Immutable;
using System.Text.Json;

namespace Gail.Data;

/// <summary>The project's own layout; see <see cref="GailWriter"/>.</summary>
internal sealed class GailLayout : IArrayLayout, IDemonstrationTarget
{
    private const int MaximumMetadataBytes = 1 << 20;

    public string Name => "gail";

    public string Description => "this project's own .npz; 'gail record' and 'gail convert' write it";

    public ImmutableArray<string> Required { get; } = ["gail_version", "observations", "episode_starts"];

    // ".npz" asks for the format, which writes this layout.
    public ImmutableArray<string> Extensions => [];

    public void Write(string path, Demonstrations demonstrations) => GailWriter.Write(path, demonstrations);

    public ArrayTable Table(IArrayFile file, DemonstrationFileOptions options)
    {
        CheckVersion(file);
        var metadata = Metadata.Read(file);
        return new ArrayTable
        {
            Format = Name,
            Known =
            [
                "gail_version",
                "observations",
                "actions",
                "episode_starts",
                "rewards",
                "steps",
                "final_observations",
                "next_observations",
                "terminated",
                "ended",
                "metadata",
            ],
            Observations = file.Matrix("observations"),
            Actions = file.OptionalMatrix("actions"),
            ActionsAreDiscrete = file.Contains("actions") && file.IsDiscrete("actions"),
            ActionCount = metadata.ActionCount,
            Rewards = file.OptionalVector("rewards"),
            Steps = file.OptionalVector("steps"),
            EpisodeStarts = Starts(file),
            FinalObservations = file.OptionalMatrix("final_observations"),
            NextObservations = file.OptionalMatrix("next_observations"),
            Terminated = file.ReadOptional<bool>("terminated"),
            Ended = file.ReadOptional<bool>("ended"),
            IsSubsampled = metadata.Subsampled,
            EnvironmentId = metadata.Environment,
            ObservationParts = metadata.ObservationParts,
        };
    }

    private static void CheckVersion(IArrayFile file)
    {
        var version = file.Read<long>("gail_version");
        if (version.Length != 1 || version[0] != GailWriter.Version)
        {
            var came = version.Length == 1 ? $"{version[0]}" : $"an array of shape {version.Shape}";
            throw new DemonstrationException(
                file.Path,
                "gail_version",
                $"is {came}, expected {GailWriter.Version}; a newer release of this library may read it."
            );
        }
    }

    private static ImmutableArray<int> Starts(IArrayFile file)
    {
        var starts = file.Read<long>("episode_starts");
        var converted = ImmutableArray.CreateBuilder<int>(starts.Length);
        for (var i = 0; i < starts.Length; i++)
        {
            converted.Add(
                starts[i] is >= 0 and <= int.MaxValue
                    ? (int)starts[i]
                    : throw new DemonstrationException(
                        file.Path,
                        "episode_starts",
                        $"episode {i} starts at row {starts[i]}, which no array has."
                    )
            );
        }
        return converted.MoveToImmutable();
    }

    private sealed record Metadata(
        string Environment,
        int? ActionCount,
        bool Subsampled,
        ImmutableArray<ColumnPart> ObservationParts
    )
    {
        public static Metadata Read(IArrayFile file)
        {
            if (!file.Contains("metadata"))
            {
                return new Metadata("", ActionCount: null, Subsampled: false, ObservationParts: []);
            }
            DemonstrationException Fail(string problem) => new(file.Path, "metadata", problem);
            var values = file.Read<long>("metadata");
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
            catch (Exception e)
                when (e is JsonException or InvalidOperationException or FormatException or KeyNotFoundException)
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
                root.TryGetProperty("subsampled", out var subsampled) && subsampled.GetBoolean(),
                root.TryGetProperty("observation_parts", out var parts)
                    ?
                    [
                        .. parts
                            .EnumerateArray()
                            .Select(part => new ColumnPart(
                                part.GetProperty("name").GetString() ?? "",
                                part.GetProperty("width").GetInt32()
                            )),
                    ]
                    : []
            );
    }
}
