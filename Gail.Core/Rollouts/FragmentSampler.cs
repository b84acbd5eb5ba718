using Gail.Environments;
using Gail.Execution;
using Gail.Numerics;
using Gail.Policies;

namespace Gail.Rollouts;

/// <summary>
/// A fixed number of steps in each of several environments side by side; episodes go on from one batch to the next.
/// </summary>
/// <param name="numEnvs">Environments side by side, at least 1.</param>
/// <param name="steps">Steps per batch over all environments; rounded up to a multiple of numEnvs.</param>
public sealed class FragmentSampler(int numEnvs, int steps) : ISampler
{
    private readonly int _length = (steps + numEnvs - 1) / numEnvs;

    /// <inheritdoc/>
    public StateTree Init(IEnvironment environment, RandomKey key) =>
        StateTree
            .Empty.With("environments", EnvironmentBatch.Reset(environment, numEnvs, key).ToTree())
            .With("returns", NdArray.Zeros<double>(new Shape(numEnvs)))
            .With("recurrent", NdArray.Zeros<float>(new Shape(numEnvs, 0)));

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
        using var running = new FragmentEnvironments(executor, environment, batch);
        using var actor = new PolicyActor(executor, policy, ActionMode.Stochastic, numEnvs);
        Restore(state, actor.Recurrent);
        using var log = new FragmentLog(executor, environment.Spec, policy, numEnvs, _length);
        using var actionKeys = executor.Rent<RandomKey>(numEnvs);
        for (var t = 0; t < _length; t++)
        {
            executor.Cancellation.ThrowIfCancellationRequested();
            var stepKey = key.Fold(t);
            var actionKey = stepKey.Fold(0);
            for (var index = 0; index < numEnvs; index++)
            {
                actionKeys.Span[index] = actionKey.Fold(index);
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
                .With("returns", NdArray<double>.Own(new Shape(numEnvs), returns))
                .With("recurrent", NdArray.Matrix<float>(numEnvs, actor.RecurrentWidth, actor.Recurrent))
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

    private static void ResetEnded(PolicyActor actor, FragmentEnvironments after)
    {
        var width = actor.RecurrentWidth;
        for (var index = 0; width > 0 && index < after.Terminated.Length; index++)
        {
            if (after.Terminated[index] || after.Truncated[index])
            {
                actor.Recurrent.Slice(index * width, width).Clear();
            }
        }
    }
}
