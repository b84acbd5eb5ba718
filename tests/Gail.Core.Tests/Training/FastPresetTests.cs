using Gail.Configuration;
using Gail.Environments;
using Gail.Policies;

namespace Gail.Core.Tests.Training;

/// <summary>Which environments the preset "fast" takes for robots.</summary>
public sealed class FastPresetTests
{
    [Theory]
    [InlineData(11, 1000, TerminationMeaning.Failure, 16, 0.995)]
    [InlineData(17, 1000, TerminationMeaning.Never, 16, 0.995)]
    [InlineData(11, 50, TerminationMeaning.Never, 100, 0.95)]
    public void Robots_step_many_episodes_at_once_and_spread_as_the_demonstrations(
        int observations,
        int stepLimit,
        TerminationMeaning termination,
        int lanes,
        double discount
    )
    {
        var options = Fast(
            new Pendulum().Spec with
            {
                Observation = ObservationSpace.Unbounded(observations),
                StepLimit = stepLimit,
                Termination = termination,
            }
        );
        Assert.Equal((lanes, 5_000), (options.Rollout.NumEnvs, options.Rollout.Steps));
        Assert.Equal((discount, 1), (options.Advantage.Discount, options.Demonstrations.Every));
        Assert.Equal(ActionSpread.Demonstrations, options.Policy.InitialSpread);
        Assert.Equal(
            (0.1, 1, 0.001),
            (
                options.Discriminator.GradientPenalty,
                options.Discriminator.GradientPenaltyTarget,
                options.Discriminator.Adam.LearningRate
            )
        );
    }

    [Theory]
    [InlineData("CartPole-v1", 2_000, 0.1, 1)]
    [InlineData("Pendulum-v1", 4_000, 3, 0)]
    [InlineData("MountainCarContinuous-v0", 2_000, 0.1, 1)]
    [InlineData("Acrobot-v1", 2_000, 0.1, 1)]
    public void Toys_are_none(string id, int steps, double gradientPenalty, double target)
    {
        var options = Fast(BuiltInEnvironments.Create(id).Spec);
        Assert.Equal((0, steps), (options.Rollout.NumEnvs, options.Rollout.Steps));
        Assert.Equal(
            (gradientPenalty, target),
            (options.Discriminator.GradientPenalty, options.Discriminator.GradientPenaltyTarget)
        );
        Assert.Equal(ActionSpread.Fixed, options.Policy.InitialSpread);
    }

    private static TrainingOptions Fast(EnvironmentSpec spec) => Presets.Create("fast", spec, Method.Gail);
}
