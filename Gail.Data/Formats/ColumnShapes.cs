using System.Collections.Immutable;
using Gail.Data.Columns;
using Gail.Data.Formats.Arrays;
using Gail.Numerics;

namespace Gail.Data.Formats;

/// <summary>What binds columns together: their shapes, and the few values that say where episodes begin and end.</summary>
internal sealed record ColumnShapes
{
    public required string File { get; init; }

    public required FieldNames Fields { get; init; }

    public required Shape Observations { get; init; }

    public Shape? Actions { get; init; }

    public Shape? Rewards { get; init; }

    public Shape? Steps { get; init; }

    public Shape? NextObservations { get; init; }

    public Shape? FinalObservations { get; init; }

    public required ImmutableArray<int> EpisodeStarts { get; init; }

    public NdArray<bool>? Terminated { get; init; }

    public NdArray<bool>? Ended { get; init; }

    /// <summary>Those of columns in memory.</summary>
    public static ColumnShapes Of(DemonstrationColumns columns) =>
        new()
        {
            File = columns.Source.File,
            Fields = columns.Fields,
            Observations = columns.Observations.Shape,
            Actions = columns.Actions?.Shape,
            Rewards = columns.Rewards?.Shape,
            Steps = columns.Steps?.Shape,
            NextObservations = columns.NextObservations?.Shape,
            FinalObservations = columns.FinalObservations?.Shape,
            EpisodeStarts = columns.EpisodeStarts,
            Terminated = columns.Terminated,
            Ended = columns.Ended,
        };

    /// <summary>Those of a file's arrays.</summary>
    public static ColumnShapes Of(string path, ArrayTable table) =>
        new()
        {
            File = path,
            Fields = table.Fields,
            Observations = table.Observations.Shape,
            Actions = table.Actions?.Shape,
            Rewards = table.Rewards?.Shape,
            Steps = table.Steps?.Shape,
            NextObservations = table.NextObservations?.Shape,
            FinalObservations = table.FinalObservations?.Shape,
            EpisodeStarts = table.EpisodeStarts,
            Terminated = table.Terminated,
            Ended = table.Ended,
        };
}
