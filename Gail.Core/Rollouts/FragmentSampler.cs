using Gail.Environments;
using Gail.Execution;
using Gail.Numerics;
using Gail.Policies;

namespace Gail.Rollouts;

/// <summary>
/// A fixed number of steps in each of several environments side by side; episodes go on from one batch to the next.
/// </summary>
/// <param name="lanes">Environments side by side, at least 1.</param>
/// <param name="steps">Steps per batch over all lanes; rounded up to a multiple of the lanes.</param>
public sealed class FragmentSampler(int lanes, int steps) : ISampler
{
    private readonly int _length = (steps + lanes - 1) / lanes;

    /// <inheritdoc/>
    public StateTree Init(IEnvironment environment, RandomKey key) =>
        StateTree
            .Empty.With("environments", EnvironmentBatch.Reset(environment, lanes, key).ToTree())
            .With("returns", NdArray.Zeros<double>(new Shape(lanes)))
            .With("recurrent", NdArray.Zeros<float>(new Shape(lanes, 0)));

    /// <inheritdoc/>
    public Sample Collect(Executor executor, IEnvironment environment, IPolicy policy, StateTree state, RandomKey key)
    {
        ArgumentNullException.ThrowIfNull(executor);
        ArgumentNullException.ThrowIfNull(environment);
        ArgumentNullException.ThrowIfNull(policy);
        ArgumentNullException.ThrowIfNull(state);
        PolicyFit.Check(policy, environment.Spec);
        var batch = EnvironmentBatch.FromTree(state.Child("environments"));
        var returns = state.Get<double>("returns").Span.ToArray();
        using var running = new FragmentLanes(executor, environment, batch);
        using var actor = new PolicyActor(executor, policy, ActionChoice.Stochastic, lanes);
        Restore(state, actor.Recurrent);
        using var log = new FragmentLog(executor, environment.Spec, policy, lanes, _length);
        using var actionKeys = executor.Rent<RandomKey>(lanes);
        for (var t = 0; t < _length; t++)
        {
            executor.Cancellation.ThrowIfCancellationRequested();
            var stepKey = key.Fold(t);
            var actionKey = stepKey.Fold(0);
            for (var lane = 0; lane < lanes; lane++)
            {
                actionKeys.Span[lane] = actionKey.Fold(lane);
            }
            log.Remember(t, actor);
            actor.Act(running.Observations, actionKeys);
            log.Act(t, running, actor);
            running.Step(actor.Actions, stepKey.Fold(1));
            log.Step(t, running, returns);
            ResetEnded(actor, running);
        }
        return new Sample(
            log.ToRollout(),
            state
                .With("environments", running.ToBatch().ToTree())
                .With("returns", NdArray<double>.Own(new Shape(lanes), returns))
                .With("recurrent", NdArray.Matrix<float>(lanes, actor.RecurrentWidth, actor.Recurrent))
        );
    }

    private static void Restore(StateTree state, Span<float> recurrent)
    {
        // The policy's width is not known when the state is made.
        var kept = state.Get<float>("recurrent");
        if (kept.Length == recurrent.Length)
        {
            kept.Span.CopyTo(recurrent);
        }
    }

    private static void ResetEnded(PolicyActor actor, FragmentLanes after)
    {
        var width = actor.RecurrentWidth;
        for (var lane = 0; width > 0 && lane < after.Terminated.Length; lane++)
        {
            if (after.Terminated[lane] || after.Truncated[lane])
            {
                actor.Recurrent.Slice(lane * width, width).Clear();
            }
        }
    }
}
