using System.Collections.Immutable;
using System.Runtime.InteropServices;
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
/// in batches of episodes side by side, and those after that first one are dropped, so short episodes are not favoured.
/// </remarks>
/// <param name="minimumSteps">The minimum number of steps in a batch.</param>
public sealed class EpisodeSampler(int minimumSteps) : ISampler
{
    /// <inheritdoc/>
    public StateTree Init(IEnvironment environment, RandomKey key) => StateTree.Empty;

    /// <inheritdoc/>
    public Sample Collect(Executor executor, IEnvironment environment, IPolicy policy, StateTree state, RandomKey key)
    {
        ArgumentNullException.ThrowIfNull(executor);
        ArgumentNullException.ThrowIfNull(environment);
        ArgumentNullException.ThrowIfNull(policy);
        var logs = new List<EpisodeLog>();
        var (episodes, kept, simulated) = (0, 0, 0L);
        while (kept < minimumSteps)
        {
            var batch = BatchSize(minimumSteps - kept, environment.Spec.StepLimit, kept, episodes);
            using var keys = executor.Rent<RandomKey>(batch);
            for (var i = 0; i < batch; i++)
            {
                keys.Span[i] = key.Fold(episodes + i);
            }
            foreach (var log in EpisodeRunner.Log(executor, environment, policy, keys, ActionMode.Stochastic))
            {
                logs.Add(log);
                for (var i = 0; i < log.Count; i++)
                {
                    var length = log.Ended(i).Length;
                    simulated += length;
                    if (kept < minimumSteps)
                    {
                        episodes++;
                        kept += length;
                    }
                }
            }
        }
        var rollout = Join(executor, logs, episodes, kept, simulated);
        logs.ForEach(log => log.Dispose());
        return new Sample(rollout, state);
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
            RecurrentStates = Rows.Stack(episodes.Select(episode => episode.RecurrentStates)),
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
            UnstableEpisodes = episodes.Count(episode => episode.Unstable),
            EnvironmentSteps = environmentSteps,
        };
    }

    /// <summary>The first episodes of the logs as one rollout.</summary>
    private static Rollout Join(
        Executor executor,
        List<EpisodeLog> logs,
        int episodes,
        int count,
        long environmentSteps
    )
    {
        var (observationWidth, actionWidth) = (logs[0].ObservationWidth, logs[0].ActionWidth);
        var (distributionWidth, recurrentWidth) = (logs[0].DistributionWidth, logs[0].RecurrentWidth);
        var observations = new float[count * observationWidth];
        var actions = new float[count * actionWidth];
        var distribution = new float[count * distributionWidth];
        var recurrent = new float[count * recurrentWidth];
        var finalObservations = new float[episodes * observationWidth];
        var (steps, rewards) = (new long[count], new double[count]);
        var (returns, lengths) = (new double[episodes], new int[episodes]);
        var (segments, firsts) = (Segments(logs, episodes), Firsts(logs));
        executor.For(
            logs.Count,
            place =>
            {
                var (log, first) = (logs[place], firsts[place]);
                for (var i = 0; i < log.Count && first + i < episodes; i++)
                {
                    var (start, length) = (segments[first + i].Start, segments[first + i].Length);
                    log.Copy(
                        i,
                        observations.AsSpan(start * observationWidth),
                        actions.AsSpan(start * actionWidth),
                        distribution.AsSpan(start * distributionWidth),
                        recurrent.AsSpan(start * recurrentWidth),
                        rewards.AsSpan(start)
                    );
                    log.FinalObservation(i).CopyTo(finalObservations.AsSpan((first + i) * observationWidth));
                    lengths[first + i] = length;
                    for (var step = 0; step < length; step++)
                    {
                        steps[start + step] = step;
                        returns[first + i] += rewards[start + step];
                    }
                }
            }
        );
        return new Rollout
        {
            Observations = NdArray<float>.Own(new Shape(count, observationWidth), observations),
            Actions = NdArray<float>.Own(new Shape(count, actionWidth), actions),
            Distribution = NdArray<float>.Own(new Shape(count, distributionWidth), distribution),
            RecurrentStates = NdArray<float>.Own(new Shape(count, recurrentWidth), recurrent),
            Steps = NdArray<long>.Own(new Shape(count), steps),
            EnvironmentRewards = NdArray<double>.Own(new Shape(count), rewards),
            Segments = ImmutableCollectionsMarshal.AsImmutableArray(segments),
            FinalObservations = NdArray<float>.Own(new Shape(episodes, observationWidth), finalObservations),
            CompletedReturns = ImmutableCollectionsMarshal.AsImmutableArray(returns),
            CompletedLengths = ImmutableCollectionsMarshal.AsImmutableArray(lengths),
            UnstableEpisodes = Unstable(logs, episodes),
            EnvironmentSteps = environmentSteps,
        };
    }

    private static Segment[] Segments(List<EpisodeLog> logs, int episodes)
    {
        var segments = new Segment[episodes];
        var (episode, start) = (0, 0);
        foreach (var log in logs)
        {
            for (var i = 0; i < log.Count && episode < episodes; i++)
            {
                var (length, terminated, truncated, _) = log.Ended(i);
                segments[episode++] = new Segment(start, length, terminated, truncated);
                start += length;
            }
        }
        return segments;
    }

    private static int Unstable(List<EpisodeLog> logs, int episodes)
    {
        var (episode, unstable) = (0, 0);
        foreach (var log in logs)
        {
            for (var i = 0; i < log.Count && episode < episodes; i++, episode++)
            {
                unstable += log.Ended(i).Unstable ? 1 : 0;
            }
        }
        return unstable;
    }

    /// <summary>The number of each log's first episode.</summary>
    private static int[] Firsts(List<EpisodeLog> logs)
    {
        var firsts = new int[logs.Count];
        for (var i = 1; i < firsts.Length; i++)
        {
            firsts[i] = firsts[i - 1] + logs[i - 1].Count;
        }
        return firsts;
    }

    // At least as many episodes as must be needed even if all run to the limit; more when earlier ones were short.
    private static int BatchSize(int missing, int limit, int kept, int episodes)
    {
        var meanLength = episodes == 0 ? limit : (double)kept / episodes;
        return Math.Max(1, (int)Math.Ceiling(missing / Math.Min(meanLength, limit)));
    }
}
