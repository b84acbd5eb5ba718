using System.Collections.Immutable;
using Gail.Environments;
using Gail.Execution;
using Gail.Numerics;
using Gail.Policies;

namespace Gail.Rollouts;

/// <summary>
/// Complete episodes, each from a fresh reset, until at least the stated number of steps is there (the paper's way).
/// </summary>
/// <remarks>
/// The result is that of running episode after episode and stopping at the first that fills the batch: episodes run
/// in waves side by side, and those after that first one are dropped, so short episodes are not favoured.
/// </remarks>
/// <param name="minimumSteps">How many steps a batch has at least.</param>
public sealed class EpisodeSampler(int minimumSteps) : ISampler
{
    /// <inheritdoc/>
    public StateTree Init(IEnvironment environment, RandomKey key) => StateTree.Empty;

    /// <inheritdoc/>
    public Sample Collect(Executor executor, IEnvironment environment, IPolicy policy, StateTree state, RandomKey key)
    {
        ArgumentNullException.ThrowIfNull(environment);
        ArgumentNullException.ThrowIfNull(policy);
        var episodes = new List<Episode>();
        var (kept, simulated) = (0, 0L);
        while (kept < minimumSteps)
        {
            var wave = WaveSize(minimumSteps - kept, environment.Spec.StepLimit, kept, episodes.Count);
            var keys = Enumerable.Range(episodes.Count, wave).Select(key.Fold).ToList();
            foreach (var episode in EpisodeRunner.Run(executor, environment, policy, keys, ActionChoice.Stochastic))
            {
                simulated += episode.Length;
                if (kept < minimumSteps)
                {
                    episodes.Add(episode);
                    kept += episode.Length;
                }
            }
        }
        return new Sample(Join(episodes, simulated), state);
    }

    /// <summary>Episodes side by side as one rollout.</summary>
    /// <param name="episodes">At least one.</param>
    /// <param name="environmentSteps">The steps taken in the environment.</param>
    public static Rollout Join(IReadOnlyList<Episode> episodes, long environmentSteps)
    {
        ArgumentNullException.ThrowIfNull(episodes);
        var segments = ImmutableArray.CreateBuilder<Segment>(episodes.Count);
        var count = episodes.Sum(episode => episode.Length);
        var (steps, rewards, start) = (new long[count], new double[count], 0);
        foreach (var episode in episodes)
        {
            segments.Add(new Segment(start, episode.Length, episode.Terminated, episode.Truncated));
            episode.Rewards.Span.CopyTo(rewards.AsSpan(start));
            for (var step = 0; step < episode.Length; step++)
            {
                steps[start++] = step;
            }
        }
        return new Rollout
        {
            Observations = Rows.Stack(episodes.Select(episode => episode.Observations)),
            Actions = Rows.Stack(episodes.Select(episode => episode.Actions)),
            Distribution = Rows.Stack(episodes.Select(episode => episode.Distribution)),
            Steps = NdArray<long>.Own(new Shape(count), steps),
            EnvironmentRewards = NdArray<double>.Own(new Shape(count), rewards),
            Segments = segments.MoveToImmutable(),
            FinalObservations = Rows.Stack(
                episodes.Select(episode =>
                    episode.FinalObservation.Reshape(new Shape(1, episode.FinalObservation.Length))
                )
            ),
            CompletedReturns = [.. episodes.Select(episode => episode.Return)],
            CompletedLengths = [.. episodes.Select(episode => episode.Length)],
            EnvironmentSteps = environmentSteps,
        };
    }

    // At least as many episodes as must be needed even if all run to the limit; more when earlier ones were short.
    private static int WaveSize(int missing, int limit, int kept, int episodes)
    {
        var meanLength = episodes == 0 ? limit : (double)kept / episodes;
        return Math.Max(1, (int)Math.Ceiling(missing / Math.Min(meanLength, limit)));
    }
}
