using Gail.Numerics.Scaling;

namespace Gail.Numerics;

/// <summary>
/// Count, mean and variance of the rows seen so far, column by column: what observations are standardised with.
/// Immutable; an update returns new moments.
/// </summary>
/// <remarks>
/// Batches are merged by the pairwise formula of Chan, Golub and LeVeque (1983), which does not cancel as the
/// difference of mean square and squared mean does; both define the same variance.
/// </remarks>
/// <param name="Count">The number of rows seen.</param>
/// <param name="Mean">The means, one per column.</param>
/// <param name="SquaredDeviations">The sums of squared deviations from the mean, one per column.</param>
public sealed record NormalizationStatistics(double Count, NdArray<double> Mean, NdArray<double> SquaredDeviations)
{
    /// <summary>Added to the standard deviation before dividing, as in the paper's code.</summary>
    public const double Epsilon = 1e-6;

    // In the tree of moments that do not scale constants; trees from before there was that rule lack it.
    private const string ScalesConstantsName = "scales_constants";
    private static readonly NdArray<bool> No = NdArray.Scalar(false);

    /// <summary>
    /// Whether a column that counts as constant (<see cref="ColumnSpread.IsNone"/>) is divided by
    /// <see cref="Epsilon"/> all the same. Only moments read from files that were written before there was that rule do
    /// so: what was trained with them acts as before.
    /// </summary>
    public bool ScalesConstants { get; init; }

    /// <summary>The number of columns.</summary>
    public int Width => Mean.Length;

    /// <summary>Moments of no rows: standardising leaves values as they are.</summary>
    /// <param name="width">The number of columns.</param>
    public static NormalizationStatistics None(int width) =>
        new(0, NdArray.Zeros<double>(new Shape(width)), NdArray.Zeros<double>(new Shape(width)));

    /// <summary>Reads what <see cref="ToTree"/> wrote.</summary>
    /// <param name="tree">A tree with count, mean and squared_deviations, and scales_constants since there is
    /// that.</param>
    public static NormalizationStatistics FromTree(StateTree tree)
    {
        ArgumentNullException.ThrowIfNull(tree);
        return new(tree.Get<double>("count")[0], tree.Get<double>("mean"), tree.Get<double>("squared_deviations"))
        {
            ScalesConstants = !tree.Contains(ScalesConstantsName) || tree.Get<bool>(ScalesConstantsName)[0],
        };
    }

    /// <summary>The moments as arrays.</summary>
    public StateTree ToTree()
    {
        var tree = StateTree
            .Empty.With("count", NdArray.Scalar(Count))
            .With("mean", Mean)
            .With("squared_deviations", SquaredDeviations);
        return ScalesConstants ? tree : tree.With(ScalesConstantsName, No);
    }

    /// <summary>The standard deviation of a column; 1 while no row was seen.</summary>
    /// <param name="column">0 to Width - 1.</param>
    public double StandardDeviation(int column) => Count == 0 ? 1 : Math.Sqrt(SquaredDeviations[column] / Count);

    /// <summary>The moments of all rows seen before and those of a batch.</summary>
    /// <param name="rows">A matrix of <see cref="Width"/> columns.</param>
    public NormalizationStatistics Update(NdArray<float> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        RequireWidth(rows);
        return Update(rows.Span);
    }

    /// <summary>The same of rows one after the other.</summary>
    public NormalizationStatistics Update(ReadOnlySpan<float> rows)
    {
        if (rows.IsEmpty)
        {
            return this;
        }
        var width = Width;
        var count = rows.Length / width;
        var batchMean = new double[width];
        for (var row = 0; row < count; row++)
        {
            var values = rows.Slice(row * width, width);
            for (var column = 0; column < width; column++)
            {
                batchMean[column] += values[column];
            }
        }
        for (var column = 0; column < width; column++)
        {
            batchMean[column] /= count;
        }
        var deviations = new double[width];
        for (var row = 0; row < count; row++)
        {
            var values = rows.Slice(row * width, width);
            for (var column = 0; column < width; column++)
            {
                var deviation = values[column] - batchMean[column];
                deviations[column] += deviation * deviation;
            }
        }
        var total = Count + count;
        var mean = new double[width];
        for (var column = 0; column < width; column++)
        {
            var difference = batchMean[column] - Mean[column];
            mean[column] = Mean[column] + (difference * count / total);
            deviations[column] += SquaredDeviations[column] + (difference * difference * Count * count / total);
        }
        return this with
        {
            Count = total,
            Mean = NdArray<double>.Own(new Shape(width), mean),
            SquaredDeviations = NdArray<double>.Own(new Shape(width), deviations),
        };
    }

    /// <summary>
    /// (x - mean) / (standard deviation + <see cref="Epsilon"/>), column by column; x - mean where a column counts as
    /// constant (<see cref="ColumnSpread.IsNone"/>).
    /// </summary>
    /// <param name="rows">A matrix of <see cref="Width"/> columns.</param>
    public NdArray<float> Standardize(NdArray<float> rows) => Standardize(rows, inputClip: 0);

    /// <summary><see cref="Standardize(NdArray{float})"/>, then clipped.</summary>
    /// <param name="rows">A matrix of <see cref="Width"/> columns.</param>
    /// <param name="inputClip">The greatest magnitude of a result; 0 for no limit.</param>
    public NdArray<float> Standardize(NdArray<float> rows, double inputClip) => Map(rows, Standardizing(inputClip));

    /// <summary>The inverse of <see cref="Standardize(NdArray{float})"/>.</summary>
    /// <param name="rows">A matrix of <see cref="Width"/> columns.</param>
    public NdArray<float> Unstandardize(NdArray<float> rows) => Map(rows, Unstandardizing());

    /// <summary><see cref="Standardize(NdArray{float}, double)"/> into the caller's memory.</summary>
    public void Standardize(NdArray<float> rows, double inputClip, Span<float> result)
    {
        RequireWidth(rows);
        Standardizing(inputClip).Apply(rows.Span, result);
    }

    /// <summary>The map of <see cref="Unstandardize"/>, ready for many rows.</summary>
    public AffineMap Unstandardizing()
    {
        var factor = new double[Width];
        for (var column = 0; column < Width; column++)
        {
            factor[column] = Divisor(column);
        }
        return Count == 0 ? AffineMap.Identity : new AffineMap(factor, Mean.Span.ToArray(), double.PositiveInfinity);
    }

    /// <summary>The map of <see cref="Standardize(NdArray{float}, double)"/>, ready for many rows.</summary>
    public AffineMap Standardizing(double inputClip = 0)
    {
        var factor = new double[Width];
        var shift = new double[Width];
        for (var column = 0; column < Width; column++)
        {
            factor[column] = 1 / Divisor(column);
            shift[column] = -Mean[column] * factor[column];
        }
        return Count == 0 ? AffineMap.Identity : new AffineMap(factor, shift, InputClip.Bound(inputClip));
    }

    private double Divisor(int column)
    {
        var deviation = StandardDeviation(column);
        return !ScalesConstants && ColumnSpread.IsNone(deviation, Mean[column]) ? 1 : deviation + Epsilon;
    }

    private NdArray<float> Map(NdArray<float> rows, AffineMap map)
    {
        ArgumentNullException.ThrowIfNull(rows);
        RequireWidth(rows);
        if (map.IsIdentity)
        {
            return rows;
        }
        var mapped = new float[rows.Length];
        map.Apply(rows.Span, mapped);
        return NdArray<float>.Own(rows.Shape, mapped);
    }

    internal void RequireWidth(NdArray<float> rows)
    {
        if (rows.Rows > 0 && rows.Columns != Width)
        {
            throw new ArgumentException($"Expected {Width} columns but got {rows.Shape}.", nameof(rows));
        }
    }

    /// <summary>
    /// x times a factor plus a shift, column by column, in double precision, then put into [-bound, bound]; in place if
    /// need be. The identity does nothing at all.
    /// </summary>
    public sealed class AffineMap(double[] factor, double[] shift, double bound)
    {
        /// <summary>Leaves rows as they are.</summary>
        public static AffineMap Identity { get; } = new([], [], double.PositiveInfinity);

        /// <summary>Whether rows stay as they are.</summary>
        public bool IsIdentity => factor.Length == 0;

        /// <summary>Maps rows, one after the other.</summary>
        /// <param name="rows">[N, width].</param>
        /// <param name="result">Receives [N, width]; may be the rows themselves.</param>
        public void Apply(ReadOnlySpan<float> rows, Span<float> result)
        {
            if (IsIdentity)
            {
                rows.CopyTo(result);
                return;
            }
            for (var start = 0; start < rows.Length; start += factor.Length)
            {
                var row = rows.Slice(start, factor.Length);
                var mapped = result.Slice(start, factor.Length);
                for (var column = 0; column < row.Length; column++)
                {
                    var value = (row[column] * factor[column]) + shift[column];
                    // NaN stays NaN, to be found where training checks its numbers.
                    mapped[column] = (float)(
                        value > bound ? bound
                        : value < -bound ? -bound
                        : value
                    );
                }
            }
        }
    }
}
