using Gail.Configuration;
using Gail.Core.Tests.Execution;
using Gail.Core.Tests.Rewards.Support;
using Gail.Core.Tests.Training.Support;
using Gail.Environments;
using Gail.Execution;
using Gail.Numerics;
using Gail.Optimizers;
using Gail.Policies;
using Gail.Rewards;
using Gail.Rollouts;
using Gail.Training;

namespace Gail.Core.Tests.Training;

/// <summary>
/// In steady state a step allocates what it publishes, and small objects: tree nodes, shapes, array headers, metrics,
/// the objects that hold borrowed memory. Their number depends neither on the rows nor on the size of networks nor on
/// how many steps an optimiser takes, so one bound holds for all presets.
/// </summary>
public sealed class AllocationTests
{
    /// <summary>Small objects of one update.</summary>
    private const long Update = 10 * 1024;

    /// <summary>Small objects of one sampling, and of every 16 episodes in it.</summary>
    private const long Sampling = 5 * 1024;
    private const long SixteenEpisodes = 640;

    private const int Threads = 1;

    public static TheoryData<string, string> Presets { get; } =
        new()
        {
            { "CartPole-v1", "paper" },
            { "CartPole-v1", "fast" },
            { "Pendulum-v1", "paper" },
            { "Pendulum-v1", "fast" },
        };

    [Theory]
    [MemberData(nameof(Presets))]
    public void A_policy_step_allocates_the_new_parameters(string id, string preset)
    {
        var at = new Iteration(id, preset);
        var trpo = new Trpo(at.Network, at.Options.Trpo);
        var batch = new PolicyBatch(
            at.Rollout.Observations,
            at.Environment.Spec.Action.EncodeRows(at.Rollout.Actions).Memory,
            at.Rollout.Distribution,
            at.Targets.Select(x => (float)x).ToArray()
        );
        PolicyUpdate update = null!;

        var allocated = Allocations.PerCall(() => update = trpo.Update(at.Executor, at.State.Policy, batch, at.Key));

        AssertPublished(allocated, Allocations.NewArrays(at.State.Policy, update.State), Update);
    }

    [Theory]
    [MemberData(nameof(Presets))]
    public void A_value_step_allocates_the_new_state(string id, string preset)
    {
        var at = new Iteration(id, preset);
        var value = new ValueFunction(at.Network.ObservationWidth, at.Environment.Spec.StepLimit, at.Options.Value);
        var (seen, steps, before) = (at.Rollout.Observations, at.Rollout.Steps, at.State.Value);
        ValueUpdate update = null!;

        var allocated = Allocations.PerCall(() =>
            update = value.Update(at.Executor, before, seen, steps.Span, at.Targets, at.Key)
        );
        var predicting = Allocations.PerCall(() => value.Predict(at.Executor, before, seen, steps.Span));

        AssertPublished(allocated, Allocations.NewArrays(before, update.State), Update);
        AssertPublished(predicting, 8 * at.Rollout.Count, Update);
    }

    [Theory]
    [MemberData(nameof(Presets))]
    public void An_adversary_s_step_allocates_the_new_state_and_its_rewards_themselves(string id, string preset)
    {
        var at = new Iteration(id, preset);
        var classifier = new Discriminator(at.Environment.Spec, at.Options.Discriminator);
        var (before, pairs) = (at.State.Reward, Transitions.Of(at.Rollout));
        RewardUpdate update = null!;

        var allocated = Allocations.PerCall(() =>
            update = classifier.Update(at.Executor, before, at.Expert, pairs, at.Key)
        );
        var rewarding = Allocations.PerCall(() => classifier.Rewards(at.Executor, before, pairs));

        AssertPublished(allocated, Allocations.NewArrays(before, update.State), Update);
        AssertPublished(rewarding, 8 * at.Rollout.Count, Update);
    }

    [Theory]
    [InlineData(LinearRule.FeatureMatching)]
    [InlineData(LinearRule.GameTheoretic)]
    public void So_does_a_linear_adversary_s(LinearRule rule)
    {
        var at = new Iteration("CartPole-v1", "paper");
        var adversary = new LinearRewardModel(at.Environment.Spec, rule, at.Options.Linear);
        var (before, pairs) = (adversary.Init(at.Expert, at.Key), Transitions.Of(at.Rollout));
        RewardUpdate update = null!;

        var allocated = Allocations.PerCall(() =>
            update = adversary.Update(at.Executor, before, at.Expert, pairs, at.Key)
        );
        var rewarding = Allocations.PerCall(() => adversary.Rewards(at.Executor, before, pairs));

        AssertPublished(allocated, Allocations.NewArrays(before, update.State), Update);
        AssertPublished(rewarding, 8 * at.Rollout.Count, Update);
    }

    [Theory]
    [MemberData(nameof(Presets))]
    public void Sampling_episodes_allocates_the_rollout(string id, string preset)
    {
        var at = new Iteration(id, preset);
        var allocated = Allocations.PerCall(() => at.Collect());
        AssertPublished(allocated, Allocations.Arrays(at.Rollout), at.SamplingObjects);
    }

    [Theory]
    [InlineData("CartPole-v1")]
    [InlineData("Pendulum-v1")]
    public void Sampling_fragments_allocates_the_rollout_and_the_state(string id)
    {
        var at = new Iteration(id, "fast");
        var sampler = new FragmentSampler(numEnvs: 40, steps: 4_000);
        var before = sampler.Init(at.Environment, at.Key);
        var policy = new NetworkPolicy(at.Network, at.State.Policy);
        Sample sample = null!;

        var allocated = Allocations.PerCall(() =>
            sample = sampler.Collect(at.Executor, at.Environment, policy, before, at.Key)
        );

        var published = Allocations.Arrays(sample.Rollout) + Allocations.NewArrays(before, sample.State);
        AssertPublished(allocated, published, Sampling);
    }

    [Fact]
    public void Drawing_rows_allocates_nothing()
    {
        var (key, executor) = (RandomKey.FromSeed(1), new Executor(Threads));
        var options = new TrustRegionOptions();
        var (chosen, order) = (new int[300], new int[300]);

        var allocated = Allocations.PerCall(() =>
        {
            key.Choices(chosen, 1_000);
            key.Permutation(order);
            FisherRows.Draw(executor, options, 5_000, key).Dispose();
        });

        Assert.Equal(0, allocated);
        Assert.Equal(key.Choices(300, 1_000), chosen);
        Assert.Equal(key.Permutation(300), order);
    }

    [Theory]
    [InlineData("cloning, discrete")]
    [InlineData("cloning, continuous")]
    public void An_iteration_of_cloning_allocates_the_new_state(string name)
    {
        var (trainer, executor) = (TrainerTable.Make(name), new Executor(Threads));
        var state = trainer.Step(executor, trainer.Init(1)).State;
        TrainStep step = null!;

        var allocated = Allocations.PerCall(() => step = trainer.Step(executor, state));

        AssertPublished(allocated, Allocations.NewArrays(state.Policy, step.State.Policy), Update);
    }

    internal static void AssertPublished(long allocated, long published, long objects) =>
        Assert.InRange(allocated - published, 0, objects);

    /// <summary>A trainer of a preset in its third iteration, and the parts of it.</summary>
    internal sealed class Iteration
    {
        internal Iteration(string id, string preset, int threads = Threads)
        {
            Executor = new Executor(threads);
            Environment = BuiltInEnvironments.Create(id);
            Options = Gail.Configuration.Presets.Create(preset, Environment.Spec, Method.Gail);
#if DEBUG
            // Without optimisation the kernels take a hundred times as long.
            Options = Options with
            {
                Rollout = new RolloutOptions { Steps = 300 },
                Discriminator = Options.Discriminator with { Steps = Math.Min(3, Options.Discriminator.Steps) },
            };
#endif
            var random = new RandomPolicy(Environment.Spec.Observation.Width, Environment.Spec.Action);
            Expert = Balancer.Record(Environment, random, episodes: 20);
            Trainer = Trainers.Gail(Environment, Expert, Options);
            Network = Trainer.Network;
            State = Trainer.Init(1);
            for (var i = 0; i < 2; i++)
            {
                State = Trainer.Step(Executor, State).State;
            }
            Rollout = Collect();
            Targets = [.. Enumerable.Range(0, Rollout.Count).Select(i => Math.Sin(i))];
        }

        internal Executor Executor { get; }

        internal IEnvironment Environment { get; }

        internal TrainingOptions Options { get; }

        internal Transitions Expert { get; }

        internal ITrainer Trainer { get; }

        internal PolicyNetwork Network { get; }

        internal TrainState State { get; }

        /// <summary>What the trainer's next step samples.</summary>
        internal Rollout Rollout { get; }

        internal double[] Targets { get; }

        internal RandomKey Key => State.Key.Fold((ulong)State.Iteration);

        internal long SamplingObjects => Sampling + (SixteenEpisodes * (1 + (Rollout.Segments.Length / 16)));

        internal Rollout Collect() =>
            new EpisodeSampler(Options.Rollout.Steps)
                .Collect(Executor, Environment, new NetworkPolicy(Network, State.Policy), State.Sampler, Key.Fold(0))
                .Rollout;
    }
}
