using Gail.Environments;
using Gail.Execution;
using Gail.MuJoCo.Environments;
using Gail.Numerics;

namespace Gail.MuJoCo.Tests.Environments;

/// <summary>A step depends on its arguments alone: not on threads, not on order, not on what the scratch was used for.</summary>
public class PurityTests
{
    private const int Lanes = 24;

    public static TheoryData<string> Ids =>
        ["Hopper-v4", "HalfCheetah-v4", "Ant-v1", "Humanoid-v5", "Reacher-v4", "InvertedDoublePendulum-v4"];

    [Theory]
    [MemberData(nameof(Ids))]
    public void Steps_on_any_thread_in_any_order_are_the_same(string id)
    {
        MuJoCoLibrary.Require();
        var key = RandomKey.FromSeed(11);
        // Every lane has a history of its own length, stepped in engine scratch of its own.
        var lanes = Enumerable.Range(0, Lanes).Select(lane => Lane.Of(id, key.Fold(lane), lane)).ToArray();
        var shared = MuJoCoEnvironments.Create(id);
        for (var round = 0; round < 3; round++)
        {
            var order = key.Fold(round).Permutation(Lanes);
            Parallel.ForEach(
                order,
                new ParallelOptions { MaxDegreeOfParallelism = 4 },
                index => lanes[index].AssertStepIsTheSame(shared)
            );
        }
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_batch_does_not_depend_on_the_number_of_threads(string id)
    {
        MuJoCoLibrary.Require();
        Assert.Equal(PlayBatch(id, threads: 1), PlayBatch(id, threads: 4));
    }

    private static (StateTree, double) PlayBatch(string id, int threads)
    {
        var env = MuJoCoEnvironments.Create(id);
        var executor = new Executor(threads);
        var key = RandomKey.FromSeed(4);
        var batch = EnvironmentBatch.Reset(env, Lanes, key);
        var paid = 0.0;
        for (var step = 0; step < 10; step++)
        {
            var width = env.Spec.Action.Width;
            var actions = Enumerable.Range(0, Lanes * width).Select(i => (float)key.Fold(step).Normal((ulong)i));
            var after = batch.Step(
                executor,
                env,
                NdArray.Matrix<float>(Lanes, width, [.. actions]),
                key,
                environmentsPerTask: 1
            );
            paid += after.Rewards.Values.Sum();
            batch = after.Next;
        }
        return (batch.ToTree(), paid);
    }

    private sealed record Lane(double[] State, float[] Action, double[] Next, StepResult Result, float[] Seen)
    {
        public static Lane Of(string id, RandomKey key, int history)
        {
            var env = MuJoCoEnvironments.Create(id);
            var (state, next) = (new double[env.Spec.StateWidth], new double[env.Spec.StateWidth]);
            var seen = new float[env.Spec.Observation.Width];
            env.Reset(key, state);
            var action = new float[env.Spec.Action.Width];
            StepResult result = default;
            for (var step = 0; step <= history; step++)
            {
                (state, next) = step == 0 ? (state, next) : (next, state);
                for (var i = 0; i < action.Length; i++)
                {
                    action[i] = (float)key.Fold(step).Normal((ulong)i);
                }
                result = env.Step(state, action, default, next);
            }
            env.Observe(next, seen);
            return new(state, action, next, result, seen);
        }

        public void AssertStepIsTheSame(IEnvironment env)
        {
            var (state, next, seen) = ((double[])State.Clone(), new double[Next.Length], new float[Seen.Length]);
            Array.Fill(next, double.NaN);
            Assert.Equal(Result, env.Step(state, Action, default, next));
            env.Observe(next, seen);
            Assert.Equal(State, state);
            Assert.Equal(Next, next);
            Assert.Equal(Seen, seen);
        }
    }
}
