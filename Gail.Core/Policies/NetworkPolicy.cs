using Gail.Environments;
using Gail.Execution;
using Gail.Numerics;

namespace Gail.Policies;

/// <summary>A trained policy: an architecture with its state, ready to act.</summary>
/// <param name="Network">The architecture.</param>
/// <param name="State">Weights and moments.</param>
public sealed record NetworkPolicy(PolicyNetwork Network, StateTree State) : IPolicy
{
    /// <inheritdoc/>
    public int ObservationWidth => Network.ObservationWidth;

    /// <inheritdoc/>
    public ActionSpace Action => Network.Action;

    /// <inheritdoc/>
    public int CarryWidth => 0;

    /// <inheritdoc/>
    public PolicyStep Act(
        Executor executor,
        NdArray<float> observations,
        NdArray<float> carry,
        ReadOnlySpan<RandomKey> keys,
        ActionChoice choice
    )
    {
        ArgumentNullException.ThrowIfNull(observations);
        var distribution = Network.DistributionParameters(executor, State, observations);
        var actions = new float[observations.Rows * Action.Width];
        Choose(distribution.Span, keys, choice, actions);
        return new PolicyStep(
            NdArray<float>.Own(new Shape(observations.Rows, Action.Width), actions),
            carry,
            distribution
        );
    }

    /// <summary>The same in the caller's memory, row after row.</summary>
    internal void Act(
        Executor executor,
        ReadOnlySpan<float> observations,
        ReadOnlySpan<RandomKey> keys,
        ActionChoice choice,
        Span<float> actions,
        Memory<float> distribution
    )
    {
        Network.Evaluate(executor, State, observations, distribution);
        Choose(distribution.Span, keys, choice, actions);
    }

    /// <summary>The most probable action for one observation: the simplest way to use a trained policy.</summary>
    /// <param name="observation">ObservationWidth numbers.</param>
    public float[] Act(ReadOnlySpan<float> observation)
    {
        var row = NdArray.Matrix(1, observation.Length, observation);
        var none = NdArray.Zeros<float>(new Shape(1, 0));
        return Act(Executor.SingleThreaded, row, none, [default], ActionChoice.Deterministic).Actions.Span.ToArray();
    }

    private void Choose(
        ReadOnlySpan<float> distribution,
        ReadOnlySpan<RandomKey> keys,
        ActionChoice choice,
        Span<float> actions
    )
    {
        var (family, parameters, width) = (Network.Family, Network.Family.ParameterWidth, Action.Width);
        for (var row = 0; row * parameters < distribution.Length; row++)
        {
            var own = distribution.Slice(row * parameters, parameters);
            var action = actions.Slice(row * width, width);
            if (choice == ActionChoice.Stochastic)
            {
                family.Sample(own, keys[row], action);
            }
            else
            {
                family.Mode(own, action);
            }
        }
    }
}
