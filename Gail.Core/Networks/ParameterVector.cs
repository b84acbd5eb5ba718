using Gail.Numerics;

namespace Gail.Networks;

/// <summary>Converts a tree of float arrays to one vector and back, for solvers that work on vectors.</summary>
public static class ParameterVector
{
    /// <summary>All elements, array after array in the tree's order.</summary>
    /// <param name="parameters">A tree of float arrays.</param>
    public static double[] Flatten(StateTree parameters)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        var vector = new double[parameters.ElementCount];
        var rest = vector.AsSpan();
        foreach (var array in parameters.Arrays())
        {
            Widen(((NdArray<float>)array).Span, rest);
            rest = rest[array.Length..];
        }
        return vector;
    }

    /// <summary>The inverse of <see cref="Flatten(StateTree)"/>, rounding to single precision.</summary>
    /// <param name="vector">As many elements as the tree has.</param>
    /// <param name="like">A tree whose names and shapes the result has.</param>
    public static StateTree Unflatten(ReadOnlySpan<double> vector, StateTree like)
    {
        ArgumentNullException.ThrowIfNull(like);
        CheckLength(vector.Length, like, nameof(vector));
        var arrays = like.Arrays();
        foreach (ref var array in arrays.AsSpan())
        {
            var values = new float[array.Length];
            Round(vector[..values.Length], values);
            vector = vector[values.Length..];
            array = NdArray<float>.Own(array.Shape, values);
        }
        return like.WithArrays(arrays);
    }

    /// <summary>The same in single precision.</summary>
    public static void Flatten(StateTree parameters, Span<float> vector)
    {
        CheckLength(vector.Length, parameters, nameof(vector));
        foreach (var array in parameters.Arrays())
        {
            ((NdArray<float>)array).Span.CopyTo(vector);
            vector = vector[array.Length..];
        }
    }

    /// <summary>The same in single precision.</summary>
    public static StateTree Unflatten(ReadOnlySpan<float> vector, StateTree like)
    {
        CheckLength(vector.Length, like, nameof(vector));
        var arrays = like.Arrays();
        foreach (ref var array in arrays.AsSpan())
        {
            array = NdArray<float>.Own(array.Shape, vector[..array.Length].ToArray());
            vector = vector[array.Length..];
        }
        return like.WithArrays(arrays);
    }

    /// <summary>Each element in double precision.</summary>
    public static void Widen(ReadOnlySpan<float> from, Span<double> to)
    {
        for (var i = 0; i < from.Length; i++)
        {
            to[i] = from[i];
        }
    }

    /// <summary>Each element rounded to single precision.</summary>
    public static void Round(ReadOnlySpan<double> from, Span<float> to)
    {
        for (var i = 0; i < from.Length; i++)
        {
            to[i] = (float)from[i];
        }
    }

    private static void CheckLength(int length, StateTree tree, string argument)
    {
        if (length != tree.ElementCount)
        {
            throw new ArgumentException($"Expected {tree.ElementCount} elements but got {length}.", argument);
        }
    }
}
