using System.Collections.Immutable;
using Gail.Numerics;
using Microsoft.ML;

namespace Gail.Data.Views.Foreign;

/// <summary>
/// Which columns of an <see cref="IDataView"/> are what of demonstrations. Where nothing is said, it is the column of
/// Gail's name if there is one; null, or no columns, leaves it out. Numbers of any type, booleans and keys are
/// converted; a key counts its choices from 0.
/// </summary>
/// <param name="Observation">The columns of the observation, scalars or vectors, side by side in this order.</param>
/// <param name="Action">The columns of the action likewise.</param>
/// <param name="NextObservation">The columns of the observation after the action, likewise.</param>
/// <param name="Reward">The environment's reward.</param>
/// <param name="Episode">A whole number that an episode's rows share and no others have. Without it, an episode ends with a flag and before a step 0; with neither, all rows are one.</param>
/// <param name="Step">The number of the step in its episode, from 0, increasing; without it, rows are counted.</param>
/// <param name="Terminated">Whether the task itself ended the episode with this step: a boolean, or 0 and 1.</param>
/// <param name="Truncated">Whether a time limit cut the episode after this step.</param>
/// <param name="Ended">Whether the episode ran to its end with this step, by either.</param>
/// <param name="ActionsAreDiscrete">Whether actions are choices; where null, they are if the columns hold integers, booleans or keys.</param>
/// <param name="ActionCount">The number of choices; where null, what the column says or the greatest action seen plus 1.</param>
/// <param name="IsSubsampled">Whether steps were left out, as by a filter; where null, what the view said that the data was made of.</param>
/// <param name="Source">Where the rows came from; where null, from memory.</param>
public sealed record DataViewMapping(
    ImmutableArray<string> Observation = default,
    ImmutableArray<string> Action = default,
    ImmutableArray<string> NextObservation = default,
    string? Reward = ColumnNames.Reward,
    string? Episode = ColumnNames.Episode,
    string? Step = ColumnNames.Step,
    string? Terminated = ColumnNames.Terminated,
    string? Truncated = ColumnNames.Truncated,
    string? Ended = ColumnNames.Ended,
    bool? ActionsAreDiscrete = null,
    int? ActionCount = null,
    bool? IsSubsampled = null,
    DemonstrationSource? Source = null
)
{
    /// <summary>Columns by the names that have a meaning here.</summary>
    public static DataViewMapping ByName { get; } = new();

    /// <summary>The columns that are there, in the order of Gail's views.</summary>
    internal IEnumerable<ForeignColumn> Columns(DataViewSchema schema)
    {
        ImmutableArray<string> One(string? name) => name is null ? [] : [name];
        return new ForeignColumn[]
        {
            new(schema, ColumnNames.Episode, ElementType.I64, One(Episode)),
            new(schema, ColumnNames.Step, ElementType.I64, One(Step)),
            new(schema, ColumnNames.Observation, ElementType.F32, Observation),
            new(schema, ColumnNames.Action, ElementType.F32, Action),
            new(schema, ColumnNames.Reward, ElementType.F64, One(Reward)),
            new(schema, ColumnNames.NextObservation, ElementType.F32, NextObservation),
            new(schema, ColumnNames.Terminated, ElementType.Bool, One(Terminated)),
            new(schema, ColumnNames.Truncated, ElementType.Bool, One(Truncated)),
            new(schema, ColumnNames.Ended, ElementType.Bool, One(Ended)),
        }.Where(column => !column.From.IsEmpty);
    }
}
