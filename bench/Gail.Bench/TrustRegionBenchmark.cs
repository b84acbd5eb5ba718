using BenchmarkDotNet.Attributes;
using Gail.Environments;
using Gail.Execution;
using Gail.Numerics;
using Gail.Optimizers;
using Gail.Policies;

namespace Gail.Bench;

/// <summary>
/// A whole policy update by TRPO: the gradient over 50,000 observations, conjugate gradient on a tenth of them, one
/// evaluation of the line search.
/// </summary>
public class TrustRegionBenchmark
{
    internal const int Rows = 50_000;
    internal const int FisherRows = Rows / 10;
    internal const int ConjugateGradientSteps = 10;
    private readonly RandomKey _key = RandomKey.FromSeed(0);
    private Executor _executor = null!;
    private Trpo _trpo = null!;
    private StateTree _policy = null!;
    private PolicyBatch _batch = null!;

    [Params(1, 2)]
    public int Threads { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        _executor = new Executor(Threads);
        var network = new PolicyNetwork(11, BoxSpace.Uniform(3, -1, 1), new PolicyOptions { Hidden = [100, 100] });
        var options = new TrustRegionOptions
        {
            ConjugateGradientSteps = ConjugateGradientSteps,
            // The same work whatever the numbers: no early end, and the first trial is taken (checked below).
            ConjugateGradientTolerance = 0,
            AcceptRatio = 0,
            KlSlack = 1e9,
        };
        _trpo = new Trpo(network, options);
        _policy = network.Init(_key, NormalizationStatistics.None(11));
        _batch = Batch(network);
        // One step away from where training begins: there the last layer is zero, and with it most gradients.
        _policy = Update().State;
        _batch = Batch(network);
        var backtracks = Update().Metrics.Single(metric => metric.Name == "policy_backtracks").Value;
        if (backtracks != 0)
        {
            throw new InvalidOperationException("The line search took more than one evaluation.");
        }
    }

    [Benchmark]
    public PolicyUpdate Update() => _trpo.Update(_executor, _policy, _batch, _key);

    private PolicyBatch Batch(PolicyNetwork network)
    {
        var observations = Samples.Normals(Rows, 11, 1);
        return new PolicyBatch(
            observations,
            Samples.Normals(Rows, 3, 2).Memory,
            network.DistributionParameters(_executor, _policy, observations),
            Samples.Normals(Rows, 1, 3).Memory
        );
    }
}
