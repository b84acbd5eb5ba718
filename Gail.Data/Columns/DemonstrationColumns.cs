using System.Collections.Immutable;
using Gail.Data.Views;
using Gail.Numerics;

namespace Gail.Data.Columns;

/// <summary>
/// The columns of demonstrations before they are checked: what a recorder or a format hands to
/// <see cref="Demonstrations.Create"/>. T is the number of steps, E that of episodes.
/// </summary>
public sealed record DemonstrationColumns
{
    private readonly ImmutableArray<ColumnPart> _actionParts = [];
    private readonly bool _actionsAreDiscrete;
    private readonly int? _actionCount;

    /// <summary>All arrays by their declaration; the properties of their names are faces of it.</summary>
    internal ColumnSet<NdArray> Arrays { get; init; } = ColumnSet<NdArray>.Empty;

    /// <summary>[T, obs]: the observation before each action.</summary>
    public required NdArray<float> Observations
    {
        get => Get<float>(StandardColumn.Observation)!;
        init => Arrays = Arrays.With(StandardColumn.Observation, value);
    }

    /// <summary>
    /// [T, actionWidth]: numbers as they are, each choice as its number from 0; see <see cref="ActionParts"/>. Absent where
    /// nobody saw them.
    /// </summary>
    public NdArray<float>? Actions
    {
        get => Get<float>(StandardColumn.Action);
        init => Arrays = Arrays.With(StandardColumn.Action, value);
    }

    /// <summary>[E]: the row at which each episode begins; the first is 0.</summary>
    public required ImmutableArray<int> EpisodeStarts { get; init; }

    /// <summary>
    /// What the values of an action are, in the order in which they lie side by side: choices, numbers, members of a
    /// dictionary. Empty for a plain vector of numbers. <see cref="ActionsAreDiscrete"/> and <see cref="ActionCount"/> are
    /// the short form for actions that are choices only.
    /// </summary>
    public ImmutableArray<ColumnPart> ActionParts
    {
        get => ColumnSpace.Resolve(_actionParts, Actions?.Columns ?? 0, _actionsAreDiscrete, _actionCount);
        init => _actionParts = value;
    }

    /// <summary>Whether all values of an action are choices among alternatives.</summary>
    public bool ActionsAreDiscrete
    {
        get => ActionSpace.AreChoices || (_actionsAreDiscrete && Actions is null);
        init => _actionsAreDiscrete = value;
    }

    /// <summary>
    /// The number of alternatives of a single choice, where known; otherwise the greatest action seen plus 1 is taken.
    /// </summary>
    public int? ActionCount
    {
        get => ActionParts is [{ Width: 1, Choices: [> 0 and var count] }] ? count : _actionCount;
        init => _actionCount = value;
    }

    /// <summary>[T]: the environment's reward of each step, or absent.</summary>
    public NdArray<double>? Rewards
    {
        get => Get<double>(StandardColumn.Reward);
        init => Arrays = Arrays.With(StandardColumn.Reward, value);
    }

    /// <summary>[T]: the number of each row's step in its episode, from 0; absent means 0, 1, 2, ...</summary>
    public NdArray<long>? Steps
    {
        get => Get<long>(StandardColumn.Step);
        init => Arrays = Arrays.With(StandardColumn.Step, value);
    }

    /// <summary>[E, obs]: the observation after the last step of each episode, or absent.</summary>
    public NdArray<float>? FinalObservations
    {
        get => Get<float>(StandardColumn.FinalObservation);
        init => Arrays = Arrays.With(StandardColumn.FinalObservation, value);
    }

    /// <summary>
    /// [T, obs]: the observation after each action, or absent. Needed only where it does not follow from the others, as
    /// after sub-sampling.
    /// </summary>
    public NdArray<float>? NextObservations
    {
        get => Get<float>(StandardColumn.NextObservation);
        init => Arrays = Arrays.With(StandardColumn.NextObservation, value);
    }

    /// <summary>[E]: whether the task itself ended the episode (a time limit did not), or absent.</summary>
    public NdArray<bool>? Terminated
    {
        get => Get<bool>(StandardColumn.Terminated);
        init => Arrays = Arrays.With(StandardColumn.Terminated, value);
    }

    /// <summary>[E]: whether the episode ran to its end, by termination or by the time limit; or absent.</summary>
    public NdArray<bool>? Ended
    {
        get => Get<bool>(StandardColumn.Ended);
        init => Arrays = Arrays.With(StandardColumn.Ended, value);
    }

    /// <summary>Whether steps were left out; set by itself when <see cref="Steps"/> are not 0, 1, 2, ...</summary>
    public bool IsSubsampled { get; init; }

    /// <summary>
    /// What the values of an observation are, in order: members of a flattened dictionary, choices, an image. Empty for a
    /// plain vector of numbers.
    /// </summary>
    public ImmutableArray<ColumnPart> ObservationParts { get; init; } = [];

    /// <summary>Where the columns came from.</summary>
    public DemonstrationSource Source { get; init; } = DemonstrationSource.Memory;

    /// <summary>The number that the source holds in a place of a column's row, in double precision; null where nobody knows.</summary>
    internal Func<StandardColumn, int, int, double>? Exact { get; init; }

    /// <summary>What the file calls the columns, so that messages use its words.</summary>
    internal FieldNames Fields { get; init; } = FieldNames.Own;

    /// <summary>What each value of an action is.</summary>
    internal ColumnSpace ActionSpace => ColumnSpace.Of(ActionParts, Actions?.Columns ?? 0);

    /// <summary>What each value of an observation is.</summary>
    internal ColumnSpace ObservationSpace => ColumnSpace.Of(ObservationParts, Observations.Columns);

    private NdArray<T>? Get<T>(StandardColumn column)
        where T : unmanaged => (NdArray<T>?)Arrays[column];
}
