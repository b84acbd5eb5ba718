using Gail.Configuration;
using Gail.Core.Tests.Training.Support;
using Gail.Environments;
using Gail.Evaluation;
using Gail.Execution;
using Gail.Numerics;
using Gail.Policies;
using Gail.Rollouts;

namespace Gail.Core.Tests.Training;

/// <summary>Imitation of a hand-written balancer keeps the pole up.</summary>
public sealed class CartPoleLearningTests
{
    private static readonly CartPole Environment = new(version: 1);

    /// <remarks>
    /// The control, the same runs with demonstrations of a random policy, is no contrast here: a reward that is never
    /// negative keeps a pole up by itself. The contrast is in <see cref="ProbeLearningTests"/>, where all episodes have
    /// the same length.
    /// </remarks>
    [Fact]
    [Trait("Tier", "Slow")]
    public void Preset_fast_balances_within_thirty_iterations()
    {
        var expert = Balancer.Record(Environment, new Balancer(), episodes: 4);

        var returns = new[] { 1L, 2, 3 }.Select(seed => Return(expert, seed)).Order().ToList();

        Assert.InRange(returns[1], 450, 500);
        Assert.InRange(returns[0], 100, 500); // A random policy returns 22.
    }

    private static double Return(Transitions expert, long seed)
    {
        var options = Presets.Create("fast", Environment.Spec, Method.Gail);
        var trainer = Trainers.Gail(Environment, expert, options);
        var executor = new Executor();
        var state = trainer.Init(seed);
        for (var i = 0; i < 30; i++)
        {
            state = trainer.Step(executor, state).State;
        }
        var policy = trainer.Publish(state);
        var key = RandomKey.FromSeed(99);
        return PolicyEvaluation
            .Run(executor, Environment, policy, episodes: 20, key, ActionMode.Deterministic)
            .MeanReturn;
    }
}
