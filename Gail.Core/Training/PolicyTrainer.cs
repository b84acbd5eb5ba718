using Gail.Environments;
using Gail.Evaluation;
using Gail.Execution;
using Gail.Networks;
using Gail.Numerics;
using Gail.Policies;
using Gail.Rewards;
using Gail.Rollouts;

namespace Gail.Training;

/// <summary>
/// Generative adversarial imitation learning (Ho and Ermon 2016, algorithm 1) against any reward model; with
/// <see cref="EnvironmentReward"/> plain policy optimisation. Its state is a tree with policy/, value/, reward/ and
/// sampler/.
/// </summary>
/// <param name="network">The policy's architecture.</param>
/// <param name="sampler">Collects the steps.</param>
/// <param name="model">The reward model.</param>
/// <param name="optimizer">Improves the policy.</param>
/// <param name="value">The value function.</param>
/// <param name="options">Advantages and the entropy weight.</param>
/// <param name="expert">The demonstrations; without rows where there are none.</param>
public sealed class PolicyTrainer(
    IEnvironment environment,
    PolicyNetwork network,
    ISampler sampler,
    IRewardModel model,
    IPolicyOptimizer optimizer,
    ValueFunction value,
    PolicyTrainerOptions options,
    Transitions expert
) : ITrainer
{
    private readonly EntropyBonus _entropy = new(network, options.EntropyWeight);

    /// <inheritdoc/>
    public TrainState Init(long seed)
    {
        var key = RandomKey.FromSeed(seed);
        var start = key.Fold(ulong.MaxValue); // No iteration has this number.
        var policy = network.Init(start.Fold(0), InitialStatistics(network.Options.Normalization), expert.Actions);
        return new TrainState(
            TrainProgress.None,
            key,
            new Parts(
                Policy: ParameterAverage.Init(options.PolicyAverage, optimizer.Init(policy)),
                Value: value.Init(start.Fold(1), InitialStatistics(value.Normalization)),
                Reward: model.Init(expert, start.Fold(2)),
                Sampler: sampler.Init(environment, start.Fold(3))
            ).ToTree()
        );
    }

    /// <inheritdoc/>
    public IPolicy Publish(TrainState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return ParameterAverage.Publish(network, Parts.Of(state.Tree).Policy);
    }

    /// <inheritdoc/>
    public TrainProgress Progress(TrainState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return state.Progress;
    }

    /// <inheritdoc/>
    public TrainStep Step(Executor executor, TrainState state)
    {
        ArgumentNullException.ThrowIfNull(executor);
        ArgumentNullException.ThrowIfNull(state);
        var (key, before) = (state.IterationKey, Parts.Of(state.Tree));
        var policy = new NetworkPolicy(network, before.Policy);

        // Sample trajectories (algorithm 1, line 3), rewarded by the model as it is before its update.
        var sample = sampler.Collect(executor, environment, policy, before.Sampler, key.Fold(0));
        var rollout = sample.Rollout;
        var transitions = Transitions(executor, policy, rollout);
        using var actions = Encode(executor, rollout);
        using var rewards = Rewards(executor, before.Reward, transitions);
        Divergence.Check(state.Iteration + 1, rewards);
        using var regularized = _entropy.Add(executor, rollout, actions.Memory, rewards);

        // Policy step (line 5).
        using var values = Values(executor, before.Value, rollout);
        using var finalValues = FinalValues(executor, before.Value, rollout);
        using var advantages = StandardizedAdvantages(executor, rollout, regularized, values, finalValues);
        var batch = new PolicyBatch(rollout.Observations, actions.Memory, rollout.Distribution, advantages.Memory)
        {
            Segments = rollout.Segments,
            RecurrentStates = rollout.RecurrentStates,
        };
        var improved = optimizer.Update(executor, before.Policy, batch, key.Fold(1));
        var averaged = ParameterAverage.Update(executor, options.PolicyAverage, improved.State);
        var nextPolicy = network.UpdateStatistics(averaged, rollout.Observations);

        // Discriminator step (line 4; the paper's code takes it after the policy's).
        var judged = model.Update(executor, before.Reward, expert, transitions, policy, key.Fold(2));

        // Value function, on the rewards of the updated discriminator.
        using var newRewards = Rewards(executor, judged.State, transitions);
        using var targets = executor.Rent<double>(rollout.Count);
        Advantages.Returns(options.Advantage, rollout, newRewards, finalValues, targets);
        var fitted = value.Update(
            executor,
            before.Value,
            rollout.Observations,
            rollout.Steps.Span,
            targets,
            key.Fold(3)
        );

        var progress = state.Progress with
        {
            Iteration = state.Iteration + 1,
            EnvironmentSteps = state.Progress.EnvironmentSteps + rollout.EnvironmentSteps,
            GradientSteps = state.Progress.GradientSteps + improved.GradientSteps,
            DemonstrationsSeen = state.Progress.DemonstrationsSeen + judged.DemonstrationsSeen,
        };
        return new TrainStep(
            new TrainState(
                progress,
                state.Key,
                new Parts(nextPolicy, fitted.State, judged.State, sample.State).ToTree()
            ),
            [
                .. RolloutMetrics.Of(progress, rollout, rewards),
                new Metric("value_explained_variance", Statistics.ExplainedVariance(values, targets)),
                .. improved.Metrics,
                .. fitted.Metrics,
                .. judged.Metrics,
            ]
        )
        {
            Episodes = EpisodeEnd.Of(rollout),
        };
    }

    private NormalizationStatistics InitialStatistics(Normalization normalization) =>
        ObservationStatistics.Start(
            normalization,
            expert.Count > 0 ? expert.Observations : null,
            environment.Spec.Observation.Width
        );

    /// <summary>The columns that the reward model requires, and no others.</summary>
    private Transitions Transitions(Executor executor, NetworkPolicy policy, Rollout rollout)
    {
        var transitions = Rollouts.Transitions.Of(rollout, model.Requires);
        if (!model.Requires.HasFlag(TransitionColumns.LogProbabilities))
        {
            return transitions;
        }
        var logProbabilities = new float[rollout.Count];
        policy.LogProbabilities(executor, rollout.Observations, rollout.Actions, logProbabilities);
        return transitions with { LogProbabilities = NdArray.Vector<float>(logProbabilities) };
    }

    private PooledBuffer<float> Encode(Executor executor, Rollout rollout)
    {
        var space = environment.Spec.Action;
        var encoded = executor.Rent<float>(rollout.Count * space.EncodedWidth);
        space.EncodeRows(rollout.Actions, encoded);
        return encoded;
    }

    private PooledBuffer<double> Rewards(Executor executor, StateTree state, Transitions transitions)
    {
        var rewards = executor.Rent<double>(transitions.Count);
        model.Rewards(executor, state, transitions, rewards);
        return rewards;
    }

    private PooledBuffer<double> Values(Executor executor, StateTree state, Rollout rollout)
    {
        var values = executor.Rent<double>(rollout.Count);
        value.Predict(executor, state, rollout.Observations, rollout.Steps.Span, values);
        return values;
    }

    private PooledBuffer<double> FinalValues(Executor executor, StateTree state, Rollout rollout)
    {
        using var steps = executor.Rent<long>(rollout.Segments.Length);
        for (var i = 0; i < steps.Length; i++)
        {
            var segment = rollout.Segments[i];
            steps.Span[i] = rollout.Steps[segment.Start + segment.Length - 1] + 1;
        }
        var values = executor.Rent<double>(steps.Length);
        value.Predict(executor, state, rollout.FinalObservations, steps, values);
        return values;
    }

    private PooledBuffer<float> StandardizedAdvantages(
        Executor executor,
        Rollout rollout,
        ReadOnlySpan<double> rewards,
        ReadOnlySpan<double> values,
        ReadOnlySpan<double> finalValues
    )
    {
        using var advantages = executor.Rent<double>(rollout.Count);
        Advantages.Estimate(options.Advantage, rollout, rewards, values, finalValues, advantages);
        Standardization.InPlace<double>(advantages);
        var rounded = executor.Rent<float>(rollout.Count);
        ParameterVector.Round(advantages, rounded);
        return rounded;
    }

    /// <summary>The parts of the trainer's tree.</summary>
    private sealed record Parts(StateTree Policy, StateTree Value, StateTree Reward, StateTree Sampler)
    {
        internal static Parts Of(StateTree tree) =>
            new(Child(tree, "policy"), Child(tree, "value"), Child(tree, "reward"), Child(tree, "sampler"));

        internal StateTree ToTree() =>
            StateTree.Empty.With("policy", Policy).With("value", Value).With("reward", Reward).With("sampler", Sampler);

        // A branch without leaves is not written down.
        private static StateTree Child(StateTree tree, string name) =>
            tree.Contains(name) ? tree.Child(name) : StateTree.Empty;
    }
}
