using Gail.Environments;
using Gail.Execution;
using Gail.Numerics;

namespace Gail.Policies;

/// <summary>A trained policy: an architecture with its state, ready to act.</summary>
/// <param name="Network">The architecture.</param>
/// <param name="State">Weights and moments.</param>
public sealed record NetworkPolicy(PolicyNetwork Network, StateTree State) : IPolicy, IActionDensity
{
    /// <inheritdoc/>
    public int ObservationWidth => Network.ObservationWidth;

    /// <inheritdoc/>
    public ActionSpace Action => Network.Action;

    /// <inheritdoc/>
    public int RecurrentWidth => 0;

    /// <inheritdoc/>
    public int DistributionWidth => Network.Family.ParameterWidth;

    /// <inheritdoc/>
    public void Act(
        Executor executor,
        ReadOnlySpan<float> observations,
        Span<float> recurrent,
        ReadOnlySpan<RandomKey> keys,
        ActionMode choice,
        Span<float> actions,
        Memory<float> distribution
    )
    {
        Network.Evaluate(executor, State, observations, distribution);
        Choose(distribution.Span, keys, choice, actions);
    }

    /// <inheritdoc/>
    public void LogProbabilities(
        Executor executor,
        NdArray<float> observations,
        NdArray<float> actions,
        Memory<float> logProbabilities
    ) => Network.LogProbabilities(executor, State, observations, actions, logProbabilities);

    /// <summary>The most probable action for one observation: the simplest way to use a trained policy.</summary>
    /// <param name="observation">ObservationWidth numbers.</param>
    public float[] Act(ReadOnlySpan<float> observation) => PolicyExtensions.ActOnce(this, observation);

    private void Choose(
        ReadOnlySpan<float> distribution,
        ReadOnlySpan<RandomKey> keys,
        ActionMode choice,
        Span<float> actions
    )
    {
        var (family, parameters, width) = (Network.Family, Network.Family.ParameterWidth, Action.Width);
        for (var row = 0; row * parameters < distribution.Length; row++)
        {
            var own = distribution.Slice(row * parameters, parameters);
            var action = actions.Slice(row * width, width);
            if (choice == ActionMode.Stochastic)
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
