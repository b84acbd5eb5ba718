using System.Collections.Immutable;
using Gail.Configuration;
using Gail.Environments;
using Gail.Execution;
using Gail.Experiments.Paper;
using Gail.Policies;

namespace Gail.Experiments.Tests.Paper;

/// <summary>Results made up, and studies that take a moment.</summary>
internal static class PaperSamples
{
    private static readonly Lazy<ImmutableArray<PaperTask>> Prepared = new(() =>
        [Task("CartPole-v0"), Task("MountainCar-v0")]
    );

    internal static PaperResult Result(PaperCondition condition, long seed, double value) =>
        new()
        {
            Key = $"{condition} {seed}",
            Environment = condition.Environment,
            Method = PaperMethods.Name(condition.Method),
            Trajectories = condition.Trajectories,
            Pairs = 20,
            Seed = seed,
            Iterations = 300,
            EnvironmentSteps = 1_500_000,
            Episodes = 50,
            MeanReturn = value,
            StdReturn = 1,
            MinReturn = value - 1,
            MaxReturn = value + 1,
            Seconds = 7.5,
        };

    /// <summary>Two environments, two methods and the control, one and two trajectories, two seeds.</summary>
    internal static PaperStudy Study(Func<TrainingOptions, TrainingOptions>? change = null) =>
        new(
            Prepared.Value,
            new PaperOptions
            {
                Methods = [PaperMethod.Gtal, PaperMethod.BehaviorCloning, PaperMethod.Control],
                Trajectories = [1, 2],
                Seeds = 2,
                Episodes = 3,
                Change = options => change is null ? Small(options) : change(Small(options)),
            }
        );

    internal static ImmutableArray<PaperFailure> Run(
        PaperStudy study,
        PaperLog log,
        int jobs = 1,
        CancellationToken cancellation = default,
        Action<PaperProgress>? progress = null
    ) => PaperStudy.Run(log, study.Missing(log), jobs, threads: jobs, cancellation, progress ?? (_ => { }));

    private static TrainingOptions Small(TrainingOptions options) =>
        options with
        {
            Iterations = 1,
            Demonstrations = options.Demonstrations with { Every = 2 }, // Random episodes are short.
            Rollout = new() { Steps = 200 },
            Policy = new() { Hidden = [4] },
            Value = new() { Hidden = [4] },
            Discriminator = new() { Hidden = [4] },
            Cloning = new() { UpdatesPerIteration = 2, BatchSize = 8 },
        };

    /// <summary>The expert is a random policy whose numbers are drawn otherwise than the control's.</summary>
    private static PaperTask Task(string id)
    {
        var environment = BuiltInEnvironments.Create(id);
        var random = new RandomPolicy(environment.Spec.Observation.Width, environment.Spec.Action);
        return PaperTask.Prepare(environment, new PaperExpert(random, "made up", "--policy random"), new Executor(1));
    }
}
