using Gail.Adversaries;
using Gail.Environments;
using Gail.Policies;
using Gail.Rollouts;

namespace Gail.Training;

/// <summary>Trainers built from options.</summary>
public static class Trainers
{
    /// <summary>What <see cref="TrainingOptions.Method"/> says, from demonstrations.</summary>
    /// <param name="environment">The environment.</param>
    /// <param name="expert">The demonstrations.</param>
    /// <param name="options">The settings.</param>
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
    /// <param name="environment">The environment.</param>
    /// <param name="expert">The demonstrations.</param>
    /// <param name="options">The settings.</param>
    public static ITrainer Gail(IEnvironment environment, Transitions expert, TrainingOptions options)
    {
        ArgumentNullException.ThrowIfNull(environment);
        ArgumentNullException.ThrowIfNull(options);
        return Adversarial(environment, expert, new Classifier(environment.Spec, options.Discriminator), options);
    }

    /// <summary>Apprenticeship learning with a linear reward, FEM or GTAL; otherwise as <see cref="Gail"/>.</summary>
    /// <param name="environment">The environment.</param>
    /// <param name="expert">The demonstrations.</param>
    /// <param name="rule">Which of both.</param>
    /// <param name="options">The settings.</param>
    public static ITrainer Linear(
        IEnvironment environment,
        Transitions expert,
        LinearRule rule,
        TrainingOptions options
    )
    {
        ArgumentNullException.ThrowIfNull(environment);
        ArgumentNullException.ThrowIfNull(options);
        return Adversarial(environment, expert, new LinearAdversary(environment.Spec, rule, options.Linear), options);
    }

    /// <summary>Imitation against an adversary of any kind.</summary>
    /// <param name="environment">The environment.</param>
    /// <param name="expert">The demonstrations.</param>
    /// <param name="adversary">What rewards the policy.</param>
    /// <param name="options">The settings.</param>
    public static ITrainer Adversarial(
        IEnvironment environment,
        Transitions expert,
        IAdversary adversary,
        TrainingOptions options
    )
    {
        ArgumentNullException.ThrowIfNull(environment);
        ArgumentNullException.ThrowIfNull(expert);
        ArgumentNullException.ThrowIfNull(adversary);
        ArgumentNullException.ThrowIfNull(options);
        return Policy(environment, new ImitationSignal(adversary, expert), expert, options);
    }

    /// <summary>Reinforcement learning on the true reward.</summary>
    /// <param name="environment">The environment.</param>
    /// <param name="options">The settings.</param>
    public static ITrainer Expert(IEnvironment environment, TrainingOptions options)
    {
        ArgumentNullException.ThrowIfNull(environment);
        ArgumentNullException.ThrowIfNull(options);
        return Policy(environment, new EnvironmentSignal(), demonstrations: null, options);
    }

    /// <summary>Behaviour cloning: learns from demonstrations alone.</summary>
    /// <param name="environment">Whose spaces the policy has.</param>
    /// <param name="expert">The demonstrations.</param>
    /// <param name="options">The settings.</param>
    public static ITrainer BehaviorCloning(EnvironmentSpec environment, Transitions expert, TrainingOptions options)
    {
        ArgumentNullException.ThrowIfNull(environment);
        ArgumentNullException.ThrowIfNull(options);
        return new BehaviorCloning(Network(environment, options), expert, options.Cloning);
    }

    private static PolicyTrainer Policy(
        IEnvironment environment,
        ITrainingSignal signal,
        Transitions? demonstrations,
        TrainingOptions options
    )
    {
        var spec = environment.Spec;
        var network = Network(spec, options);
        return new PolicyTrainer(
            environment,
            network,
            options.Rollout.Lanes > 0
                ? new FragmentSampler(options.Rollout.Lanes, options.Rollout.Steps)
                : new EpisodeSampler(options.Rollout.Steps),
            signal,
            new Trpo(network, options.Trpo),
            new ValueFunction(spec.Observation.Width, spec.StepLimit, options.Value),
            new PolicyTrainerOptions
            {
                Advantage = options.Advantage,
                EntropyWeight = options.EntropyWeight,
                PolicyAverage = options.PolicyAverage,
            },
            demonstrations
        );
    }

    private static PolicyNetwork Network(EnvironmentSpec environment, TrainingOptions options) =>
        new(environment.Observation.Width, environment.Action, options.Policy);
}
