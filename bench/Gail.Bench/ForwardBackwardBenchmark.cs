using BenchmarkDotNet.Attributes;
using Gail.Execution;
using Gail.Networks;
using Gail.Numerics;
using Gail.Optimizers;
using static Gail.Graphs.Expr;

namespace Gail.Bench;

/// <summary>Loss and gradient of 14-100-100-1 (tanh) over a batch as TRPO sees it.</summary>
public class ForwardBackwardBenchmark
{
    internal const int Rows = 50_000;
    private PreparedGraph _graph = null!;

    [Params(1, 2)]
    public int Threads { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        var mlp = new Mlp(14, [100, 100], 1, Activation.Tanh);
        var parameters = mlp.Parameters("parameters");
        var loss = new LossGraph(MeanRows(Square(mlp.Apply(parameters, Input("inputs", 14)))), parameters);
        var start = mlp.Initialize(RandomKey.FromSeed(1));
        // Other weights than those that training begins with, whose last layer is zero and with it most gradients.
        var length = start.Leaves.Sum(leaf => leaf.Value.Length);
        var flat = Samples.Normals(1, length, 3).Values.Select(value => 0.1f * value).ToArray();
        _graph = new PreparedGraph(new Executor(Threads), loss.Graph);
        _graph.Set("inputs", Samples.Normals(Rows, 14, 2).Memory);
        _graph.SetParts(LossGraph.Prefix, start, flat);
        _graph.SetOutputParts(LossGraph.GradientPrefix, start, new float[flat.Length]);
        _graph.SetOutput(loss.LossOutput, new float[1]);
    }

    [GlobalCleanup]
    public void Cleanup() => _graph.Dispose();

    [Benchmark]
    public void Run()
    {
        _graph.Bind();
        _graph.Run(Rows);
    }
}
