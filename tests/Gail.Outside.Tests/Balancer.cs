using Gail.Environments;
using Gail.Execution;
using Gail.Numerics;
using Gail.Policies;
using Gail.Rollouts;

namespace Gail.Outside.Tests;

/// <summary>Keeps CartPole's pole up by a rule: pushes to the side that the pole is about to fall to.</summary>
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

    /// <summary>State-action pairs of whole episodes.</summary>
    internal static Transitions Demonstrate(IEnvironment environment, int episodes)
    {
        RandomKey[] keys = [.. Enumerable.Range(0, episodes).Select(RandomKey.FromSeed(77).Fold)];
        var run = EpisodeRunner.Run(new Executor(), environment, new Balancer(), keys, ActionMode.Deterministic);
        return Transitions.Of(EpisodeSampler.Join(run, run.Sum(episode => episode.Length)));
    }
}
