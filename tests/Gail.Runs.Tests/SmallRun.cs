using Gail.Configuration;
using Gail.Environments;
using Gail.Execution;
using Gail.Numerics;
using Gail.Policies;
using Gail.Rewards;
using Gail.Runs.Checkpoints;
using Gail.Training;

namespace Gail.Runs.Tests;

/// <summary>Training runs that take a fraction of a second.</summary>
internal static class SmallRun
{
    private static readonly CartPole Environment = new(version: 0);

    internal static TrainingOptions Options(Method method, int iterations = 5, int lanes = 0) =>
        new()
        {
            Environment = Environment.Spec.Id,
            Method = method,
            Seed = 11,
            Iterations = iterations,
            Rollout = new RolloutOptions { Steps = 400, NumEnvs = lanes },
            Policy = new PolicyOptions { Hidden = [6] },
            Value = new ValueOptions { Hidden = [6] },
            Discriminator = new DiscriminatorOptions { Hidden = [6] },
            Cloning = new BehaviorCloningOptions { UpdatesPerIteration = 3, BatchSize = 300 },
        };

    internal static ITrainer Trainer(TrainingOptions options)
    {
        var pairs = Recording.Record(
            new Executor(1),
            Environment,
            new RandomPolicy(4, Environment.Spec.Action),
            episodes: 20,
            RandomKey.FromSeed(5),
            ActionMode.Stochastic
        );
        var expert = pairs.Pairs();
        return options.Method switch
        {
            Method.Expert => Trainers.Expert(Environment, options),
            _ => Trainers.Imitation(Environment, expert, options),
        };
    }

    /// <summary>A new run from its beginning.</summary>
    internal static RunResult Start(
        string path,
        TrainingOptions options,
        Executor executor,
        Action<RunProgress>? progress = null
    )
    {
        var directory = RunDirectory.Create(path, options, new RunInfo(), overwrite: false);
        var trainer = Trainer(options);
        return Execute(trainer, directory, trainer.Init(options.Seed), executor, progress);
    }

    /// <summary>What another process does with a run: all it knows is in the directory.</summary>
    internal static RunResult Resume(string path, Executor executor)
    {
        var directory = RunDirectory.Open(path);
        var trainer = Trainer(directory.Options);
        var state = directory.Resume() ?? trainer.Init(directory.Options.Seed);
        return Execute(trainer, directory, state, executor, progress: null);
    }

    private static RunResult Execute(
        ITrainer trainer,
        RunDirectory directory,
        TrainState state,
        Executor executor,
        Action<RunProgress>? progress
    ) =>
        TrainingRun.Execute(
            trainer,
            directory.Options,
            state,
            executor,
            directory,
            progress ?? (_ => { }),
            checkpoints: new CheckpointInterval.Iterations(2),
            new PeriodicEvaluation(Environment, Every: 2, Episodes: 3, RandomKey.FromSeed(9))
        );
}
