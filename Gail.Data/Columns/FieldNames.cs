using System.Collections.Immutable;

namespace Gail.Data.Columns;

/// <summary>What a layout calls the columns; the defaults are the project's own names.</summary>
internal sealed record FieldNames
{
    public static FieldNames Own { get; } = new();

    public string Observations { get; init; } = "observations";

    public string Actions { get; init; } = "actions";

    public string Rewards { get; init; } = "rewards";

    public string Steps { get; init; } = "steps";

    public string EpisodeStarts { get; init; } = "episode_starts";

    public string FinalObservations { get; init; } = "final_observations";

    public string NextObservations { get; init; } = "next_observations";

    public string Terminated { get; init; } = "terminated";

    public string Ended { get; init; } = "ended";

    /// <summary>
    /// Whether the file keeps each episode's final observation behind its other ones, so that its rows of
    /// observations run ahead of ours by one for each earlier episode.
    /// </summary>
    public bool FinalObservationsAreInterleaved { get; init; }

    /// <summary>What the file calls each episode, where it keeps them apart; empty otherwise.</summary>
    public ImmutableArray<string> Episodes { get; init; } = [];
}
