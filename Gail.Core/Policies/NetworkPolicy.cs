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
        var width = Action.Width;
        var actions = new float[observations.Rows * width];
        for (var row = 0; row < observations.Rows; row++)
        {
            var action = actions.AsSpan(row * width, width);
            if (choice == ActionChoice.Stochastic)
            {
                Network.Family.Sample(distribution.Row(row), keys[row], action);
            }
            else
            {
                Network.Family.Mode(distribution.Row(row), action);
            }
        }
        return new PolicyStep(NdArray<float>.Own(new Shape(observations.Rows, width), actions), carry, distribution);
    }

    /// <summary>The most probable action for one observation: the simplest way to use a trained policy.</summary>
    /// <param name="observation">ObservationWidth numbers.</param>
    public float[] Act(ReadOnlySpan<float> observation)
    {
        var row = NdArray.Matrix(1, observation.Length, observation);
        var none = NdArray.Zeros<float>(new Shape(1, 0));
        return Act(Executor.SingleThreaded, row, none, [default], ActionChoice.Deterministic).Actions.Span.ToArray();
    }
}
