using System.Collections.Immutable;
using Microsoft.ML;

namespace Gail.Data.MicrosoftML;

/// <summary>
/// Which columns of an <see cref="IDataView"/> are what of demonstrations. Numbers of any type, booleans and keys are
/// converted; a key counts its choices from 0.
/// </summary>
public sealed record DataViewMapping
{
    /// <summary>The columns of the observation, scalars or vectors, side by side in this order. At least one.</summary>
    public ImmutableArray<string> Observation { get; init; } = [];

    /// <summary>The columns of the action likewise; empty where there are none.</summary>
    public ImmutableArray<string> Action { get; init; } = [];

    /// <summary>The columns of the observation after the action, likewise.</summary>
    public ImmutableArray<string> NextObservation { get; init; } = [];

    /// <summary>The environment's reward.</summary>
    public string? Reward { get; init; }

    /// <summary>
    /// Any number that an episode's rows share and no other episode's have. Where null, an episode ends with a row of
    /// which one of the flags is true, and before a row whose step is not greater; with neither, all rows are one.
    /// </summary>
    public string? Episode { get; init; }

    /// <summary>The number of the step in its episode; where null, rows are counted from 0.</summary>
    public string? Step { get; init; }

    /// <summary>Whether the task itself ended the episode with this step: a boolean, or 0 and 1.</summary>
    public string? Terminated { get; init; }

    /// <summary>Whether a time limit cut the episode after this step.</summary>
    public string? Truncated { get; init; }

    /// <summary>Whether the episode ran to its end with this step, by either.</summary>
    public string? Ended { get; init; }

    /// <summary>Whether actions are choices; where null, they are if the columns hold integers, booleans or keys.</summary>
    public bool? ActionsAreDiscrete { get; init; }

    /// <summary>The number of choices; where null, what the column says or the greatest action seen plus 1.</summary>
    public int? ActionCount { get; init; }

    /// <summary>
    /// Whether steps were left out, as by a filter; where null, what the column of steps says, which is false unless
    /// it came from a sub-sampled view.
    /// </summary>
    public bool? IsSubsampled { get; init; }

    /// <summary>Where the rows came from.</summary>
    public DemonstrationSource Source { get; init; } = DemonstrationSource.Memory;

    /// <summary>The columns by Gail's names.</summary>
    internal Dictionary<string, ImmutableArray<string>> Columns =>
        new()
        {
            [ColumnNames.Episode] = One(Episode),
            [ColumnNames.Step] = One(Step),
            [ColumnNames.Observation] = Observation,
            [ColumnNames.Action] = Action,
            [ColumnNames.Reward] = One(Reward),
            [ColumnNames.NextObservation] = NextObservation,
            [ColumnNames.Terminated] = One(Terminated),
            [ColumnNames.Truncated] = One(Truncated),
            [ColumnNames.Ended] = One(Ended),
        };

    /// <summary>Columns by the names of <see cref="ColumnNames"/>, as far as they are there.</summary>
    /// <param name="schema">The schema of the <see cref="IDataView"/>.</param>
    public static DataViewMapping ByName(DataViewSchema schema)
    {
        ArgumentNullException.ThrowIfNull(schema);
        string? Found(string name) => schema.GetColumnOrNull(name)?.Name;
        return new DataViewMapping
        {
            Observation = [ColumnNames.Observation],
            Action = One(Found(ColumnNames.Action)),
            NextObservation = One(Found(ColumnNames.NextObservation)),
            Reward = Found(ColumnNames.Reward),
            Episode = Found(ColumnNames.Episode),
            Step = Found(ColumnNames.Step),
            Terminated = Found(ColumnNames.Terminated),
            Truncated = Found(ColumnNames.Truncated),
            Ended = Found(ColumnNames.Ended),
        };
    }

    private static ImmutableArray<string> One(string? name) => name is null ? [] : [name];
}
