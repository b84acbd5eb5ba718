using Gail.Data.Views;
using Microsoft.ML.Transforms;

namespace Gail.Data.Normalizers;

/// <summary>Normalisers that ML.NET fitted, taken over.</summary>
public static class NormalizerExtensions
{
    // A value that never varied is multiplied by 0 in ML.NET and has no centre: 0 it is here too, by a scale whose
    // square is still a finite float.
    private const double ToZero = 1e18;

    /// <summary>
    /// What NormalizeMinMax, NormalizeMeanVariance or NormalizeRobustScaling fitted, as Gail's:
    /// y = (x - offset) scale, so the centre is ML.NET's offset and the scale 1 / its scale. A value that hardly varies
    /// is centred and not scaled, by the rule for all normalisers (<see cref="Gail.Numerics.Scaling.ColumnSpread"/>); of
    /// one that never varied ML.NET may not say the centre, and it becomes 0. <see cref="Normalizer.Fit"/> knows it.
    /// </summary>
    /// <param name="transformer">The fitted transformer.</param>
    /// <param name="column">The column of the view that it is for.</param>
    /// <param name="index">Which of the transformer's columns to take.</param>
    /// <exception cref="NotSupportedException">It is not affine: distribution functions, logarithms and bins are not.</exception>
    public static FittedNormalizer ToFittedNormalizer(
        this NormalizingTransformer transformer,
        string column = ColumnNames.Observation,
        int index = 0
    )
    {
        ArgumentNullException.ThrowIfNull(transformer);
        var affine = AffineParameters.Of(transformer, column, index);
        var scaling = affine.Scaling(new double[affine.Factors.Length]);
        return new FittedNormalizer(
            column,
            scaling.Centre.Values,
            scaling.Scale.Values.Select((scale, i) => affine.Factors[i] == 0 ? ToZero : scale)
        );
    }
}
