using Gail.Environments;
using Gail.Policies;
using Gail.Rewards;
using Gail.Rollouts;
using Gail.Training;

namespace Gail.Configuration;

/// <summary>Trainers built from options.</summary>
public static class Trainers
{
    /// <summary>Creates the trainer of <see cref="TrainingOptions.Method"/>, from demonstrations.</summary>
    /// <param name="expert">The demonstrations.</param>
    /// <exception cref="ArgumentException">The method does not imitate.</exception>
    public static ITrainer Imitation(IEnvironment environment, Transitions expert, TrainingOptions options)
    {
        ArgumentNullException.ThrowIfNull(environment);
        ArgumentNullException.ThrowIfNull(options);
        return options.Method switch
        {
            Method.Gail => Gail(environment, expert, options),
            Method.Fem => Linear(environment, expert, LinearRule.FeatureMatching, options),
            Method.Gtal => Linear(environment, expert, LinearRule.GameTheoretic, options),
            Method.BehaviorCloning => BehaviorCloning(environment.Spec, expert, options),
            _ => throw new ArgumentException($"Method {options.Method} does not imitate.", nameof(options)),
        };
    }

    /// <summary>GAIL: learns from demonstrations and the environment, never from its reward.</summary>
    /// <param name="expert">The demonstrations.</param>
    public static ITrainer Gail(IEnvironment environment, Transitions expert, TrainingOptions options)
    {
        ArgumentNullException.ThrowIfNull(environment);
        ArgumentNullException.ThrowIfNull(options);
        return Adversarial(environment, expert, new Discriminator(environment.Spec, options.Discriminator), options);
    }

    /// <summary>Apprenticeship learning with a linear reward, FEM or GTAL; otherwise as <see cref="Gail"/>.</summary>
    /// <param name="expert">The demonstrations.</param>
    /// <param name="rule">FEM or GTAL.</param>
    public static ITrainer Linear(
        IEnvironment environment,
        Transitions expert,
        LinearRule rule,
        TrainingOptions options
    )
    {
        ArgumentNullException.ThrowIfNull(environment);
        ArgumentNullException.ThrowIfNull(options);
        return Adversarial(environment, expert, new LinearRewardModel(environment.Spec, rule, options.Linear), options);
    }

    /// <summary>Imitation under a reward model of any kind.</summary>
    /// <param name="expert">The demonstrations.</param>
    /// <param name="model">The reward model.</param>
    /// <exception cref="ArgumentException">The demonstrations lack what the model requires.</exception>
    public static ITrainer Adversarial(
        IEnvironment environment,
        Transitions expert,
        IRewardModel model,
        TrainingOptions options
    )
    {
        ArgumentNullException.ThrowIfNull(environment);
        ArgumentNullException.ThrowIfNull(expert);
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(options);
        // A policy's log-probabilities are the trainer's to add, on the expert's rows too.
        expert.Require(model.Requires & ~TransitionColumns.LogProbabilities);
        return Policy(environment, model, expert, options);
    }

    /// <summary>Reinforcement learning on the true reward.</summary>
    public static ITrainer Expert(IEnvironment environment, TrainingOptions options)
    {
        ArgumentNullException.ThrowIfNull(environment);
        ArgumentNullException.ThrowIfNull(options);
        var none = Transitions.None(environment.Spec.Observation.Width);
        return Policy(environment, new EnvironmentReward(), none, options);
    }

    /// <summary>Behaviour cloning: learns from demonstrations alone.</summary>
    /// <param name="environment">Whose spaces the policy has.</param>
    /// <param name="expert">The demonstrations.</param>
    public static ITrainer BehaviorCloning(EnvironmentSpec environment, Transitions expert, TrainingOptions options)
    {
        ArgumentNullException.ThrowIfNull(environment);
        ArgumentNullException.ThrowIfNull(options);
        return new BehaviorCloning(Network(environment, options), expert, options.Cloning);
    }

    private static PolicyTrainer Policy(
        IEnvironment environment,
        IRewardModel model,
        Transitions expert,
        TrainingOptions options
    )
    {
        var spec = environment.Spec;
        var network = Network(spec, options);
        return new PolicyTrainer(
            environment,
            network,
            options.Rollout.NumEnvs > 0
                ? new FragmentSampler(options.Rollout.NumEnvs, options.Rollout.Steps)
                : new EpisodeSampler(options.Rollout.Steps),
            model,
            new Trpo(network, options.Trpo),
            new ValueFunction(spec.Observation.Width, spec.StepLimit, options.Value),
            new PolicyTrainerOptions
            {
                Advantage = options.Advantage,
                EntropyWeight = options.EntropyWeight,
                PolicyAverage = options.PolicyAverage,
            },
            expert
        );
    }

    private static PolicyNetwork Network(EnvironmentSpec environment, TrainingOptions options) =>
        new(environment.Observation.Width, environment.Action, options.Policy);
}
