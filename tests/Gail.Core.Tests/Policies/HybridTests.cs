using Gail.Core.Tests.Training.Support;
using Gail.Environments;
using Gail.Execution;
using Gail.Numerics;
using Gail.Optimizers;
using Gail.Policies;
using Gail.Rewards;
using Gail.Rollouts;
using Gail.Training;

namespace Gail.Core.Tests.Policies;

/// <summary>A choice and a number at once, from the rollout to the update.</summary>
public sealed class HybridTests
{
    [Fact]
    public void One_step_improves_within_the_limit()
    {
        var trainer = Trainer();
        var state = trainer.Init(1);

        var step = trainer.Step(new Executor(threads: 2), state);

        Assert.Equal(1, Metric(step, "policy_accepted"));
        Assert.InRange(Metric(step, "policy_improvement"), 1e-3, 1);
        Assert.InRange(Metric(step, "policy_kl"), 1e-4, 0.02);
        // log 3 for the choice, (1 + log 2 pi) / 2 for the number.
        Assert.Equal(Math.Log(3) + 0.5 + (0.5 * Math.Log(2 * Math.PI)), Metric(step, "policy_entropy"), 1e-5);
        Assert.NotEqual(
            state.Policy.Get<float>("parameters/log_std"),
            step.State.Policy.Get<float>("parameters/log_std")
        );
    }

    [Fact]
    public void Both_parts_are_learned()
    {
        var trainer = Trainer();
        var state = trainer.Init(1);
        var executor = new Executor(threads: 2);
        for (var i = 0; i < 40; i++)
        {
            state = trainer.Step(executor, state).State;
        }

        var policy = new NetworkPolicy(trainer.Network, state.Policy);
        var (minus, plus) = (policy.Act([-1]), policy.Act([1]));

        Assert.Equal((0, 2), (minus[0], plus[0]));
        Assert.InRange(minus[1], -3, -0.4);
        Assert.InRange(plus[1], 0.4, 3);
    }

    private static PolicyTrainer Trainer()
    {
        var environment = new HybridProbe();
        var spec = environment.Spec;
        var network = new PolicyNetwork(1, spec.Action, new PolicyOptions { Hidden = [16] });
        return new PolicyTrainer(
            environment,
            network,
            new EpisodeSampler(400),
            new EnvironmentReward(),
            new Trpo(network, new TrustRegionOptions { MaxKl = 0.02, FisherFraction = 1 }),
            new ValueFunction(1, spec.StepLimit, new ValueOptions { Hidden = [16] }),
            new PolicyTrainerOptions(),
            Transitions.None(1)
        );
    }

    private static double Metric(TrainStep step, string name) =>
        step.Metrics.Single(metric => metric.Name == name).Value;

    /// <summary>
    /// Sees -1 or +1; choice 0 suits -1, choice 2 suits +1, and the number should have the sign of what is seen.
    /// </summary>
    private sealed class HybridProbe : IEnvironment
    {
        public EnvironmentSpec Spec { get; } =
            new()
            {
                Id = "Probe-Hybrid",
                Observation = ObservationSpace.Symmetric(1),
                Action = new ProductSpace([new DiscreteSpace(3), BoxSpace.Uniform(1, -1, 1)]),
                StateWidth = 1,
                StepLimit = 10,
                Termination = TerminationMeaning.Success,
            };

        public void Reset(RandomKey key, Span<double> state) => state[0] = (2 * key.Below(0, 2)) - 1;

        public void Observe(ReadOnlySpan<double> state, Span<float> observation) => observation[0] = (float)state[0];

        public StepResult Step(ReadOnlySpan<double> state, ReadOnlySpan<float> action, RandomKey key, Span<double> next)
        {
            next[0] = state[0];
            var chosen = action[0] == state[0] + 1 ? 1 : 0;
            return new StepResult(chosen + (state[0] * Math.Clamp(action[1], -1, 1)), Terminated: true);
        }
    }
}
