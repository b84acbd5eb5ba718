using Gail.Core.Tests.Environments.Probes;
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

/// <summary>The order of an iteration, seen through a reward model whose reward changes with every update.</summary>
public sealed class IterationOrderTests
{
    private static readonly Executor Executor = new(threads: 2);
    private static readonly NdArray<float> Demonstrated = NdArray.Matrix<float>(4, 1, [-3, -1, 1, 5]);
    private static readonly NormalizationStatistics Start = NormalizationStatistics.None(1).Update(Demonstrated);

    [Fact]
    public void The_policy_is_rewarded_before_the_update_and_the_value_fitted_after_it()
    {
        var trainer = Trainer(new PolicyTrainerOptions());

        var first = trainer.Step(Executor, trainer.Init(1));
        var second = trainer.Step(Executor, first.State);

        // One step per episode, so the target is the reward itself.
        Assert.Equal(0, Metric(first, "reward_mean"));
        Assert.Equal(10, Targets(first.State).Mean[0]);
        Assert.Equal(10, Metric(second, "reward_mean"));
        Assert.Equal(15, Targets(second.State).Mean[0], 10);
    }

    [Fact]
    public void The_entropy_bonus_reaches_the_policy_but_not_the_value_targets()
    {
        var (without, with) = (Trainer(new()), Trainer(new() { EntropyWeight = 5 }));

        var (plain, bonus) = (without.Step(Executor, without.Init(1)), with.Step(Executor, with.Init(1)));

        Assert.Equal(plain.State.Value, bonus.State.Value);
        Assert.Equal(Metric(plain, "reward_mean"), Metric(bonus, "reward_mean"));
    }

    [Fact]
    public void An_entropy_bonus_widens_a_gaussian_that_nothing_else_moves()
    {
        var trainer = Trainer(new() { EntropyWeight = 1 }, new ContinuousMatchingRewardProbe());
        var state = trainer.Init(1);
        for (var i = 0; i < 5; i++)
        {
            state = trainer.Step(Executor, state).State;
        }
        Assert.InRange(state.Policy.Get<float>("parameters/log_std")[0], 0.1, 2);
    }

    [Fact]
    public void Moments_start_from_what_is_given_and_see_every_batch_once()
    {
        var trainer = Trainer(new());
        var start = trainer.Init(1);

        var next = trainer.Step(Executor, start).State;

        foreach (
            var (before, after) in ((StateTree, StateTree)[])[(start.Policy, next.Policy), (start.Value, next.Value)]
        )
        {
            Assert.Equal(Start, NormalizationStatistics.FromTree(before.Child("moments")));
            Assert.Equal(Start.Count + 50, NormalizationStatistics.FromTree(after.Child("moments")).Count);
        }
        Assert.Equal(50, Targets(next).Count);
    }

    [Fact]
    public void The_policy_update_sees_the_moments_its_actions_were_drawn_with()
    {
        // The divergence of an unchanged policy from what drew the actions is 0 only under the same moments.
        var seen = new List<double>();
        var trainer = Trainer(new(), optimizer: network => new Watcher(network, seen));

        var state = trainer.Init(1);
        for (var i = 0; i < 3; i++)
        {
            state = trainer.Step(Executor, state).State;
        }

        Assert.Equal([0, 0, 0], seen);
    }

    private static PolicyTrainer Trainer(
        PolicyTrainerOptions options,
        IEnvironment? environment = null,
        Func<PolicyNetwork, IPolicyOptimizer>? optimizer = null
    )
    {
        environment ??= new MatchingRewardProbe();
        var network = new PolicyNetwork(1, environment.Spec.Action, new PolicyOptions { Hidden = [4] });
        return new PolicyTrainer(
            environment,
            network,
            new EpisodeSampler(50),
            new Ladder(),
            optimizer?.Invoke(network) ?? new Trpo(network, new TrustRegionOptions { FisherFraction = 1 }),
            new ValueFunction(1, environment.Spec.StepLimit, new ValueOptions { Hidden = [4] }),
            options,
            new Transitions(Demonstrated, NdArray.Zeros<float>(new Shape(4, environment.Spec.Action.Width)))
        );
    }

    private static NormalizationStatistics Targets(TrainState state) =>
        NormalizationStatistics.FromTree(state.Value.Child("targets"));

    private static double Metric(TrainStep step, string name) =>
        step.Metrics.Single(metric => metric.Name == name).Value;

    /// <summary>Rewards every step with 10 for each update so far.</summary>
    private sealed class Ladder : IRewardModel
    {
        public TransitionColumns Requires => TransitionColumns.None;

        public StateTree Init(Transitions expert, RandomKey key) => StateTree.Empty.With("updates", NdArray.Scalar(0L));

        public void Rewards(Executor executor, StateTree state, Transitions transitions, Span<double> rewards) =>
            rewards.Fill(10.0 * state.Get<long>("updates")[0]);

        public RewardUpdate Update(
            Executor executor,
            StateTree state,
            Transitions expert,
            Transitions policy,
            IActionDensity current,
            RandomKey key
        ) => new(state.With("updates", NdArray.Scalar(state.Get<long>("updates")[0] + 1)), []);
    }

    /// <summary>Notes how far the policy as given is from what the batch was drawn from, and changes the weights.</summary>
    private sealed class Watcher(PolicyNetwork network, List<double> seen) : IPolicyOptimizer
    {
        public StateTree Init(StateTree policy) => policy;

        public PolicyUpdate Update(Executor executor, StateTree policy, PolicyBatch batch, RandomKey key)
        {
            var now = network.DistributionParameters(executor, policy, batch.Observations);
            seen.Add(now.Values.Zip(batch.Distribution.Values, (x, y) => Math.Abs((double)x - y)).Max());
            var weight = policy.Get<float>("parameters/network/output/weight");
            var random = Graphs.Matrices.ToSingle(Graphs.Matrices.Random(key, weight.Rows, weight.Columns));
            return new PolicyUpdate(policy.With("parameters/network/output/weight", random), []);
        }
    }
}
