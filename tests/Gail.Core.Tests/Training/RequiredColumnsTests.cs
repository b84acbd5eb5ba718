using Gail.Core.Tests.Environments.Probes;
using Gail.Execution;
using Gail.Numerics;
using Gail.Optimizers;
using Gail.Policies;
using Gail.Rewards;
using Gail.Rollouts;
using Gail.Training;

namespace Gail.Core.Tests.Training;

/// <summary>A reward model gets the columns that it requires, and no others.</summary>
public sealed class RequiredColumnsTests
{
    private static readonly Executor Executor = new(threads: 2);

    [Theory]
    [InlineData(TransitionColumns.None)]
    [InlineData(TransitionColumns.Actions)]
    [InlineData(TransitionColumns.NextObservations | TransitionColumns.Steps)]
    [InlineData(TransitionColumns.Actions | TransitionColumns.LogProbabilities)]
    public void And_the_policy_that_acted(TransitionColumns columns)
    {
        var environment = new ContinuousMatchingRewardProbe();
        var network = new PolicyNetwork(1, environment.Spec.Action, new PolicyOptions { Hidden = [4] });
        var watcher = new Watcher(columns);
        var trainer = new PolicyTrainer(
            environment,
            network,
            new EpisodeSampler(50),
            watcher,
            new Trpo(network, new TrustRegionOptions { FisherFraction = 1 }),
            new ValueFunction(1, environment.Spec.StepLimit, new ValueOptions { Hidden = [4] }),
            new PolicyTrainerOptions(),
            Transitions.None(1)
        );

        trainer.Step(Executor, trainer.Init(1));

        Assert.Equal([columns], watcher.Seen.Distinct());
        if (columns.HasFlag(TransitionColumns.LogProbabilities))
        {
            // At first the mean is 0 and the deviation 1.
            var (actions, found) = (watcher.Last!.RequiredActions, watcher.Last.LogProbabilities!);
            for (var row = 0; row < actions.Rows; row++)
            {
                var expected = (-0.5 * actions[row, 0] * actions[row, 0]) - (0.5 * Math.Log(2 * Math.PI));
                Assert.Equal(expected, found[row], 1e-5);
            }
            Assert.Equal(found.Values, watcher.OfCurrent);
        }
    }

    private sealed class Watcher(TransitionColumns columns) : IRewardModel
    {
        internal List<TransitionColumns> Seen { get; } = [];

        internal Transitions? Last { get; private set; }

        internal float[] OfCurrent { get; private set; } = [];

        public TransitionColumns Requires => columns;

        public StateTree Init(Transitions expert, RandomKey key) => StateTree.Empty;

        public RewardUpdate Update(
            Executor executor,
            StateTree state,
            Transitions expert,
            Transitions policy,
            IActionDensity current,
            RandomKey key
        )
        {
            Seen.Add(policy.Columns);
            Last = policy;
            if (policy.Actions is { } actions)
            {
                OfCurrent = new float[policy.Count];
                current.LogProbabilities(executor, policy.Observations, actions, OfCurrent);
            }
            return new RewardUpdate(state, []);
        }

        public void Rewards(Executor executor, StateTree state, Transitions transitions, Span<double> rewards)
        {
            Seen.Add(transitions.Columns);
            rewards.Clear();
        }
    }
}
