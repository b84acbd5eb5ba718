using System.Collections.Immutable;
using System.Diagnostics;
using Gail.Configuration;
using Gail.Execution;
using Gail.Numerics;
using Gail.Policies;
using Gail.Runs.Checkpoints;
using Gail.Training;

namespace Gail.Runs;

/// <summary>The progress of a run after an iteration, for displays.</summary>
/// <param name="State">The state after it.</param>
/// <param name="Metrics">Its numbers.</param>
/// <param name="Elapsed">Since this process began the run.</param>
/// <param name="StepsPerSecond">Environment steps per second of this iteration.</param>
/// <param name="Progress">The share of the run that is done, from 0 to 1.</param>
public sealed record RunProgress(
    TrainState State,
    IReadOnlyList<Metric> Metrics,
    TimeSpan Elapsed,
    double StepsPerSecond,
    double Progress
);

/// <summary>The result of a run.</summary>
/// <param name="State">The last complete state.</param>
/// <param name="Cancelled">Whether it was stopped before its end.</param>
public sealed record RunResult(TrainState State, IPolicy Policy, bool Cancelled)
{
    /// <summary>Remarks on what was learned, a sentence or two each; empty when nothing is odd.</summary>
    public ImmutableArray<string> Warnings { get; init; } = [];
}

/// <summary>The loop around <see cref="ITrainer.Step"/>: logs, checkpoints, progress, clean stops.</summary>
public static class TrainingRun
{
    /// <summary>Trains until the options' limits are reached or the executor is cancelled.</summary>
    /// <param name="options">Whose limits hold.</param>
    /// <param name="start">The state to begin with.</param>
    /// <param name="directory">The run directory; null to keep nothing.</param>
    /// <param name="progress">Called after every iteration.</param>
    /// <param name="checkpoints">How often to keep a checkpoint; null for the default. One is kept at the end in any case.</param>
    /// <param name="evaluation">Evaluations in between, kept in the directory; null for none.</param>
    /// <param name="endings">
    /// The endings of the demonstrated episodes, to be compared with those of the learner's last iterations in
    /// <see cref="RunResult.Warnings"/>; null for no comparison.
    /// </param>
    /// <exception cref="RunException">Another run is being written to the directory.</exception>
    public static RunResult Execute(
        ITrainer trainer,
        TrainingOptions options,
        TrainState start,
        Executor executor,
        RunDirectory? directory,
        Action<RunProgress> progress,
        CheckpointInterval? checkpoints = null,
        PeriodicEvaluation? evaluation = null,
        DemonstratedEndings? endings = null
    )
    {
        ArgumentNullException.ThrowIfNull(trainer);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(start);
        ArgumentNullException.ThrowIfNull(executor);
        ArgumentNullException.ThrowIfNull(progress);
        var interval = checkpoints ?? CheckpointInterval.Default;
        evaluation?.Check(directory);
        using var held = directory?.Take();
        var state = start;
        var cancelled = false;
        var earlier = directory?.SecondsSoFar ?? 0;
        var recent = new RecentEpisodes(start.Iteration);
        var clock = Stopwatch.StartNew();
        var lastKept = Stopwatch.GetTimestamp();
        try
        {
            while (true)
            {
                clock.Stop();
                evaluation?.LogOnce(executor, directory, state, trainer.Publish(state));
                clock.Start();
                if (Share(options, trainer.Progress(state)) >= 1)
                {
                    break;
                }
                var before = clock.Elapsed;
                var step = trainer.Step(executor, state);
                var taken = trainer.Progress(step.State).EnvironmentSteps - trainer.Progress(state).EnvironmentSteps;
                var rate = taken / (clock.Elapsed - before).TotalSeconds;
                state = step.State;
                recent.Add(state.Iteration, step.Episodes);
                directory?.Log(step.Metrics, earlier + clock.Elapsed.TotalSeconds, rate);
                if (interval.IsDue(state.Iteration, Stopwatch.GetElapsedTime(lastKept)))
                {
                    Keep(trainer, directory, state);
                    lastKept = Stopwatch.GetTimestamp();
                }
                progress(
                    new RunProgress(state, step.Metrics, clock.Elapsed, rate, Share(options, trainer.Progress(state)))
                );
            }
        }
        catch (OperationCanceledException) when (executor.Cancellation.IsCancellationRequested)
        {
            cancelled = true;
        }
        catch
        {
            Keep(trainer, directory, state);
            throw;
        }
        return new RunResult(state, Keep(trainer, directory, state), cancelled)
        {
            Warnings = cancelled ? [] : endings?.Compare(recent.Last()) ?? [],
        };
    }

    /// <summary>Keeps state and policy, so that whatever ends the process, both can be used.</summary>
    private static IPolicy Keep(ITrainer trainer, RunDirectory? directory, TrainState state)
    {
        var policy = trainer.Publish(state);
        directory?.SaveCheckpoint(state);
        directory?.SavePolicy(policy);
        return policy;
    }

    /// <summary>The share of the limits that a state has reached; 1 when the run is over.</summary>
    private static double Share(TrainingOptions options, TrainProgress progress)
    {
        var iterations = Share(progress.Iteration, options.Iterations);
        var steps = options.Steps is { } limit ? Share(progress.Steps, limit) : 0;
        return Math.Min(1, Math.Max(iterations, steps));
    }

    private static double Share(long done, long limit) => done >= limit ? 1 : (double)done / limit;
}
