using System.Collections.Immutable;

namespace Gail.Numerics;

/// <summary>The extents of an array, outermost first; rank 0 is a scalar.</summary>
public readonly struct Shape : IEquatable<Shape>
{
    private readonly ImmutableArray<int> _extents;

    /// <summary>A shape of the given extents.</summary>
    /// <param name="extents">Each 0 or more.</param>
    public Shape(params ReadOnlySpan<int> extents)
    {
        foreach (var extent in extents)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(extent, nameof(extents));
        }
        _extents = [.. extents];
    }

    /// <summary>The shape of a scalar: rank 0, length 1.</summary>
    public static Shape Scalar => new([]);

    /// <summary>The extents, outermost first.</summary>
    public ImmutableArray<int> Extents => _extents.IsDefault ? [] : _extents;

    /// <summary>The number of dimensions.</summary>
    public int Rank => Extents.Length;

    /// <summary>The number of elements: the product of the extents.</summary>
    public int Length
    {
        get
        {
            var length = 1;
            foreach (var extent in Extents)
            {
                length = checked(length * extent);
            }
            return length;
        }
    }

    /// <summary>The extent of one dimension.</summary>
    /// <param name="dimension">0 is the outermost.</param>
    public int this[int dimension] => Extents[dimension];

    /// <summary>Whether two shapes have the same extents.</summary>
    public static bool operator ==(Shape left, Shape right) => left.Equals(right);

    /// <summary>Whether two shapes differ.</summary>
    public static bool operator !=(Shape left, Shape right) => !left.Equals(right);

    /// <inheritdoc/>
    public bool Equals(Shape other) => Extents.AsSpan().SequenceEqual(other.Extents.AsSpan());

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Shape other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (var extent in Extents)
        {
            hash.Add(extent);
        }
        return hash.ToHashCode();
    }

    /// <summary>The extents in brackets, as in [128, 4].</summary>
    public override string ToString() => $"[{string.Join(", ", Extents)}]";
}
