using BenchmarkDotNet.Attributes;
using Gail.Configuration;
using Gail.Environments;
using Gail.Execution;
using Gail.Numerics;
using Gail.Policies;
using Gail.Rollouts;
using Gail.Training;

namespace Gail.Bench;

/// <summary>One whole iteration of GAIL, rollout included; 5,000 environment steps and a few more.</summary>
public class TrainingStepBenchmark
{
    private ITrainer _trainer = null!;
    private TrainState _state = null!;
    private Executor _executor = null!;

    [Params("CartPole-v1", "Pendulum-v1")]
    public string Environment { get; set; } = "";

    [Params("paper", "fast")]
    public string Preset { get; set; } = "";

    [Params(1, 2)]
    public int Threads { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        var environment = BuiltInEnvironments.Create(Environment);
        var spec = environment.Spec;
        _executor = new Executor(Threads);
        var random = new RandomPolicy(spec.Observation.Width, spec.Action);
        var key = RandomKey.FromSeed(0);
        var rollout = new EpisodeSampler(5000).Collect(_executor, environment, random, StateTree.Empty, key).Rollout;
        var options = Presets.Create(Preset, spec, Method.Gail);
        _trainer = Trainers.Gail(environment, Transitions.Of(rollout), options);
        _state = _trainer.Init(0);
    }

    [Benchmark]
    public TrainStep Step() => _trainer.Step(_executor, _state);
}
