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
            .With("carry", NdArray.Zeros<float>(new Shape(lanes, 0)));

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
        using var actor = new PolicyActor(executor, policy, ActionChoice.Stochastic, Carry(state, policy));
        using var log = new FragmentLog(executor, environment.Spec, lanes, _length);
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
            actor.Act(running.Observations, actionKeys);
            log.Act(t, running, actor);
            running.Step(actor.Actions, stepKey.Fold(1));
            log.Step(t, running, returns);
            actor.Carry = ResetCarry(actor.Carry, running);
        }
        return new Sample(
            log.ToRollout(),
            state
                .With("environments", running.ToBatch().ToTree())
                .With("returns", NdArray<double>.Own(new Shape(lanes), returns))
                .With("carry", actor.Carry)
        );
    }

    private NdArray<float> Carry(StateTree state, IPolicy policy)
    {
        var carry = state.Get<float>("carry");
        // The policy's width is not known when the state is made.
        return carry.Shape[1] == policy.CarryWidth ? carry : NdArray.Zeros<float>(new Shape(lanes, policy.CarryWidth));
    }

    private static NdArray<float> ResetCarry(NdArray<float> carry, FragmentLanes after)
    {
        if (carry.Length == 0)
        {
            return carry;
        }
        var values = carry.Span.ToArray();
        for (var lane = 0; lane < carry.Rows; lane++)
        {
            if (after.Terminated[lane] || after.Truncated[lane])
            {
                values.AsSpan(lane * carry.Columns, carry.Columns).Clear();
            }
        }
        return NdArray<float>.Own(carry.Shape, values);
    }
}
