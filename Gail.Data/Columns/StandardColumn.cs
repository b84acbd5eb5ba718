using System.Collections.Immutable;
using Gail.Numerics;

namespace Gail.Data.Columns;

/// <summary>
/// A column whose name has a meaning, declared once: views, memory, files, checks, writers and inspection follow from
/// <see cref="All"/>. A further column is a further line here.
/// </summary>
/// <remarks>
/// A view has a row for each step. Memory, and this project's own files, keep what is said of an episode once for each
/// episode: how it ended, and what was observed after its last step. T is the number of steps, E that of episodes.
/// </remarks>
public sealed class StandardColumn
{
    /// <summary>The number of the row's episode.</summary>
    public static StandardColumn Episode { get; } =
        new("episode", ElementType.I64, "the number of the row's episode, from 0, without gaps")
        {
            IsRequired = true,
            TextNames = ["episode"],
        };

    /// <summary>The number of the row's step in its episode.</summary>
    public static StandardColumn Step { get; } =
        new("t", ElementType.I64, "the number of the step in its episode, from 0, increasing")
        {
            IsRequired = true,
            Array = "steps",
            TextNames = ["t", "step"],
        };

    /// <summary>The observation before the action.</summary>
    public static StandardColumn Observation { get; } =
        new("observation", ElementType.F32, "the observation before the action")
        {
            IsRequired = true,
            IsVector = true,
            Array = "observations",
            TextNames = ["obs", "observation"],
            Plural = "observations",
        };

    /// <summary>The action; a discrete one is the choice itself.</summary>
    public static StandardColumn Action { get; } =
        new("action", ElementType.F32, "the action; a discrete one is the choice itself")
        {
            IsVector = true,
            Array = "actions",
            TextNames = ["act", "action"],
            Plural = "actions",
        };

    /// <summary>The environment's reward.</summary>
    public static StandardColumn Reward { get; } =
        new("reward", ElementType.F64, "the environment's reward; imitation never trains on it")
        {
            Array = "rewards",
            TextNames = ["reward", "rew"],
            Plural = "rewards",
        };

    /// <summary>The observation after the action. Memory has it only where it does not follow from the others.</summary>
    public static StandardColumn NextObservation { get; } =
        new("next_observation", ElementType.F32, "the observation after the action")
        {
            IsVector = true,
            IsObservation = true,
            Array = "next_observations",
            TextNames = ["next_obs", "next_observation"],
        };

    /// <summary>The observation after the last step of each episode: of a view, that of its next observations.</summary>
    public static StandardColumn FinalObservation { get; } =
        new("", ElementType.F32, "the observation after the last step of an episode")
        {
            IsVector = true,
            IsObservation = true,
            IsPerEpisode = true,
            Array = "final_observations",
        };

    /// <summary>Whether the task itself ended the episode with this step.</summary>
    public static StandardColumn Terminated { get; } =
        new("terminated", ElementType.Bool, "the task itself ended the episode with this step")
        {
            IsPerEpisode = true,
            Array = "terminated",
            TextNames = ["terminated"],
        };

    /// <summary>Whether a time limit cut the episode after this step: memory has it as ended and not terminated.</summary>
    public static StandardColumn Truncated { get; } =
        new("truncated", ElementType.Bool, "a time limit cut the episode after this step")
        {
            IsPerEpisode = true,
            TextNames = ["truncated"],
        };

    /// <summary>Whether the episode ran to its end with this step, by either.</summary>
    public static StandardColumn Ended { get; } =
        new("ended", ElementType.Bool, "one of both, where the source does not say which")
        {
            IsPerEpisode = true,
            Array = "ended",
            TextNames = ["ended", "done"],
        };

    private StandardColumn(string name, ElementType type, string meaning) =>
        (Name, Type, Meaning) = (name, type, meaning);

    /// <summary>All of them, in the order in which views, messages and files have them.</summary>
    public static ImmutableArray<StandardColumn> All { get; } =
        Numbered(
            Episode,
            Step,
            Observation,
            Action,
            Reward,
            FinalObservation,
            NextObservation,
            Terminated,
            Truncated,
            Ended
        );

    /// <summary>Those of views.</summary>
    internal static ImmutableArray<StandardColumn> OfRows { get; } = [.. All.Where(column => column.Name.Length > 0)];

    /// <summary>Those of memory and of this project's own files.</summary>
    internal static ImmutableArray<StandardColumn> OfTables { get; } =
    [.. All.Where(column => column.Array.Length > 0)];

    /// <summary>Those of views that are true at the last row of an episode only.</summary>
    internal static ImmutableArray<StandardColumn> OfEnds { get; } =
    [.. OfRows.Where(column => column.Type == ElementType.Bool)];

    /// <summary>The names of <see cref="OfEnds"/>.</summary>
    internal static ImmutableArray<string> Flags { get; } = [.. OfEnds.Select(column => column.Name)];

    /// <summary>The name in views; empty where they have no such column.</summary>
    public string Name { get; }

    /// <summary>The type of the values.</summary>
    public ElementType Type { get; }

    /// <summary>What it is, in a few words.</summary>
    public string Meaning { get; }

    /// <summary>The place in <see cref="All"/>.</summary>
    internal int Index { get; private set; }

    /// <summary>The name of the array in memory and in this project's own .npz; empty where there is none.</summary>
    public string Array { get; private init; } = "";

    /// <summary>Whether every view has it.</summary>
    public bool IsRequired { get; private init; }

    /// <summary>Whether a row holds several values.</summary>
    public bool IsVector { get; private init; }

    /// <summary>Whether it is a further observation, of the width and the parts of the one before the action.</summary>
    public bool IsObservation { get; private init; }

    /// <summary>Whether the array in memory has a row for each episode, not for each step.</summary>
    public bool IsPerEpisode { get; private init; }

    /// <summary>Whether it says where episodes begin or end.</summary>
    internal bool TellsEpisodes => this == Episode || this == Step || Type == ElementType.Bool;

    /// <summary>What text files call it.</summary>
    public ImmutableArray<string> TextNames { get; private init; } = [];

    /// <summary>The member of a JSON object of an episode that lists it step by step; empty where there is none.</summary>
    public string Plural { get; private init; } = "";

    /// <summary>The column of a name in views, or null.</summary>
    /// <param name="name">The name.</param>
    public static StandardColumn? Find(string name) => OfRows.FirstOrDefault(column => column.Name == name);

    private static ImmutableArray<StandardColumn> Numbered(params ImmutableArray<StandardColumn> columns)
    {
        for (var i = 0; i < columns.Length; i++)
        {
            columns[i].Index = i;
        }
        return columns;
    }

    /// <summary>As in "reward".</summary>
    public override string ToString() => Name.Length > 0 ? Name : Array;
}
