namespace Gail.Numerics.Scaling;

/// <summary>Collects what a scaling is fitted to, in one pass over the rows. Its memory does not grow with them.</summary>
/// <param name="width">The number of columns.</param>
internal abstract class ScalingFit(int width)
{
    /// <summary>The number of columns.</summary>
    protected int Width => width;

    /// <summary>The rows seen so far.</summary>
    public long Count { get; private set; }

    /// <summary>Looks at rows.</summary>
    /// <param name="rows">Row by row; finite.</param>
    public void Add(ReadOnlySpan<double> rows)
    {
        Update(rows);
        Count += rows.Length / width;
    }

    /// <summary>Looks at rows.</summary>
    /// <param name="rows">Row by row; finite.</param>
    public void Add(ReadOnlySpan<float> rows)
    {
        var wide = new double[rows.Length];
        for (var i = 0; i < wide.Length; i++)
        {
            wide[i] = rows[i];
        }
        Add(wide);
    }

    /// <summary>The scaling of what was seen, at least one row. A column that counts as constant gets scale 1.</summary>
    public AffineScaling Scaling()
    {
        var (centre, scale) = (new double[width], new double[width]);
        for (var column = 0; column < width; column++)
        {
            (centre[column], var spread) = Column(column);
            scale[column] = ColumnSpread.Divisor(spread, centre[column]);
        }
        return new AffineScaling(NdArray.Vector<double>(centre), NdArray.Vector<double>(scale));
    }

    protected abstract void Update(ReadOnlySpan<double> rows);

    /// <summary>Centre and spread of a column.</summary>
    protected abstract (double Centre, double Spread) Column(int column);
}
