using System.Collections.Immutable;
using Gail.Numerics;
using Microsoft.ML.Transforms;
using static Microsoft.ML.Transforms.NormalizingTransformer;

namespace Gail.Data.MicrosoftML;

/// <summary>Normalisers that ML.NET fitted, taken over.</summary>
public static class NormalizerExtensions
{
    /// <summary>
    /// What NormalizeMinMax, NormalizeMeanVariance or NormalizeRobustScaling fitted, as Gail's:
    /// y = (x - offset) scale, so the centre is ML.NET's offset and the scale 1 / its scale. A value that counts as
    /// constant is centred and not scaled, by the rule for all normalisers (<see cref="ColumnSpread"/>).
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
        (double[] Scales, double[] Offsets) affine = transformer.GetNormalizerModelParameters(index) switch
        {
            AffineNormalizerModelParameters<float> one => ([one.Scale], [one.Offset]),
            AffineNormalizerModelParameters<double> one => ([one.Scale], [one.Offset]),
            AffineNormalizerModelParameters<ImmutableArray<float>> all => ([.. all.Scale], [.. all.Offset]),
            AffineNormalizerModelParameters<ImmutableArray<double>> all => ([.. all.Scale], [.. all.Offset]),
            var other => throw new NotSupportedException(
                $"The normaliser of '{column}' is no affine one but {other.GetType().Name.Split('`')[0]}; fit NormalizeMinMax, NormalizeRobustScaling or NormalizeMeanVariance with useCdf: false."
            ),
        };

        // No offsets at all mean that all are 0.
        var centre = affine.Offsets is [] ? new double[affine.Scales.Length] : affine.Offsets;

        // A value that never varied is multiplied by 0 and has no centre: 0 it is here too, by a scale whose square is
        // still a finite float. NormalizeRobustScaling knows the centre and divides by 0: that is centred alone.
        double Scale(double factor, int i) => factor == 0 ? 1e18 : ColumnSpread.Divisor(1 / factor, centre[i]);

        return new FittedNormalizer(column, centre, affine.Scales.Select(Scale));
    }
}
