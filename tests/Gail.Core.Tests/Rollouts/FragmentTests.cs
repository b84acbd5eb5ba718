using Gail.Environments;
using Gail.Execution;
using Gail.Numerics;
using Gail.Policies;
using Gail.Rollouts;

namespace Gail.Core.Tests.Rollouts;

public sealed class FragmentTests
{
    private static readonly RandomKey Key = RandomKey.FromSeed(4);
    private static readonly CountingEnvironment Counting = new(limit: 5);

    [Fact]
    public void Rows_run_lane_after_lane_and_episodes_go_on_from_batch_to_batch()
    {
        var sampler = new FragmentSampler(numEnvs: 2, steps: 6);
        var policy = new CountingPolicy(Counting.Spec);
        var state = sampler.Init(Counting, Key);

        var first = sampler.Collect(new Executor(1), Counting, policy, state, Key.Fold(0));
        var second = sampler.Collect(new Executor(1), Counting, policy, first.State, Key.Fold(1));

        Assert.Equal([0, 1, 2, 0, 1, 2], first.Rollout.Steps.Span.ToArray());
        Assert.Equal([new(0, 3, false, false), new(3, 3, false, false)], first.Rollout.Segments.AsEnumerable());
        Assert.Equal([3, 3], first.Rollout.FinalObservations.Span.ToArray());
        Assert.Empty(first.Rollout.CompletedReturns);

        Assert.Equal([3, 4, 0, 3, 4, 0], second.Rollout.Steps.Span.ToArray());
        Assert.Equal([3, 4, 0, 3, 4, 0], second.Rollout.Observations.Span.ToArray());
        Assert.Equal(
            [new(0, 2, false, true), new(2, 1, false, false), new(3, 2, false, true), new(5, 1, false, false)],
            second.Rollout.Segments.AsEnumerable()
        );
        // 5 is what the limit cut off, not the 0 that the next episode begins with.
        Assert.Equal([5, 1, 5, 1], second.Rollout.FinalObservations.Span.ToArray());
        // Over both batches: 1 + 3 + 5 + 7 + 9.
        Assert.Equal([25, 25], second.Rollout.CompletedReturns.AsEnumerable());
        Assert.Equal([5, 5], second.Rollout.CompletedLengths.AsEnumerable());
        Assert.Equal(6, second.Rollout.EnvironmentSteps);
    }

    [Fact]
    public void Termination_is_told_from_the_limit()
    {
        var environment = new CountingEnvironment(limit: 5, terminateAfter: 2);
        var sampler = new FragmentSampler(numEnvs: 1, steps: 3);

        var rollout = sampler
            .Collect(
                new Executor(1),
                environment,
                new CountingPolicy(environment.Spec),
                sampler.Init(environment, Key),
                Key
            )
            .Rollout;

        Assert.Equal([new(0, 2, true, false), new(2, 1, false, false)], rollout.Segments.AsEnumerable());
    }

    [Fact]
    public void Recurrent_states_go_on_between_batches_and_are_emptied_between_episodes()
    {
        var sampler = new FragmentSampler(numEnvs: 3, steps: 9);
        var policy = new CountingPolicy(Counting.Spec);
        var state = sampler.Init(Counting, Key);
        for (var batch = 0; batch < 5; batch++)
        {
            var sample = sampler.Collect(new Executor(2), Counting, policy, state, Key.Fold(batch));
            var rollout = sample.Rollout;
            for (var row = 0; row < rollout.Count; row++)
            {
                var t = rollout.Steps[row];
                // What it acted on t times before: 0 + 1 + ... + (t - 1).
                Assert.Equal([t, t * (t - 1) / 2], rollout.Distribution.Row(row).ToArray());
                Assert.Equal([t, t * (t - 1) / 2], rollout.RecurrentStates.Row(row).ToArray());
            }
            state = sample.State;
        }
    }

    [Fact]
    public void Two_batches_are_one_of_double_length_where_nothing_is_drawn()
    {
        // What is drawn depends on the batch's key and the step within the batch; here nothing is.
        var policy = new CountingPolicy(Counting.Spec);
        var (half, whole) = (new FragmentSampler(numEnvs: 3, steps: 12), new FragmentSampler(numEnvs: 3, steps: 24));
        var state = half.Init(Counting, Key);

        var first = half.Collect(new Executor(1), Counting, policy, state, Key.Fold(0));
        var second = half.Collect(new Executor(1), Counting, policy, first.State, Key.Fold(1));
        var both = whole.Collect(new Executor(1), Counting, policy, state, Key.Fold(0));

        Assert.Equal(both.State, second.State);
        Assert.Equal(
            both.Rollout.CompletedReturns.AsEnumerable(),
            first.Rollout.CompletedReturns.Concat(second.Rollout.CompletedReturns)
        );
        for (var lane = 0; lane < 3; lane++)
        {
            for (var t = 0; t < 8; t++)
            {
                var (part, row) = t < 4 ? (first, (lane * 4) + t) : (second, (lane * 4) + t - 4);
                Assert.Equal(both.Rollout.Observations[(lane * 8) + t, 0], part.Rollout.Observations[row, 0]);
                Assert.Equal(both.Rollout.EnvironmentRewards[(lane * 8) + t], part.Rollout.EnvironmentRewards[row]);
            }
        }
    }

    [Fact]
    public void Steps_are_rounded_up_to_a_multiple_of_the_lanes()
    {
        var sampler = new FragmentSampler(numEnvs: 4, steps: 9);
        var policy = new CountingPolicy(Counting.Spec);
        var rollout = sampler.Collect(new Executor(1), Counting, policy, sampler.Init(Counting, Key), Key).Rollout;
        Assert.Equal(12, rollout.Count);
    }

    [Theory]
    [InlineData("CartPole-v1")]
    [InlineData("Pendulum-v1")]
    public void Bits_do_not_depend_on_threads_and_the_state_stays(string id)
    {
        var environment = BuiltInEnvironments.Create(id);
        var policy = new RandomPolicy(environment.Spec.Observation.Width, environment.Spec.Action);
        var sampler = new FragmentSampler(numEnvs: 40, steps: 800);
        var state = sampler.Init(environment, Key);
        var before = state.GetHashCode();
        var alone = sampler.Collect(new Executor(1), environment, policy, state, Key);

        foreach (var threads in (int[])[1, 2, 3, 7])
        {
            var sample = sampler.Collect(new Executor(threads), environment, policy, state, Key);
            RolloutSamples.AssertSame(alone.Rollout, sample.Rollout);
            Assert.Equal(alone.State, sample.State);
        }
        Assert.Equal(before, state.GetHashCode());
    }

    [Fact]
    public void Segments_partition_the_rows_and_rewards_add_up_to_the_returns()
    {
        var environment = new CartPole();
        var policy = new RandomPolicy(4, environment.Spec.Action);
        var sampler = new FragmentSampler(numEnvs: 5, steps: 200);
        var state = sampler.Init(environment, Key);
        var (paid, returned) = (0.0, 0.0);
        for (var batch = 0; batch < 4; batch++)
        {
            var sample = sampler.Collect(new Executor(2), environment, policy, state, Key.Fold(batch));
            var rollout = sample.Rollout;
            var at = 0;
            foreach (var segment in rollout.Segments)
            {
                Assert.Equal(at, segment.Start);
                Assert.InRange(segment.Length, 1, 40);
                for (var t = 1; t < segment.Length; t++)
                {
                    Assert.Equal(rollout.Steps[at] + t, rollout.Steps[at + t]);
                }
                at += segment.Length;
            }
            Assert.Equal(rollout.Count, at);
            Assert.Equal(rollout.Segments.Length, rollout.FinalObservations.Rows);
            Assert.Equal(
                rollout.Segments.Count(segment => segment.Terminated || segment.Truncated),
                rollout.CompletedReturns.Length
            );
            paid += rollout.EnvironmentRewards.Values.Sum();
            returned += rollout.CompletedReturns.Sum();
            state = sample.State;
        }
        Assert.Equal(paid, returned + state.Get<double>("returns").Values.Sum());
    }

    [Fact]
    public void Cancelled_collecting_throws() =>
        Assert.ThrowsAny<OperationCanceledException>(() =>
            new FragmentSampler(2, 6).Collect(
                new Executor(2, new CancellationToken(canceled: true)),
                Counting,
                new CountingPolicy(Counting.Spec),
                new FragmentSampler(2, 6).Init(Counting, Key),
                Key
            )
        );
}
