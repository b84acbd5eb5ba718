using BenchmarkDotNet.Attributes;
using Gail.Environments;
using Gail.Execution;
using Gail.Numerics;
using Gail.Policies;

namespace Gail.Bench;

/// <summary>A policy's action distribution for a few observations, standardising included: what acting costs.</summary>
public class PolicyBenchmark
{
    private readonly Executor _executor = new(threads: 1);
    private PolicyNetwork _network = null!;
    private StateTree _policy = null!;
    private NdArray<float> _observations = null!;

    [Params(1, 8, 64)]
    public int Rows { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        _network = new PolicyNetwork(11, BoxSpace.Uniform(3, -1, 1), new PolicyOptions { Hidden = [100, 100] });
        _policy = _network.Init(RandomKey.FromSeed(0), NormalizationStatistics.None(11));
        _observations = Samples.Normals(Rows, 11, 1);
    }

    [Benchmark]
    public NdArray<float> Evaluate() => _network.DistributionParameters(_executor, _policy, _observations);
}
