using Gail.Configuration;
using Gail.Data;
using Gail.Data.Views.Transforms;
using Gail.Environments;
using Gail.Evaluation;
using Gail.Execution;
using Gail.Networks;
using Gail.Numerics;
using Gail.Optimizers;
using Gail.Policies;
using Gail.Rewards;
using Gail.Rollouts;
using Gail.Runs;
using Gail.Training;

namespace Gail.Outside.Tests;

/// <summary>
/// Parts that somebody else wrote keep CartPole's pole up, where a random policy returns 22: through the same trainers,
/// loops and files as those of the library.
/// </summary>
public sealed class StrangerTests
{
    private static readonly CartPole Environment = new(version: 1);
    private static readonly Executor Executor = new();
    private static readonly Transitions Expert = Balancer.Demonstrate(Environment, episodes: 4);

    [Fact]
    public void A_reward_model()
    {
        // It asks for next observations, so the expert must have them.
        var model = new LeastSquaresReward(Environment.Spec, Layers);
        var refused = Assert.Throws<ArgumentException>(() =>
            Trainers.Adversarial(Environment, Expert, model, Options())
        );
        Assert.Contains("hold no next observations", refused.Message);

        var expert = Expert with { NextObservations = Next(Expert.Observations) };
        AssertLearns(Trainers.Adversarial(Environment, expert, model, Options()));
    }

    [Fact]
    public void A_discriminator_that_is_the_library_s_gives_its_rewards()
    {
        var spec = new Rail().Spec;
        var options = new DiscriminatorOptions { Hidden = [8] };
        var (ours, theirs) = (new Discriminator(spec, options), new LogisticDiscriminator(spec, options));
        var (expert, policy) = (Pairs(1, 30), Pairs(2, 50));
        var state = ours.Init(expert, RandomKey.FromSeed(3));
        Assert.Equal(state, theirs.Init(expert, RandomKey.FromSeed(3)));
        var density = new NetworkPolicy(new PolicyNetwork(1, spec.Action, new PolicyOptions()), StateTree.Empty);
        for (var i = 0; i < 5; i++)
        {
            var key = RandomKey.FromSeed(i);
            var next = ours.Update(Executor, state, expert, policy, density, key);
            var other = theirs.Update(Executor, state, expert, policy, density, key);
            Assert.Equal(next.State, other.State);
            state = next.State;
        }
        Assert.Equal(ours.Rewards(Executor, state, policy), theirs.Rewards(Executor, state, policy));
    }

    private static Transitions Pairs(long seed, int count)
    {
        var key = RandomKey.FromSeed(seed);
        NdArray<float> Column(int fold) =>
            NdArray.Matrix<float>(
                count,
                1,
                [.. Enumerable.Range(0, count).Select(i => (float)key.Fold(fold).Uniform((ulong)i, -1, 1))]
            );
        return new Transitions(Column(0), Column(1));
    }

    [Fact]
    public void A_network_under_policy_value_function_and_discriminator() =>
        AssertLearns(Gail((inputs, outputs) => new SkipNetwork(inputs, outputs, 32), network => Trpo(network)));

    [Fact]
    public void A_policy_optimiser() => AssertLearns(Gail(Layers, network => new PolicyGradient(network)));

    [Fact]
    public void A_trainer()
    {
        var folder = Directory.CreateTempSubdirectory("gail-outside-").FullName;
        try
        {
            var path = Path.Combine(folder, "run");
            var options = Options() with { Iterations = 4 };
            var trainer = new Perceptron(Environment.Spec, Expert);
            var directory = RunDirectory.Create(path, options, RunInfo.OfThisProcess(), overwrite: false);

            var run = TrainingRun.Execute(trainer, options, trainer.Init(1), Executor, directory, _ => { });

            Assert.InRange(Return(run.Policy), 400, 500);
            Assert.InRange(Return(trainer.Publish(trainer.Init(1))), 0, 50);
            // Its checkpoint is the state to the bit, and goes on.
            Assert.Equal(run.State.ToTree(), RunDirectory.Open(path).Resume()!.ToTree());
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void A_format_of_demonstrations()
    {
        var path = Path.GetTempFileName();
        try
        {
            File.WriteAllText(path, "-0.5:0.5 -0.25:0.25 0.5:-0.5\n0.75:-0.75 0:0\n");

            var demonstrations = Demonstrations.Collect(TallyFormat.Open(path).TakeEpisodes(2));

            Assert.Equal([0, 3], demonstrations.EpisodeStarts);
            Assert.Equal([-0.5f, -0.25f, 0.5f, 0.75f, 0f], demonstrations.Observations.Span.ToArray());
            Assert.Equal([0L, 1, 2, 0, 1], demonstrations.Steps.Span.ToArray());
            var options = Presets.Create("fast", new Rail().Spec, Method.BehaviorCloning);
            var learned = Learned(Trainers.BehaviorCloning(new Rail().Spec, demonstrations.Pairs(), options), 20);
            Assert.Equal([0.5f, -0.5f], [learned.Act([-0.5f])[0], learned.Act([0.5f])[0]], Near);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void A_distribution_of_actions()
    {
        var (rail, options) = (new Rail(), new PolicyOptions { Hidden = [16] });
        var policy = new PolicyNetwork(1, rail.Spec.Action, options, family: new AllOrNothing());
        var trainer = new PolicyTrainer(
            rail,
            policy,
            new EpisodeSampler(400),
            new EnvironmentReward(),
            new Trpo(policy, new TrustRegionOptions { MaxKl = 0.05, FisherFraction = 1 }),
            new ValueFunction(1, rail.Spec.StepLimit, new ValueOptions { Hidden = [16] }),
            new PolicyTrainerOptions(),
            Transitions.None(1)
        );
        var learned = Learned(trainer, 20);

        Assert.Equal([1f, -1f], [learned.Act([-0.6f])[0], learned.Act([0.6f])[0]]);
    }

    private static void AssertLearns(ITrainer trainer)
    {
        Assert.InRange(Return(Learned(trainer, 0)), 0, 100);
        Assert.InRange(Return(Learned(trainer, 40)), 300, 500);
    }

    private static IPolicy Learned(ITrainer trainer, int iterations)
    {
        var state = trainer.Init(1);
        for (var i = 0; i < iterations; i++)
        {
            state = trainer.Step(Executor, state).State;
        }
        return trainer.Publish(state);
    }

    private static bool Near(float x, float y) => Math.Abs(x - y) < 0.1f;

    private static double Return(IPolicy policy) =>
        PolicyEvaluation
            .Run(Executor, Environment, policy, 20, RandomKey.FromSeed(9), ActionMode.Deterministic)
            .MeanReturn;

    private static TrainingOptions Options() => Presets.Create("fast", Environment.Spec, Method.Gail);

    private static Mlp Layers(int inputs, int outputs) => new(inputs, [32], outputs, Activation.Tanh);

    private static Trpo Trpo(PolicyNetwork network) => new(network, Options().Trpo);

    private static PolicyTrainer Gail(NetworkFactory network, Func<PolicyNetwork, IPolicyOptimizer> optimizer)
    {
        var (spec, options) = (Environment.Spec, Options());
        var policy = new PolicyNetwork(spec.Observation.Width, spec.Action, options.Policy, network);
        return new PolicyTrainer(
            Environment,
            policy,
            new EpisodeSampler(options.Rollout.Steps),
            new Discriminator(spec, options.Discriminator, network),
            optimizer(policy),
            new ValueFunction(spec.Observation.Width, spec.StepLimit, options.Value, network),
            new PolicyTrainerOptions { Advantage = options.Advantage },
            Expert
        );
    }

    /// <summary>The episodes last to the limit, so that only its last row has a next one of another episode.</summary>
    private static NdArray<float> Next(NdArray<float> observations) =>
        observations.Gather([
            .. Enumerable.Range(0, observations.Rows).Select(row => row % 500 == 499 ? row : row + 1),
        ]);
}
