using System.Numerics.Tensors;
using Gail.Numerics;

namespace Gail.Core.Tests.Graphs;

/// <summary>Plain matrix helpers of the tests, with no kernel of the product in them.</summary>
internal static class Matrices
{
    internal static NdArray<double> Make(int rows, int columns, Func<int, int, double> element)
    {
        var values = new double[rows * columns];
        for (var i = 0; i < rows; i++)
        {
            for (var j = 0; j < columns; j++)
            {
                values[(i * columns) + j] = element(i, j);
            }
        }
        return NdArray<double>.Own(new Shape(rows, columns), values);
    }

    internal static NdArray<double> Random(RandomKey key, int rows, int columns, double low = -1, double high = 1) =>
        Make(rows, columns, (i, j) => key.Uniform((ulong)((i * columns) + j), low, high));

    internal static NdArray<double> Map(NdArray<double> x, Func<double, double> function) =>
        Make(x.Rows, x.Columns, (i, j) => function(x[i, j]));

    internal static NdArray<double> Map(NdArray<double> x, NdArray<double> y, Func<double, double, double> function) =>
        Make(x.Rows, x.Columns, (i, j) => function(x[i, j], y[i, j]));

    internal static NdArray<double> Multiply(NdArray<double> x, NdArray<double> y) =>
        Make(x.Rows, y.Columns, (i, j) => Sum(x.Columns, k => x[i, k] * y[k, j]));

    internal static NdArray<double> Transpose(NdArray<double> x) => Make(x.Columns, x.Rows, (i, j) => x[j, i]);

    internal static double Dot(NdArray<double> x, NdArray<double> y) => Sum(x.Length, i => x[i] * y[i]);

    internal static double Norm(NdArray<double> x) => Math.Sqrt(Dot(x, x));

    internal static double Sum(int count, Func<int, double> term)
    {
        var sum = 0.0;
        for (var i = 0; i < count; i++)
        {
            sum += term(i);
        }
        return sum;
    }

    internal static NdArray<float> ToSingle(NdArray<double> x)
    {
        var values = new float[x.Length];
        TensorPrimitives.ConvertTruncating(x.Span, values.AsSpan());
        return NdArray<float>.Own(x.Shape, values);
    }

    internal static NdArray<double> ToDouble(NdArray<float> x)
    {
        var values = new double[x.Length];
        TensorPrimitives.ConvertTruncating(x.Span, values.AsSpan());
        return NdArray<double>.Own(x.Shape, values);
    }

    /// <summary>Every element within <paramref name="tolerance"/> times the larger of 1 and the largest element.</summary>
    internal static void AssertClose(NdArray<double> expected, NdArray<double> actual, double tolerance)
    {
        Assert.Equal(expected.Shape, actual.Shape);
        var bound = tolerance;
        foreach (var value in expected.Span)
        {
            bound = Math.Max(bound, tolerance * Math.Abs(value));
        }
        for (var i = 0; i < expected.Length; i++)
        {
            Assert.True(
                Math.Abs(expected[i] - actual[i]) <= bound,
                $"Element {i} of {expected.Shape}: expected {expected[i]:R} but was {actual[i]:R}, bound {bound:R}."
            );
        }
    }
}
