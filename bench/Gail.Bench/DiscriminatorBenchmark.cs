using BenchmarkDotNet.Attributes;
using Gail.Environments;
using Gail.Execution;
using Gail.Numerics;
using Gail.Policies;
using Gail.Rewards;
using Gail.Rollouts;

namespace Gail.Bench;

/// <summary>One full-batch Adam step of the discriminator, moments included: the inner loop of imitation.</summary>
public class DiscriminatorBenchmark
{
    private const int ObservationWidth = 11;
    private const int ActionWidth = 3;
    private readonly Executor _executor = new(threads: 1);
    private Discriminator _discriminator = null!;
    private StateTree _state = null!;
    private Transitions _pairs = null!;

    [Params(64, 2048)]
    public int RowsPerClass { get; set; }

    [Params(0.0, 1.0)]
    public double GradientPenalty { get; set; }

    // Not asked; an update wants to know whose pairs they are.
    private NetworkPolicy _policy = null!;

    [GlobalSetup]
    public void Setup()
    {
        var spec = new EnvironmentSpec
        {
            Id = "Bench-v0",
            Observation = ObservationSpace.Unbounded(ObservationWidth),
            Action = BoxSpace.Uniform(ActionWidth, -1, 1),
            StateWidth = 1,
            StepLimit = 1000,
        };
        _discriminator = new Discriminator(
            spec,
            new DiscriminatorOptions { Hidden = [100, 100], GradientPenalty = GradientPenalty }
        );
        _pairs = new Transitions(
            Samples.Normals(RowsPerClass, ObservationWidth, 1),
            Samples.Normals(RowsPerClass, ActionWidth, 2)
        );
        _policy = new NetworkPolicy(
            new PolicyNetwork(ObservationWidth, spec.Action, new PolicyOptions()),
            StateTree.Empty
        );
        _state = _discriminator.Init(_pairs, RandomKey.FromSeed(0));
    }

    [Benchmark]
    public RewardUpdate Update() =>
        _discriminator.Update(_executor, _state, _pairs, _pairs, _policy, RandomKey.FromSeed(1));

    [Benchmark]
    public double[] Rewards() => _discriminator.Rewards(_executor, _state, _pairs);
}
