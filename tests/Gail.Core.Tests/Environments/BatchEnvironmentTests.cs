using Gail.Environments;
using Gail.Execution;
using Gail.Numerics;

namespace Gail.Core.Tests.Environments;

/// <summary>Stepping many lanes in one call gives the bits of stepping each alone, however many there are.</summary>
public class BatchEnvironmentTests
{
    private static readonly RandomKey Key = RandomKey.FromSeed(8);
    private static readonly Executor OneThread = new(1);

    public static TheoryData<string> Ids => [.. BuiltInEnvironments.All];

    [Theory]
    [MemberData(nameof(Ids))]
    public void Lanes_equal_scalar_steps_for_every_count(string id)
    {
        var env = Assert.IsAssignableFrom<IBatchEnvironment>(BuiltInEnvironments.Create(id));
        for (var count = 0; count <= 70; count++)
        {
            var states = Reset(env, count, Key.Fold(count));
            for (var step = 0; step < 60; step++)
            {
                var actions = Actions(env, count, Key.Fold(1_000 + step));
                states = AssertStepsEqual(env, states, actions);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Lanes_equal_scalar_steps_from_any_state(string id)
    {
        var env = (IBatchEnvironment)BuiltInEnvironments.Create(id);
        double[] sizes = [0, 1e-300, 1e-9, 0.5, 0.785, 1, 3, 30, 999, 1001, 1e5, 1e7, 1e13, 1e300];
        for (var round = 0; round < 200; round++)
        {
            var key = Key.Fold(round);
            var states = new double[13 * env.Spec.StateWidth];
            for (var i = 0; i < states.Length; i++)
            {
                states[i] = sizes[key.Below((ulong)i, sizes.Length)] * key.Fold(i).Uniform(0, -1, 1);
            }
            AssertStepsEqual(env, states, Actions(env, 13, key));
        }
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_batch_of_lanes_equals_a_batch_stepped_one_by_one(string id)
    {
        var env = BuiltInEnvironments.Create(id);
        var alone = new OneByOne(env);
        foreach (var count in (int[])[1, 7, 37])
        {
            var (batch, expected) = (
                EnvironmentBatch.Reset(env, count, Key),
                EnvironmentBatch.Reset(alone, count, Key)
            );
            for (var i = 0; i < env.Spec.StepLimit + 20; i++)
            {
                var actions = RandomActions.Draw(env.Spec.Action, count, Key.Fold(2_000 + i));
                var step = batch.Step(OneThread, env, actions, Key, environmentsPerTask: (i % 40) + 1);
                var expectedStep = expected.Step(OneThread, alone, actions, Key);
                Assert.Equal(expectedStep, step);
                (batch, expected) = (step.Next, expectedStep.Next);
            }
            Assert.All(batch.Episodes.Span.ToArray(), episodes => Assert.InRange(episodes, 2, 10_000));
        }
    }

    [Fact]
    public void Stepping_lanes_allocates_nothing() =>
        Assert.All(
            BuiltInEnvironments.All,
            id =>
            {
                var env = (IBatchEnvironment)BuiltInEnvironments.Create(id);
                var (states, actions) = (Reset(env, 21, Key), Actions(env, 21, Key));
                var (next, rewards, terminated) = (new double[states.Length], new double[21], new bool[21]);
                var seen = new float[21 * env.Spec.Observation.Width];

                var allocated = Allocated.PerCall(() =>
                {
                    for (var i = 0; i < 200; i++)
                    {
                        env.StepBatch(states, actions, next, rewards, terminated);
                        env.ObserveBatch(next, seen);
                    }
                });

                Assert.Equal(0, allocated);
            }
        );

    private static double[] AssertStepsEqual(IBatchEnvironment env, double[] states, float[] actions)
    {
        var (count, width, seenWidth) = (actions.Length, env.Spec.StateWidth, env.Spec.Observation.Width);
        var next = new double[count * width];
        var seen = new float[count * seenWidth];
        var rewards = new double[count];
        var terminated = Enumerable.Range(0, count).Select(lane => lane % 2 == 0).ToArray();
        env.StepBatch(states, actions, next, rewards, terminated);
        env.ObserveBatch(next, seen);
        var (alone, aloneSeen) = (new double[width], new float[seenWidth]);
        for (var lane = 0; lane < count; lane++)
        {
            var result = env.Step(states.AsSpan(lane * width, width), actions.AsSpan(lane, 1), default, alone);
            env.Observe(alone, aloneSeen);

            Assert.Equal(alone.Select(BitConverter.DoubleToInt64Bits), Bits(next.AsSpan(lane * width, width)));
            Assert.Equal(aloneSeen, seen.AsSpan(lane * seenWidth, seenWidth).ToArray());
            Assert.Equal(BitConverter.DoubleToInt64Bits(result.Reward), Bits(rewards.AsSpan(lane, 1))[0]);
            Assert.Equal(result.Terminated, terminated[lane]);
            if (result.Terminated)
            {
                env.Reset(Key.Fold(lane), next.AsSpan(lane * width, width));
            }
        }
        return next;
    }

    private static long[] Bits(ReadOnlySpan<double> values) =>
        Array.ConvertAll(values.ToArray(), BitConverter.DoubleToInt64Bits);

    private static double[] Reset(IEnvironment env, int count, RandomKey key)
    {
        var states = new double[count * env.Spec.StateWidth];
        for (var lane = 0; lane < count; lane++)
        {
            env.Reset(key.Fold(lane), states.AsSpan(lane * env.Spec.StateWidth, env.Spec.StateWidth));
        }
        return states;
    }

    private static float[] Actions(IEnvironment env, int count, RandomKey key) =>
        [.. Enumerable.Range(0, count).SelectMany(lane => RandomActions.Draw(env.Spec.Action, key.Fold(lane)))];

    /// <summary>The same environment without its batch contract.</summary>
    private sealed class OneByOne(IEnvironment env) : IEnvironment
    {
        public EnvironmentSpec Spec => env.Spec;

        public void Reset(RandomKey key, Span<double> state) => env.Reset(key, state);

        public void Observe(ReadOnlySpan<double> state, Span<float> observation) => env.Observe(state, observation);

        public StepResult Step(
            ReadOnlySpan<double> state,
            ReadOnlySpan<float> action,
            RandomKey key,
            Span<double> next
        ) => env.Step(state, action, key, next);
    }
}
