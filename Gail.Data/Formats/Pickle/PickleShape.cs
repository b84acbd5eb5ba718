using System.Collections.Immutable;

namespace Gail.Data.Formats.Pickle;

/// <summary>Shapes and strides of arrays, checked.</summary>
internal static class PickleShape
{
    private const int MaximumRank = 32;

    /// <summary>Extents, whose product is the length of an array.</summary>
    public static ImmutableArray<int> Checked(ImmutableArray<object?> extents)
    {
        if (extents.Length > MaximumRank)
        {
            throw new PickleException($"an array has {extents.Length} dimensions, expected {MaximumRank} at most.");
        }
        var product = 1L;
        foreach (var extent in extents)
        {
            // Each factor below 2^31 and the product kept below it: the product of two never overflows.
            if (extent is not (long and >= 0 and <= int.MaxValue) || product * (long)extent > int.MaxValue)
            {
                throw new PickleException(
                    $"the shape ({string.Join(", ", extents)}) is none, or has more elements than an array can hold."
                );
            }
            product *= (long)extent;
        }
        return [.. extents.Select(extent => (int)(long)extent!)];
    }

    /// <summary>The distances of neighbours in elements, where the last dimension varies fastest.</summary>
    public static ImmutableArray<long> RowMajor(ImmutableArray<int> shape)
    {
        var strides = new long[shape.Length];
        var stride = 1L;
        for (var d = shape.Length - 1; d >= 0; d--)
        {
            strides[d] = stride;
            stride *= Math.Max(1, shape[d]);
        }
        return [.. strides];
    }

    /// <summary>The same, where the first does.</summary>
    public static ImmutableArray<long> ColumnMajor(ImmutableArray<int> shape)
    {
        var strides = new long[shape.Length];
        var stride = 1L;
        for (var d = 0; d < shape.Length; d++)
        {
            strides[d] = stride;
            stride *= Math.Max(1, shape[d]);
        }
        return [.. strides];
    }
}
