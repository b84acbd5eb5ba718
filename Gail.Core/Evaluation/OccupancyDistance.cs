using Gail.Environments;
using Gail.Numerics;
using Gail.Rollouts;

namespace Gail.Evaluation;

/// <summary>
/// The distance between two sets of state-action pairs: what imitation reduces, whatever the return. It is the maximum mean
/// discrepancy of Gretton et al. (2012, eq. 3 and 5) with a Gaussian kernel,
/// MMD = sqrt(mean k(x, x') + mean k(y, y') - 2 mean k(x, y)), k(x, y) = exp(-|x - y|^2 / (2 h^2)).
/// </summary>
/// <remarks>
/// Pairs are [observation, encoded action], standardised by the moments of the reference; h is the median distance
/// between its pairs. 0 for equal sets; at most sqrt(2). The estimate is biased: two finite samples of one
/// distribution are a little above 0, so set it beside the distance between two samples of the reference.
/// </remarks>
public sealed class OccupancyDistance
{
    private readonly ActionSpace _action;
    private readonly int _rows;
    private readonly NormalizationStatistics _moments;
    private readonly NdArray<float> _reference;
    private readonly double _referenceMean;
    private readonly double _scale;

    /// <summary>The distance from a reference set.</summary>
    /// <param name="action">The action space.</param>
    /// <param name="reference">The pairs to compare with: the expert's.</param>
    /// <param name="rows">At most this many pairs of each set are compared, spread evenly; the cost is its
    /// square.</param>
    public OccupancyDistance(ActionSpace action, Transitions reference, int rows = 2000)
    {
        ArgumentNullException.ThrowIfNull(action);
        ArgumentNullException.ThrowIfNull(reference);
        ArgumentOutOfRangeException.ThrowIfLessThan(rows, 2);
        ArgumentOutOfRangeException.ThrowIfLessThan(reference.Count, 2, nameof(reference));
        _action = action;
        _rows = rows;
        var pairs = Pairs(reference);
        _moments = NormalizationStatistics.None(pairs.Columns).Update(pairs);
        _reference = _moments.Standardize(pairs);
        _scale = -1 / (2 * MedianSquaredDistance(_reference));
        _referenceMean = MeanKernel(_reference, _reference);
    }

    /// <summary>The distance of other pairs from the reference.</summary>
    /// <param name="pairs">The pairs, at least one.</param>
    public double To(Transitions pairs)
    {
        ArgumentNullException.ThrowIfNull(pairs);
        ArgumentOutOfRangeException.ThrowIfLessThan(pairs.Count, 1, nameof(pairs));
        var other = _moments.Standardize(Pairs(pairs));
        var squared = _referenceMean + MeanKernel(other, other) - (2 * MeanKernel(_reference, other));
        return Math.Sqrt(Math.Max(0, squared));
    }

    private NdArray<float> Pairs(Transitions pairs)
    {
        var all = Rows.Beside(pairs.Observations, _action.EncodeRows(pairs.RequiredActions));
        var kept = Math.Min(_rows, all.Rows);
        // One from each of equal ranges: at equal distances they could all be the same steps of their episodes.
        var key = RandomKey.FromSeed(0);
        int Place(int i)
        {
            var (start, end) = ((long)i * all.Rows / kept, (i + 1L) * all.Rows / kept);
            return (int)start + key.Below((ulong)i, (int)(end - start));
        }
        return all.Gather([.. Enumerable.Range(0, kept).Select(Place)]);
    }

    private double MeanKernel(NdArray<float> left, NdArray<float> right)
    {
        var sum = 0.0;
        for (var i = 0; i < left.Rows; i++)
        {
            for (var j = 0; j < right.Rows; j++)
            {
                sum += Math.Exp(_scale * SquaredDistance(left.Row(i), right.Row(j)));
            }
        }
        return sum / ((double)left.Rows * right.Rows);
    }

    private static double MedianSquaredDistance(NdArray<float> rows)
    {
        var stride = Math.Max(1, rows.Rows / 200); // 200 rows give 19,900 distances: plenty for a median.
        var distances = new List<double>();
        for (var i = 0; i < rows.Rows; i += stride)
        {
            for (var j = i + stride; j < rows.Rows; j += stride)
            {
                distances.Add(SquaredDistance(rows.Row(i), rows.Row(j)));
            }
        }
        // Where most pairs are equal the median is 0 and any width will do.
        return Statistics.Median([.. distances]) is var median && median > 0 ? median : 1;
    }

    private static double SquaredDistance(ReadOnlySpan<float> left, ReadOnlySpan<float> right)
    {
        var sum = 0.0;
        for (var i = 0; i < left.Length; i++)
        {
            var difference = (double)left[i] - right[i];
            sum += difference * difference;
        }
        return sum;
    }
}
