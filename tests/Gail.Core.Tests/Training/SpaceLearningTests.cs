using Gail.Configuration;
using Gail.Core.Tests.Environments.Probes;
using Gail.Environments;
using Gail.Evaluation;
using Gail.Execution;
using Gail.Numerics;
using Gail.Optimizers;
using Gail.Policies;
using Gail.Rewards;
using Gail.Rollouts;
using Gail.Training;

namespace Gail.Core.Tests.Training;

/// <summary>Every kind of action space, from the environment through rollouts, rewards and updates to the policy.</summary>
public sealed class SpaceLearningTests
{
    private static readonly Executor Executor = new(threads: 2);

    private static readonly Dictionary<string, ActionSpace> Spaces = new()
    {
        ["Box"] = BoxSpace.Uniform(2, -1, 1),
        ["Discrete"] = new DiscreteSpace(3),
        ["MultiDiscrete"] = ActionSpace.MultiDiscrete(3, 2),
        ["hybrid"] = new ProductSpace([BoxSpace.Uniform(1, -1, 1), new DiscreteSpace(3), new DiscreteSpace(2)]),
    };

    public static TheoryData<string> Names => [.. Spaces.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_true_reward_is_learned(string space)
    {
        var environment = new SpaceProbe(Spaces[space]);
        Acts(environment, Run(Trainers.Expert(environment, Options()), 60));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Cloning_does_what_was_shown(string space)
    {
        var environment = new SpaceProbe(Spaces[space]);
        var options = Options() with { Cloning = new BehaviorCloningOptions { Adam = new() { LearningRate = 0.01 } } };
        Acts(environment, Run(Trainers.BehaviorCloning(environment.Spec, Shown(environment), options), 10));
    }

    /// <summary>
    /// Two learners that differ in nothing but what is shown to them do the opposite of each other, whatever the seed: so
    /// it is the demonstrations that they follow.
    /// </summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void Imitation_does_what_was_shown(string space)
    {
        var environment = new SpaceProbe(Spaces[space]);
        foreach (var seed in (long[])[1, 2, 3])
        {
            Assert.InRange(Return(environment, Imitate(environment, Shown(environment), seed)), 0.5, 1);
            Assert.InRange(
                Return(environment, Imitate(environment, Shown(environment, reversed: true), seed)),
                -1,
                -0.5
            );
        }
    }

    private static NetworkPolicy Imitate(SpaceProbe environment, Transitions expert, long seed)
    {
        var options = Options() with
        {
            // Against one step of the discriminator an iteration the policy runs ahead and circles; without entropy it
            // settles on a choice before the discriminator knows better.
            Discriminator = new DiscriminatorOptions
            {
                Hidden = [16],
                Reward = RewardForm.Logit,
                Steps = 3,
            },
            EntropyWeight = 0.05,
            PolicyAverage = 0.9,
        };
        return Run(Trainers.Imitation(environment, expert, options), 100, seed);
    }

    private static double Return(SpaceProbe environment, NetworkPolicy policy) =>
        PolicyEvaluation
            .Run(Executor, environment, policy, 500, RandomKey.FromSeed(9), ActionMode.Stochastic)
            .MeanReturn;

    private static void Acts(SpaceProbe environment, NetworkPolicy policy)
    {
        foreach (var which in new[] { 0, 1 })
        {
            var best = SpaceProbe.Best(environment.Spec.Action, which);
            var acted = policy.Act(which == 0 ? [1, 0] : [0, 1]);
            for (var i = 0; i < best.Length; i++)
            {
                var isNumber = environment.Spec.Action.ChoiceCounts[i] == 0;
                Assert.InRange(acted[i] * (isNumber ? best[i] : 1), isNumber ? 0.4 : best[i], isNumber ? 3 : best[i]);
            }
        }
    }

    /// <summary>Both cases in turn, each with the action that suits it, or the other, its numbers with some noise.</summary>
    private static Transitions Shown(SpaceProbe environment, bool reversed = false) =>
        Pairs(
            environment,
            (row, which) =>
            {
                var action = SpaceProbe.Best(environment.Spec.Action, reversed ? 1 - which : which);
                for (var i = 0; i < action.Length; i++)
                {
                    action[i] +=
                        environment.Spec.Action.ChoiceCounts[i] > 0
                            ? 0
                            : 0.3f * (float)RandomKey.FromSeed(6).Fold(i).Normal((ulong)row);
                }
                return action;
            }
        );

    private static Transitions Pairs(SpaceProbe environment, Func<int, int, float[]> act)
    {
        const int Count = 200;
        var rows = Enumerable.Range(0, Count).ToList();
        return new Transitions(
            NdArray.Matrix<float>(Count, 2, [.. rows.SelectMany(row => row % 2 == 0 ? new[] { 1f, 0 } : [0, 1])]),
            NdArray.Matrix<float>(Count, environment.Spec.Action.Width, [.. rows.SelectMany(row => act(row, row % 2))])
        );
    }

    private static TrainingOptions Options() =>
        new()
        {
            Environment = "Probe-Space",
            Rollout = new RolloutOptions { Steps = 300 },
            Policy = new PolicyOptions { Hidden = [16] },
            Trpo = new TrustRegionOptions { MaxKl = 0.03, FisherFraction = 1 },
            Value = new ValueOptions
            {
                Hidden = [16],
                IncludeTime = false,
                TrustRegion = new TrustRegionOptions { MaxKl = 0.03, FisherFraction = 1 },
            },
            Advantage = new AdvantageOptions { Discount = 0.5 },
        };

    private static NetworkPolicy Run(ITrainer trainer, int iterations, long seed = 1)
    {
        var state = trainer.Init(seed);
        for (var i = 0; i < iterations; i++)
        {
            state = trainer.Step(Executor, state).State;
        }
        return (NetworkPolicy)trainer.Publish(state);
    }
}
