using Gail.Execution;
using Gail.Numerics;

namespace Gail.Environments;

/// <summary>
/// N copies of one environment side by side, each with its own episode: an immutable value that checkpoints,
/// compares and moves between threads like any array. This layer adds what an environment leaves out: the time limit
/// and the automatic reset.
/// </summary>
/// <remarks>
/// Randomness: in environment i, the reset of episode e draws from <c>key.Fold(i).Fold(e * 2^32)</c> and its step t
/// from <c>key.Fold(i).Fold(e * 2^32 + t + 1)</c>, all counted from 0. So one key serves a whole run, no number is
/// drawn twice, and nothing depends on threads. A new key for every step is as good. Give the batch a child key of its
/// own: the same children used for something else would repeat its numbers.
/// </remarks>
public sealed record EnvironmentBatch
{
    /// <summary>
    /// Stands for as many environments per task as are worth a thread: 16 stepped one by one, 1,024 by a batch
    /// environment.
    /// </summary>
    public const int AutomaticEnvironmentsPerTask = 0;

    /// <summary>A batch of the given parts.</summary>
    /// <param name="states">The states, [N, width].</param>
    /// <param name="steps">Steps taken in the current episode of each environment, [N], 0 or more.</param>
    /// <param name="episodes">Episodes each environment has begun, [N], 1 or more.</param>
    public EnvironmentBatch(NdArray<double> states, NdArray<long> steps, NdArray<long> episodes)
    {
        ArgumentNullException.ThrowIfNull(states);
        ArgumentNullException.ThrowIfNull(steps);
        ArgumentNullException.ThrowIfNull(episodes);
        Expect(states.Shape.Rank == 2, nameof(states), "[N, width]", states);
        var vector = new Shape(states.Rows);
        Expect(steps.Shape == vector, nameof(steps), $"{vector}", steps);
        Expect(episodes.Shape == vector, nameof(episodes), $"{vector}", episodes);
        Expect(!steps.Span.ContainsAnyExceptInRange(0, long.MaxValue), nameof(steps), "0 or more");
        Expect(!episodes.Span.ContainsAnyExceptInRange(1, long.MaxValue), nameof(episodes), "1 or more");
        (States, Steps, Episodes) = (states, steps, episodes);
    }

    private EnvironmentBatch(EnvironmentBatchParts parts) =>
        (States, Steps, Episodes) = (parts.States, parts.Steps, parts.Episodes);

    /// <summary>The states, [N, width].</summary>
    public NdArray<double> States { get; }

    /// <summary>Steps taken in the current episode of each environment, [N].</summary>
    public NdArray<long> Steps { get; }

    /// <summary>Episodes each environment has begun, the current one included, [N].</summary>
    public NdArray<long> Episodes { get; }

    /// <summary>The number of environments, N.</summary>
    public int Count => States.Rows;

    /// <summary>A batch with every environment at the start of its first episode.</summary>
    /// <param name="count">The number of environments, at least 1.</param>
    public static EnvironmentBatch Reset(IEnvironment env, int count, RandomKey key)
    {
        ArgumentNullException.ThrowIfNull(env);
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        var width = env.Spec.StateWidth;
        var states = new double[count * width];
        var episodes = new long[count];
        for (var index = 0; index < count; index++)
        {
            env.Reset(ResetKey(key, index, episode: 0), states.AsSpan(index * width, width));
            episodes[index] = 1;
        }
        return new EnvironmentBatch(
            NdArray<double>.Own(new Shape(count, width), states),
            NdArray.Zeros<long>(new Shape(count)),
            NdArray<long>.Own(new Shape(count), episodes)
        );
    }

    /// <summary>Reads a batch back from <see cref="ToTree"/>.</summary>
    /// <exception cref="KeyNotFoundException">The tree lacks one of the arrays.</exception>
    /// <exception cref="ArgumentException">The arrays do not fit each other.</exception>
    public static EnvironmentBatch FromTree(StateTree tree)
    {
        ArgumentNullException.ThrowIfNull(tree);
        return new EnvironmentBatch(tree.Get<double>("states"), tree.Get<long>("steps"), tree.Get<long>("episodes"));
    }

    /// <summary>The batch as named arrays.</summary>
    public StateTree ToTree() => StateTree.Empty.With("states", States).With("steps", Steps).With("episodes", Episodes);

    /// <summary>The observation of every environment, [N, obs].</summary>
    /// <param name="env">The environment of the states.</param>
    /// <param name="environmentsPerTask">The number of environments that a thread takes at a time; a matter of speed
    /// only.</param>
    public NdArray<float> Observe(
        IEnvironment env,
        Executor executor,
        int environmentsPerTask = AutomaticEnvironmentsPerTask
    )
    {
        CheckWidth(env);
        var observations = new float[Count * env.Spec.Observation.Width];
        Observe(env, executor, environmentsPerTask, observations);
        return NdArray<float>.Own(new Shape(Count, env.Spec.Observation.Width), observations);
    }

    /// <summary>
    /// Takes one step in every environment. One whose episode ends, by termination or at the time limit, begins its
    /// next one at once.
    /// </summary>
    /// <param name="env">The environment of the states.</param>
    /// <param name="actions">One action per environment, [N, action].</param>
    /// <param name="key">The source of randomness: the same at every step, or a new one.</param>
    /// <param name="environmentsPerTask">
    /// The number of environments that a thread takes at a time; a matter of speed only. 1 suits environments whose step takes
    /// longer than waking a thread.
    /// </param>
    /// <exception cref="ArgumentException">The actions have another shape or are none of the space.</exception>
    public BatchStep Step(
        Executor executor,
        IEnvironment env,
        NdArray<float> actions,
        RandomKey key,
        int environmentsPerTask = AutomaticEnvironmentsPerTask
    )
    {
        ArgumentNullException.ThrowIfNull(executor);
        CheckWidth(env);
        CheckActions(env.Spec.Action, actions);
        var width = env.Spec.Observation.Width;
        var (states, steps, episodes) = (New<double>(States.Length), New<long>(Count), New<long>(Count));
        var (nextObservations, observations) = (New<float>(Count * width), New<float>(Count * width));
        var (rewards, terminated, truncated) = (New<double>(Count), New<bool>(Count), New<bool>(Count));
        new BatchStepper(executor, env, Count, environmentsPerTask).Step(
            new(States.Memory, Steps.Memory, Episodes.Memory),
            actions.Memory,
            key,
            new(states, steps, episodes),
            new(nextObservations, observations, rewards, terminated, truncated)
        );
        var (vector, seen) = (Steps.Shape, new Shape(Count, width));
        return new BatchStep(
            Own(
                NdArray<double>.Own(States.Shape, states),
                NdArray<long>.Own(vector, steps),
                NdArray<long>.Own(vector, episodes)
            ),
            NdArray<float>.Own(seen, nextObservations),
            NdArray<float>.Own(seen, observations),
            NdArray<double>.Own(vector, rewards),
            NdArray<bool>.Own(vector, terminated),
            NdArray<bool>.Own(vector, truncated)
        );
    }

    // Every element is written, so that zeros need not be written first.
    private static T[] New<T>(int length) => GC.AllocateUninitializedArray<T>(length);

    /// <summary>The observation of every environment, row after row, into the caller's memory.</summary>
    internal void Observe(IEnvironment env, Executor executor, int environmentsPerTask, Memory<float> observations)
    {
        ArgumentNullException.ThrowIfNull(executor);
        observations.Span.Clear(); // What an environment leaves as it is is zero.
        var size = BlockSize(env, Count, environmentsPerTask);
        executor.For(
            (Count + size - 1) / size,
            block => Observe(env, block * size, Math.Min(Count, (block + 1) * size), observations.Span)
        );
    }

    /// <summary>The number of environments that a thread takes at a time.</summary>
    internal static int BlockSize(IEnvironment env, int count, int environmentsPerTask)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(environmentsPerTask);
        var size =
            environmentsPerTask != AutomaticEnvironmentsPerTask ? environmentsPerTask
            : env is IBatchEnvironment ? 1024
            : env.Spec.EnvironmentsPerTask;
        return Math.Min(size, Math.Max(1, count));
    }

    /// <summary>Checks that there is one action per environment, each in the space.</summary>
    internal static void CheckActions(ActionSpace space, ReadOnlySpan<float> actions)
    {
        if (space.FirstProblem(actions) is >= 0 and var index)
        {
            var problem = space.Problem(actions.Slice(index * space.Width, space.Width));
            throw new ArgumentException($"The action of environment {index} {problem}.", nameof(actions));
        }
    }

    /// <summary>A batch of parts known to fit.</summary>
    internal static EnvironmentBatch Own(NdArray<double> states, NdArray<long> steps, NdArray<long> episodes) =>
        new(new EnvironmentBatchParts(states, steps, episodes));

    internal static RandomKey ResetKey(RandomKey key, int index, long episode) =>
        StepKey(key, index, episode, step: -1);

    internal static RandomKey StepKey(RandomKey key, int index, long episode, long step) =>
        key.Fold(index).Fold(((ulong)episode << 32) + (ulong)(step + 1));

    private void Observe(IEnvironment env, int first, int end, Span<float> observations)
    {
        var (states, width) = (States.Columns, env.Spec.Observation.Width);
        if (env is IBatchEnvironment together)
        {
            together.ObserveBatch(
                States.Span[(first * states)..(end * states)],
                observations[(first * width)..(end * width)]
            );
            return;
        }
        for (var index = first; index < end; index++)
        {
            env.Observe(States.Row(index), observations.Slice(index * width, width));
        }
    }

    private void CheckWidth(IEnvironment env)
    {
        ArgumentNullException.ThrowIfNull(env);
        if (States.Columns != env.Spec.StateWidth)
        {
            throw new ArgumentException(
                $"{env.Spec.Id} has states of {env.Spec.StateWidth} values, but the batch holds {States}.",
                nameof(env)
            );
        }
    }

    private void CheckActions(ActionSpace space, NdArray<float> actions)
    {
        ArgumentNullException.ThrowIfNull(actions);
        var width = space.Width;
        if (actions.Shape.Rank != 2 || actions.Rows != Count || actions.Columns != width)
        {
            Expect(holds: false, nameof(actions), $"{new Shape(Count, width)}", actions);
        }
        CheckActions(space, actions.Span);
    }

    private static void Expect(bool holds, string argument, string expected, NdArray? got = null)
    {
        if (!holds)
        {
            throw new ArgumentException($"Expected {expected}{(got is null ? "" : $", got {got}")}.", argument);
        }
    }

    private readonly record struct EnvironmentBatchParts(
        NdArray<double> States,
        NdArray<long> Steps,
        NdArray<long> Episodes
    );
}
