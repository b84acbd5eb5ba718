using System.Collections.Immutable;
using Gail.Data.Columns;
using Gail.Data.Formats.Arrays;
using Gail.Numerics;

namespace Gail.Data.Formats.Layouts;

/// <summary>The project's own layout; see <see cref="GailWriter"/>.</summary>
internal sealed class GailLayout : IArrayLayout, IDemonstrationTarget
{
    private const int MaximumMetadataBytes = 1 << 20;

    public string Name => "gail";

    public string Description => "this project's own .npz, which NumPy reads without pickle";

    public ImmutableArray<string> Required { get; } = ["gail_version", "observations", "episode_starts"];

    // ".npz" asks for the format, which writes this layout.
    public ImmutableArray<string> Extensions => [];

    public void Write(string path, Demonstrations demonstrations) => GailWriter.Write(path, demonstrations);

    public ArrayTable Table(IArrayFile file, DemonstrationFileOptions options)
    {
        CheckVersion(file);
        var metadata = ReadMetadata(file);
        var table = new ArrayTable
        {
            Format = Name,
            Known =
            [
                "gail_version",
                "episode_starts",
                "metadata",
                .. StandardColumn.OfTables.Select(column => column.Array),
            ],
            Observations = file.Matrix(StandardColumn.Observation.Array),
            ActionParts = metadata.ActionParts,
            ActionsAreDiscrete =
                file.Contains(StandardColumn.Action.Array) && file.IsDiscrete(StandardColumn.Action.Array),
            ActionCount = metadata.ActionCount,
            EpisodeStarts = Starts(file),
            Terminated = file.ReadOptional<bool>(StandardColumn.Terminated.Array),
            Ended = file.ReadOptional<bool>(StandardColumn.Ended.Array),
            IsSubsampled = metadata.Subsampled,
            EnvironmentId = metadata.Environment,
            ObservationParts = metadata.ObservationParts,
        };
        // Flags are few, and were read above.
        return StandardColumn
            .OfTables.Where(column => column != StandardColumn.Observation && column.Type != ElementType.Bool)
            .Aggregate(
                table,
                (all, column) =>
                    all with
                    {
                        Columns = all.Columns.With(
                            column,
                            column.IsVector ? file.OptionalMatrix(column.Array) : file.OptionalVector(column.Array)
                        ),
                    }
            );
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
