using System.Collections.Immutable;
using Microsoft.ML.Transforms;
using static Microsoft.ML.Transforms.NormalizingTransformer;

namespace Gail.Data.MicrosoftML;

/// <summary>Normalisers that ML.NET fitted, taken over.</summary>
public static class NormalizerExtensions
{
    /// <summary>
    /// What NormalizeMinMax, NormalizeMeanVariance or NormalizeRobustScaling fitted, as Gail's:
    /// y = (x - offset) scale, so the centre is ML.NET's offset and the scale 1 / its scale.
    /// </summary>
    /// <param name="transformer">The fitted transformer.</param>
    /// <param name="column">The column of the view that it is for.</param>
    /// <param name="index">Which of the transformer's columns to take.</param>
    /// <exception cref="NotSupportedException">It is not affine: distribution functions, logarithms and bins are not; or a scale is infinite.</exception>
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

        // ML.NET multiplies a value that never varied by 0, and so in effect does 1e18, finite as float squared;
        // NormalizeRobustScaling divides by 0 there, and then gives no numbers.
        double Inverse(double scale, int i) =>
            scale == 0 ? 1e18
            : double.IsFinite(scale) ? 1 / scale
            : throw new NotSupportedException(
                $"The normaliser of '{column}' scales value {i} by {scale}: it never varied where ML.NET fitted it; leave it out, or fit NormalizeMinMax."
            );

        // No offsets at all mean that all are 0.
        var centre = affine.Offsets is [] ? new double[affine.Scales.Length] : affine.Offsets;
        return new FittedNormalizer(column, centre, affine.Scales.Select(Inverse));
    }
}
