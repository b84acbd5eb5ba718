using Gail.Execution;
using Gail.Graphs;
using Gail.Numerics;
using static Gail.Graphs.Expr;

namespace Gail.Core.Tests.Graphs;

/// <summary>Values at the corners: ties, bounds and extremes, in single and double precision.</summary>
public sealed class FunctionTests
{
    private static readonly Executor Executor = new(threads: 1);
    private static readonly Expr X = Input("x", 1);
    private static readonly Expr Y = Input("y", 1);

    [Theory]
    [InlineData(1, 1e20, 1)]
    [InlineData(1e20, 1, 1)]
    [InlineData(-1e20, 1, -1e20)]
    [InlineData(3, 3, 3)]
    public void Minimum_of_numbers_far_apart_is_exact(double x, double y, double expected) =>
        Assert.Equal(expected, Binary(Minimum(X, Y), x, y));

    [Theory]
    [InlineData(-0.3)]
    [InlineData(0.7)]
    [InlineData(0)]
    [InlineData(-1e20)]
    [InlineData(1e20)]
    public void Clamp_is_exact_at_its_bounds_and_far_away(double x)
    {
        Assert.Equal(Math.Clamp(x, -0.3, 0.7), Unary(Clamp(X, -0.3, 0.7), x));
        Assert.Equal(0, Math.Sign(x) * Unary(Heaviside(X) - (x > 0 ? 1 : 0), x));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0.01)]
    [InlineData(0.2)]
    public void Leaky_relu_is_the_identity_above_zero(double slope)
    {
        Assert.Equal(3, Unary(LeakyRelu(X, slope), 3));
        Assert.Equal(-3 * slope, Unary(LeakyRelu(X, slope), -3), 1e-15);
        Assert.Equal(0, Unary(LeakyRelu(X, slope), 0));
    }

    [Theory]
    [InlineData(-1000)]
    [InlineData(-100)]
    [InlineData(-30)]
    [InlineData(-1)]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(30)]
    [InlineData(100)]
    [InlineData(1000)]
    public void Sigmoid_and_softplus_are_right_at_any_size(double x)
    {
        var softplus =
            x > 30 ? x
            : x < -30 ? Math.Exp(x)
            : Math.Log(1 + Math.Exp(x));
        if (x == -30)
        {
            // log(1 + e) = e - e^2 / 2 + ...
            softplus = Math.Exp(x) - (Math.Exp(2 * x) / 2);
        }
        AssertRelative(softplus, Softplus(X), x);
        AssertRelative(x < -30 ? Math.Exp(x) : 1 / (1 + Math.Exp(-x)), Sigmoid(X), x);
        AssertRelative(Math.Tanh(x), Tanh(X), x);
    }

    [Fact]
    public void Derivatives_are_finite_at_extremes()
    {
        foreach (var x in (double[])[-1000, 1000])
        {
            var limit = x > 0 ? 1 : 0;
            AssertRelative(limit, Differentiate.Forward(Softplus(X), [X], [X * 0 + 1]), x);
            AssertRelative(0, Differentiate.Forward(Sigmoid(X), [X], [X * 0 + 1]), x);
            AssertRelative(0, Differentiate.Forward(Tanh(X), [X], [X * 0 + 1]), x);
        }
    }

    [Theory]
    [InlineData(1000, -1000, 0)]
    [InlineData(-1000, -1000, -1000)]
    [InlineData(1000, 1000, 1000)]
    [InlineData(-1000, 999, 1000)]
    public void Log_softmax_is_finite_and_normalised_at_extremes(double a, double b, double c)
    {
        var x = Input("x", 3);
        var node = LogSoftmax(x);
        double[] logits = [a, b, c];
        var max = logits.Max();
        var normaliser = Math.Log(logits.Sum(value => Math.Exp(value - max)));
        var expected = Matrices.Make(1, 3, (_, j) => logits[j] - max - normaliser);
        var value = NdArray.Matrix<double>(1, 3, logits);

        var graph = new Graph(
            new GraphOutput("y", node),
            new GraphOutput("gradient", Differentiate.Gradient(SumAll(SliceColumns(node, 0, 1)), [x])[0])
        );
        var result = Executor.RunDouble(graph, Feed<double>.Empty.With("x", value));
        var single = Executor.Run(graph, Feed<float>.Empty.With("x", Matrices.ToSingle(value)));

        Matrices.AssertClose(expected, result["y"], 1e-15);
        Matrices.AssertClose(expected, Matrices.ToDouble(single["y"]), 1e-7);
        var gradient = Matrices.Make(1, 3, (_, j) => (j == 0 ? 1 : 0) - Math.Exp(expected[j]));
        Matrices.AssertClose(gradient, result["gradient"], 1e-15);
        Matrices.AssertClose(gradient, Matrices.ToDouble(single["gradient"]), 1e-6);
    }

    private static void AssertRelative(double expected, Expr node, double x)
    {
        var graph = new Graph(new GraphOutput("node", node), new GraphOutput("x", X));
        var value = NdArray.Matrix(1, 1, [x]);
        var actual = Executor.RunDouble(graph, Feed<double>.Empty.With("x", value)).Scalar("node");
        var single = Executor.Run(graph, Feed<float>.Empty.With("x", Matrices.ToSingle(value))).Scalar("node");

        Assert.Equal(expected, actual, Math.Max(Math.Abs(expected) * 1e-14, double.Epsilon));
        // 1 / (1 + exp 100) is below the smallest normal number of single precision, and may be 0.
        Assert.Equal(expected, single, Math.Max(Math.Abs(expected) * 1e-6, 1.2e-38));
    }

    private static double Unary(Expr node, double x) =>
        Executor
            .RunDouble(new Graph(new GraphOutput("y", node)), Feed<double>.Empty.With("x", NdArray.Matrix(1, 1, [x])))
            .Scalar("y");

    private static double Binary(Expr node, double x, double y) =>
        Executor
            .RunDouble(
                new Graph(new GraphOutput("y", node)),
                Feed<double>.Empty.With("x", NdArray.Matrix(1, 1, [x])).With("y", NdArray.Matrix(1, 1, [y]))
            )
            .Scalar("y");
}
