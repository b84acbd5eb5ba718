using System.Collections.Immutable;
using Gail.Data.Checks;
using Gail.Data.Columns;
using Gail.Data.Views;
using Gail.Environments;
using Gail.Numerics;
using Microsoft.ML;

namespace Gail.Data;

/// <summary>
/// Recorded behaviour as immutable columns: T steps of E episodes, one after the other. Values are raw; normalisation
/// belongs to the learner, which applies the same moments to expert and policy.
/// </summary>
/// <remarks>
/// <para>
/// What the source does not hold is null, never filled with zeros. All numbers are finite, every episode has at least
/// one row, and all columns agree in length: <see cref="Create"/> sees to it.
/// </para>
/// <para>
/// <see cref="Terminated"/> and time limits are never merged. A format that does not tell one from the other gives
/// <see cref="Ended"/> alone; <see cref="WithTerminationFromStepLimit"/> then decides by the length of the episodes.
/// </para>
/// </remarks>
public sealed partial class Demonstrations
{
    private readonly DemonstrationColumns _columns;

    private Demonstrations(DemonstrationColumns columns) => _columns = columns;

    /// <summary>All arrays by their declaration; the properties of their names are faces of it.</summary>
    internal ColumnSet<NdArray> Arrays => _columns.Arrays;

    /// <summary>[T, obs]: the observation before each action.</summary>
    public NdArray<float> Observations => _columns.Observations;

    /// <summary>
    /// [T, actionWidth]: numbers as they are, each choice as its number from 0; see <see cref="ActionParts"/>. Null where
    /// the source holds none; <see cref="Pairs"/> says so to whoever needs them.
    /// </summary>
    public NdArray<float>? Actions => _columns.Actions;

    /// <summary>[T]: the environment's reward of each step, or null, also where any of them is missing.</summary>
    public NdArray<double>? Rewards => _columns.Rewards;

    /// <summary>[T]: the number of each row's step in its episode, from 0.</summary>
    public NdArray<long> Steps => _columns.Steps!;

    /// <summary>[E]: the row at which each episode begins; the first is 0.</summary>
    public ImmutableArray<int> EpisodeStarts => _columns.EpisodeStarts;

    /// <summary>[E, obs]: the observation after the last step of each episode, or null.</summary>
    public NdArray<float>? FinalObservations => _columns.FinalObservations;

    /// <summary>
    /// [T, obs]: the observation after each action; null unless the source holds it for steps that
    /// are not neighbours: where steps were left out.
    /// </summary>
    public NdArray<float>? NextObservations => _columns.NextObservations;

    /// <summary>[E]: whether the task itself ended the episode (a time limit did not), or null.</summary>
    public NdArray<bool>? Terminated => _columns.Terminated;

    /// <summary>[E]: whether the episode ran to its end, by termination or by the time limit; or null.</summary>
    public NdArray<bool>? Ended => _columns.Ended;

    /// <summary>
    /// What the values of an action are, in the order in which they lie side by side: choices, numbers, members of a
    /// dictionary. Empty for a plain vector of numbers. The number of alternatives of a choice is what the source says, or
    /// else the greatest seen plus 1.
    /// </summary>
    public ImmutableArray<ColumnPart> ActionParts => _columns.ActionParts;

    /// <summary>Whether all values of an action are choices among alternatives.</summary>
    public bool ActionsAreDiscrete => _columns.ActionsAreDiscrete;

    /// <summary>
    /// The number of alternatives of a single choice. Null for numbers and for several choices side by side, which
    /// <see cref="ActionParts"/> tell.
    /// </summary>
    public int? ActionCount => _columns.ActionCount;

    /// <summary>The space that actions are of, its numbers without bounds; null without actions.</summary>
    public ActionSpace? ActionSpace => Actions is null ? null : _columns.ActionSpace.ToActionSpace();

    /// <summary>Whether steps were left out, so that neighbouring rows need not be neighbours in time.</summary>
    public bool IsSubsampled => _columns.IsSubsampled;

    /// <summary>
    /// What the values of an observation are, in order: members of a flattened dictionary, choices, an image. Empty for a
    /// plain vector of numbers.
    /// </summary>
    public ImmutableArray<ColumnPart> ObservationParts => _columns.ObservationParts;

    /// <summary>Where the demonstrations came from.</summary>
    public DemonstrationSource Source => _columns.Source;

    /// <summary>T, the number of rows.</summary>
    public int StepCount => Observations.Rows;

    /// <summary>E, the number of episodes.</summary>
    public int EpisodeCount => EpisodeStarts.Length;

    /// <summary>The number of values in an observation.</summary>
    public int ObservationWidth => Observations.Columns;

    /// <summary>
    /// The number of values in an observation as networks see it, one-hot where it is a choice: that of <see cref="Pairs"/>.
    /// </summary>
    public int EncodedObservationWidth => _columns.ObservationSpace.EncodedWidth;

    /// <summary>The number of floats in an action; 0 without actions.</summary>
    public int ActionWidth => Actions?.Columns ?? 0;

    /// <summary>[E]: the rows of each episode.</summary>
    public ImmutableArray<int> EpisodeLengths => [.. Enumerable.Range(0, EpisodeCount).Select(EpisodeLength)];

    /// <summary>
    /// [E]: the sum of rewards of each episode; null without rewards, and after sub-sampling, when the sum of the
    /// rewards left would be no return.
    /// </summary>
    public NdArray<double>? EpisodeReturns =>
        Rewards is null || IsSubsampled
            ? null
            : NdArray.Vector<double>([.. Enumerable.Range(0, EpisodeCount).Select(EpisodeRewardSum)]);

    /// <summary>Checks columns and takes them.</summary>
    /// <param name="columns">The columns; see <see cref="DemonstrationColumns"/>.</param>
    /// <exception cref="DemonstrationException">
    /// Columns disagree in length, an episode is empty, a number is NaN or infinite, an action is no valid choice, ...
    /// </exception>
    /// <remarks>Rewards of which any is NaN or infinite are taken for missing: nothing needs them.</remarks>
    public static Demonstrations Create(DemonstrationColumns columns)
    {
        ArgumentNullException.ThrowIfNull(columns);
        var completed = MissingRewards.Dropped(StructureRules.Complete(columns));
        ValueRules.Check(completed);
        return new Demonstrations(ChoiceRules.Counted(completed) with { Exact = null });
    }

    /// <summary>Reads all rows of a view into memory, and checks them.</summary>
    /// <param name="view">
    /// A file, what transforms made of one, or what any loader of ML.NET gives whose columns are called episode,
    /// observation, action, ... (<see cref="ViewReading.AsDemonstrations"/> where they have other names).
    /// </param>
    /// <exception cref="DemonstrationException">
    /// The view's source cannot be read, or its rows break a rule: see <see cref="Create"/>.
    /// </exception>
    public static Demonstrations Collect(IDataView view) => Create(DemonstrationView.Of(view).Load().Columns);

    /// <summary>These demonstrations as a view, to be transformed with others or read in batches.</summary>
    public IDataView AsView() => new DemonstrationsView(_columns);

    /// <summary>The number of rows of one episode.</summary>
    /// <param name="episode">0 to <see cref="EpisodeCount"/> - 1.</param>
    public int EpisodeLength(int episode) => _columns.EpisodeEnd(episode) - EpisodeStarts[episode];

    /// <summary>Whether both hold the same bits in all columns, wherever they came from.</summary>
    /// <param name="other">The demonstrations to compare with.</param>
    public bool SameBits(Demonstrations? other) =>
        other is not null
        && StandardColumn.OfTables.All(column => Same(_columns.Arrays[column], other._columns.Arrays[column]))
        && EpisodeStarts.AsSpan().SequenceEqual(other.EpisodeStarts.AsSpan())
        && ObservationParts.AsSpan().SequenceEqual(other.ObservationParts.AsSpan())
        && ActionParts.AsSpan().SequenceEqual(other.ActionParts.AsSpan())
        && IsSubsampled == other.IsSubsampled;

    /// <summary>One line: where from, how many episodes, steps and values.</summary>
    public override string ToString() =>
        $"{(Source.File.Length > 0 ? Source.File : Source.Format)}: {EpisodeCount} episodes, {StepCount} steps, "
        + $"observations {Observations.Shape}, "
        + (
            Actions is null ? "no actions"
            : ActionCount is { } count ? $"{count} discrete actions"
            : _columns.ActionSpace.HasChoices ? $"actions of {_columns.ActionSpace}"
            : $"{ActionWidth} continuous action values"
        )
        + (IsSubsampled ? ", sub-sampled" : "");

    private static bool Same(NdArray? left, NdArray? right) => left?.SameBits(right) ?? right is null;

    private double EpisodeRewardSum(int episode)
    {
        var sum = 0.0;
        foreach (var reward in Rewards!.Span[EpisodeStarts[episode].._columns.EpisodeEnd(episode)])
        {
            sum += reward;
        }
        return sum;
    }
}
