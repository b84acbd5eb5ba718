using BenchmarkDotNet.Attributes;
using Gail.Configuration;
using Gail.Environments;
using Gail.Execution;
using Gail.MuJoCo.Environments;
using Gail.Numerics;
using Gail.Policies;
using Gail.Rewards;
using Gail.Rollouts;
using Gail.Training;

namespace Gail.Bench;

/// <summary>
/// What an iteration of GAIL costs beside the simulation: preset paper on the robots, 50,000 steps that were collected
/// beforehand.
/// </summary>
public class LearnerBenchmark
{
    private ITrainer _trainer = null!;
    private TrainState _state = null!;
    private Executor _executor = null!;

    [Params("Hopper-v1", "HalfCheetah-v1")]
    public string Robot { get; set; } = "";

    [Params(1, 2)]
    public int Threads { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        var environment = MuJoCoEnvironments.Create(Robot);
        var spec = environment.Spec;
        _executor = new Executor(Threads);
        var options = Presets.Create("paper", spec, Method.Gail);
        var network = new PolicyNetwork(spec.Observation.Width, spec.Action, options.Policy);
        var key = RandomKey.FromSeed(0);
        // As the first iteration of a run acts; as many pairs of an "expert" as four trajectories have, every 20th step.
        var policy = new NetworkPolicy(
            network,
            network.Init(key, NormalizationStatistics.None(spec.Observation.Width))
        );
        var sampler = new FragmentSampler(numEnvs: 50, options.Rollout.Steps);
        var sample = sampler.Collect(_executor, environment, policy, sampler.Init(environment, key), key);
        var expert = Transitions.Of(sample.Rollout).Gather([.. Enumerable.Range(0, 200).Select(i => 20 * i)]);
        _trainer = new PolicyTrainer(
            environment,
            network,
            new Collected(sample.Rollout),
            new Discriminator(spec, options.Discriminator),
            new Trpo(network, options.Trpo),
            new ValueFunction(spec.Observation.Width, spec.StepLimit, options.Value),
            new PolicyTrainerOptions { Advantage = options.Advantage },
            expert
        );
        _state = _trainer.Init(0);
    }

    [Benchmark]
    public TrainStep Learn() => _trainer.Step(_executor, _state);

    /// <summary>Gives the same batch every time.</summary>
    private sealed class Collected(Rollout rollout) : ISampler
    {
        public StateTree Init(IEnvironment environment, RandomKey key) => StateTree.Empty;

        public Sample Collect(
            Executor executor,
            IEnvironment environment,
            IPolicy policy,
            StateTree state,
            RandomKey key
        ) => new(rollout, state);
    }
}
