using Gail.Adversaries;
using Gail.Environments;
using Gail.Policies;
using Gail.Rollouts;

namespace Gail.Training;

/// <summary>Trainers built from options.</summary>
public static class Trainers
{
    /// <summary>GAIL: learns from demonstrations and the environment, never from its reward.</summary>
    /// <param name="environment">The environment.</param>
    /// <param name="expert">The demonstrations.</param>
    /// <param name="options">The settings.</param>
    public static ITrainer Gail(IEnvironment environment, Transitions expert, TrainingOptions options)
    {
        ArgumentNullException.ThrowIfNull(environment);
        ArgumentNullException.ThrowIfNull(expert);
        ArgumentNullException.ThrowIfNull(options);
        var signal = new ImitationSignal(new Classifier(environment.Spec, options.Discriminator), expert);
        return Policy(environment, signal, expert, options);
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
