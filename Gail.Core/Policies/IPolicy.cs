using Gail.Environments;
using Gail.Execution;
using Gail.Numerics;

namespace Gail.Policies;

/// <summary>
/// A policy: a pure function (observation, recurrent state, key) to (action, recurrent state'), for many rows at once.
/// Rows do not depend on each other, so an episode is the same alone and beside others.
/// </summary>
public interface IPolicy
{
    /// <summary>The columns of an observation.</summary>
    int ObservationWidth { get; }

    /// <summary>The action space.</summary>
    ActionSpace Action { get; }

    /// <summary>The numbers that the recurrent state of an episode has; 0 for feed-forward networks.</summary>
    int RecurrentWidth { get; }

    /// <summary>The parameters of the distribution that actions come from; 0 where there is none.</summary>
    int DistributionWidth { get; }

    /// <summary>Acts once for every row, into the caller's memory. Everything is row-major.</summary>
    /// <param name="observations">[N, <see cref="ObservationWidth"/>].</param>
    /// <param name="recurrent">
    /// [N, <see cref="RecurrentWidth"/>]: the state before, zeros at the start of an episode; receives the state after.
    /// </param>
    /// <param name="keys">One for each row; a deterministic choice ignores it.</param>
    /// <param name="choice">Whether to sample actions or to take the most probable one.</param>
    /// <param name="actions">Receives [N, action width].</param>
    /// <param name="distribution">Receives [N, <see cref="DistributionWidth"/>].</param>
    void Act(
        Executor executor,
        ReadOnlySpan<float> observations,
        Span<float> recurrent,
        ReadOnlySpan<RandomKey> keys,
        ActionMode choice,
        Span<float> actions,
        Memory<float> distribution
    );

    /// <summary>
    /// The most probable action for one observation, at the start of an episode: the simplest way to use a policy.
    /// </summary>
    /// <param name="observation"><see cref="ObservationWidth"/> numbers.</param>
    /// <exception cref="ArgumentException">It has another length.</exception>
    float[] Act(ReadOnlySpan<float> observation) => PolicyExtensions.ActOnce(this, observation);
}

/// <summary>The choice of an action from a policy's distribution.</summary>
public enum ActionMode
{
    /// <summary>Drawn from the distribution.</summary>
    Stochastic,

    /// <summary>The most probable one; the mean of a Gaussian.</summary>
    Deterministic,
}

/// <summary>The actions of a policy in one step, as arrays.</summary>
/// <param name="Actions">[N, action width].</param>
/// <param name="Recurrent">The recurrent state after the step [N, recurrent width].</param>
/// <param name="Distribution">The parameters of the distribution each action came from [N, distribution width].</param>
public sealed record PolicyStep(NdArray<float> Actions, NdArray<float> Recurrent, NdArray<float> Distribution);

/// <summary>Policies on arrays, for those who need not save them.</summary>
public static class PolicyExtensions
{
    /// <summary>Acts once for every row, at the start of an episode.</summary>
    /// <param name="policy">The policy to run.</param>
    /// <param name="observations">[N, observation width].</param>
    /// <param name="keys">One for each row.</param>
    /// <param name="choice">Whether to sample actions or to take the most probable one.</param>
    public static PolicyStep Act(
        this IPolicy policy,
        Executor executor,
        NdArray<float> observations,
        ReadOnlySpan<RandomKey> keys,
        ActionMode choice
    )
    {
        ArgumentNullException.ThrowIfNull(policy);
        ArgumentNullException.ThrowIfNull(observations);
        var rows = observations.Rows;
        var recurrent = new float[rows * policy.RecurrentWidth];
        var actions = new float[rows * policy.Action.Width];
        var distribution = new float[rows * policy.DistributionWidth];
        policy.Act(executor, observations.Span, recurrent, keys, choice, actions, distribution);
        return new PolicyStep(
            NdArray<float>.Own(new Shape(rows, policy.Action.Width), actions),
            NdArray<float>.Own(new Shape(rows, policy.RecurrentWidth), recurrent),
            NdArray<float>.Own(new Shape(rows, policy.DistributionWidth), distribution)
        );
    }

    /// <summary>The most probable action for one observation, at the start of an episode.</summary>
    internal static float[] ActOnce(IPolicy policy, ReadOnlySpan<float> observation)
    {
        if (observation.Length != policy.ObservationWidth)
        {
            throw new ArgumentException(
                $"Expected an observation of {policy.ObservationWidth} numbers but got {observation.Length}.",
                nameof(observation)
            );
        }
        var action = new float[policy.Action.Width];
        policy.Act(
            Executor.SingleThreaded,
            observation,
            new float[policy.RecurrentWidth],
            [default],
            ActionMode.Deterministic,
            action,
            new float[policy.DistributionWidth]
        );
        return action;
    }
}
