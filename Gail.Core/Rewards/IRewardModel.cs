using System.Collections.Immutable;
using Gail.Execution;
using Gail.Numerics;
using Gail.Policies;
using Gail.Rollouts;

namespace Gail.Rewards;

/// <summary>
/// The source of the policy's reward: a discriminator, a linear cost, the environment itself. Pure functions over a
/// state tree. It sees what it <see cref="Requires"/> of the transitions and nothing else, so that one which does not ask
/// for the environment's reward cannot read it.
/// </summary>
public interface IRewardModel
{
    /// <summary>The columns that it needs, of the policy's transitions and of the expert's.</summary>
    TransitionColumns Requires { get; }

    /// <summary>The initial state.</summary>
    /// <param name="expert">The demonstrations; without rows where there are none.</param>
    StateTree Init(Transitions expert, RandomKey key);

    /// <summary>Updates the model from the transitions of expert and policy.</summary>
    /// <param name="expert">The demonstrations, all of them.</param>
    /// <param name="policy">The policy's transitions of this iteration.</param>
    /// <param name="current">The policy that made them, with its density.</param>
    RewardUpdate Update(
        Executor executor,
        StateTree state,
        Transitions expert,
        Transitions policy,
        IActionDensity current,
        RandomKey key
    );

    /// <summary>The reward of each transition; higher is more expert-like.</summary>
    /// <param name="transitions">A batch; a model may look at all of it.</param>
    /// <param name="rewards">Receives one for each row.</param>
    /// <exception cref="ArgumentException">There are more or fewer rewards than transitions.</exception>
    void Rewards(Executor executor, StateTree state, Transitions transitions, Span<double> rewards);
}

/// <summary>A reward model after an update.</summary>
/// <param name="State">The new state.</param>
/// <param name="Metrics">Numbers about the update, always the same names in the same order.</param>
/// <param name="DemonstrationsSeen">Rows of the expert that it was computed on.</param>
public sealed record RewardUpdate(StateTree State, ImmutableArray<Metric> Metrics, long DemonstrationsSeen = 0);

/// <summary>Reward models on arrays.</summary>
public static class RewardModelExtensions
{
    /// <summary>The reward of each transition.</summary>
    /// <param name="state">The model's state.</param>
    /// <param name="transitions">A batch.</param>
    public static double[] Rewards(this IRewardModel model, Executor executor, StateTree state, Transitions transitions)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(transitions);
        var rewards = new double[transitions.Count];
        model.Rewards(executor, state, transitions, rewards);
        return rewards;
    }
}
