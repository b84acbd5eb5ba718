using Gail.Numerics;

namespace Gail.Training;

/// <summary>
/// Everything a run is, between two iterations. Written down it is a checkpoint; a run resumed from it continues bit
/// for bit.
/// </summary>
/// <param name="Iteration">Iterations done.</param>
/// <param name="EnvironmentSteps">Steps taken in the environment so far.</param>
/// <param name="Key">The run's random key; never changes, iterations fold their number into it.</param>
/// <param name="Policy">The policy's state, with its optimiser's.</param>
/// <param name="Value">The value function's state.</param>
/// <param name="Signal">The state of what rewards the policy: the adversary's.</param>
/// <param name="Sampler">What lies between batches: running episodes.</param>
public sealed record TrainState(
    long Iteration,
    long EnvironmentSteps,
    RandomKey Key,
    StateTree Policy,
    StateTree Value,
    StateTree Signal,
    StateTree Sampler
)
{
    /// <summary>Reads what <see cref="ToTree"/> wrote.</summary>
    /// <param name="tree">A tree of a state.</param>
    /// <exception cref="KeyNotFoundException">It is the tree of something else.</exception>
    public static TrainState FromTree(StateTree tree)
    {
        ArgumentNullException.ThrowIfNull(tree);
        T Only<T>(string name)
            where T : unmanaged =>
            tree.Get<T>(name) is { Length: 1 } array
                ? array[0]
                : throw new KeyNotFoundException($"'{name}' should be one number but is {tree.Get<T>(name)}.");
        StateTree Part(string name) => tree.Contains(name) ? tree.Child(name) : StateTree.Empty;
        return new TrainState(
            Only<long>("iteration"),
            Only<long>("environment_steps"),
            new RandomKey(Only<ulong>("key")),
            Part("policy"),
            Part("value"),
            Part("signal"),
            Part("sampler")
        );
    }

    /// <summary>The state as one tree of arrays.</summary>
    public StateTree ToTree() =>
        StateTree
            .Empty.With("iteration", NdArray.Scalar(Iteration))
            .With("environment_steps", NdArray.Scalar(EnvironmentSteps))
            .With("key", NdArray.Scalar(Key.Value))
            .With("policy", Policy)
            .With("value", Value)
            .With("signal", Signal)
            .With("sampler", Sampler);
}
