using Gail.Environments;
using Gail.Numerics;

namespace Gail.Data.Formats.Layouts.Minari;

/// <summary>The bounds of recorded values, as a Minari data set states them.</summary>
/// <remarks>
/// Minari's own recorder refuses values outside their space, so its readers may rely on all lying inside. Policies act
/// beyond the bounds of actions, though, where environments clip: a bound that a value passes is left open.
/// </remarks>
internal static class MinariBounds
{
    /// <summary>Those of actions: of choices all there are.</summary>
    public static ObservationSpace? Of(ActionSpace? space) =>
        space switch
        {
            BoxSpace box => new ObservationSpace(box.Low, box.High),
            DiscreteSpace discrete => new ObservationSpace([0], [discrete.Count - 1]),
            ProductSpace product when product.Parts.Select(Of).ToList() is var parts => new ObservationSpace(
                [.. parts.SelectMany(part => part!.Low)],
                [.. parts.SelectMany(part => part!.High)]
            ),
            _ => null,
        };

    /// <summary>The environment's, where they are known and kept to; none elsewhere.</summary>
    /// <param name="known">The environment's, or null; not used if they are of another width.</param>
    /// <param name="width">The number of values in a row.</param>
    /// <param name="values">All that was recorded.</param>
    public static ObservationSpace Of(ObservationSpace? known, int width, params ReadOnlySpan<NdArray<float>> values)
    {
        if (known is null || known.Width != width)
        {
            return ObservationSpace.Unbounded(width);
        }
        float[] low = [.. known.Low];
        float[] high = [.. known.High];
        foreach (var matrix in values)
        {
            var span = matrix.Span;
            for (var i = 0; i < span.Length; i++)
            {
                var at = i % width;
                low[at] = span[i] < low[at] ? float.NegativeInfinity : low[at];
                high[at] = span[i] > high[at] ? float.PositiveInfinity : high[at];
            }
        }
        return new ObservationSpace([.. low], [.. high]);
    }
}
