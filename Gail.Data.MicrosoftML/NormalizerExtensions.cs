using System.Collections.Immutable;
using Microsoft.ML.Transforms;

namespace Gail.Data.MicrosoftML;

/// <summary>Normalisers that ML.NET fitted, taken over.</summary>
public static class NormalizerExtensions
{
    // ML.NET multiplies a value that never varied by 0. So does a scale of which nothing is left, finite as float squared.
    private const double Vanishing = 1e18;

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
        return transformer.GetNormalizerModelParameters(index) switch
        {
            NormalizingTransformer.AffineNormalizerModelParameters<float> one => Affine([one.Scale], [one.Offset]),
            NormalizingTransformer.AffineNormalizerModelParameters<double> one => Affine([one.Scale], [one.Offset]),
            NormalizingTransformer.AffineNormalizerModelParameters<ImmutableArray<float>> all => Affine(
                [.. all.Scale.Select(scale => (double)scale)],
                [.. all.Offset.Select(offset => (double)offset)]
            ),
            NormalizingTransformer.AffineNormalizerModelParameters<ImmutableArray<double>> all => Affine(
                all.Scale,
                all.Offset
            ),
            var other => throw new NotSupportedException(
                $"The normaliser of '{column}' is no affine one but {other.GetType().Name.Split('`')[0]}; fit NormalizeMinMax, NormalizeRobustScaling or NormalizeMeanVariance with useCdf: false."
            ),
        };

        // NormalizeRobustScaling divides by 0 where a value never varied, and then gives no numbers.
        double Inverse(double scale, int i) =>
            scale == 0 ? Vanishing
            : double.IsFinite(scale) ? 1 / scale
            : throw new NotSupportedException(
                $"The normaliser of '{column}' scales value {i} by {scale}: it never varied where ML.NET fitted it; leave it out, or fit NormalizeMinMax."
            );

        // No offsets at all mean that all are 0.
        FittedNormalizer Affine(ImmutableArray<double> scales, ImmutableArray<double> offsets) =>
            new(column, scales.Select((_, i) => offsets.IsEmpty ? 0 : offsets[i]), scales.Select(Inverse));
    }
}
