using Gail.Numerics;

namespace Gail.Training;

/// <summary>
/// The complete state of a run between two iterations. Saved, it is a checkpoint; a run resumed from it continues bit
/// for bit.
/// </summary>
/// <param name="Progress">The counters.</param>
/// <param name="Key">The run's random key; never changes, iterations fold their number into it.</param>
/// <param name="Tree">The trainer's state: parameters, optimisers, statistics, running episodes.</param>
public sealed record TrainState(TrainProgress Progress, RandomKey Key, StateTree Tree)
{
    private const string IterationName = "iteration";
    private const string EnvironmentStepsName = "environment_steps";
    private const string GradientStepsName = "gradient_steps";
    private const string DemonstrationsSeenName = "demonstrations_seen";
    private const string KeyName = "key";
    private const string TreeName = "state";

    /// <summary>Iterations done.</summary>
    public long Iteration => Progress.Iteration;

    /// <summary>The key of the iteration to come.</summary>
    public RandomKey IterationKey => Key.Fold((ulong)Iteration);

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
        return new TrainState(
            new TrainProgress(
                Only<long>(IterationName),
                Only<long>(EnvironmentStepsName),
                Only<long>(GradientStepsName),
                Only<long>(DemonstrationsSeenName)
            ),
            new RandomKey(Only<ulong>(KeyName)),
            tree.Contains(TreeName) ? tree.Child(TreeName) : StateTree.Empty
        );
    }

    /// <summary>The state as one tree of arrays.</summary>
    public StateTree ToTree() =>
        StateTree
            .Empty.With(IterationName, NdArray.Scalar(Progress.Iteration))
            .With(EnvironmentStepsName, NdArray.Scalar(Progress.EnvironmentSteps))
            .With(GradientStepsName, NdArray.Scalar(Progress.GradientSteps))
            .With(DemonstrationsSeenName, NdArray.Scalar(Progress.DemonstrationsSeen))
            .With(KeyName, NdArray.Scalar(Key.Value))
            .With(TreeName, Tree);
}
