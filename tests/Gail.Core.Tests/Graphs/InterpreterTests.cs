using System.Buffers;
using Gail.Execution;
using Gail.Graphs;
using Gail.Numerics;
using static Gail.Graphs.Expr;

namespace Gail.Core.Tests.Graphs;

public sealed class InterpreterTests
{
    private const int Observations = 11;
    private const int Hidden = 33;
    private const int Actions = 5;
    private const int Batch = 1_500;

    private static readonly Graph Discriminator = MakeClassifier();

    [Theory]
    [InlineData(1)]
    [InlineData(256)]
    [InlineData(257)]
    [InlineData(Batch)]
    public void Bits_do_not_depend_on_the_number_of_threads(int batch)
    {
        var alone = new Executor(threads: 1, engine: InterpreterEngine.Instance).Run(Discriminator, FeedOf(batch));
        foreach (var threads in (int[])[2, 3, 7])
        {
            for (var repetition = 0; repetition < 3; repetition++)
            {
                AssertSame(
                    alone,
                    new Executor(threads, engine: InterpreterEngine.Instance).Run(Discriminator, FeedOf(batch))
                );
            }
        }
    }

    [Fact]
    public void Sums_over_the_batch_add_blocks_in_a_fixed_tree()
    {
        // Blocks of 256 rows; with 1,100 rows there are 5: ((0 + 1) + (2 + 3)) + 4.
        var x = Input("x", 1);
        var values = Matrices.ToSingle(Matrices.Random(RandomKey.FromSeed(5), 1_100, 1));
        var block = Enumerable
            .Range(0, 5)
            .Select(b => values.Values.Skip(b * 256).Take(256).Aggregate(0f, (sum, value) => sum + value))
            .ToList();

        var sum = new Executor(threads: 2, engine: InterpreterEngine.Instance)
            .Run(new Graph(new GraphOutput("sum", SumRows(x))), Feed<float>.Empty.With("x", values))
            .Scalar("sum");

        Assert.Equal(block[0] + block[1] + (block[2] + block[3]) + block[4], sum);
    }

    [Fact]
    public void Rows_do_not_depend_on_those_in_other_blocks()
    {
        var feed = FeedOf(Batch);
        var first = feed.With("x", feed.Find("x")!.Gather([.. Enumerable.Range(0, 256)]))
            .With("label", feed.Find("label")!.Gather([.. Enumerable.Range(0, 256)]));

        var whole = new Executor(threads: 1, engine: InterpreterEngine.Instance).Run(Discriminator, feed)["logits"];
        var part = new Executor(threads: 1, engine: InterpreterEngine.Instance).Run(Discriminator, first)["logits"];

        Assert.Equal(part, whole.Gather([.. Enumerable.Range(0, 256)]));
    }

    [Fact]
    public void Garbage_in_pooled_buffers_does_not_show()
    {
        var executor = new Executor(threads: 2, engine: InterpreterEngine.Instance);
        var expected = executor.Run(Discriminator, FeedOf(Batch));
        PoisonPool();

        AssertSame(expected, executor.Run(Discriminator, FeedOf(Batch)));
    }

    [Fact]
    public void Published_results_are_not_overwritten()
    {
        var executor = new Executor(threads: 2, engine: InterpreterEngine.Instance);
        var result = executor.Run(Discriminator, FeedOf(Batch));
        var copies = Discriminator.Outputs.Select(output => result[output.Name].Span.ToArray()).ToList();

        executor.Run(Discriminator, FeedOf(Batch - 1));
        PoisonPool();

        Assert.All(
            Discriminator.Outputs.Zip(copies),
            pair => Assert.Equal(pair.Second, result[pair.First.Name].Span.ToArray())
        );
    }

    [Fact]
    public void Inputs_are_left_unchanged_and_may_be_outputs()
    {
        var feed = FeedOf(300);
        var before = feed.Names.ToDictionary(name => name, name => feed.Find(name)!.Span.ToArray());
        var x = Input("x", Observations);
        var graph = new Graph(new GraphOutput("x", x), new GraphOutput("again", x), new GraphOutput("y", x * 2));

        new Executor(threads: 2, engine: InterpreterEngine.Instance).Run(Discriminator, feed);
        var result = new Executor(threads: 2, engine: InterpreterEngine.Instance).Run(graph, feed);
        PoisonPool();

        Assert.All(before, pair => Assert.Equal(pair.Value, feed.Find(pair.Key)!.Span.ToArray()));
        Assert.Equal(feed.Find("x"), result["x"]);
        Assert.Equal(feed.Find("x"), result["again"]);
    }

    [Fact]
    public void One_executor_serves_several_threads_at_once()
    {
        var executor = new Executor(threads: 2, engine: InterpreterEngine.Instance);
        var expected = executor.Run(Discriminator, FeedOf(700));

        Parallel.For(0, 8, _ => AssertSame(expected, executor.Run(Discriminator, FeedOf(700))));
    }

    [Fact]
    public void Single_precision_is_close_to_double()
    {
        var feed = FeedOf(Batch);
        var doubles = feed.Names.Aggregate(
            Feed<double>.Empty,
            (known, name) => known.With(name, Matrices.ToDouble(feed.Find(name)!))
        );

        var single = new Executor(threads: 2, engine: InterpreterEngine.Instance).Run(Discriminator, feed);
        var expected = new Executor(threads: 2, engine: InterpreterEngine.Instance).RunDouble(Discriminator, doubles);

        Assert.All(
            Discriminator.Outputs,
            output => Matrices.AssertClose(expected[output.Name], Matrices.ToDouble(single[output.Name]), 2e-6)
        );
    }

    private static void AssertSame(GraphResult<float> expected, GraphResult<float> actual) =>
        Assert.All(Discriminator.Outputs, output => Assert.Equal(expected[output.Name], actual[output.Name]));

    private static void PoisonPool()
    {
        var buffers = Enumerable
            .Range(4, 16)
            .SelectMany(power => Enumerable.Range(0, 8).Select(_ => ArrayPool<float>.Shared.Rent(1 << power)))
            .ToList();
        foreach (var buffer in buffers)
        {
            buffer.AsSpan().Fill(float.NaN);
            ArrayPool<float>.Shared.Return(buffer);
        }
    }

    /// <summary>A softmax classifier with its parameter gradients: products, sums and softmax.</summary>
    private static Graph MakeClassifier()
    {
        var x = Input("x", Observations);
        var label = Input("label", Actions);
        var weight1 = Parameter("weight1", Observations, Hidden);
        var bias1 = Parameter("bias1", 1, Hidden);
        var weight2 = Parameter("weight2", Hidden, Actions);
        var logits = MatMul(Tanh(MatMul(x, weight1) + RepeatRows(bias1, RowCount.Batch)), weight2);
        var loss = MeanRows(-SumColumns(label * LogSoftmax(logits)));
        var gradients = Differentiate.Gradient(loss, [weight1, bias1, weight2, x]);
        return new Graph(
            new GraphOutput("logits", logits),
            new GraphOutput("loss", loss),
            new GraphOutput("weight1", gradients[0]),
            new GraphOutput("bias1", gradients[1]),
            new GraphOutput("weight2", gradients[2]),
            new GraphOutput("x", gradients[3])
        );
    }

    private static Feed<float> FeedOf(int batch)
    {
        var key = RandomKey.FromSeed(11);
        NdArray<float> Draw(int purpose, int rows, int columns) =>
            Matrices.ToSingle(Matrices.Random(key.Fold(purpose), rows, columns));
        return Feed<float>
            .Empty.With("x", Draw(0, batch, Observations))
            .With("label", Draw(1, batch, Actions))
            .With("weight1", Draw(2, Observations, Hidden))
            .With("bias1", Draw(3, 1, Hidden))
            .With("weight2", Draw(4, Hidden, Actions));
    }
}
