using System.Collections.Immutable;
using Gail.Data.Formats.Arrays;

namespace Gail.Data.Formats.Layouts;

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
        var metadata = ReadMetadata(file);
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

    private static DemonstrationMetadata ReadMetadata(IArrayFile file)
    {
        if (!file.Contains("metadata"))
        {
            return new DemonstrationMetadata();
        }
        DemonstrationException Fail(string problem) => new(file.Path, "metadata", problem);
        var values = file.Read<long>("metadata");
        if (values.Length > MaximumMetadataBytes || values.Values.Any(value => value is < 0 or > 255))
        {
            throw Fail($"expected at most {MaximumMetadataBytes} bytes of UTF-8 JSON.");
        }
        return DemonstrationMetadata.Parse(Array.ConvertAll(values.Span.ToArray(), value => (byte)value), Fail);
    }
}
