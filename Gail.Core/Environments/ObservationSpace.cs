using System.Collections.Immutable;

namespace Gail.Environments;

/// <summary>
/// A box of real observations, as networks see them. Where what is observed are choices, each lies one-hot in it
/// (<see cref="OneHot"/>); images and other arrays lie row after row and keep their <see cref="Shape"/>.
/// </summary>
/// <param name="Low">The lower bounds; -infinity where there is none.</param>
/// <param name="High">The upper bounds; infinity where there is none.</param>
public sealed record ObservationSpace(ImmutableArray<float> Low, ImmutableArray<float> High)
{
    /// <summary>The number of values in an observation.</summary>
    public int Width => Low.Length;

    /// <summary>The dimensions of an observation, as in [height, width, channels] for an image; [Width] for a vector.</summary>
    public ImmutableArray<int> Shape { get; init; } = [Low.Length];

    /// <summary>Discrete observations, or several side by side: for each choice as many values as alternatives, of which one is 1.</summary>
    /// <param name="counts">The number of alternatives of each choice, 1 or more.</param>
    public static ObservationSpace OneHot(params ReadOnlySpan<int> counts)
    {
        var width = 0;
        foreach (var count in counts)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(count, 1, nameof(counts));
            width += count;
        }
        return new ObservationSpace([.. Enumerable.Repeat(0f, width)], [.. Enumerable.Repeat(1f, width)]);
    }

    /// <summary>Bytes of an image, 0 to 255: [height, width, channels], row after row.</summary>
    /// <param name="height">The number of rows.</param>
    /// <param name="width">The number of columns.</param>
    /// <param name="channels">The values of a pixel.</param>
    public static ObservationSpace Image(int height, int width, int channels)
    {
        var values = checked(height * width * channels);
        return new ObservationSpace([.. Enumerable.Repeat(0f, values)], [.. Enumerable.Repeat(255f, values)])
        {
            Shape = [height, width, channels],
        };
    }

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
        other is not null
        && Low.SequenceEqual(other.Low)
        && High.SequenceEqual(other.High)
        && Shape.SequenceEqual(other.Shape);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Width, Width == 0 ? 0 : Low[0], Width == 0 ? 0 : High[0]);
}
