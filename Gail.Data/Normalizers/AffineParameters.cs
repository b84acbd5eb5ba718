using System.Collections.Immutable;
using Gail.Numerics;
using Gail.Numerics.Scaling;
using Microsoft.ML.Transforms;
using static Microsoft.ML.Transforms.NormalizingTransformer;

namespace Gail.Data.Normalizers;

/// <summary>What ML.NET fitted: y = (x - offset) factor, for each value of a column.</summary>
/// <param name="Offsets">The offsets.</param>
/// <param name="Factors">The factors: 0 or infinite for a value that never varied; where it is 0 the offset is unknown.</param>
internal sealed record AffineParameters(ImmutableArray<double> Offsets, ImmutableArray<double> Factors)
{
    /// <summary>The parameters of a fitted transformer.</summary>
    /// <param name="transformer">The transformer.</param>
    /// <param name="column">The column that it is for, in messages.</param>
    /// <param name="index">Which of its columns.</param>
    /// <exception cref="NotSupportedException">It is not affine.</exception>
    public static AffineParameters Of(NormalizingTransformer transformer, string column, int index = 0)
    {
        var (factors, offsets) = transformer.GetNormalizerModelParameters(index) switch
        {
            AffineNormalizerModelParameters<float> one => Pair([one.Scale], [one.Offset]),
            AffineNormalizerModelParameters<double> one => Pair([one.Scale], [one.Offset]),
            AffineNormalizerModelParameters<ImmutableArray<float>> all => Pair(
                [.. all.Scale.Select(scale => (double)scale)],
                [.. all.Offset.Select(offset => (double)offset)]
            ),
            AffineNormalizerModelParameters<ImmutableArray<double>> all => Pair(all.Scale, all.Offset),
            var other => throw new NotSupportedException(
                $"The normaliser of '{column}' is no affine one but {other.GetType().Name.Split('`')[0]}; fit NormalizeMinMax, NormalizeRobustScaling or NormalizeMeanVariance with useCdf: false."
            ),
        };
        // No offsets at all mean that all are 0.
        return new AffineParameters(offsets.IsEmpty ? [.. new double[factors.Length]] : offsets, factors);
    }

    /// <summary>Centre the offset, scale 1 / factor; what hardly varies is centred alone (<see cref="ColumnSpread"/>).</summary>
    /// <param name="any">The values of any row, which are those of all where a value never varied.</param>
    public AffineScaling Scaling(ReadOnlySpan<double> any) => Scaling(any, (offset, spread) => (offset, spread));

    /// <summary>The same of a range: centre its middle, scale half of its width.</summary>
    /// <param name="any">The values of any row.</param>
    public AffineScaling Halves(ReadOnlySpan<double> any) =>
        Scaling(any, (least, width) => (least + (width / 2), width / 2));

    private AffineScaling Scaling(ReadOnlySpan<double> any, Func<double, double, (double, double)> place)
    {
        var (centre, scale) = (new double[Factors.Length], new double[Factors.Length]);
        for (var i = 0; i < centre.Length; i++)
        {
            (centre[i], var spread) = Factors[i] == 0 ? (any[i], 0) : place(Offsets[i], 1 / Factors[i]);
            scale[i] = ColumnSpread.Divisor(spread, centre[i]);
        }
        return new AffineScaling(NdArray.Vector<double>(centre), NdArray.Vector<double>(scale));
    }

    private static (ImmutableArray<double> Factors, ImmutableArray<double> Offsets) Pair(
        ImmutableArray<double> factors,
        ImmutableArray<double> offsets
    ) => (factors, offsets.IsDefault ? [] : offsets);
}
