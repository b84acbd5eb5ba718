using System.Collections.Immutable;
using Gail.Execution;
using Gail.Graphs;
using Gail.Networks;
using Gail.Numerics;
using static Gail.Graphs.Expr;

namespace Gail.Core.Tests.Graphs.Plans;

/// <summary>Plans compute what the interpreter computes in double precision, up to single precision's rounding.</summary>
public sealed class PlanTests
{
    public static TheoryData<string> Operations => [.. OperationTable.Rows.Select(row => row.Name)];

    [Theory]
    [MemberData(nameof(Operations))]
    public void Every_operation_with_its_derivatives(string name)
    {
        var row = OperationTable.Rows.Single(row => row.Name == name);
        foreach (var batch in new[] { 1, 2, 7, 8, 9, 127, 128, 129, 257, 600 })
        {
            var probe = new OperationProbe(row, batch);
            var gradient = Differentiate.Gradient(probe.Quadratic, probe.Inputs);
            var second = Differentiate.Gradient(probe.DotTangents(gradient), probe.Inputs);
            var forward = Differentiate.Forward(probe.Output, probe.Inputs, probe.Tangents);
            Check(
                new Graph([
                    new GraphOutput("value", probe.Output),
                    new GraphOutput("forward", forward),
                    .. gradient.Select((node, i) => new GraphOutput($"gradient{i}", node)),
                    .. second.Select((node, i) => new GraphOutput($"second{i}", node)),
                ]),
                probe.Feed
            );
        }
    }

    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(3, 5, 2)]
    [InlineData(14, 16, 1)]
    [InlineData(17, 31, 15)]
    [InlineData(11, 48, 17)]
    [InlineData(33, 64, 3)]
    [InlineData(14, 100, 1)]
    [InlineData(64, 113, 20)]
    [InlineData(5, 128, 100)]
    public void Networks_with_their_gradients_and_penalties(int inputs, int hidden, int outputs)
    {
        var mlp = new Mlp(inputs, [hidden, hidden], outputs, Activation.Tanh);
        var parameters = mlp.Parameters("p");
        var x = Input("x", inputs);
        var y = mlp.Apply(parameters, x);
        var loss = MeanRows(SumColumns(Square(y - Input("t", outputs))));
        var slope = Differentiate.Backward(y, Fill(1, y.Rows, outputs), [x])[0];
        var penalty = MeanRows(Square(Sqrt(SumColumns(Square(slope)) + 1e-6) - 1));
        var tangents = parameters.Select((p, i) => Parameter($"v{i}", p.Rows.Resolve(0), p.Columns));
        var moved = Differentiate.Forward(y, parameters, [.. tangents]);
        var graph = new Graph([
            new GraphOutput("y", y),
            new GraphOutput("loss", loss),
            new GraphOutput("penalty", penalty),
            .. Named("loss", Differentiate.Gradient(loss, parameters)),
            .. Named("penalty", Differentiate.Gradient(penalty, parameters)),
            .. Named("fisher", Differentiate.Backward(y, moved, parameters)),
        ]);
        foreach (var batch in new[] { 1, 6, 8, 64, 131, 256, 511, 1000 })
        {
            var key = RandomKey.FromSeed(batch);
            var feed = Feed<double>
                .Empty.With("x", Matrices.Random(key.Fold(1), batch, inputs))
                .With("t", Matrices.Random(key.Fold(2), batch, outputs));
            for (var i = 0; i < parameters.Length; i++)
            {
                var (rows, columns) = (parameters[i].Rows.Resolve(0), parameters[i].Columns);
                var scale = 1 / Math.Sqrt(rows);
                feed = feed.With(parameters[i].Name, Matrices.Random(key.Fold(10 + i), rows, columns, -scale, scale))
                    .With($"v{i}", Matrices.Random(key.Fold(30 + i), rows, columns, -scale, scale));
            }
            Check(graph, feed);
        }
    }

    [Fact]
    public void A_second_pass_over_the_batch_sees_the_first_one_s_sums()
    {
        // Standardised columns: rows need sums over all rows, which need the mean of all rows.
        var x = Input("x", 5);
        var centred = x - RepeatRows(MeanRows(x), x.Rows);
        var spread = Sqrt(MeanRows(Square(centred)));
        var graph = new Graph(
            new GraphOutput("standardised", centred / RepeatRows(spread, x.Rows)),
            new GraphOutput("spread", spread)
        );
        foreach (var batch in new[] { 2, 300, 1025 })
        {
            Check(graph, Feed<double>.Empty.With("x", Matrices.Random(RandomKey.FromSeed(3), batch, 5)));
        }
    }

    [Fact]
    public void The_bits_of_a_row_do_not_depend_on_the_rows_beside_it()
    {
        var mlp = new Mlp(4, [100, 100], 3, Activation.Tanh);
        var graph = new Graph(new GraphOutput("y", mlp.Apply(mlp.Parameters("p"), Input("x", 4))));
        var key = RandomKey.FromSeed(1);
        var rows = Float(Matrices.Random(key.Fold(0), 300, 4));
        var feed = Feed<float>.Empty.With("p", mlp.Initialize(key.Fold(1)));
        feed = feed.With("p/output/weight", Float(Matrices.Random(key.Fold(2), 100, 3)));
        var all = new Executor(1).Run(graph, feed.With("x", rows))["y"];
        foreach (var count in new[] { 1, 2, 7, 8, 9, 31, 128 })
        {
            var some = new Executor(1).Run(graph, feed.With("x", rows.Gather([.. Enumerable.Range(5, count)])))["y"];
            for (var row = 0; row < count; row++)
            {
                Assert.Equal(all.Row(5 + row).ToArray(), some.Row(row).ToArray());
            }
        }
    }

    [Fact]
    public void What_lies_beyond_a_computed_row_does_not_count()
    {
        // The logarithm of the padding is no number.
        var (x, p) = (Input("x", 3), Parameter("p", 1, 3));
        var feed = Feed<double>
            .Empty.With("x", Matrices.Random(RandomKey.FromSeed(1), 5, 3))
            .With("p", NdArray.Matrix<double>(1, 3, [1, 2, 3]));
        Check(new Graph(new GraphOutput("y", MatMulRightTransposed(x, Log(p)))), feed);
    }

    [Fact]
    public void A_graph_may_be_deep()
    {
        var x = Input("x", 2);
        var deep = x;
        for (var i = 0; i < 20_000; i++)
        {
            deep = deep * -1.5 + (x * 0.5);
            deep = Tanh(deep);
        }
        var rows = NdArray.Matrix<float>(3, 2, [0, 1, 2, 3, 4, 5]);
        var result = new Executor(1).Run(new Graph(new GraphOutput("y", deep)), Feed<float>.Empty.With("x", rows));
        Assert.All(result["y"].Values, value => Assert.InRange(value, -1, 1));
    }

    [Fact]
    public void Outputs_may_be_inputs_constants_or_given_twice()
    {
        var (x, p) = (Input("x", 3), Parameter("p", 2, 3));
        var graph = new Graph(
            new GraphOutput("x", x),
            new GraphOutput("again", x),
            new GraphOutput("p", p),
            new GraphOutput("ones", Fill(1, x.Rows, 4)),
            new GraphOutput("two", Fill(2, p.Rows, 1))
        );
        var feed = Feed<double>
            .Empty.With("x", Matrices.Random(RandomKey.FromSeed(1), 300, 3))
            .With("p", Matrices.Random(RandomKey.FromSeed(2), 2, 3));
        Check(graph, feed);
    }

    [Fact]
    public void A_very_wide_network()
    {
        var (x, w) = (Input("x", 3), Parameter("w", 3, 5000));
        var y = SumColumns(Tanh(MatMul(x, w)));
        var graph = new Graph([
            new GraphOutput("y", y * 0.01),
            .. Named("w", Differentiate.Gradient(MeanRows(y), [w])),
        ]);
        var feed = Feed<double>
            .Empty.With("x", Matrices.Random(RandomKey.FromSeed(1), 33, 3))
            .With("w", Matrices.Random(RandomKey.FromSeed(2), 3, 5000));
        Check(graph, feed);
    }

    private static IEnumerable<GraphOutput> Named(string of, ImmutableArray<Expr> nodes) =>
        nodes.Select((node, i) => new GraphOutput($"{of}{i}", node));

    /// <summary>
    /// Within 4e-6 of the largest element: the rounding of sums of some hundred terms, and no sign of a missing one.
    /// </summary>
    private static void Check(Graph graph, Feed<double> feed)
    {
        var single = Feed<float>.Empty;
        var rounded = Feed<double>.Empty;
        foreach (var name in feed.Names)
        {
            single = single.With(name, Float(feed.Find(name)!));
            rounded = rounded.With(name, Matrices.Map(feed.Find(name)!, value => (float)value));
        }
        var expected = new Executor(1).RunDouble(graph, rounded);
        var alone = new Executor(1).Run(graph, single);
        foreach (var threads in new[] { 1, 2, 3, 7 })
        {
            var actual = new Executor(threads).Run(graph, single);
            foreach (var output in graph.Outputs)
            {
                Assert.True(alone[output.Name].SameBits(actual[output.Name]), $"{output.Name} on {threads} threads");
                var (right, got) = (expected[output.Name], actual[output.Name]);
                Assert.Equal(right.Shape, got.Shape);
                var scale = Math.Max(1, right.Values.Max(Math.Abs));
                for (var i = 0; i < right.Length; i++)
                {
                    if (!(Math.Abs(right.Span[i] - got.Span[i]) <= 4e-6 * scale))
                    {
                        Assert.Fail($"{output.Name}[{i}] of {got}: {got.Span[i]}, not {right.Span[i]}.");
                    }
                }
            }
        }
    }

    private static NdArray<float> Float(NdArray<double> x) =>
        NdArray<float>.Own(x.Shape, [.. x.Values.Select(value => (float)value)]);
}
