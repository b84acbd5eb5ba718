using Gail.Core.Tests.Graphs;
using Gail.Execution;
using Gail.Graphs;
using Gail.Networks;
using Gail.Numerics;

namespace Gail.Core.Tests.Networks;

public sealed class MlpTests
{
    [Fact]
    public void Weights_have_the_names_and_shapes_of_the_layers()
    {
        var mlp = new Mlp(3, [5, 4], 2, Activation.Tanh);

        var weights = mlp.Initialize(RandomKey.FromSeed(1));

        Assert.Equal(
            "hidden0/weight F32[3, 5]\nhidden0/bias F32[1, 5]\n"
                + "hidden1/weight F32[5, 4]\nhidden1/bias F32[1, 4]\n"
                + "output/weight F32[4, 2]\noutput/bias F32[1, 2]\n",
            weights.ToString()
        );
        Assert.Equal(
            weights.Leaves.Select(leaf => $"p/{leaf.Path}"),
            mlp.Parameters("p").Select(parameter => parameter.Name)
        );
    }

    [Fact]
    public void Hidden_weights_fill_the_glorot_range_evenly()
    {
        var weights = new Mlp(60, [100, 80], 2, Activation.Tanh).Initialize(RandomKey.FromSeed(1));

        foreach (
            var (path, inputs, outputs) in (ReadOnlySpan<(string, int, int)>)
                [("hidden0", 60, 100), ("hidden1", 100, 80)]
        )
        {
            var limit = Math.Sqrt(6.0 / (inputs + outputs));
            var values = weights.Get<float>($"{path}/weight").Values.Select(value => value / limit).ToList();
            Assert.InRange(values.Min(), -1, -0.99);
            Assert.InRange(values.Max(), 0.99, 1);
            Assert.InRange(values.Average(), -0.03, 0.03);
            // Uniform in +-1: variance 1/3.
            Assert.InRange(values.Average(value => value * value), 0.32, 0.347);
        }
    }

    [Fact]
    public void Biases_and_the_output_layer_begin_at_zero()
    {
        var weights = new Mlp(3, [5, 4], 2, Activation.Tanh).Initialize(RandomKey.FromSeed(1));

        foreach (var path in (string[])["hidden0/bias", "hidden1/bias", "output/weight", "output/bias"])
        {
            Assert.All(weights.Get<float>(path).Values, value => Assert.Equal(0f, value));
        }
    }

    [Fact]
    public void Weights_depend_on_the_key_alone_and_differ_between_layers()
    {
        var mlp = new Mlp(6, [6, 6], 1, Activation.Tanh);

        var weights = mlp.Initialize(RandomKey.FromSeed(1));

        Assert.Equal(weights, mlp.Initialize(RandomKey.FromSeed(1)));
        Assert.NotEqual(weights, mlp.Initialize(RandomKey.FromSeed(2)));
        Assert.NotEqual(weights.Get<float>("hidden0/weight"), weights.Get<float>("hidden1/weight"));
    }

    [Theory]
    [InlineData(Activation.Tanh)]
    [InlineData(Activation.Relu)]
    [InlineData(Activation.LeakyRelu)]
    public void Forward_pass_is_the_loop_written_out(Activation activation)
    {
        Check(new Mlp(3, [5, 4], 2, activation));
        Check(new Mlp(3, [7], 1, activation));
        Check(new Mlp(2, [], 3, activation));
    }

    [Fact]
    public void Architectures_compare_by_value()
    {
        var mlp = new Mlp(3, [5, 4], 2, Activation.Tanh);

        Assert.Equal(mlp, new Mlp(3, [5, 4], 2, Activation.Tanh));
        Assert.Equal(mlp.GetHashCode(), new Mlp(3, [5, 4], 2, Activation.Tanh).GetHashCode());
        Assert.NotEqual(mlp, new Mlp(3, [5, 5], 2, Activation.Tanh));
        Assert.NotEqual(mlp, new Mlp(3, [5, 4], 2, Activation.Relu));
    }

    private static void Check(Mlp mlp)
    {
        var parameters = mlp.Parameters("p");
        var key = RandomKey.FromSeed(9);
        var x = Matrices.Random(key.Fold(100), 6, mlp.InputWidth);
        var values = parameters.Select((p, i) => Matrices.Random(key.Fold(i), p.Rows.Resolve(0), p.Columns)).ToList();
        var feed = parameters
            .Zip(values)
            .Aggregate(Feed<double>.Empty.With("x", x), (known, pair) => known.With(pair.First.Name, pair.Second));
        var graph = new Graph(new GraphOutput("y", mlp.Apply(parameters, Expr.Input("x", mlp.InputWidth))));

        var y = Executor.SingleThreaded.RunDouble(graph, feed)["y"];

        for (var row = 0; row < x.Rows; row++)
        {
            var signal = x.Row(row).ToArray();
            for (var layer = 0; layer < values.Count / 2; layer++)
            {
                var (weight, bias) = (values[2 * layer], values[(2 * layer) + 1]);
                var next = new double[weight.Columns];
                for (var j = 0; j < next.Length; j++)
                {
                    next[j] = bias[j];
                    for (var i = 0; i < signal.Length; i++)
                    {
                        next[j] += signal[i] * weight[i, j];
                    }
                    next[j] = 2 * (layer + 1) == values.Count ? next[j] : Activate(mlp.Activation, next[j]);
                }
                signal = next;
            }
            for (var j = 0; j < signal.Length; j++)
            {
                Assert.Equal(signal[j], y[row, j], 12);
            }
        }
    }

    private static double Activate(Activation activation, double x) =>
        activation switch
        {
            Activation.Tanh => Math.Tanh(x),
            Activation.Relu => x > 0 ? x : 0,
            _ => x > 0 ? x : 0.01 * x,
        };
}
