using Gail.Environments;
using Gail.Execution;
using Gail.Numerics;

namespace Gail.Core.Tests.Environments;

public class EnvironmentBatchTests
{
    private static readonly RandomKey Key = RandomKey.FromSeed(5);
    private static readonly Executor OneThread = new(1);

    public static TheoryData<string> Ids => [.. BuiltInEnvironments.All];

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_batch_equals_stepping_each_lane_alone(string id)
    {
        var env = BuiltInEnvironments.Create(id);
        var (count, spec) = (3, env.Spec);
        var batch = EnvironmentBatch.Reset(env, count, Key);
        var lanes = Enumerable.Range(0, count).Select(lane => new Lane(env, lane)).ToArray();
        for (var i = 0; i < spec.StepLimit + 5; i++)
        {
            var actions = RandomActions.Draw(spec.Action, count, Key.Fold(1_000 + i));
            var step = batch.Step(OneThread, env, actions, Key);
            foreach (var (lane, alone) in lanes.Index())
            {
                alone.Step(actions.Row(lane));

                Assert.Equal(alone.Seen, step.NextObservations.Row(lane).ToArray());
                Assert.Equal(alone.Reward, step.Rewards[lane]);
                Assert.Equal(alone.Terminated, step.Terminated[lane]);
                Assert.Equal(alone.Truncated, step.Truncated[lane]);
                Assert.Equal(alone.State, step.Next.States.Row(lane).ToArray());
                Assert.Equal(alone.Steps, step.Next.Steps[lane]);
                Assert.Equal(alone.Episode + 1, step.Next.Episodes[lane]);
            }
            Assert.Equal(step.Next.Observe(env, OneThread), step.Observations);
            batch = step.Next;
        }
        Assert.All(batch.Episodes.Span.ToArray(), episodes => Assert.InRange(episodes, 2, 10_000));
    }

    [Theory]
    [InlineData(2, 16)]
    [InlineData(3, 1)]
    [InlineData(7, 5)]
    [InlineData(1, 100)]
    [InlineData(3, int.MaxValue)]
    public void Threads_change_nothing(int threads, int environmentsPerTask)
    {
        var env = new CartPole();
        var executor = new Executor(threads);
        var (expected, actual) = (EnvironmentBatch.Reset(env, 37, Key), EnvironmentBatch.Reset(env, 37, Key));
        for (var i = 0; i < 60; i++)
        {
            var actions = RandomActions.Draw(env.Spec.Action, 37, Key.Fold(1_000 + i));
            var (step1, step2) = (
                expected.Step(OneThread, env, actions, Key),
                actual.Step(executor, env, actions, Key, environmentsPerTask)
            );
            Assert.Equal(step1, step2);
            Assert.Equal(step1.Next.Observe(env, OneThread), step2.Next.Observe(env, executor, environmentsPerTask));
            (expected, actual) = (step1.Next, step2.Next);
        }
        Assert.Contains(expected.Episodes.Span.ToArray(), episodes => episodes > 2);
    }

    [Fact]
    public void A_step_leaves_the_batch_as_it_was()
    {
        var env = new Pendulum();
        var batch = EnvironmentBatch.Reset(env, 4, Key);
        var before = StateTree.FromLeaves(
            batch
                .ToTree()
                .Leaves.Select(leaf =>
                    leaf with
                    {
                        Value = NdArray.FromBytes(leaf.Value.ElementType, leaf.Value.Shape, leaf.Value.Bytes),
                    }
                )
        );

        batch.Step(OneThread, env, RandomActions.Draw(env.Spec.Action, 4, Key), Key);

        Assert.Equal(before, batch.ToTree());
    }

    [Fact]
    public void An_episode_that_terminates_shows_its_true_last_observation_and_begins_anew()
    {
        var env = new CartPole();
        var batch = At([2.39, 1, 0, 0], step: 7);

        var step = batch.Step(OneThread, env, One(1), Key);

        Assert.Equal([true], step.Terminated.Span.ToArray());
        Assert.Equal([false], step.Truncated.Span.ToArray());
        Assert.Equal(2.41f, step.NextObservations[0]);
        Assert.InRange(step.Observations[0], -0.05f, 0.05f);
        Assert.Equal(0, step.Next.Steps[0]);
        Assert.Equal(2, step.Next.Episodes[0]);
    }

    [Theory]
    [InlineData(198, 0.0, false, false)]
    [InlineData(199, 0.0, false, true)]
    [InlineData(198, 2.39, true, false)]
    // As in Gymnasium, the time limit shows also where the task ends at the same step.
    [InlineData(199, 2.39, true, true)]
    public void The_time_limit_truncates_the_last_step(int step, double x, bool terminated, bool truncated)
    {
        var result = At([x, 1, 0, 0], step).Step(OneThread, new CartPole(version: 0), One(0), Key);

        Assert.Equal([terminated], result.Terminated.Span.ToArray());
        Assert.Equal([truncated], result.Truncated.Span.ToArray());
        Assert.Equal(terminated || truncated ? 0 : step + 1, result.Next.Steps[0]);
    }

    [Fact]
    public void No_random_number_is_drawn_twice_with_one_key_for_the_whole_run()
    {
        var env = new ShowsItsKeys();
        var batch = EnvironmentBatch.Reset(env, 6, Key);
        var drawn = new List<double>(batch.States.Span.ToArray());
        for (var i = 0; i < 20; i++)
        {
            var step = batch.Step(OneThread, env, NdArray.Zeros<float>(new Shape(6, 1)), Key);
            drawn.AddRange(step.Rewards.Span);
            for (var lane = 0; lane < 6; lane++)
            {
                if (step.Next.Steps[lane] == 0)
                {
                    drawn.Add(step.Next.States[lane]);
                }
            }
            batch = step.Next;
        }
        Assert.Equal(6 + (6 * 20) + (6 * 6), drawn.Count);
        Assert.Equal(drawn.Count, drawn.Distinct().Count());
    }

    [Fact]
    public void A_run_continued_from_its_tree_is_the_same_run()
    {
        var env = new CartPole();
        var batch = Run(env, EnvironmentBatch.Reset(env, 4, Key), 0, 50);

        var continued = EnvironmentBatch.FromTree(StateTree.FromLeaves(batch.ToTree().Leaves));

        Assert.Equal(batch, continued);
        Assert.Equal(Run(env, batch, 50, 50), Run(env, continued, 50, 50));
    }

    [Theory]
    [InlineData(2, 1, "Expected [1, 1], got F32[2, 1]. (Parameter 'actions')")]
    [InlineData(1, 2, "Expected [1, 1], got F32[1, 2]. (Parameter 'actions')")]
    public void Actions_of_another_shape_are_refused(int rows, int columns, string message)
    {
        var error = Assert.Throws<ArgumentException>(() =>
            At([0, 0, 0, 0], 0).Step(OneThread, new CartPole(), NdArray.Zeros<float>(new Shape(rows, columns)), Key)
        );
        Assert.Equal(message, error.Message);
    }

    [Fact]
    public void An_action_that_is_none_is_refused_by_lane()
    {
        var env = new CartPole();
        var batch = EnvironmentBatch.Reset(env, 2, Key);

        var error = Assert.Throws<ArgumentException>(() =>
            batch.Step(OneThread, env, NdArray.Matrix<float>(2, 1, [1, 2]), Key)
        );

        Assert.StartsWith("The action of environment 1 is 2, expected an integer from 0 to 1.", error.Message);
    }

    [Fact]
    public void States_of_another_environment_are_refused()
    {
        var batch = At([0, 0, 0, 0], 0);

        Assert.Throws<ArgumentException>(() => batch.Observe(new Pendulum(), OneThread));
        Assert.Throws<ArgumentException>(() => batch.Step(OneThread, new Pendulum(), One(0), Key));
    }

    [Fact]
    public void Parts_that_do_not_fit_are_refused()
    {
        var states = NdArray.Zeros<double>(new Shape(2, 4));
        var (two, three) = (NdArray.Vector<long>([1, 1]), NdArray.Vector<long>([1, 1, 1]));

        Assert.Throws<ArgumentException>(() => new EnvironmentBatch(NdArray.Zeros<double>(new Shape(2)), two, two));
        Assert.Throws<ArgumentException>(() => new EnvironmentBatch(states, three, two));
        Assert.Throws<ArgumentException>(() => new EnvironmentBatch(states, two, three));
        Assert.Throws<ArgumentException>(() => new EnvironmentBatch(states, NdArray.Vector<long>([0, -1]), two));
        Assert.Throws<ArgumentException>(() => new EnvironmentBatch(states, two, NdArray.Vector<long>([1, 0])));
        Assert.Throws<ArgumentOutOfRangeException>(() => EnvironmentBatch.Reset(new CartPole(), 0, Key));
    }

    private static EnvironmentBatch At(double[] state, int step) =>
        new(NdArray.Matrix<double>(1, state.Length, state), NdArray.Vector<long>([step]), NdArray.Vector<long>([1]));

    private static NdArray<float> One(float action) => NdArray.Matrix<float>(1, 1, [action]);

    private static EnvironmentBatch Run(IEnvironment env, EnvironmentBatch batch, int from, int steps) =>
        Enumerable
            .Range(from, steps)
            .Aggregate(
                batch,
                (now, i) =>
                    now.Step(
                        OneThread,
                        env,
                        RandomActions.Draw(env.Spec.Action, now.Count, Key.Fold(1_000 + i)),
                        Key
                    ).Next
            );

    /// <summary>One lane stepped by hand, as the documentation says it is.</summary>
    private sealed class Lane
    {
        private readonly IEnvironment _env;
        private readonly RandomKey _key;

        public Lane(IEnvironment env, int lane)
        {
            (_env, _key) = (env, Key.Fold(lane));
            State = new double[env.Spec.StateWidth];
            Seen = new float[env.Spec.Observation.Width];
            env.Reset(_key.Fold(0), State);
        }

        public double[] State { get; private set; }
        public float[] Seen { get; private set; }
        public double Reward { get; private set; }
        public bool Terminated { get; private set; }
        public bool Truncated { get; private set; }
        public int Steps { get; private set; }
        public int Episode { get; private set; }

        public void Step(ReadOnlySpan<float> action)
        {
            var next = new double[State.Length];
            var key = _key.Fold((1UL << 32) * (ulong)Episode + (ulong)Steps + 1);
            (Reward, Terminated, _) = _env.Step(State, action, key, next);
            _env.Observe(next, Seen);
            Steps++;
            Truncated = Steps == _env.Spec.StepLimit;
            State = next;
            if (Terminated || Truncated)
            {
                (Episode, Steps) = (Episode + 1, 0);
                _env.Reset(_key.Fold((1UL << 32) * (ulong)Episode), State);
            }
        }
    }

    /// <summary>Three steps an episode; state and reward show a number drawn from the key.</summary>
    private sealed class ShowsItsKeys : IEnvironment
    {
        public EnvironmentSpec Spec { get; } =
            new()
            {
                Id = "Keys",
                Observation = ObservationSpace.Unbounded(1),
                Action = BoxSpace.Uniform(1, -1, 1),
                StateWidth = 1,
                StepLimit = 3,
            };

        public void Reset(RandomKey key, Span<double> state) => state[0] = key.Uniform(0);

        public void Observe(ReadOnlySpan<double> state, Span<float> observation) => observation[0] = (float)state[0];

        public StepResult Step(ReadOnlySpan<double> state, ReadOnlySpan<float> action, RandomKey key, Span<double> next)
        {
            next[0] = state[0];
            return new StepResult(key.Uniform(0), Terminated: false);
        }
    }
}
