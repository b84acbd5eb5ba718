using Gail.Execution;
using Gail.Graphs;
using Gail.Numerics;
using static Gail.Graphs.Expr;

namespace Gail.Core.Tests.Graphs;

public sealed class GraphTests
{
    private static readonly Executor Executor = new(threads: 1);
    private static readonly Expr X = Input("x", 2);
    private static readonly Expr Z = Input("z", 3);
    private static readonly Expr Weight = Parameter("layer/weight", 2, 3);
    private static readonly Graph Affine = new(new GraphOutput("y", MatMul(X, Weight) + Z));

    [Fact]
    public void Nodes_come_once_and_after_their_arguments()
    {
        var shared = Tanh(X);
        var graph = new Graph(new GraphOutput("a", shared * shared), new GraphOutput("b", shared + X));

        Assert.Equal(4, graph.Nodes.Length);
        Assert.All(
            graph.Nodes,
            node =>
                Assert.All(
                    node.Arguments,
                    argument => Assert.InRange(graph.Nodes.IndexOf(argument), 0, graph.Nodes.IndexOf(node) - 1)
                )
        );
        Assert.Same(X, Assert.Single(graph.Inputs));
    }

    [Fact]
    public void Two_inputs_of_one_name_are_refused_and_one_node_used_twice_is_not()
    {
        var failure = Assert.Throws<ArgumentException>(() =>
            new Graph(new GraphOutput("y", Input("x", 2) + Input("x", 2)))
        );
        Assert.Contains("'x'", failure.Message);
        Assert.Single(new Graph(new GraphOutput("y", X + X)).Inputs);
    }

    [Fact]
    public void Two_outputs_of_one_name_are_refused()
    {
        var failure = Assert.Throws<ArgumentException>(() =>
            new Graph(new GraphOutput("y", X), new GraphOutput("y", Tanh(X)))
        );
        Assert.Contains("'y'", failure.Message);
    }

    [Fact]
    public void Missing_input_is_named_with_its_shape_and_what_was_given()
    {
        var message = Refusal(Feed<double>.Empty.With("x", Zeros(4, 2)).With("z", Zeros(4, 3)));
        Assert.Contains("'layer/weight' [2, 3]", message);
        Assert.Contains("x", message);
        Assert.Contains("z", message);
    }

    [Theory]
    [InlineData("layer/weight", 3, 3, "[2, 3]")]
    [InlineData("layer/weight", 2, 2, "[2, 3]")]
    [InlineData("layer/weight", 3, 2, "[2, 3]")]
    [InlineData("x", 4, 3, "[4, 2]")]
    [InlineData("z", 5, 3, "[4, 3]")]
    [InlineData("z", 4, 2, "[4, 3]")]
    public void Input_of_another_shape_is_named_with_both(string name, int rows, int columns, string expected)
    {
        var message = Refusal(
            Feed<double>
                .Empty.With("x", Zeros(4, 2))
                .With("z", Zeros(4, 3))
                .With("layer/weight", Zeros(2, 3))
                .With(name, Zeros(rows, columns))
        );
        Assert.Contains($"'{name}'", message);
        Assert.Contains(expected, message);
        Assert.Contains($"[{rows}, {columns}]", message);
    }

    [Fact]
    public void Node_of_the_batch_without_an_input_of_the_batch_is_refused()
    {
        var fill = new Graph(new GraphOutput("y", Fill(1, RowCount.Batch, 2)));
        var mean = new Graph(new GraphOutput("y", InverseBatch()));

        Assert.Contains(
            "Fill[batch, 2]",
            Assert.Throws<ArgumentException>(() => Executor.RunDouble(fill, Feed<double>.Empty)).Message
        );
        Assert.Contains(
            "InverseBatch",
            Assert.Throws<ArgumentException>(() => Executor.RunDouble(mean, Feed<double>.Empty)).Message
        );
    }

    [Fact]
    public void Batch_without_rows_gives_outputs_without_rows_and_sums_of_zero()
    {
        var graph = new Graph(
            new GraphOutput("rows", LogSoftmax(MatMul(X, Weight))),
            new GraphOutput("sum", SumRows(X)),
            new GraphOutput("product", MatMulLeftTransposed(X, X))
        );
        var result = Executor.RunDouble(
            graph,
            Feed<double>.Empty.With("x", Zeros(0, 2)).With("layer/weight", Zeros(2, 3))
        );
        Assert.Equal(new Shape(0, 3), result["rows"].Shape);
        Assert.Equal(Zeros(1, 2), result["sum"]);
        Assert.Equal(Zeros(2, 2), result["product"]);
    }

    [Fact]
    public void Feed_is_immutable_and_keeps_the_later_value()
    {
        var one = Feed<double>.Empty.With("x", NdArray.Scalar(1.0));
        var two = one.With("x", NdArray.Scalar(2.0));

        Assert.Equal(NdArray.Scalar(1.0), one.Find("x"));
        Assert.Equal(NdArray.Scalar(2.0), two.Find("x"));
        Assert.Null(one.Find("z"));
        Assert.Equal(["x"], two.Names);
    }

    [Fact]
    public void Feed_takes_a_tree_by_prefix_and_path()
    {
        var tree = StateTree.Empty.With("layer/weight", Zeros(2, 3)).With("bias", Zeros(1, 3));

        Assert.Equal(["p/bias", "p/layer/weight"], Feed<double>.Empty.With("p", tree).Names.Order());
        Assert.Equal(["bias", "layer/weight"], Feed<double>.Empty.With("", tree).Names.Order());
        var failure = Assert.Throws<ArgumentException>(() => Feed<float>.Empty.With("p", tree));
        Assert.Contains("'layer/weight'", failure.Message);
        Assert.Contains("F32", failure.Message);
    }

    [Fact]
    public void Result_names_the_outputs_it_has()
    {
        var graph = new Graph(new GraphOutput("loss", SumAll(X)));
        var result = Executor.Run(graph, Feed<float>.Empty.With("x", NdArray.Matrix<float>(2, 2, [0, 1, 1, 2])));

        Assert.Equal(4, result.Scalar("loss"));
        var message = Assert.Throws<KeyNotFoundException>(() => result["gain"]).Message;
        Assert.Contains("'gain'", message);
        Assert.Contains("loss", message);
    }

    private static NdArray<double> Zeros(int rows, int columns) => NdArray.Zeros<double>(new Shape(rows, columns));

    private static string Refusal(Feed<double> feed) =>
        Assert.Throws<ArgumentException>(() => Executor.RunDouble(Affine, feed)).Message;
}
