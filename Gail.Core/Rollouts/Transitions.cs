using Gail.Environments;
using Gail.Numerics;

namespace Gail.Rollouts;

/// <summary>State-action pairs, all that imitation compares: no rewards in here.</summary>
/// <param name="Observations">What was seen before each action [N, obs].</param>
/// <param name="Actions">What was done [N, action width].</param>
public sealed record Transitions(NdArray<float> Observations, NdArray<float> Actions)
{
    /// <summary>N.</summary>
    public int Count => Observations.Rows;

    /// <summary>The pairs of a rollout.</summary>
    /// <param name="rollout">A rollout.</param>
    public static Transitions Of(Rollout rollout)
    {
        ArgumentNullException.ThrowIfNull(rollout);
        return new Transitions(rollout.Observations, rollout.Actions);
    }

    /// <summary>The pairs named by row number.</summary>
    /// <param name="rows">Row numbers; one may come more than once.</param>
    public Transitions Gather(ReadOnlySpan<int> rows) => new(Observations.Gather(rows), Actions.Gather(rows));

    /// <summary>A minibatch: pairs drawn uniformly, with replacement.</summary>
    /// <param name="count">How many, 0 or more.</param>
    /// <param name="key">Decides which; consumed.</param>
    public Transitions Sample(int count, RandomKey key) => Gather(key.Choices(count, Count));

    /// <summary>The actions as networks see them: choices one-hot.</summary>
    /// <param name="space">The action space.</param>
    /// <param name="actions">[N, action width].</param>
    /// <returns>[N, encoded width].</returns>
    public static NdArray<float> Encode(ActionSpace space, NdArray<float> actions)
    {
        ArgumentNullException.ThrowIfNull(space);
        ArgumentNullException.ThrowIfNull(actions);
        var encoded = new float[actions.Rows * space.EncodedWidth];
        Encode(space, actions, encoded);
        return NdArray<float>.Own(new Shape(actions.Rows, space.EncodedWidth), encoded);
    }

    /// <summary>The same into the caller's memory.</summary>
    internal static void Encode(ActionSpace space, NdArray<float> actions, Span<float> encoded)
    {
        var width = space.EncodedWidth;
        for (var row = 0; row < actions.Rows; row++)
        {
            space.Encode(actions.Row(row), encoded.Slice(row * width, width));
        }
    }
}
