using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Gail.Configuration;
using Gail.Evaluation;
using Gail.Execution;
using Gail.Policies;
using Gail.Rollouts;
using Gail.Runs;
using Gail.Training;

namespace Gail.Experiments.Paper;

/// <summary>One condition of the table: what is shown to which method.</summary>
/// <param name="Environment">The environment's name.</param>
/// <param name="Trajectories">The number of trajectories shown.</param>
public sealed record PaperCondition(string Environment, PaperMethod Method, int Trajectories)
{
    /// <summary>As in "Acrobot-v0 fem, 4 trajectories".</summary>
    public override string ToString() =>
        $"{Environment} {PaperMethods.Name(Method)}, {Trajectories} {(Trajectories == 1 ? "trajectory" : "trajectories")}";
}

/// <summary>One run of the table: a condition and a seed, with all that decides its result.</summary>
public sealed class PaperCell
{
    private readonly PaperTask _task;
    private readonly Transitions _pairs;
    private readonly int _episodes;

    internal PaperCell(PaperTask task, PaperMethod method, int trajectories, long seed, PaperOptions options)
    {
        _task = task;
        _episodes = options.Episodes;
        Condition = new PaperCondition(task.Name, method, trajectories);
        var preset = Presets.Create("paper", task.Environment.Spec, PaperMethods.Trained(method));
        Options = options.Change(
            preset with
            {
                Seed = seed,
                Demonstrations = preset.Demonstrations with
                {
                    Episodes = method == PaperMethod.Control ? task.ControlEpisodes(trajectories) : trajectories,
                },
            }
        );
        var shown = (method == PaperMethod.Control ? task.Control : task.Demonstrations).Subsample(Options);
        shown = method == PaperMethod.BehaviorCloning ? shown.RequireSteps(2) : shown;
        _pairs = shown.Pairs();
        Key = MakeKey();
    }

    /// <summary>The condition.</summary>
    public PaperCondition Condition { get; }

    /// <summary>All settings of the run, its seed among them.</summary>
    public TrainingOptions Options { get; }

    /// <summary>
    /// Names all that decides the result: a digest of settings, demonstrated pairs and episodes of the evaluation. A
    /// result of the same key need not be computed again.
    /// </summary>
    public string Key { get; }

    /// <summary>About how much work the run is: the rows that its updates go through.</summary>
    internal double Effort =>
        Options.Method == Method.BehaviorCloning
            ? (double)Options.Iterations * Options.Cloning.UpdatesPerIteration * Options.Cloning.BatchSize
            : (double)Options.Iterations * Options.Rollout.Steps;

    /// <summary>Trains and evaluates.</summary>
    /// <param name="progress">Receives the share of the run that is done.</param>
    /// <exception cref="OperationCanceledException">The executor was cancelled.</exception>
    /// <exception cref="DivergedException">The run has diverged.</exception>
    public PaperResult Run(Executor executor, Action<double> progress)
    {
        ArgumentNullException.ThrowIfNull(executor);
        ArgumentNullException.ThrowIfNull(progress);
        var clock = Stopwatch.StartNew();
        var trainer = Trainers.Imitation(_task.Environment, _pairs, Options);
        var run = TrainingRun.Execute(
            trainer,
            Options,
            trainer.Init(Options.Seed),
            executor,
            directory: null,
            at => progress(at.Progress)
        );
        executor.Cancellation.ThrowIfCancellationRequested();
        var evaluation = PolicyEvaluation.Run(
            executor,
            _task.Environment,
            run.Policy,
            _episodes,
            RunKeys.Evaluation(Options.Seed),
            ActionMode.Deterministic
        );
        return new PaperResult
        {
            Key = Key,
            Environment = Condition.Environment,
            Method = PaperMethods.Name(Condition.Method),
            Trajectories = Condition.Trajectories,
            Pairs = _pairs.Count,
            Seed = Options.Seed,
            Iterations = run.State.Iteration,
            EnvironmentSteps = run.State.Progress.EnvironmentSteps,
            Episodes = _episodes,
            MeanReturn = evaluation.MeanReturn,
            StdReturn = evaluation.StandardDeviation,
            MinReturn = evaluation.Returns.Min(),
            MaxReturn = evaluation.Returns.Max(),
            Seconds = Math.Round(clock.Elapsed.TotalSeconds, 2),
        };
    }

    private string MakeKey()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        // The condition too: were both demonstrations equal, the control would still be the control.
        hash.AppendData(Encoding.UTF8.GetBytes($"{Condition}\n{_episodes}\n{OptionsJson.Write(Options)}\n"));
        hash.AppendData(MemoryMarshal.AsBytes(_pairs.Observations.Span));
        hash.AppendData(MemoryMarshal.AsBytes(_pairs.RequiredActions.Span));
        return Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, 16));
    }
}
