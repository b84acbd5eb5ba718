using Gail.Environments;
using Gail.Execution;
using Gail.Numerics;
using Gail.Policies;
using Gail.Rollouts;

namespace Gail.Core.Tests.Training.Support;

/// <summary>
/// A hand-written policy for CartPole, which never falls: pushes to the side the pole is about to fall to, leaning
/// against the cart's drift.
/// </summary>
internal sealed class Balancer : IPolicy
{
    public int ObservationWidth => 4;

    public ActionSpace Action { get; } = new DiscreteSpace(2);

    public int RecurrentWidth => 0;

    public int DistributionWidth => 0;

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
        for (var row = 0; row < keys.Length; row++)
        {
            var seen = observations.Slice(4 * row, 4);
            actions[row] = seen[2] + (0.25f * seen[3]) + (0.05f * seen[0]) + (0.1f * seen[1]) > 0 ? 1 : 0;
        }
    }

    /// <summary>Pairs of some episodes of a policy.</summary>
    internal static Transitions Record(IEnvironment environment, IPolicy policy, int episodes, long seed = 77)
    {
        RandomKey[] keys = [.. Enumerable.Range(0, episodes).Select(RandomKey.FromSeed(seed).Fold)];
        var run = EpisodeRunner.Run(new Executor(2), environment, policy, keys, ActionMode.Stochastic);
        return Transitions.Of(EpisodeSampler.Join(run, run.Sum(episode => episode.Length)));
    }
}
