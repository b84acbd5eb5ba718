using System.Collections.Immutable;

namespace Gail.Environments;

/// <summary>A box of real observations.</summary>
/// <param name="Low">The lower bounds; -infinity where there is none.</param>
/// <param name="High">The upper bounds; infinity where there is none.</param>
public sealed record ObservationSpace(ImmutableArray<float> Low, ImmutableArray<float> High)
{
    /// <summary>The number of values in an observation.</summary>
    public int Width => Low.Length;

    /// <summary>A space without bounds.</summary>
    /// <param name="width">The number of values.</param>
    public static ObservationSpace Unbounded(int width) =>
        new(
            [.. Enumerable.Repeat(float.NegativeInfinity, width)],
            [.. Enumerable.Repeat(float.PositiveInfinity, width)]
        );

    /// <summary>A space with the bounds -limit to limit.</summary>
    /// <param name="limits">One positive limit per value.</param>
    public static ObservationSpace Symmetric(params ReadOnlySpan<float> limits)
    {
        var low = new float[limits.Length];
        for (var i = 0; i < low.Length; i++)
        {
            low[i] = -limits[i];
        }
        return new ObservationSpace([.. low], [.. limits]);
    }

    /// <inheritdoc/>
    public bool Equals(ObservationSpace? other) =>
        other is not null && Low.SequenceEqual(other.Low) && High.SequenceEqual(other.High);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Width, Width == 0 ? 0 : Low[0], Width == 0 ? 0 : High[0]);
}
