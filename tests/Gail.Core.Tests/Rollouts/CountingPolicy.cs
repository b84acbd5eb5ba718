using Gail.Environments;
using Gail.Execution;
using Gail.Numerics;
using Gail.Policies;

namespace Gail.Core.Tests.Rollouts;

/// <summary>
/// Its recurrent state is two numbers: how often it has acted in this episode, and the sum of what it saw. Does the
/// first, reports both as its distribution, draws nothing.
/// </summary>
internal sealed class CountingPolicy(EnvironmentSpec environment) : IPolicy
{
    public int ObservationWidth => environment.Observation.Width;

    public ActionSpace Action => environment.Action;

    public int RecurrentWidth => 2;

    public int DistributionWidth => 2;

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
        Assert.Equal(2 * keys.Length, recurrent.Length);
        Assert.Equal(ObservationWidth * keys.Length, observations.Length);
        recurrent.CopyTo(distribution.Span);
        for (var row = 0; row < keys.Length; row++)
        {
            var count = recurrent[2 * row];
            actions[row] = Action is DiscreteSpace discrete ? count % discrete.Count : count;
            recurrent[2 * row] = count + 1;
            recurrent[(2 * row) + 1] += observations[row * ObservationWidth];
        }
    }
}
