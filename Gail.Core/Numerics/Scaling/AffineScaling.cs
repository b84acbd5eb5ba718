namespace Gail.Numerics.Scaling;

/// <summary>(x - centre) / scale, column by column: what every normaliser of this library is once it is fitted.</summary>
public sealed record AffineScaling
{
    /// <summary>A scaling fitted here or elsewhere.</summary>
    /// <param name="centre">The values that become 0, one per column; finite.</param>
    /// <param name="scale">The values that become 1, one per column; finite and above 0.</param>
    /// <exception cref="ArgumentException">The lengths differ, or a number is out of range.</exception>
    public AffineScaling(NdArray<double> centre, NdArray<double> scale)
    {
        ArgumentNullException.ThrowIfNull(centre);
        ArgumentNullException.ThrowIfNull(scale);
        if (centre.Shape.Rank != 1 || centre.Length == 0 || centre.Shape != scale.Shape)
        {
            throw new ArgumentException(
                $"Expected a centre and a scale for each column but got {centre} and {scale}.",
                nameof(scale)
            );
        }
        Require(centre, double.IsFinite, "finite", nameof(centre));
        Require(scale, value => double.IsFinite(value) && value > 0, "finite and above 0", nameof(scale));
        Centre = centre;
        Scale = scale;
    }

    /// <summary>The values that become 0, one per column.</summary>
    public NdArray<double> Centre { get; }

    /// <summary>The values that become 1, one per column; above 0.</summary>
    public NdArray<double> Scale { get; }

    /// <summary>The number of columns.</summary>
    public int Width => Centre.Length;

    /// <summary>(x - centre) / scale, computed in double precision.</summary>
    /// <param name="rows">[n, <see cref="Width"/>].</param>
    public NdArray<float> Apply(NdArray<float> rows) =>
        Map(rows, (value, column) => (value - Centre[column]) / Scale[column]);

    /// <summary>x scale + centre: the inverse of <see cref="Apply"/>, up to rounding.</summary>
    /// <param name="rows">[n, <see cref="Width"/>].</param>
    public NdArray<float> Invert(NdArray<float> rows) =>
        Map(rows, (value, column) => (value * Scale[column]) + Centre[column]);

    /// <summary>
    /// Moments that standardise as this scales: what a policy starts from and carries in its file. Of one row with mean
    /// centre and standard deviation scale - <see cref="NormalizationStatistics.Epsilon"/>, which standardising adds again; a
    /// scale below that counts as that. A column that counts as constant (<see cref="ColumnSpread.IsNone"/>) is not
    /// scaled by moments.
    /// </summary>
    public NormalizationStatistics ToStatistics()
    {
        var squares = new double[Width];
        for (var column = 0; column < Width; column++)
        {
            var deviation = Math.Max(ColumnSpread.Least, Scale[column] - NormalizationStatistics.Epsilon);
            squares[column] = deviation * deviation;
        }
        return new NormalizationStatistics(1, Centre, NdArray<double>.Own(Scale.Shape, squares));
    }

    private NdArray<float> Map(NdArray<float> rows, Func<double, int, double> map)
    {
        ArgumentNullException.ThrowIfNull(rows);
        if (rows.Columns != Width)
        {
            throw new ArgumentException($"Expected {Width} columns but got {rows.Shape}.", nameof(rows));
        }
        var mapped = new float[rows.Length];
        for (var i = 0; i < mapped.Length; i++)
        {
            mapped[i] = (float)map(rows[i], i % Width);
        }
        return NdArray<float>.Own(rows.Shape, mapped);
    }

    private static void Require(NdArray<double> values, Func<double, bool> holds, string expected, string argument)
    {
        for (var column = 0; column < values.Length; column++)
        {
            if (!holds(values[column]))
            {
                throw new ArgumentException(
                    $"Expected numbers that are {expected}, but that of column {column} is {values[column]}.",
                    argument
                );
            }
        }
    }
}
