using Gail.Adversaries;
using Gail.Environments;
using Gail.Execution;
using Gail.Numerics;
using Gail.Optimizers;
using Gail.Policies;
using Gail.Rollouts;
using Gail.Training;

namespace Gail.Tests.Training;

/// <summary>Imitation of a hand-written balancer keeps the pole up.</summary>
public sealed class CartPoleLearningTests
{
    private static readonly CartPole Environment = new(version: 1);

    /// <remarks>
    /// The control, the same runs with demonstrations of a random policy, is no contrast here: a reward that is never
    /// negative keeps a pole up by itself (500, 470 and 500 when this was written). The contrast is in
    /// <see cref="ProbeLearningTests"/>, where all episodes have the same length.
    /// </remarks>
    [Fact]
    public void Median_of_three_seeds_balances()
    {
        var expert = Balancer.Record(Environment, new Balancer(), episodes: 4);

        var returns = new[] { 1L, 2, 3 }.Select(seed => Return(expert, seed)).Order().ToList();

        Assert.InRange(returns[1], 450, 500);
        Assert.InRange(returns[0], 100, 500); // A random policy returns 22.
    }

    private static double Return(Transitions expert, long seed)
    {
        var trainer = Trainers.Gail(
            Environment,
            expert,
            new TrainingOptions
            {
                Environment = Environment.Spec.Id,
                Rollout = new RolloutOptions { Steps = 2_500 },
                Policy = new PolicyOptions { Hidden = [16] },
                Value = new ValueOptions { Hidden = [16], IncludeTime = false },
                Advantage = new AdvantageOptions { Discount = 0.97, TimeLimit = TimeLimit.Bootstrap },
                Trpo = new TrustRegionOptions { MaxKl = 0.03, FisherFraction = 0.3 },
                Discriminator = new ClassifierOptions
                {
                    Hidden = [32],
                    Adam = new AdamOptions { LearningRate = 0.0005 },
                    Steps = 5,
                    BatchSize = 256,
                    GradientPenalty = 0.5,
                },
            }
        );
        var executor = new Executor();
        var state = trainer.Init(seed);
        for (var i = 0; i < 80; i++)
        {
            state = trainer.Step(executor, state).State;
        }
        return Evaluation
            .Run(
                executor,
                Environment,
                new NetworkPolicy(trainer.Network, state.Policy),
                episodes: 20,
                RandomKey.FromSeed(99),
                ActionChoice.Deterministic
            )
            .MeanReturn;
    }
}
