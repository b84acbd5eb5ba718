using Gail.Numerics;

namespace Gail.Networks;

/// <summary>A tree of float arrays as one vector and back, for solvers that think in vectors.</summary>
public static class ParameterVector
{
    /// <summary>All elements, array after array in the tree's order.</summary>
    /// <param name="parameters">A tree of float arrays.</param>
    public static double[] Flatten(StateTree parameters)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        var leaves = parameters.Leaves.Select(leaf => (NdArray<float>)leaf.Value).ToList();
        var vector = new double[leaves.Sum(leaf => leaf.Length)];
        var at = 0;
        foreach (var leaf in leaves)
        {
            foreach (var value in leaf.Span)
            {
                vector[at++] = value;
            }
        }
        return vector;
    }

    /// <summary>The inverse of <see cref="Flatten"/>, rounding to single precision.</summary>
    /// <param name="vector">As many elements as the tree has.</param>
    /// <param name="like">A tree whose names and shapes the result has.</param>
    public static StateTree Unflatten(ReadOnlySpan<double> vector, StateTree like)
    {
        ArgumentNullException.ThrowIfNull(like);
        var length = like.Leaves.Sum(leaf => leaf.Value.Length);
        if (vector.Length != length)
        {
            throw new ArgumentException($"Expected {length} elements but got {vector.Length}.", nameof(vector));
        }
        var leaves = new List<StateLeaf>();
        foreach (var leaf in like.Leaves)
        {
            var values = new float[leaf.Value.Length];
            for (var i = 0; i < values.Length; i++)
            {
                values[i] = (float)vector[i];
            }
            vector = vector[values.Length..];
            leaves.Add(new StateLeaf(leaf.Path, NdArray<float>.Own(leaf.Value.Shape, values)));
        }
        return StateTree.FromLeaves(leaves);
    }
}
