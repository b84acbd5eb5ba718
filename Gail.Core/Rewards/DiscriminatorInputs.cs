using Gail.Environments;
using Gail.Numerics;
using Gail.Rollouts;

namespace Gail.Rewards;

/// <summary>
/// A pair as a <see cref="Discriminator"/>'s network sees it, but for standardising. For discrete actions the input is
/// the observation and the action says which logit counts, one-hot; otherwise the input is both side by side.
/// </summary>
/// <param name="environment">Whose pairs.</param>
public sealed class DiscriminatorInputs(EnvironmentSpec environment)
{
    /// <summary>Whether an action chooses a logit.</summary>
    public bool ActionsSelect { get; } = environment.Action is DiscreteSpace;

    /// <summary>Numbers of an input.</summary>
    public int InputWidth =>
        ActionsSelect ? environment.Observation.Width : environment.Observation.Width + environment.Action.EncodedWidth;

    /// <summary>Numbers of a choice; 0 where there is one logit.</summary>
    public int ChoiceWidth => ActionsSelect ? environment.Action.EncodedWidth : 0;

    /// <summary>Writes the inputs of the pairs named by row number, in that order.</summary>
    /// <param name="pairs">The pairs.</param>
    /// <param name="rows">Row numbers of them, K in all.</param>
    /// <param name="inputs">Receives [K, <see cref="InputWidth"/>].</param>
    /// <exception cref="ArgumentException">The pairs are another environment's.</exception>
    public void GatherInputs(Transitions pairs, ReadOnlySpan<int> rows, Span<float> inputs)
    {
        ArgumentNullException.ThrowIfNull(pairs);
        var observations = pairs.Observations;
        Check(observations, environment.Observation.Width, "observations");
        Check(pairs.RequiredActions, environment.Action.Width, "actions");
        Rows.Gather(observations.Span, observations.Columns, rows, inputs, InputWidth);
        if (!ActionsSelect)
        {
            Encode(pairs, rows, inputs[observations.Columns..], InputWidth);
        }
    }

    /// <summary>Writes the choices of the pairs named by row number, in that order; nothing where there is one logit.</summary>
    /// <param name="pairs">The pairs.</param>
    /// <param name="rows">Row numbers of them, K in all.</param>
    /// <param name="choices">Receives [K, <see cref="ChoiceWidth"/>], one-hot.</param>
    public void GatherChoices(Transitions pairs, ReadOnlySpan<int> rows, Span<float> choices)
    {
        ArgumentNullException.ThrowIfNull(pairs);
        if (ActionsSelect)
        {
            Encode(pairs, rows, choices, ChoiceWidth);
        }
    }

    private static void Check(NdArray<float> column, int width, string name)
    {
        if (column.Columns != width)
        {
            throw new ArgumentException($"Expected {name} [N, {width}] but got {column.Shape}.", "pairs");
        }
    }

    private void Encode(Transitions pairs, ReadOnlySpan<int> rows, Span<float> encoded, int stride)
    {
        var (width, actions) = (environment.Action.EncodedWidth, pairs.RequiredActions);
        for (var i = 0; i < rows.Length; i++)
        {
            environment.Action.Encode(actions.Row(rows[i]), encoded.Slice(i * stride, width));
        }
    }
}
