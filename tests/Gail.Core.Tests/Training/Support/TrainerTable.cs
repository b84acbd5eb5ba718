using Gail.Configuration;
using Gail.Environments;
using Gail.Optimizers;
using Gail.Policies;
using Gail.Rewards;
using Gail.Rollouts;
using Gail.Training;

namespace Gail.Core.Tests.Training.Support;

/// <summary>Every kind of trainer, small: what holds for one must hold for all. A new method gets a row here.</summary>
internal static class TrainerTable
{
    private static readonly Dictionary<string, (string Environment, Func<IEnvironment, ITrainer> Make)> Table = new()
    {
        ["gail"] = ("CartPole-v1", environment => Trainers.Gail(environment, Pairs(environment), Small(environment))),
        ["gail, fragments"] = (
            "Pendulum-v1",
            environment =>
                Trainers.Gail(
                    environment,
                    Pairs(environment),
                    Small(environment) with
                    {
                        Rollout = new RolloutOptions { Steps = 600, NumEnvs = 20 },
                        EntropyWeight = 0.01,
                        Advantage = new AdvantageOptions { TimeLimit = TimeLimit.Bootstrap },
                        Discriminator = new DiscriminatorOptions
                        {
                            Hidden = [8],
                            Steps = 2,
                            BatchSize = 400,
                            GradientPenalty = 1,
                            Reward = RewardForm.Logit,
                        },
                    }
                )
        ),
        ["gail, value by Adam"] = (
            "MountainCar-v0",
            environment =>
                Trainers.Gail(
                    environment,
                    Pairs(environment),
                    Small(environment) with
                    {
                        Value = new ValueOptions
                        {
                            Hidden = [8],
                            Fit = ValueFit.Adam,
                            Epochs = 1,
                        },
                    }
                )
        ),
        ["fem"] = (
            "CartPole-v1",
            environment =>
                Trainers.Linear(environment, Pairs(environment), LinearRule.FeatureMatching, Small(environment))
        ),
        ["gtal, continuous"] = (
            "MountainCarContinuous-v0",
            environment =>
                Trainers.Linear(environment, Pairs(environment), LinearRule.GameTheoretic, Small(environment))
        ),
        ["expert"] = ("CartPole-v1", environment => Trainers.Expert(environment, Small(environment))),
        ["cloning, discrete"] = (
            "CartPole-v1",
            environment => Trainers.BehaviorCloning(environment.Spec, Pairs(environment), Small(environment))
        ),
        ["cloning, continuous"] = (
            "Pendulum-v1",
            environment => Trainers.BehaviorCloning(environment.Spec, Pairs(environment), Small(environment))
        ),
    };

    internal static TheoryData<string> Names => [.. Table.Keys];

    internal static ITrainer Make(string name, Func<IEnvironment, IEnvironment>? wrap = null)
    {
        var (id, make) = Table[name];
        var environment = BuiltInEnvironments.Create(id);
        return make(wrap is null ? environment : wrap(environment));
    }

    /// <summary>Networks of 8, batches of a little more than two blocks of rows.</summary>
    internal static TrainingOptions Small(IEnvironment environment) =>
        new()
        {
            Environment = environment.Spec.Id,
            Rollout = new RolloutOptions { Steps = 600 },
            Policy = new PolicyOptions { Hidden = [8] },
            Value = new ValueOptions { Hidden = [8] },
            Discriminator = new DiscriminatorOptions { Hidden = [8] },
            Trpo = new TrustRegionOptions { FisherFraction = 0.5 },
            Cloning = new BehaviorCloningOptions { UpdatesPerIteration = 5, BatchSize = 400 },
        };

    private static Transitions Pairs(IEnvironment environment) =>
        environment.Spec.Id == "CartPole-v1"
            ? Balancer.Record(environment, new Balancer(), episodes: 1)
            : Balancer.Record(
                environment,
                new RandomPolicy(environment.Spec.Observation.Width, environment.Spec.Action),
                episodes: 2
            );
}
