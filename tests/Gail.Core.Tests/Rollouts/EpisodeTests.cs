using Gail.Environments;
using Gail.Execution;
using Gail.Numerics;
using Gail.Policies;
using Gail.Rollouts;

namespace Gail.Core.Tests.Rollouts;

public sealed class EpisodeTests
{
    private static readonly RandomKey Key = RandomKey.FromSeed(4);

    public static TheoryData<string> Environments => ["CartPole-v1", "MountainCarContinuous-v0", "Pendulum-v1"];

    [Theory]
    [MemberData(nameof(Environments))]
    public void Episodes_do_not_depend_on_how_many_run_side_by_side_nor_on_threads(string id)
    {
        var environment = BuiltInEnvironments.Create(id);
        var policy = Policy(environment);
        RandomKey[] keys = [.. Enumerable.Range(0, 18).Select(Key.Fold)];
        var alone = keys.Select(key => Run(1, environment, policy, [key])[0]).ToList();

        foreach (var (threads, count) in (ReadOnlySpan<(int, int)>)[(1, 18), (2, 18), (3, 17), (7, 5)])
        {
            var together = Run(threads, environment, policy, keys[..count]);
            Assert.Equal(count, together.Length);
            for (var i = 0; i < count; i++)
            {
                RolloutSamples.AssertSame(alone[i], together[i]);
            }
        }
    }

    [Theory]
    [InlineData(5, int.MaxValue, 5, false, true)]
    [InlineData(5, 3, 3, true, false)]
    [InlineData(5, 5, 5, true, true)]
    public void An_episode_is_what_the_environment_says(
        int limit,
        int terminateAfter,
        int length,
        bool terminated,
        bool truncated
    )
    {
        var environment = new CountingEnvironment(limit, terminateAfter);

        var episode = Run(1, environment, new CountingPolicy(environment.Spec), [Key])[0];

        var numbers = Enumerable.Range(0, length).ToList();
        Assert.Equal(numbers.Select(t => (float)t), episode.Observations.Values);
        Assert.Equal(numbers.Select(t => (float)t), episode.Actions.Values);
        Assert.Equal(numbers.Select(t => (2.0 * t) + 1), episode.Rewards.Values);
        Assert.Equal([length], episode.FinalObservation.Span.ToArray());
        Assert.Equal((length, (double)length * length), (episode.Length, episode.Return));
        Assert.Equal((terminated, truncated), (episode.Terminated, episode.Truncated));
    }

    [Fact]
    public void Every_episode_begins_with_an_empty_recurrent_state_and_keeps_its_own()
    {
        var environment = BuiltInEnvironments.Create("CartPole-v0");

        var episodes = Run(2, environment, new CountingPolicy(environment.Spec), Keys(20));

        Assert.All(
            episodes,
            episode =>
            {
                var seen = 0f;
                for (var t = 0; t < episode.Length; t++)
                {
                    Assert.Equal([t, seen], episode.Distribution.Row(t).ToArray());
                    Assert.Equal([t, seen], episode.RecurrentStates.Row(t).ToArray());
                    seen += episode.Observations[t, 0];
                }
            }
        );
    }

    [Theory]
    [InlineData(1)]
    [InlineData(60)]
    [InlineData(400)]
    public void A_batch_is_episode_after_episode_until_the_first_that_fills_it(int minimumSteps)
    {
        var environment = BuiltInEnvironments.Create("CartPole-v1");
        var policy = Policy(environment);
        var episodes = new List<Episode>();
        for (var i = 0; episodes.Sum(episode => episode.Length) < minimumSteps; i++)
        {
            episodes.Add(Run(1, environment, policy, [Key.Fold(i)])[0]);
        }
        var kept = episodes.Sum(episode => episode.Length);

        foreach (var threads in (int[])[1, 2, 3, 7])
        {
            var sample = new EpisodeSampler(minimumSteps).Collect(
                new Executor(threads),
                environment,
                policy,
                StateTree.Empty,
                Key
            );

            Assert.Equal(StateTree.Empty, sample.State);
            // Steps of episodes that ran beside the kept ones count as taken.
            Assert.InRange(sample.Rollout.EnvironmentSteps, kept, kept + (30 * 100));
            RolloutSamples.AssertSame(EpisodeSampler.Join(episodes, sample.Rollout.EnvironmentSteps), sample.Rollout);
        }
    }

    [Fact]
    public void Joined_episodes_partition_the_rows()
    {
        var environment = new CountingEnvironment(limit: 4, terminateAfter: 3);
        var episode = Run(1, environment, new CountingPolicy(environment.Spec), [Key])[0];
        var longer = new CountingEnvironment(limit: 2);
        var other = Run(1, longer, new CountingPolicy(longer.Spec), [Key])[0];

        var rollout = EpisodeSampler.Join([episode, other], environmentSteps: 9);

        Assert.Equal([new Segment(0, 3, true, false), new Segment(3, 2, false, true)], rollout.Segments.AsEnumerable());
        Assert.Equal([0, 1, 2, 0, 1], rollout.Steps.Span.ToArray());
        Assert.Equal([3, 2], rollout.FinalObservations.Span.ToArray());
        Assert.Equal([9, 4], rollout.CompletedReturns.AsEnumerable());
        Assert.Equal([3, 2], rollout.CompletedLengths.AsEnumerable());
        Assert.Equal((5, 9L), (rollout.Count, rollout.EnvironmentSteps));
    }

    [Fact]
    public void Cancelled_episodes_throw() =>
        Assert.ThrowsAny<OperationCanceledException>(() =>
            EpisodeRunner.Run(
                new Executor(2, new CancellationToken(canceled: true)),
                new CartPole(),
                Policy(new CartPole()),
                Keys(20),
                ActionMode.Stochastic
            )
        );

    private static RandomKey[] Keys(int count) => [.. Enumerable.Range(0, count).Select(Key.Fold)];

    private static Episode[] Run(int threads, IEnvironment environment, IPolicy policy, RandomKey[] keys) =>
        EpisodeRunner.Run(new Executor(threads), environment, policy, keys, ActionMode.Stochastic);

    private static NetworkPolicy Policy(IEnvironment environment)
    {
        var spec = environment.Spec;
        var network = new PolicyNetwork(
            spec.Observation.Width,
            spec.Action,
            new PolicyOptions { Hidden = [7], Normalization = Normalization.None }
        );
        var state = network.Init(RandomKey.FromSeed(1), NormalizationStatistics.None(spec.Observation.Width));
        // The output layer begins at zero; with weights the actions depend on the observations.
        var weight = state.Get<float>("parameters/network/output/weight");
        var values = Enumerable.Range(0, weight.Length).Select(i => (float)Key.Uniform((ulong)i, -1, 1)).ToArray();
        return new NetworkPolicy(
            network,
            state.With("parameters/network/output/weight", NdArray.Matrix<float>(weight.Rows, weight.Columns, values))
        );
    }
}
