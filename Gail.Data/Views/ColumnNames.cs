using System.Collections.Immutable;
using Gail.Data.Columns;

namespace Gail.Data.Views;

/// <summary>Names of columns that have a meaning: those of <see cref="StandardColumn"/>, to be written in code.</summary>
public static class ColumnNames
{
    /// <summary>I64: the number of the row's episode, from 0, without gaps. Every view has it; rows come in its order.</summary>
    public const string Episode = "episode";

    /// <summary>I64: the number of the row's step in its episode, from 0, increasing. Every view has it.</summary>
    public const string Step = "t";

    /// <summary>F32[obs]: the observation before the action. Every view has it.</summary>
    public const string Observation = "observation";

    /// <summary>F32[width]: the action; a discrete one is the choice itself.</summary>
    public const string Action = "action";

    /// <summary>F64: the environment's reward.</summary>
    public const string Reward = "reward";

    /// <summary>F32[obs]: the observation after the action.</summary>
    public const string NextObservation = "next_observation";

    /// <summary>Bool: whether the task itself ended the episode with this step.</summary>
    public const string Terminated = "terminated";

    /// <summary>Bool: whether a time limit cut the episode after this step.</summary>
    public const string Truncated = "truncated";

    /// <summary>Bool: whether the episode ran to its end with this step, by either.</summary>
    public const string Ended = "ended";

    /// <summary>All of them.</summary>
    public static ImmutableArray<string> All { get; } = [.. StandardColumn.OfRows.Select(column => column.Name)];
}
