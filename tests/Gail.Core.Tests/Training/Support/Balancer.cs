using Gail.Environments;
using Gail.Execution;
using Gail.Numerics;
using Gail.Policies;
using Gail.Rollouts;

namespace Gail.Tests.Training;

/// <summary>
/// A hand-written policy for CartPole, which never falls: pushes to the side the pole is about to fall to, leaning
/// against the cart's drift.
/// </summary>
internal sealed class Balancer : IPolicy
{
    public int ObservationWidth => 4;

    public ActionSpace Action { get; } = new DiscreteSpace(2);

    public int CarryWidth => 0;

    public PolicyStep Act(
        Executor executor,
        NdArray<float> observations,
        NdArray<float> carry,
        ReadOnlySpan<RandomKey> keys,
        ActionChoice choice
    )
    {
        var actions = new float[observations.Rows];
        for (var row = 0; row < actions.Length; row++)
        {
            var (x, velocity) = (observations[row, 0], observations[row, 1]);
            var (angle, angularVelocity) = (observations[row, 2], observations[row, 3]);
            actions[row] = angle + (0.25f * angularVelocity) + (0.05f * x) + (0.1f * velocity) > 0 ? 1 : 0;
        }
        return new PolicyStep(
            NdArray.Matrix<float>(actions.Length, 1, actions),
            carry,
            NdArray.Zeros<float>(new Shape(actions.Length, 0))
        );
    }

    /// <summary>Pairs of some episodes of a policy.</summary>
    internal static Transitions Record(IEnvironment environment, IPolicy policy, int episodes, long seed = 77)
    {
        RandomKey[] keys = [.. Enumerable.Range(0, episodes).Select(RandomKey.FromSeed(seed).Fold)];
        var run = EpisodeRunner.Run(new Executor(2), environment, policy, keys, ActionChoice.Stochastic);
        return Transitions.Of(EpisodeSampler.Join(run, run.Sum(episode => episode.Length)));
    }
}
