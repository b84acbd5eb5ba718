using Gail.Environments;
using Gail.Execution;
using Gail.Numerics;

namespace Gail.Policies;

/// <summary>Actions drawn uniformly from the space: the control that every result is set beside.</summary>
/// <param name="ObservationWidth">The columns of an observation.</param>
/// <param name="Action">The action space; boxes must be bounded.</param>
public sealed record RandomPolicy(int ObservationWidth, ActionSpace Action) : IPolicy
{
    /// <inheritdoc/>
    public int RecurrentWidth => 0;

    /// <inheritdoc/>
    public int DistributionWidth => 0;

    /// <inheritdoc/>
    public void Act(
        Executor executor,
        ReadOnlySpan<float> observations,
        Span<float> recurrent,
        ReadOnlySpan<RandomKey> keys,
        ActionMode choice,
        Span<float> actions,
        Memory<float> distribution
    )
    {
        for (var row = 0; row < keys.Length; row++)
        {
            Draw(Action, keys[row], actions.Slice(row * Action.Width, Action.Width));
        }
    }

    private static void Draw(ActionSpace space, RandomKey key, Span<float> action)
    {
        switch (space)
        {
            case DiscreteSpace discrete:
                action[0] = key.Below(0, discrete.Count);
                break;
            case BoxSpace box:
                for (var i = 0; i < box.Width; i++)
                {
                    action[i] = (float)key.Uniform((ulong)i, box.Low[i], box.High[i]);
                }
                break;
            case ProductSpace product:
                for (var i = 0; i < product.Parts.Length; i++)
                {
                    var part = product.Parts[i];
                    Draw(part, key.Fold(i), action[..part.Width]);
                    action = action[part.Width..];
                }
                break;
            default:
                throw new ArgumentException($"Cannot draw from {space}.", nameof(space));
        }
    }
}
