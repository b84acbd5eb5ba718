using Gail.Environments;
using Gail.Execution;
using Gail.Numerics;
using Gail.Policies;

namespace Gail.Tests.Rollouts;

/// <summary>
/// Carries two numbers: how often it has acted in this episode, and the sum of what it saw. Does the first, reports
/// both, draws nothing.
/// </summary>
internal sealed class CarryPolicy(EnvironmentSpec environment) : IPolicy
{
    public int ObservationWidth => environment.Observation.Width;

    public ActionSpace Action => environment.Action;

    public int CarryWidth => 2;

    public PolicyStep Act(
        Executor executor,
        NdArray<float> observations,
        NdArray<float> carry,
        ReadOnlySpan<RandomKey> keys,
        ActionChoice choice
    )
    {
        Assert.Equal(new Shape(observations.Rows, 2), carry.Shape);
        Assert.Equal(observations.Rows, keys.Length);
        var next = new float[carry.Length];
        var actions = new float[observations.Rows];
        for (var row = 0; row < observations.Rows; row++)
        {
            actions[row] = Action is DiscreteSpace discrete ? carry[row, 0] % discrete.Count : carry[row, 0];
            next[2 * row] = carry[row, 0] + 1;
            next[(2 * row) + 1] = carry[row, 1] + observations[row, 0];
        }
        return new PolicyStep(
            NdArray.Matrix<float>(observations.Rows, 1, actions),
            NdArray.Matrix<float>(observations.Rows, 2, next),
            carry
        );
    }
}
