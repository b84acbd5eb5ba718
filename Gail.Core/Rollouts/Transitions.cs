using Gail.Numerics;

namespace Gail.Rollouts;

/// <summary>
/// Transitions (s, a, s', ...) as columns over N rows, shared by expert and policy. A column that a source does not hold
/// is null: <see cref="Columns"/> says which are there, <see cref="Require"/> refuses in words.
/// </summary>
/// <param name="Observations">The observation before each action [N, obs].</param>
public sealed record Transitions(NdArray<float> Observations)
{
    /// <summary>State-action pairs, all that most of imitation compares.</summary>
    /// <param name="observations">The observation before each action [N, obs].</param>
    /// <param name="actions">The action of each step [N, action width].</param>
    public Transitions(NdArray<float> observations, NdArray<float> actions)
        : this(observations) => Actions = actions;

    /// <summary>The action of each step [N, action width].</summary>
    public NdArray<float>? Actions { get; init; }

    /// <summary>The observation after each step, before any reset [N, obs].</summary>
    public NdArray<float>? NextObservations { get; init; }

    /// <summary>1 where the step ended the task, otherwise 0 [N].</summary>
    public NdArray<float>? Terminated { get; init; }

    /// <summary>1 where the episode was cut off after the step, otherwise 0 [N].</summary>
    public NdArray<float>? Truncated { get; init; }

    /// <summary>Each step's number within its episode, from 0 [N].</summary>
    public NdArray<long>? Steps { get; init; }

    /// <summary>log π(a|s) of the policy that acted, in nats [N].</summary>
    public NdArray<float>? LogProbabilities { get; init; }

    /// <summary>The latent code that the policy acted under [N, code width].</summary>
    public NdArray<float>? LatentCodes { get; init; }

    /// <summary>The weight of each row, 0 or more [N].</summary>
    public NdArray<float>? Weights { get; init; }

    /// <summary>The environment's own reward [N]: only where a reward model requires it, as that of experts does.</summary>
    public NdArray<double>? EnvironmentRewards { get; init; }

    /// <summary>No transitions: the expert of trainers that have none.</summary>
    /// <param name="observationWidth">The columns of an observation.</param>
    public static Transitions None(int observationWidth) => new(NdArray.Zeros<float>(new Shape(0, observationWidth)));

    /// <summary>N.</summary>
    public int Count => Observations.Rows;

    /// <summary>The columns present.</summary>
    public TransitionColumns Columns =>
        Of(Actions, TransitionColumns.Actions)
        | Of(NextObservations, TransitionColumns.NextObservations)
        | Of(Terminated, TransitionColumns.Terminated)
        | Of(Truncated, TransitionColumns.Truncated)
        | Of(Steps, TransitionColumns.Steps)
        | Of(LogProbabilities, TransitionColumns.LogProbabilities)
        | Of(LatentCodes, TransitionColumns.LatentCodes)
        | Of(Weights, TransitionColumns.Weights)
        | Of(EnvironmentRewards, TransitionColumns.EnvironmentRewards);

    /// <summary>The actions, where they are required.</summary>
    /// <exception cref="ArgumentException">There are none.</exception>
    public NdArray<float> RequiredActions
    {
        get
        {
            Require(TransitionColumns.Actions);
            return Actions!;
        }
    }

    /// <summary>The requested columns of a rollout's steps.</summary>
    /// <param name="columns">
    /// Any but weights; log-probabilities and latent codes are not a rollout's to know, whoever knows them adds them.
    /// </param>
    public static Transitions Of(Rollout rollout, TransitionColumns columns = TransitionColumns.Actions)
    {
        ArgumentNullException.ThrowIfNull(rollout);
        bool Wanted(TransitionColumns column) => columns.HasFlag(column);
        return new Transitions(rollout.Observations)
        {
            Actions = Wanted(TransitionColumns.Actions) ? rollout.Actions : null,
            NextObservations = Wanted(TransitionColumns.NextObservations) ? rollout.NextObservations() : null,
            Terminated = Wanted(TransitionColumns.Terminated) ? rollout.Ends(segment => segment.Terminated) : null,
            Truncated = Wanted(TransitionColumns.Truncated) ? rollout.Ends(segment => segment.Truncated) : null,
            Steps = Wanted(TransitionColumns.Steps) ? rollout.Steps : null,
            EnvironmentRewards = Wanted(TransitionColumns.EnvironmentRewards) ? rollout.EnvironmentRewards : null,
        };
    }

    /// <summary>Throws, naming what is missing, unless all of these columns are present.</summary>
    /// <param name="columns">The columns required.</param>
    /// <exception cref="ArgumentException">Not all of them are there.</exception>
    public void Require(TransitionColumns columns)
    {
        if ((columns & ~Columns) is not TransitionColumns.None and var missing)
        {
            throw new ArgumentException($"The transitions hold no {Words(missing)}.");
        }
    }

    /// <summary>The rows named by number.</summary>
    /// <param name="rows">Row numbers; one may come more than once.</param>
    public Transitions Gather(ReadOnlySpan<int> rows) =>
        new(Observations.Gather(rows))
        {
            Actions = Actions?.Gather(rows),
            NextObservations = NextObservations?.Gather(rows),
            Terminated = Terminated?.Gather(rows),
            Truncated = Truncated?.Gather(rows),
            Steps = Steps?.Gather(rows),
            LogProbabilities = LogProbabilities?.Gather(rows),
            LatentCodes = LatentCodes?.Gather(rows),
            Weights = Weights?.Gather(rows),
            EnvironmentRewards = EnvironmentRewards?.Gather(rows),
        };

    /// <summary>A minibatch: rows drawn uniformly, with replacement.</summary>
    /// <param name="count">The number of them, 0 or more.</param>
    /// <param name="key">Decides which; consumed.</param>
    public Transitions Sample(int count, RandomKey key) => Gather(key.Choices(count, Count));

    private static TransitionColumns Of(object? values, TransitionColumns column) =>
        values is null ? TransitionColumns.None : column;

    /// <summary>As in "next observations, terminated".</summary>
    private static string Words(TransitionColumns columns) =>
        string.Join(
            ", ",
            Enum.GetValues<TransitionColumns>()
                .Where(column => column != TransitionColumns.None && columns.HasFlag(column))
                .Select(column =>
                    string.Concat(
                        column
                            .ToString()
                            .Select(
                                (letter, i) =>
                                    char.IsUpper(letter)
                                        ? (i > 0 ? " " : "") + char.ToLowerInvariant(letter)
                                        : letter.ToString()
                            )
                    )
                )
        );
}
