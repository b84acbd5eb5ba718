using BenchmarkDotNet.Attributes;
using Gail.Execution;
using Gail.Graphs;
using Gail.Networks;
using Gail.Numerics;
using Gail.Optimizers;
using static Gail.Graphs.Expr;

namespace Gail.Bench;

/// <summary>One Adam step of a tanh classifier with 14 inputs, forward and backward pass included.</summary>
public class AdamBenchmark
{
    private const int Inputs = 14;
    private OptimizerLoop _descent = null!;
    private int[] _rows = [];

    [Params(64, 100, 256)]
    public int Hidden { get; set; }

    /// <summary>With a gradient penalty, on half as many interpolates as there are rows.</summary>
    [Params(false, true)]
    public bool Penalty { get; set; }

    [Params(1, 2)]
    public int Threads { get; set; }

    /// <summary>The batch that goes with a width.</summary>
    internal static int Rows(int hidden) =>
        hidden switch
        {
            64 => 64,
            100 => 128,
            _ => 2048,
        };

    [GlobalSetup]
    public void Setup()
    {
        var mlp = new Mlp(Inputs, [Hidden, Hidden], 1, Activation.Tanh);
        var parameters = mlp.Parameters("parameters");
        var logit = mlp.Apply(parameters, Input("inputs", Inputs));
        var crossEntropy = Softplus(logit) - (Input("labels", 1) * logit);
        var loss = new LossGraph(SumRows(Input("weights", 1) * crossEntropy), parameters);
        var mixed = Input("mixed", Inputs);
        var mixedLogit = mlp.Apply(parameters, mixed);
        var slope = Differentiate.Backward(mixedLogit, Fill(1, mixedLogit.Rows, 1), [mixed])[0];
        var penalty = MeanRows(Square(Sqrt(SumColumns(Square(slope)) + 1e-12) - 1)) * 10;

        var rows = Rows(Hidden);
        _rows = Penalty ? [rows, rows / 2] : [rows];
        var start = mlp.Initialize(RandomKey.FromSeed(1));
        _descent = new OptimizerLoop(
            new Executor(Threads),
            new AdamOptions(),
            start,
            Adam.Init(start),
            Penalty ? [loss, new LossGraph(penalty, parameters)] : [loss]
        );
        _descent.Set("inputs", Samples.Normals(rows, Inputs, 2).Memory);
        _descent.Set("mixed", Samples.Normals(rows / 2, Inputs, 3).Memory);
        // Soft labels: hard ones are learned until gradients vanish, and their moments decay into slow, tiny numbers.
        var random = new Random(0);
        _descent.Set("labels", Array.ConvertAll(new float[rows], _ => 0.2f + (0.6f * random.NextSingle())));
        _descent.Set("weights", Array.ConvertAll(new float[rows], _ => 1f / rows));
    }

    [GlobalCleanup]
    public void Cleanup() => _descent.Dispose();

    [Benchmark]
    public void Step() => _descent.Step(_rows);
}
