using Gail.Environments;
using Gail.Execution;
using Gail.Networks;
using Gail.Numerics;
using Gail.Policies;
using Gail.Rollouts;

namespace Gail.Training;

/// <summary>
/// Generative adversarial imitation learning (Ho and Ermon 2016, algorithm 1); with <see cref="EnvironmentSignal"/>
/// plain policy optimisation.
/// </summary>
/// <param name="environment">The environment.</param>
/// <param name="network">The policy's architecture.</param>
/// <param name="sampler">How steps are collected.</param>
/// <param name="signal">Where the reward comes from.</param>
/// <param name="optimizer">How the policy is improved.</param>
/// <param name="value">The value function.</param>
/// <param name="options">Advantages and the entropy weight.</param>
/// <param name="demonstrations">What observation moments and the actions' spread start from; null for none.</param>
public sealed class PolicyTrainer(
    IEnvironment environment,
    PolicyNetwork network,
    ISampler sampler,
    ITrainingSignal signal,
    IPolicyOptimizer optimizer,
    ValueFunction value,
    PolicyTrainerOptions options,
    Transitions? demonstrations
) : ITrainer
{
    private readonly EntropyBonus _entropy = new(network, options.EntropyWeight);

    /// <inheritdoc/>
    public PolicyNetwork Network => network;

    /// <inheritdoc/>
    public TrainState Init(long seed)
    {
        var key = RandomKey.FromSeed(seed);
        var start = key.Fold(ulong.MaxValue); // No iteration has this number.
        var policy = network.Init(start.Fold(0), StartMoments(network.Options.Normalization), demonstrations?.Actions);
        return new TrainState(
            Iteration: 0,
            EnvironmentSteps: 0,
            key,
            Training.PolicyAverage.Init(options.PolicyAverage, optimizer.Init(policy)),
            value.Init(start.Fold(1), StartMoments(value.Normalization)),
            signal.Init(start.Fold(2)),
            sampler.Init(environment, start.Fold(3))
        );
    }

    /// <inheritdoc/>
    public TrainStep Step(Executor executor, TrainState state)
    {
        ArgumentNullException.ThrowIfNull(executor);
        ArgumentNullException.ThrowIfNull(state);
        var key = state.Key.Fold((ulong)state.Iteration);
        var policy = new NetworkPolicy(network, state.Policy);

        // Sample trajectories (algorithm 1, line 3), rewarded by the signal as it is before its update.
        var sample = sampler.Collect(executor, environment, policy, state.Sampler, key.Fold(0));
        var rollout = sample.Rollout;
        using var actions = Encode(executor, rollout);
        using var rewards = Rewards(executor, state.Signal, rollout);
        Divergence.Check(state.Iteration + 1, rewards);
        using var regularized = _entropy.Add(executor, rollout, actions.Memory, rewards);

        // Policy step (line 5).
        using var values = Values(executor, state.Value, rollout);
        using var finalValues = FinalValues(executor, state.Value, rollout);
        using var advantages = StandardizedAdvantages(executor, rollout, regularized, values, finalValues);
        var batch = new LentPolicyBatch(rollout.Observations, actions.Memory, rollout.Distribution, advantages.Memory);
        var improved = optimizer.Update(executor, state.Policy, batch, key.Fold(1));
        var averaged = Training.PolicyAverage.Update(executor, options.PolicyAverage, improved.State);
        var nextPolicy = network.UpdateMoments(averaged, rollout.Observations);

        // Discriminator step (line 4; the paper's code takes it after the policy's).
        var judged = signal.Update(executor, state.Signal, rollout, key.Fold(2));

        // Value function, on the rewards of the updated discriminator.
        using var newRewards = Rewards(executor, judged.State, rollout);
        using var targets = executor.Rent<double>(rollout.Count);
        Advantages.Returns(options.Advantage, rollout, newRewards, finalValues, targets);
        var fitted = value.Update(
            executor,
            state.Value,
            rollout.Observations,
            rollout.Steps.Span,
            targets,
            key.Fold(3)
        );

        var next = state with
        {
            Iteration = state.Iteration + 1,
            EnvironmentSteps = state.EnvironmentSteps + rollout.EnvironmentSteps,
            Policy = nextPolicy,
            Value = fitted.State,
            Signal = judged.State,
            Sampler = sample.State,
        };
        return new TrainStep(
            next,
            [
                .. RolloutMetrics.Of(next, rollout, rewards),
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

    private RunningMoments StartMoments(Normalization normalization) =>
        ObservationMoments.Start(normalization, demonstrations?.Observations, environment.Spec.Observation.Width);

    private Rented<float> Encode(Executor executor, Rollout rollout)
    {
        var space = environment.Spec.Action;
        var encoded = executor.Rent<float>(rollout.Count * space.EncodedWidth);
        Transitions.Encode(space, rollout.Actions, encoded);
        return encoded;
    }

    private Rented<double> Rewards(Executor executor, StateTree state, Rollout rollout)
    {
        var rewards = executor.Rent<double>(rollout.Count);
        signal.Rewards(executor, state, rollout, rewards);
        return rewards;
    }

    private Rented<double> Values(Executor executor, StateTree state, Rollout rollout)
    {
        var values = executor.Rent<double>(rollout.Count);
        value.Predict(executor, state, rollout.Observations, rollout.Steps.Span, values);
        return values;
    }

    private Rented<double> FinalValues(Executor executor, StateTree state, Rollout rollout)
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

    private Rented<float> StandardizedAdvantages(
        Executor executor,
        Rollout rollout,
        ReadOnlySpan<double> rewards,
        ReadOnlySpan<double> values,
        ReadOnlySpan<double> finalValues
    )
    {
        using var advantages = executor.Rent<double>(rollout.Count);
        Advantages.Estimate(options.Advantage, rollout, rewards, values, finalValues, advantages);
        Advantages.StandardizeInPlace(advantages);
        var rounded = executor.Rent<float>(rollout.Count);
        ParameterVector.Round(advantages, rounded);
        return rounded;
    }
}

/// <summary>The part of a policy's training that is neither network nor optimiser.</summary>
public sealed record PolicyTrainerOptions
{
    /// <summary>Discount, lambda and the meaning of the time limit.</summary>
    public AdvantageOptions Advantage { get; init; } = new();

    /// <summary>Lambda of the paper's eq. 1: -weight x log p(a|s) is added to the reward, for the advantages only.</summary>
    public double EntropyWeight { get; init; }

    /// <summary>The share of the earlier average that each iteration keeps, see <see cref="Training.PolicyAverage"/>.</summary>
    public double PolicyAverage { get; init; }

    /// <summary>A copy with the values given; what is left out or null stays as it is.</summary>
    public PolicyTrainerOptions With(
        AdvantageOptions? advantage = null,
        double? entropyWeight = null,
        double? policyAverage = null
    ) =>
        this with
        {
            Advantage = advantage ?? Advantage,
            EntropyWeight = entropyWeight ?? EntropyWeight,
            PolicyAverage = policyAverage ?? PolicyAverage,
        };
}
