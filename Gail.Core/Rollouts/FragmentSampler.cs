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
        ArgumentNullException.ThrowIfNull(environment);
        ArgumentNullException.ThrowIfNull(policy);
        ArgumentNullException.ThrowIfNull(state);
        var batch = EnvironmentBatch.FromTree(state.Child("environments"));
        var returns = state.Get<double>("returns").Span.ToArray();
        var carry = Carry(state, policy);
        var log = new FragmentLog(environment.Spec, lanes, _length);
        var actionKeys = new RandomKey[lanes];
        var observations = batch.Observe(environment, executor);
        for (var t = 0; t < _length; t++)
        {
            executor.Cancellation.ThrowIfCancellationRequested();
            var stepKey = key.Fold(t);
            var actionKey = stepKey.Fold(0);
            for (var lane = 0; lane < lanes; lane++)
            {
                actionKeys[lane] = actionKey.Fold(lane);
            }
            var acted = policy.Act(executor, observations, carry, actionKeys, ActionChoice.Stochastic);
            var step = batch.Step(executor, environment, acted.Actions, stepKey.Fold(1));
            log.Add(t, batch, observations, acted, step, returns);
            carry = ResetCarry(acted.Carry, step);
            (batch, observations) = (step.Next, step.Observations);
        }
        return new Sample(
            log.ToRollout(),
            state
                .With("environments", batch.ToTree())
                .With("returns", NdArray.Vector<double>(returns))
                .With("carry", carry)
        );
    }

    private NdArray<float> Carry(StateTree state, IPolicy policy)
    {
        var carry = state.Get<float>("carry");
        // The policy's width is not known when the state is made.
        return carry.Shape[1] == policy.CarryWidth ? carry : NdArray.Zeros<float>(new Shape(lanes, policy.CarryWidth));
    }

    private static NdArray<float> ResetCarry(NdArray<float> carry, BatchStep step)
    {
        if (carry.Length == 0)
        {
            return carry;
        }
        var values = carry.Span.ToArray();
        for (var lane = 0; lane < carry.Rows; lane++)
        {
            if (step.Terminated[lane] || step.Truncated[lane])
            {
                values.AsSpan(lane * carry.Columns, carry.Columns).Clear();
            }
        }
        return NdArray<float>.Own(carry.Shape, values);
    }
}
