using Gail.Environments;
using Gail.Evaluation;
using Gail.Execution;
using Gail.Numerics;
using Gail.Policies;
using Gail.Training;

namespace Gail.Runs;

/// <summary>
/// Evaluations while a run is under way, for the reader's eyes: nothing in the run depends on them, and their time is
/// not counted as the run's.
/// </summary>
/// <param name="Environment">The environment.</param>
/// <param name="Every">Iterations between evaluations, at least 1.</param>
/// <param name="Episodes">The number of episodes each, at least 1; the same starts every time.</param>
public sealed record PeriodicEvaluation(IEnvironment Environment, int Every, int Episodes, RandomKey Key)
{
    internal void Check(RunDirectory? directory)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(Every, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(Episodes, 1);
        if (directory is null)
        {
            throw new ArgumentException(
                "Evaluations in between need a run directory to be kept in.",
                nameof(directory)
            );
        }
    }

    /// <summary>Evaluates when it is time, unless that was done before the run was interrupted.</summary>
    internal void LogOnce(Executor executor, RunDirectory? directory, TrainState state, IPolicy policy)
    {
        var due = state.Iteration > 0 && state.Iteration % Every == 0;
        if (directory is null || !due || directory.LastEvaluated == state.Iteration)
        {
            return;
        }
        var result = PolicyEvaluation.Run(executor, Environment, policy, Episodes, Key, ActionMode.Deterministic);
        directory.LogEvaluation(state, result);
    }
}
