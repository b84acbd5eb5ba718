using Gail.Execution;
using Gail.Graphs;
using Gail.Numerics;
using static Gail.Graphs.Expr;

namespace Gail.Core.Tests.Graphs;

public sealed class DifferentiateTests
{
    private static readonly Expr X = Parameter("x", 1, 2);
    private static readonly Expr Y = Parameter("y", 1, 2);
    private static readonly Expr Unused = Parameter("unused", 3, 4);
    private static readonly Expr Batch = Input("batch", 2);

    private static readonly Feed<double> Feed = Feed<double>
        .Empty.With("x", NdArray.Matrix(1, 2, [2.0, 3.0]))
        .With("y", NdArray.Matrix(1, 2, [5.0, 7.0]))
        .With("batch", NdArray.Matrix(2, 2, [1.0, 2.0, 3.0, 4.0]));

    [Fact]
    public void Gradient_by_hand()
    {
        // f = x1 y1^2 + x2 y2^2.
        var gradients = Differentiate.Gradient(SumAll(X * Square(Y)), [X, Y]);

        Assert.Equal([25.0, 49.0], Run(gradients[0]));
        Assert.Equal([20.0, 42.0], Run(gradients[1]));
    }

    [Fact]
    public void Independent_variables_have_zero_gradients_of_their_shape()
    {
        var gradients = Differentiate.Gradient(SumAll(X), [Unused, X, Batch]);

        Assert.Equal((RowCount.Fixed(3), 4), (gradients[0].Rows, gradients[0].Columns));
        Assert.Equal((RowCount.Batch, 2), (gradients[2].Rows, gradients[2].Columns));
        Assert.Equal(new double[12], Run(gradients[0]));
        Assert.Equal([1.0, 1.0], Run(gradients[1]));
    }

    [Fact]
    public void Tangent_without_a_path_is_zero()
    {
        Assert.Equal([0.0, 0.0], Run(Differentiate.Forward(X * 2, [Y], [Fill(1, Y.Rows, 2)])));
        Assert.Equal([0.0, 0.0], Run(Differentiate.Forward(X * 2, [], [])));
        Assert.Equal([0.0, 0.0], Run(Differentiate.Forward(Heaviside(X), [X], [Fill(1, X.Rows, 2)])));
    }

    [Fact]
    public void Path_through_a_step_has_zero_gradient() =>
        Assert.Equal([0.0, 0.0], Run(Differentiate.Gradient(SumAll(Heaviside(X)), [X])[0]));

    [Fact]
    public void Variables_may_be_intermediate_nodes()
    {
        var inner = X * Y;
        var gradients = Differentiate.Gradient(SumAll(Square(inner)), [inner, X]);

        Assert.Equal([20.0, 42.0], Run(gradients[0]));
        Assert.Equal([100.0, 294.0], Run(gradients[1]));
        Assert.Equal([20.0, 42.0], Run(Differentiate.Forward(Square(inner), [inner], [Fill(1, X.Rows, 2)])));
    }

    [Fact]
    public void Output_is_a_variable_of_itself()
    {
        var loss = SumAll(X);
        Assert.Equal([1.0], Run(Differentiate.Gradient(loss, [loss])[0]));
        Assert.Equal([2.0, 3.0], Run(Differentiate.Forward(Y, [Y], [X])));
        Assert.Equal([2.0, 3.0], Run(Differentiate.Backward(Y, X, [Y])[0]));
    }

    [Fact]
    public void Repeated_use_of_a_node_accumulates()
    {
        // f = x^2 + 3x, and x + x + x.
        Assert.Equal([7.0, 9.0], Run(Differentiate.Gradient(SumAll((X * X) + (3 * X)), [X])[0]));
        Assert.Equal([3.0, 3.0], Run(Differentiate.Gradient(SumAll(X + X + X), [X])[0]));
        Assert.Equal([7.0, 9.0], Run(Differentiate.Forward((X * X) + (3 * X), [X], [Fill(1, X.Rows, 2)])));
    }

    [Fact]
    public void Long_chains_are_differentiated_without_recursion()
    {
        var node = X;
        for (var i = 0; i < 50_000; i++)
        {
            node = node + 1;
        }
        Assert.Equal([1.0, 1.0], Run(Differentiate.Gradient(SumAll(node), [X])[0]));
        Assert.Equal([50_002.0, 50_003.0], Run(node));
    }

    [Fact]
    public void Doubling_nodes_are_visited_once()
    {
        // 2^60 paths lead from the sum to x.
        var node = X;
        for (var i = 0; i < 60; i++)
        {
            node = node + node;
        }
        var expected = Math.ScaleB(1, 60);
        Assert.Equal([expected, expected], Run(Differentiate.Gradient(SumAll(node), [X])[0]));
        Assert.Equal([expected, expected], Run(Differentiate.Forward(node, [X], [Fill(1, X.Rows, 2)])));
    }

    [Fact]
    public void Derivatives_up_to_the_fourth_are_right()
    {
        // The derivatives of exp(2x) are 2^n exp(2x).
        var x = Parameter("x", 1, 1);
        var node = Exp(x * 2);
        for (var n = 1; n <= 4; n++)
        {
            node = Differentiate.Gradient(node, [x])[0];
            var value = Run(node, Feed<double>.Empty.With("x", NdArray.Matrix(1, 1, [0.3])))[0];
            Assert.Equal(Math.Pow(2, n) * Math.Exp(0.6), value, 1e-12);
        }
    }

    [Fact]
    public void Gradient_of_anything_but_a_scalar_is_refused()
    {
        foreach (var node in (Expr[])[X, Batch, SumColumns(Batch), SumRows(Batch)])
        {
            var failure = Assert.Throws<ArgumentException>("output", () => Differentiate.Gradient(node, [X]));
            Assert.Contains($"{node}", failure.Message);
        }
    }

    [Fact]
    public void Derivatives_along_other_shapes_are_refused()
    {
        var cotangent = Assert.Throws<ArgumentException>("cotangent", () => Differentiate.Backward(X, Batch, [X]));
        Assert.Contains($"{Batch}", cotangent.Message);
        var tangent = Assert.Throws<ArgumentException>("tangent", () => Differentiate.Forward(X, [X], [Batch]));
        Assert.Contains($"{Batch}", tangent.Message);
        var tangents = Assert.Throws<ArgumentException>("tangents", () => Differentiate.Forward(X, [X, Y], [X]));
        Assert.Contains("2 variables need as many tangents; 1 were given", tangents.Message);
    }

    private static double[] Run(Expr node) => Run(node, Feed);

    private static double[] Run(Expr node, Feed<double> feed) =>
        new Executor(threads: 1).RunDouble(new Graph(new GraphOutput("node", node)), feed)["node"].Span.ToArray();
}
